"""The dead act or speak.

Somebody of whom the narration has said that he is dead is, later on, the subject of an act: he walks, answers, pours
tea. What the story itself gives as a cause is respected: that he came back to life, was thought dead, walks as a ghost,
is dreamt or remembered; that the act is told as earlier than the death (a pluperfect, "years before", a letter, a diary,
a chapter in which somebody else takes up the tale), or in the present tense where the death was told in the past, as a
summary does; that a portrait smiles, or a letter speaks. Only the first act after
the death is objected to; whoever acts once in error usually goes on.

It can't see a death that only a character speaks of, nor one that is never said in words of death, and it takes the
order in which the story tells for the order in which things happen, unless one of the signs above stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.narration.verb_forms import tense_after_he
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree

_TRIES = 40
_NEAR = 300
_FAR = 900
_EXCUSES = frozenset({"dream", "feigned"})
_UNDONE = re.compile(
    r"\b(?:(?:to|into) life(?= again|[,.;!?]| and)|from the (?:dead|grave)|resurrect\w*|not dead|n['’]t dead|never died|(?:is|was|are|were|be|still|him|her) alive|living dead|"
    r"(?:thought|believed|supposed|presumed|reported|given up|taken) (?:\w+ ){0,3}(?:dead|drowned|killed)|thought (?:\w+ ){1,3}(?:was|were|had been|had) (?:dead|died|killed|drowned)|"
    r"immortal\w*|afterlife|undead|vampires?|zombies?|séance|seance|hallucinat\w*|delirium|death had been|faked|reincarnat\w*|twin (?:brother|sister))\b",
    re.I,
)
_UNEARTHLY = re.compile(
    r"\b(?:ghosts?|spectre|specter|phantom|apparition|wraith|revived?|(?:his|her|whose) spirit|(?:in|as in) an? (?:dream|vision)|dreamt|dreamed)\b|\bspirit of (?=[A-Z])"
)
_SUPPOSED = re.compile(
    r"\b(?:if|whether|imagin\w*|pretend\w*|suppos\w*|wish\w*|fancied|dream\w*|seemed|would|might|could (?:almost|still)|as though|said that|told|believed|like)\s(?:\w+\s){0,2}$|"
    r"\b(?:how|what|where|(?<!then )(?<!there )that|which|the (?:way|time|day|night|place|chair|room|house))\s$"
)
_KEPT = re.compile(
    r"\b(?:letters?|diary|diaries|journal|photographs?|photo|portrait|painting|picture|recording|tape|film|testament|manuscript|statue|memoirs?|gramophone|"
    r"notebook|inscription|postcard|snapshot|telegram)\b",
    re.I,
)
_IN_KEPT = re.compile(
    rf"\b(?:in|from|on|of) (?:the|his|her|that|this|an?|one|those|these|old)(?: \w+){{0,2}} {_KEPT.pattern}|{_KEPT.pattern} (?:said|showed|read|ran|smiled|went)",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:(?:years?|months?|weeks?|days?|hours?|night|summer|winter|spring|autumn) (?:earlier|before|ago|previous\w*)|remember\w*|recall\w*|recollect\w*|memor(?:y|ies)|"
    r"long ago|once upon|used to|back then|in those days|flashback|that last (?:night|day|summer|evening)|the (?:night|day|morning|evening|afternoon) (?:before|of the (?:murder|accident|death))|while (?:he|she) (?:was|had) (?:still )?(?:alive|lived)|"
    r"before (?:his|her|the) death|in (?:his|her) lifetime|last words|had once|when (?:he|she) (?:was|were) alive|first (?:time|met)|all along|turned out that|it had been|earlier that|the last time)\b",
    re.I,
)
_DOCUMENT = re.compile(
    r"\b(?:narrative|statement|letter|diary|journal|confession|memoirs?|testament|account|manuscript|deposition|years? (?:ago|earlier|before))\b",
    re.I,
)


@check(severity="error", repair="rewrite", scope="story", languages=("en", "zh"))
def dead_acts(story: Story) -> Iterator[Objection]:
    """Somebody who is dead acts or speaks, and nothing says why he can."""
    dead: dict[str, Fact] = {}
    tries: dict[str, int] = {}
    tenses = {fact.scene: fact.value for fact in story.facts("tense") if "slip" not in fact.notes}
    for fact in story.facts("life", "acts"):
        if fact.attribute == "life":
            _take(fact, dead)
            continue
        death = dead.get(fact.entity)
        if (
            death is None
            or not fact.hard
            or fact.source != "prose"
            or not _is_named(story, fact)
            or not _is_after(fact, death)
            or (tenses.get(death.scene) == "past" and tense_after_he(fact.value) == "present")
        ):
            continue
        tries[fact.entity] = tries.get(fact.entity, 0) + 1
        if tries[fact.entity] > _TRIES:
            del dead[fact.entity]
        elif not _is_excused(story, fact, death):
            does = "speaks" if "speech" in fact.notes else "acts"
            yield disagree(
                fact,
                death,
                f"{fact.entity} {does} here, but was dead before.",
                f"Give this to somebody else, let {fact.entity} live, or say how it can be: a memory, a dream, a mistake about the death.",
            )
            del dead[fact.entity]
            tries[fact.entity] = _TRIES


def _take(fact: Fact, dead: dict[str, Fact]) -> None:
    """Note a death; whoever is told to be alive after it is dead no more."""
    if fact.value == "alive":
        dead.pop(fact.entity, None)
    elif fact.value == "dead" and fact.hard:
        dead.setdefault(fact.entity, fact)


def _is_after(act: Fact, death: Fact) -> bool:
    """Tell whether an act stands after the sentence of the death."""
    if death.start.scene < 0 or act.start.scene > death.start.scene:
        return True
    return act.start.scene == death.start.scene and act.start.offset >= death.span[1]


def _is_named(story: Story, act: Fact) -> bool:
    """Tell whether an act is his by name, or by a pronoun close after his name as one who is there."""
    if "pronoun" not in act.notes:
        return True
    reading = story.scene(act.scene).reading
    first = reading.sentence_at(max(0, act.span[0] - 2))[0]
    for mention in reading.named_between(max(first, act.span[0] - _NEAR), act.start.offset):
        if mention.entity.name == act.entity:
            after = reading.text[mention.end : mention.end + 1]
            before = reading.narration[max(0, mention.start - 8) : mention.start]
            return after not in ("'", "’") and not re.search(r"\b(?:of|for|about|over|upon)\s$", before)
    return False


def _is_excused(story: Story, act: Fact, death: Fact) -> bool:
    """Tell whether something says why a dead one can do this."""
    reading = story.scene(act.scene).reading
    start, end = act.start.offset, act.span[1]
    if reading.hedges(start, min(end, start + 60)) & _EXCUSES or _SUPPOSED.search(
        reading.narration[max(act.span[0], start - 40) : start]
    ):
        return True
    first, last = _around(reading, act)
    if _UNDONE.search(reading.text, first, last) or _UNEARTHLY.search(reading.text, first, last):
        return True
    if _EARLIER.search(reading.narration, first, end) or _IN_KEPT.search(reading.text, first, min(last, end + 80)):
        return True
    return _is_told_of(reading, act) or _is_other_account(story, act, death)


def _around(reading: Reading, act: Fact) -> tuple[int, int]:
    """Return the offsets of the sentence of an act with the two before it and the one after it, in its paragraph."""
    first = max(0, reading.flat.rfind("\n\n", 0, act.span[0]), act.span[0] - _NEAR)
    before = reading.sentence_at(max(first, act.span[0] - 2))[0]
    before = reading.sentence_at(max(first, before - 2))[0]
    after = reading.sentence_at(min(len(reading.text) - 1, act.span[1] + 2))[1]
    return max(first, min(before, act.span[0])), min(max(after, act.span[1]), act.span[1] + _NEAR)


def _is_told_of(reading: Reading, act: Fact) -> bool:
    """Tell whether prose further off says of him, by name or by pronoun, that he lives again, haunts or is remembered."""
    first, last = max(0, act.span[0] - _FAR), act.span[1] + _FAR
    for pattern in (_UNDONE, _UNEARTHLY):
        for match in pattern.finditer(reading.text, first, last):
            begin, end = reading.sentence_at(match.start())
            if any(
                mention.entity.name == act.entity
                for mention in reading.named_between(max(begin, first), min(end, last))
            ):
                return True
    return False


def _is_other_account(story: Story, act: Fact, death: Fact) -> bool:
    """Tell whether the act is told in another account than the death: a letter, a confession, a chapter of the past."""
    if death.scene == act.scene or death.start.scene < 0:
        return False
    reading = story.scene(act.scene).reading
    before = story.scene(death.scene).reading if death.scene in story else reading
    if reading.in_first_person and not before.in_first_person:
        return True
    heading = reading.text.lstrip()[:120].partition("\n")[0]
    return len(heading) < 80 and bool(_DOCUMENT.search(heading))
