"""The same set of things or people, told with another number.

Two passages speak of the same set when they count the same noun of the same owner (Anna's brothers; she had four
brothers), or of the same thing (the rooms of the house; the house had nine rooms). A set without an owner is the same
only near by, when the later passage says *the*: "seven steps led up … the nine steps". Adjectives that tell sets from
others (elder, black, silver) must not differ. *Her third brother* says that there are three at least.

No contradiction: something between the two passages, or in either, makes the set larger or smaller (one dies, is sold,
is born …); the later number is a sum of earlier ones; what is supposed, dreamt or said by somebody; rough numbers and
parts of a set, which the extractor leaves out. The rule can't see changes that are told without naming the things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract.count_nouns import (
    CHANGES,
    GROUP,
    KIN,
    KIN_CHANGES,
    LASTING,
    MATERIAL,
    PEOPLE,
    STRUCTURE_CHANGES,
    STRUCTURES,
    TELLING,
    singular,
)
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree

NEAR = 1200
"""How many words a set without an owner is remembered; four times as long where neither passage names one."""
_ONE_OF_THEM = r"(?:[Oo]ne of (?:them|these|those|the)|[Tt]he (?:eldest|oldest|youngest|first|last|second|third|other|others|rest|smallest)|[Aa]nother|[Aa] (?:second|third|fourth|fifth|sixth))"
_ALL = re.compile(
    r"\b(?:[Aa]ll|[Ee]very one|[Ee]ach|altogether|never (?:been )?(?:more|less|fewer)|no (?:more|fewer|other)|[Oo]nly|just|exactly|count\w*|not one|none|[Bb]oth|"
    r"neither|custom|law|always|the same|to a man|nobody else|one by one|number\w*|no seat|every seat)\b"
)
_STILL_ALL = re.compile(r"\b(?:never|not one|none|nobody|no one|neither|nor|not a|without|no)\b[^.!?;,]{0,50}")
"""What denies that anything changed: *not one was missing*, *never more*."""
_CHANGED_HERE = re.compile(
    r"\b(?:left with|[Ss]ince (?:the|his|her|their|last) (?:[a-z]+ )?(?:death|birth|wedding|marriage|fire|fever|sale|plague|litter|spring|summer|winter|autumn)|by then|no longer|remain\w*|were left|(?:was|were|been) born (?!in (?:that|the|this|a)\b|there|under|to\b)|deaths?|had (?:died|bought|sold|lost|added|built|hired)|"
    r"bought|sold|died|killed|drowned|more had|(?:two|three|one) more|(?<!after )(?<!to )(?<!one )another|new (?:wife|husband|baby|one)s?|war took|fox|now|stepchildren|adopted)\b"
)
_OF_BODIES = frozenset("head leg wing horn tentacle tail".split())
REMEMBERED = 12
"""How many counts of one noun a later one is compared with."""
LOOK = 1500
"""How many characters after the one passage and before the other a cause counts without the owner's name."""
LONGEST_LOOK = 400_000
"""How many characters between two passages are searched for a cause."""


@check(severity="error", repair="rewrite", scope="story", languages=("en", "zh"))
def changed_count(story: Story) -> Iterator[Objection]:
    """The number of things or people in one set is not what it was."""
    told: dict[str, list[Fact]] = defaultdict(list)
    for fact in story.facts("count"):
        if not fact.hard or not fact.value.isdigit():
            continue
        noun = _noun(fact)
        earlier = told[noun]
        other = _contradicted(story, fact, earlier) if fact.start.scene >= 0 else None
        if other is not None:
            yield disagree(
                fact,
                other,
                _message(fact, other),
                "Make the numbers agree, or tell between the two passages what changed the number.",
            )
        earlier.append(fact)


def _contradicted(story: Story, fact: Fact, earlier: list[Fact]) -> Fact | None:
    """Return the passage that a count contradicts, or None where it agrees with another one or a cause was told."""
    same = [other for other in earlier if _same_set(story, fact, other)][-REMEMBERED:]
    if not same or any(_agree(fact, other) for other in same):
        return None
    other = same[-1]
    values = {int(one.value) for one in same}
    if (
        not _anchor(fact)
        and not _holds(fact, other)
        and any(int(fact.value) in (one + two, one + 1) for one in values for two in values)
    ):
        return None
    return None if _has_cause(story, fact, other) else other


def _agree(fact: Fact, other: Fact) -> bool:
    """Whether two counts can both be true; *her third brother* only says how many there are at least."""
    if "least" in fact.notes:
        return "least" in other.notes or int(other.value) >= int(fact.value)
    return int(fact.value) >= int(other.value) if "least" in other.notes else fact.value == other.value


def _noun(fact: Fact) -> str:
    """Return what is counted; the men of a crew are its members."""
    noun, _, thing = fact.about.partition(" of ")
    grouped = re.fullmatch(GROUP, thing) or any(
        re.fullmatch(GROUP, note[1:]) for note in fact.notes[1:] if note.startswith("#")
    )
    return "member" if grouped and noun in PEOPLE else noun


def _anchor(fact: Fact) -> str:
    """Return whose or of what the things are."""
    return fact.about.partition(" of ")[2] or fact.entity


def _form(fact: Fact) -> str:
    return fact.notes[0] if fact.notes else "had"


def _same_set(story: Story, fact: Fact, other: Fact) -> bool:
    if other.source == "prose" and fact.span == other.span and fact.scene == other.scene:
        return False
    marks, others = (set(one.notes[1:]) & TELLING for one in (fact, other))
    if marks != others and not (marks <= others and others <= MATERIAL):
        return False
    anchor, noun = _anchor(fact), _noun(fact)
    if noun in _OF_BODIES and not fact.entity and (" of " not in fact.about or fact.about != other.about):
        return False
    if _hang_together(story, fact, other):
        return True
    if anchor and anchor == _anchor(other):
        if fact.entity and other.entity and fact.entity != other.entity:
            return False
        if _form(fact) in ("some", "new") or (_form(other) == "some" and _form(fact) == "had"):
            return False
        lasting = noun in LASTING or " of " in fact.about
        return lasting or (_form(fact) != "had" and story.words_between(fact, other) <= 4 * NEAR)
    if (anchor and _anchor(other)) or noun in PEOPLE or _form(fact) != "the":
        return False
    if noun in KIN and int(fact.value) < int(other.value):
        return False  # the two brothers are those of the three who matter now
    loose = not (anchor or _anchor(other)) or _holds(fact, other)
    return story.words_between(fact, other) <= (4 * NEAR if loose else NEAR)


def _holds(fact: Fact, other: Fact) -> bool:
    """Whether the sentence of the later count names the thing that the earlier one belongs to: the passengers of the coach."""
    return f"#{other.about.partition(' of ')[2]}" in fact.notes


def _hung_on(fact: Fact, mark: str) -> set[str]:
    return {note for note in fact.notes[1:] if note.startswith(mark)}


def _hang_together(story: Story, fact: Fact, other: Fact) -> bool:
    """Whether both counts hang on one name, in sentences that tell of all there are."""
    names, things = (_hung_on(fact, mark) & _hung_on(other, mark) for mark in "@#")
    if things and not names:
        near = [{note[1:] for note in _hung_on(one, "@") | _hung_on(one, "~")} for one in (fact, other)]
        names = near[0] & near[1]
    if not names or (_noun(fact) in KIN and not things) or _form(fact) == "new":
        return False
    owned = fact.entity and "@" + fact.entity in names and _form(fact) == "own"
    if not things and not owned and _hung_on(fact, "#") and _hung_on(other, "#"):
        return False
    if fact.entity and other.entity and fact.entity != other.entity:
        return False
    if _noun(fact) in PEOPLE and not things:
        return False
    knows = _form(fact) in ("the", "own") or _ALL.search(fact.quote.replace("\n", " "))
    told = (
        _form(other) in ("the", "own", "had", "new")
        or _ALL.search(other.quote.replace("\n", " "))
        or _noun(other) in LASTING
    )
    return bool(knows and told)


def _has_cause(story: Story, fact: Fact, other: Fact) -> bool:
    """Whether a sentence about the things, between the two passages or in one of them, tells of more or fewer."""
    noun, more = _noun(fact), int(fact.value) > int(other.value)
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
    lead = story.text(fact.scene)[max(0, fact.span[0] - 120) : fact.span[0]].rpartition("\n\n")[2]
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
    return any(re.search(rf"\b{_ONE_OF_THEM}\b[^.!?]{{0,40}}\b{change}\b", text) for text in (after, before))


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


def _message(fact: Fact, other: Fact) -> str:
    whose = f"{fact.entity}: " if fact.entity else ""
    least, least_before = ("at least " if "least" in one.notes else "" for one in (fact, other))
    return f"{whose}{fact.about}: {least}{fact.value} here, but {least_before}{other.value} before."
