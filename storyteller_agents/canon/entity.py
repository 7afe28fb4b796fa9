"""Somebody or something with a name, as the story's prose, its cast, or its lore introduces it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Gender = Literal["m", "f", ""]
EntityKind = Literal["person", "place", "other"]
NARRATOR = "narrator"
"""The name of whoever says "I" outside quotation marks."""


@dataclass(slots=True)
class Entity:
    """Somebody or something with a name.

    Attributes:
        name: the one it is known by in facts and findings: that of the cast, or its fullest one.
        names: all names that mean it, and nobody else.
        gender: ``m``, ``f``, or empty where that isn't known.
        given: whether cast or lore introduced it, rather than the prose.
        times: how often the prose names it.
    """

    name: str
    kind: EntityKind = "person"
    gender: Gender = ""
    given: bool = False
    times: int = 0
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Given:
    """A name that is known before the prose is read, from cast or lore."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: EntityKind = "person"
    gender: Gender = ""
