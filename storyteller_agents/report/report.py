"""storyteller report: the figures of a book, from its files and story.lock. Reads only, and calls no model.

The effort of a draft is told in `effort.py`, the arc in `valence.py`; here is what the scenes hold: length, findings,
who is in them. A scene without prose counts with its plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from storyteller_agents.book import Book
from storyteller_agents.report.effort import Effort, by_stage, effort_of
from storyteller_agents.report.presence import Presence
from storyteller_agents.report.valence import MEASURE, can_measure, correlation, valence
from storyteller_agents.story import Cast, Finding

STATES = ("open", "repaired", "waived")


@dataclass(frozen=True)
class SceneFigures:
    """One scene.

    Attributes:
        chapter: number of its chapter, from 1.
        words: its length, None if it is not written; `planned_words` is the card's.
        found: its valence, from -4 to 4; None where that can't be measured.
        planned: its place on the arc that was planned; None where the card has no target.
        expected: names of the cast on its card.
        present: names of the characters that the prose names.
        findings: open findings by severity.
    """

    id: str
    title: str
    chapter: int
    words: int | None
    planned_words: int
    found: float | None
    planned: float | None
    expected: tuple[str, ...]
    present: tuple[str, ...]
    findings: dict[str, int]


@dataclass(frozen=True)
class Report:
    """All figures of a book.

    Attributes:
        stages, total: what each stage took, and all together.
        findings: how many are open, repaired and waived; `rules`: by rule and state.
        chapters: titles in reading order.
        arc: how the found arc was measured, or why there is none.
    """

    title: str
    language: str
    stages: list[Effort]
    total: Effort
    findings: dict[str, int]
    rules: dict[str, dict[str, int]]
    chapters: list[str]
    scenes: list[SceneFigures]
    arc: str

    @property
    def correlation(self) -> float | None:
        """Pearson's r of planned and found arc, over the scenes that have both."""
        return correlation([(one.planned, one.found) for one in self.scenes if one.planned is not None and one.found is not None])  # fmt: skip

    def chapter_words(self) -> list[tuple[int, int]]:
        """Return the written and the planned length of every chapter."""
        written = Counter[int]()
        planned = Counter[int]()
        for scene in self.scenes:
            written[scene.chapter] += scene.words or 0
            planned[scene.chapter] += scene.planned_words
        return [(written[number], planned[number]) for number in range(1, len(self.chapters) + 1)]

    def people(self) -> list[str]:
        """Return everybody who is in a scene or was expected there, those in most scenes first."""
        counts = Counter(name for scene in self.scenes for name in {*scene.present, *scene.expected})
        return sorted(counts, key=lambda name: (-counts[name], name))

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        lengths = zip(self.chapters, self.chapter_words(), strict=True)
        return {
            "title": self.title,
            "language": self.language,
            "stages": [effort.as_dict() for effort in self.stages],
            "total": self.total.as_dict(),
            "findings": {**self.findings, "by_rule": self.rules},
            "chapters": [{"title": title, "words": words, "planned_words": plan} for title, (words, plan) in lengths],
            "scenes": [asdict(scene) for scene in self.scenes],
            "arc": {"found": self.arc, "correlation": self.correlation},
        }


def report_of(book: Book, order: Iterable[str] = ()) -> Report:
    """Return the figures of a book.

    Args:
        order: names of the stages in their order; others follow.

    Raises:
        ArtefactError: a file of the book is not what it should be.
    """
    outline, cast = book.load("outline"), book.load("cast") or Cast()
    findings: dict[str, list[Finding]] = book.load("findings") or {}
    chapters = outline.chapters() if outline else []
    names = Presence(cast, (name for chapter in chapters for card in chapter.scenes for name in card.cast))
    written = book.load("scenes")
    measured = can_measure(book.language)
    scenes = []
    for number, chapter in enumerate(chapters, 1):
        for card in chapter.scenes:
            record = written.get(card.id)
            text = book.scene(card.id) if record else ""
            found = Counter[str](finding.severity for finding in findings.get(card.id, []) if finding.status == "open")
            scenes.append(
                SceneFigures(
                    id=card.id,
                    title=card.title,
                    chapter=number,
                    words=record.words if record else None,
                    planned_words=card.words,
                    found=valence(text) if measured else None,
                    planned=card.mood,
                    expected=tuple(dict.fromkeys(names.own(name) for name in card.cast)),
                    present=names.named_in(text),
                    findings=dict(found),
                )
            )
    records = book.story_lock.records
    every = [finding for held in findings.values() for finding in held]
    return Report(
        title=(outline.title if outline else "") or book.settings.book.title or book.path.name,
        language=book.language,
        stages=by_stage(records, tuple(order)),
        total=effort_of("all", [records[key] for key in sorted(records)]),
        findings={state: sum(finding.status == state for finding in every) for state in STATES},
        rules=_by_rule(every),
        chapters=[chapter.title for chapter in chapters],
        scenes=scenes,
        arc=MEASURE if measured else f"not measured: there is no lexicon of valence for the language {book.language!r}",
    )


def _by_rule(findings: Iterable[Finding]) -> dict[str, dict[str, int]]:
    rules: dict[str, dict[str, int]] = {}
    for finding in findings:
        counts = rules.setdefault(finding.rule, dict.fromkeys(STATES, 0))
        counts[finding.status] += 1
    return dict(sorted(rules.items()))
