"""Near spellings of a name: whether one may be a slip of the pen for the other.

By letters (one changed, left out, added, or two neighbours exchanged; two such in a long name) and by sound (ph and
f, c and k, y and i, doubled letters, a silent e). Nicknames, plurals and the endings for men and women are no slips.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^geo", "je"), (r"^g(?=[ei])", "j"), (r"(?<=.)gh(?=t|$)", ""), (r"ph", "f"), (r"[cs]ch", "sh"), (r"ck|q(?:u(?=e))?", "k"), (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"), (r"x", "ks"), (r"z", "s"),
        (r"(?<=[a-z])h(?![aeiouy])|(?<=[tr])h", ""), (r"eigh|ei|ay|ai|ey(?=.)", "e"), (r"ee|ea|ie(?=.)", "i"), (r"(?:ie|ey|ee|y)$", "i"), (r"y", "i"),
        (r"ou|oo", "u"), (r"au|aw", "o"), (r"(?<=ste)(?:v|f)", "v"), (r"(.)\1+", r"\1"), (r"(?<=[^aeiou])e$", ""),
    )
)  # fmt: skip
_ENDINGS = re.compile(r"(?:'?s|es|ies|ian|an|n|ish|ers?|men)$")
_PETS = re.compile(r"(?:ie|y|ey|kin|chen|ette|ina|ita|lein|etta|ikins|o)$")
_GENDERED = (
    ("us", "a"),
    ("o", "a"),
    ("", "a"),
    ("", "e"),
    ("", "ine"),
    ("is", "es"),
    ("an", "anna"),
    ("", "na"),
    ("", "ia"),
)
_PLURALS = (
    {"mouse", "mice"},
    {"goose", "geese"},
    {"louse", "lice"},
    {"wolf", "wolves"},
    {"elf", "elves"},
    {"dwarf", "dwarves"},
)
LONG = 7
"""From how many letters on two of them may differ."""


@lru_cache(maxsize=8192)
def sound(name: str) -> str:
    """Return how a name sounds, roughly: ``Catherine`` and ``Katherine`` give the same."""
    key = name.lower()
    for pattern, replacement in _SOUNDS:
        key = pattern.sub(replacement, key)
    return key


def distance(one: str, other: str, limit: int = 2) -> int:
    """Return by how many letters two words differ, neighbours exchanged counting as one; `limit` + 1 if by more.

    The optimal string alignment distance (Damerau 1964).
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]


def is_form(one: str, other: str) -> bool:
    """Whether two names are forms of one: a plural, a people's name, a pet name."""
    first, second = sorted((one.lower(), other.lower()), key=len)
    if {first, second} in _PLURALS or first.replace("men", "man") == second.replace("men", "man"):
        return True
    if any(
        first == ending.sub("", second) or first.rstrip("e") == ending.sub("", second) for ending in (_ENDINGS, _PETS)
    ):
        return True
    stems = {_PETS.sub("", first), _PETS.sub("", first).rstrip("e")}
    pet = _PETS.search(first) is not None and _PETS.search(second) is not None
    return pet and bool(stems & {_PETS.sub("", second)}) and sound(first) != sound(second)


def may_be_pair(one: str, other: str) -> bool:
    """Whether two names may be a man's and a woman's form of one: ``Julius`` and ``Julia``, ``Paul`` and ``Paula``."""
    first, second = one.lower(), other.lower()
    return any(
        first.endswith(a) and second.endswith(b) and first[: len(first) - len(a)] == second[: len(second) - len(b)]
        for man, woman in _GENDERED
        for a, b in ((man, woman), (woman, man))
    )


def is_near(one: str, other: str) -> bool:
    """Whether a name may be a slip for another one."""
    first, second = one.lower(), other.lower()
    shorter = min(len(first), len(second))
    if first == second or shorter < 3 or abs(len(first) - len(second)) > 2 or len({*first} ^ {*second}) > 5:
        return False
    if is_form(first, second):
        return False
    if sound(first) == sound(second):
        return True
    if shorter < 4:
        return False
    apart = distance(first, second)
    if apart == 1:
        return shorter >= 6 or (first[0] == second[0] and (shorter >= 5 or _differs_inside(first, second)))
    if first[0] != second[0]:
        return False
    return (apart == 2 and shorter >= LONG) or (shorter >= 4 and _differs_inside(sound(first), sound(second)))


def _differs_inside(first: str, second: str) -> bool:
    """Whether two short words differ in a vowel after the first letter, or by two neighbours exchanged."""
    if sorted(first) == sorted(second):
        return True
    places = [i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    if len(first) != len(second) or len(places) != 1 or places[0] == 0:
        return False
    return first[places[0]] in "aeiouy" and second[places[0]] in "aeiouy"
