"""Somebody knows, or tells, what he only learns later; or meets for the first time whom he has met.

Two passages disagree where the later one says that somebody now learns a thing, or had not known it until then, and an
earlier one that he knew it, remembered it, told it, spoke of it, or says it himself in quotation marks. That it is the
same thing is judged by what both clauses share: most of the content words of the shorter one, and among them enough
that is rare in this story, so that common knowledge counts for nothing. Where the later passage says plainly that it
is news, an earlier learning counts as knowing too; else a thing that is told twice was only told twice. A name that is
learned late disagrees with an earlier use of it by the same person.

Suspicion, forgetting, lies, dreams, questions and what was only asked excuse it; what others know says nothing. It
can't see knowledge that only shows in what somebody does, nor the same content in wholly other words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from storyteller_agents.canon.concordance import Concordance, concordance
from storyteller_agents.canon.extract.gist import gist, overlap, stem, stems
from storyteller_agents.canon.extract.knowledge.speakers import speaker
from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.shown_knowledge import asked_before, shown_before
from storyteller_agents.story import Passage

_LEARNED, _KNOWN, _TELLS, _APART = 0.6, 0.5, 9.0, 200
_DOUBTS = re.compile(
    r"\b(?:if|whether|suspect\w*|wonder\w*|guess\w*|perhaps|might|suppose\w*|imagine\w*|dream\w*|believe|think)\b|\?",
    re.I,
)


_DENIES = re.compile(
    rf"{_DOUBTS.pattern}|\b(?:not|never|no|nothing|nobody|none|unaware|ignorant|before|until|forg[eo]t\w*|while|as if|as though|would|could)\b|n['’]t\b",
    re.I,
)
_WORD = re.compile(r"[^\W_]+")
_TENSES = frozenset("that the a an was were is are had has have been be about of".split())
_VAGUE = frozenset("he she it they him her them this these those his their there here what i you we".split())
_CLAUSE = re.compile(r"\b(?:that|about|how|of|where)\b|:\s")


@check(severity="error", repair="rewrite", scope="story")
def early_knowledge(story: Story) -> Iterator[Objection]:
    """Somebody knows or tells what he only learns later, or meets for the first time whom he knows."""
    told: set[tuple[str, int]] = set()
    for objection in (*_too_early(story), *_met_before(story), *_shown(story)):
        if (objection.scene, objection.start) not in told:
            told.add((objection.scene, objection.start))
            yield objection


def _shown(story: Story) -> Iterator[Objection]:
    """Yield what is news to somebody who showed before, by what he did or said, that he knew it."""
    words: Concordance | None = None
    told: set[tuple[str, str, int]] = set()
    for fact in story.facts("news"):
        words = words or concordance(story)
        known = asked_before(story.canon.of(fact.entity, "knows"), fact)
        passage = Passage(quote=known.quote, scene=known.scene, span=known.span) if known else shown_before(words, fact)
        if passage is not None and (fact.entity, fact.scene, passage.span[0]) not in told:
            told.add((fact.entity, fact.scene, passage.span[0]))
            message = f"This is news to {fact.entity} here, who knew it before."
            suggestion = "Let the later passage be no news, or take the knowledge out of the earlier one."
            yield Objection(*fact.span, message, suggestion, fact.scene, passage)


def _too_early(story: Story) -> Iterator[Objection]:
    words: Concordance | None = None
    told: set[tuple[str, str, tuple[int, int]]] = set()
    for fact in story.facts("learns"):
        if not fact.hard or fact.start.scene < 0 or fact.notes[:1] == ("told",):
            continue
        if (fact.entity, fact.scene, fact.span) in told:
            continue
        words = words or concordance(story)
        other = _known_before(story, words, fact)
        suggestion = "Let the later passage be no news, or take the knowledge out of the earlier one."
        if fact.value == "name":
            message = f"{fact.entity} only learns {fact.about}'s name here, but used it before."
        else:
            message = f"{fact.entity} only learns here {fact.value}, but knew it before."
        if other is not None:
            told.add((fact.entity, fact.scene, fact.span))
            yield disagree(fact, other, message, suggestion)
        elif passage := _said_before(story, words, fact) or _shown_before(words, fact):
            told.add((fact.entity, fact.scene, fact.span))
            yield Objection(*fact.span, message, suggestion, fact.scene, passage)


def _known_before(story: Story, words: Concordance, fact: Fact) -> Fact | None:
    """Return the first passage that says that he knew already what he learns here."""
    attributes = ("knows", "learns") if fact.notes[:1] == ("first",) else ("knows",)
    for attribute in attributes:
        for other in story.canon.of(fact.entity, attribute):
            if not (other.start < fact.start and other.span != fact.span and other.hard):
                continue
            if attribute == "learns" and story.words_between(fact, other) < _APART:
                continue
            if (other.value == "name") != (fact.value == "name"):
                continue
            if (fact.value == "name" and other.about == fact.about) or (
                fact.value != "name" and (_clause(fact) == _clause(other) or same(words, _about(fact), _about(other)))
            ):
                return other
    return None


def _clause(fact: Fact) -> tuple[str, ...]:
    """Return the words of a clause of some length without tense and article, which must agree in full; else what never agrees."""
    said = tuple(word for word in _WORD.findall(fact.value.lower()) if word not in _TENSES)
    telling = [word for word in said if stem(word)]
    return said if telling and len(said) > 1 and not _VAGUE & {*said} else (str(id(fact)),)


def _about(fact: Fact) -> tuple[str, ...]:
    """Return the gist of what is learned or known; cast and lore may not have noted it."""
    return fact.notes[1:] or tuple(sorted(stems(fact.value)))


def same(words: Concordance, learned: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two gists are of the same thing, and it is no commonplace."""
    shared = set(learned) & set(known)
    telling = sum(map(words.weight, shared))
    if len(shared) < 2 and (not shared or max(len(learned), len(known)) > 2):
        return False
    enough = _TELLS if len(shared) > 1 else 5.0
    return (
        telling >= enough
        and overlap(learned, known, words.weight) >= _LEARNED
        and overlap(known, learned, words.weight) >= _KNOWN
    )


def _said_before(story: Story, words: Concordance, fact: Fact) -> Passage | None:
    """Return where he says, in quotation marks, what he learns here; or names whom he can't name yet."""
    about = ["@" + fact.about] if fact.value == "name" else _about(fact)
    if fact.value != "name" and (len(about) < 2 or sum(map(words.weight, about)) < _TELLS):
        return None
    for place, shared in words.sharing(about, BEFORE, fact.start):
        if fact.value != "name" and (len(shared) < 2 or overlap(about, shared, words.weight) < 0.75):
            continue
        reading, span = words.reading(place), words.span(place)
        if (reading.scene, span) == (fact.scene, fact.span) or _DOUBTS.search(reading.flat, *span):
            continue
        first = bisect_left(reading.quotations, span[0], key=itemgetter(1))
        for start, end in reading.quotations[first : first + 8]:
            if start < span[1] and speaker(reading, start, end) == fact.entity:
                quoted = [mention.entity.name for mention in reading.named_between(start, end)]
                if fact.value != "name" or fact.about in quoted:
                    return Passage(quote=reading.text[slice(*span)], scene=reading.scene, span=span)
    return None


def _shown_before(words: Concordance, fact: Fact) -> Passage | None:
    """Return a sentence of the narration in which he is named and, after a conjunction, nearly all that he learns here."""
    about = _about(fact)
    if fact.value == "name" or len(about) < 2 or sum(map(words.weight, about)) < _TELLS:
        return None
    for place, shared in words.sharing({*about, "@" + fact.entity}, BEFORE, fact.start):
        known = shared - {"@" + fact.entity}
        if len(known) < 2 or len(known) == len(shared) or overlap(about, known, words.weight) < 0.75:
            continue
        reading, (start, end) = words.reading(place), words.span(place)
        if (reading.scene, (start, end)) == (fact.scene, fact.span) or _DENIES.search(reading.narration, start, end):
            continue
        named = next((one for one in reading.named_between(start, end) if one.entity.name == fact.entity), None)
        if named is None or not (clause := _CLAUSE.search(reading.narration, named.end, end)):
            continue
        if overlap(about, gist(reading, clause.end(), end), words.weight) >= 0.75:
            return Passage(quote=reading.text[start:end], scene=reading.scene, span=(start, end))
    return None


def _met_before(story: Story) -> Iterator[Objection]:
    pairs: dict[frozenset[str], Fact] = {}
    told: set[frozenset[str]] = set()
    for fact in story.facts("meets"):
        pair = frozenset({fact.entity, fact.about})
        other = pairs.get(pair)
        if (
            fact.notes[:1] == ("first",)
            and other is not None
            and pair not in told
            and story.words_between(fact, other) >= 20
            and other.span != fact.span
        ):
            told.add(pair)
            message = f"{fact.entity} and {fact.about} meet for the first time here, but have met before."
            yield disagree(fact, other, message, "Let the two meet only once for the first time.")
        pairs.setdefault(pair, fact)
