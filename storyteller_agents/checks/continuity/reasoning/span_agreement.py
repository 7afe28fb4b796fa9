"""Spans and dates of single things, told twice: a marriage of ten years and of fifteen, a wedding on a Tuesday and on a Friday.

What goes on may have lasted longer by the time that has passed since; a span that shrinks is wrong at once. Things that
happen more than once (journeys, voyages) are compared only nearby or where they share a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storyteller_agents.canon.extract.times.event_words import OFTEN
from storyteller_agents.canon.extract.times.lasting import LASTING, OF_EVERYBODY
from storyteller_agents.canon.extract.times.words import MONTHS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, disagree
from storyteller_agents.checks.continuity.reasoning.season_order import fits

_OFTEN = frozenset(
    {
        "voyage",
        "journey",
        "absence",
        "parting",
        "wait",
        "flood",
        "illness",
        "silence",
        "rain",
        "storm",
        "search",
        "fast",
        "vigil",
        "work",
        "drinking",
        "battle",
        "coma",
        "feud",
        "reign",
    }
)
_ONCE = frozenset({"apprenticeship", "marriage", "engagement", "widowhood", "prison", "exile", "blindness", "hospital"})
"""What hardly anybody goes through twice in a story."""
_NEAR, _FAR = 2500, 30_000
_SUGGESTION = "Keep one of the two, or say that they are different spans."


def span_conflicts(story: Story) -> Iterator[Objection]:
    """Yield spans that were longer or shorter before."""
    groups: dict[str, list[Fact]] = {}
    for fact in story.facts("duration"):
        if fact.hard and int(fact.value) > 0:
            groups.setdefault(fact.about, []).append(fact)
    passing = list(story.facts("elapsed", "jump"))
    for topic, facts in groups.items():
        told: set[str] = set()
        for place, fact in enumerate(facts):
            for other in reversed(facts[max(0, place - 12) : place]):
                if (
                    fact.notes[0] == other.notes[0]
                    or (fact.span == other.span and fact.scene == other.scene)
                    or fact.notes[0] in told
                ):
                    continue
                if _concerns_same(story, topic, fact, other) and _differ(fact, other, passing):
                    told.add(fact.notes[0])
                    here, there = _shown(fact), _shown(other)
                    yield disagree(
                        fact, other, f"The {topic} is said to have lasted {here} here, but {there} before.", _SUGGESTION
                    )
                    break


def _named(fact: Fact, kind: str) -> set[str]:
    return {note for note in fact.notes if note.startswith(kind)}


def _concerns_same(story: Story, topic: str, one: Fact, two: Fact) -> bool:
    places = _named(one, "at:"), _named(two, "at:")
    if all(places) and not places[0] & places[1]:
        return False
    if topic.startswith("do ") and not places[0] & places[1] and story.words_between(one, two) > _NEAR:
        return False
    if "loose" in one.notes or "loose" in two.notes:
        shared = bool(places[0] & places[1]) if topic not in OF_EVERYBODY else story.words_between(one, two) <= _NEAR
        if not shared and (topic in _OFTEN or topic in OF_EVERYBODY or topic == "residence") and topic not in _ONCE:
            return False
    people = _named(one, "who:"), _named(two, "who:")
    if "since" in one.notes:
        return people[0] == people[1] and story.words_between(one, two) <= _FAR
    if "calendar" in (*one.notes, *two.notes):
        return bool(people[0] & people[1]) and (topic != "residence" or bool(places[0] & places[1]))
    nobodys = (
        topic in OF_EVERYBODY
        or (not any(people) and (_is_thing(topic) or story.words_between(one, two) <= 2 * _NEAR))
        or (topic.startswith("do ") and places[0] & places[1])
    )
    if not nobodys and topic not in ("voyage", "journey") and not people[0] & people[1]:
        return False
    if all(people) and not people[0] & people[1] and topic not in OF_EVERYBODY:
        return False
    if topic == "residence" and not places[0] & places[1]:
        return False
    return topic not in _OFTEN or bool(places[0] & places[1]) or story.words_between(one, two) <= _NEAR


def _is_thing(topic: str) -> bool:
    """Whether what lasts is a thing by its own noun, of no known class."""
    return topic not in LASTING and not topic.startswith(("do ", "time at", "time since"))


def _differ(fact: Fact, other: Fact, passing: list[Fact]) -> bool:
    now, before = _days(fact), _days(other)
    if "calendar" in (*fact.notes, *other.notes):
        rough = "vague" in (*fact.notes, *other.notes)
        return abs(now - before) > (0.4 * max(now, before) if rough else 1.5 * 365)
    if "ended" in other.notes and "ended" not in fact.notes and now < before:
        return now * 1.25 < before
    spare = (
        1.6
        if "vague" in fact.notes or "vague" in other.notes
        else 1.02
        if fact.notes[0].split()[1] == other.notes[0].split()[1]
        else 1.25
    )
    if now * spare < before:
        return True
    if now <= before * spare:
        return False
    if "over" in other.notes:
        return True
    return now - before > max(1.5 * _passed(other, fact, passing) + 1, 0.2 * before)


def _days(fact: Fact) -> float:
    """Return a span in days, with hours as parts of one."""
    count, _, unit = fact.notes[0].partition(" ")
    return float(count) / 24 if unit == "hour" else float(fact.value)


def _passed(one: Fact, two: Fact, passing: Iterable[Fact]) -> float:
    """Return how many days may have passed between two facts, as far as something is said."""
    total = 0.0
    for fact in passing:
        if one.start < fact.start < two.start and fact.span != one.span and "during" not in fact.notes:
            if fact.attribute == "elapsed":
                total += int(fact.value) if "back" not in fact.notes else 0
            else:
                total += 400 if "year" in fact.value else 60 if "month" in fact.value or "in time" in fact.value else 14
    return total


def _shown(fact: Fact) -> str:
    count, _, unit = fact.notes[0].partition(" ")
    return f"{count} {unit}{'s' if count != '1' else ''}"


def occasion_conflicts(story: Story) -> Iterator[Objection]:
    """Yield events that took place at another time before."""
    seen: dict[str, list[Fact]] = {}
    for fact in story.facts("occasion"):
        if not fact.hard:
            continue
        about = "birth" if fact.about == "birthday" else fact.about
        for other in seen.setdefault(about, []):
            people = _named(fact, "who:"), _named(other, "who:")
            apart = all(people) and not people[0] & people[1]
            if not apart and other_time(fact, other) and _is_one(story, fact, other, people):
                yield disagree(
                    fact,
                    other,
                    f"The {fact.about} is placed in {shown_time(fact)} here, but in {shown_time(other)} before.",
                    "Keep one of the two.",
                )
                break
        seen[about].append(fact)


def _is_one(story: Story, fact: Fact, other: Fact, people: tuple[set[str], set[str]]) -> bool:
    """Whether two passages surely speak of one event."""
    if fact.about not in OFTEN or people[0] & people[1]:
        return True
    return story.words_between(fact, other) <= _NEAR


def shown_time(fact: Fact) -> str:
    """Return the time of an event in words; `notes` begin with its kind."""
    if fact.notes[0] == "date":
        month, _, day = fact.value.partition("-")
        return f"{day} {MONTHS[int(month) - 1].capitalize()}"
    return fact.value if fact.notes[0] == "season" else fact.value.capitalize()


def other_time(one: Fact, two: Fact) -> bool:
    """Whether two facts, whose notes begin with the kind of their time, surely mean different times."""
    kinds = {one.notes[0], two.notes[0]}
    if len(kinds) == 1:
        return one.value != two.value
    months = [_month(fact) for fact in (one, two) if fact.notes[0] in ("month", "date")]
    if kinds == {"month", "date"}:
        return months[0] != months[1]
    if "season" in kinds and months:
        return not fits(months[0], one.value if one.notes[0] == "season" else two.value)
    return False


def _month(fact: Fact) -> int:
    return MONTHS.index(fact.value) + 1 if fact.notes[0] == "month" else int(fact.value.partition("-")[0])


def stage_conflicts(story: Story) -> Iterator[Objection]:
    """Yield days and weeks of something that go back, and waits that grow: the sixth week after the ninth, five days to go after three."""
    seen: dict[tuple[str, str], Fact] = {}
    for fact in story.facts("nth", "left"):
        key = fact.attribute, fact.about
        other = seen.get(key)
        if not fact.hard:
            continue
        if (
            other
            and other.scene == fact.scene
            and story.words_between(other, fact) <= _NEAR
            and other.span != fact.span
        ):
            forward = int(fact.value) - int(other.value)
            if forward < 0 if fact.attribute == "nth" else forward > 0:
                words = "the {} of the {}" if fact.attribute == "nth" else "{} to the {}"
                here, there = (words.format(_stage(one), one.about) for one in (fact, other))
                yield disagree(fact, other, f"It is {here} here, but it was {there} before.", "Count the days again.")
        seen[key] = fact


def _stage(fact: Fact) -> str:
    count, _, unit = fact.notes[0].partition(" ")
    return f"{unit} {count}" if fact.attribute == "nth" else _shown(fact)
