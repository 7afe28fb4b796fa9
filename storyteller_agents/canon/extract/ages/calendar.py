"""Years, decades, months and feasts in words: what a time of birth is told by.

Ranges of years, and months with a day where there is one. The feasts are those of the western calendar; a season has
its months north of the equator with one more at either end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from storyteller_agents.canon.extract.ages.patterns import ORD, YEAR
from storyteller_agents.canon.numbers import number


class Years(NamedTuple):
    """From which year to which; `unsure` where the century isn't told."""

    low: int
    high: int
    unsure: bool = False


class Day(NamedTuple):
    """In which months a day lies, and its number in the month; 0 where that isn't told."""

    months: tuple[int, ...]
    day: int = 0


_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_PART = (
    r"(?:(?P<part>(?:very )?(?:early|late)|mid|middle|later|first|last|opening|closing)(?:[- ](?:years? of the|"
    r"half of the|part of the))?[- ])?"
)
_CENTURIES = {"sixteenth": 1500, "seventeenth": 1600, "eighteenth": 1700, "nineteenth": 1800, "twentieth": 1900}
_CENTURIES |= {"twenty-first": 2000}
_ROUGH = (
    r"(?:(?P<rough>(?:some time |sometime |not long |shortly |just )?(?:before|after)|about|around|"
    r"circa|by|towards?|near)"
    r"\s(?:the year\s)?)?"
)
_WHEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bbetween\s(?P<first>{YEAR})\sand\s(?P<second>{YEAR})",
        rf"\b{_PART}(?P<century>sixteen|seventeen|eighteen|nineteen)[- ](?P<tens>{'|'.join(_TENS)})\b",
        rf"\b{_PART}(?P<digits>1\d\d0|20\d0)['’]?s\b",
        rf"\b{_PART}(?:(?P<noughts>['’]\d0s)|(?<!his )(?<!her )(?P<loose>{'|'.join(_TENS)}))\b",
        rf"\b(?:(?P<side>end|close|beginning|start|dawn|middle) of the )?{_PART}(?P<hundred>{'|'.join(_CENTURIES)})"
        rf" century\b",
        rf"\b{_ROUGH}(?:the year (?:of (?:grace|our lord) )?(?:of )?)?(?P<year>{YEAR})\b",
    )
)
_PARTS = {"early": (0, 4), "mid": (3, 7), "middle": (3, 7), "late": (5, 9), "later": (5, 9), "first": (0, 4)}
_PARTS |= {"last": (5, 9), "opening": (0, 4), "closing": (5, 9)}
_ABOUT = 3


def year_of(words: str) -> int | None:
    """Return a year in words or figures: ``eighteen sixty-one`` → 1861; None where it is none."""
    if words.isdigit():
        return int(words)
    parts = words.lower().replace("-", " ").replace(" hundred", "").replace(" and ", " ").split()
    century, rest = number(parts[0]), number(" ".join(parts[1:])) if len(parts) > 1 else 0
    return None if century is None or rest is None else 100 * century + rest


def years_in(text: str) -> tuple[Years, int, int] | None:
    """Return the first years that a text speaks of, with where they stand; None where it speaks of none."""
    found = [match for pattern in _WHEN if (match := pattern.search(text))]
    if not found:
        return None
    match = min(found, key=lambda one: (one.start(), -one.end()))
    meant = _meant({key: value for key, value in match.groupdict().items() if value})
    return (meant, match.start(), match.end()) if meant else None


def _meant(told: dict[str, str]) -> Years | None:
    part = told.get("part", "").lower().replace("very ", "").split("-")[0].split()
    less, more = _PARTS.get(part[0], (0, 9)) if part else (0, 9)
    if "first" in told and "second" in told:
        first, second = year_of(told["first"]), year_of(told["second"])
        return Years(first, second) if first and second and first <= second else None
    if "tens" in told:
        start = 100 * (number(told["century"].lower()) or 0) + 20 + 10 * _TENS.index(told["tens"].lower())
        return Years(start + less, start + more)
    if "digits" in told:
        return Years(int(told["digits"]) + less, int(told["digits"]) + more)
    if "loose" in told or "noughts" in told:
        tens = int(told["noughts"][1:3]) if "noughts" in told else 20 + 10 * _TENS.index(told["loose"].lower())
        return Years(1900 + tens + less, 1900 + tens + more, unsure=True)
    if "hundred" in told:
        start = _CENTURIES[told["hundred"].lower()]
        if side := told.get("side", "").lower():
            less, more = (7, 9) if side in ("end", "close") else (3, 6) if side == "middle" else (0, 2)
        return Years(start + 10 * less, start + 10 * more + 10)
    year = year_of(told["year"])
    if year is None:
        return None
    rough = told.get("rough", "").lower().split()[-1:]
    if rough == ["before"]:
        return Years(year - 60, year - 1)
    if rough == ["after"]:
        return Years(year, year + 60)
    return Years(year - _ABOUT, year + _ABOUT) if rough and rough != ["by"] else Years(year, year)


_MONTHS = "january february march april may june july august september october november december".split()
_FEASTS: dict[str, Day] = {
    r"christmas eve": Day((12,), 24), r"christmas(?: day)?|noel": Day((12,), 25), r"boxing day": Day((12,), 26),
    r"new year['’]?s? eve|hogmanay": Day((12,), 31), r"new year(?:['’]?s)?(?: day)?": Day((1,), 1),
    r"twelfth night": Day((1,)), r"epiphany": Day((1,), 6), r"candlemas": Day((2,), 2),
    r"(?:st\.? |saint )?valentine['’]?s?(?: day)?": Day((2,), 14), r"st\.? patrick['’]?s(?: day)?": Day((3,), 17),
    r"lady day": Day((3,), 25), r"april fool['’]?s?(?: day)?": Day((4,), 1), r"easter(?: \w+)?|good friday|palm sunday": Day((3, 4)),
    r"may day": Day((5,), 1), r"whitsun\w*|pentecost": Day((5, 6)), r"midsummer(?: (?:eve|day|night))?|the longest day": Day((6,)),
    r"st\.? john['’]?s (?:eve|day)": Day((6,)), r"the fourth of july|independence day": Day((7,), 4), r"lammas": Day((8,), 1),
    r"michaelmas": Day((9,), 29), r"hallowe['’]?en|all hallows['’]? eve": Day((10,), 31), r"all saints['’]?(?: day)?": Day((11,), 1),
    r"all souls['’]?(?: day)?": Day((11,), 2), r"(?:guy fawkes|bonfire) (?:night|day)": Day((11,), 5), r"martinmas": Day((11,), 11),
    r"thanksgiving": Day((11,)), r"advent": Day((11, 12)), r"midwinter|the shortest day|the solstice": Day((12, 6)),
    r"leap day": Day((2,), 29), r"harvest(?:-?time)?": Day((7, 8, 9, 10)), r"hay(?:making|-?time)": Day((5, 6, 7, 8)),
    r"lambing(?:[- ]time)?": Day((1, 2, 3, 4, 5)), r"(?:the )?dog days|high summer": Day((6, 7, 8)),
    r"(?:early |late )?spring(?:time)?": Day((3, 4, 5, 6)), r"(?:early |late )?summer(?:time)?": Day((6, 7, 8, 9)),
    r"(?:early |late )?(?:autumn|the fall)": Day((9, 10, 11, 12)),
    r"(?:the )?(?:dead|depths?|heart) of (?:the )?winter": Day((12, 1, 2)),
    r"(?:early |late )?winter": Day((11, 12, 1, 2, 3)),
    r"(?:the |a )?(?:first )?(?:snow|blizzard|snowstorm)": Day((10, 11, 12, 1, 2, 3, 4)),
}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<a>{ORD})\s(?:day\s)?of\s(?P<ma>{_MONTH})|(?P<mb>{_MONTH})\s(?:the\s)?(?P<b>{ORD}|\d{{1,2}})\b(?!\d)"
    rf"|(?P<c>\d{{1,2}})\s(?P<mc>{_MONTH})|(?P<month>(?!may\s(?:have|be|not|well)\b)(?:{_MONTH}))"
    + "".join(f"|(?P<f{place}>{words})" for place, words in enumerate(_FEASTS))
    + r")\b",
    re.IGNORECASE,
)
_BY_PLACE = tuple(_FEASTS.values())


def day_in(text: str) -> tuple[Day, int, int] | None:
    """Return the first day, month, feast or season that a text names, with where it stands."""
    for match in _DAY.finditer(text):
        for day, month in (("a", "ma"), ("b", "mb"), ("c", "mc")):
            if match[day]:
                of = _MONTHS.index(match[month].lower()) + 1
                return Day((of,), number(match[day]) or 0), match.start(), match.end()
        if match["month"]:
            if not match["month"][0].isupper():
                continue
            return Day((_MONTHS.index(match["month"].lower()) + 1,)), match.start(), match.end()
        return _BY_PLACE[int(str(match.lastgroup).removeprefix("f"))], match.start(), match.end()
    return None
