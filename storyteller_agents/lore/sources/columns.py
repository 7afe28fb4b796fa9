"""Which column of a table is which field of an entry, for tables from anywhere: files, databases.

`propose` makes a mapping from a table's names and first rows, and `to_entry` makes an entry of a row by it. No cell is
lost: what becomes no field, or not all of it, is kept in `extra`. How a table is read is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from storyteller_agents.errors import LoreError, did_you_mean
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Kind, LoreEntry, Problem, Source, read_entry, shown
from storyteller_agents.lore.sources.cells import (
    Sample,
    blank,
    flag,
    items,
    number,
    paragraphs,
    plain,
    references,
    states,
    whole,
)
from storyteller_agents.lore.sources.vocabulary import (
    ALIAS_WORDS,
    ALWAYS_WORDS,
    ID_WORDS,
    KEY_WORDS,
    NAME_WORDS,
    PRIORITY_WORDS,
    PROSE_WORDS,
    REFERENCE_WORDS,
    TEXT_WORDS,
    TYPE_WORDS,
    called,
    kind_of,
    phrase,
)

_SAMPLED, _TELLING = 200, 3
_SHORT, _SENTENCE, _PROSE = 100, 15, 60
_MOST_FACTS = 20


def _several(value: Any) -> Any:
    return () if value is None else [value] if isinstance(value, str) else value


Name = Annotated[str, Field(min_length=1)]
NamesOf = Annotated[tuple[Name, ...], BeforeValidator(_several)]


class Columns(BaseModel):
    """The columns of a table by the field that they go to; what is in none of them goes to `extra`.

    Attributes:
        id, title, kind, priority, always: the column of that field, if there is one.
        text, aliases, keys: the columns of that field, one or several; texts follow each other as paragraphs.
        facts: each becomes a fact, or one for each item of a list; the attribute is the column's name.
        relations: column → kind of relation; cells hold ids or titles of other entries.
        kind_default: what an entry is whose row names no kind.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Name | None = None
    title: Name | None = None
    text: NamesOf = ()
    kind: Name | None = None
    aliases: NamesOf = ()
    keys: NamesOf = ()
    priority: Name | None = None
    always: Name | None = None
    facts: NamesOf = ()
    relations: dict[Name, Name] = Field(default_factory=dict)
    kind_default: Kind = "other"

    @property
    def named(self) -> tuple[str, ...]:
        """All columns that are mapped, each once."""
        single = (self.id, self.title, self.kind, self.priority, self.always)
        several = (*self.text, *self.aliases, *self.keys, *self.facts, *self.relations)
        return tuple(dict.fromkeys([*(name for name in single if name is not None), *several]))


def check(columns: Columns, names: Sequence[str]) -> None:
    """Hold a mapping against the columns that there are.

    Raises:
        LoreError: the table lacks some of them; names each with the nearest one, and those that there are.
    """
    missing = [f"{name!r}{did_you_mean(name, names)}" for name in columns.named if name not in names]
    there = ", ".join(clean_line(name)[:80] for name in names) or "none"
    if missing:
        raise LoreError(f"columns: the table has no column {', '.join(missing)}; there are: {there}.")


def propose(
    names: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    table: str = "",
    row_id: str | None = None,
    foreign: Sequence[str] = (),
) -> Columns:
    """Return a mapping made from a table's names and up to 200 of its rows; always the same for the same ones.

    First by name, in any spelling and number (``DisplayName``, ``display_names``), where the cells fit: id (they
    differ), title (short texts), aliases, keys, priority (whole numbers), always (yes or no), kind (at least half
    name one), text (all columns called so). What is left goes by its cells:

    - title: the first column of short texts that all differ, else the id.
    - id: the table's first column if its values are single words that all differ, and there is a title.
    - relation: at least half of the values name another row, by id or title. Bare numbers count only where the
      column's name says so (``parent_id``).
    - text: columns of long texts, or else the one with the longest.
    - fact: short values that repeat, are lists or mappings, or are called as people and places have them (``born``),
      but no addresses and numbers of rows; 20 columns at most.

    Args:
        names, rows: the columns and the first rows.
        table: what the table is called; ``NPCs`` and ``magic_items`` say the kind of their rows.
        row_id: the column of the id, where the format says which it is.
        foreign: columns that are relations, since the format says so.
    """
    rows = rows[:_SAMPLED]
    left = {name: Sample(name, rows) for name in names if name and (name not in foreign or name == row_id)}

    def take(fits: Callable[[Sample], bool], words: Sequence[str], most: int = 1, **how: bool) -> list[str]:
        ranks = {name: called(name, words, **how) for name, sample in left.items() if fits(sample)}
        found = sorted((rank, at, name) for at, (name, rank) in enumerate(ranks.items()) if rank is not None)[:most]
        return [name for *_, name in found if left.pop(name)]

    def first(fits: Callable[[Sample], bool], tried: Sequence[str] = names) -> list[str]:
        found = [name for name in tried if name in left and fits(left[name])][:1]
        return [name for name in found if left.pop(name)]

    own = [row_id] if row_id and left.pop(row_id, None) else take(lambda s: s.varied, ID_WORDS[:5], plural=False)
    own = own or take(lambda s: s.differs, ID_WORDS, plural=False)
    title = take(lambda s: s.length < _SHORT and s.worded, NAME_WORDS, plural=False)
    title = title or take(lambda s: s.differs and bool(kind_of(s.owner)), NAME_WORDS, plural=False, ending=True)
    aliases = take(lambda s: s.worded, ALIAS_WORDS, len(names))
    keys = take(lambda s: s.worded and not s.address, KEY_WORDS, len(names))
    priority = take(lambda s: all(number(part) is not None for part in s.parts), PRIORITY_WORDS)
    always = take(lambda s: all(flag(part) is not None for part in s.parts), ALWAYS_WORDS)
    kind = take(lambda s: 2 * sum(map(bool, map(kind_of, s.parts))) >= len(s.parts), TYPE_WORDS, ending=True)
    text = take(lambda s: s.worded and not s.address, TEXT_WORDS, len(names))
    if not title and (not own or len(rows) >= _TELLING):
        title = first(lambda s: s.differs and s.worded and s.length < _PROSE and not s.address)
    if title and not own:
        own = first(lambda s: s.differs and s.worded and all(" " not in part for part in s.parts), names[:1])
    relations = {name: phrase(name) or name for name in references(left, [*own, *title], rows)}
    relations |= {name: phrase(name).removesuffix(" id") or name for name in foreign if name not in own}
    left = {name: sample for name, sample in left.items() if name not in relations}
    loose = take(lambda s: s.length >= _SENTENCE, (*TEXT_WORDS, *PROSE_WORDS), len(names), ending=True)
    loose += [name for name, s in left.items() if s.length >= _PROSE and not s.short]
    if not text and not loose:
        longest = sorted(left, key=lambda name: -left[name].length)[:1]
        loose = [name for name in longest if left[name].length >= _SENTENCE]
    text += sorted(loose, key=list(names).index)
    facts = [name for name, s in left.items() if name not in loose and states(name, s)]
    return Columns(
        id=next(iter(own), None),
        title=next(iter([*title, *own]), None),
        text=tuple(text),
        kind=next(iter(kind), None),
        aliases=tuple(aliases),
        keys=tuple(keys),
        priority=next(iter(priority), None),
        always=next(iter(always), None),
        facts=tuple(facts[:_MOST_FACTS]),
        relations=relations,
        kind_default=kind_of(table) or "other",
    )


def to_entry(
    row: Mapping[str, Any], columns: Columns, source: Source, name: str, ids: Mapping[str, str] | None = None
) -> Iterator[LoreEntry | Problem]:
    """Yield the entry of a row, and what is wrong with it; a cell that can't be used stands in no one's way.

    A cell may be a text, a number, a flag, a date, a list or a mapping. Lists are paragraphs of a text and items of
    anything else; mappings count by what they are called, and are also kept whole in `extra`. A kind in other words
    (``npc``) is found, and the row's own word for it kept as a fact.

    Args:
        row: column → cell.
        columns, source: what becomes of the columns, and where the row stands.
        name: what the id is made of if the row has none.
        ids: casefolded name → id, for relations to entries that are named otherwise than by their id.
    """
    title = _line(row, columns.title)
    text = "\n\n".join(part.strip() for column in columns.text for part in paragraphs(row.get(column)))
    if title is None and not text.strip():
        yield Problem(source, _nothing(columns))
        return
    data: dict[str, Any] = {
        "id": _line(row, columns.id),
        "title": title,
        "text": text,
        "kind": columns.kind_default,
        "aliases": [alias for column in columns.aliases for alias in items(row.get(column), split=True)],
        "keys": [key for column in columns.keys for key in items(row.get(column), split=True)],
        "facts": [
            {"attribute": column, "value": value} for column in columns.facts for value in items(row.get(column))
        ],
        "relations": list(_relations(row, columns, ids or {})),
    }
    said = _line(row, columns.kind)
    if said is not None:
        data["kind"] = kind_of(said) or columns.kind_default
        data["facts"] += [{"attribute": "kind", "value": said}] if said.casefold() != data["kind"] else []
    unread: set[str] = set()
    for field, column, reads, allowed in (
        ("priority", columns.priority, number, "a whole number"),
        ("always", columns.always, flag, "yes or no"),
    ):
        if column is not None and not blank(cell := row.get(column)):
            data[field] = reads(cell)
            if data[field] is None:
                unread.add(column)
                yield Problem(source, f"found {shown(cell)}; allowed: {allowed}; the row is read without it", column)
    kept = _kept(row, columns, unread)
    for found in read_entry({**data, "extra": kept}, source, name=name):
        yield found.model_copy(update={"extra": found.extra["extra"]}) if isinstance(found, LoreEntry) else found


def _line(row: Mapping[str, Any], column: str | None) -> str | None:
    return next(iter(items(row.get(column))), None) if column is not None else None


def _relations(row: Mapping[str, Any], columns: Columns, ids: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for column, kind in columns.relations.items():
        names = items(row.get(column), words=REFERENCE_WORDS, split=True, known=ids.keys())
        yield from ({"to": ids.get(name.casefold(), name), "kind": kind} for name in dict.fromkeys(names))


def _kept(row: Mapping[str, Any], columns: Columns, unread: set[str]) -> dict[str, Any]:
    """Return the cells of which a field holds nothing, or not all."""
    single = {name for name in (columns.id, columns.title, columns.kind, columns.priority, columns.always) if name}
    several = {*columns.text, *columns.aliases, *columns.keys, *columns.facts, *columns.relations}

    def held(column: str, cell: Any) -> bool:
        return (column in several and whole(cell)) or (column in single - unread and plain(cell) is not None)

    return {column: cell for column, cell in row.items() if not blank(cell) and not held(column, cell)}


def _nothing(columns: Columns) -> str:
    title = f"column {clean_line(columns.title)!r}" if columns.title else "no column"
    texts = ", ".join(f"column {clean_line(column)!r}" for column in columns.text)
    return f"found no title ({title}) and no text ({texts or 'no column'}); a row needs one of them"
