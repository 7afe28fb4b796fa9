"""Names in English prose: capitalised words, counted with what stands around them. Who they belong to is not decided here.

Counted a scene at a time, so that a changed scene alone is counted again; `entities.py` joins the counts. A name is
told from the first word of a sentence by the words that are also written small, in the scene or elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

MALE_TITLES = frozenset(
    "mr mister sir lord king prince duke baron count father brother uncle master don monsieur herr".split()
)
FEMALE_TITLES = frozenset(
    "mrs miss ms madam madame lady queen princess duchess baroness countess mother sister aunt mistress mademoiselle frau".split()
)
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | frozenset(
        "dr doctor professor captain colonel general major lieutenant sergeant corporal inspector constable judge reverend "
        "saint st cousin chief sheriff bishop abbot admiral commander detective president chancellor emperor".split()
    )
)
_JOINS = frozenset("of de von van der den la le du da di del st y".split())
NOT_NAMES = frozenset(
    """i i'm i'll i've i'd a an the and but or nor so yet for if when while as because though although since until unless
    he she it we you they his her its our your their my this that these those there here who what which whose whom where
    why how then now not no yes oh ah o well in on at to from by with without of off out up down over under after before
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter god lord heaven hell devil sir madam mr mrs miss ms dr chapter book part
    volume act scene english french german italian spanish latin greek american british irish scotch scottish welsh dutch
    chinese japanese indian russian roman jewish christian north south east west northern southern eastern western okay ok
    seconds minutes hours days weeks months years summer winter spring autumn evening morning noon midday afternoon
    night midnight dawn dusk twilight sunset sunrise christmastide eve new-year midsummer midwinter
    whoever whosoever whatever whichever wherever whenever daylight sunlight moonlight silver gold iron
    nobody everybody everyone somebody someone anybody anyone nothing everything something anything
    mondays tuesdays wednesdays thursdays fridays saturdays sundays being having seeing hearing therefore however meanwhile moreover nevertheless otherwise instead thus hence
    neither either both none nobody nothing everybody everyone somebody someone something anybody anyone anything another others
    few several half two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety against among beside besides between beyond despite
    during except inside outside past through till until unto upon within throughout towards toward amid above behind below
    beneath along around across near twice long soon today tomorrow yesterday
    please hello goodbye good dear come go let look just only even never ever once all every each some any many most more
    such very too also perhaps maybe indeed still again always o'clock gutenberg bible""".split()
)

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = re.compile(r"\b[a-z][a-z]+(?:['’-][a-z]+)*")
_WORD = r"[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
_TITLE = "|".join(sorted(title.capitalize() for title in TITLES))
_RUN = re.compile(
    rf"(?<![\w'’-])(?:(?:(?:{_TITLE})\b\.?|[A-Z]\.)\s)*{_WORD}"
    rf"(?:\s(?:(?:{'|'.join(sorted(_JOINS))}|of\sthe)\s)?(?:[A-Z]\.\s)*{_WORD})*"
)
_OPENS = re.compile(r"(?:^|[.!?…:;]['\"”’)\]]*\s+|[\"“‘(\[—–]|--|\n\s*\n\s*|\*|_)\s*$")
_PERSON_AFTER = re.compile(
    r"(?:,? (?:who|whose)\b|\s(?:had|has|said|asked|cried|replied|answered|thought|felt|knew|wondered|whispered|shouted|"
    r"says|asks|went|came|took|gave|sat|stood|ran|saw|heard|told|spoke|began|got|made|held|kept|found|left|rose|fell|"
    r"lost|wore|threw|shook|drew|put|never|always|died|woke|paid|drank|ate|slept|swore|bent|met|brought|caught|wrote|bought|"
    r"[a-z]{2,}ed|himself|herself)\b|['’]s\s(?:\w+\s){0,2}(?:eyes?|hair|face|hands?|head|voice|heart|mother|father|brother|"
    r"sister|wife|husband|son|daughter|arms?|mouth|lips|mind|feet|shoulders?|uncle|aunt|friend|name|age|fingers|beard)\b)"
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:said|asked|cried|replied|answered|whispered|shouted|told|named|called|murmured|exclaimed|added|returned|"
    r"thought|with|for|than|dear|poor|old|young|little)\s|[,“‘\"]\s?)$"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|to|into|near|towards?|reached|from|around|outside|across|through|beyond|left for|north of|south of|"
    r"east of|west of|town of|city of|village of|port of|island of|kingdom of|land of)\s(?:the\s)?$"
)
_MALE_KIN = "brother|son|husband|uncle|nephew|father|grandfather|grandson|stepfather|boy|lad|gentleman|widower|bachelor"
_FEMALE_KIN = "sister|daughter|wife|aunt|niece|mother|grandmother|granddaughter|stepmother|girl|lass|lady|widow|maid"
_KIN_BEFORE = re.compile(rf"\b(?:(?P<m>{_MALE_KIN})|(?P<f>{_FEMALE_KIN})),?\s(?:(?:named|called)\s)?$")
_KIN_AFTER = re.compile(
    rf",\s(?:(?:his|her|my|their|the|a|an|(?:[A-Z]\w+\s)?[\w’']+['’]s)\s)(?:\w+\s)?(?:(?P<m>{_MALE_KIN})|(?P<f>{_FEMALE_KIN}))\b"
)
_PREDICATE = re.compile(
    rf"(?: was| is|,)(?: then| still)? (?:an?|the) (?:[\w-]+ ){{0,4}}?(?:(?P<m>man|{_MALE_KIN})|(?P<f>woman|{_FEMALE_KIN}))\b"
)
_PRONOUN = re.compile(
    r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]imself)|(?P<f>[Ss]he|[Hh]ers?(?! (?:to|and|in|on|at|with|from|for|by|as|out|off|up|again)\b)(?= [a-z])|[Hh]erself))\b"
)
"""The next pronoun, but for those that are mostly of somebody else: ``Anna saw him``."""
_COMPOUNDS = (
    "-old",
    "-eyed",
    "-haired",
    "-handed",
    "-armed",
    "-legged",
    "-headed",
    "-faced",
    "-footed",
    "-hearted",
    "-bearded",
)
"""How adjectives end that may open a sentence before a name: ``Grey-eyed Clara``."""


@dataclass(slots=True)
class NameUse:
    """How often a name comes, and in what company.

    Attributes:
        inside: how often it stands within a sentence; `opening`: how often it, or what it hangs on, opens one.
        person, place: how often what stands around it speaks for a person or for a place.
        male, female: how often the next pronoun was he or she.
    """

    inside: int = 0
    opening: int = 0
    person: int = 0
    place: int = 0
    male: int = 0
    female: int = 0

    def add(self, other: NameUse) -> None:
        """Add what was counted elsewhere."""
        self.inside += other.inside
        self.opening += other.opening
        self.person += other.person
        self.place += other.place
        self.male += other.male
        self.female += other.female

    @property
    def times(self) -> int:
        """How often it comes in all."""
        return self.inside + self.opening


@dataclass(slots=True)
class NameCounts:
    """The names of a text, and how often each word is written small there."""

    uses: dict[str, NameUse] = field(default_factory=dict)
    small: Counter[str] = field(default_factory=Counter)


def plain_name(words: str) -> str:
    """Return a name without dots and line breaks, as it is looked up: ``Mr.\\nHyde`` → ``Mr Hyde``."""
    return " ".join(words.replace(".", " ").split())


def name_runs(text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield every run of capitalised words: its offsets, and those of its words."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        words = [match.span() for match in _TOKEN.finditer(text, start, end)]
        if words:
            last = words[-1]
            stem = without_ending(text[last[0] : last[1]])
            words[-1] = (last[0], last[0] + len(stem))
            yield start, words[-1][1], words


def without_ending(word: str) -> str:
    """Return a word without the ending of a possessive or of a contraction."""
    return re.sub(r"['’](?:s|d|ll|m|re|ve)?$", "", word)


def count_names(text: str) -> NameCounts:
    """Count the capitalised runs of a text."""
    counts = NameCounts(small=Counter(_SMALL.findall(text)))
    for start, _, words in name_runs(text):
        opens = bool(_OPENS.search(text, max(0, start - 12), start)) or start == 0
        first = 0
        while first < len(words) and _is_no_name(text[slice(*words[first])].lower()):
            first, opens = first + 1, False if first else opens
        opens = opens and first == 0
        while words[first:] and text[slice(*words[-1])].lower() in NOT_NAMES:
            words.pop()
        if any(text[begin:end].isupper() and end - begin > 1 for begin, end in words[first:]):
            continue  # a heading, or somebody shouts
        if first >= len(words):
            continue
        begin, end = words[first][0], words[-1][1]
        use = counts.uses.setdefault(plain_name(text[begin:end]), NameUse())
        use.opening += opens
        use.inside += not opens
        place = bool(_PLACE_BEFORE.search(text, max(0, begin - 24), begin))
        use.place += place
        after = _PERSON_AFTER.match(text, end)
        use.person += not place and bool(
            after or (_PERSON_BEFORE.search(text, max(0, begin - 16), begin) and not after)
        )
        _count_gender(text, begin, end, use)
    return counts


def _is_no_name(word: str) -> bool:
    return (word in NOT_NAMES and word not in TITLES) or word.endswith(_COMPOUNDS)


def _count_gender(text: str, begin: int, end: int, use: NameUse) -> None:
    """Count what kin a name is called, and else the first pronoun after it, if nobody else is named before that."""
    told = _KIN_BEFORE.search(text, max(0, begin - 24), begin)
    told = told or _KIN_AFTER.match(text, end) or _PREDICATE.match(text, end)
    if told is None:
        told = _PRONOUN.search(text, end, end + 90)
        if told and re.search(r"\b[A-Z][a-z]{2,}|\n\s*\n|\b(?:man|woman|boy|girl|lady)\b", text[end : told.start()]):
            return
    if told:
        use.male += told["m"] is not None
        use.female += told["f"] is not None
