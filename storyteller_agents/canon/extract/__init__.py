"""Extractors: what a scene says, as facts. One module for each closed class; each has a function `find(reading)`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from importlib import import_module

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

ENGLISH = (
    "acts.find",
    "ages.find",
    "counts.find",
    "deaths.find",
    "kin.find",
    "knowledge.find",
    "narration.find",
    "places.find",
    "possessions.find",
    "threads.find",
    "times.find",
    "traits.find",
    "world_rules.find",
)
"""The extractors for English prose."""
CHINESE = ("chinese.acts", "chinese.ages", "chinese.counts", "chinese.deaths", "chinese.kin", "chinese.times")
"""Those for Chinese prose."""

Extractor = Callable[[Reading], Iterator[Fact]]


def extract(reading: Reading, only: Collection[str] = ()) -> list[Fact]:
    """Return what a scene says, in the order in which it says it; if `only` names extractors, what these find."""
    names = {"en": ENGLISH, "zh": CHINESE}.get(reading.language, ())
    names = tuple(name for name in names if name in only) if only else names
    found = [fact for name in names for fact in _extractor(name)(reading)]
    return sorted(found, key=lambda fact: (fact.start, fact.attribute))


@lru_cache(maxsize=32)
def _extractor(name: str) -> Extractor:
    find: Extractor = import_module(f"{__name__}.{name}").find
    return find
