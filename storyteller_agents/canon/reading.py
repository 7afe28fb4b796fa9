"""A scene as the extractors read it: narration apart from speech, names masked, pronouns resolved where that is safe.

`narration` and `speech` have the length of the text, so that an offset means the same in all of them. In both, every
name is replaced by marks of its own length (`PERSON`, `PLACE`, `THING` are the patterns that match one), which lets a
pattern speak of "a person" without knowing whom; `who` then tells whom a match means. In `narration` whatever stands
in quotation marks is blanked out (`QUOTE`), in `speech` everything else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from storyteller_agents.canon.antecedents import antecedent
from storyteller_agents.canon.chinese_names import chinese_mentions
from storyteller_agents.canon.entities import NARRATOR, Entities, Entity, Gender
from storyteller_agents.canon.hedges import QUOTED, Hedge, find_hedges
from storyteller_agents.canon.names import name_runs, plain_name
from storyteller_agents.language import CJK, base_language, quotation_spans, sentence_spans

_MARKS = {"person": "ᐁ", "place": "ᐂ", "other": "ᐃ"}
_REST = "ᐄ"
PERSON = f"(?:[ᐁᐃ]{_REST}*)"
"""Matches a name that may be a person's."""
PLACE = f"(?:[ᐂᐃ]{_REST}*)"
"""Matches a name that may be a place's."""
THING = f"(?:[ᐁᐂᐃ]{_REST}*)"
"""Matches any name."""
HE = r"(?:[Hh]e|[Ss]he)"
WHO = rf"(?:{PERSON}|\b{HE}\b|\bI\b)"
"""Matches a subject: a name, he, she, or the narrator's I."""
WHOSE = rf"(?:{PERSON}['’]s?|\b[Hh]is\b|\b[Hh]er\b|\b[Mm]y\b)"
"""Matches a possessor: ``Anna's``, his, her, my."""
WHOM = rf"(?:{PERSON}|\bhim\b|\bher\b|\bme\b)"
"""Matches an object: a name, him, her, me."""
QUOTE = f"(?:{QUOTED}+)"
"""Matches a quotation in `narration`; never begin a pattern with it, which would be slow: look behind for `QUOTED`."""
GAP = r"[^.!?;:\n]"
"""Matches what may lie between the parts of a pattern: anything that stays within a clause or two. Bound it: ``{0,60}``."""

_NAME = re.compile(f"[ᐁᐂᐃ]{_REST}*")
_MALE = re.compile(r"\b(?:he|him|his|himself)$", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:she|her|hers|herself)$", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b")
_SPEECH = re.compile(r"(?<!\w)'[A-Z]")
_SINGLE = re.compile(r"(?<!\w)'(?=\S)(?:[^'\n]|(?<=\w)'(?=\w)|(?<=\w)\n(?=\w))*(?:'|$)")
_WRAPPED = re.compile(r"(?<=[^\s.!?:”\"’'*#])\n(?=[^\s*#>|-])")
LONGEST_QUOTE = 1_000
"""How far a quote goes to either side of a passage, in characters."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: its offsets, and whom it means."""

    start: int
    end: int
    entity: Entity


class Reading:
    """One scene, read.

    Attributes:
        scene: its id; `number`: its place in the order of reading, from 0.
        text: its prose, as it is; all offsets count in it.
        language: ISO 639-1.
        entities: the people and places of the whole story.
    """

    def __init__(self, scene: str, number: int, text: str, entities: Entities, language: str = "en") -> None:
        self.scene, self.number, self.text, self.entities = scene, number, text, entities
        self.language = base_language(language)
        self.flat = _unwrapped(text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The offsets of the sentences; a sentence may run over lines where the text is wrapped."""
        return sentence_spans(self.flat)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """The offsets of what stands in quotation marks; straight single ones count where the text uses them for speech."""
        if len(_SPEECH.findall(self.flat)) > max(2, self.flat.count('"') // 2, self.flat.count("“")):
            return [match.span() for match in _SINGLE.finditer(self.flat)]
        return quotation_spans(self.flat)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name that means somebody, in order; in speech and outside it."""
        found = (
            chinese_mentions(self.text, self.entities)
            if self.language in ("zh", "ja")
            else _mentions(self.flat, self.entities)
        )
        return [Mention(start, end, entity) for start, end, entity in found]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def masked(self) -> str:
        """The text with names masked, speech and narration together."""
        text = list(self.flat.translate(_FOREIGN)) if not self.flat.isascii() else list(self.flat)
        for mention in self.mentions:
            length = mention.end - mention.start
            text[mention.start : mention.end] = _MARKS[mention.entity.kind] + _REST * (length - 1)
        return "".join(text)

    @cached_property
    def narration(self) -> str:
        """The text with names masked and speech blanked out."""
        parts, at = [], 0
        for start, end in self.quotations:
            parts += [self.masked[at:start], QUOTED * (end - start)]
            at = end
        return "".join([*parts, self.masked[at:]])

    @cached_property
    def speech(self) -> str:
        """The text with names masked and narration blanked out."""
        parts, at = [], 0
        for start, end in self.quotations:
            parts += [QUOTED * (start - at), self.masked[start:end]]
            at = end
        return "".join([*parts, QUOTED * (len(self.text) - at)])

    @cached_property
    def in_first_person(self) -> bool:
        """Whether the narrator says "I" as a matter of course.

        Paragraphs that begin with speech don't tell: in long speeches marks are nested, left out or not closed.
        """
        paragraphs = self.narration.split("\n\n")
        told = "\n\n".join(one for one in paragraphs if not one.lstrip().startswith(QUOTED)) or self.narration
        return len(_FIRST.findall(told)) > max(1, told.count(" ") // 150)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the offsets of the sentence that an offset lies in."""
        place = bisect_right(self._starts, offset) - 1
        return self.sentences[place] if self.sentences and place >= 0 else (offset, offset)

    def quote(self, start: int, end: int) -> tuple[tuple[int, int], str]:
        """Return the offsets and the words of the sentence, or sentences, that a passage lies in."""
        first, last = self.sentence_at(start)[0], max(self.sentence_at(max(start, end - 1))[1], end)
        span = (max(first, start - LONGEST_QUOTE), min(last, end + LONGEST_QUOTE))
        return span, self.text[slice(*span)]

    def hedges(self, start: int, end: int) -> frozenset[Hedge]:
        """Return why a passage may not be meant as it stands: a dream, a supposition, a memory … see `hedges.py`."""
        return find_hedges(self, start, end)

    def named_at(self, start: int, end: int) -> Mention | None:
        """Return the first name within a passage."""
        place = bisect_right(self._mention_starts, start - 1)
        if place < len(self.mentions) and self.mentions[place].end <= end:
            return self.mentions[place]
        return None

    def named_between(self, start: int, end: int) -> list[Mention]:
        """Return the names within a passage."""
        place = bisect_right(self._mention_starts, start - 1)
        found = []
        while place < len(self.mentions) and self.mentions[place].end <= end:
            found.append(self.mentions[place])
            place += 1
        return found

    def who(self, match: re.Match[str], group: str | int = "who") -> str | None:
        """Return whom a group of a match means: a name's or a pronoun's, or None where that isn't safe to say.

        The group may be a name or a pronoun in any case, or a possessive.
        """
        start, end = match.span(group)
        return None if start < 0 else self.whom(start, end)

    def whom(self, start: int, end: int) -> str | None:
        """Return whom a passage, a name or a pronoun, means."""
        mention = self.named_at(start, end)
        if mention is not None:
            return mention.entity.name
        word = self.flat[start:end].strip().removesuffix("’").removesuffix("'")
        if _FIRST.fullmatch(word):
            return NARRATOR if self.in_first_person and not self.is_spoken(start) else None
        gender: Gender = "m" if _MALE.search(word) else "f" if _FEMALE.search(word) else ""
        return self._antecedent(start, gender) if gender else None

    def _antecedent(self, offset: int, gender: Gender) -> str | None:
        return antecedent(self, offset, gender)

    def is_spoken(self, offset: int) -> bool:
        """Whether an offset lies in what somebody says."""
        return self.narration[offset : offset + 1] == QUOTED

    def find(self, pattern: re.Pattern[str], *, speech: bool = False) -> Iterator[re.Match[str]]:
        """Yield where a pattern matches in the narration, or in what is spoken."""
        return pattern.finditer(self.speech if speech else self.narration)


_FOREIGN = {ord(mark): "?" for mark in (*_MARKS.values(), _REST, QUOTED)}


def _mentions(text: str, entities: Entities) -> Iterator[tuple[int, int, Entity]]:
    """Yield the names in a text in a script with capitals: the longest that is known at each place."""
    for _, _, words in name_runs(text):
        first = 0
        while first < len(words):
            for last in range(min(len(words), first + entities.longest) - 1, first - 1, -1):
                entity = entities.find(text[words[first][0] : words[last][1]])
                if entity is not None:
                    yield words[first][0], words[last][1], entity
                    first = last
                    break
            first += 1


def _unwrapped(text: str) -> str:
    """Return the text with a space for every line break within a paragraph, if it is wrapped; the length stays."""
    if "\n" not in text or CJK.search(text[:2000]):
        return text
    breaks = len(_WRAPPED.findall(text))
    lines = text.count("\n") - 2 * text.count("\n\n")
    if breaks < 3 or breaks < 0.4 * lines:
        return text
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text)


__all__ = ["GAP", "HE", "PERSON", "PLACE", "QUOTE", "THING", "WHO", "WHOM", "WHOSE", "Mention", "Reading", "plain_name"]
