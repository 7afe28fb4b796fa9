"""Books as authors, editors and merges leave them: each mistake is told by name, and no file is changed or lost."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents import Book
from storyteller_agents.cli.main import main
from storyteller_agents.files import dump_yaml, parse_yaml, write_text

Run = Callable[..., tuple[int, str]]
Change = Callable[[Path], Any]
WRITING = (("draft",), ("redo", "1"), ("approve",))
"""Commands that would change a book."""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of four scenes, up to date."""
    book = tmp_path_factory.mktemp("drafted") / "book"
    arguments = ["--premise", "Mara keeps the lamp at Skarn and finds a letter.", "--model", "scripted"]
    assert call("new", book, *arguments, "--chapters", 2, "--scenes", 2, "--words", 30) == 0
    toml = book / "story.toml"
    toml.write_text(toml.read_text() + '\n[lore]\nembeddings = "none"\n')
    assert call("draft", book) == 0
    return book


@pytest.fixture
def book(drafted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drafted, tmp_path / "book"))


def call(*arguments: object) -> int:
    """Run `storyteller` in this process and return its exit code."""
    before, sys.argv = sys.argv, ["storyteller", *map(str, arguments)]
    try:
        main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    finally:
        sys.argv = before
    return 0


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; return its exit code and all that it printed, in one line."""
    monkeypatch.setenv("COLUMNS", "2000")

    def run_it(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = call(*arguments)
        printed = capsys.readouterr()
        return code, " ".join((printed.out + printed.err).split())

    return run_it


def contents(book: Path) -> dict[str, bytes | None]:
    """Return all files of a book but the disposable ones."""
    found = [file for file in book.rglob("*") if ".story" not in file.relative_to(book).parts]
    return {str(file.relative_to(book)): file.read_bytes() if file.is_file() else None for file in found}


def second(book: Path) -> Path:
    """Return the file of scene 0002."""
    return next((book / "scenes").glob("0002-*.md"))


def conflict(name: str, line: int) -> Change:
    """Return what leaves a merge conflict in a file, from this line on."""

    def change(book: Path) -> None:
        file = second(book) if name == "scene" else book / name
        lines = (
            file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else ["scenes: Less rain.\n"]
        )
        ours = lines[line - 1]
        lines[line - 1] = f"<<<<<<< HEAD\n{ours}=======\nold {ours}>>>>>>> draft-two\n"
        file.write_text("".join(lines), encoding="utf-8")

    return change


def on_scene(change: Callable[[Path, str], Any]) -> Change:
    return lambda book: change(second(book), second(book).read_text(encoding="utf-8"))


def on_cards(change: Callable[[list[dict[str, Any]]], Any]) -> Change:
    """Return what changes the scene cards in outline.yaml."""

    def apply(book: Path) -> None:
        file = book / "outline.yaml"
        data = parse_yaml(file.read_text(encoding="utf-8"), "outline.yaml")
        change([card for act in data["acts"] for chapter in act["chapters"] for card in chapter["scenes"]])
        file.write_text(dump_yaml(data), encoding="utf-8")

    return apply


def is_folder(name: str) -> Change:
    def change(book: Path) -> None:
        (book / name).unlink()
        (book / name).mkdir()

    return change


def is_file(book: Path) -> None:
    shutil.rmtree(book / "scenes")
    (book / "scenes").write_text("x")


BROKEN_SCENES = [
    ("emptied", on_scene(lambda file, _: file.write_text("")), ["there is no prose in it", "delete the file"]),
    ("no prose", on_scene(lambda file, _: file.write_text("---\nid: '0002'\n---\n\n")), ["there is no prose in it"]),
    ("utf-16", on_scene(lambda file, text: file.write_bytes(text.encode("utf-16"))), ["looks like UTF-16", "line 1"]),
    ("utf-16 bare", on_scene(lambda file, text: file.write_bytes(text.encode("utf-16-le"))), ["UTF-16", "as UTF-8"]),
    (
        "latin-1",
        on_scene(lambda file, text: file.write_bytes(f"{text}Café\n".encode("latin-1"))),
        ["not UTF-8 text (byte 0xe9", "Latin-1", "Save the file as UTF-8"],
    ),
    (
        "front matter left open",
        on_scene(lambda file, _: file.write_text("---\nid: '0002'\n\nProse.\n")),
        ["line 1", "never closed with '---'", "Put a line with '---'"],
    ),
    (
        "front matter that is no YAML",
        on_scene(lambda file, _: file.write_text("---\nid: '0002'\ntitle: a: b\n---\nProse.\n")),
        ["line 3, column 9: not valid YAML"],
    ),
    (
        "two files",
        on_scene(lambda file, text: (file.parent / "0002-b.md").write_text(text)),
        ["scene 0002 has two files, 0002-b.md and 0002-", "Keep one of them"],
    ),
    (
        "merge",
        conflict("scene", 6),
        ["line 6: a merge conflict is not resolved", "<<<<<<< HEAD", "Keep one of the two"],
    ),
]


@pytest.mark.parametrize(
    ("change", "told"), [case[1:] for case in BROKEN_SCENES], ids=[case[0] for case in BROKEN_SCENES]
)
def test_a_broken_scene_is_named_and_nothing_is_changed(
    book: Path, run: Run, tmp_path: Path, change: Change, told: list[str]
) -> None:
    change(book)
    before = contents(book)
    out = tmp_path / "out.md"
    for command in (*WRITING, ("draft", "--dry-run"), ("check",), ("report",), ("export", "--to", "md", "--out", out)):
        code, printed = run(command[0], book, *command[1:])
        assert code == 2, (command, printed)
        for part in [*told, "Error: ", "scenes"]:
            assert part in printed, command
        assert contents(book) == before and not out.exists(), command


@pytest.mark.parametrize(
    ("change", "told"), [case[1:] for case in BROKEN_SCENES], ids=[case[0] for case in BROKEN_SCENES]
)
def test_status_shows_a_broken_scene_beside_the_others(book: Path, run: Run, change: Change, told: list[str]) -> None:
    change(book)
    code, printed = run("status", book)
    assert code == 2
    assert "1 broken" in printed and "1 scene can't be used: 0002" in printed
    rows = {row.artefact: row for row in Book.open(book).status()}
    assert rows["scenes/0002"].state == "broken"
    assert all(part in rows["scenes/0002"].why for part in told)
    assert {rows[f"scenes/{scene}"].state for scene in ("0001", "0003", "0004")} == {"done"}


def test_all_broken_scenes_are_told_at_once(book: Path, run: Run) -> None:
    for file in (book / "scenes").iterdir():
        file.write_text("")
    code, printed = run("draft", book)
    assert code == 2 and "4 scenes can't be used" in printed and printed.count("there is no prose in it") == 4


MERGES = [("outline.yaml", 5), ("cast.yaml", 3), ("brief.md", 1), ("story.toml", 3), ("story.lock", 5)]
MERGES += [("findings.yaml", 3), ("notes.yaml", 1), ("companion.md", 2)]


@pytest.mark.parametrize(("name", "line"), MERGES)
def test_a_merge_conflict_is_told_by_file_and_line(book: Path, run: Run, name: str, line: int) -> None:
    conflict(name, line)(book)
    before = contents(book)
    for command in (*WRITING, ("status",), ("draft", "--dry-run")):
        code, printed = run(command[0], book, *command[1:])
        assert code == 2, (command, printed)
        assert f"{name}, line {line}: a merge conflict is not resolved (found '<<<<<<< HEAD')" in printed, command
        assert contents(book) == before, command


@pytest.mark.parametrize(
    "text", ["Title\n=======\n\nProse.", "A row of <<<<<<< signs.", ">>>>>> six", "<<<<<<<<<<<<<<< many", "======= x"]
)
def test_prose_that_only_looks_like_a_merge_is_read(tmp_path: Path, text: str) -> None:
    from storyteller_agents.files import read_text

    write_text(tmp_path / "a.md", text)
    assert read_text(tmp_path / "a.md") == text


BAD_FILES = [
    ("two cards of one id", on_cards(lambda cards: cards[1].update(id="0001")), ["two scene cards have the id '0001'"]),
    (
        "words",
        on_cards(lambda cards: cards[1].update(words="many")),
        ["outline.yaml", "line 5", "scenes.1.words: input should be a valid integer", "found 'many'"],
    ),
    ("id", on_cards(lambda cards: cards[1].update(id="../x")), ["outline.yaml", "scenes.1.id", "found '../x'"]),
    ("empty outline", lambda book: (book / "outline.yaml").write_text(""), ["outline.yaml", "the file is empty"]),
    (
        "a list as outline",
        lambda book: (book / "outline.yaml").write_text("- a\n"),
        ["outline.yaml", "has to hold 'key: value' lines; found a list"],
    ),
    ("outline is a folder", is_folder("outline.yaml"), ["outline.yaml: can't be read (Is a directory)"]),
    ("lock is a folder", is_folder("story.lock"), ["story.lock: can't be read (Is a directory)"]),
    ("scenes is a file", is_file, ["scenes: is a file", "Move it away"]),
    (
        "lock cut off",
        lambda book: (book / "story.lock").write_text((book / "story.lock").read_text()[:500]),
        ["not a readable story.lock", "line 2", "Restore it from your version control, or delete it"],
    ),
    ("deep lock", lambda book: (book / "story.lock").write_text("[" * 100_000), ["not a readable story.lock"]),
    (
        "newer lock",
        lambda book: (book / "story.lock").write_text('{"version": 2, "records": {}}'),
        ["story.lock: written by a newer version (format 2, this one reads 1)", "Update storyteller-agents"],
    ),
]


@pytest.mark.parametrize(("change", "told"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES])
def test_a_file_that_can_not_be_used_is_told(book: Path, run: Run, change: Change, told: list[str]) -> None:
    change(book)
    before = contents(book)
    for command in (*WRITING, ("status",), ("draft", "--dry-run")):
        code, printed = run(command[0], book, *command[1:])
        assert code == 2, (command, printed)
        assert all(part in printed for part in told), printed
        assert contents(book) == before, command


def test_a_deleted_scene_is_missing_and_no_other_is_written(book: Path, run: Run) -> None:
    second(book).unlink()
    others = {name: data for name, data in contents(book).items() if name.startswith("scenes/")}
    code, printed = run("status", book)
    assert code == 0 and "1 missing" in printed and "scenes/0002 is gone" in printed
    assert run("draft", book)[0] == 0
    assert contents(book).items() >= others.items() and second(book).exists()


def test_a_renamed_scene_is_kept_and_told_how_to_name_it(book: Path, run: Run) -> None:
    second(book).rename(book / "scenes" / "the-letter.md")
    kept = (book / "scenes" / "the-letter.md").read_bytes()
    code, printed = run("status", book)
    assert code == 0 and "scenes/the-letter.md belongs" not in printed
    assert "It says that it is scene 0002: if so, give it the name 0002-the-letter.md" in printed
    assert "waits for your approval" not in printed
    assert run("draft", book)[0] == 0
    assert (book / "scenes" / "the-letter.md").read_bytes() == kept


def test_another_title_in_the_name_of_a_scene_changes_nothing(book: Path, run: Run) -> None:
    second(book).rename(book / "scenes" / "0002-the-letter.md")
    before = contents(book)
    code, printed = run("draft", book)
    assert code == 0 and "nothing was written" in printed and contents(book) == before


def test_without_story_lock_every_text_is_the_authors(book: Path, run: Run) -> None:
    (book / "story.lock").unlink()
    before = contents(book)
    assert run("draft", book)[0] == 0
    assert contents(book).items() >= before.items()


def test_cards_without_cast_and_threads_in_a_circle_are_drafted_and_told(book: Path, run: Run) -> None:
    def change(cards: list[dict[str, Any]]) -> None:
        cards[0] |= {"pays_off": ["key"], "plants": ["letter"]}
        cards[2] |= {"pays_off": ["letter"], "plants": ["key"]}
        cards[1] |= {"cast": [], "pov": ""}

    on_cards(change)(book)
    code, printed = run("outline", book, "--threads")
    assert code == 0 and "thread 'key' is paid off in 0001, before it is planted in 0003" in printed
    outline = (book / "outline.yaml").read_bytes()
    assert run("draft", book)[0] == 0
    assert (book / "outline.yaml").read_bytes() == outline


def test_the_time_of_status_grows_with_the_cards_and_not_faster(book: Path, tmp_path: Path) -> None:
    times = []
    for count in (500, 2000):
        outline = Book.open(book).load("outline")
        card = next(outline.cards())
        cards = [card.model_copy(update={"id": f"{number:05d}"}) for number in range(count)]
        outline.acts[0].chapters[0].scenes = cards
        del outline.acts[1:], outline.acts[0].chapters[1:]
        long = Path(shutil.copytree(book, tmp_path / str(count)))
        write_text(*Book.open(long).render("outline", outline))
        began = time.process_time()
        assert len(Book.open(long).status()) > count
        times.append(time.process_time() - began)
    assert times[1] < 10 * times[0]


TITLES = ["a/b\\c", "\"Quoted\" 'titles'", "🕯️🔥", "x" * 300, "..", "<b>bold</b> & *stars*", "con", "灯" * 300]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_gives_files_within_the_folder(book: Path, run: Run, tmp_path: Path, title: str) -> None:
    on_cards(lambda cards: cards[1].update(title=title))(book)
    file = book / "outline.yaml"
    data = parse_yaml(file.read_text(encoding="utf-8"), "outline.yaml")
    file.write_text(dump_yaml({**data, "title": title}), encoding="utf-8")
    second(book).unlink()
    assert run("draft", book, "--only", "2")[0] == 0
    assert second(book).parent == book / "scenes"
    (tmp_path / "out").mkdir()
    code, printed = run("export", book, "--to", "txt", "--out", tmp_path / "out")
    assert code == 0, printed
    (exported,) = (tmp_path / "out").iterdir()
    assert title in " ".join(exported.read_text(encoding="utf-8").split())


def test_a_title_that_is_too_long_is_refused_before_there_is_a_book(run: Run, tmp_path: Path) -> None:
    code, printed = run("new", tmp_path / "new", "--premise", "A lamp.", "--title", "x" * 301)
    assert code == 2 and "title" in printed and "300" in printed and not (tmp_path / "new").exists()


def test_an_export_keeps_what_is_there_and_needs_its_folder(book: Path, run: Run, tmp_path: Path) -> None:
    held = tmp_path / "held.md"
    held.write_text("mine")
    code, printed = run("export", book, "--to", "md", "--out", held)
    assert code == 2 and "exists already and is kept. Add --force" in printed and held.read_text() == "mine"
    code, printed = run("export", book, "--to", "md", "--out", tmp_path / "gone" / "x.md")
    assert code == 2 and "its folder does not exist; make it first" in printed and not (tmp_path / "gone").exists()
    code, printed = run("export", book, "--to", "md", "--out", tmp_path / ("x" * 300 + ".md"))
    assert code == 2 and "can't be used (File name too long). Check the path" in printed
    assert run("export", book, "--to", "md", "--out", held, "--force")[0] == 0 and held.read_text() != "mine"


def test_markdown_and_html_in_the_prose_are_shown_as_text(book: Path, run: Run, tmp_path: Path) -> None:
    prose = "<script>alert(1)</script> & 5 < 6\n\n# No heading\n\n- no list\n\n1. no number"
    write_text(second(book), f"---\nid: '0002'\ntitle: T\n---\n\n{prose}\n")
    assert run("export", book, "--to", "html", "--out", tmp_path / "a.html")[0] == 0
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<script>" not in html and "&lt;script&gt;" in html and "# No heading" in html and "- no list" in html
    assert run("export", book, "--to", "txt", "--out", tmp_path / "a.txt")[0] == 0
    assert "<script>alert(1)</script> & 5 < 6" in (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_a_manuscript_with_a_merge_conflict_becomes_no_book(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("Chapter 1\n\n<<<<<<< HEAD\nShe went.\n=======\nHe went.\n>>>>>>> x\n")
    for command in (["adopt", tmp_path / "new", file, "--no-summaries"], ["check", file]):
        code, printed = run(*command)
        assert code == 2 and "draft.txt, line 3: a merge conflict is not resolved" in printed
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("contents_page", [False, True])
def test_a_manuscript_without_chapters_and_one_with_a_table_of_contents(
    run: Run, tmp_path: Path, contents_page: bool
) -> None:
    paragraph = "Mara went down to the harbour with the letter, and nobody asked her why. " * 6
    parts = [f"Chapter {number}. The Lamp\n\n{paragraph}\n\n{paragraph}" for number in range(1, 6)]
    listed = "\n".join(f"Chapter {number}. The Lamp ..... {number * 9}" for number in range(1, 6))
    text = f"CONTENTS\n\n{listed}\n\n" + "\n\n".join(parts) if contents_page else "\n\n".join([paragraph] * 10)
    (tmp_path / "draft.txt").write_text(text)
    code, printed = run("adopt", tmp_path / "new", tmp_path / "draft.txt", "--no-summaries", "--model", "scripted")
    assert code == 0, printed
    outline = Book.open(tmp_path / "new").load("outline")
    assert len(outline.chapters()) == (5 if contents_page else 1)
    scenes = "".join(file.read_text() for file in (tmp_path / "new" / "scenes").iterdir())
    assert scenes.count("Mara went") == 60 and "....." not in scenes
