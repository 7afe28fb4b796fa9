"""Finding the installed sources, and bearing with those that don't work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, ClassVar

import pytest

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.entry import LoreEntry, Problem, Source, read_entry
from storyteller_agents.lore.sources import source as source_module
from storyteller_agents.lore.sources.source import GROUP, LoreReader, read_file, reader_for, reader_problems, readers
from storyteller_agents.lore.store import Lore

Write = Callable[..., Path]
Open = Callable[..., Lore]


class Tavern(LoreReader):
    """A tool's own format that happens to be JSON: told by its content."""

    kind: ClassVar[str] = "tavern"

    def matches(self, path: Path) -> bool:
        return path.suffix == ".json" and '"entries"' in path.read_text(encoding="utf-8")

    def read(self, path: Path) -> Iterator[LoreEntry | Problem]:
        yield from read_entry({"text": "from the tavern"}, Source(file=path.name, row=1), name="tavern")


class Stumbling(LoreReader):
    """Fails wherever it can."""

    kind: ClassVar[str] = "stumbling"

    def matches(self, path: Path) -> bool:
        raise ValueError("no")

    def read(self, path: Path) -> Iterator[LoreEntry | Problem]:
        yield from read_entry({"text": "one"}, Source(file="x"), name="one")
        raise RuntimeError("stumbled\nover two lines")


class Tavern2(Tavern):
    """Takes a kind that is taken."""


def not_a_reader() -> str:
    return "text"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Install readers of this module beside the built-in ones, or of any other target."""
    own = [
        EntryPoint(kind, f"storyteller_agents.lore.sources.files:{name}", GROUP)
        for kind, name in (("json", "JsonFile"), ("markdown", "MarkdownFile"), ("yaml", "YamlFile"))
    ]

    def _install(**targets: str) -> None:
        more = [EntryPoint(name, target, GROUP) for name, target in targets.items()]
        monkeypatch.setattr(source_module, "entry_points", lambda group: [*own, *more])
        source_module._installed.cache_clear()

    yield _install
    monkeypatch.undo()
    source_module._installed.cache_clear()


def test_built_in_sources_are_installed() -> None:
    assert {"markdown", "yaml", "json"} <= {reader.kind for reader in readers()}


def test_a_tools_format_goes_before_plain_json(install: Any, write: Write, open_lore: Open) -> None:
    install(tavern=f"{__name__}:Tavern")
    assert [reader.kind for reader in readers()] == ["tavern", "json", "markdown", "yaml"]
    write("world.json", '{"entries": {}}')
    write("plain.json", '{"text": "plain"}')
    assert sorted(open_lore().entries()) == ["plain", "tavern"]
    assert reader_problems() == ()


def test_broken_sources_are_named_and_stop_nothing(install: Any, write: Write, open_lore: Open) -> None:
    install(
        gone="no_such_module:Reader",
        other=f"{__name__}:not_a_reader",
        t1=f"{__name__}:Tavern",
        t2=f"{__name__}:Tavern2",
        stumbling=f"{__name__}:Stumbling",
    )
    write("a.md", "text")
    lore = open_lore()
    assert list(lore.entries()) == ["a"]
    problems = "\n".join(lore.problems())
    assert "lore source 'gone' (no_such_module:Reader): can't be loaded (ModuleNotFoundError" in problems
    assert "is no LoreReader or LoreSource but str" in problems
    assert "the kind 'tavern' is taken already" in problems


def test_a_reader_that_fails_keeps_what_it_gave(tmp_path: Path) -> None:
    entry, problem = read_file(tmp_path / "a.x", Stumbling(), "sub/a.x")
    assert isinstance(entry, LoreEntry)
    assert entry.source.file == "sub/a.x"
    assert str(problem) == "sub/a.x: the stumbling reader failed on this file (RuntimeError: stumbled over two lines)"


def test_a_files_error_is_a_problem_of_the_file(tmp_path: Path) -> None:
    class Refusing(Stumbling):
        def read(self, path: Path) -> Iterator[LoreEntry | Problem]:
            raise ArtefactError(f"{path}: not for me.")

    assert [str(item) for item in read_file(tmp_path / "a.x", Refusing(), "a.x")] == ["a.x: not for me."]


def test_unknown_kinds_have_no_reader(tmp_path: Path) -> None:
    assert reader_for(tmp_path / "a.docx") is None
