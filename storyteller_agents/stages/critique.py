"""What the writer, the critic and the reviser share: every rule applied to a scene within its story, and weights."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from storyteller_agents.canon.background import from_cards, from_cast, from_lore
from storyteller_agents.checks.check import CheckSpec, SceneText
from storyteller_agents.checks.craft.unknown_name import names_in
from storyteller_agents.checks.examination import Examiner
from storyteller_agents.context import StageContext
from storyteller_agents.discovery import discover
from storyteller_agents.files import digest
from storyteller_agents.story import Brief, Cast, Finding, Outline, SceneCard

WEIGHTS = {"error": 3.0, "warning": 1.0, "note": 0.0}
REMEMBERED = 4
"""Versions of the story whose findings are remembered."""

Texts = Sequence[tuple[str, str]]
"""Ids and texts of scenes, in the order of reading."""


@lru_cache(maxsize=1)
def checks() -> dict[str, CheckSpec]:
    """Return all installed checks by name; one that can't be loaded is left out (`storyteller plugins list` names it)."""
    found = [plugin.value for plugin in discover("checks") if not plugin.error]
    return {spec.name: spec for spec in found if isinstance(spec, CheckSpec)}


def known_names(ctx: StageContext[Any], brief: Brief, outline: Outline, cast: Cast) -> frozenset[str]:
    """Return every name that the story has introduced: cast, lore, outline and brief."""

    def make() -> frozenset[str]:
        names = [name for character in cast.characters for name in (character.name, *character.aliases)]
        names += [person.name for person in outline.people]
        for card in outline.cards():
            names += [card.title, card.place, card.pov, *card.cast, card.goal, card.conflict, card.outcome]
        told = [*names, brief.premise, outline.title, outline.logline, *brief.must_have]
        return ctx.session.lore.entries().texts.union(told, _own_names(ctx))

    return ctx.session.shared("names", make, (brief, outline, cast))


def _own_names(ctx: StageContext[Any]) -> frozenset[str]:
    """Return the names in the scenes that a person wrote: there the author has introduced them himself."""
    own = [scene for scene in ctx.book.load("scenes") if ctx.session.freshness.edited(f"scenes/{scene}")]
    return frozenset(name for scene in own for name in names_in(ctx.book.scene(scene)))


@dataclass
class Continuity:
    """The rules about the story, for the scenes of one run; the same story is examined once.

    Attributes:
        outline: whose cards say which threads are planted and paid off.
        examiner: the rules, and what is known beforehand.
    """

    outline: Outline
    examiner: Examiner
    _held: dict[str, Mapping[str, Sequence[Finding]]] = field(default_factory=dict)
    _mutex: threading.Lock = field(default_factory=threading.Lock)

    def findings(self, texts: Texts) -> Mapping[str, Sequence[Finding]]:
        """Return the findings by scene."""
        key = digest(list(texts))
        with self._mutex:
            if key not in self._held:
                ended = len(texts) == sum(1 for _ in self.outline.cards())
                cards = from_cards(self.outline, [scene for scene, _ in texts])
                examined = self.examiner.examine(texts, ended=ended, background=cards)
                self._held[key] = examined.findings
                while len(self._held) > REMEMBERED:
                    del self._held[next(iter(self._held))]
            return self._held[key]


def continuity(ctx: StageContext[Any], outline: Outline, cast: Cast) -> Continuity:
    """Return the rules about the story with what cast and lore say; one for all items of a stage."""

    def make() -> Continuity:
        prose = [ctx.book.scene(scene) for scene in ctx.book.load("scenes")]
        planned = [
            value
            for card in outline.cards()
            for value in (card.place, card.goal, card.conflict, card.outcome, *card.cast)
        ]
        lore = from_lore(ctx.session.lore.named_in("\n".join([*planned, *prose])), outline, "\n".join(prose))
        known = from_cast(cast) + lore
        return Continuity(outline, Examiner(list(checks().values()), known, ctx.language, ctx.session.canon))

    return ctx.session.shared(("continuity", ctx.stage), make, (outline, cast))


@dataclass(frozen=True)
class Examination:
    """Every rule applied to versions of one scene.

    Attributes:
        before, after: the other scenes of the story, with their texts.
        names: every name that has been introduced.
    """

    continuity: Continuity
    card: SceneCard
    cast: Cast
    names: frozenset[str]
    language: str
    before: Texts = ()
    after: Texts = ()

    def findings(self, text: str) -> list[Finding]:
        """Return the findings on a version of the scene, heaviest first."""
        return by_weight([*self.alone(text), *self.in_story(text)])

    def everywhere(self, text: str) -> list[Finding]:
        """Return the findings on a version of the scene, and those on the other scenes that come from the story."""
        return by_weight([*self.alone(text), *(one for found in self._story(text).values() for one in found)])

    def alone(self, text: str) -> list[Finding]:
        """Return what the rules about single scenes find; many times as fast as the rules about the story."""
        earlier = tuple(other for _, other in self.before[-2:])
        scene = SceneText(self.card, text, self.language, self.cast, self.names, earlier)
        return [finding for spec in checks().values() if spec.scope == "scene" for finding in spec.findings(scene)]

    def in_story(self, text: str) -> Sequence[Finding]:
        """Return what the rules about the story find in the scene."""
        return self._story(text).get(self.card.id, ())

    def _story(self, text: str) -> Mapping[str, Sequence[Finding]]:
        return self.continuity.findings([*self.before, (self.card.id, text), *self.after])


def by_weight(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, each once, the heaviest first."""
    unique = {finding.id: finding for finding in findings}
    return sorted(unique.values(), key=lambda finding: (-WEIGHTS[finding.severity], finding.span, finding.rule))


def weight(findings: Sequence[Finding]) -> float:
    """Return how heavy findings weigh together: 3 an error, 1 a warning."""
    return sum(WEIGHTS[finding.severity] for finding in findings if finding.status == "open")
