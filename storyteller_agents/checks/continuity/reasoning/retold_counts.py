"""The same thing told twice with another number: *paid forty pounds for the boat*, *the sixty paid for it*.

Two sentences tell the same thing when they count the same noun, name the same person and share further content; the
more of it, the less it matters whether the second speaks of what is known already. Words that many counts of the
story share weigh half. No contradiction: a word of change in either sentence, or in one between them that names what
both are about; a count that agrees; a sum of earlier ones; adjectives that tell two sets apart.

Part of `changed_count.py`. The rule can't see that something happened twice in the same way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from storyteller_agents.canon.extract.counts.nouns import CHANGES, IRREGULAR, MATERIAL, TELLING
from storyteller_agents.canon.extract.gist import WORD, stem, stems
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story

_LIGHT = stems(
    """go come get make take give see look turn stand sit put let find think know tell ask call seem feel keep begin
    bring leave lie run walk hear speak show hold follow pass want wish like old young good great long large
    little small new
    full man woman people person boy girl head face side end back house room door together
    already round all whole pay"""
)
"""Stems that say little of what a sentence is about."""
_PRICE = stems("pay give buy cost price purchase spend worth money sum lay hand")
_MONEY = frozenset(
    """pound shilling penny pence dollar franc crown guinea mark ducat florin sovereign rupee euro sou louis farthing
    taler thaler coin rouble ruble yen peso lira""".split()
)
_APART = stems("left right north south east west first second third last") | {stem(word) for word in TELLING - MATERIAL}
_CHANGE = re.compile(
    r"\b(?:more|another|others?|remain\w*|(?:were|was|had|with|is|are|still) left|left (?:of|to|alive)|died|dead|"
    r"killed|drowned|add\w*|join\w*|next|second|further|extra|new|now|by then|no longer|since then|later|fewer|less|"
    r"once (?:more|again)|surviv\w+|apiece|at a time|"
    r"(?:each|every) (?:day|week|month|year|time|night|morning|evening|man|one of)|each(?= ?[,.;]))\b",
    re.IGNORECASE,
)
"""What makes a number another one, in a sentence that tells it."""
NEEDED = {"known": 1.0, "back": 1.5, "told": 3.0}
"""How much further content two sentences share that tell the same, by how the second tells it."""
UNNAMED = 1.5
"""How much more where they share no name."""
ELSEWHERE = 1.5
"""How much more where one was for, to, from or at this and the other for, to, from or at that."""
_SENTENCE = re.compile(r"[^.!?]+")
LONGEST_LOOK = 400_000
"""How many characters between two passages are searched for a change."""
REMEMBERED = 200
"""With how many earlier counts of its noun one is compared."""


def retold(story: Story) -> Iterator[tuple[Fact, Fact]]:
    """Yield the counts that contradict an earlier one of the same thing, each with that one."""
    told: dict[str, list[Fact]] = defaultdict(list)
    facts = list(story.facts("amount"))
    shared_by = Counter(note for fact in facts for note in fact.notes[1:])
    common = {note for note, times in shared_by.items() if times > max(4, len(facts) // 40)} | _LIGHT
    for fact in facts:
        same = [other for other in told[fact.about][-REMEMBERED:] if _same_thing(fact, other, common)]
        told[fact.about].append(fact)
        values = {int(other.value) for other in same}
        value = int(fact.value)
        if not same or value in values or value in map(sum, combinations(values, 2)):
            continue
        other = same[-1]
        if not _changes(story, fact, other):
            yield fact, other


def _same_thing(fact: Fact, other: Fact, common: set[str]) -> bool:
    """Whether two sentences tell of the same thing."""
    if fact.span == other.span and fact.scene == other.scene:
        return False
    mine, others = (_content(one) for one in (fact, other))
    aims = [dict(note[1:].split() for note in one.notes[1:] if note[0] == ">") for one in (fact, other)]
    elsewhere = any(aims[0][word] != aims[1][word] for word in aims[0].keys() & aims[1].keys())
    both = mine & others
    if (mine ^ others) & _APART:
        return False
    names = {note for note in both if note[0] == "@"}
    weight = sum(0.5 if note in common else 1.0 for note in both - names)
    form = "back" if fact.about in _MONEY else fact.notes[0]  # one pays once for a thing
    return weight >= NEEDED[form] + (0.0 if names else UNNAMED) + (ELSEWHERE if elsewhere else 0.0)


def _content(fact: Fact) -> set[str]:
    found = {note for note in fact.notes[1:] if note[0] != ">"}
    return (found - _PRICE) | {"pay"} if fact.about in _MONEY and found & _PRICE else found


def _changes(story: Story, fact: Fact, other: Fact) -> bool:
    """Whether the text tells why the number is another one."""
    both = _content(fact) & _content(other)
    if any(_CHANGE.search(_without(one.quote, both)) for one in (fact, other)):
        return True
    change = re.compile(rf"\b{CHANGES['more' if int(fact.value) > int(other.value) else 'less']}\b|{_CHANGE.pattern}")
    nouns = "|".join([fact.about, *(many for many, one in IRREGULAR.items() if one == fact.about)])
    noun = re.compile(rf"\b(?:(?:{nouns})(?:e?s)?|one of them|another)\b", re.IGNORECASE)
    names = re.compile("|".join(re.escape(note[1:].split()[-1]) for note in both if note[0] == "@") or "(?!)")
    for text in _between(story, other, fact):
        for match in _SENTENCE.finditer(text):
            sentence = match[0]
            if not noun.search(sentence) or not change.search(_without(sentence, both)):
                continue
            if names.search(sentence) or stems(sentence) & (both - _LIGHT):
                return True
    return False


def _without(text: str, both: set[str]) -> str:
    """Return a text without the words that both sentences share."""
    return WORD.sub(lambda word: "" if stem(word[0]) in both else word[0], text)


def _between(story: Story, other: Fact, fact: Fact) -> Iterator[str]:
    """Yield the text from the end of one passage to the beginning of the other."""
    left = LONGEST_LOOK
    for scene in story.scenes[max(0, other.start.scene) : fact.start.scene + 1]:
        begin = other.span[1] if scene.id == other.scene else 0
        end = fact.span[0] if scene.id == fact.scene else len(scene.reading.flat)
        yield scene.reading.flat[begin:end]
        left -= max(0, end - begin)
        if left < 0:
            return
