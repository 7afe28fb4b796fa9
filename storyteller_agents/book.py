"""A book folder: its settings, its artefacts as typed objects, and the digests of everything in it.

The folder is the database. What stands in its files holds, whoever wrote it; `.story/` below it may be deleted
at any time. Who may overwrite what is decided in `freshness.py`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from storyteller_agents.creation import find_book, write_new_book
from storyteller_agents.digests import digest_of
from storyteller_agents.files import dump_yaml, read_text
from storyteller_agents.findings import FindingsFile
from storyteller_agents.holder import hold
from storyteller_agents.lockfile import StoryLock
from storyteller_agents.notes import FILE as NOTES
from storyteller_agents.notes import Notes
from storyteller_agents.parsed import ParsedFiles, parse_brief, parse_fields, parse_prose, parse_record
from storyteller_agents.scene_files import SceneFiles
from storyteller_agents.settings import Settings, read_settings
from storyteller_agents.story import Brief, Cast, Finding, Outline, SceneCard, Scenes, TextRecord

if TYPE_CHECKING:
    from storyteller_agents.events import Event
    from storyteller_agents.freshness import Row
    from storyteller_agents.lore.store import Lore

FILES = {"outline": "outline.yaml", "cast": "cast.yaml", "findings": "findings.yaml", "companion": "companion.md"}
KINDS: dict[str, Any] = {"outline": Outline, "cast": Cast}


class Book:
    """A book on disk. Make one with `Book.create`, or open one with `Book.open`.

    Attributes:
        path: the book folder.
        cache: its `.story` folder, which is disposable.
        parsed: what was made of its files.
        scene_files: which files its scenes are in.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cache = path / ".story"
        self.parsed = ParsedFiles()
        self.scene_files = SceneFiles(path / "scenes")
        self._findings = FindingsFile(path / FILES["findings"], self.parsed)
        self._mutex = threading.RLock()
        self._held = False
        self._lores: dict[bool, Lore] = {}
        self._wishes: Notes | None = None
        self._cards: tuple[Outline | None, dict[str, SceneCard]] = (None, {})

    @classmethod
    def create(
        cls, path: str | os.PathLike[str], brief: Brief, *, settings: Settings | None = None, world: str | None = None
    ) -> Book:
        """Make a new book folder and return the book.

        Args:
            path: a folder that is missing or empty.
            brief: what the author asks for.
            settings: what goes into story.toml; the language defaults to that of the premise.
            world: name of a sample world whose entries are copied into the book's lore.

        Raises:
            BookError: the folder holds something already, can't be written, or the world is unknown.
        """
        folder = Path(path).expanduser().absolute()
        write_new_book(folder, brief, settings, world)
        return cls.open(folder)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Book:
        """Open an existing book folder.

        Raises:
            BookError: there is no such folder, or it holds no story.toml.
        """
        return cls(find_book(path))

    @cached_property
    def settings(self) -> Settings:
        """story.toml, checked. Raises `SettingsError` with all mistakes at once."""
        return read_settings(self.path / "story.toml")

    @property
    def brief(self) -> Brief:
        """brief.md: the premise as text, the rest as front matter. Raises `ArtefactError`."""
        brief: Brief = self.parsed.get(self.path / "brief.md", parse_brief)
        return brief

    @property
    def language(self) -> str:
        """Language of the book: the brief's if it names one, else that of story.toml."""
        return self.brief.language or self.settings.book.language

    @property
    def lore(self) -> Lore:
        """The book's world, searchable; by meaning too within ``with book.lock()``, since its store has one owner."""
        with self._mutex:
            if self._held not in self._lores:
                self._lores[self._held] = self.open_lore(writable=self._held)
            return self._lores[self._held]

    def open_lore(self, **options: Any) -> Lore:
        """Open the lore with options of `Lore`, e.g. ``writable=False`` beside a running draft."""
        from storyteller_agents.lore.store import Lore

        return Lore(self.path / "lore", self.cache, self.settings.lore, **options)

    @property
    def story_lock(self) -> StoryLock:
        """story.lock as it is on disk. Raises `ArtefactError`."""
        file = self.path / "story.lock"
        lock: StoryLock = self.parsed.get(file, StoryLock) if file.exists() else StoryLock(file)
        return lock

    @property
    def notes(self) -> Notes:
        """notes.yaml: what the author wishes of single results. Raises `ArtefactError`."""
        if self._wishes is not None:
            return self._wishes
        file = self.path / NOTES
        notes: Notes = self.parsed.get(file, Notes.read) if file.exists() else Notes()
        return notes

    def wish(self, notes: Notes | None) -> None:
        """Let these wishes hold for this object in place of notes.yaml, until None is given."""
        self._wishes = notes

    def file(self, name: str) -> Path:
        """Return the file of an artefact: a state field (``outline``) or one scene (``scenes/0001``)."""
        kind, _, item = name.partition("/")
        if kind == "scenes":
            return self.scene_files.of(item)
        return self.path / FILES.get(kind, f"{kind}.yaml")

    def load(self, name: str, kind: Any = None) -> Any:
        """Return a state field as it stands in the book, or None if it isn't there yet.

        Args:
            name: a core field, or the field of a plugin.
            kind: the type of a plugin's field.

        Raises:
            ArtefactError: the file is not what it should be; names the field and what was found.
        """
        if name == "brief":
            return self.brief
        if name == "scenes":
            return self._scenes()
        if name == "findings":
            return self._findings.load()
        file = self.file(name)
        if not file.exists():
            return None
        if name == "companion":
            return self._text_record(file, self.language)
        wanted = KINDS.get(name, kind)
        return self.parsed.get(file, lambda path: parse_fields(path, wanted), f"as {wanted}")

    def load_version(self, name: str, file: Path) -> Any:
        """Return ``outline`` or ``cast`` as another file has it, e.g. one of `history`. Raises `ArtefactError`."""
        return parse_fields(file, KINDS[name])

    def scene(self, scene: str) -> str:
        """Return the prose of a scene. Raises `ArtefactError` if it isn't written yet."""
        return str(self.parsed.get(self.scene_files.of(scene), parse_prose))

    def record(self, name: str) -> TextRecord:
        """Return the record of a text: a scene (``scenes/0001``) or the companion. Raises `ArtefactError`."""
        return self._text_record(self.file(name), self.language)

    def text(self, name: str) -> str:
        """Return the text of an artefact's file as it is. Raises `ArtefactError` if it isn't there."""
        return read_text(self.file(name))

    def render_scene(self, card: SceneCard, text: str) -> tuple[Path, str]:
        """Return the file and content for a scene; an existing file of the scene keeps its name."""
        return self.scene_files.render(card, text)

    def render(self, name: str, value: Any) -> tuple[Path, str]:
        """Return the file and content for a field that is kept as YAML."""
        return self.file(name), dump_yaml(TypeAdapter(Any).dump_python(value, mode="json"))

    def write_findings(self, scene: str, findings: list[Finding]) -> None:
        """Replace the findings of one scene in findings.yaml; what the author waived stays waived and listed."""
        self._findings.write(scene, findings)

    def waive(self, finding: Finding) -> None:
        """Keep a finding as waived by the author, whether or not it stands in findings.yaml already."""
        self._findings.waive(finding)

    def _scenes(self) -> Scenes:
        outline, language = self.load("outline"), self.language
        files = {card.id: self.scene_files.find(card.id) for card in (outline.cards() if outline else ())}
        return {scene: self._text_record(file, language) for scene, file in files.items() if file}

    def _text_record(self, file: Path, language: str) -> TextRecord:
        record: TextRecord = self.parsed.get(
            file, lambda path: parse_record(path, self.path, language), f"record in {language}"
        )
        return record

    def digest_of(self, name: str) -> str:
        """Return the digest of anything that a result may depend on, or an empty string if it is not there.

        The names are those of `digests.digest_of`.
        """
        return digest_of(self, name)

    def card(self, scene: str) -> SceneCard | None:
        """Return the card of a scene, or None; a long outline is not searched for each."""
        outline = self.load("outline")
        if self._cards[0] is not outline:
            self._cards = (outline, {card.id: card for card in outline.cards()} if outline else {})
        return self._cards[1].get(scene)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the book for this process. The lock of a process that died is taken over.

        Raises:
            BookLockedError: another live process holds it; names its pid and host.
            BookError: the folder can't be written.
        """
        with hold(self.path, self.cache):
            self._held = True
            try:
                yield
            finally:
                self._held = False
                if own := self._lores.pop(True, None):
                    own.close()

    def draft(self, **options: Any) -> Iterator[Event]:
        """Bring the book up to date; yields what happens. See `pipeline.run.draft`."""
        from storyteller_agents.pipeline.run import draft

        yield from draft(self, **options)

    def status(self) -> list[Row]:
        """Return a row for every artefact: done, edited, stale or missing, and why."""
        from storyteller_agents.pipeline.status import status

        return status(self)

    def clear_cache(self) -> None:
        """Delete `.story`; everything in it is built again when needed."""
        shutil.rmtree(self.cache, ignore_errors=True)
