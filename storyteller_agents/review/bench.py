"""How well the rules find contradictions: they are planted into clean texts by `checks/injections`, and looked for.

A planted contradiction counts as caught when a finding of its own rule quotes one of its two passages, and the other
one, if there are two, as the evidence or beside it. Findings in the clean text are false alarms, and so are those on
decoys and those that touch nothing planted. A finding of another rule on a planted passage counts neither way.
Precision is caught / (caught + false alarms), recall is caught / planted, F1 their harmonic mean.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storyteller_agents.canon.worlds import split_worlds
from storyteller_agents.checks.injections.injection import Injected, Injection, inject
from storyteller_agents.language import count_words
from storyteller_agents.manuscript.plain import read_plain
from storyteller_agents.manuscript.section import manuscript_of
from storyteller_agents.review.review import Review, review
from storyteller_agents.review.text import Text, of_manuscript, open_text

SHORTEST_TALE = 1_000
"""Words that a tale of a collection needs to be planted into."""
MOST_TALES = 6
"""Tales of one collection that are planted into: the longest."""
BANDS = (50, 500, 5_000)
"""Distances in words that part the bands of recall."""

Span = tuple[int, int]
Tell = Callable[[str, int, int], None]


@dataclass
class RuleScore:
    """What was reached for one rule."""

    planted: int = 0
    caught: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """Caught / (caught + false alarms); None where there is neither."""
        return self.caught / (self.caught + self.false) if self.caught + self.false else None

    @property
    def recall(self) -> float | None:
        """Caught / planted; None where nothing was planted."""
        return self.caught / self.planted if self.planted else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        if not precision or not recall:
            return 0.0 if self.planted else None
        return 2 * precision * recall / (precision + recall)


@dataclass
class Scores:
    """What was reached on all texts.

    Attributes:
        rules: by rule.
        clean_words, clean_alarms: of the texts as they were.
        words, seconds: read in all, and how long that took.
        decoys, fired: decoys planted, and those on which a rule fired.
        bands: planted and caught by distance: the band's upper bound in words → [planted, caught].
        styles: planted and caught by the kind of wording, ``plain`` or ``literary``, for each rule and for ``all``.
        missed, false: examples, for whoever wants to know why.
    """

    rules: dict[str, RuleScore] = field(default_factory=dict)
    clean_words: int = 0
    clean_alarms: Counter[str] = field(default_factory=Counter)
    words: int = 0
    seconds: float = 0.0
    decoys: int = 0
    fired: int = 0
    bands: dict[float, list[int]] = field(default_factory=dict)
    styles: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    missed: list[dict[str, Any]] = field(default_factory=list)
    false: list[dict[str, Any]] = field(default_factory=list)

    def rule(self, name: str) -> RuleScore:
        """Return the score of a rule."""
        return self.rules.setdefault(name, RuleScore())

    @property
    def total(self) -> RuleScore:
        """All rules together."""
        scores = self.rules.values()
        return RuleScore(*(sum(getattr(one, name) for one in scores) for name in ("planted", "caught", "false")))

    @property
    def alarms_per_10k(self) -> float:
        """False alarms per 10,000 words of the clean texts."""
        return 10_000 * self.clean_alarms.total() / max(self.clean_words, 1)

    def as_dict(self) -> dict[str, Any]:
        """Return all figures as plain data."""

        def row(score: RuleScore) -> dict[str, Any]:
            ratios = {name: getattr(score, name) for name in ("precision", "recall", "f1")}
            rounded = {name: None if value is None else round(value, 3) for name, value in ratios.items()}
            return {"planted": score.planted, "caught": score.caught, "false": score.false, **rounded}

        return {
            "rules": {name: row(score) for name, score in sorted(self.rules.items())},
            "all": row(self.total),
            "clean_words": self.clean_words,
            "false_alarms_per_10k": round(self.alarms_per_10k, 2),
            "clean_alarms": dict(sorted(self.clean_alarms.items())),
            "planted_and_caught_by_wording": self.styles,
            "decoys": self.decoys,
            "decoys_fired": self.fired,
            "recall_by_distance": {
                str(bound): [planted, caught] for bound, (planted, caught) in sorted(self.bands.items())
            },
            "words_per_second": round(self.words / self.seconds) if self.seconds else None,
        }


def measure(
    paths: Sequence[Path], *, rules: Sequence[str] = (), each: int = 20, seed: int = 0, tell: Tell | None = None
) -> Scores:
    """Plant contradictions into clean texts, look for them, and count.

    Args:
        paths: clean manuscripts; of a collection, the longest tales are used.
        rules: only these; all by default.
        each: contradictions of every rule in each text.
        tell: told what is examined, how much of how much.
    """
    scores = Scores()
    for number, path in enumerate(paths):
        text = open_text(path)
        clean = _examine(text, rules, scores)
        scores.clean_words += clean.words
        for finding in clean.findings:
            scores.clean_alarms[finding.rule] += 1
            _false(scores, finding.rule, f"{path.name} (clean)", finding)
        for tale in _tales(text):
            copies = list(inject(tale, rules=list(rules) or None, each=each, seed=seed))
            before = {(finding.rule, finding.quote) for finding in clean.findings}
            for done, copy in enumerate(copies):
                if tell:
                    tell(f"{path.name} ({number + 1}/{len(paths)})", done, len(copies))
                manuscript = manuscript_of(read_plain(copy.text, path), path.as_posix())
                found = _examine(of_manuscript(manuscript, path), rules, scores)
                _count(scores, copy, found, before, path.name)
    return scores


def _examine(text: Text, rules: Sequence[str], scores: Scores) -> Review:
    start = time.perf_counter()
    found = review(text, rules=rules, keep=False)
    scores.seconds += time.perf_counter() - start
    scores.words += found.words
    return found


def _tales(text: Text) -> Iterator[str]:
    """Yield the whole text, or of a collection the longest tales, with their headings."""
    worlds = split_worlds([(unit.title, unit.text) for unit in text.units])
    texts = ["\n\n".join(_headed(text, world)) for world in worlds]
    if len(texts) == 1:
        yield texts[0]
        return
    long = [tale for tale in texts if count_words(tale, text.language) >= SHORTEST_TALE]
    yield from sorted(long, key=len, reverse=True)[:MOST_TALES]


def _headed(text: Text, world: Sequence[int]) -> Iterator[str]:
    before = ""
    for place, index in enumerate(world):
        unit = text.units[index]
        if unit.title != before and len(world) > 1:
            yield f"\n\n{_heading(place, unit.title)}\n\n{unit.text}"
        else:
            yield unit.text if place == 0 else f"* * *\n\n{unit.text}"
        before = unit.title


def _heading(place: int, title: str) -> str:
    return f"CHAPTER {place + 1}. {title}"


def _count(scores: Scores, copy: Injected, found: Review, before: set[tuple[str, str]], name: str) -> None:
    """Count one copy: which contradictions were caught, and what else was found."""
    placed = [(finding, _spans(found, finding)) for finding in found.findings]
    explained: set[int] = set()
    for injection in copy.injections:
        score = scores.rule(injection.rule)
        score.planted += 1
        hits = [index for index, (finding, spans) in enumerate(placed) if _catches(injection, finding.rule, spans)]
        band = next((bound for bound in BANDS if injection.distance <= bound), float("inf"))
        tallies = [scores.bands.setdefault(band, [0, 0])]
        for of in (injection.rule, "all"):
            tallies.append(scores.styles.setdefault(of, {}).setdefault(injection.style, [0, 0]))
        for tally in tallies:
            tally[0] += 1
            tally[1] += bool(hits)
        if hits:
            score.caught += 1
        else:
            scores.missed.append(_example(copy, injection, name))
    for index, (_, spans) in enumerate(placed):
        if any(
            _touch(span, passage) for injection in copy.injections for passage in _passages(injection) for span in spans
        ):
            explained.add(index)
    scores.decoys += len(copy.decoys)
    for decoy in copy.decoys:
        fired = [
            index
            for index, (_, spans) in enumerate(placed)
            if index not in explained and any(_touch(span, passage) for passage in _passages(decoy) for span in spans)
        ]
        scores.fired += bool(fired)
    for index, (finding, _) in enumerate(placed):
        if index not in explained and (finding.rule, finding.quote) not in before:
            _false(scores, finding.rule, name, finding)


def _false(scores: Scores, rule: str, name: str, finding: Any) -> None:
    scores.rule(rule).false += 1
    against = finding.against.quote if finding.against else ""
    scores.false.append(
        {"rule": rule, "text": name, "quote": finding.quote, "against": against, "message": finding.message}
    )


def _spans(found: Review, finding: Any) -> list[Span]:
    """Return where a finding's passages stand in the file."""
    places = [found.place(finding.scene, finding.span)]
    if finding.against is not None:
        places.append(found.place(finding.against.scene, finding.against.span))
    return [tuple(place["file_span"]) for place in places if "file_span" in place]


def _passages(injection: Injection) -> list[Span]:
    return [span for span in (injection.first, injection.second) if span is not None]


def _catches(injection: Injection, rule: str, spans: Sequence[Span]) -> bool:
    """Whether a finding is about a planted contradiction: the right rule, and every planted passage quoted."""
    if rule != injection.rule or not spans:
        return False
    passages = _passages(injection)
    if len(spans) == 1 or len(passages) == 1:
        return any(_touch(span, passage) for span in spans for passage in passages)
    return all(any(_touch(span, passage) for span in spans) for passage in passages)


def _touch(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _example(copy: Injected, injection: Injection, name: str) -> dict[str, Any]:
    first = copy.text[slice(*injection.first)] if injection.first else ""
    return {"rule": injection.rule, "text": name, "variant": injection.variant, "style": injection.style, "distance": injection.distance,
            "first": first, "second": copy.text[slice(*injection.second)]}  # fmt: skip
