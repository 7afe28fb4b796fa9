"""The contract between the critic and a rule, built in or plugged in.

`@check(...)` turns a function into a frozen `CheckSpec`. The function gets a `SceneText`, or the whole `Story` so far
where its `scope` is the story, and yields `Objection`s; it calls no model, opens no file and never changes anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.errors import StageError
from storyteller_agents.language import base_language
from storyteller_agents.story import Cast, Finding, Passage, SceneCard

Severity = Literal["error", "warning", "note"]
Scope = Literal["scene", "story"]
Repair = Literal["cut", "rewrite", "extend", "shorten", "finish", "none"]


@dataclass(frozen=True)
class SceneText:
    """A scene as a rule sees it.

    Attributes:
        card: its plan.
        text: its prose; offsets in objections count in this.
        language: the book's language (ISO 639-1).
        cast: the characters of the book.
        names: every name that the world, the cast, the outline and the brief have introduced.
        earlier: the prose of the scenes before, nearest last.
    """

    card: SceneCard
    text: str
    language: str = "en"
    cast: Cast = field(default_factory=Cast)
    names: frozenset[str] = frozenset()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Objection:
    """What a rule objects to.

    Attributes:
        start, end: the passage by its character offsets.
        message, suggestion: what is wrong, and what would resolve it; a sentence each.
        scene: the scene's id; a rule that sees only one scene leaves it out.
        against: the other passage, where two disagree.
    """

    start: int
    end: int
    message: str
    suggestion: str = ""
    scene: str = ""
    against: Passage | None = None


def disagree(fact: Fact, other: Fact, message: str, suggestion: str = "") -> Objection:
    """Return the objection that a fact disagrees with another one, which was told before."""
    against = Passage(quote=other.quote, scene=other.scene, span=other.span)
    return Objection(*fact.span, message, suggestion, fact.scene, against)


Rule = Callable[[Any], Iterable[Objection]]
"""A function of a `SceneText`, or of a `Story` where the rule's scope is the story."""


@dataclass(frozen=True)
class CheckSpec:
    """A declared rule.

    Attributes:
        name: the rule's name in findings.
        severity: of its findings.
        repair: how the reviser goes about it: ``cut`` the quote, ``rewrite`` its sentence, ``extend`` or ``shorten``
            the scene, ``finish`` its last sentence, or ``none``.
        run: the rule.
        scope: ``scene`` where it looks at one scene, ``story`` where it looks at all that was told so far.
        planned: whether it needs the scene's card or the cast, which a manuscript lacks.
        languages: the languages that a rule about the story can read (ISO 639-1); in others it finds nothing.
    """

    name: str
    severity: Severity
    repair: Repair
    run: Rule
    summary: str = ""
    scope: Scope = "scene"
    planned: bool = False
    languages: frozenset[str] = frozenset({"en"})

    def reads(self, language: str) -> bool:
        """Whether the rule applies to texts in a language; rules about single scenes see to that themselves."""
        return self.scope == "scene" or base_language(language) in self.languages

    def findings(self, scene: SceneText) -> list[Finding]:
        """Apply a rule about scenes to one.

        Raises:
            StageError: the rule itself failed; names it.
        """
        found = self._run(scene, f"scene {scene.card.id}")
        return [self._finding(objection, scene.card.id, scene.text) for objection in found]

    def story_findings(self, story: Story) -> list[tuple[Objection, Finding | None]]:
        """Apply a rule about the story; an objection to what no scene tells, but lore or cast, has no finding.

        Raises:
            StageError: the rule itself failed; names it.
        """
        found = self._run(story, "the story") if self.reads(story.language) else []
        return [
            (one, self._finding(one, one.scene, story.text(one.scene)) if one.scene in story else None) for one in found
        ]

    def _run(self, subject: SceneText | Story, name: str) -> list[Objection]:
        try:
            return list(self.run(subject))
        except Exception as error:  # a rule may come from a plugin
            raise StageError(f"check {self.name!r} failed on {name}: {type(error).__name__}: {error}") from error

    def _finding(self, objection: Objection, scene: str, text: str) -> Finding:
        quote = text[objection.start : objection.end]
        return Finding(
            id=finding_id(self.name, scene, quote, objection.against.quote if objection.against else ""),
            rule=self.name,
            severity=self.severity,
            scene=scene,
            quote=quote,
            span=(objection.start, objection.end),
            against=objection.against,
            message=objection.message,
            suggestion=objection.suggestion,
        )


def check(
    *,
    severity: Severity = "warning",
    repair: Repair = "rewrite",
    name: str | None = None,
    scope: Scope = "scene",
    planned: bool = False,
    languages: Collection[str] = ("en",),
) -> Callable[[Rule], CheckSpec]:
    """Declare a rule. Its name is the function's with ``-`` for ``_``, unless given; see `CheckSpec`."""

    def declare(run: Rule) -> CheckSpec:
        own = name or run.__name__.replace("_", "-")
        summary = (run.__doc__ or "").strip().partition("\n")[0]
        return CheckSpec(own, severity, repair, run, summary, scope, planned, frozenset(languages))

    return declare


def finding_id(rule: str, scene: str, quote: str, against: str = "") -> str:
    """Return an id that stays the same as long as the same rule objects to the same words of the same scene."""
    words = [rule, scene, " ".join(quote.split()), *([" ".join(against.split())] if against else [])]
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:10]
