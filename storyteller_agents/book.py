"""A book folder: its settings, its artefacts as typed objects, and the digests of everything in it.

The folder is the database. What stands in its files holds, whoever wrote it; `.story/` below it may be deleted
at any time. Who may overwrite what is decided in `freshness.py`.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from storyteller_agents.arcs import DEFAULT_ARC
from storyteller_agents.creation import write_new_book
from storyteller_agents.errors import ArtefactError, BookError, BookLockedError
from storyteller_agents.files import digest, dump_yaml, join_front_matter, parse_yaml, read_text, split_front_matter
from storyteller_agents.files import write_text as write_file
from storyteller_agents.language import count_words
from storyteller_agents.locations import explain_at
from storyteller_agents.lockfile import StoryLock
from storyteller_agents.notes import FILE as NOTES
from storyteller_agents.notes import Notes
from storyteller_agents.settings import Settings, explain, read_settings
from storyteller_agents.story import Brief, Cast, Finding, Findings, Outline, SceneCard, Scenes, TextRecord

if TYPE_CHECKING:
    from storyteller_agents.events import Event
    from storyteller_agents.freshness import Row
    from storyteller_agents.lore.store import Lore

FILES = {"outline": "outline.yaml", "cast": "cast.yaml", "findings": "findings.yaml", "companion": "companion.md"}
_TICK = 100_000_000
"""Nanoseconds after which a folder's time tells every further change; file systems count in ticks of up to 20 ms."""


class Book:
    """A book on disk. Make one with `Book.create`, or open one with `Book.open`.

    Attributes:
        path: the book folder.
        cache: its `.story` folder, which is disposable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cache = path / ".story"
        self._parsed: dict[tuple[str, str], tuple[Any, Any]] = {}
        self._listed: tuple[int, bool, dict[str, list[str]]] = (-1, False, {})
        self._rendered: dict[str, tuple[list[Finding], str]] = {}
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
        folder = Path(path).expanduser().absolute()
        start = f'Start one with: storyteller new {path} --premise "…"'
        if not folder.exists():
            raise BookError(f"{path}: there is no such folder. {start}")
        if not folder.is_dir():
            raise BookError(f"{path}: is a file; a book is a folder. {start}")
        if not (folder / "story.toml").is_file():
            raise BookError(f"{path}: not a book, story.toml is missing. {start}")
        return cls(folder)

    @cached_property
    def settings(self) -> Settings:
        """story.toml, checked. Raises `SettingsError` with all mistakes at once."""
        return read_settings(self.path / "story.toml")

    @property
    def brief(self) -> Brief:
        """brief.md: the premise as text, the rest as front matter. Raises `ArtefactError`."""
        brief: Brief = self._cached(self.path / "brief.md", _parse_brief)
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
        lock: StoryLock = self._cached(file, StoryLock) if file.exists() else StoryLock(file)
        return lock

    @property
    def notes(self) -> Notes:
        """notes.yaml: what the author wishes of single results. Raises `ArtefactError`."""
        if self._wishes is not None:
            return self._wishes
        file = self.path / NOTES
        notes: Notes = self._cached(file, Notes.read) if file.exists() else Notes()
        return notes

    def wish(self, notes: Notes | None) -> None:
        """Let these wishes hold for this object in place of notes.yaml, until None is given."""
        self._wishes = notes

    # Artefacts -----------------------------------------------------------------------------------------------

    def file(self, name: str) -> Path:
        """Return the file of an artefact: a state field (``outline``) or one scene (``scenes/0001``)."""
        kind, _, item = name.partition("/")
        if kind == "scenes":
            return self._scene_file(item)
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
        file = self.file(name)
        if not file.exists():
            return {} if name == "findings" else None
        if name == "companion":
            return self._text_record(file)
        wanted = {"outline": Outline, "cast": Cast, "findings": list[Finding]}.get(name, kind)
        if name == "findings":
            return self._cached(file, lambda path: _by_scene(_parse_yaml_file(path, wanted)), f"as {wanted}")
        return self._cached(file, lambda path: _parse_yaml_file(path, wanted), f"as {wanted}")

    def load_version(self, name: str, file: Path) -> Any:
        """Return ``outline`` or ``cast`` as another file has it, e.g. one of `history`. Raises `ArtefactError`."""
        return _parse_yaml_file(file, {"outline": Outline, "cast": Cast}[name])

    def scene(self, scene: str) -> str:
        """Return the prose of a scene. Raises `ArtefactError` if it isn't written yet."""
        return str(self._cached(self._scene_file(scene), _parse_scene))

    def record(self, name: str) -> TextRecord:
        """Return the record of a text: a scene (``scenes/0001``) or the companion. Raises `ArtefactError`."""
        return self._text_record(self.file(name))

    def text(self, name: str) -> str:
        """Return the text of an artefact's file as it is. Raises `ArtefactError` if it isn't there."""
        return read_text(self.file(name))

    def render_scene(self, card: SceneCard, text: str) -> tuple[Path, str]:
        """Return the file and content for a scene; an existing file of the scene keeps its name."""
        existing = self._find_scene(card.id)
        slug = re.sub(r"[^\w]+", "-", card.title.lower()).strip("-_")[:50].rstrip("-") or "scene"
        file = existing or self.path / "scenes" / f"{card.id}-{slug}.md"
        return file, join_front_matter({"id": card.id, "title": card.title}, text)

    def render(self, name: str, value: Any) -> tuple[Path, str]:
        """Return the file and content for a field that is kept as YAML."""
        return self.file(name), dump_yaml(TypeAdapter(Any).dump_python(value, mode="json"))

    def write_findings(self, scene: str, findings: list[Finding]) -> None:
        """Replace the findings of one scene in findings.yaml; what the author waived stays waived and listed."""
        with self._mutex:
            held: Findings = self.load("findings")
            waived = {finding.id: finding for finding in held.get(scene, []) if finding.status == "waived"}
            held = {**held, scene: list(({finding.id: finding for finding in findings} | waived).values())}
            file = self.file("findings")
            write_file(file, self._render_findings(held))
            self._remember(file, {key: found for key, found in held.items() if found}, f"as {list[Finding]}")

    def _render_findings(self, held: Findings) -> str:
        """Return findings.yaml, a list; the part of a scene is made again only when it has changed."""
        parts = []
        for scene in sorted(held):
            known = self._rendered.get(scene)
            if known is None or known[0] is not held[scene]:
                rows = [finding.model_dump(mode="json") for finding in held[scene]]
                known = self._rendered[scene] = (held[scene], dump_yaml(rows) if rows else "")
            parts.append(known[1])
        return "".join(parts) or dump_yaml([])

    def waive(self, finding: Finding) -> None:
        """Keep a finding as waived by the author, whether or not it stands in findings.yaml already."""
        with self._mutex:
            held: Findings = self.load("findings")
            others = [other for other in held.get(finding.scene, []) if other.id != finding.id]
            self.write_findings(finding.scene, [*others, finding])

    # Digests -------------------------------------------------------------------------------------------------

    def digest_of(self, name: str) -> str:
        """Return the digest of anything that a result may depend on, or an empty string if it is not there.

        Names: ``brief``, a field (``outline``), ``scenes/ID``, ``card/ID``, ``character/NAME``, ``waivers/ID``,
        ``people`` (those of the outline, with its logline), ``lore/ID``, ``settings/book``, ``stages/NAME`` (the settings of a stage),
        ``notes/KEY`` (what the author wishes of the result with this key).
        """
        kind, _, item = name.partition("/")
        if kind in {"card", "character", "waivers", "people"}:
            value = self._part(kind, item)
            return "" if value is None else digest(value)
        if kind == "lore":
            entry = self.lore.entries().get(item)
            return entry.digest if entry else ""
        if kind == "notes":
            return self.notes.digest(item)
        if kind == "brief":
            return digest(self.brief)
        if kind == "settings":
            arc = self.settings.book.arc
            own = [] if arc == DEFAULT_ARC else [arc]  # books that were planned before arcs are still up to date
            return digest([self.language, self.settings.book.length().model_dump(), *own])
        if kind == "stages":
            return digest(self.settings.stages.get(item, {}))
        if kind == "scenes":
            files = [self.path / kind / found for found in self._scene_files().get(item, ())]
        else:
            files = [file] if (file := self.file(name)).exists() else []
        if len(files) == 1 and kind == "scenes":
            return str(self._cached(files[0], _digest_of_scene, "digest"))
        if len(files) > 1:  # no one of them is the scene, and none may look like what was written
            return digest([str(self._cached(file, _digest_of_scene, "digest")) for file in files])
        return str(self._cached(files[0], lambda path: digest(read_text(path)), "digest")) if files else ""

    def _part(self, kind: str, item: str) -> Any:
        if kind == "people":
            outline = self.load("outline")
            return [outline.logline, [person.model_dump() for person in outline.people]] if outline else None
        if kind == "waivers":
            return sorted(finding.id for finding in self.load("findings").get(item, []) if finding.status == "waived")
        if kind == "character":
            cast = self.load("cast")
            return cast.get(item) if cast else None
        return self.card(item)

    def card(self, scene: str) -> SceneCard | None:
        """Return the card of a scene, or None; a long outline is not searched for each."""
        outline = self.load("outline")
        held = self._cards
        if held[0] is not outline:
            held = self._cards = (outline, {card.id: card for card in outline.cards()} if outline else {})
        return held[1].get(scene)

    # Running -------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the book for this process. The lock of a process that died is taken over.

        Raises:
            BookLockedError: another live process holds it; names its pid and host.
            BookError: the folder can't be written.
        """
        from filelock import FileLock, Timeout

        holder = self.cache / "holder.json"
        try:
            self.cache.mkdir(exist_ok=True)
            held = FileLock(self.cache / "lock", timeout=0)
            held.acquire()
        except Timeout as error:
            raise BookLockedError(
                f"{self.path}: {_describe_holder(holder)} works on this book. Wait until it is done, or stop it."
            ) from error
        except OSError as error:
            raise BookError(
                f"{self.path}: can't be written ({error.strerror}). Check the folder's permissions."
            ) from error
        try:
            write_file(holder, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
            self._held = True
            for leftover in (*self.path.glob(".*.tmp"), *self.path.glob("scenes/.*.tmp"), *self.cache.glob(".*.tmp")):
                leftover.unlink(missing_ok=True)  # of a process that was killed in the middle of a write
            yield
        finally:
            self._held = False
            if own := self._lores.pop(True, None):
                own.close()
            holder.unlink(missing_ok=True)
            held.release()

    def draft(self, **options: Any) -> Iterator[Event]:
        """Bring the book up to date; yields what happens. See `pipeline.run.draft`."""
        from storyteller_agents.pipeline.run import draft

        yield from draft(self, **options)

    def status(self) -> list[Row]:
        """Return a row for every artefact: done, edited, stale or missing, and why."""
        from storyteller_agents.pipeline.run import status

        return status(self)

    # Reading files once --------------------------------------------------------------------------------------

    def _cached(self, file: Path, parse: Any, what: str = "value") -> Any:
        """Parse a file again only when it has changed."""
        key = (what, str(file))
        stamp = _stamp(file)
        with self._mutex:
            held = self._parsed.get(key)
            if held is None or held[0] != stamp:
                held = (stamp, parse(file))
                self._parsed[key] = held
            return held[1]

    def _remember(self, file: Path, value: Any, what: str) -> None:
        """Know the value of a file that has just been written, so that it needn't be read."""
        with self._mutex:
            self._parsed[(what, str(file))] = (_stamp(file), value)

    def _scenes(self) -> Scenes:
        outline = self.load("outline")
        found: Scenes = {}
        for card in outline.cards() if outline else ():
            file = self._find_scene(card.id)
            if file is not None:
                found[card.id] = self._text_record(file)
        return found

    def _text_record(self, file: Path) -> TextRecord:
        def parse(path: Path) -> TextRecord:
            words = count_words(_parse_scene(path), self.language)
            return TextRecord(file=str(path.relative_to(self.path)), digest=digest(read_text(path)), words=words)

        record: TextRecord = self._cached(file, parse, f"record in {self.language}")
        return record

    def _find_scene(self, scene: str) -> Path | None:
        found = self._scene_files().get(scene, ())
        folder = self.path / "scenes"
        if len(found) > 1:
            raise ArtefactError(
                f"{folder}: scene {scene} has {'two' if len(found) == 2 else len(found)} files, {' and '.join(found)}. "
                "Keep one of them, and move the others out of this folder."
            )
        return folder / found[0] if found else None

    def _scene_files(self) -> dict[str, list[str]]:
        """Return the names of the scenes' files by id; the folder is listed again only when it may have changed."""
        folder = self.path / "scenes"
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return {}
        if not folder.is_dir():
            raise ArtefactError(f"{folder}: is a file; it has to be the folder of the scenes. Move it away.")
        stamp, settled, files = self._listed
        if not settled or stamp != changed:
            # A file may come within the same tick of the file system's clock, and leave the folder's time as it is.
            settled = time.time_ns() - changed > _TICK
            with os.scandir(folder) as entries:
                files = _by_id(entry.name for entry in entries)
            self._listed = (changed, settled, files)
        return files

    def _scene_file(self, scene: str) -> Path:
        file = self._find_scene(scene)
        if file is None:
            raise ArtefactError(
                f"{self.path / 'scenes'}: scene {scene} is not written yet. Run: storyteller draft {self.path}"
            )
        return file

    def clear_cache(self) -> None:
        """Delete `.story`; everything in it is built again when needed."""
        shutil.rmtree(self.cache, ignore_errors=True)


def _stamp(file: Path) -> tuple[int, int, int]:
    try:
        stat = file.stat()
    except OSError as error:
        raise ArtefactError(f"{file}: can't be read ({error.strerror}).") from error
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _by_id(names: Iterable[str]) -> dict[str, list[str]]:
    """Group the names of scene files by the id that they begin with."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        if name.endswith(".md"):
            found.setdefault(re.split(r"[-.]", name, maxsplit=1)[0], []).append(name)
    return found


def _by_scene(findings: list[Finding]) -> Findings:
    grouped: Findings = {}
    for finding in findings:
        grouped.setdefault(finding.scene, []).append(finding)
    return grouped


def _parse_brief(file: Path) -> Brief:
    data, body = split_front_matter(read_text(file), str(file))
    try:
        return Brief(**{"premise": body, **data})
    except (ValidationError, TypeError) as error:
        raise _not_valid(file, error, Brief) from error


def _parse_scene(file: Path) -> str:
    prose = split_front_matter(read_text(file), str(file))[1].strip()
    if not prose:
        raise ArtefactError(
            f"{file}: there is no prose in it. Write some, put back what stood there, or delete the file to have the "
            "scene drafted."
        )
    return prose


def _digest_of_scene(file: Path) -> str:
    """Return the digest of a scene's text. A file that can't be read has one too: it is there, and nobody's but the author's."""
    try:
        return digest(read_text(file))
    except ArtefactError:
        return digest(file.read_bytes().hex() if file.is_file() else str(file))


def _parse_yaml_file(file: Path, kind: Any) -> Any:
    text = read_text(file)
    data = parse_yaml(text, str(file), unique_keys=True)
    try:
        return TypeAdapter(kind or Any).validate_python([] if data is None and kind == list[Finding] else data)
    except ValidationError as error:
        raise _not_valid(file, error, kind, text) from error


def _not_valid(file: Path, error: Exception, kind: Any, text: str | None = None) -> ArtefactError:
    """Return the error for a file that parses and is not what it should be. `text`: its YAML, for the lines."""
    lines = [str(error)]
    if isinstance(error, ValidationError):
        lines = explain(error, kind) if text is None else explain_at(error, kind, text)
    return ArtefactError("\n".join([f"{file}: can't be used as it is.", *(f"  - {line}" for line in lines)]))


def _describe_holder(file: Path) -> str:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return f"process {data['pid']} on {data['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
