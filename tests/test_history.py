"""Older versions of a book's files."""

from __future__ import annotations

from pathlib import Path

from storyteller_agents.history import add, is_candidate, keep, number_of, stem_of, versions


def test_every_version_is_kept_once_and_in_order(tmp_path: Path) -> None:
    file = tmp_path / "scenes" / "0007-the-door.v2.md"
    assert keep(tmp_path, file) is None
    file.parent.mkdir()
    kept = []
    for number in range(12):
        file.write_text(f"version {number}\n", encoding="utf-8")
        kept.append(keep(tmp_path, file))
        assert keep(tmp_path, file) == kept[-1], "what is kept already is not kept again"
    assert kept[0] == tmp_path / "history" / "scenes" / "0007-the-door.v2.001.md"
    assert versions(tmp_path, file) == kept
    assert [one.read_text(encoding="utf-8") for one in versions(tmp_path, file)] == [
        f"version {n}\n" for n in range(12)
    ]


def test_files_whose_names_begin_alike_have_histories_of_their_own(tmp_path: Path) -> None:
    for name in ("outline.yaml", "outline.001.yaml", "outline-2.yaml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        keep(tmp_path, tmp_path / name)
    assert [one.name for one in versions(tmp_path, tmp_path / "outline.yaml")] == ["outline.001.yaml"]
    assert [one.name for one in versions(tmp_path, tmp_path / "outline-2.yaml")] == ["outline-2.001.yaml"]


def test_the_thousandth_version_comes_last(tmp_path: Path) -> None:
    file = tmp_path / "cast.yaml"
    (tmp_path / "history").mkdir()
    for number in (998, 999, 1000):
        (tmp_path / "history" / f"cast.{number:03d}.yaml").write_text(str(number), encoding="utf-8")
    file.write_text("new", encoding="utf-8")
    assert keep(tmp_path, file) == tmp_path / "history" / "cast.1001.yaml"


def test_what_was_never_in_the_book_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "scenes" / "0007-x.md"
    other = add(tmp_path, file, "not chosen", candidate=True)
    assert other == tmp_path / "history" / "scenes" / "0007-x.001.candidate.md"
    file.parent.mkdir()
    file.write_text("chosen", encoding="utf-8")
    keep(tmp_path, file)
    held = versions(tmp_path, file)
    assert [(number_of(one), is_candidate(one), stem_of(one)) for one in held] == [
        (1, True, "0007-x"),
        (2, False, "0007-x"),
    ]
