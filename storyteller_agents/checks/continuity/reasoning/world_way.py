"""What happens against how things always are in the story's world: part of `broken_world_rule`.

How they are says `canon/extract/world_rules/ways.py`. A sentence goes against it where it (with the one before it) names the same
place or thing, or one of the same kind, even by his own name (the dragon Skarn … Skarn), and tells as a fact what never
is, or what excludes that which always is (`canon/extract/likeness.py`), at the time for which it holds; or where somebody
does what others alone can do, and it works. It needs most of the telling words, or words of their fields. Excused is what the
prose remarks on, denies, supposes or dreams, and where what has to follow does follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.concordance import Concordance, Place, concordance
from storyteller_agents.canon.extract.gist import WORD, stem, stems
from storyteller_agents.canon.extract.likeness import contrary, like
from storyteller_agents.canon.extract.sorts_of_people import excludes
from storyteller_agents.canon.extract.world_rules.ways import TIMES
from storyteller_agents.canon.facts import Fact, Point
from storyteller_agents.canon.reading import Reading
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.reasoning.natural_law import REMARKED
from storyteller_agents.story import Passage

_NOT = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|nowhere|unable|refus\w+|fail\w+|vain|cannot|without|"
    r"would|might|must|"
    r"should|hardly|scarcely|wished|wanted|hoped|tried|forbidden|instead|outside|(?:left|laid|put|threw) "
    r"(?:\w+ ){1,4}(?:behind|aside|away|down|off)|thought of|thinking of|dream\w*|"
    r"fl(?:y|ew|ying) (?:down|along|up|out|into|at|open|past|by|off|round|across|through)|remember\w*|"
    r"long(?:ed|ing) for|missed|imagin\w*|(?:spoke|talked|told|heard|read) of|picture|painted)\b|n['’]t\b",
    re.I,
)
_IF = re.compile(r"\b(?:if|unless|as though|as if|like a|lest)\b|\?", re.I)
_CLAUSE = re.compile(r"(?:[^,;:—](?! (?:and|but|while|though) )){1,400}.?")
_OTHER = re.compile(r"\W*(?:and |but |while |as |though |for |when )?(?:the|an?) [a-z]+(?: [a-z]+)? [a-z]+", re.I)
_CAN = re.compile(r"\b(?:could|can)\b(?! (?:be )?(?:see|hear|smell|feel|seen|heard|felt|smelt)\b)", re.I)
_PUNISHED = re.compile(
    r"\b(?:punish\w*|hang(?:ed)?|arrest\w*|banish\w*|executed|beheaded|fined|gaol|prison|guilty|sin|forb\w+|"
    r"permi\w+|disguise\w*|"
    r"secret\w*|defi\w+|law|allowed|leave|stocks|flogged|whipped|burned at)\b",
    re.I,
)
_WORKS = stems(
    "work obey serve answer open turn speak shine glow wake wok grant show make heal cure sing ring light "
    "blaze give move leap "
    "come do function respond heed suffer burn"
)
_PASSING = stems("cross enter pass go come leave climb open touch return")
_MUTED = frozenset(map(stem, ["fall", "make", "turn"]))


def against_ways(story: Story) -> Iterator[Objection]:
    """Yield what goes against how things always are, once for each statement."""
    words: Concordance | None = None
    said: set[tuple[str, tuple[int, int]]] = set()
    spans = frozenset((fact.scene, fact.span) for fact in story.facts("world way"))
    for fact in story.facts("world way"):
        if (fact.scene, fact.span) in said:
            continue
        words = words or concordance(story)
        way = _Way(words, fact, spans)
        if way.rare and not way.telling:
            continue
        for place, shared in words.sharing(way.wanted | way.anchors, Point(-1, 0), Point(len(story.scenes), 0)):
            if way.may_concern(shared) and way.is_broken(place):
                said.add((fact.scene, fact.span))
                yield _objection(words, fact, place)
                break


class _Way:
    """How something always is, with what its words are worth in this story."""

    def __init__(self, words: Concordance, fact: Fact, spans: frozenset[tuple[str, tuple[int, int]]]) -> None:
        self.spans = spans
        self.words, self.fact, self.form = words, fact, fact.notes[0]
        parts: dict[str, list[str]] = {}
        for note in fact.notes[1:]:
            parts.setdefault(note[0], []).append(note[2:])
        self.names, self.heads = frozenset(parts.get("n", [])), frozenset(parts.get("h", []))
        self.kinds, self.deed = frozenset(parts.get("k", [])), parts["a"]
        self.but = frozenset(parts.get("b", []))
        self.rare = frozenset(parts.get("r", []))
        often = max(6, words.sentences // 600)
        self.telling = frozenset(one for one in self.rare if words.often(one) <= often)
        self.time = TIMES[parts["t"][0]] if "t" in parts else frozenset()
        self.of_kind = _named_so(words, self.kinds) if self.kinds else frozenset()
        wanted = frozenset().union(*(like(one) | contrary(one) for one in self.deed))
        self.wanted = wanted | (_WORKS if self.form == "only" else frozenset())
        self.worth = {one: words.weight(one) for one in self.deed}
        self.anchors = (
            self.rare or (self.kinds and self.kinds | self.of_kind) or (self.names and self.names | self.heads)
        )

    def may_concern(self, shared: frozenset[str]) -> bool:
        """Whether a sentence has a word of the deed and, where it must, one for the place or thing itself."""
        return bool(shared & self.wanted) and (not self.anchors or bool(shared & self.anchors))

    def is_broken(self, place: Place) -> bool:
        """Whether a sentence goes against it."""
        words = self.words
        reading, (start, end) = words.reading(place), words.span(place)
        if (reading.scene, (start, end)) in self.spans:
            return False  # another statement in general
        before = words.span(Place(place.scene, max(0, place.sentence - 1)))[0]
        paragraph = reading.flat.rfind("\n\n", 0, start) + 1
        near = _stems(reading, max(before, paragraph), end)
        own = _stems(reading, start, end)
        if not self._is_same(near, own) or (self.time and not self.time & near):
            return False
        text = reading.narration[start:end]
        if REMARKED.search(text) or _IF.search(text):
            return False
        after = reading.narration[max(before, paragraph) : end + 160]
        if self.form in ("never", "only") and _PUNISHED.search(after):
            return False
        if not self._tells(reading, place, own):
            return False
        return not reading.hedges(start, end) & {"question", "dream", "figurative", "feigned"}

    def _is_same(self, near: frozenset[str], own: frozenset[str]) -> bool:
        """Whether it is about the same place or thing, or about one of the same kind."""
        if self.rare:
            whole = sum(map(self.words.weight, self.rare))
            shared = sum(self.words.weight(one) for one in self.rare if one in near)
            return bool(self.telling & near and self.rare & own) and shared >= 0.7 * whole
        if self.kinds and not (self.kinds | self.of_kind) & own:
            return False
        if self.kinds and not self.heads:
            return True
        if self.names and not (self.names <= near and (self.names & own or self.heads & own)):
            return False
        return not self.heads or bool(self.heads & near)

    def _tells(self, reading: Reading, place: Place, own: frozenset[str]) -> bool:
        start, end = self.words.span(place)
        said, denied = self._said(reading, start, end)
        mine = self.names | self.heads | self.kinds | (self.rare if self.form != "turn" else frozenset())
        if self.form in ("never", "lack"):
            if set(self.deed[:1]) & denied:
                return False
            if len(self.deed) > 1 and self.deed[0] in _PASSING and not like(self.deed[0]) & said:
                return False
            lacking = bool(self.but & denied) if self.but else True
            return self._share(said - mine) >= (0.4 if self.kinds else 0.5) and (lacking or not self.but & own)
        if self.form == "always":
            excluded = frozenset().union(*(contrary(one) for one in self.deed))
            return (bool(excluded & said) and not set(self.deed) & said) or bool(set(self.deed) & denied - said)
        if self.form == "only":
            works = self._share(said - mine) >= 0.5 or (bool(set(self.deed) & _WORKS) and bool((said & _WORKS) - mine))
            return works and excludes(self.but, reading, start, end)
        last = min(place.sentence + 1, len(reading.sentences) - 1)
        told = _stems(reading, start, reading.sentences[last][1])
        follows = frozenset().union(*(like(one) for one in self.but - _MUTED), self.but)
        return (
            self._share(said - mine) >= 0.6
            and bool(said & set(self.deed) or self.kinds or self.telling)
            and not follows & told
        )

    def _said(self, reading: Reading, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the stems of what a sentence says is so, and of what it says is not."""
        said: set[str] = set()
        denied: set[str] = set()
        mine = self.kinds | self.of_kind | self.rare
        for clause in _CLAUSE.finditer(reading.narration[start:end]):
            own = _stems(reading, start + clause.start(), start + clause.end())
            if mine and not mine & own and _OTHER.match(clause[0]):
                continue  # of somebody else
            (denied if _NOT.search(clause[0]) or _CAN.search(clause[0]) else said).update(own)
        return frozenset(said), frozenset(denied)

    def _share(self, said: frozenset[str]) -> float:
        whole = sum(self.worth.values())
        return sum(worth for one, worth in self.worth.items() if like(one) & said) / whole if whole else 0.0


def _stems(reading: Reading, start: int, end: int) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(reading.flat, start, end)) - {""}


def _named_so(words: Concordance, kinds: frozenset[str]) -> frozenset[str]:
    """Return the stems of the names of those who are called one of a kind: the dragon Skarn, Orlov, the vampire."""
    found: set[str] = set()
    for place, _ in words.sharing(kinds, Point(-1, 0), Point(1 << 30, 0)):
        reading, (start, end) = words.reading(place), words.span(place)
        for one in reading.named_between(start, end):
            near = reading.flat[max(start, one.start - 20) : one.start], reading.flat[one.end : one.end + 30]
            before = re.search(r"\b[Tt]he (?:[a-z]+ )?([a-z]+) $", near[0])
            after = re.match(r", (?:the|an?) (?:[a-z]+ )?([a-z]+)\b|,? (?:was|is) an? (?:[a-z]+ )?([a-z]+)\b", near[1])
            if any(stem(word) in kinds for match in (before, after) if match for word in match.groups() if word):
                found |= stems(reading.flat[one.start : one.end])
    return frozenset(found)


def _objection(words: Concordance, fact: Fact, place: Place) -> Objection:
    reading, span = words.reading(place), words.span(place)
    message = "This goes against how the story says it always is."
    suggestion = "Let the passage say why it is otherwise here, or change one of the two."
    quote = reading.text[slice(*span)]
    if fact.start > Point(reading.number, span[0]):
        return Objection(
            *fact.span, message, suggestion, fact.scene, Passage(quote=quote, scene=reading.scene, span=span)
        )
    against = Passage(quote=fact.quote, scene=fact.scene, span=fact.span)
    return Objection(*span, message, suggestion, reading.scene, against)
