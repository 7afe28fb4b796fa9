"""A clean text as one reads it who wants to add a sentence: where one fits, who tells the tale, and in which tense.

A sentence fits between two whole sentences of narration, or before a paragraph of narration: never within a quotation,
a heading or verse, nor before a sentence that opens with a pronoun and would then speak of somebody else. Where the
text leaves doubt there is no gap.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from storyteller_agents.language import detect_language

_SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.!?])(?=\s+[A-Z“\"‘'(])")
_SENTENCE_END_ZH = re.compile(r"(?<=[。！？])(?=[\u4e00-\u9fff])")
_ABBREVIATIONS = ("Prof.", "Capt.", "Messrs.", "Esq.", "Hon.", "Gen.", "Col.", "Rev.", "Sergt.", "Lieut.")
_LEANING = re.compile(
    r"(?:He|She|They|It|His|Her|Him|Their|Its|We|You|Our|This|That|These|Those|Such|Then|There|Thus|Therefore|However|"
    r"But|And|So|Yet|For|Nor|Or|Here|Again|Another|Both|Neither|Either|Still|Which|Who|One|Others?|Not|No|Instead|Also|"
    r"Even|As)\b|[他她它其此这那于遂乃又既俄寻女生]"
)
_QUOTED = re.compile(
    r"“[^”]*”?|\"[^\"]*\"?|「[^」]*」?|『[^』]*』?|(?<!\w)‘(?:[^’]|’(?=\w))*’?|(?<!\w)'(?=\w)(?:[^']|'(?=\w))*'?"
)
_MARKS = re.compile(r"[“”\"„«»「」『』‘]|(?<!\w)'(?=\w)|[曰：]")
_PAST = re.compile(r"\b(?:was|were|had|said|did|went|came|took|looked|thought)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|says|does|goes|comes|takes|looks|thinks)\b")
_SELF = re.compile(r"\b(?:I|[Mm]y|me|myself)\b")
_ADDRESS = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Ii]s|[Aa]re|[Dd]on['’]t|[Dd]oes|[Dd]ear|[Tt]hou|[Tt]hy)\b|[\[_]")
_LINE_ENDS = frozenset(".!?:…—。！？”\"'’」』)）*")
_NEAR_VOICE = 1500
_LONGEST_SPEECH = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where a passage can stand.

    Attributes:
        at: its offset in characters.
        word: how many words (Chinese: signs) stand before it.
        paragraph: whether the passage becomes a paragraph of its own, before the one that starts here.
        voice: ``first`` where the narrator says "I" thereabouts, ``third`` where no narrator does, else empty.
    """

    at: int
    word: int
    paragraph: bool
    voice: str = ""


@dataclass(frozen=True, slots=True)
class CleanText:
    """What is known of a text before anything is planted in it.

    Attributes:
        outside: the text with quotations blanked, offsets unchanged.
        gaps: where a passage can stand, in order.
        headings: where headings start.
        words: offsets of the words (Chinese: signs).
        narration: ``first``, ``third``, or empty where it changes.
        tense: ``past`` or ``present``.
        separator: what stands between paragraphs.
        width: the length of lines where the text has its lines broken, else 0.
    """

    text: str
    language: str
    outside: str
    gaps: tuple[Gap, ...]
    headings: tuple[int, ...]
    words: tuple[int, ...]
    narration: str
    tense: str
    separator: str
    width: int

    def words_before(self, at: int) -> int:
        """Return how many words stand before an offset."""
        return bisect_left(self.words, at)


def read(text: str) -> CleanText:
    """Read a text: its gaps, its narration, its tense. A text of any kind has a reading, perhaps without a gap."""
    language = "zh" if text.strip() and detect_language(text) == "zh" else "en"
    paragraphs, broken = _paragraphs(text)
    outside = _without_quotations(text, paragraphs)
    words = tuple(_words(text, language))
    own = [m.start() for m in _SELF.finditer(outside)]
    narrated = max(1, len(outside.split()))
    narration = "first" if len(own) > 0.006 * narrated else "third" if len(own) <= 0.001 * narrated else ""
    present = len(_PRESENT.findall(outside)) > len(_PAST.findall(outside))
    headings = tuple(start for start, end in paragraphs if not _is_prose(text[start:end]))
    tense = "present" if present else "past"
    places = list(_places(text, paragraphs, language))
    firm = [place for place in places if _is_firm(text, place[0], narration, tense)]
    gaps = tuple(
        Gap(at, bisect_left(words, at), paragraph, _voice(own, at, narration))
        for at, paragraph in (firm if len(firm) >= 30 else places)
    )
    line_end = "\r\n" if "\r\n" in text else "\n"
    return CleanText(
        text=text,
        language=language,
        outside=outside,
        gaps=gaps,
        headings=headings,
        words=words,
        narration=narration,
        tense=tense,
        separator=line_end * (2 if broken else 1),
        width=_width(text, paragraphs) if broken else 0,
    )


def _words(text: str, language: str) -> Iterator[int]:
    if language == "zh":
        return (match.start() for match in re.finditer(r"[\u3400-\u9fff]", text))
    return (match.start() for match in re.finditer(r"\S+", text) if any(map(str.isalnum, match.group())))


def _width(text: str, paragraphs: list[tuple[int, int]]) -> int:
    """Return the width to which the text is broken into lines, 0 where a paragraph is one line."""
    lengths = sorted(len(line) for line in text.splitlines() if line.strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if len(lengths) > 1.3 * len(paragraphs) and 40 <= width <= 120 else 0


def _is_firm(text: str, at: int, narration: str, tense: str) -> bool:
    """Whether the sentences around a place are plain narration that doesn't lean on the one before.

    A letter or a speech without marks gives itself away by the people whom it addresses, or by its tense.
    """
    around = text[max(0, at - 120) : at + 120]
    if narration == "third" and _SELF.search(around):
        return False
    if tense == "past" and _ADDRESS.search(around):
        return False
    return not _LEANING.match(text[at : at + 12].lstrip())


def _voice(own: list[int], at: int, narration: str) -> str:
    near = bisect_left(own, at + _NEAR_VOICE) - bisect_left(own, at - _NEAR_VOICE)
    far = bisect_left(own, at + 2 * _NEAR_VOICE) - bisect_left(own, at - 2 * _NEAR_VOICE)
    if narration != "third" and near >= 8:
        return "first"
    return "third" if narration != "first" and not far else ""


def _paragraphs(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Return the spans of the paragraphs, and whether blank lines part them rather than every end of line."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append((at, at + len(line.rstrip())) if line.strip() else (at, at))
        at += len(line)
    told = [line for line in lines if line[0] != line[1]]
    ended = sum(text[end - 1] in _LINE_ENDS for _, end in told)
    if len(lines) - len(told) < len(lines) / 25 and ended >= len(told) / 2:
        return told, False
    spans: list[tuple[int, int]] = []
    fresh = True
    for start, end in lines:
        if start == end:
            fresh = True
        elif fresh:
            spans.append((start, end))
            fresh = False
        else:
            spans[-1] = (spans[-1][0], end)
    return spans, True


def _without_quotations(text: str, paragraphs: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in paragraphs:
        pieces.append(text[done:start])
        pieces.append(_QUOTED.sub(lambda quoted: " " * len(quoted.group()), text[start:end]))
        done = end
    return "".join(pieces) + text[done:]


def _is_prose(paragraph: str) -> bool:
    """Whether a paragraph is prose: it ends like a sentence or is long, is no line in capitals, and no verse."""
    if paragraph.upper() == paragraph != paragraph.lower():
        return False
    if len(paragraph) < 400 and not re.search(r"[.!?。！？…—][\"'”’」』)*_]*$", paragraph):
        return False
    lines = paragraph.splitlines()
    if re.match(r"\s*(?:chapter|book|part|act|scene|letter|volume)\s+[\divxlc]+\b", paragraph, re.IGNORECASE):
        return len(paragraph) > 200
    return not any(line[:1] in " \t" for line in lines[1:]) and (
        len(lines) < 3 or sum(len(line) < 45 for line in lines) <= len(lines) / 2
    )


def _places(text: str, paragraphs: list[tuple[int, int]], language: str) -> Iterator[tuple[int, bool]]:
    before: str | None = None
    speech = 0
    for start, end in paragraphs:
        paragraph = text[start:end]
        inside, speech = speech, _speech_goes_on(paragraph, speech)
        if inside:
            before = None
            continue
        if not _is_prose(paragraph):
            before = None
            continue
        whole = len(paragraph) > 80 or language == "zh"
        if before is not None and whole and paragraph[0].isalnum() and not _open_quotation(before):
            yield start, True
        for at in _sentence_gaps(paragraph, language):
            yield start + at, False
        before = paragraph


def _sentence_gaps(paragraph: str, language: str) -> Iterator[int]:
    pattern = _SENTENCE_END_ZH if language == "zh" else _SENTENCE_END
    ends = [0, *(m.start() for m in pattern.finditer(paragraph)), len(paragraph)]
    marks = [bool(_MARKS.search(paragraph[a:b])) for a, b in pairwise(ends)]
    single = re.search(r"‘|(?<!\w)'(?=\w)", paragraph)
    limit = single.start() if single else len(paragraph)
    depth = 0
    for index in range(1, len(ends) - 1):
        piece = paragraph[ends[index - 1] : ends[index]]
        depth += (
            sum(map(piece.count, "“「『(（"))
            - sum(map(piece.count, "”」』)）"))
            + piece.count('"') % 2 * (1 if depth == 0 else -1)
        )
        free = depth == 0 and not marks[index - 1] and not marks[index] and ends[index] < limit
        if free and not piece.endswith(_ABBREVIATIONS):
            yield ends[index]


def _speech_goes_on(paragraph: str, before: int) -> int:
    """Count the paragraphs that an open quotation has run through, 0 once it is closed or has gone on too long."""
    opened, closed = paragraph.rfind("“"), paragraph.rfind("”")
    if opened > closed:
        return 1
    return before + 1 if before and closed < 0 and before < _LONGEST_SPEECH else 0


def _open_quotation(paragraph: str) -> bool:
    """Whether a quotation goes on beyond its paragraph, or may do so."""
    if paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2:
        return True
    return paragraph[0] in "‘'" and not re.search(r"[’'](?!\w)", paragraph[1:])
