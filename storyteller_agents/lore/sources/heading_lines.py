"""Lines of a plain text that look like headings: chapters and parts by name or number, prologues, words in capitals.

Each comes with the family it belongs to and the number it names: in digits, Roman, in English words or in Chinese.
Whether it is a heading in this book is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storyteller_agents.lore.clean import clean_line

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_WORDS = {word: number for number, word in enumerate(f"{_ONES} eighteen nineteen twenty".split(), start=1)}
_WORDS |= {word: number for number, word in enumerate(_ORDINALS.split(), start=1)} | {"last": 10_000}
_WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_HAN_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}

_NUMBER = rf"\d{{1,4}}|[IVXLCDMivxlcdm]{{1,9}}|(?:{'|'.join(_WORDS)})(?:[ -](?:{'|'.join(_WORDS)}))?"
_NAMED = re.compile(
    r"(?:the )?(?:(chapter|chap\.?|letter|stave|canto|scene|section|kapitel|chapitre|cap[íi]tulo|capitolo|глава|rozdzia[łl]"
    r"|hoofdstuk)|(book|part|volume|vol\.|act|teil|buch|partie|parte|tome|часть))"
    rf"\s+(?:the )?({_NUMBER})(?![\w'’]|-\w)(\s*[.:)\]–—-]*)\s*(.*)",
    re.I,
)
_COUNTED = re.compile(
    rf"(?:the )?({_NUMBER})\.?\s+(?:(chapter|kapitel|chapitre)|(book|part|volume|teil|buch|partie))[.:]?", re.I
)
_HAN_NUMBER = "[\\d０-９〇零一二三四五六七八九十百千两兩]{1,6}"
_HAN_NAMED = re.compile(
    rf"(?:第({_HAN_NUMBER})(?:([章回节節话話折幕])|([卷部篇集册冊]))|([卷])[之第]?({_HAN_NUMBER}))([\s：:、.．—-]*)(.*)"
)
_ALONE = re.compile(r"(?:(\d{1,3})|([IVXLCDM]{1,9})|([一二三四五六七八九十百]{1,4}))[.)、．]?")
_TITLED = re.compile(r"(?:(\d{1,3})|([IVXLCDM]{1,9}))(?:[.):]|\s*[—–])\s+(\S.*)")
_SPECIAL = re.compile(
    r"(?:prologue?|epilogue?|introduction|preface|foreword|afterword|interlude|conclusion|postscript|appendix|vorwort"
    r"|nachwort|pr[óo]logo|ep[íi]logo|楔子|序章|序言|自序|序|引子|尾[声聲]|[后後][记記]|番外|[终終]章|前言)(?:\s*[.:：—–-]+\s*.*|[.:]?)",
    re.I,
)
_CONTENTS = re.compile(r"(?:table of )?contents[.:]?|(?:list of )?illustrations[.:]?|目\s*[录錄][:：]?", re.I)
_NO_TITLE = re.compile(r"(?:the )?end[.!]?|finis[.!]?|fin[.!]?|(?:全[书書])?[完终終][。]?", re.I)
_NAME = re.compile(r"[^a-z\"'“‘「『(（\[].*(?<![.!?…,;:。！？，；：\"”’」』])")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’」』)_]*$")
"""The end of a line that is the end of a sentence as well."""


@dataclass
class Heading:
    """A line that may begin a chapter: its lines, and in `style` the family of headings it belongs to."""

    line: int
    end: int
    title: str
    style: str
    key: str
    number: int = 0
    bare: bool = False
    gaps: tuple[int, int] = (0, 0)


def candidates(lines: list[str], first: int, last: int) -> Iterator[Heading]:
    """Yield each line that looks like a heading of some family."""
    at, gap, follows = first, 99, False
    while at < last:
        line = lines[at].strip()
        if not line:
            at, gap = at + 1, gap + 1
            continue
        end = at
        while end < last and end < at + 4 and lines[end].strip():
            end += 1
        heading = _heading(lines, at, end, opens=gap > 0 or follows)
        if heading:
            if heading.bare:
                _add_subtitle(heading, lines, last)
            after = next((n for n in range(last - heading.end) if lines[heading.end + n].strip()), last - heading.end)
            heading.gaps = (gap, after)
            yield heading
        follows = heading is not None
        at, gap = heading.end if heading else at + 1, 0


def _heading(lines: list[str], at: int, end: int, *, opens: bool) -> Heading | None:
    """Return the heading that a line is; `end` is where its paragraph ends, `opens` whether it begins one."""
    line = lines[at].strip()
    if len(line) > 120:
        return None
    alone = end == at + 1
    whole = clean_line(" ".join(lines[at:end]))
    if han := _HAN_NAMED.fullmatch(line):
        number, chapter, _, volume, other, sign, rest = han.groups()
        if len(line) <= 60 and (not rest or ((sign or len(rest) <= 20) and not re.search("[，。！？；]", rest))):
            style = "chapter" if chapter else "part"
            key = f"{chapter or volume or '部'}{_number(number or other)}"
            return Heading(at, at + 1, clean_line(line), style, key, _number(number or other), not rest)
    if not opens:
        return None
    if (named := _NAMED.fullmatch(line)) and (rest := named[5].strip(), sign := named[4].strip()):
        fits = not rest or sign or (alone and len(line) <= 80 and not SENTENCE_END.search(line))
        if fits and not (rest[:1].islower() and not sign):
            return _named_heading(
                lines, at, end, "chapter" if named[1] else "part", named[1] or named[2], named[3], rest
            )
    if not alone and not (end == at + 2 and len(whole) <= 120):
        return None
    if alone and (counted := _COUNTED.fullmatch(line)):
        return _named_heading(
            lines, at, end, "chapter" if counted[2] else "part", counted[2] or counted[3], counted[1], ""
        )
    if alone and _CONTENTS.fullmatch(line):
        return Heading(at, end, line, "contents", "contents")
    if alone and len(line) <= 80 and _SPECIAL.fullmatch(line):
        return Heading(at, end, clean_line(line), "special", line.casefold().strip(" .:"))
    return _plain_heading(line, whole, at, end, alone=alone)


def _named_heading(lines: list[str], at: int, end: int, style: str, word: str, number: str, rest: str) -> Heading:
    title = lines[at].strip()
    after = at + 1
    if end - at in (2, 3):  # a title that goes on in the next line, unless that is the text already
        more = " ".join(line.strip() for line in lines[at + 1 : end])
        if more.isupper() or (len(more) <= 80 and not SENTENCE_END.search(more) and not _NAMED.match(more)):
            title, after, rest = f"{title} {more}", end, more
    return Heading(at, after, clean_line(title), style, f"{word.lower()} {_number(number)}", _number(number), not rest)


def _plain_heading(line: str, whole: str, at: int, end: int, *, alone: bool) -> Heading | None:
    """Return the heading that is a number, a number with a title, or words in capitals."""
    if alone and (match := _ALONE.fullmatch(line)):
        style = "digits" if match[1] else "roman" if match[2] else "han"
        number = _number(match[1] or match[2] or match[3])
        return Heading(at, end, line, style, str(number), number, True) if number else None
    if (match := _TITLED.fullmatch(whole)) and match[3][-1] not in ",;:" and not match[3][0].islower():
        number = _number(match[1] or match[2])
        style = "titled digits" if match[1] else "titled roman"
        return Heading(at, end, whole, style, str(number), number) if number else None
    letters = sum(letter.isupper() for letter in whole)
    if whole.isupper() and letters > 1 and len(whole) <= 80 and whole[0].isalpha() and whole[-1] not in ",;:”’\"'":
        return None if _NO_TITLE.fullmatch(whole) else Heading(at, end, whole, "caps", whole)
    return None


def _add_subtitle(heading: Heading, lines: list[str], last: int) -> None:
    """Take the line below a bare number into the title where it reads like one."""
    at = next((at for at in range(heading.end, min(last, heading.end + 6)) if lines[at].strip()), None)
    below = next((n for n in range(at + 1, min(last, at + 12)) if lines[n].strip()), None) if at is not None else None
    if at is None or below is None or below == at + 1:
        return
    other = _heading(lines, at, at + 1, opens=True)
    if other and other.style != "caps" and (other.style != "special" or heading.style == "part"):
        return
    after = _heading(lines, below, below + 1, opens=True)
    if after and after.style not in {"caps", "special"} and heading.style != "part":
        return  # then this line is the chapter
    line = clean_line(lines[at])
    if len(line) <= 70 and (line.isupper() or _NAME.fullmatch(line.strip("_"))):
        heading.title, heading.end = f"{heading.title.rstrip('.')}. {line}", at + 1


def _number(text: str) -> int:
    """Return the number that digits, letters or words stand for; 0 if none."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if all(sign in _ROMAN for sign in text.upper()):
        values = [_ROMAN[sign] for sign in text.upper()]
        return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
    words = re.split(r"[ -]", text.lower())
    if all(word in _WORDS for word in words):
        return sum(_WORDS[word] for word in words)
    total, digit = 0, 0
    for sign in text:
        if sign in _HAN_TENS:
            total, digit = total + (digit or 1) * _HAN_TENS[sign], 0
        else:
            digit = digit * 10 + (_HAN_DIGITS[sign] if sign in _HAN_DIGITS else int(sign) if sign.isdecimal() else 0)
    return total + digit
