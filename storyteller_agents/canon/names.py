"""Names in English prose: capitalised words, counted with what stands around them. Whose they are isn't decided here.

Counted a scene at a time, so that a changed scene alone is counted again; `entities.py` joins the counts. A name is
told from the first word of a sentence by the words that are also written small, in the scene or elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from storyteller_agents.canon.given_names import is_given_name
from storyteller_agents.canon.name_frames import count_gender, count_kind
from storyteller_agents.canon.name_words import (
    COMPOUNDS,
    DIRECTIONS,
    FEMALE_TITLES,
    MALE_TITLES,
    NOT_NAMES,
    PLACE_BEGINNINGS,
    TITLES,
)

__all__ = [
    "FEMALE_TITLES", "MALE_TITLES", "NOT_NAMES", "TITLES",
    "NameCounts", "NameUse", "count_names", "name_runs", "plain_name", "without_ending",
]  # fmt: skip

_JOINS = frozenset("of de von van der den la le du da di del st y".split())
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = re.compile(r"\b[a-z][a-z]+(?:['’-][a-z]+)*")
_WORD = r"[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
_TITLE = "|".join(sorted(title.capitalize() for title in TITLES))
_RUN = re.compile(
    rf"(?<![\w'’-])(?:(?:(?:{_TITLE})\b\.?|[A-Z]\.)\s)*{_WORD}"
    rf"(?:\s(?:(?:{'|'.join(sorted(_JOINS))}|of\sthe)\s)?(?:[A-Z]\.\s)*{_WORD})*"
)
_DAYS = frozenset({"Day", "Eve", "Week"})
"""Words that end the name of a day: Lady Day, Landing Day."""
_BEFORE_PLACES = frozenset("In At From Near Outside To Towards Around Across Through Beyond On By Behind".split())
_OPENS = re.compile(r"(?:^|[.!?…:;]['\"”’)\]]*\s+|[\"“‘(\[—–]|--|\n\s*\n\s*|\*|_)\s*$")


@dataclass(slots=True)
class NameUse:
    """How often a name comes, and in what company.

    Attributes:
        inside: how often it stands within a sentence; `opening`: how often it, or what it hangs on, opens one.
        person, place: how often what stands around it speaks for a person or for a place.
        male, female: how often the next pronoun was he or she.
    """

    inside: int = 0
    opening: int = 0
    person: int = 0
    place: int = 0
    male: int = 0
    female: int = 0

    def add(self, other: NameUse) -> None:
        """Add what was counted elsewhere."""
        self.inside += other.inside
        self.opening += other.opening
        self.person += other.person
        self.place += other.place
        self.male += other.male
        self.female += other.female

    @property
    def times(self) -> int:
        """How often it comes in all."""
        return self.inside + self.opening


@dataclass(slots=True)
class NameCounts:
    """The names of a text, and how often each word is written small there."""

    uses: dict[str, NameUse] = field(default_factory=dict)
    small: Counter[str] = field(default_factory=Counter)


def plain_name(words: str) -> str:
    """Return a name without dots and line breaks, as it is looked up: ``Mr.\\nHyde`` → ``Mr Hyde``."""
    return " ".join(words.replace(".", " ").split())


def name_runs(text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield every run of capitalised words: its offsets, and those of its words."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        words = [match.span() for match in _TOKEN.finditer(text, start, end)]
        for part in _parted(text, words) if words else ():
            last = part[-1]
            stem = without_ending(text[last[0] : last[1]])
            part[-1] = (last[0], last[0] + len(stem))
            yield part[0][0] if part[0] != words[0] else start, part[-1][1], part


def _parted(text: str, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part a run that holds two names side by side: ``For Tom Reed Anna Holm wept``, ``In Vienna Anna Holm wept``."""
    said = [text[slice(*word)] for word in words]
    day = next((place for place in range(1, len(said) - 1) if said[place] in _DAYS), 0)
    if day:
        return [words[: day + 1], words[day + 1 :]]
    given = [is_given_name(word) for word in said]
    lead = int(said[0].lower() in NOT_NAMES and said[0].lower() not in TITLES)
    if len(words) == lead + 4 and given[lead : lead + 2] == [True, False] and all(word[0].isupper() for word in said):
        return [words[: lead + 2], words[lead + 2 :]]
    if lead and said[0] in _BEFORE_PLACES and len(words) > 2:
        place = 3 if said[1].lower() in PLACE_BEGINNINGS | {"st", "saint"} else 2
        plain = said[1].lower() not in TITLES | NOT_NAMES or place == 3
        if plain and not given[1] and len(words) > place and given[place]:
            return [words[:place], words[place:]]
    return [words]


def without_ending(word: str) -> str:
    """Return a word without the ending of a possessive or of a contraction."""
    return re.sub(r"['’](?:s|d|ll|m|re|ve)?$", "", word)


def count_names(text: str) -> NameCounts:
    """Count the capitalised runs of a text."""
    counts = NameCounts(small=Counter(_SMALL.findall(text)))
    for start, _, words in name_runs(text):
        opens = bool(_OPENS.search(text, max(0, start - 12), start)) or start == 0
        first = 0
        while (
            first < len(words) and _is_no_name(text[slice(*words[first])].lower()) and not _is_part(text, words, first)
        ):
            first, opens = first + 1, False if first else opens
        opens = opens and first == 0
        while (
            words[first:] and text[slice(*words[-1])].lower() in NOT_NAMES and not _is_part(text, words, len(words) - 1)
        ):
            words.pop()
        if any(text[begin:end].isupper() and end - begin > 1 for begin, end in words[first:]):
            continue  # a heading, or somebody shouts
        if first >= len(words) or _is_day([text[slice(*word)] for word in words[first:]]):
            continue
        begin, end = words[first][0], words[-1][1]
        use = counts.uses.setdefault(plain_name(text[begin:end]), NameUse())
        use.opening += opens
        use.inside += not opens
        count_kind(text, begin, end, use)
        count_gender(text, begin, end, use)
    return counts


def _is_part(text: str, words: list[tuple[int, int]], place: int) -> bool:
    """Whether a word that is none itself belongs to a name: West in West Egg, May in Ella May."""
    word = text[slice(*words[place])].lower()
    if place + 1 < len(words):
        return word in DIRECTIONS and text[slice(*words[place + 1])].lower() not in NOT_NAMES
    return place > 0 and word in ("may", "june", "april") and is_given_name(text[slice(*words[place - 1])])


def _is_day(words: list[str]) -> bool:
    """Whether a name is that of a day; Doris Day and Captain Day are people."""
    bearer = is_given_name(words[0]) or (words[0].lower() in TITLES and words[0] != "Lady")
    return len(words) > 1 and words[-1] in _DAYS and not bearer


def _is_no_name(word: str) -> bool:
    return (word in NOT_NAMES and word not in TITLES) or word.endswith(COMPOUNDS)
