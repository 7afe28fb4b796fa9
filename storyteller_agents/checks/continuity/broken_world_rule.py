"""Somebody does what the laws of the story's world forbid, or leaves undone what they require.

A law is what narration or lore states in general (`canon/extract/world_rules/`). A deed breaks it where a sentence of
the narration tells, as a fact, the law's own verb (or a plain synonym) with most of its other words, at the times for
which the law is made, and of the kind of being that it speaks of. Which sentences those are can't be known before the
law is read; they are found in the story's concordance.

Excused is what the prose itself remarks on (although, in defiance of, for the first time, by a spell, punished), what is
tried, wanted, denied, asked, dreamt or told, whoever the law leaves out, and what only somebody says. A law that somebody
states in quotation marks binds nobody: people are wrong, and such laws are there to be broken. It can't see a breach
that is told in wholly other words, nor laws about what follows from a deed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from storyteller_agents.canon.concordance import Concordance, Place, concordance
from storyteller_agents.canon.extract.gist import WORD, overlap, stem, stems
from storyteller_agents.canon.extract.sorts_of_people import excludes, names_sort
from storyteller_agents.canon.extract.world_rules.find import Law, read_law
from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.reading import Reading
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.natural_law import unnatural
from storyteller_agents.checks.continuity.reasoning.world_way import against_ways
from storyteller_agents.language import sentence_spans
from storyteller_agents.story import Passage

_ACTS = tuple(
    frozenset(map(stem, group.split()))
    for group in (
        "open unlock unbar unlatch",
        "light kindle",
        "kill slay murder",
        "speak talk utter tell answer whisper",
        "ring toll sound",
        "cross wade ford pass",
        "touch handle stroke finger",
        "carry bring bear hold",
        "eat taste bite swallow devour",
        "drink sip taste swallow",
        "look gaze stare peer",
        "leave depart sail",
        "cut fell chop hew",
        "sing hum",
        "wear don dress",
        "take remove move carry steal",
        "sleep doze slumber",
        "climb scale ascend",
        "return come",
        "burn blaze",
        "bury inter",
        "fish angle catch",
        "hunt shoot kill",
    )
)
_MOVES = frozenset(
    map(
        stem,
        "go walk step slip creep climb pass come run stride steal wander march ride drive stroll sneak crawl".split(),
    )
)
_INTO = re.compile(r"\b(?:in|into|inside|within|through)\b", re.I)
_DAY = frozenset(map(stem, "day daylight noon midday morning afternoon sunrise dawn".split()))
_REMARKED = re.compile(
    r"\b(?:despite|in spite of|in defiance|defi(?:ed|ance|ant)\w*|br(?:oke|eak|eaking|oken) the|law|laws|rules?|forb\w+|forbidden|secret|secretly|miracle|miraculous\w*|"
    r"enchant\w*|bewitch\w*|permission|permitted|allowed|licen[cs]e|by leave|disguise\w*|punish\w*|arrest\w*|guilty|transgress\w*|trespass\w*|sacrilege|crime|dar(?:ed|ing)|notwithstanding|"
    r"for once|impossible|never before|no one had ever|nobody had ever|for the first time|exception\w*|must not|ought not|should not|prohibit\w*|curse|cursed|penalty|executed|banish\w*|fined)\b",
    re.I,
)
_CONCEDED = re.compile(r"\b(?:although|though|even if|nevertheless|all the same|somehow)\b", re.I)
_UNMET = re.compile(r"\b(?:unless|if|before|until|lest|without|in case|rather than|instead of)\b", re.I)
_MODAL = re.compile(r"\b(?:must|can|may|will|would|should|could|might|shall|cannot|let|let us)\s(?:\w+\s){0,2}$", re.I)
_UNDONE = re.compile(
    r"\b(?:not|never|no|nobody|no one|without|nothing|neither|nor|refus\w+|fail\w+|forg[eo]t\w*|neglect\w+)\b|n['’]t\b",
    re.I,
)
_UNREAL = frozenset({"supposed", "question", "dream", "told", "figurative", "feigned"})
_DARES = re.compile(r"\b(?:began|started|managed|proceeded|continued|came|ventured) to\s$")


@check(severity="error", repair="rewrite", scope="story")
def broken_world_rule(story: Story) -> Iterator[Objection]:
    """Something happens that the laws of the story's world, as the story or its lore states them, rule out."""
    told: set[tuple[str, tuple[int, int]]] = set()
    for objection in _of_rules(story):
        told.add((objection.scene, (objection.start, objection.end)))
        yield objection
    for objection in chain(against_ways(story), unnatural(story)):
        if (objection.scene, (objection.start, objection.end)) not in told:
            told.add((objection.scene, (objection.start, objection.end)))
            yield objection


def _of_rules(story: Story) -> Iterator[Objection]:
    words: Concordance | None = None
    ways = {(fact.scene, fact.span) for fact in story.facts("world way") if any(note[0] in "kn" for note in fact.notes)}
    for fact in story.facts("world rule"):
        if not fact.hard or (fact.scene, fact.span) in ways:
            continue
        words = words or concordance(story)
        for sentence in _sentences(fact):
            law = read_law(sentence, lore=fact.source in ("lore", "cast"))
            if law is not None:
                yield from _breaches(story, words, fact, law)


def _sentences(fact: Fact) -> list[str]:
    if fact.source not in ("lore", "cast"):
        return [fact.value]
    return [" ".join(fact.value[start:end].split()) for start, end in sentence_spans(fact.value[:20_000])]


def _breaches(story: Story, words: Concordance, fact: Fact, law: Law) -> Iterator[Objection]:
    """Yield the deeds that break a law, the first in each scene."""
    told: set[int] = set()
    for place, shared in words.sharing(_words(law), Point(-1, 0), Point(len(story.scenes), 0)):
        if place.scene in told or not _tells(words, law, shared):
            continue
        reading, span = words.reading(place), words.span(place)
        if (reading.scene, span) == (fact.scene, fact.span) or not _is_deed(words, place, law):
            continue
        if _is_excepted(story, words, place, law):
            continue
        told.add(place.scene)
        yield _objection(fact, law, reading, span)


def _objection(fact: Fact, law: Law, reading: Reading, span: tuple[int, int]) -> Objection:
    message = "This breaks a rule of the world that is laid down elsewhere."
    if law.kind == "requires":
        message = "This leaves undone what a rule of the world requires."
    suggestion = "Let the passage say why the rule does not hold here, or change one of the two."
    quote = reading.text[slice(*span)]
    if fact.start.scene >= 0 and fact.start > Point(reading.number, span[0]):
        return Objection(
            *fact.span, message, suggestion, fact.scene, Passage(quote=quote, scene=reading.scene, span=span)
        )
    deed = Fact("", "breaks rule", "", reading.scene, span, quote, Point(reading.number, span[0]))
    return disagree(deed, fact, message, suggestion)


def _verbs(law: Law) -> frozenset[str]:
    """Return the verbs that tell what a law is about."""
    found = {law.verb}
    for group in _ACTS:
        if law.verb in group:
            found |= group
    return frozenset(found)


def _words(law: Law) -> frozenset[str]:
    return _verbs(law) | law.what | law.who | (_MOVES if law.verb == "enter" else frozenset())


def _tells(words: Concordance, law: Law, shared: frozenset[str]) -> bool:
    """Whether a sentence has enough of a law's words to be about the same."""
    who = frozenset() if law.kind == "requires" and law.what else law.who
    if not who <= shared or not shared & (_verbs(law) | (_MOVES if law.verb == "enter" else frozenset())):
        return False
    if law.what and overlap(law.what, shared, words.weight) < 0.6:
        return False
    return bool(law.who or law.what & shared or (law.when and not law.what))


def _is_deed(words: Concordance, place: Place, law: Law) -> bool:
    """Whether a sentence tells as a fact what a law forbids, or denies what it requires, at the law's time."""
    reading, (start, end) = words.reading(place), words.span(place)
    paragraph = reading.flat.rfind("\n\n", 0, start) + 1, reading.flat.find("\n\n", end)
    near_from = words.span(Place(place.scene, max(0, place.sentence - 1)))[0]
    last = len(reading.sentences) - 1
    near_to = words.span(Place(place.scene, min(last, place.sentence + 1)))[1]
    sentence = reading.narration[start:end]
    near_from = max(near_from, paragraph[0])
    near_to = min(near_to, paragraph[1]) if paragraph[1] >= 0 else near_to
    if _REMARKED.search(reading.narration, near_from, near_to) or _CONCEDED.search(sentence):
        return False
    if law.when and not _is_time(reading, words, place, law.when):
        return False
    if read_law(" ".join(reading.flat[start:end].split())) is not None:
        return False
    return any(_is_done(reading, at, until, law, start) for at, until in _verb_places(reading, start, end, law))


def _verb_places(reading: Reading, start: int, end: int, law: Law) -> Iterator[tuple[int, int]]:
    verbs = _verbs(law)
    for word in WORD.finditer(reading.narration, start, end):
        found = stem(word[0])
        if found in verbs or (
            law.verb == "enter"
            and found in _MOVES
            and _INTO.search(reading.narration, word.end(), min(end, word.end() + 25))
        ):
            yield word.span()


def _is_done(reading: Reading, at: int, until: int, law: Law, start: int) -> bool:
    before = reading.narration[max(start, at - 24) : at]
    if re.search(r"\bto\s$", before) and not _DARES.search(before):
        return False
    if _UNMET.search(before) or _MODAL.search(before):
        return False
    if re.search(r"\b(?:the|a|an|his|her|my|their|of|no)\s$", before):
        return False  # a noun: the ring, her look
    hedges = reading.hedges(at, until)
    unreal = _UNREAL - {"told"} if law.verb == stem("lie") else _UNREAL
    if hedges & unreal or ("ghost" in hedges and not law.who):
        return False
    undone = bool(_UNDONE.search(reading.narration, start, until + 30)) or "negated" in hedges
    return undone if law.kind == "requires" else "negated" not in hedges


def _is_time(reading: Reading, words: Concordance, place: Place, when: frozenset[str]) -> bool:
    """Whether the sentence, or one of the two before it, names the time for which a law is made."""
    first = words.span(Place(place.scene, max(0, place.sentence - 2)))[0]
    named = stems(reading.flat[first : words.span(place)[1]])
    return all(time in named or (time in _DAY and named & _DAY) for time in when)


def _is_excepted(story: Story, words: Concordance, place: Place, law: Law) -> bool:
    """Whether it is done by one whom the law leaves out, or where it does not hold."""
    if not law.but:
        return False
    reading = words.reading(place)
    if names_sort(law.but) and not excludes(law.but, reading, *words.span(place)):
        return True
    first = words.span(Place(place.scene, max(0, place.sentence - 1)))[0]
    end = words.span(place)[1]
    if stems(reading.flat[first:end]) & law.but:
        return True
    people = {mention.entity.name for mention in reading.named_between(first, end)}
    known = [
        fact.value
        for name in people
        for attribute in ("profession", "species")
        for fact in story.canon.of(name, attribute)
    ]
    return bool(stems(" ".join(known)) & law.but)
