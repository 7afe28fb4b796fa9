"""What happens against a law of the story's world that needs nobody to make it: part of `broken_world_rule`.

A law (`canon/extract/world_rules/natural_laws.py`) says what a kind of thing never does, what follows from a deed, or how often a
thing serves. A sentence breaks it where the same thing, by its own words, does the like of it, and where the sentence
neither denies it nor tells what should follow; by how rare the shared words are in this story one tells that it is the
same thing. Words of one field (`canon/extract/likeness.py`) count as alike. What the prose remarks on, supposes or dreams breaks nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from storyteller_agents.canon.concordance import Concordance, Place, concordance
from storyteller_agents.canon.extract.gist import stem
from storyteller_agents.canon.extract.likeness import like
from storyteller_agents.canon.extract.world_rules.natural_laws import has_law
from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.story import Passage

REMARKED = re.compile(
    r"\b(?:despite|in spite of|in defiance|br(?:oke|eak|eaking|oken) the (?:law|rule|spell)|miracle|miraculous\w*|"
    r"enchant\w*|bewitch\w*|(?:spell|curse|enchantment|charm|ban|magic|bond)s? (?:was|were|had|is|has) (?:been "
    r")?(?:at last |now )?(?:broken|lifted|undone|ended|off|gone|spent|taken)|for once|impossible|never before|"
    r"(?:no one|nobody) had ever|for the first time|"
    r"exception\w*|wonder\w*|marvel\w*|ama[sz]\w*|astonish\w*|astound\w*|surpris\w*|incredulous\w*|although|"
    r"though|even if|somehow|law|rule|strange to say|unheard)\b",
    re.I,
)
"""What the prose says of a breach that it knows to be one."""
_DENIED = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|nowhere|unable|refus\w+|fail\w+|in vain|cannot|outside|"
    r"behind|tried|tries|trying|attempt\w*|if|unless|would|could|might|must|should|until|till|before)\b|n['’]t\b|"
    r"\?",
    re.I,
)
_REFUSED = re.compile(r"\b(?:not|never|no|nothing|nor|if|unless|would|could|in vain)\b|n['’]t\b|\?", re.I)
_AGAIN = re.compile(
    r"\b(?:again|once more|twice|a second|second time|another|third|as (?:he|she|they|it) had|as before|every "
    r"(?:time|day|night|week)|each time|as (?:well|ever|often)|still|anew|last time|next|also|yesterday|always|"
    r"many times|daily|nightly)\b",
    re.I,
)
_ENOUGH = {"never": 1.3, "follows": 1.3, "once": 0.8, "only": 1.9}


def unnatural(story: Story) -> Iterator[Objection]:
    """Yield what breaks a law of nature of the story's world, once for each law."""
    words: Concordance | None = None
    ways = {
        (fact.scene, fact.span)
        for fact in story.facts("world way")
        if fact.notes[0] != "only" and any(note[0] in "kn" for note in fact.notes[1:])
    }
    for fact in story.facts("world law"):
        if (fact.scene, fact.span) in ways:
            continue
        words = words or concordance(story)
        law = _Law(words, fact)
        for place, shared in words.sharing(law.wanted, Point(-1, 0), Point(len(story.scenes), 0)):
            if law.is_broken(words, place, shared):
                yield _objection(words, fact, place)
                break


class _Law:
    """A law with what its words are worth in this story."""

    def __init__(self, words: Concordance, fact: Fact) -> None:
        self.fact, self.form = fact, fact.notes[0]
        self.of = frozenset(note[2:] for note in fact.notes[1:] if note.startswith("s:"))
        self.deed = frozenset(note[2:] for note in fact.notes[1:] if note.startswith("a:"))
        self.deed = self.deed - _LIGHT or self.deed
        self.then = [note[2:] for note in fact.notes[1:] if note.startswith("c:")]
        rarest = math.log(1 + max(words.sentences, 400) / 3)
        self.worth = {one: min(1.0, words.weight(one) / rarest) for one in self.of | self.deed}
        own = self.of if self.of else self.deed
        self.wanted = frozenset().union(*(like(one) for one in own | self.deed))

    def is_broken(self, words: Concordance, place: Place, shared: frozenset[str]) -> bool:
        """Whether a sentence breaks it."""
        reading, span = words.reading(place), words.span(place)
        if (reading.scene, span) == (self.fact.scene, self.fact.span):
            return False
        of = self._part(self.of, shared, alike=True)
        deed = self._part(self.deed - self.of, shared, alike=True)
        names = {one for one in self.worth if one[0] == "@"}
        if names and not names & (shared | self._names_before(words, place)):
            return False
        placed = any(one[0] == "@" for one in shared & self.worth.keys())
        if (
            self.of
            and of < (0.3 if placed else 0.5) * sum(self.worth[one] for one in self.of)
            and not (placed and of + deed > 2)
        ):
            return False
        if of + deed < _ENOUGH[self.form] - (0.2 if placed else 0) or not self._fits(deed, shared):
            return False
        text = reading.narration[slice(*span)]
        if self.form == "once":
            return bool(_AGAIN.search(text)) and not _REFUSED.search(text) and not REMARKED.search(text)
        if has_law(text) or REMARKED.search(text) or _DENIED.search(text):
            return False
        if self.form in ("follows", "only") and self._comes_true(words, place):
            return False
        return not reading.hedges(*span) & {"question", "dream", "figurative", "feigned"}

    def _names_before(self, words: Concordance, place: Place) -> frozenset[str]:
        reading = words.reading(place)
        first = reading.sentences[max(0, place.sentence - 1)][0]
        return frozenset("@" + one.entity.name for one in reading.named_between(first, words.span(place)[1]))

    def _fits(self, deed: float, shared: frozenset[str]) -> bool:
        """Whether enough of the deed or the case comes."""
        own = self.deed - self.of
        whole = sum(self.worth[one] for one in own)
        if self.form == "once":
            return True
        return bool(own) and deed >= (0.5 if self.of else 0.45) * whole and bool(shared)

    def _part(self, own: frozenset[str], shared: frozenset[str], *, alike: bool) -> float:
        return sum(
            self.worth[one] if one in shared else 0.75 * self.worth[one]
            for one in own
            if one in shared or (alike and like(one) & shared)
        )

    def _comes_true(self, words: Concordance, place: Place) -> bool:
        """Whether this sentence or the next one tells what has to follow."""
        reading = words.reading(place)
        last = min(place.sentence + 1, len(reading.sentences) - 1)
        told = {
            stem(word) for word in re.findall(r"\w+", reading.flat[words.span(place)[0] : reading.sentences[last][1]])
        }
        named = {"@" + one.entity.name for one in reading.named_between(*words.span(place))}
        follows = [one for one in self.then if one not in _EMPTY | self.of]
        alike = _all_like(self.deed)
        come = [bool((like(one) - alike) & told or one in named) for one in follows]
        return any(come[:1]) or sum(come) > 1


def _all_like(stems: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*map(like, stems))


_LIGHT = frozenset(map(stem, "tell make take give get put made let keep".split()))
_EMPTY = frozenset(map(stem, "instant stay moment go come every once day hour time touch at first whole soon".split()))


def _objection(words: Concordance, fact: Fact, place: Place) -> Objection:
    reading, span = words.reading(place), words.span(place)
    message = "This breaks a law of the world that is laid down elsewhere."
    suggestion = "Let the passage say why the law does not hold here, or change one of the two."
    quote = reading.text[slice(*span)]
    if fact.start > Point(reading.number, span[0]):
        passage = Passage(quote=quote, scene=reading.scene, span=span)
        return Objection(*fact.span, message, suggestion, fact.scene, passage)
    against = Passage(quote=fact.quote, scene=fact.scene, span=fact.span)
    return Objection(*span, message, suggestion, reading.scene, against)
