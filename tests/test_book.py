"""A book folder: typed artefacts, digests, findings, and one process at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storyteller_agents.book import Book
from storyteller_agents.errors import ArtefactError, BookError, BookLockedError, SettingsError
from storyteller_agents.files import digest, read_text, write_text
from storyteller_agents.story import Finding, SceneCard
from storyteller_agents.testing import sample_book, sample_brief, sample_cast, sample_outline

LORE = {"north-lamp.md": "---\ntitle: The North Lamp\nkind: place\n---\n\nA light on the cliff.\n"}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with two written scenes of four."""
    return sample_book(
        tmp_path / "book",
        outline=sample_outline(),
        cast=sample_cast(),
        scenes={"0001": "Ada climbs the stairs.", "0002": "The lamp is out."},
        lore=LORE,
    )


# Artefacts -----------------------------------------------------------------------------------------------------------


def test_artefacts_come_back_typed(book: Book) -> None:
    assert book.load("outline") == sample_outline()
    assert book.load("cast") == sample_cast()
    assert book.load("brief") == sample_brief()
    assert book.load("companion") is None
    assert book.scene("0001") == "Ada climbs the stairs."
    scenes = book.load("scenes")
    assert list(scenes) == ["0001", "0002"]
    assert (scenes["0001"].file, scenes["0001"].words) == ("scenes/0001-scene-1.md", 4)
    assert scenes["0001"].digest == book.digest_of("scenes/0001")


def test_a_scene_that_is_not_written(book: Book) -> None:
    with pytest.raises(ArtefactError, match=r"scene 0003 is not written yet\. Run: storyteller draft"):
        book.scene("0003")


def test_prose_that_an_author_wrote_without_front_matter(book: Book) -> None:
    write_text(book.path / "scenes" / "0003.md", "\nBram waits.\n\nAda comes.\n")
    assert book.scene("0003") == "Bram waits.\n\nAda comes."
    assert list(book.load("scenes")) == ["0001", "0002", "0003"]


def test_two_files_for_one_scene(book: Book) -> None:
    write_text(book.path / "scenes" / "0001-copy.md", "Another one.")
    with pytest.raises(ArtefactError, match=r"scene 0001 has two files, 0001-copy\.md and 0001-scene-1\.md\. Keep one"):
        book.load("scenes")


def test_files_beside_the_scenes_are_no_scenes(book: Book) -> None:
    for name in ("0003-notes.txt", "0003a-other.md", ".0003-x.md.tmp", "00030.md", "notes.md"):
        write_text(book.path / "scenes" / name, "x")
    assert list(book.load("scenes")) == ["0001", "0002"]


def test_broken_files_are_named(book: Book) -> None:
    write_text(book.path / "cast.yaml", "characters: [")
    with pytest.raises(ArtefactError, match=r"cast\.yaml, line "):
        book.load("cast")
    write_text(book.path / "findings.yaml", "- {id: a, rule: b, scene: 1, severty: note}\n")
    with pytest.raises(
        ArtefactError, match=r"findings\.yaml: .*\n  - line 1, 0\.severty: unknown setting \(did you mean 'severity'"
    ):
        book.load("findings")
    write_text(book.path / "brief.md", "---\ngenre: [a]\ntonne: dark\n---\n")
    with pytest.raises(ArtefactError) as caught:
        _ = book.brief
    for told in (
        "premise: the premise is empty",
        "genre: input should be a valid string",
        "tonne: unknown setting (did you mean 'tone'?)",
    ):
        assert told in str(caught.value)


def test_broken_settings_are_told_when_they_are_needed(book: Book) -> None:
    write_text(book.path / "story.toml", "[book]\nscale = 'huge'\n")
    with pytest.raises(SettingsError, match="book.scale"):
        _ = Book.open(book.path).settings


def test_an_empty_findings_file(book: Book) -> None:
    write_text(book.path / "findings.yaml", "# none\n")
    assert book.load("findings") == {}


def test_a_field_of_a_plugin(book: Book) -> None:
    write_text(*book.render("mood", {"0001": ["dark"]}))
    assert book.load("mood", dict[str, list[str]]) == {"0001": ["dark"]}
    with pytest.raises(ArtefactError, match=r"mood\.yaml"):
        book.load("mood", dict[str, int])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@example("../../etc/passwd")
@example("..")
@example("C:\\x:y*?|")
@example("🔔🔔")
@example("灯塔 " * 100)
@example("x" * 300)
@example("𠮷" * 300)
@example("line\nbreak\x00")
@example("-_-")
@example("İ")
def test_any_title_gives_a_safe_file(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    book = sample_book(tmp_path_factory.mktemp("titles") / "book")
    card = SceneCard(id="0001", title=title)
    file, content = book.render_scene(card, "Text.")
    assert file.parent == book.path / "scenes"
    assert file.name.startswith("0001-")
    assert file.name.endswith(".md")
    assert not set(file.name) & set('/\\:*?"<>| \n\x00')
    assert len(file.name.encode()) < 240
    write_text(file, content)
    assert file.resolve().parent == (book.path / "scenes").resolve()
    assert book.scene("0001") == "Text."
    assert book.render_scene(card.model_copy(update={"title": "New"}), "Text.")[0] == file


def test_titles_stay_readable(book: Book) -> None:
    for title, name in (
        ("The Seventh Pane", "the-seventh-pane"),
        ("灯塔之夜", "灯塔之夜"),
        ("…", "scene"),
        ("Ünder!", "ünder"),
    ):
        assert book.render_scene(SceneCard(id="0009", title=title), "x")[0].name == f"0009-{name}.md"


# Reading files once --------------------------------------------------------------------------------------------------


def test_files_are_parsed_once_and_edits_are_seen(book: Book) -> None:
    assert book.load("outline") is book.load("outline")
    before = book.digest_of("outline")
    text = read_text(book.file("outline"))
    write_text(book.file("outline"), text.replace("The Bell", "The Knell"))
    assert book.load("outline").title == "The Knell"
    assert book.digest_of("outline") != before
    write_text(book.file("outline"), text)
    assert book.digest_of("outline") == before


def test_an_edit_in_place_is_seen_by_its_time(book: Book) -> None:
    file = book.file("scenes/0001")
    assert book.scene("0001") == "Ada climbs the stairs."
    stat = file.stat()
    with file.open("r+", encoding="utf-8") as stream:
        text = stream.read().replace("climbs", "mounts")
        stream.seek(0)
        stream.write(text)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))
    assert book.scene("0001") == "Ada mounts the stairs."
    assert book.load("scenes")["0001"].digest == digest(text)


def test_a_file_that_goes_and_comes(book: Book) -> None:
    text = book.text("outline")
    book.file("outline").unlink()
    assert book.load("outline") is None
    assert book.digest_of("outline") == ""
    assert book.load("scenes") == {}
    write_text(book.path / "outline.yaml", text)
    assert book.load("outline") == sample_outline()


def test_story_lock_follows_its_file(book: Book) -> None:
    assert book.story_lock.records == {}
    write_text(book.path / "story.lock", '{"version": 1, "records": {"a": {"seed": 1}}}')
    assert book.story_lock.records["a"].seed == 1
    write_text(book.path / "story.lock", '{"version": 1, "records": {}}')
    assert book.story_lock.records == {}


# Digests -------------------------------------------------------------------------------------------------------------

NAMES = [
    "brief",
    "outline",
    "cast",
    "scenes/0001",
    "card/0001",
    "character/Ada Penrow",
    "people",
    "lore/north-lamp",
    "settings/book",
    "stages/scenes",
    "waivers/0001",
]


@pytest.mark.parametrize("name", NAMES)
def test_digests_are_there_and_stay(book: Book, name: str) -> None:
    assert len(book.digest_of(name)) == 16
    assert book.digest_of(name) == Book.open(book.path).digest_of(name)


@pytest.mark.parametrize(
    "name",
    [
        "companion",
        "findings",
        "scenes/0003",
        "card/9999",
        "character/Nobody",
        "lore/nothing",
        "mood",
        "scenes",
        "scenes/",
    ],
)
def test_what_is_not_there_has_no_digest(book: Book, name: str) -> None:
    assert book.digest_of(name) == ""


def test_nothing_is_there_in_a_new_book(tmp_path: Path) -> None:
    book = sample_book(tmp_path / "book")
    for name in ("outline", "cast", "card/0001", "character/Ada", "people", "scenes/0001"):
        assert book.digest_of(name) == ""


def changed(book: Book, change: Any) -> set[str]:
    before = {name: book.digest_of(name) for name in NAMES}
    change()
    again = Book.open(book.path)
    return {name for name in NAMES if again.digest_of(name) != before[name]}


def edit(book: Book, file: str, old: str, new: str) -> Any:
    def change() -> None:
        text = read_text(book.path / file)
        assert old in text
        write_text(book.path / file, text.replace(old, new))

    return change


@pytest.mark.parametrize(
    ("file", "old", "new", "names"),
    [
        ("brief.md", "mystery", "comedy", {"brief"}),
        ("outline.yaml", "clue 1.", "clue 7.", {"outline", "card/0001"}),
        ("outline.yaml", "clue 2.", "clue 7.", {"outline"}),
        ("outline.yaml", "who sank", "who saved", {"outline", "people"}),
        ("outline.yaml", "role: antagonist", "role: ally", {"outline", "people"}),
        ("cast.yaml", "'19'", "'20'", {"cast", "character/Ada Penrow"}),
        ("cast.yaml", "'52'", "'53'", {"cast"}),
        ("cast.yaml", "'19'", "19", {"cast"}),
        ("scenes/0001-scene-1.md", "climbs", "leaves", {"scenes/0001"}),
        ("scenes/0002-scene-2.md", "lamp", "bell", set()),
        ("lore/north-lamp.md", "cliff", "hill", {"lore/north-lamp"}),
        ("story.toml", "seed = 7", "seed = 7\nwords = 99", {"settings/book"}),
        ("story.toml", "seed = 7", "seed = 8", set()),
        ("story.toml", "[lore]", "[stages.scenes]\ntries = 2\n[lore]", {"stages/scenes"}),
    ],
)
def test_a_change_changes_its_own_digests_and_no_others(
    book: Book, file: str, old: str, new: str, names: set[str]
) -> None:
    assert changed(book, edit(book, file, old, new)) == names


def test_comments_and_line_endings_change_no_parts(book: Book) -> None:
    def comment() -> None:
        write_text(book.file("outline"), "# mine\n" + read_text(book.file("outline")))

    assert changed(book, comment) == {"outline"}

    def line_endings() -> None:
        for file in ("outline.yaml", "cast.yaml", "brief.md", "scenes/0001-scene-1.md"):
            (book.path / file).write_bytes((book.path / file).read_bytes().replace(b"\n", b"\r\n"))

    assert changed(book, line_endings) == set()


# Findings ------------------------------------------------------------------------------------------------------------


def finding(name: str, scene: str = "0001", **values: Any) -> Finding:
    return Finding(**{"id": name, "rule": "repetition", "scene": scene, "quote": f"quote {name}", **values})


def statuses(book: Book, scene: str = "0001") -> list[tuple[str, str]]:
    return [(item.id, item.status) for item in Book.open(book.path).load("findings").get(scene, [])]


def test_findings_replace_those_of_their_scene_only(book: Book) -> None:
    book.write_findings("0002", [finding("c", "0002")])
    book.write_findings("0001", [finding("a"), finding("b")])
    book.write_findings("0001", [finding("b")])
    assert statuses(book) == [("b", "open")]
    assert statuses(book, "0002") == [("c", "open")]
    assert [item.scene for item in book.load("findings")["0001"] + book.load("findings")["0002"]] == ["0001", "0002"]


def test_what_is_waived_stays_waived_and_listed(book: Book) -> None:
    book.write_findings("0001", [finding("a", status="waived", why="a refrain"), finding("b")])
    book.write_findings("0001", [finding("c"), finding("a"), finding("a")])
    assert statuses(book) == [("c", "open"), ("a", "waived")]
    book.write_findings("0001", [])
    assert statuses(book) == [("a", "waived")]
    assert book.load("findings")["0001"][0].why == "a refrain"


def test_waivers_have_a_digest_of_their_own(book: Book) -> None:
    book.write_findings("0001", [finding("a"), finding("b")])
    before = book.digest_of("waivers/0001")
    book.write_findings("0001", [finding("c")])
    assert book.digest_of("waivers/0001") == before
    book.write_findings("0001", [finding("c", status="waived")])
    assert book.digest_of("waivers/0001") != before
    assert book.digest_of("waivers/0002") == before


def test_an_author_waives_by_hand(book: Book) -> None:
    book.write_findings("0001", [finding("a")])
    edit(book, "findings.yaml", "status: open", "status: waived")()
    book.write_findings("0001", [finding("a")])
    assert statuses(book) == [("a", "waived")]


# One process at a time -----------------------------------------------------------------------------------------------

HOLD = """
import sys, time
from storyteller_agents.book import Book
with Book.open(sys.argv[1]).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_process_at_a_time_and_a_dead_one_holds_nothing(book: Book) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(book.path)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            with pytest.raises(BookLockedError, match=f"process {process.pid} on .* works on this book"), book.lock():
                pass
        finally:
            process.send_signal(signal.SIGKILL)
    assert json.loads(read_text(book.cache / "holder.json"))["pid"] == process.pid
    with book.lock():
        assert json.loads(read_text(book.cache / "holder.json"))["pid"] == os.getpid()
    assert not (book.cache / "holder.json").exists()


def test_the_lock_holds_between_objects_and_is_given_back_after_an_error(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.lock():
        with pytest.raises(BookLockedError, match=f"process {os.getpid()} "), Book.open(book.path).lock():
            pass
        raise ZeroDivisionError
    with Book.open(book.path).lock():
        pass


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}"])
def test_a_holder_that_left_no_name(book: Book, text: str) -> None:
    with book.lock():
        write_text(book.cache / "holder.json", text)
        with pytest.raises(BookLockedError, match="another process works on this book"), Book.open(book.path).lock():
            pass


def test_a_cache_that_can_not_be_made(book: Book) -> None:
    book.clear_cache()
    book.cache.write_text("in the way")
    with pytest.raises(BookError, match="can't be written"), book.lock():
        pass


def test_the_cache_is_disposable(book: Book) -> None:
    with book.lock():
        pass
    before = {name: book.digest_of(name) for name in NAMES}
    book.clear_cache()
    book.clear_cache()
    assert not book.cache.exists()
    assert {name: Book.open(book.path).digest_of(name) for name in NAMES} == before
