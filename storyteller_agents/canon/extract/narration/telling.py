"""The sentences of a scene outside speech: their clauses with person and tense, and which of them are set apart.

Only clauses whose subject is a person and whose verb tells its tense for sure. What is set apart (letters, verse,
italics, asides, open quotations) says nothing about how the scene is told. How it is told, `narration/` says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from storyteller_agents.canon.extract.narration.verb_forms import Tense, base_of, tense_after_he, tense_after_they
from storyteller_agents.canon.reading import PERSON, Reading

_SOMEBODY = (
    r"\b[Tt]he (?:(?:old|young|little|tall|other|poor) )?(?:man|woman|boy|girl|child|lady|gentleman|king|queen|prince|princess|"
    r"soldier|captain|doctor|priest|stranger|servant|maid|fisherman|sailor|guard|father|mother|children|men|women|others)\b"
)
_ANYBODY = r"\b(?:[Nn]obody|[Nn]o one|[Ee]verybody|[Ee]veryone|[Ss]omebody|[Ss]omeone|[Nn]either of them)\b"
_ASIDE = (
    r"(?:, (?:who|whose|the|his|her|still|now|with|without|in|on|at|by|[a-z]+ing|[a-z]+ed)\b[^,.!?\n\ue000]{0,60},)?"
)
_ADVERB = (
    r"(?:,?\s(?:[a-z]{2,}ly|never|then|now|still|also|just|only|even|soon|once|again|at once|at last|quite|almost|both|all|"
    r"rather|together|himself|herself|themselves|no longer),?){0,2}"
)
_CLAUSE = re.compile(
    rf"(?:(?P<they>\b(?:[Tt]hey|(?:[Bb]oth|[Aa]ll(?: three| four)?|[Tt]he (?:two|three|four)) of them|[Tt]he (?:two|three|four|pair))\b|{PERSON}(?: and |, ){PERSON})|(?P<he>{PERSON}(?!['’]s)|\b(?:[Hh]e|[Ss]he)\b|{_ANYBODY})|"
    rf"(?P<i>\b(?:I|[Ww]e)\b)|(?P<noun>{_SOMEBODY})){_ASIDE}{_ADVERB}\s(?P<verb>[a-z]+)\b"
    r"(?P<rest>(?:\s[a-z]+)?)"
)
_PRESENT_BE = re.compile(
    r"\s(?!(?:an?|the|no|one|said|called|told|known|what|who|that|as|his|her|my|our|of|like|mine)\b)[a-z]+"
)
_PARTICIPLE = re.compile(
    r"\s(?:not|just|already|only|never|also)?\s?(?:been|gone|done|seen|taken|come|[a-z]+ed|[a-z]+en)\b"
)
_WRITTEN = re.compile(
    r"\b(?:letters?|notes?|diary|journal|wrote|written|writing|read|reads|inscription|inscribed|sang|song|verses?|poem|telegram|message|"
    r"testament|narrative|statement|document|manuscript|page|prayer)\b",
    re.I,
)
_LETTER = re.compile(r"^\W*(?:(?:my )?dear(?:est)?\b.{0,40}[,:—-]|yours\b|p\.? ?s\.)", re.I)
_LEADS = re.compile(
    r"(?:[a-z]{2,}ly|and|but|then|for a (?:long )?(?:time|while|moment)|as|while|when|so|yet|now|or|there|here|again|at last|at once|at first|this time|next|outside|inside|somewhere|meanwhile|instead|"
    r"(?:at|in|on|with|without|after|before|from|by|under|for|until|through|across|beside|near|during|towards?|behind|beyond|beneath|above|over|into|out of|between)"
    r"(?: (?!who|which|what|where|when|how|he |she |it |they )[^\s,]+){1,8})",
    re.I,
)
_CLOSED = re.compile(r"[,.!?—-][’”\"»]")
_STRAIGHT = re.compile(r"(?<![\w'])'[A-Za-z]")
_SINGLE = re.compile(r"[,.!?]'(?!\w)")
_OPENED = re.compile(r"(?<![^\s—-])[\"“]\w")
LONG_SPEECH = 8_000
"""How far back, in characters, a speech of many paragraphs may have begun."""
_NOT = frozenset({"doesn", "isn", "hasn"})
"""The verbs before *n't*."""
BLANK = "\ue000"
"""What stands for each letter of speech in a narration."""
PARAGRAPH = 3000
"""How many characters before and after a sentence are looked at for the form of its paragraph."""


Subject = Literal["he", "they", "I", "we"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject with its finite verb: where it stands, its sentence, its tense, and whether it is the main clause."""

    start: int
    sentence: int
    subject: Subject
    verb: str
    tense: Tense
    main: bool


class Telling:
    """The sentences of a scene outside speech, with person and tense."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = _without_straight(reading.narration)
        self.spans = reading.sentences
        self._starts = [start for start, _ in self.spans]

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses with a person as their subject whose tense is plain."""
        return [clause for match in _CLAUSE.finditer(self.text) if (clause := self._clause(match))]

    def _clause(self, match: re.Match[str]) -> Clause | None:
        verb, noun = match["verb"], match["noun"] or ""
        subject: Subject = "he"
        if match["i"] or match["they"]:
            subject = "I" if match["i"] == "I" else "we" if match["i"] else "they"
        if subject != "he" or noun.endswith(("ren", "men", "others")):
            tense = "present" if verb in ("don", "aren", "haven") else tense_after_they(verb)
        elif verb in _NOT:
            tense = "present"
        else:
            pronoun = bool(match["he"]) and match["he"].lower() in ("he", "she")
            tense = tense_after_he(verb, sure=not pronoun)
        if not tense:
            return None
        number = self.sentence(match.start())
        main = opens_main(self.text[max(self.spans[number][0], match.start() - 120) : match.start()])
        if tense == "present" and verb in ("is", "are", "am"):
            main = main and bool(_PRESENT_BE.match(self.text, match.end("verb")))
        if tense == "present" and verb in ("has", "have"):
            main = main and bool(_PARTICIPLE.match(self.text, match.end("verb")))
        return Clause(match.start(), number, subject, base_of(verb), tense, main)

    @cached_property
    def told(self) -> list[int]:
        """The sentences that have a clause, in order."""
        return sorted({clause.sentence for clause in self.clauses})

    def is_set_apart(self, number: int) -> bool:
        """Whether a sentence is verse, a letter, italics, an aside, or within a quotation that is not closed."""
        start, end = self.spans[number]
        sentence = self.reading.text[start:end]
        if any(mark in sentence for mark in "_*()[]{}|#<>") or _CLOSED.search(self.text, start, end + 2):
            return True
        if self._in_single and (sentence.startswith("'") or _SINGLE.search(sentence)):
            return True
        floor = max(0, start - PARAGRAPH)
        first = max(self.text.rfind("\n\n", floor, start) + 1, floor)
        last = self.text.find("\n\n", end, end + PARAGRAPH)
        paragraph = self.reading.text[first : last if last >= 0 else end]
        if _is_heading(paragraph) or self._is_spoken_on(start):
            return True
        lines = [line for line in paragraph.split("\n") if line.strip()]
        whole = lines[:-1]
        if whole and (lines[0][:1].isspace() or sum(map(len, whole)) < 48 * len(whole)):
            return True
        if _LETTER.search(paragraph[:80]) or paragraph.count('"') % 2 or paragraph.count("“") != paragraph.count("”"):
            return True
        before = self.text[max(0, first - 200) : first].rstrip()
        return before.endswith(":") and _WRITTEN.search(before) is not None

    def opens_with_speech(self, number: int) -> bool:
        """Whether the paragraph of a sentence begins with a quotation mark: in long speeches marks are nested or left out."""
        first = self.reading.text.rfind("\n\n", 0, self.spans[number][0]) + 1
        return self.reading.text[first : first + 4].lstrip()[:1] in ("“", '"', "‘", "'")

    def _is_spoken_on(self, start: int) -> bool:
        """Whether a speech that was opened before, in this paragraph or earlier ones, has not been closed yet."""
        floor = max(0, start - LONG_SPEECH)
        end = start
        while end > floor:
            first = max(self.reading.text.rfind("\n\n", floor, end), floor)
            before = self.reading.text[first:end]
            single = max((match.start() for match in _STRAIGHT.finditer(before)), default=-1) if self._in_single else -1
            double = max(map(before.rfind, '"“”'))
            if single >= 0 and not _SINGLE.search(before, single):
                return True
            if double >= 0:
                return _OPENED.match(before, double) is not None
            if single >= 0 or first == floor:
                return False
            end = first
        return False

    @cached_property
    def _in_single(self) -> bool:
        """Whether speech stands in straight single marks."""
        return len(_SINGLE.findall(self.reading.text)) > max(2, self.reading.text.count('"') // 2)


def _is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a title: a short line that no sign ends."""
    line = paragraph.strip()
    return "\n" not in line and len(line) < 70 and line[-1:].isalnum()


def _without_straight(narration: str) -> str:
    """Return the narration without the paragraphs that have speech in straight single quotes, which it can't tell."""
    if len(_SINGLE.findall(narration)) < 3:
        return narration
    blocks = re.split(r"(\n\s*\n)", narration)
    return "".join(BLANK * len(block) if _STRAIGHT.search(block) else block for block in blocks)


def opens_main(lead: str) -> bool:
    """Whether a subject after these words, from the beginning of its sentence, is that of a main clause."""
    last = re.split(r"[,;:—–]|--|\s(?:and|but)(?=\s)", lead)[-1].strip(' \n\ue000"“”‘’')
    return not last or _LEADS.fullmatch(last) is not None
