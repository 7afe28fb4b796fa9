"""Tables: nothing is cut off, whatever the width, and names stay in one piece where there is room."""

from __future__ import annotations

import pytest

from storyteller_agents.cli.output import print_table

ROWS = [
    ["storyteller-agents", "critic", "brief, cast, outline, scenes and whatever else it may need"],
    ["storyteller-twist", "twist", None],
]


@pytest.mark.parametrize("width", [12, 30, 50, 80, 200])
def test_nothing_is_cut_off(width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    print_table(["package", "stage", "reads"], ROWS)
    shown = capsys.readouterr().out
    letters = sorted("".join(cell or "" for row in [["package", "stage", "reads"], *ROWS] for cell in row))
    assert sorted(shown.replace("\n", "").replace(" ", "")) == [letter for letter in letters if letter != " "]
    assert ("storyteller-agents" in shown) == (width >= 30)


def test_cells_are_no_markup_and_no_rows_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["id"], [["[bold]x[/bold]"]])
    assert "[bold]x[/bold]" in capsys.readouterr().out
    print_table(["id", "title"], [])
    assert capsys.readouterr().out.split() == ["id", "title"]
