"""A word in its sentence, with what stands left and right of it: for extractors that search for a word, then look around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from storyteller_agents.canon.extract.pronouns import LONGEST
from storyteller_agents.canon.reading import Reading

REACH = 120
"""How far to the left and to the right a pattern may look, in characters."""


class Around:
    """What stands around a match in the narration.

    Attributes:
        start, end: the match's offsets in the scene.
        left, right: the narration before and after it, `REACH` characters at most; patterns for `left` end in ``$``.
    """

    def __init__(self, reading: Reading, match: re.Match[str]) -> None:
        self.reading, self.match, (self.start, self.end) = reading, match, match.span()
        self.base = max(0, self.start - REACH)
        self.left = reading.narration[self.base : self.start]
        self.right = reading.narration[self.end : self.end + REACH]

    def on_left(self, match: re.Match[str], group: str) -> str | None:
        """Return whom a group of a match in `left` means, or None where that isn't safe to say."""
        return self._whom(match, group, self.base)

    def on_right(self, match: re.Match[str], group: str) -> str | None:
        """Return whom a group of a match in `right` means, or None where that isn't safe to say."""
        return self._whom(match, group, self.end)

    def _whom(self, match: re.Match[str], group: str, base: int) -> str | None:
        start, end = match.span(group)
        if start < 0:
            return None
        return whom_again(self.reading, base + start, base + end)


_GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_IS_A = re.compile(r"(?:,? who)?\s(?:was|is|had been|became)\s(?:an?|the|his|her|[ᐁᐃ]ᐄ*['’]s?)\s")
_PEOPLE = re.compile(
    r"\b(?:man|woman|boy|girl|mother|father|brother|sister|son|daughter|wife|husband|uncle|aunt|lady|gentleman|child|"
    r"nephew|niece|friend|cousin|stranger|servant|maid|doctor|king|queen|widow|widower|nurse|priest)\b"
)


def whom_again(reading: Reading, start: int, end: int) -> str | None:
    """Return whom a name or pronoun means; also where a sentence begins with the only one it names.

    ``Anna was a girl …, and she``: words for people between don't matter where they say what she is.
    """
    found = reading.whom(start, end)
    gender = _GENDERS.get(reading.narration[start:end].lower())
    if found or gender is None:
        return found
    first, _ = reading.sentence_at(start)
    named = reading.named_between(first, start)
    if not named or named[0].start > first + 1:
        return None
    one, after = named[0].entity, named[0].end
    if any(mention.entity is not one for mention in named) or one.gender not in (gender, "") or one.kind == "place":
        return None
    between = reading.narration[after:start]
    return one.name if _IS_A.match(between) or not _PEOPLE.search(between) else None


def who_again(reading: Reading, match: re.Match[str], group: str) -> str | None:
    """Return whom a group of a match in the narration means, by the same rules."""
    start, end = match.span(group)
    return None if start < 0 else whom_again(reading, start, end)


def find_near(reading: Reading, triggers: re.Pattern[str], *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where patterns match in the narration, looking only near the words that they all need one of."""
    text = reading.narration
    known = _WINDOWS.setdefault(reading, {})
    if triggers not in known:
        known[triggers] = _windows(text, triggers)
    for pattern in patterns:
        for start, end in known[triggers]:
            yield from pattern.finditer(text, start, end)


def stretches(reading: Reading, words: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield what stands around words of the narration, within their sentence, each word in one stretch only.

    Args:
        before, after: how far a stretch goes at most from the word that it was begun for, in characters.
    """
    done = -1
    for word in words.finditer(reading.narration):
        if word.start() < done:
            continue
        first, last = reading.sentence_at(word.start())
        if last - first > LONGEST:
            continue
        first, done = max(first, word.start() - before), min(max(last, word.end()), word.end() + after)
        yield first, done


_WINDOWS: WeakKeyDictionary[Reading, dict[re.Pattern[str], list[tuple[int, int]]]] = WeakKeyDictionary()
"""What `find_near` found out about a scene that is being read."""


def _windows(text: str, triggers: re.Pattern[str]) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for trigger in triggers.finditer(text):
        start, end = max(0, trigger.start() - REACH - 40), trigger.end() + 90
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows
