"""Whether the text tells why there are more or fewer of something: a death, a birth, a sale, a fire.

Excuses for `changed_count.py`; looks for words of change near the things counted, or near their owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract.counts.nouns import (
    CHANGES,
    GROUP,
    KIN,
    KIN_CHANGES,
    PEOPLE,
    STRUCTURE_CHANGES,
    STRUCTURES,
    singular,
)
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story

_ONE_OF_THEM = (
    r"(?:(?:[Oo]ne|[Tt]wo|[Tt]hree)(?: of (?:them|whom))?|[Oo]ne of (?:them|these|those|the)|"
    r"[Tt]he (?:eldest|oldest|youngest|first|last|second|third|other|others|rest|smallest)|[Aa]nother|"
    r"[Aa] (?:second|third|fourth|fifth|sixth))"
)
_STILL_ALL = re.compile(r"\b(?:never|not one|none|nobody|no one|neither|nor|not a|without|no)\b[^.!?;,]{0,50}")
"""What denies that anything changed: *not one was missing*, *never more*."""
_CHANGED_HERE = re.compile(
    r"\b(?:left with|[Ss]ince (?:the|his|her|their|last) (?:[a-z]+ )?(?:death|birth|wedding|marriage|fire|fever|"
    r"sale|plague|litter|spring|summer|winter|autumn)|by then|no longer|remain\w*|were left|(?:was|were|"
    r"been) born (?!in (?:that|the|this|a)\b|there|under|to\b)|deaths?|had (?:died|bought|sold|lost|added|built|hired)|"
    r"bought|sold|died|killed|drowned|more had|(?:two|three|one) more|(?<!after )(?<!to )(?<!one )another|"
    r"new (?:wife|husband|baby|one)s?|war took|fox|now|stepchildren|adopted)\b"
)
LOOK = 1500
"""How many characters after the one passage and before the other a cause counts without the owner's name."""
LONGEST_LOOK = 400_000
"""How many characters between two passages are searched for a cause."""


def noun_of(fact: Fact) -> str:
    """Return what is counted; the men of a crew are its members."""
    noun, _, thing = fact.about.partition(" of ")
    grouped = re.fullmatch(GROUP, thing) or any(
        re.fullmatch(GROUP, note[1:]) for note in fact.notes[1:] if note.startswith("#")
    )
    return "member" if grouped and noun in PEOPLE else noun


def has_cause(story: Story, fact: Fact, other: Fact) -> bool:
    """Whether a sentence about the things, between the two passages or in one of them, tells of more or fewer."""
    noun, more = noun_of(fact), int(fact.value) > int(other.value)
    changes = KIN_CHANGES if noun in KIN else STRUCTURE_CHANGES if noun in STRUCTURES else CHANGES
    change = changes["more" if more else "less"]
    plurals = "|".join(
        sorted(
            {noun, *(form for form in (f"{noun}s", f"{noun}es", f"{noun[:-1]}ies") if singular(form) == noun)}, key=len
        )
    )
    words = rf"(?:{plurals}|{'sons?|daughters?|child|children|baby|boy|girl' if noun in KIN else plurals})"
    about = re.compile(rf"\b(?:{words}\b[^.!?]{{0,40}}\b{change}\b|{change}\b[^.!?]{{0,30}}\b{words}\b)", re.IGNORECASE)
    owner = fact.entity.split()[-1] if fact.entity and fact.entity != NARRATOR else ""
    lead = _sentence_before(story, fact)
    if not re.search(rf"\b(?:{words}{'|' + owner if owner else ''})\b", lead):
        lead = ""
    if _CHANGED_HERE.search(_STILL_ALL.sub(" ", (lead + fact.quote).replace("\n", " "))):
        return True
    between = _STILL_ALL.sub(" ", "\n".join(_between(story, other, fact)))
    for cause in about.finditer(between):
        near = cause.start() < LOOK or cause.end() > len(between) - LOOK
        if (near and noun not in KIN) or not owner or owner in between[max(0, cause.start() - 150) : cause.end() + 150]:
            return True
    until = fact.span[1] if fact.scene == other.scene else other.span[1] + 350
    after = (
        _STILL_ALL.sub(" ", story.text(other.scene)[other.span[0] : min(other.span[1] + 350, until)])
        if other.start.scene >= 0
        else ""
    )
    before = _STILL_ALL.sub(" ", story.text(fact.scene)[max(0, fact.span[0] - 350) : fact.span[1]])
    one = re.compile(
        rf"\b{_ONE_OF_THEM}\b(?: {words}\b)?(?:,[^.,;!?]{{1,40}},)?(?: (?:had|has|was|were|have|been|being|got|"
        rf"would|then|also|later|soon|who|[a-z]+ly))* {change}\b"
    )
    return any(one.search(text) for text in (after, before))


def _sentence_before(story: Story, fact: Fact) -> str:
    reading = story.scene(fact.scene).reading
    start, end = reading.sentence_at(max(0, fact.span[0] - 2))
    return reading.flat[max(start, end - 300) : end] if end <= fact.span[0] else ""


def _between(story: Story, other: Fact, fact: Fact) -> Iterator[str]:
    """Yield the text from the end of one passage to the end of the other."""
    left = LONGEST_LOOK
    for scene in story.scenes[max(0, other.start.scene) : fact.start.scene + 1]:
        begin = other.span[1] if scene.id == other.scene and other.start.scene >= 0 else 0
        end = fact.span[0] if scene.id == fact.scene else len(scene.reading.flat)
        yield scene.reading.flat[begin:end]
        left -= max(0, end - begin)
        if left < 0:
            return
