"""The people of a clean text, found by simple signs: a capitalised name that acts, and pronouns that tell its gender.

It looks for people whom one can be sure of, not for all of them: who has no clear gender, or whose name is also a
common word, is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from storyteller_agents.checks.injections.clean import CleanText
from storyteller_agents.checks.injections.people import Person

_TITLES = {
    "Mr": "m", "Mrs": "f", "Ms": "f", "Miss": "f", "Dr": "", "Sir": "m", "Lady": "f", "Lord": "m", "Aunt": "f",
    "Uncle": "m", "King": "m", "Queen": "f", "Prince": "m", "Princess": "f", "Captain": "", "Professor": "",
    "Father": "m", "Mother": "f", "Brother": "m", "Sister": "f", "Madame": "f", "Mme": "f", "Mlle": "f",
    "Count": "m", "Countess": "f",
}  # fmt: skip
_TITLE = rf"(?:{'|'.join(_TITLES)})"
_ACTS = r"""(?:[a-z]{2,12}ed|said|went|came|was|had|sat|stood|took|thought|ran|felt|saw|heard|told|knew|made|gave|found|
began|could|would|did|got|kept|held|let|put|turned|says|goes|comes|is|has|sits|stands|takes|looks|thinks|runs|hears|
tells|knows)""".replace("\n", "")
_ACTOR = re.compile(rf"\b((?:{_TITLE}\.?\s)?[A-Z][a-z]{{2,15}}(?:\s[A-Z][a-z]{{2,15}})?)\s{_ACTS}\b")
_PRONOUN = re.compile(r"\b(?:(he|himself)|she|herself)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.!?]|\b[A-Z][a-z]+")
_REACH = 160
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the text: the name most used, and where any part of it stands (quotations too)."""

    person: Person
    mentions: tuple[int, ...]

    @property
    def parts(self) -> frozenset[str]:
        """The words of the name without a title; two names that share one may be the same person's."""
        return frozenset(word for word in self.person.name.split() if word.rstrip(".") not in _TITLES)

    def named_near(self, at: int, reach: int = 1500) -> bool:
        """Whether the name stands in the text before an offset, not far off."""
        return bisect_left(self.mentions, at) > bisect_left(self.mentions, at - reach)

    def last_before(self, at: int) -> int | None:
        """Return where the name stands last before an offset."""
        index = bisect_left(self.mentions, at)
        return self.mentions[index - 1] if index else None

    def stands_with(self, text: str, words: Sequence[str]) -> bool:
        """Whether one of these words stands beside a mention, so that the text may already have its say on it."""
        if not words:
            return False
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        return any(pattern.search(text, max(0, at - 50), at + 100) for at in self.mentions)


def find(clean: CleanText) -> list[Character]:
    """Return the people of a text, the most named first; none for a Chinese one."""
    if clean.language == "zh":
        return []
    acts = Counter(" ".join(match.group(1).split()) for match in _ACTOR.finditer(clean.outside))
    small = Counter(re.findall(r"\b[a-z]{3,16}\b", clean.text))
    found: list[Character] = []
    for name, acted in acts.most_common(80):
        key = name.split()[-1]
        if acted < 3 or key in _TITLES or any(small[word.lower()] > 2 for word in _bare(name)):
            continue
        mentions = tuple(match.start() for match in re.finditer(rf"\b{re.escape(key)}\b", clean.text))
        if len(mentions) < _LEAST or _with_article(clean.text, name):
            continue
        gender = _TITLES.get(name.split()[0].rstrip("."), "") or _gender(clean.outside, name)
        known = {part for other in found for part in other.parts}
        if gender and not known.intersection(_bare(name)):
            found.append(Character(Person(name, gender, name, name), mentions))
    return sorted(found, key=lambda character: -len(character.mentions))


def _bare(name: str) -> list[str]:
    return [word for word in name.split() if word.rstrip(".") not in _TITLES]


def _with_article(text: str, name: str) -> bool:
    """Whether the name mostly follows an article or a preposition of place: no name of a person then."""
    mentions = [match.start() for match in re.finditer(rf"\b{re.escape(name)}\b", text)]
    leads = Counter("".join(text[max(0, at - 6) : at].split()[-1:]).lower() for at in mentions)
    return sum(leads[word] for word in ("the", "a", "an", "in", "at", "from", "this")) > 0.25 * len(mentions)


def _gender(outside: str, name: str) -> str:
    """Return the gender of the pronouns that follow a name in its own sentence, empty where they differ or are few."""
    he = she = 0
    for match in re.finditer(rf"\b{re.escape(name)}\b", outside):
        stop = _BREAK.search(outside, match.end(), match.end() + _REACH)
        pronoun = _PRONOUN.search(outside, match.end(), stop.start() if stop else match.end() + _REACH)
        he += pronoun is not None and pronoun.group(1) is not None
        she += pronoun is not None and pronoun.group(1) is None
    if he + she < 3:
        return ""
    return "m" if he >= 2.5 * she else "f" if she >= 2.5 * he else ""
