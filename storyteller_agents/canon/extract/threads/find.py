"""Set-ups that announce that they will matter, and pay-offs that lean on one: facts `thread`.

The first note is ``plant`` or ``payoff``, the second which turn it is (``vow``, ``hidden``, ``omen``, ``mystery``,
``prophecy``, ``thing``, ``deed``, ``threat``, ``hint``, ``tie``; ``promised``, ``object``, ``kept``, ``due``), the
others are the stems by which the thread can be known again; a name among them is ``@`` and whom it means. Everyday
promises, and foreshadowing without a thing of its own (``little did she know``), are no threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from storyteller_agents.canon.extract.gist import gist, stems
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.threads.cues import DEEDS, OBJECT, THINGS, THREATS
from storyteller_agents.canon.extract.threads.hints import HINTS
from storyteller_agents.canon.extract.threads.ties import PAYS, TIES
from storyteller_agents.canon.extract.threads.turns import HIDE, PAYOFFS, PLANTS, THING, UNTIL
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.hedges import QUOTED
from storyteller_agents.canon.reading import Reading

_ANNOUNCING = stems(
    "swear vow pledge promise oath word day someday time until one end week month year hour need matter remember regret "
    "know suspect guess dream think imagine realise come back return wait open unopened never long later find man woman "
    "people mystery riddle say tell explain foretell warn keep safe leave put lay place set take give old last night "
    "morning evening would nobody none yet then life live rest very same whoever save cost prove glad serve let get make "
    "good part turn see look hand well fulfil curse bury hide the"
)
"""What says that a thread is one, not what it is about."""
_ANNOUNCEMENTS = (("thing", THINGS), ("deed", DEEDS), ("threat", THREATS), ("hint", HINTS), ("tie", TIES))
_ALSO_SPOKEN = frozenset({"thing", "threat", "tie"})
_SLIGHT = frozenset({"hint", "tie"})
"""What counts only in a short sentence, and by people who are named for sure."""
_UNSAID = re.compile(r"(?:\b(?:not|never|if)|n['’]t)\s(?:\w+\s)?$")
_BEFORE_THAT = re.compile(r"\b(?:had|having|been|was|were)\s(?:\w+\s)?$")
_CLAUSE = re.compile(r"[,;:.!?]")
_SELDOM = 4
"""How often somebody is named at most of whom nothing may have been told before."""
_REACH, _LONGEST, _BESIDE, _SHORT, _LEAD = 320, 2000, 240, 260, 16
"""Signs: about a set-up, in a sentence, before an announcement, in a short sentence, before a verb."""


def find(reading: Reading) -> Iterator[Fact]:
    """Yield the set-ups and the pay-offs in a scene, one a sentence."""
    told: set[int] = set()
    yield from _outright(reading, told)
    yield from _announced(reading, told)


def _outright(reading: Reading, told: set[int]) -> Iterator[Fact]:
    """Yield the set-ups and pay-offs that name what they are about in their own sentence."""
    for role, turn, match in _turns(reading):
        start, end = reading.sentence_at(match.start())
        if start in told or end - start > _LONGEST or _is_unsaid(reading, role, turn, match):
            continue
        told.add(start)
        if turn == "due" and end - start > _SHORT:
            continue
        words = _due(reading, match) if turn == "due" else _about(reading, role, match)
        named = any(word[0] == "@" for word in words)
        least = 2 if role == "plant" and not (turn == "vow" and named) else 1
        if _own(words) < least or _is_unreal(reading, match):
            continue
        head = next(iter(stems(match.groupdict().get("head") or "")), "")
        yield _thread(reading, (start, end), (start, end), head, (role, turn, *words))


def _turns(reading: Reading) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Yield what may be a set-up or a pay-off: its role, its turn and where it is said."""
    for role, patterns in (("plant", PLANTS), ("payoff", PAYOFFS)):
        for turn, pattern in patterns:
            for match in reading.find(pattern):
                yield role, turn, match
    seldom = (one.start for one in reading.mentions if one.entity.times <= _SELDOM)
    for start, end in dict.fromkeys(map(reading.sentence_at, seldom)):
        due = PAYS.search(reading.narration, start, end)
        if due is not None:
            yield "payoff", "due", due
    for match in reading.find(UNTIL):
        if _is_put_by(reading, match):
            yield "plant", "hidden", match


def _is_put_by(reading: Reading, match: re.Match[str]) -> bool:
    """Whether that which is to wait is a thing that was hidden, or sealed."""
    before = max(reading.sentence_at(match.start())[0], match.start() - 160), match.start()
    if HIDE.search(reading.narration, *before):
        return True
    return "to be" in match[0] and THING.search(reading.narration, *before) is not None


def _is_unsaid(reading: Reading, role: str, turn: str, match: re.Match[str]) -> bool:
    """Whether it is denied, or only told of an earlier time: what somebody had vowed before sets nothing up."""
    lead = reading.narration[max(reading.sentence_at(match.start())[0], match.start() - _LEAD) : match.start()]
    if _UNSAID.search(lead):
        return True
    return role == "plant" and turn in ("vow", "prophecy") and _BEFORE_THAT.search(lead) is not None


def _about(reading: Reading, role: str, match: re.Match[str]) -> list[str]:
    """Return what a turn is about. A pay-off is known by what it leans on, not by what happens."""
    start, end = reading.sentence_at(match.start())
    reach = _REACH if role == "plant" else 0
    about = gist(reading, max(start, match.start() - reach), min(end, match.end() + reach))
    return sorted(about - _ANNOUNCING)


def _due(reading: Reading, match: re.Match[str]) -> list[str]:
    """Return what a pay-off is about that leans on somebody: who is named where it does, and the words beside it."""
    start, end = reading.sentence_at(match.start())
    close = _CLAUSE.search(reading.narration, match.end(), end)
    words = gist(reading, max(start, match.start() - _REACH), min(end, match.end() + _REACH)) - _ANNOUNCING
    people = _people(reading, match.start(), close.start() if close else end)
    return sorted(people.union(word for word in words if word[0] != "@"))


def _announced(reading: Reading, told: set[int]) -> Iterator[Fact]:
    """Yield what announces itself by what is said beside it, one a paragraph at most where the two stand together."""
    for turn, pattern in _ANNOUNCEMENTS:
        last = -1
        for match in pattern.finditer(reading.masked if turn in _ALSO_SPOKEN else reading.narration):
            start, end = reading.sentence_at(match.start())
            first = _beginning(reading, start)
            if start in told or first <= last or end - first > _LONGEST:
                continue
            fact = _announcement(reading, turn, match, first)
            if fact is not None:
                told.add(start)
                last = end
                yield fact


def _announcement(reading: Reading, turn: str, match: re.Match[str], first: int) -> Fact | None:
    """Return what is announced, or None where there is neither a thing nor anybody to know it by."""
    start, end = reading.sentence_at(match.start())
    if turn in _SLIGHT and end - start > _SHORT:
        return None  # what a long sentence mentions by the way announces nothing
    alone = turn == "thing" or reading.named_at(start, end) is None
    thing = _thing(reading, first if alone else start, start, end)
    if (turn == "thing" and thing is None) or (not _is_asked(reading, turn, match) and _is_unreal(reading, match)):
        return None
    begin = reading.sentence_at(min(start, thing.start()))[0] if thing else start
    words = sorted(gist(reading, begin, end) - _ANNOUNCING)
    if turn in _SLIGHT:
        sure = _people(reading, start, end)
        words = [word for word in words if word[0] != "@" or word in sure]
    named = any(word[0] == "@" for word in words)
    least = 1 if turn in ("deed", "threat") and reading.named_at(start, end) is not None else 2
    if _own(words) < least or not (thing or named):
        return None
    head = next(iter(stems(thing["thing"])), "") if thing else ""
    return _thread(reading, (begin, end), (min(match.start(), begin), match.end()), head, ("plant", turn, *words))


def _beginning(reading: Reading, start: int) -> int:
    """Return where that begins which stands beside a sentence: a sentence or two before it, in its paragraph."""
    paragraph = reading.masked.rfind("\n\n", 0, start) + 1
    first = max(paragraph, start - _BESIDE)
    return reading.sentence_at(first)[0] if first > paragraph else paragraph


def _thing(reading: Reading, first: int, start: int, end: int) -> re.Match[str] | None:
    """Return the thing that an announcement is about: the first of its sentence, or the last before that."""
    own = OBJECT.search(reading.masked, start, end)
    return own or next(reversed(list(OBJECT.finditer(reading.masked, first, start))), None)


def _people(reading: Reading, start: int, end: int) -> set[str]:
    """Return who is named in a passage and is a person for sure."""
    found: set[str] = set()
    for one in reading.named_between(start, end):
        before = reading.flat[max(0, one.start - 4) : one.start]
        sure = one.entity.kind == "person" and (one.entity.gender or " " in one.entity.name)
        within = one.start > start + 1 and before.endswith(" ") and before.lower() != "the "
        if sure or (one.entity.kind != "place" and within):
            found.add(f"@{one.entity.name}")
    return found


def _is_asked(reading: Reading, turn: str, match: re.Match[str]) -> bool:
    """Whether it is a question that narration puts."""
    return turn == "tie" and match[0].endswith("?") and reading.narration[match.start()] != QUOTED


def _is_unreal(reading: Reading, match: re.Match[str]) -> bool:
    return bool(reading.hedges(*match.span()) & {"question", "dream", "figurative"})


def _own(words: Iterable[str]) -> int:
    """Return how many words are no names."""
    return sum(word[0] != "@" for word in words)


def _thread(reading: Reading, told: tuple[int, int], span: tuple[int, int], head: str, notes: tuple[str, ...]) -> Fact:
    value = " ".join(reading.flat[slice(*told)].split())
    return fact_at(reading, span, "", "thread", value, about=head, notes=notes)
