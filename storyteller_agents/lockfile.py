"""story.lock: what every artefact was made from, and how.

A record is written *before* the files that it tells of, so a kill between the two leaves a file that does not
match its record and is made again; never a file that looks like a person's. The lock knows names and digests
only; what they mean is in `book.py`, and what follows from them in `freshness.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from storyteller_agents.errors import ArtefactError
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
        notes: anything else that the stage wants remembered.
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


class StoryLock:
    """The records of a book by key (``outliner``, ``scenes/0001`` …), read from and saved to story.lock.

    Attributes:
        approvals: for every stage that the author has approved, the version of its results that he approved.

    Raises:
        ArtefactError: the file is not a story.lock, or is from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.records: dict[str, Record] = {}
        self.approvals: dict[str, str] = {}
        if path.exists():
            self.records, self.approvals = _read(path)

    def save(self) -> None:
        """Write all records; sorted, so that a diff shows just what changed."""
        records = {key: self.records[key].model_dump(exclude_defaults=True) for key in sorted(self.records)}
        data = {"version": VERSION, "records": records, **({"approvals": self.approvals} if self.approvals else {})}
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        write_text(self.path, text + "\n")

    def put(self, key: str, record: Record, later: set[str]) -> None:
        """Enter a record and save. `later`: stages after it; what they made of the same outputs is superseded."""
        for other, held in self.records.items():
            if stage_of(other) in later and held.outputs.keys() & record.outputs.keys():
                held.superseded = True
        self.records[key] = record
        self.save()

    def forget_replaced(self, name: str) -> None:
        """Save that nobody is about to write the output `name`: what was there before counts as a person's again."""
        held = [record for record in self.records.values() if name in record.replaces]
        for record in held:
            del record.replaces[name]
        if held:
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
        found = {record.outputs[name] for record in self.records.values() if name in record.outputs}
        return found | {record.replaces[name] for record in self.records.values() if name in record.replaces}

    def writers(self, name: str) -> list[str]:
        """Return the keys of the records that wrote the output `name`."""
        return [key for key, record in self.records.items() if name in record.outputs]


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
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise ArtefactError(f"{path}: not a readable story.lock ({str(error).splitlines()[0]}). {advice}") from error
