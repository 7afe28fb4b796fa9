"""One story or many? A collection of tales has no common canon: each tale is a world of its own.

Told by the names: in a novel most of those in a chapter have come before, in a collection hardly any. A text that
names too few to tell is one story, and tales that share somebody's full name are one, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from storyteller_agents.canon.cache import Cache
from storyteller_agents.canon.counted import counted
from storyteller_agents.canon.names import NOT_NAMES, TITLES, NameCounts

FEWEST_NAMES = 6
"""A chapter in which fewer names stand says nothing."""
KNOWN_SHARE = 0.4
"""In a collection, the median chapter has met at most this share of its names before."""


def split_worlds(chapters: Sequence[tuple[str, str]], cache: Cache | None = None) -> list[list[int]]:
    """Return the chapters of each story by their indices; one list where all of them tell one story.

    Args:
        chapters: titles and texts, in a script with capitals; parts of one chapter have the same title, and stay
            together. In another script nobody is found, and all is one story.
        cache: what was found before; what is found now is added.
    """
    cache = cache or Cache()
    groups: list[list[int]] = []
    for index, (title, _) in enumerate(chapters):
        if groups and chapters[groups[-1][-1]][0] == title:
            groups[-1].append(index)
        else:
            groups.append([index])
    counts = [[counted(chapters[index][1], "en", cache) for index in group] for group in groups]
    names = [_names(parts) for parts in counts]
    shares = []
    seen: set[str] = set()
    for found in names:
        if seen and sum(found.values()) >= FEWEST_NAMES:
            shares.append(sum(times for name, times in found.items() if name in seen) / sum(found.values()))
        seen |= found.keys()
    if len(shares) < 3 or median(shares) > KNOWN_SHARE:
        return [list(range(len(chapters)))]
    return _joined(groups, [_full_names(parts) for parts in counts])


def _joined(groups: list[list[int]], names: Sequence[set[str]]) -> list[list[int]]:
    """Join the tales in which somebody with the same full name comes."""
    worlds: list[tuple[list[int], set[str]]] = []
    for group, own in zip(groups, names, strict=True):
        meet = [world for world in worlds if world[1] & own]
        worlds = [world for world in worlds if world not in meet]
        indices = sorted([*group, *(index for world in meet for index in world[0])])
        worlds.append((indices, own.union(*(world[1] for world in meet))))
    return sorted(indices for indices, _ in worlds)


def _full_names(parts: Sequence[NameCounts]) -> set[str]:
    """Return the names of people with first name and surname; two tales hardly share one by chance."""
    found = set()
    for part in parts:
        for name, use in part.uses.items():
            words = [word for word in name.split() if word.lower() not in TITLES]
            plain = not any(word.lower() in NOT_NAMES or part.small[word.lower()] for word in words)
            if len(words) > 1 and plain and not use.place:
                found.add(" ".join(words))
    return found


def _names(parts: Sequence[NameCounts]) -> dict[str, int]:
    """Return the words that are names, and how often each comes within a sentence."""
    small = {word for part in parts for word in part.small}
    found: dict[str, int] = {}
    for part in parts:
        for name, use in part.uses.items():
            for word in name.split():
                if word.lower() not in NOT_NAMES | TITLES and word.lower() not in small and use.inside:
                    found[word] = found.get(word, 0) + use.inside
    return found
