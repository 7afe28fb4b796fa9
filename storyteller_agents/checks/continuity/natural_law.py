"""What happens against a law of the story's world that needs nobody to make it: part of `broken_world_rule`.

A law (`canon/extract/natural_laws.py`) says what a kind of thing never does, what follows from a deed, or how often a
thing serves. A sentence breaks it where the same thing, by its own words, does the like of it, and where the sentence
neither denies it nor tells what should follow; by how rare the shared words are in this story one tells that it is the
same thing. Words of one field (`_FIELDS`) count as alike. What the prose remarks on, supposes or dreams breaks nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from storyteller_agents.canon.concordance import Concordance, Place, concordance
from storyteller_agents.canon.extract.gist import stem
from storyteller_agents.canon.extract.natural_laws import has_law
from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.story import Passage

_FIELDS = tuple(
    frozenset(map(stem, group.split())) - {""}
    for group in """water river stream brook ford burn beck creek lake sea pond ditch torrent canal moat flood
cross wade splash swim swam leap jump pass bridge ferry row over traverse stepped
sun sunlight sunshine daylight day noon midday morning dawn sunrise daybreak light sunny
night dark darkness midnight nightfall dusk moonlight moon evening sunset
rain rainy shower downpour drizzle wet rained raining storm drops drenched soaked umbrella
snow snowflake frost ice frozen freeze hail snowed icy
fire flame burn burnt burned blaze kindle lit hearth torch candle smoke spark ember
iron steel blade sword knife horseshoe nail
silver gold copper brass
lie lied lying falsehood untruth false deceive untrue pretend fib invented
truth true honest truthful
speak spoke speech talk say said tell told utter word voice answer call name whisper cry shout sang
dumb mute silent silence speechless voiceless
sing song sang sung tune whistle music hum chant
sleep slept asleep doze slumber nap dream snore bed
eat ate food meal bread supper dine feast bite chew swallow hungry
drink drank drunk sip draught swallow cup thirsty
die died dead death kill slain perish killed corpse
age aged old wrinkle grey older years
grow grew bloom blossom flower bud sprout leaf green shoot
fly flew wing flight soar air
walk go went come came step enter return stride run ran pass cross climb ride rode
open opened unlock unbar ajar unlatch swung turned
close shut lock locked bar
see saw look gaze watch stare sight behold eye face
shadow shade
mirror reflection glass image
blood bleed bled wound
weep wept tear cry cried sob
laugh smile laughed grin
touch hand finger grasp hold held stroke pick lift handle
carry bear bring take took carried
fall fell drop sink sank
float swim drift
remember memory recall forget forgot forgotten
work serve use used answer woke wake rub lit glow granted
fight fought war battle
heal cure mend heal well
ring rang bell toll chime peal
clock hour tick
ghost spirit spectre dead phantom
cold warm hot heat chill
horse mare stallion pony
ship boat vessel sail
door gate threshold doorway
magic spell charm enchant conjure
love marry wed bride wife husband
fear afraid tremble flee fled
write wrote written pen ink
steal stole thief rob
lose lost missing
break broke broken crack shatter split snap
rust rusted rusty tarnish
rot spoil decay moulder mildew
bird gull crow raven sparrow wing
child baby born birth son daughter
read book page""".split("\n")
)
_LIKE: dict[str, frozenset[str]] = {
    one: frozenset().union(*(field for field in _FIELDS if one in field)) for one in frozenset().union(*_FIELDS)
}
_REMARKED = re.compile(
    r"\b(?:despite|in spite of|in defiance|br(?:oke|eak|eaking|oken) the (?:law|rule|spell)|miracle|miraculous\w*|enchant\w*|bewitch\w*|(?:spell|curse|enchantment|charm|ban|magic|bond)s? (?:was|were|had|is|has) (?:been )?(?:at last |now )?(?:broken|lifted|undone|ended|off|gone|spent|taken)|for once|impossible|never before|(?:no one|nobody) had ever|for the first time|"
    r"exception\w*|wonder\w*|marvel\w*|ama[sz]\w*|astonish\w*|astound\w*|surpris\w*|incredulous\w*|although|though|even if|somehow|law|rule|strange to say|unheard)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|nowhere|unable|refus\w+|fail\w+|in vain|cannot|if|unless|would|could|might|must|should|until|till|before)\b|n['’]t\b|\?",
    re.I,
)
_REFUSED = re.compile(r"\b(?:not|never|no|nothing|nor|if|unless|would|could|in vain)\b|n['’]t\b|\?", re.I)
_AGAIN = re.compile(
    r"\b(?:again|once more|twice|a second|second time|another|third|as (?:he|she|they|it) had|as before|every (?:time|day|night|week)|each time|as (?:well|ever|often)|still|anew|last time|next|also|yesterday|always|many times|daily|nightly)\b",
    re.I,
)
_ENOUGH = {"never": 1.3, "follows": 1.3, "once": 0.8, "only": 1.9}


def unnatural(story: Story) -> Iterator[Objection]:
    """Yield what breaks a law of nature of the story's world, once for each law."""
    words: Concordance | None = None
    for fact in story.facts("world law"):
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
        self.wanted = frozenset().union(*(_like(one) for one in own | self.deed))

    def is_broken(self, words: Concordance, place: Place, shared: frozenset[str]) -> bool:
        """Whether a sentence breaks it."""
        reading, span = words.reading(place), words.span(place)
        if (reading.scene, span) == (self.fact.scene, self.fact.span):
            return False
        of = self._part(self.of, shared, like=True)
        deed = self._part(self.deed - self.of, shared, like=True)
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
            return bool(_AGAIN.search(text)) and not _REFUSED.search(text) and not _REMARKED.search(text)
        if has_law(text) or _REMARKED.search(text) or _DENIED.search(text):
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

    def _part(self, own: frozenset[str], shared: frozenset[str], *, like: bool) -> float:
        return sum(
            self.worth[one] if one in shared else 0.75 * self.worth[one]
            for one in own
            if one in shared or (like and _like(one) & shared)
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
        come = [bool((_like(one) - alike) & told or one in named) for one in follows]
        return any(come[:1]) or sum(come) > 1


def _like(one: str) -> frozenset[str]:
    return _LIKE.get(one, frozenset()) | {one}


def _all_like(stems: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*map(_like, stems))


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
