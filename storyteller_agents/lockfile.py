"""story.lock: what every artefact was made from, and how.

A record is written *before* the files that it tells of, so a kill between the two leaves a file that does not
match its record and is made again; never a file that looks like a person's. The lock knows names and digests
only; what they mean is in `book.py`, and what follows from them in `freshness.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from storyteller_agents.errors import ArtefactError, ConflictError
from storyteller_agents.files import digest, read_text, write_text

VERSION = 1


class Record(BaseModel):
    """How one result came to be.

    Attributes:
        inputs: digest of everything that it depends on, by name (``brief``, ``card/0001``, ``lore/harbour`` …).
        outputs: digest of every artefact that it wrote, by name (``outline``, ``scenes/0001`` …).
        replaces: digest that each output had on disk before, so that an interrupted write is told from an edit.
        superseded: an earlier stage has written one of the outputs again since.
        models: for each role used, the model, adapter and sampling settings.
        prompts: version of each prompt used.
        lore: ids of the lore entries used.
        tokens: input and output tokens spent.
        effort: what it took; absent figures are zero, and records of older versions have none. ``began`` (Unix
            seconds), ``seconds`` from then on, ``model`` seconds in which a model call ran, ``calls``, those of them
            that asked again (``retries``) and that ``failed``; findings that it left ``open`` or ``repaired``.
        notes: anything else that the stage wants remembered; ``omitted``: what prompts went without, by prompt;
            ``author``: the kept version of a person's file that the stage has completed.
        parts: short digests of the fields of those inputs that have fields, see `changes.pack`.
    """

    model_config = ConfigDict(extra="ignore")
    inputs: dict[str, str] = Field(default_factory=dict)
    outputs: dict[str, str] = Field(default_factory=dict)
    replaces: dict[str, str] = Field(default_factory=dict)
    superseded: bool = False
    models: dict[str, dict[str, Any]] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
    seed: int = 0
    lore: list[str] = Field(default_factory=list)
    tokens: dict[str, int] = Field(default_factory=dict)
    effort: dict[str, float] = Field(default_factory=dict)
    notes: dict[str, Any] = Field(default_factory=dict)
    parts: dict[str, str] = Field(default_factory=dict)


class StoryLock:
    """The records of a book by key (``outliner``, ``scenes/0001`` …), read from and saved to story.lock.

    Attributes:
        texts: grows with every record of something else than findings: what was told of the story before may be old.
        unsaved: whether something was amended since it was saved.
        approvals: for every stage that the author has approved, the version of its results that he approved.

    Raises:
        ArtefactError: the file is not a story.lock, or is from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.records: dict[str, Record] = {}
        self._written: dict[str, tuple[Record, bool, str]] = {}
        self.approvals: dict[str, str] = {}
        self.texts = 0
        self.unsaved = False
        if path.exists():
            self.records, self.approvals = _read(path)
        self._keys: dict[str, list[str]] = {}
        """For every output the keys of the records that wrote it."""
        for key, record in self.records.items():
            self._index(key, record)

    def save(self) -> None:
        """Write all records; sorted, so that a diff shows just what changed."""
        records = ",\n".join(
            f"  {json.dumps(key, ensure_ascii=False)}: {self._text(key)}" for key in sorted(self.records)
        )
        inner = f"{{\n{records}\n }}" if records else "{}"
        approvals = f' "approvals": {_as_json(self.approvals, 1)},\n' if self.approvals else ""
        write_text(self.path, f'{{\n{approvals} "records": {inner},\n "version": {VERSION}\n}}\n')
        self.unsaved = False

    def _text(self, key: str) -> str:
        """Return a record as JSON; made again only when it has changed, since a long book saves thousands of times."""
        record = self.records[key]
        held = self._written.get(key)
        if held is None or held[0] is not record or held[1] != record.superseded:
            text = _as_json(record.model_dump(exclude_defaults=True), 2)
            held = self._written[key] = (record, record.superseded, text)
        return held[2]

    def put(self, key: str, record: Record, later: set[str]) -> None:
        """Enter a record and save. `later`: stages after it; what they made of the same outputs is superseded."""
        for name in record.outputs:
            for writer in self.writers(name):
                if stage_of(writer) in later:
                    self.records[writer].superseded = True
        if held := self.records.get(key):
            for name in held.outputs:
                self._keys[name].remove(key)
        self.records[key] = record
        self._index(key, record)
        self.texts += any(not name.startswith("findings") for name in record.outputs)
        self.save()

    def amend(self, key: str, record: Record) -> None:
        """Replace a record whose outputs stay what they are; it is saved with the next one, or at the end of the draft.

        One that is lost costs another look, and nothing else.
        """
        self.records[key] = record
        self.unsaved = True

    def forget_replaced(self, name: str) -> None:
        """Save that nobody is about to write the output `name`: what was there before counts as a person's again."""
        for key in self.writers(name):
            record = self.records[key]
            if name in record.replaces:
                left = {other: found for other, found in record.replaces.items() if other != name}
                self.amend(key, record.model_copy(update={"replaces": left}))
        if self.unsaved:
            self.save()

    def version_of(self, stage: str) -> str:
        """Return a digest of all that a stage has written so far; an empty string if that is nothing."""
        outputs = {key: record.outputs for key, record in self.records.items() if stage_of(key) == stage}
        return digest(outputs) if outputs else ""

    def unapproved(self, stage: str) -> bool:
        """Whether a stage has written something that the author has not approved."""
        return self.version_of(stage) not in ("", self.approvals.get(stage))

    def approve(self, stage: str) -> None:
        """Save that the author approves what a stage has written so far."""
        self.approvals[stage] = self.version_of(stage)
        self.save()

    def known(self, name: str) -> set[str]:
        """Return every digest of the output `name` that the pipeline itself has written or found."""
        records = [self.records[key] for key in self.writers(name)]
        found = {record.outputs[name] for record in records}
        return found | {record.replaces[name] for record in records if name in record.replaces}

    def writers(self, name: str) -> list[str]:
        """Return the keys of the records that wrote the output `name`."""
        return list(self._keys.get(name, ()))

    def _index(self, key: str, record: Record) -> None:
        for name in record.outputs:
            self._keys.setdefault(name, []).append(key)


def _as_json(value: Any, depth: int) -> str:
    """Return a part of the file, indented as it stands there."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).replace("\n", "\n" + depth * " ")


def stage_of(key: str) -> str:
    """Return the stage's name from a record's key."""
    return key.partition("/")[0]


def _read(path: Path) -> tuple[dict[str, Record], dict[str, str]]:
    advice = (
        "Restore it from your version control, or delete it: the texts stay as they are and count as your own "
        "from then on."
    )
    try:
        data = json.loads(read_text(path))
        version = data["version"]
        if version > VERSION:
            raise ArtefactError(
                f"{path}: written by a newer version (format {version}, this one reads {VERSION}). Update storyteller-agents."
            )
        records = {key: Record.model_validate(value) for key, value in data["records"].items()}
        return records, {str(stage): str(version) for stage, version in data.get("approvals", {}).items()}
    except ConflictError as error:
        whole = "Or take the story.lock of one side whole: texts that it does not know count as your own."
        raise ConflictError(f"{error} {whole}") from error
    except KeyError as error:
        raise ArtefactError(f"{path}: not a readable story.lock (it has no {error}). {advice}") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArtefactError(f"{path}: not a readable story.lock ({str(error).splitlines()[0]}). {advice}") from error
