"""How a scene is told: in which person, in which tense, and the sentences that deviate from that; whose mind is told.

Of each scene come a few facts only: `person` and `tense` with how it is told as a rule, at its first such sentence and
at the last one before each deviation; the deviations with the note ``slip``; `mind` for what somebody thought or felt
unseen; in a scene told by an "I", `named` for whom others speak to by name and how often the narrator tells of him.
A scene that is mixed gets no ``slip``: that is a choice. Letters, verse, italics, asides and direct thoughts are left
out, as are general truths. Whether a deviation is an error is for the rules to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from storyteller_agents.canon.extract.narration.happenings import find_happenings, find_tags
from storyteller_agents.canon.extract.narration.minds import find_minds
from storyteller_agents.canon.extract.narration.teller_words import (
    ADDRESS,
    AFTER_QUOTE,
    BODY,
    FIRST,
    GENERAL,
    LOOKS_BACK,
    ME,
    NOW,
    OF_NOW,
    OURS,
    SINGULAR,
    TELLER,
    TELLING_NOW,
    THEN,
    THOUGHT,
    TITLE,
    TO_READER,
    WE_ALL,
)
from storyteller_agents.canon.extract.narration.telling import BLANK, Clause, Telling
from storyteller_agents.canon.extract.narration.verb_forms import ACTIONS, MOVES, tense_after_they
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

SLIP = "slip"
"""The note of a sentence that deviates."""
ASIDE = "aside"
"""The note of a sentence in which a teller of the story may speak of himself."""
TAG = "tag"
"""The note of a slip that only says who speaks: "says he" is also an old manner."""
MOST_TAGS = 2
"""How many such slips may be slips."""
MOST_SLIPS = 4
"""How many deviating sentences a scene may have before they count as its manner."""
SHORT = 16
"""Under how many words a sentence has to be for an "our" alone to tell of the story."""
LEAST = 5
"""How many sentences have to show the manner of a scene."""


def find(reading: Reading) -> Iterator[Fact]:
    """Yield how a scene is told, and where it deviates."""
    telling = Telling(reading)
    yield from _person(telling)
    yield from _tense(telling)
    yield from find_minds(reading)
    yield from _named(telling)


def _person(telling: Telling) -> Iterator[Fact]:
    reading = telling.reading
    first = sorted({telling.sentence(match.start()) for match in FIRST.finditer(telling.text)})
    third = sorted({clause.sentence for clause in telling.clauses if clause.subject in ("he", "they")} - set(first))
    few = max(MOST_SLIPS, len(third) // 12)
    if few < len(first) <= 4 * few:
        first = [one for one in first if not (telling.is_set_apart(one) or telling.opens_with_speech(one))]
    if len(third) >= LEAST and len(first) <= few:
        slips = [number for number in first if _acts(telling, number) and not telling.is_set_apart(number)]
        asides = [number for number in first if number not in slips and _is_aside(telling, number)]
        notes = (f"teller {len(first) - len(slips)}",)
        yield fact_at(reading, telling.spans[third[0]], "", "person", "third", notes=notes)
        yield from _slips(telling, "person", "third", "first", third, slips)
        yield from _slips(telling, "person", "third", "first", third, asides, ASIDE)
    elif len(first) >= LEAST and len(first) * 4 > len(telling.told) and _says_i(telling):
        yield fact_at(reading, telling.spans[first[0]], "", "person", "first")


def _says_i(telling: Telling) -> bool:
    """Whether somebody tells the scene as "I" and is in it, rather than comments on it or is quoted without marks."""
    said: dict[int, bool] = {}
    for clause in telling.clauses:
        if clause.subject in ("I", "we"):
            said[clause.sentence] = said.get(clause.sentence, False) or clause.tense == "past"
    said = {number: past for number, past in said.items() if not telling.is_set_apart(number)}
    return len(said) >= LEAST and 2 * sum(said.values()) >= min(len(said), 2 * LEAST)


def _acts(telling: Telling, number: int) -> bool:
    """Whether a sentence tells what "I" did in the story, rather than what the teller of it has to say."""
    start, end = telling.spans[number]
    sentence = telling.text[start:end]
    if (
        TELLER.search(sentence)
        or sentence.rstrip().endswith(("?", "!"))
        or THOUGHT.search(telling.text[max(start - 90, 0) : start])
    ):
        return False
    if not FIRST.search(OURS.sub("", TITLE.sub("", sentence))):
        return False
    acted = any(
        (clause.subject == "I" and clause.tense == "past")
        or (clause.subject == "I" and clause.main and clause.verb in ACTIONS)
        or (clause.subject == "we" and clause.main and clause.tense == "past" and clause.verb in MOVES)
        for clause in telling.clauses
        if clause.sentence == number
    )
    return acted or bool(BODY.search(sentence)) or _happened(sentence)


def _is_aside(telling: Telling, number: int) -> bool:
    """Whether a sentence has an "I" that is neither a character's thought nor a word to the reader."""
    start, end = telling.spans[number]
    sentence = telling.text[start:end]
    if sentence.rstrip().endswith(("?", "!")) or TO_READER.search(sentence) or telling.is_set_apart(number):
        return False
    return SINGULAR.search(sentence) is not None and THOUGHT.search(telling.text[max(start - 90, 0) : start]) is None


def _happened(sentence: str) -> bool:
    """Whether a sentence has a verb in the past, and what it tells of may be the story."""
    words = re.findall(r"[a-z]+", sentence)
    if WE_ALL.search(sentence) or not (ME.search(sentence) or len(words) < SHORT):
        return False
    if any(tense_after_they(match["verb"]) == "present" for match in OF_NOW.finditer(sentence)):
        return False
    return any(word == "could" or tense_after_they(word) == "past" for word in words)


def _slips(
    telling: Telling, attribute: str, usual: str, other: str, rule: list[int], slips: list[int], *notes: str
) -> Iterator[Fact]:
    """Yield the sentences that deviate, and for each passage of them the nearest sentence before that does not."""
    if not slips or len(slips) > MOST_SLIPS:
        return
    for number in slips:
        near = bisect_left(rule, number)
        if near:
            yield fact_at(telling.reading, telling.spans[rule[near - 1]], "", attribute, usual)
        yield fact_at(telling.reading, telling.spans[number], "", attribute, other, notes=(SLIP, *notes))


def _tense(telling: Telling) -> Iterator[Fact]:
    tenses: dict[int, set[str]] = {}
    for clause in telling.clauses:
        tenses.setdefault(clause.sentence, set()).add(clause.tense)
    past = [number for number, found in sorted(tenses.items()) if "past" in found]
    present = [number for number, found in sorted(tenses.items()) if found == {"present"}]
    if len(past) >= LEAST and len(present) <= max(MOST_SLIPS, len(past) // 6):
        usual, other, rule, rare = "past", "present", past, present
    elif len(present) >= LEAST and len(past) <= max(2, len(present) // 8):
        usual, other, rule, rare = "present", "past", present, past
    else:
        return
    yield fact_at(telling.reading, telling.spans[rule[0]], "", "tense", usual)
    few = frozenset(rare)
    slips = sorted(
        {clause.sentence for clause in telling.clauses if clause.sentence in few and _is_slip(telling, clause, other)}
    )
    if other == "present":
        now = {number for number in find_happenings(telling) if _is_of_story(telling, number)}
        now |= {clause.sentence for clause in telling.clauses if _is_mixed(telling, clause, tenses[clause.sentence])}
        if len(now) <= MOST_SLIPS:
            slips = sorted({*slips, *now})
        said = sorted({number for number in find_tags(telling) if not telling.is_set_apart(number)})
        if len(said) <= MOST_TAGS:
            yield from _slips(telling, "tense", usual, other, rule, said, TAG)
    yield from _slips(telling, "tense", usual, other, rule, slips)


def _is_mixed(telling: Telling, clause: Clause, tenses: set[str]) -> bool:
    """Whether a clause in the present tells what somebody does, in a sentence that begins in the past."""
    if clause.tense != "present" or not clause.main or len(tenses) < 2 or clause.subject != "he":
        return False
    return clause.verb in MOVES and clause.verb not in ("say", "be") and _is_of_story(telling, clause.sentence)


def _is_of_story(telling: Telling, number: int) -> bool:
    sentence = telling.text[slice(*telling.spans[number])]
    if sentence.rstrip().endswith(("?", "!")) or telling.is_set_apart(number):
        return False
    return GENERAL.search(sentence) is None and TELLING_NOW.search(sentence) is None


def _is_slip(telling: Telling, clause: Clause, tense: str) -> bool:
    """Whether a clause tells an event of the story in the wrong tense."""
    if clause.tense != tense or not clause.main:
        return False
    start, end = telling.spans[clause.sentence]
    sentence = telling.reading.masked[start:end]
    if tense == "past":
        slips = clause.verb in ACTIONS and clause.start == start and not LOOKS_BACK.search(sentence)
    else:
        slips = _happens_now(telling, clause, sentence)
    return slips and not telling.is_set_apart(clause.sentence)


def _happens_now(telling: Telling, clause: Clause, sentence: str) -> bool:
    """Whether a clause in the present tells what somebody does, rather than what is so in general."""
    start, end = telling.spans[clause.sentence]
    if sentence.rstrip().endswith(("?", "!")) or clause.subject == "we":
        return False
    if clause.subject == "I" and (clause.verb not in MOVES - {"say", "speak"} or TELLING_NOW.search(sentence)):
        return False
    if clause.subject == "they" and clause.verb not in MOVES:
        return False
    if _is_now(telling, clause.sentence - 1) or _is_now(telling, clause.sentence + 1):
        return False
    tag = AFTER_QUOTE.search(telling.text[max(start, clause.start - 200) : clause.start])
    return tag is None and GENERAL.search(telling.text[start:end]) is None


def _is_now(telling: Telling, number: int) -> bool:
    """Whether a sentence is in the present throughout, so that its neighbours are no slips but part of a passage."""
    sentence = telling.text[slice(*telling.spans[number])] if 0 <= number < len(telling.spans) else ""
    if ADDRESS.search(sentence) and BLANK not in sentence:
        return True
    return NOW.search(sentence) is not None and THEN.search(sentence) is None and BLANK not in sentence


def _named(telling: Telling) -> Iterator[Fact]:
    """Yield, in a scene told by an "I", who is spoken to by name, and how often, and how often he is told of."""
    reading = telling.reading
    if not reading.in_first_person:
        return
    spoken: Counter[str] = Counter()
    told: dict[str, list[int]] = {}
    acting = {clause.start: clause for clause in telling.clauses if clause.main}
    for mention in reading.mentions:
        if mention.entity.kind != "person":
            continue
        if telling.text[mention.start] == BLANK:
            before, after = reading.flat[mention.start - 2 : mention.start], reading.flat[mention.end : mention.end + 1]
            spoken[mention.entity.name] += after in ",.!?" and (before[-1:] in "“\"‘'" or before == ", ")
        elif mention.start in acting:
            told.setdefault(mention.entity.name, []).append(mention.start)
    for name in sorted({name for name, times in spoken.items() if times} | told.keys()):
        places = told.get(name, [])
        at = places[0] if places else next(mention.start for mention in reading.mentions if mention.entity.name == name)
        yield fact_at(reading, (at, at + 1), name, "named", str(spoken[name]), notes=(str(len(places)),))
