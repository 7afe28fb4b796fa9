"""notes.yaml: what the author wishes of a result of the pipeline, by the key of its record in story.lock.

    scenes: Less weather.
    scenes/0007:
      note: Let her find the letter herself.
      take: 2

A key is a stage or one of its items; a stage's note holds for all its items. A new note makes the results stale that
it speaks of, another take asks again in the same words. A wish is data and never a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from storyteller_agents.errors import ArtefactError, list_problems
from storyteller_agents.files import digest, dump_yaml, parse_yaml, read_text, write_text
from storyteller_agents.settings import explain

FILE = "notes.yaml"


class Wish(BaseModel):
    """What the author wishes of one result: a `note` in free text, and how often it has been asked for (`take`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    note: str = ""
    take: int = Field(1, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: Any) -> Any:
        return {"note": value} if isinstance(value, str) else value


class Notes:
    """The wishes of a book by key.

    Args:
        wishes: as they stand in notes.yaml.
    """

    def __init__(self, wishes: Mapping[str, Wish] | None = None) -> None:
        self.wishes = dict(wishes or {})

    @classmethod
    def read(cls, file: Path) -> Notes:
        """Read notes.yaml; a missing or empty one holds no wishes.

        Raises:
            ArtefactError: the file can't be read; names every key that is wrong.
        """
        if not file.exists():
            return cls()
        data = parse_yaml(read_text(file), str(file), unique_keys=True)
        if data is None:
            return cls()
        if not isinstance(data, dict):
            raise ArtefactError(
                f"{file}: must map a stage, or a stage and an item like scenes/0007, to a note; found {type(data).__name__}."
            )
        wishes, problems = dict[str, Wish](), list[str]()
        for key, value in data.items():
            try:
                wishes[str(key)] = Wish.model_validate(value)
            except ValidationError as error:
                problems += [f"{key}: {line}" for line in explain(error, Wish)]
        if problems:
            raise ArtefactError(list_problems(f"{file}: can't be used as it is.", problems))
        return cls(wishes)

    def write(self, file: Path) -> None:
        """Write notes.yaml, without wishes that wish for nothing; no file is left if there is none other."""
        rows = {key: wish.model_dump(exclude_defaults=True) for key, wish in sorted(self.wishes.items())}
        rows = {key: row for key, row in rows.items() if row}
        if rows:
            write_text(file, dump_yaml(rows))
        else:
            file.unlink(missing_ok=True)

    def of(self, key: str) -> Wish:
        """Return what is wished of exactly this key."""
        return self.wishes.get(key, Wish())

    def for_key(self, key: str) -> Wish:
        """Return what holds for a result: for an item, the stage's wish and its own in one."""
        stage, _, item = key.partition("/")
        wishes = [self.of(stage), self.of(key)] if item else [self.of(stage)]
        note = " ".join(" ".join(wish.note.split()) for wish in wishes)
        return Wish(note=note.strip(), take=sum(wish.take for wish in wishes) - len(wishes) + 1)

    def digest(self, key: str) -> str:
        """Return the digest of what holds for a result; an empty string where nothing is wished."""
        wish = self.for_key(key)
        return "" if wish == Wish() else digest(wish)

    def ask_again(self, key: str, note: str | None = None) -> Notes:
        """Return these wishes with one more take of `key`, by a new note if one is given; an empty one takes it back."""
        held = self.of(key)
        wish = Wish(note=held.note if note is None else note.strip(), take=held.take + 1)
        return Notes({**self.wishes, key: wish})
