"""Set-ups that announce that they will matter, and pay-offs that lean on one: facts `thread`.

The first note is ``plant`` or ``payoff``, the second which turn it is (``vow``, ``hidden``, ``omen``, ``mystery``,
``prophecy``, ``thing``, ``deed``, ``threat``, ``hint``, ``tie``; ``promised``, ``object``, ``kept``, ``due``), the others are the stems by which the thread can be known again; a
name among them is ``@`` and whom it means. Everyday promises, and foreshadowing without a thing of its own (``little
did she know``), are no threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.gist import gist, stems
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.thread_cues import DEEDS, HINTS, OBJECT, THINGS, THREATS
from storyteller_agents.canon.extract.thread_ties import PAYS, TIES
from storyteller_agents.canon.extract.thread_turns import HIDE, PAYOFFS, PLANTS, THING, UNTIL
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_ANNOUNCING = stems(
    "swear vow pledge promise oath word day someday time until one end week month year hour need matter remember regret know suspect guess dream think imagine realise come back return wait open unopened never long "
    "later find man woman people mystery riddle say tell explain foretell warn keep safe leave put lay place set take give old last night morning evening would nobody none yet then life live rest very same whoever save "
    "cost prove glad serve let get make good part turn see look hand good well fulfil curse come bury hide keep the"
)
_UNSAID = re.compile(r"(?:\b(?:not|never|if)|n['’]t)\s(?:\w+\s)?$")
_SELDOM = 4
"""How often somebody is named at most of whom nothing may have been told before."""
_REACH, _LONGEST, _BESIDE, _HINT = 320, 2000, 240, 260


def find(reading: Reading) -> Iterator[Fact]:
    """Yield the set-ups and the pay-offs in a scene, one a sentence."""
    seen: set[int] = set()
    for role, turn, match in _turns(reading):
        start, end = reading.sentence_at(match.start())
        if (
            start in seen
            or end - start > _LONGEST
            or _UNSAID.search(reading.narration, max(start, match.start() - 16), match.start())
        ):
            continue
        if (
            role == "plant"
            and turn in ("vow", "prophecy")
            and re.search(
                r"\b(?:had|having|been|was|were)\s(?:\w+\s)?$",
                reading.narration[max(start, match.start() - 16) : match.start()],
            )
        ):
            continue  # what he had vowed before is no set-up
        seen.add(start)
        if turn == "due" and end - start > _HINT:
            continue
        reach = (
            _REACH if role == "plant" or turn == "due" else 0
        )  # a pay-off is known by what it leans on, not by what happens
        about = gist(reading, max(start, match.start() - reach), min(end, match.end() + reach))
        if turn == "due":
            about = frozenset(one for one in about if one[0] != "@") | frozenset(_people(reading, start, end))
        words = sorted(about - _ANNOUNCING)
        if sum(word[0] != "@" for word in words) < (2 if role == "plant" else 1):
            continue
        if reading.hedges(match.start(), match.end()) & {"question", "dream", "figurative"}:
            continue
        value = " ".join(reading.flat[start:end].split())
        head = next(iter(stems(match.groupdict().get("head") or "")), "")
        yield fact_at(reading, (start, end), "", "thread", value, about=head, notes=(role, turn, *words))

    yield from _announced(reading, seen)


def _announced(reading: Reading, seen: set[int]) -> Iterator[Fact]:
    """Yield what announces itself by what is said beside it, one a paragraph at most where the two stand together."""
    text = reading.masked
    for turn, pattern in (("thing", THINGS), ("deed", DEEDS), ("threat", THREATS), ("hint", HINTS), ("tie", TIES)):
        last = -1
        for match in pattern.finditer(text if turn in ("thing", "threat", "tie") else reading.narration):
            start, end = reading.sentence_at(match.start())
            paragraph = text.rfind("\n\n", 0, start) + 1
            first = max(paragraph, start - _BESIDE)
            first = reading.sentence_at(first)[0] if first > paragraph else paragraph
            if start in seen or first <= last or end - first > _LONGEST:
                continue
            alone = turn == "thing" or reading.named_at(start, end) is None
            thing = _thing(reading, first if alone else start, start, end)
            asked = turn == "tie" and match[0].endswith("?") and reading.narration[match.start()] != "\ue000"
            if (turn == "thing" and thing is None) or (not asked and _hedged(reading, match)):
                continue
            seen.add(start)
            last = end
            head = next(iter(stems(thing["thing"])), "") if thing else ""
            begin = min(start, thing.start()) if thing else start
            words = sorted(gist(reading, reading.sentence_at(begin)[0], end) - _ANNOUNCING)
            people = {f"@{one.entity.name}" for one in reading.named_between(start, end) if one.entity.kind != "place"}
            if turn in ("hint", "tie"):
                people = _people(reading, start, end)
            if turn in ("hint", "tie") and end - start > _HINT:
                continue  # what a long sentence mentions by the way announces nothing
            if turn in ("hint", "tie"):
                words = [word for word in words if word[0] != "@" or word in people]
            least = 1 if turn in ("deed", "threat") and people else 2
            if sum(word[0] != "@" for word in words) < least or not (thing or any(word[0] == "@" for word in words)):
                continue
            value = " ".join(reading.flat[reading.sentence_at(begin)[0] : end].split())
            span = (min(match.start(), begin), match.end())
            yield fact_at(reading, span, "", "thread", value, about=head, notes=("plant", turn, *words))


def _people(reading: Reading, start: int, end: int) -> set[str]:
    """Return who is named in a sentence and is a person for sure."""
    found: set[str] = set()
    for one in reading.named_between(start, end):
        before = reading.flat[max(0, one.start - 4) : one.start]
        sure = one.entity.kind == "person" and (one.entity.gender or " " in one.entity.name)
        if sure or (
            one.entity.kind != "place" and one.start > start + 1 and before.endswith(" ") and before.lower() != "the "
        ):
            found.add(f"@{one.entity.name}")
    return found


def _thing(reading: Reading, first: int, start: int, end: int) -> re.Match[str] | None:
    """Return the thing that an announcement is about: the first of its sentence, or the last before it in the paragraph."""
    own = OBJECT.search(reading.masked, start, end)
    return own or next(reversed(list(OBJECT.finditer(reading.masked, first, start))), None)


def _hedged(reading: Reading, match: re.Match[str]) -> bool:
    return bool(reading.hedges(match.start(), match.end()) & {"question", "dream", "figurative"})


def _turns(reading: Reading) -> Iterator[tuple[str, str, re.Match[str]]]:
    for role, patterns in (("plant", PLANTS), ("payoff", PAYOFFS)):
        for turn, pattern in patterns:
            for match in reading.find(pattern):
                yield role, turn, match
    for start, end in dict.fromkeys(
        reading.sentence_at(one.start) for one in reading.mentions if one.entity.times <= _SELDOM
    ):
        due = PAYS.search(reading.narration, start, end)
        if due is not None:
            yield "payoff", "due", due
    for match in reading.find(UNTIL):
        start = reading.sentence_at(match.start())[0]
        before = max(start, match.start() - 160), match.start()
        if HIDE.search(reading.narration, *before) or (
            "to be" in match[0] and THING.search(reading.narration, *before)
        ):
            yield "plant", "hidden", match
