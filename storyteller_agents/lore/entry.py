"""`LoreEntry`: one thing of the world, whatever file it came from, and how loose data becomes one.

`read_entry` promises an entry or at least one `Problem` that names file, field, what was found and what is
allowed; it never raises on data. Everything in an entry is cleaned of control characters and lone surrogates, so
it can be printed, stored and indexed as it is. This module reads no files.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from storyteller_agents.errors import did_you_mean
from storyteller_agents.files import digest
from storyteller_agents.lore.clean import clean_line, clean_text

Kind = Literal["person", "place", "faction", "object", "event", "rule", "concept", "language", "other"]
KINDS: tuple[str, ...] = get_args(Kind)

_DEEPEST_EXTRA = 50
_LARGEST_EXTRA = 10**1000
"""Python refuses to read numbers of more than 4,300 digits."""


def _as_text(value: Any) -> Any:
    """Accept what an author writes without quotes: ``title: 1984``."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _as_line(value: Any) -> Any:
    value = _as_text(value)
    if not isinstance(value, str):
        return value
    line = clean_line(value)
    if not line:
        raise ValueError("blank")
    return line


def _as_names(value: Any) -> Any:
    """Accept one name without brackets, and drop names that stand twice."""
    names = [_as_line(name) for name in (value if isinstance(value, list) else [value])]
    return list(dict.fromkeys(names)) if all(isinstance(name, str) for name in names) else names


Line = Annotated[str, BeforeValidator(_as_line)]
Names = Annotated[list[str], BeforeValidator(_as_names)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Part):
    """Where an entry stands: the file, and in it the line or the row (both from 1), or the id of a node."""

    file: str
    line: int | None = None
    row: int | None = None
    node: str | None = None

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line is not None else ""
        row = f", row {self.row}" if self.row is not None else ""
        node = f", {clean_line(self.node)[:80]}" if self.node is not None else ""
        return f"{self.file}{line}{row}{node}"


class Relation(_Part):
    """How an entry stands to another one; `to` is the other's id."""

    to: Line
    kind: Line = "related to"


class Fact(_Part):
    """A dated fact. `start` (written ``from``) and `end` (``until``) are a scene, a chapter or a date of the world."""

    attribute: Line
    value: Line
    start: Line | None = Field(None, validation_alias=AliasChoices("from", "start"), serialization_alias="from")
    end: Line | None = Field(None, validation_alias=AliasChoices("until", "end"), serialization_alias="until")

    def __str__(self) -> str:
        start = f" from {self.start}" if self.start else ""
        end = f" until {self.end}" if self.end else ""
        return f"{self.attribute}: {self.value}{start}{end}"


class Activation(_Part):
    """When an entry's keys bring it up, beyond that one of them stands in the text; in the words of lorebooks.

    Attributes:
        secondary: further keys, which count beside the first ones by `logic`.
        logic: of the secondary keys, one at least has to be there, or all, or none may, or not all of them may.
        case_sensitive, whole_words: how keys are compared; a key ``/pattern/flags`` is a regular expression.
        probability: in percent, how often it comes where its keys say so.
        group: of the entries of one group that come up, one is drawn, each as likely as its `weight`.
        recursive: whether its own text may bring up others.
        by_recursion: whether other entries' texts may bring it up; ``only`` if nothing else may.
    """

    secondary: Names = Field(default_factory=list)
    logic: Literal["and any", "and all", "not any", "not all"] = "and any"
    case_sensitive: bool = False
    whole_words: bool = True
    probability: float = Field(100, ge=0, le=100)
    group: str = ""
    weight: int = Field(100, ge=0, le=1_000_000)
    recursive: bool = True
    by_recursion: bool | Literal["only"] = True


class LoreEntry(_Part):
    """One entry of the lore.

    Attributes:
        id: unique in a book.
        aliases: other names of the same thing; keys: further words that bring the entry up.
        activation: when the keys count.
        enabled: whether a search may find it at all.
        priority: higher comes first where entries are otherwise equal.
        always: taken for every search, whatever the query.
        source: where it was read.
        extra: whatever else the source said of it, as JSON-like data; what another tool's file said is in there as it
            was, under the name of its source, so that it can go back without loss.
    """

    id: Annotated[Line, Field(max_length=200)]
    kind: Kind = "other"
    title: Annotated[Line, Field(max_length=500)]
    text: Annotated[str, BeforeValidator(_as_text)] = ""
    aliases: Names = Field(default_factory=list)
    keys: Names = Field(default_factory=list)
    activation: Activation = Field(default_factory=Activation)
    enabled: bool = True
    relations: list[Relation] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    priority: int = Field(0, ge=-1_000_000, le=1_000_000)
    always: bool = False
    source: Source
    extra: dict[str, Any] = Field(default_factory=dict)

    @field_validator("kind", mode="before")
    @classmethod
    def _any_case(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("text")
    @classmethod
    def _clean(cls, value: str) -> str:
        return clean_text(value).strip()

    @field_validator("priority", mode="before")
    @classmethod
    def _no_flag(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("a flag is not a number")
        return value

    @property
    def digest(self) -> str:
        """Digest of the content; where the entry stands does not count."""
        return digest(self.model_dump(mode="json", by_alias=True, exclude={"source"}))

    @property
    def passage(self) -> str:
        """The entry as a model reads it: title, other names, text, facts. This is what is embedded and counted."""
        names = f" (also: {', '.join(self.aliases)})" if self.aliases else ""
        facts = [f"{fact}." for fact in self.facts]
        return "\n".join(part for part in (f"{self.title}{names}", self.text, " ".join(facts)) if part)


FIELDS: tuple[str, ...] = tuple(name for name in LoreEntry.model_fields if name not in {"source", "extra"})
"""The keys that an entry's mapping may have; all others go into `extra`."""

_ALLOWED = {
    "id": "a short text of 1 to 200 characters",
    "title": "a text of 1 to 500 characters",
    "text": "text",
    "kind": f"one of {', '.join(KINDS)}",
    "aliases": "a name or a list of names",
    "keys": "a word or a list of words",
    "activation": f"a mapping with {', '.join(Activation.model_fields)}",
    "enabled": "true or false",
    "relations": "a list of mappings with 'to' (an entry's id) and 'kind'",
    "facts": "a list of mappings with 'attribute', 'value' and, if dated, 'from' and 'until'",
    "priority": "a whole number from -1000000 to 1000000",
    "always": "true or false",
}


@dataclass(frozen=True)
class Problem:
    """Something in a source that could not be read; `field` is empty where it concerns the whole entry or file."""

    source: Source
    message: str
    field: str = ""

    def __str__(self) -> str:
        return f"{self.source}{f', {self.field}' if self.field else ''}: {self.message}"


def read_entry(data: Any, source: Source, *, name: str, title: str | None = None) -> Iterator[LoreEntry | Problem]:
    """Yield the entry that `data` describes, or everything that is wrong with it.

    Args:
        data: what a reader found; a mapping with the keys `FIELDS`, others are kept in `extra`. None counts as absent.
        source: where it stands.
        name: what the id is made of if `data` has none.
        title: the title if `data` has none; by default `name`.
    """
    if not isinstance(data, Mapping):
        yield Problem(source, f"found {shown(data)}; allowed: a mapping with {', '.join(FIELDS)}")
        return
    known = {str(key): value for key, value in data.items() if key in FIELDS and value is not None}
    if not known.keys() - {"id", "kind", "priority", "always", "enabled", "activation"}:
        yield Problem(source, f"found none of title, text, facts and the like; allowed keys: {', '.join(FIELDS)}")
        return
    known.setdefault("title", (title or clean_line(name) or "Untitled")[:200])
    known.setdefault("id", slug(name)[:200])
    extra = {clean_text(str(key)): _plain(value) for key, value in data.items() if key not in FIELDS}
    try:
        yield LoreEntry(**known, source=source, extra=extra)
    except ValidationError as error:
        yield from dict.fromkeys(_problem(dict(found), source) for found in error.errors(include_url=False))


def slug(name: str) -> str:
    """Return an id made of a name in any script: ``North Lamp!`` → ``north-lamp``, ``北灯`` → ``北灯``."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = (letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " " for letter in folded)
    return "-".join("".join(kept).split()) or "entry"


def shown(value: Any) -> str:
    """Return how a message names a value that was found."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple | set):
        return "a list"
    if value is None:
        return "nothing"
    text = repr(value) if isinstance(value, str | int | float | bool) else type(value).__name__
    return text if len(text) <= 60 else f"{text[:57]}..."


def _problem(found: dict[str, Any], source: Source) -> Problem:
    steps = [str(step) for step in found["loc"]]
    allowed = _ALLOWED.get(steps[0], "")
    value = "nothing" if found["type"] == "missing" else shown(found["input"])
    if found["type"] == "extra_forbidden":
        value = f"the unknown key {steps[-1]!r}"
    near = did_you_mean(str(found["input"]), KINDS) if steps == ["kind"] else ""
    return Problem(source, f"found {value}{near}; allowed: {allowed}", ".".join(steps))


def _plain(value: Any, depth: int = 0) -> Any:
    """Return JSON-like data: what JSON has no form for becomes text."""
    if value is None or isinstance(value, bool) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if isinstance(value, int):
        return value if abs(value) < _LARGEST_EXTRA else str(value)
    if isinstance(value, Mapping | list | tuple | set) and depth >= _DEEPEST_EXTRA:
        return "(nested too deeply to keep)"
    if isinstance(value, Mapping):
        return {clean_text(str(key)): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        items = sorted(value, key=str) if isinstance(value, set) else value
        return [_plain(item, depth + 1) for item in items]
    return clean_text(str(value))
