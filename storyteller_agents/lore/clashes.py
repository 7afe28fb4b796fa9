"""One id, one entry: what becomes of entries whose ids others have already.

Tables of one studio often share ids (`halfling` is a race and a language), and an author's notes may hold the same
thing twice. What differs comes in under an id of its own, and is named; nothing is lost and nothing changes silently.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import count
from pathlib import PurePath

from storyteller_agents.lore.entry import Problem, slug
from storyteller_agents.lore.shelf import Packed

_LONGEST = 190


def told_apart(found: Iterable[Packed | Problem], taken: Mapping[str, Packed]) -> Iterator[Packed | Problem]:
    """Yield what one file holds, each entry with an id of its own.

    The second of two entries of one file with the same id is a problem. Where another file has the id, an entry that
    says the same is a problem, and one that differs gets the file's name before its id; relations within the file
    follow it.

    Args:
        found: the entries and problems of one file.
        taken: the entries of other files by id.
    """
    kept: dict[str, Packed] = {}
    moved: dict[str, str] = {}
    fresh: set[str] = set()
    for item in found:
        if isinstance(item, Problem):
            yield item
        elif item.id in kept:
            yield _problem(item, kept[item.id], "allowed: an id of its own")
        else:
            kept[item.id] = item
    for name in [name for name in kept if name in taken]:
        if taken[name].digest == kept[name].digest:
            yield _problem(kept.pop(name), taken[name], "they say the same, and this one is left out")
        else:
            moved[name] = _free(kept[name], taken, kept, fresh)
            fresh.add(moved[name])
            yield _problem(kept[name], taken[name], f"this one is read as {moved[name]!r}")
    yield from (_renamed(packed, moved) for packed in kept.values()) if moved else kept.values()


def _free(packed: Packed, *taken: Container[str]) -> str:
    """Return an id that nothing has: ``languages-halfling``, or with a number behind it."""
    stem = slug(PurePath(packed.unpacked().source.file).stem)
    begin = f"{stem}-{packed.id}"[:_LONGEST]
    tried = (begin if number == 1 else f"{begin}-{number}" for number in count(1))
    return next(name for name in tried if not any(name in names for names in taken))


def _renamed(packed: Packed, moved: Mapping[str, str]) -> Packed:
    entry = packed.unpacked()
    relations = [
        relation.model_copy(update={"to": moved.get(relation.to, relation.to)}) for relation in entry.relations
    ]
    if entry.id not in moved and relations == entry.relations:
        return packed
    return Packed.of(entry.model_copy(update={"id": moved.get(entry.id, entry.id), "relations": relations}))


def _problem(packed: Packed, first: Packed, what: str) -> Problem:
    where = first.unpacked().source
    return Problem(packed.unpacked().source, f"found {packed.id!r}, which {where} has too; {what}", "id")
