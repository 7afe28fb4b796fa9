"""A trait changes without a cause.

Eyes and hair that have another colour than before, a left-handed man who signs with his right, a smith who was a tailor,
an elf who was a dwarf, a tall woman who is short; and the body that does what it can't: both hands of one who has lost
an arm, the blind who see, the deaf who hear, the mute who speak, the lame who run.

Values are compared as families (`traits/colours.py`, `traits/occupations.py`), so that near ones agree: hazel and brown, blue and
blue-grey, doctor and surgeon. Causes that the story gives are respected: dye, wigs and disguise, grey hair in time,
light and dust, healing, a new trade or a promotion, magic. A change that the story tells ("her hair turned white")
begins a new state. Hair that was dark and is grey later is no contradiction unless it stands close by; the other way
round it is.

It can't see traits that are only shown, nor tell a lie of the narrator from a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from storyteller_agents.canon.extract.traits.bodies import lack_of
from storyteller_agents.canon.extract.traits.colours import colour, colours_agree
from storyteller_agents.canon.extract.traits.occupations import RANKS, SPECIES, TRADES, groups_of
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.trait_causes import CAUSES, HELPS
from storyteller_agents.checks.continuity.reasoning.trait_powers import ABLE, LACKS, POWERS, can, other_side

_NEAR = 700
_BESIDE = 300
_COLOURS = {"eye colour": "eye", "hair colour": "hair"}


@check(severity="error", repair="rewrite", scope="story")
def changed_trait(story: Story) -> Iterator[Objection]:
    """Somebody's looks, trade, species or body are not what they were, and nothing says why."""
    held: dict[tuple[str, str], Fact] = {}
    lacks: dict[tuple[str, str], Fact] = {}
    told: set[tuple[str, str, str]] = set()
    for fact in story.facts(*CAUSES, "acts"):
        if fact.attribute in ("trait", "acts"):
            yield from _bodily(story, fact, lacks, told)
            continue
        if fact.attribute == "hair colour" and "beard" not in fact.notes:
            yield from _bodily(story, replace(fact, attribute="trait", value=POWERS["bald"]), lacks, told)
        key = (fact.entity, _kind(fact))
        if "changed" in fact.notes:
            held[key] = fact
        if not fact.hard or "changed" in fact.notes:
            continue
        earlier = held.setdefault(key, fact)
        if earlier is fact or not earlier.hard or _agree(story, earlier, fact) or _is_caused(story, fact, earlier):
            continue
        if (*key, fact.value) not in told:
            told.add((*key, fact.value))
            yield disagree(
                fact,
                earlier,
                _message(fact, earlier),
                f"Keep to one, or say what changed {fact.entity}'s {fact.attribute}.",
            )


def _kind(fact: Fact) -> str:
    """Return what a fact can be compared with: a beard with a beard, a rank with a rank."""
    if fact.attribute == "profession" and not groups_of(TRADES, fact.value) and _rank(fact.value) is not None:
        return "rank"
    return "beard" if "beard" in fact.notes else fact.attribute


def _rank(value: str) -> int | None:
    return next((RANKS[word] for word in value.lower().split() if word in RANKS), None)


def _agree(story: Story, earlier: Fact, fact: Fact) -> bool:
    """Tell whether two values of one trait may both be true, the second one later."""
    name, one, other = fact.attribute, earlier.value, fact.value
    if name in _COLOURS:
        first, second = colour(_COLOURS[name], one), colour(_COLOURS[name], other)
        aged = name == "hair colour" and second == {"white"} and story.words_between(earlier, fact) > 1500
        return aged or colours_agree(_COLOURS[name], first, second)
    if _kind(fact) == "rank":
        before, now = _rank(one), _rank(other)
        return before is None or now is None or 0 <= now - before <= 1
    if name in ("profession", "species"):
        table = TRADES if name == "profession" else SPECIES
        before_groups, groups = groups_of(table, one), groups_of(table, other)
        return not before_groups or not groups or bool(before_groups & groups)
    return _plain(name, one) == _plain(name, other) or "" in (_plain(name, one), _plain(name, other))


def _plain(attribute: str, value: str) -> str:
    """Return what a free value says of hand, height or build: ``left-handed`` → left; empty where it says nothing."""
    words = {"hand": ("left", "right"), "height": ("tall", "short"), "build": ("fat", "thin")}[attribute]
    said = [word for word in words if re.search(rf"\b{word}\b", value.lower())]
    return said[0] if len(said) == 1 else ""


def _bodily(
    story: Story, fact: Fact, lacks: dict[tuple[str, str], Fact], told: set[tuple[str, str, str]]
) -> Iterator[Objection]:
    """Yield the objection to what a body can't do, and remember what it lacks."""
    if "mark" in fact.notes:
        yield from _moved_mark(story, fact, lacks, told)
        return
    lacked, side = lack_of(fact.value) if fact.attribute == "trait" and fact.value not in POWERS.values() else ("", "")
    if lacked:
        if fact.hard:
            notes = fact.notes if side in ("", *fact.notes) else (*fact.notes, side)
            new = replace(fact, value=lacked, notes=notes)
            old = lacks.setdefault((fact.entity, lacked), new)
            yield from other_side(old, new, told)
        return
    for value in (*ABLE, *LACKS):
        lack = lacks.get((fact.entity, value))
        if lack is None or not fact.hard or not can(fact, lack) or (fact.entity, value, "") in told:
            continue
        if lack.scene == fact.scene and fact.start.offset < lack.span[1]:
            continue
        if not _is_caused(story, fact, lack):
            told.add((fact.entity, value, ""))
            does = (
                f"has {'' if fact.value in POWERS.values() else 'the use of '}{fact.value}"
                if fact.attribute == "trait"
                else fact.value
            )
            yield disagree(
                fact,
                lack,
                f"{fact.entity} {does} here, but was {value} before.",
                "Take it back, or say how it can be: a cure, a help, another person.",
            )


def _moved_mark(
    story: Story, fact: Fact, lacks: dict[tuple[str, str], Fact], told: set[tuple[str, str, str]]
) -> Iterator[Objection]:
    """Yield the objection to a scar or the like that is on the other side than before."""
    mark, side, place = fact.value.split(" ")
    key = (fact.entity, f"{mark} {place}")
    if not fact.hard or f"second {mark}" in fact.quote or "another" in fact.quote.lower():
        return
    earlier = lacks.setdefault(key, fact)
    if side not in earlier.value.split(" ") and (*key, "") not in told and not _is_caused(story, fact, earlier):
        told.add((*key, ""))
        before = earlier.value.split(" ")[1]
        message = f"{fact.entity}'s {mark} is on the {side} {place} here, but was on the {before} one before."
        yield disagree(fact, earlier, message, "Keep to one side.")


def _is_caused(story: Story, fact: Fact, earlier: Fact) -> bool:
    """Tell whether something near either passage says why the trait is another one."""
    words = CAUSES["trait" if fact.attribute == "acts" else fact.attribute]
    cause = re.compile(
        rf"\b(?:{words}|{HELPS[earlier.value]})\b" if earlier.value in HELPS else rf"\b(?:{words})\b", re.I
    )
    lacks = earlier.value in HELPS  # his crutches or his hook don't undo what he lacks where it is said
    told = story.text(earlier.scene)[slice(*earlier.span)] if earlier.start.scene >= 0 else ""
    if re.search(rf"\b(?:{words})\b", told, re.I) if not lacks else re.search(r"\b(?:pretend|feign|dream)\w*", told):
        return True
    if fact.scene not in story:
        return False
    if _is_explained(story, fact, earlier, cause):
        return True
    hedges = story.scene(fact.scene).reading.hedges(fact.start.offset, fact.start.offset + 1)
    return bool(hedges & {"dream", "feigned"}) or _is_past(story, fact)


def _is_explained(story: Story, fact: Fact, earlier: Fact, cause: re.Pattern[str]) -> bool:
    """Tell whether a cause stands in the sentence, beside it in its paragraph, or further off in a sentence that names him."""
    reading = story.scene(fact.scene).reading
    first, last = fact.span
    paragraph = reading.flat.rfind("\n\n", 0, first) + 1
    before = reading.sentence_at(max(0, first - 2))[0]
    after = reading.sentence_at(min(len(reading.text) - 1, last + 2))[1]
    known = earlier.span if earlier.scene == fact.scene else (0, 0)
    if cause.search(
        reading.text,
        max(paragraph, before, first - _BESIDE, known[1] if known[1] <= first else 0),
        min(after, last + _BESIDE // 2),
    ):
        return True
    for match in cause.finditer(reading.text, max(0, first - _NEAR), last + _BESIDE):
        begin, end = reading.sentence_at(match.start())
        if known[0] <= match.start() < known[1]:
            continue
        if any(mention.entity.name == fact.entity for mention in reading.named_between(begin, min(end, first))):
            return True
    return False


def _is_past(story: Story, fact: Fact) -> bool:
    """Tell whether the passage speaks of an earlier time, when the trait may have been another one."""
    first, last = fact.span
    return bool(
        re.search(
            r"\b(?:had once|used to|as an? (?:boy|girl|child|young)|in (?:his|her) youth|years (?:ago|before|earlier)|long ago|when (?:he|she) (?:was|had been) (?:a |young|little|small))\b",
            story.text(fact.scene)[first:last],
        )
    )


def _message(fact: Fact, earlier: Fact) -> str:
    name = fact.entity
    known = f"in {earlier.sayer}" if earlier.source != "prose" else "before"
    if fact.attribute in _COLOURS:
        part = "beard" if "beard" in fact.notes else fact.attribute.split()[0]
        verb = "are" if part == "eye" else "is"
        return f"{name}'s {'eyes' if part == 'eye' else part} {verb} {fact.value} here, but {'were' if verb == 'are' else 'was'} {earlier.value} {known}."
    words = {"hand": "{}-handed", "profession": "a {}", "species": "a {}"}.get(fact.attribute, "{}")
    now, then = words.format(fact.value), words.format(earlier.value)
    return f"{name} is {now} here, but was {then} {known}."
