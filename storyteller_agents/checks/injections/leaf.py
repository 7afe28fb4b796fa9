"""One copy in the making: passages are put into gaps, in the text's own marks and line breaks, and their spans told."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass

from storyteller_agents.checks.injections.clean import CleanText, Gap
from storyteller_agents.checks.injections.injection import Injected, Injection
from storyteller_agents.checks.injections.variant import Variant, Wording


class Taken:
    """The places of a copy that are taken: gaps that are filled, and stretches where nothing else may be planted."""

    close = 400

    def __init__(self) -> None:
        self._filled: list[int] = []
        self._kept: list[tuple[int, int]] = []

    def free(self, at: int) -> bool:
        """Whether a passage may stand here."""
        return not any(start <= at <= end for start, end in self._kept) and not self.between(at, at)

    def between(self, start: int, end: int) -> bool:
        """Whether anything has been planted from one offset to the other."""
        at = bisect_left(self._filled, start)
        return at < len(self._filled) and self._filled[at] <= end

    def fill(self, gaps: list[Gap]) -> None:
        """Take the gaps of one contradiction, and what lies between them if they are close."""
        for gap in gaps:
            insort(self._filled, gap.at)
        if gaps[-1].word - gaps[0].word <= self.close:
            self._kept.append((gaps[0].at, gaps[-1].at))


@dataclass(frozen=True, slots=True)
class _Entry:
    rule: str
    variant: Variant
    about: str
    first: int | None
    second: int
    decoy: bool
    since: int | None


class Leaf:
    """A copy in the making."""

    def __init__(self, clean: CleanText) -> None:
        self._clean = clean
        self.taken = Taken()
        self.entries: list[_Entry] = []
        self._passages: dict[int, tuple[Gap, str]] = {}

    def add(
        self,
        rule: str,
        variant: Variant,
        wording: Wording,
        gaps: tuple[Gap | None, Gap],
        *,
        decoy: bool,
        since: int | None = None,
    ) -> None:
        """Put the passages of one contradiction into their gaps.

        Args:
            since: offset in the clean text of the passage that the second one contradicts, if that stands there.
        """
        first, second = gaps
        if first is not None and wording.first is not None:
            self._passages[first.at] = (first, wording.first)
        self._passages[second.at] = (second, wording.second)
        self.taken.fill([gap for gap in gaps if gap is not None])
        first_at = None if first is None else first.at
        self.entries.append(_Entry(rule, variant, wording.about, first_at, second.at, decoy, since))

    def injected(self) -> Injected:
        """Return the copy as it stands."""
        pieces: list[str] = []
        planted: list[tuple[int, int]] = []
        spans: dict[int, tuple[int, int]] = {}
        added: list[tuple[int, int]] = []
        done = length = 0
        for at in sorted(self._passages):
            gap, passage = self._passages[at]
            before, told, after = self._fitted(gap, passage)
            pieces += [self._clean.text[done:at], before, told, after]
            start = length + at - done
            spans[at] = (start + len(before), start + len(before) + len(told))
            planted.append((start, spans[at][1] + len(after)))
            length, done = planted[-1][1], at
            added.append((at, self._count(told)))
        text = "".join(pieces) + self._clean.text[done:]
        made = sorted((self._injection(entry, spans, added) for entry in self.entries), key=lambda made: made.second)
        decoys = {(entry.rule, spans[entry.second]) for entry in self.entries if entry.decoy}
        return Injected(
            text,
            tuple(one for one in made if (one.rule, one.second) not in decoys),
            tuple(one for one in made if (one.rule, one.second) in decoys),
            tuple(planted),
        )

    def _injection(self, entry: _Entry, spans: dict[int, tuple[int, int]], added: list[tuple[int, int]]) -> Injection:
        start = entry.first if entry.first is not None else entry.since
        distance = 0
        if start is not None:
            between = sum(words for at, words in added if start < at < entry.second)
            distance = self._clean.words_before(entry.second) - self._clean.words_before(start) + between
        first = None if entry.first is None else spans[entry.first]
        variant = entry.variant
        return Injection(entry.rule, first, spans[entry.second], distance, entry.about, variant.id, variant.style)

    def _count(self, passage: str) -> int:
        if self._clean.language == "zh":
            return len(re.findall(r"[\u3400-\u9fff]", passage))
        return len(re.findall(r"\S*\w\S*", passage))

    def _fitted(self, gap: Gap, passage: str) -> tuple[str, str, str]:
        """Return a passage in the text's own marks, with what parts it from the text before and after."""
        told = _in_marks_of(self._clean.text, passage)
        if gap.paragraph:
            return "", self._wrapped(told, 0), self._clean.separator
        column = gap.at - (self._clean.text.rfind("\n", 0, gap.at) + 1)
        return ("" if self._clean.language == "zh" else " "), self._wrapped(told, column + 1), ""

    def _wrapped(self, passage: str, column: int) -> str:
        if not self._clean.width:
            return passage
        line_end = "\r\n" if "\r\n" in self._clean.text else "\n"
        pieces: list[str] = []
        for word in passage.split(" "):
            fits = column + len(word) < self._clean.width
            if pieces:
                pieces.append(" " if fits else line_end)
            pieces.append(word)
            column = (column if fits or len(pieces) == 1 else 0) + len(word) + 1
        return "".join(pieces)


def _in_marks_of(text: str, passage: str) -> str:
    """Return a passage with the quotation marks and apostrophes that the text uses."""
    apostrophe = "’" if text.count("’") > text.count("'") else "'"
    curly, straight = text.count("“"), text.count('"') // 2
    single = len(re.findall(r"(?<!\w)‘", text))
    marks = ("“", "”")
    if single > max(curly, straight):
        marks = ("‘", "’")
    elif straight > curly:
        marks = ('"', '"')
    return passage.replace("'", apostrophe).replace("“", marks[0]).replace("”", marks[1])
