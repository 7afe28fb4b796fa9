"""A prompt that is too long goes without what matters least, and says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.errors import PromptError
from storyteller_agents.prompts import Prompts
from storyteller_agents.window import fit


def render(values: Any) -> str:
    return " ".join([*values["lore"], values["before"], values["task"]])


def test_the_least_important_goes_first() -> None:
    values = {"lore": ["one two", "three four"], "before": "five six", "task": "seven"}
    text, gone = fit(render, values, ("lore", "before"), lambda text: len(text.split()) <= 5)
    assert (text, gone) == ("one two five six seven", ["1 of lore"])
    text, gone = fit(render, values, ("lore", "before"), lambda text: len(text.split()) <= 1)
    assert (text.split(), gone) == (["seven"], ["all of lore", "all of before"])
    assert values["lore"] == ["one two", "three four"], "the caller's own stays"


def test_a_text_keeps_its_end() -> None:
    words = [f"w{number}" for number in range(200)]
    values = {"lore": [], "before": " ".join(words), "task": ""}
    text, gone = fit(render, values, ("before",), lambda text: len(text.split()) <= 60)
    assert (text.split(), gone) == (words[150:], ["150 of before"])


@given(st.lists(st.text("ab ", max_size=9), max_size=5), st.text("ab ", max_size=200), st.integers(0, 60))
def test_it_fits_or_nothing_spare_is_left(lore: list[str], before: str, room: int) -> None:
    values = {"lore": lore, "before": before, "task": "do it"}
    text, gone = fit(render, values, ("lore", "before"), lambda text: len(text) <= room)
    assert text.endswith("do it")
    assert len(text) <= room or not text.removesuffix("do it").strip()
    assert bool(gone) == (text != render(values)) or not (lore or before)


def test_a_prompt_may_only_spare_what_it_declares(tmp_path: Path) -> None:
    (tmp_path / "odd.md").write_text("---\nversion: 1\nvariables: [a]\nspare: [b]\n---\n# System\n# User\n{{ a }}")
    with pytest.raises(PromptError, match="'spare' names b, which 'variables' doesn't declare"):
        Prompts(tmp_path).get("odd")


def test_a_stage_says_what_its_prompt_went_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from storyteller_agents.models.roles import Models
    from storyteller_agents.testing import sample_book, sample_cast, sample_outline

    book = sample_book(tmp_path / "book", outline=sample_outline(chapters=1, scenes=2), cast=sample_cast())
    for number in range(3):
        (book.path / "lore" / f"lamp{number}.md").write_text(f"The lamp stands on rock {number}. " * 20)
    monkeypatch.setattr(Models, "context", lambda self, role: 330 if role == "writer" else 8192)
    told = [event.message for event in book.draft() if event.kind == "omitted"]
    assert any(
        "The context of the writer's model is too small for the prompt 'scene'; it goes without" in one for one in told
    )
    assert set(book.load("scenes")) == {"0001", "0002"}
