"""A thread is planted and never taken up again, or paid off although nothing planted it.

Only what announces itself counts (`canon/extract/threads/`): a vow, a thing hidden until it will be needed, an omen, a
mystery, a prophecy. What only ties somebody to what has still to come (a promise, a debt, a question) counts where
somebody is named in it who is named nowhere else, or where the thing in it comes nowhere else. It is taken up again where
a later sentence has one of its two most telling words together with another or with a name of it that is not named all
the time, or one that hardly comes elsewhere; telling are the rarest in this story. A pay-off that leans on what somebody
vowed, foretold or hid before is unplanted where nothing before it comes in the same way. Nothing can be missed before
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

_NEAR_AN_END = 300
"""Words before the end of a story, or after its beginning, in which nothing is missed."""
_SIGNS = 6
"""Signs of a word, with its space."""
_TELLING, _RARE = 5, 3
"""How many of its words tell a thread; in how many sentences a word comes at most that is rare."""
_MINOR, _SELDOM = 12, 4
"""How often somebody is named at most for his name to tell a thread."""
_FEW, _MOST = 8, 16
"""Words of a sentence at most that is about one thing; that announces something."""
_SHORT_STORY = 800
"""Sentences of a story in which any two words tell enough."""
_KEPT = re.compile(
    r"\b(?:as good as (?:his|her|their|my) word|as (?:he|she) (?:had )?(?:promised|sworn|vowed|said)|"
    r"(?:kept|redeemed|made good|fulfilled|held to|remembered|true to) (?:his|her|their|my|the) "
    r"(?:word|promise|vow|oath|pledge))\b"
)


@check(severity="warning", repair="none", scope="story")
def loose_thread(story: Story) -> Iterator[Objection]:
    """A thread is set up and never comes again, or is paid off although nothing set it up."""
    cards: dict[str, list[Fact]] = {}
    for fact in story.facts("thread"):
        if fact.source not in ("prose", "model"):
            cards.setdefault(fact.value, []).append(fact)
        elif len(fact.notes) > 2:
            yield from _of_prose(story, fact)
    for facts in cards.values():
        yield from _of_cards(story, facts)


def _of_prose(story: Story, fact: Fact) -> Iterator[Objection]:
    """Object to a set-up that nothing takes up again, or to a pay-off of what nothing set up."""
    if fact.notes[0] == "plant" and _is_dropped(story, fact):
        message = "This announces something that never comes again before the story ends."
        yield Objection(*fact.span, message, "Take the thread up again later, or cut what announces it.", fact.scene)
    elif fact.notes[0] == "payoff" and _is_unplanted(story, fact):
        message = "This leans on something that was never told before."
        yield Objection(*fact.span, message, "Tell earlier what this refers to.", fact.scene)


def _is_dropped(story: Story, fact: Fact) -> bool:
    """Whether a set-up never comes again, though the story goes on for long enough and has ended."""
    if not story.ended or sum(word[0] != "@" for word in fact.notes[2:]) > _MOST:
        return False
    if _signs_after(story, fact) < _NEAR_AN_END * _SIGNS:
        return False
    thread = _Thread(concordance(story), fact)
    if fact.notes[1] in ("hint", "tie") and not thread.is_strange():
        return False
    return not thread.comes(Point(fact.start.scene, fact.span[1] - 1), Point(len(story.scenes), 0))


def _is_unplanted(story: Story, fact: Fact) -> bool:
    """Whether nothing before a pay-off tells of what it leans on, though there was room for it."""
    if _signs_before(story, fact) < _NEAR_AN_END * _SIGNS:
        return False
    thread = _Thread(concordance(story), fact)
    if fact.notes[1] == "due" and not thread.is_about_a_newcomer():
        return False
    return not thread.comes(BEFORE, fact.start)


def _signs_after(story: Story, fact: Fact) -> int:
    rest = sum(len(scene.reading.text) for scene in story.scenes[fact.start.scene + 1 :])
    return len(story.text(fact.scene)) - fact.span[1] + rest


def _signs_before(story: Story, fact: Fact) -> int:
    return fact.span[0] + sum(len(scene.reading.text) for scene in story.scenes[: fact.start.scene])


class _Thread:
    """A set-up or a pay-off with that by which it can be known again in this story."""

    def __init__(self, words: Concordance, fact: Fact) -> None:
        self.words, self.fact = words, fact
        self.role, self.turn = fact.notes[:2]
        self.names = frozenset(note for note in fact.notes[2:] if note[0] == "@")
        self.content = sorted((note for note in fact.notes[2:] if note[0] != "@"), key=words.often)
        self.telling = self.content[:_TELLING]
        self.head = frozenset({fact.about} - {""})
        self.first = self.head.union(self.telling[:1])
        self.second = self.head.union(self.telling[:2])
        self.strange = self._named_at_most(1)
        self.minor = self._named_at_most(_MINOR)
        self.in_short = words.sentences < _SHORT_STORY

    def _named_at_most(self, times: int) -> frozenset[str]:
        return frozenset(name for name in self.names if self.words.often(name) <= times)

    def is_strange(self) -> bool:
        """Whether somebody is named who is named nowhere else, or the thing comes nowhere else and hardly a word does.

        In a short story most words come only once, so there only names tell.
        """
        if self.strange or self.in_short:
            return bool(self.strange)
        once = sum(self.words.often(word) <= 1 for word in self.content)
        return len(self.content) <= _FEW and once >= (2 if self.head else 3)

    def is_about_a_newcomer(self) -> bool:
        """Whether somebody is named of whom nothing was told before."""
        return any(not self._any({name}, BEFORE, self.fact.start) for name in self._named_at_most(2))

    def comes(self, after: Point, before: Point) -> bool:
        """Whether it comes between two points."""
        if self.turn in ("promised", "kept") and len(self.telling) == 1:
            return not self.strange and self._any(self.first, after, before)
        wanted = self.names.union(self.telling, self.head)
        return any(self._is_in(place, shared) for place, shared in self.words.sharing(wanted, after, before))

    def _any(self, stems: set[str] | frozenset[str], after: Point, before: Point) -> bool:
        return next(self.words.sharing(stems, after, before), None) is not None

    def _is_in(self, place: Place, shared: frozenset[str]) -> bool:
        """Whether a sentence, by what it shares with the thread, is about it."""
        known = shared - self.names
        return self._by_a_rare_word(known) or self._by_two_words(known) or self._by_a_name(place, shared, known)

    def _by_a_rare_word(self, known: frozenset[str]) -> bool:
        if self.strange or self.turn in ("object", "due"):
            return False
        lone = self.head if self.head and self.role == "plant" else self.first
        return self._has_a_rare_one(known & lone)

    def _by_two_words(self, known: frozenset[str]) -> bool:
        if len(known) < 2 or (self.strange and not self._has_a_rare_one(known)):
            return False
        return bool(known & self.second) or (self.in_short and not self.strange)

    def _by_a_name(self, place: Place, shared: frozenset[str], known: frozenset[str]) -> bool:
        named = (self.strange or self.minor) & shared
        if not named:
            return self._is_kept(place)
        if known and any(self.words.often(name) <= _SELDOM for name in named):
            return True
        leading = self.first.union(self.telling[:3]) if self.in_short else self.first
        return bool(known & leading) or self._is_kept(place)

    def _has_a_rare_one(self, known: frozenset[str]) -> bool:
        return any(self.words.often(word) <= _RARE for word in known)

    def _is_kept(self, place: Place) -> bool:
        """Whether a sentence says that somebody does as he said."""
        return bool(_KEPT.search(self.words.reading(place).flat, *self.words.span(place)))


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
