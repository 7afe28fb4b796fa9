"""A thread is planted and never taken up again, or paid off although nothing planted it.

Only what announces itself counts (`canon/extract/threads.py`): a vow, a thing hidden until it will be needed, an omen, a
mystery, a prophecy. What only ties somebody to what has still to come (a promise, a debt, a question) counts where somebody is named in it who is
named nowhere else, or where the thing in it comes nowhere else. It is taken up again where a later sentence has one of its
two most telling words together with another or with a name of it that is not named all the time, or one that hardly comes elsewhere; telling are the rarest in this story. A pay-off that leans on what somebody vowed, foretold or hid before is
unplanted where nothing before it comes in the same way. Nothing can be missed before
the story has ended, nor within the last pages after a plant.

Threads of scene cards are compared by name: planted in one and paid off in none, or paid off in a scene before it is
planted. It can't see a thread that is taken up in wholly other words, nor one whose words happen to come again for
another reason; so it warns, and repairs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.concordance import Concordance, Place, concordance
from storyteller_agents.canon.facts import BEFORE, Fact, Point
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree

_AFTER, _BEFORE, _WORDS, _RARE = 300, 300, 5, 3
_MINOR, _SELDOM = 12, 4
"""How often somebody is named at most for his name to tell a thread."""
_FEW = 8
"""Telling words of a sentence at most that is about one thing."""
_SHORT = 800
_KEPT = re.compile(
    r"\b(?:as good as (?:his|her|their|my) word|(?:kept|redeemed|made good|fulfilled|held to|remembered|true to) (?:his|her|their|my|the) (?:word|promise|vow|oath|pledge)|as (?:he|she) (?:had )?(?:promised|sworn|vowed|said))\b"
)
_MOST_WORDS = 16
"""What announces itself is said in a few words; a sentence with more telling ones is about other things as well."""


@check(severity="warning", repair="none", scope="story")
def loose_thread(story: Story) -> Iterator[Objection]:
    """A thread is set up and never comes again, or is paid off although nothing set it up."""
    words: Concordance | None = None
    cards: dict[str, list[Fact]] = {}
    for fact in story.facts("thread"):
        if fact.source not in ("prose", "model"):
            cards.setdefault(fact.value, []).append(fact)
            continue
        if len(fact.notes) < 3:
            continue
        words = words or concordance(story)
        if fact.notes[0] == "plant" and story.ended and _after(story, fact) >= _AFTER:
            end = Point(fact.start.scene, fact.span[1] - 1)
            if sum(word[0] != "@" for word in fact.notes[2:]) > _MOST_WORDS:
                continue
            if fact.notes[1] in ("hint", "tie") and not _is_strange(words, fact):
                continue
            if not _comes(words, fact, end, Point(len(story.scenes), 0)):
                message = "This announces something that never comes again before the story ends."
                yield Objection(
                    *fact.span, message, "Take the thread up again later, or cut what announces it.", fact.scene
                )
        elif (
            fact.notes[0] == "payoff"
            and (fact.notes[1] != "due" or _is_new(words, fact))
            and _before(story, fact) >= _BEFORE
            and not _comes(words, fact, BEFORE, fact.start)
        ):
            message = "This leans on something that was never told before."
            yield Objection(*fact.span, message, "Tell earlier what this refers to.", fact.scene)
    for facts in cards.values():
        yield from _of_cards(story, facts)


def _after(story: Story, fact: Fact) -> int:
    """Return about how many words the story still has after a fact."""
    rest = sum(len(scene.reading.text) for scene in story.scenes[fact.start.scene + 1 :])
    return (len(story.text(fact.scene)) - fact.span[1] + rest) // 6


def _before(story: Story, fact: Fact) -> int:
    return (fact.span[0] + sum(len(scene.reading.text) for scene in story.scenes[: fact.start.scene])) // 6


def _comes(words: Concordance, fact: Fact, after: Point, before: Point) -> bool:
    """Whether a thread comes between two points: by a rare word, or by a telling one together with another or a name."""
    telling = sorted((word for word in fact.notes[2:] if word[0] != "@"), key=words.often)[:_WORDS]
    names = {word for word in fact.notes[2:] if word[0] == "@"}
    short = words.sentences < _SHORT
    if fact.notes[1] in ("promised", "kept") and len(telling) == 1:
        strange = {name for name in names if words.often(name) <= 1}
        return not strange and next(words.sharing(telling, after, before), None) is not None
    first = {*telling[:1], *({fact.about} - {""})}
    strange = {name for name in names if words.often(name) <= 1}
    minor = {name for name in names if words.often(name) <= _MINOR}
    second = {*telling[:2], *first}
    for place, shared in words.sharing({*telling, *names, *first}, after, before):
        known = shared & {*telling, *first}
        lone = {fact.about} if fact.about and fact.notes[0] == "plant" else first
        if (
            not strange
            and fact.notes[1] not in ("object", "due")
            and any(words.often(word) <= _RARE for word in known & lone)
        ):
            return True
        seldom = not strange or any(words.often(word) <= _RARE for word in known)
        if len(known) > 1 and (known & second or (short and not strange)) and seldom:
            return True
        named = (strange or minor) & shared
        if known and any(words.often(name) <= _SELDOM for name in named):
            return True
        if named and (known & (first if not short else {*telling[:3], *first}) or _is_kept(words, place)):
            return True
    return False


def _is_strange(words: Concordance, fact: Fact) -> bool:
    """Whether somebody is named who is named nowhere else, or the thing in it is, and hardly anything else comes again."""
    if any(words.often(word) <= 1 for word in fact.notes[2:] if word[0] == "@"):
        return True
    telling = [word for word in fact.notes[2:] if word[0] != "@"]
    once = sum(words.often(word) <= 1 for word in telling)
    return len(telling) <= _FEW and once >= (2 if fact.about else 3)


def _is_new(words: Concordance, fact: Fact) -> bool:
    """Whether somebody is named of whom nothing was told before."""
    names = (word for word in fact.notes[2:] if word[0] == "@")
    return any(
        next(words.sharing([name], BEFORE, fact.start), None) is None for name in names if words.often(name) <= 2
    )


def _is_kept(words: Concordance, place: Place) -> bool:
    """Whether a sentence says that somebody does as he said."""
    return bool(_KEPT.search(words.reading(place).flat, *words.span(place)))


def _of_cards(story: Story, facts: list[Fact]) -> Iterator[Objection]:
    """Compare the scene cards that plant a thread with those that pay it off."""
    plants = [fact for fact in facts if "plant" in fact.notes]
    payoffs = [fact for fact in facts if "payoff" in fact.notes]
    name = facts[0].value
    if plants and not payoffs and story.ended:
        first = plants[0]
        yield Objection(
            *first.span,
            f"The thread “{name}” is planted here and paid off in no scene.",
            "Let a later scene pay it off.",
            first.scene,
        )
    elif payoffs and (not plants or payoffs[0].start < plants[0].start):
        first = payoffs[0]
        message = f"The thread “{name}” is paid off here, but " + (
            "planted only later." if plants else "planted in no scene."
        )
        suggestion = "Plant it in an earlier scene."
        yield (
            disagree(first, plants[0], message, suggestion)
            if plants
            else Objection(*first.span, message, suggestion, first.scene)
        )
