"""The contract between the critic and a rule, built in or plugged in.

`@check(...)` turns a function into a frozen `CheckSpec`. The function gets a `SceneText` and yields `Objection`s; it
calls no model, opens no file and never changes anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from storyteller_agents.errors import StageError
from storyteller_agents.story import Cast, Finding, SceneCard

Severity = Literal["error", "warning", "note"]
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
    """What a rule objects to: the passage by its character offsets, what is wrong, and what would resolve it."""

    start: int
    end: int
    message: str
    suggestion: str = ""


Rule = Callable[[SceneText], Iterable[Objection]]


@dataclass(frozen=True)
class CheckSpec:
    """A declared rule.

    Attributes:
        name: the rule's name in findings.
        severity: of its findings.
        repair: how the reviser goes about it: ``cut`` the quote, ``rewrite`` its sentence, ``extend`` or ``shorten``
            the scene, ``finish`` its last sentence, or ``none``.
        run: the rule.
    """

    name: str
    severity: Severity
    repair: Repair
    run: Rule
    summary: str = ""

    def findings(self, scene: SceneText) -> list[Finding]:
        """Apply the rule to a scene.

        Raises:
            StageError: the rule itself failed; names it.
        """
        try:
            objections = list(self.run(scene))
        except Exception as error:  # a rule may come from a plugin
            raise StageError(
                f"check {self.name!r} failed on scene {scene.card.id}: {type(error).__name__}: {error}"
            ) from error
        return [self._finding(scene, objection) for objection in objections]

    def _finding(self, scene: SceneText, objection: Objection) -> Finding:
        quote = scene.text[objection.start : objection.end]
        return Finding(
            id=finding_id(self.name, scene.card.id, quote),
            rule=self.name,
            severity=self.severity,
            scene=scene.card.id,
            quote=quote,
            span=(objection.start, objection.end),
            message=objection.message,
            suggestion=objection.suggestion,
        )


def check(
    *, severity: Severity = "warning", repair: Repair = "rewrite", name: str | None = None
) -> Callable[[Rule], CheckSpec]:
    """Declare a rule. Its name is the function's with ``-`` for ``_``, unless given."""

    def declare(run: Rule) -> CheckSpec:
        own = name or run.__name__.replace("_", "-")
        return CheckSpec(own, severity, repair, run, (run.__doc__ or "").strip().partition("\n")[0])

    return declare


def finding_id(rule: str, scene: str, quote: str) -> str:
    """Return an id that stays the same as long as the same rule objects to the same words of the same scene."""
    return hashlib.sha256(f"{rule}\x00{scene}\x00{' '.join(quote.split())}".encode()).hexdigest()[:10]
