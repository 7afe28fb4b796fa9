"""Which exporter writes, under which name, and what is never overwritten."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from export_reading import make, png

from storyteller_agents.book import Book
from storyteller_agents.discovery import discover
from storyteller_agents.errors import BookError, MissingExtraError, PluginError
from storyteller_agents.export.exporter import ExportOptions
from storyteller_agents.manuscript.read import read_manuscript
from storyteller_agents.publishing import export_book, file_name

if TYPE_CHECKING:
    from conftest import Installed

FORMATS = ["docx", "epub", "html", "json", "md", "pdf", "txt"]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("held"), title="Mine", author="A. Writer").path


@pytest.fixture
def book(held: Path, tmp_path: Path) -> Book:
    return Book.open(shutil.copytree(held, tmp_path / "book"))


def test_the_built_in_exporters_are_found() -> None:
    found = {plugin.name: plugin.error for plugin in discover("exporters") if plugin.built_in}
    assert found == dict.fromkeys(FORMATS, "")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written_and_the_same_book_gives_the_same_bytes(
    book: Book, tmp_path: Path, format: str
) -> None:
    (book.path / "cover.png").write_bytes(png(400, 600))
    first = export_book(book, format, tmp_path / "first")
    assert (first.file, first.format, first.words, first.problems) == (tmp_path / "first", format, 6, ())
    export_book(Book.open(book.path), format, tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Lamp & the Bell", "the-lamp-the-bell"),
        ("../../etc/passwd", "etc-passwd"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("🦊🔥", "book"),
        ("...", "book"),
        ("CON", "book"),
        ("x" * 300, "x" * 60),
        ("灯" * 300, "灯" * 60),
        ("Ünïcode — Élan", "ünïcode-élan"),
    ],
)
def test_a_title_becomes_the_name_of_a_file(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize(
    "title", ["a/b\\c", "\"quotes\" & 'more' <b>", "🦊 $x$ #let @a", "w" * 300, "word " * 60, "灯塔" * 150]
)
@pytest.mark.parametrize("format", FORMATS)
def test_any_title_is_exported(book: Book, tmp_path: Path, format: str, title: str) -> None:
    outline = book.load("outline").model_copy(update={"title": title})
    (book.path / "story.toml").write_text('[book]\nauthor = "A. Writer"\n[lore]\nembeddings = "none"\n')
    book.render("outline", outline)[0].write_text(book.render("outline", outline)[1], encoding="utf-8")
    done = export_book(Book.open(book.path), format, tmp_path, options=ExportOptions())
    assert done.file.parent == tmp_path
    assert done.file.name == f"{file_name(title)}.{format}"
    assert done.file.stat().st_size > 100


def test_a_file_that_exists_is_kept_unless_forced(book: Book, tmp_path: Path) -> None:
    out = tmp_path / "mine.md"
    out.write_text("precious")
    with pytest.raises(BookError, match="exists already and is kept. Add --force"):
        export_book(book, "md", out)
    assert out.read_text() == "precious"
    export_book(book, "md", out, force=True)
    assert out.read_text().startswith("---\ntitle: Mine\n")


def test_a_missing_folder_is_named(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="its folder does not exist; make it first"):
        export_book(book, "md", tmp_path / "missing" / "mine.md")
    assert not (tmp_path / "missing").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_writable_is_named(book: Book, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(BookError, match="can't be written"):
        export_book(book, "md", tmp_path / "closed" / "mine.md")


@pytest.mark.parametrize(
    "name", ["brief.md", "companion.md", "story.toml", "scenes/0001-scene-1.md", "lore/new.md", "front/x.md"]
)
def test_a_part_of_the_book_is_never_replaced(book: Book, name: str) -> None:
    (book.path / "front").mkdir()
    with pytest.raises(BookError, match="is a part of the book itself"):
        export_book(book, "md", book.path / name, force=True)


def test_a_format_that_is_not_there_is_told_with_those_that_are(book: Book) -> None:
    with pytest.raises(PluginError, match=r"--to: found 'ebub' \(did you mean 'epub'\?\); allowed: docx, epub, html"):
        export_book(book, "ebub")


def test_options_that_mean_nothing_are_refused(book: Book, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="--page means nothing for epub, which takes no such option"):
        export_book(book, "epub", tmp_path, options=ExportOptions(page="6x9"))
    with pytest.raises(PluginError, match="--findings means nothing for docx, which takes --style"):
        export_book(book, "docx", tmp_path, findings=True)
    with pytest.raises(BookError, match=r"--page: found '5x9' \(did you mean '6x9'\?\); allowed: 5x8, 6x9, a5"):
        ExportOptions(page="5x9")


def test_a_missing_package_is_answered_with_the_command_that_installs_it(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package, format in (("docx", "docx"), ("typst", "pdf")):
        monkeypatch.setitem(__import__("sys").modules, package, None)
        with pytest.raises(MissingExtraError, match=rf"pip install 'storyteller-agents\[{format}\]'"):
            export_book(book, format, tmp_path / "out")
        assert not (tmp_path / "out").exists()


RTF = """
from storyteller_agents.export.exporter import Exporter

def write(publication, stream, options):
    stream.write(b"{\\\\rtf1 " + publication.title.encode() + b"}")
    return ["Bold is lost."]

def fail(publication, stream, options):
    stream.write(b"half")
    raise ZeroDivisionError("no reason")

rtf = Exporter("rtf", ".rtf", write)
fails = Exporter("fails", ".x", fail)
epub = Exporter("epub", ".epub", write)
wrong = "no exporter"
"""


def test_exporters_are_plugins(installed: Installed, book: Book, tmp_path: Path) -> None:
    names = ("rtf", "fails", "wrong", "epub", "other", "gone")
    points = {name: f"their_formats:{'rtf' if name == 'other' else name}" for name in names}
    installed.write("their-formats", RTF, {"storyteller_agents.exporters": points})
    done = export_book(book, "rtf", tmp_path)
    assert (done.file.read_bytes(), done.problems) == (b"{\\rtf1 Mine}", ("Bold is lost.",))
    with pytest.raises(PluginError, match="the exporter of their-formats failed: ZeroDivisionError: no reason"):
        export_book(book, "fails", tmp_path)
    assert not (tmp_path / "mine.x").exists()
    for name, reason in (
        ("wrong", "has to be an Exporter, found str"),
        ("other", "give both the same name"),
        ("gone", "AttributeError"),
    ):
        with pytest.raises(PluginError, match=f"can't be loaded: .*{reason}"):
            export_book(book, name, tmp_path)
    assert export_book(book, "epub", tmp_path).file.read_bytes().startswith(b"PK"), "the built-in one holds"


@pytest.mark.parametrize("format", ["epub", "docx", "md", "txt"])
def test_manuscript_readers_read_what_was_written(book: Book, tmp_path: Path, format: str) -> None:
    done = export_book(book, format, tmp_path)
    found = read_manuscript(done.file)
    scenes = [(section.title, " ".join(section.text.split())) for section in found.sections][-3:]
    first, second = (section.title for section in found.sections[-2:])
    assert [text for _, text in scenes] == [
        "One. Two,\\ and more." if format == "md" else "One. Two, and more.",
        "Three.",
        _last(format),
    ]
    assert (first, second) == ("Chapter 1. The Lamp", "Chapter 2. The Bell") or format == "docx"


def _last(format: str) -> str:
    return "Four. The End" if format == "docx" else "Four."
