"""Ages that can't be true together.

Objected to, where both passages say it as a fact: an age that falls; one that rises by more years than the story
lets pass; an age that is higher than the one of death, or two of death; an age that doesn't fit the year of birth and the story's year, or two years of birth; somebody called the
older one who is younger, or older by another number of years; a parent who is less than twelve years older than the
child; twins of different ages.

Ages are ranges: "about forty" and "in his forties" leave room, and a birthday may always lie between. What the story
says of years that pass ("five years later", "the next spring") is added up, and a year is allowed for every
`_WORDS_A_YEAR` words, since novels let time pass unsaid. Excused are other times ("when she was ten"), what is
supposed, seems, is claimed or dreamt: such facts are soft.

It can't see: ages told in speech, the ages of the nameless, and a fall in a scene of the past that nothing marks as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.kinship import relation
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.age_births import Births, birth_range
from storyteller_agents.checks.continuity.reasoning.age_differences import Gap, Gaps, age_range, of_relation
from storyteller_agents.checks.continuity.reasoning.age_events import event_conflicts, wed_conflicts
from storyteller_agents.checks.continuity.reasoning.age_ranks import by_rank, rank_conflicts

_WORDS_A_YEAR = 10_000
_OLDEST = 119
_PART = 0.9
"""What whole years leave out."""
_CHILD = 12
"""Nobody younger has a husband, a wife or a child."""
_FEW = 6
"""So many ages of each of two people are compared."""
_RESOLVE = "Let both passages agree, or tell how much time passes between them."
Conflict = tuple[Fact, Fact, str]


@check(severity="error", repair="rewrite", scope="story", languages=("en", "zh"))
def impossible_age(story: Story) -> Iterator[Objection]:
    """An age that disagrees with another passage, with the time that passes, or with somebody else's age."""
    ages = _Ages(story)
    said: set[tuple[str, ...]] = set()
    for conflicts in (
        ages.of_each(),
        ages.deaths(),
        ages.births.conflicts(),
        ages.in_years(),
        ages.family(),
        ages.between_two(),
        event_conflicts(story),
        wed_conflicts(story, ages.ages),
    ):
        for later, earlier, message in conflicts:
            key = tuple(
                sorted(
                    (later.attribute + later.entity + later.value, earlier.attribute + earlier.entity + earlier.value)
                )
            )
            if key not in said:
                said.add(key)
                yield disagree(later, earlier, message, _RESOLVE)


class _Ages:
    """What the story says of ages, and of the time between."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.ages: dict[str, list[Fact]] = {}
        self.births = Births(story)
        for fact in story.facts("age"):
            if fact.hard and fact.value.isdigit():
                self.ages.setdefault(fact.entity, []).append(fact)
        self.passes = [(fact.start, int(fact.value)) for fact in story.facts("years pass") if fact.value.isdigit()]
        self.spans: list[Fact] = []
        for fact in story.facts("elapsed"):
            if fact.value.isdigit() and "during" in fact.notes:
                self.spans.append(fact)
            elif fact.value.isdigit():
                self.passes.append((fact.start, int(fact.value) // 365))

    def family(self) -> Iterator[Conflict]:
        """Yield children who are told to have a husband, a wife, or children of their own."""
        for fact in self.story.facts("kin"):
            meant = relation(fact.value)
            if not fact.hard or meant is None or meant.tie or {"future", "wedding"} & {*fact.notes}:
                continue
            named = {"spouse": (fact.entity, fact.about), "child": (fact.about,), "parent": (fact.entity,)}
            named |= {"grandchild": (fact.about,), "grandparent": (fact.entity,)}
            least = 2 * _CHILD if "grand" in meant.kind else _CHILD
            for name in named.get(meant.kind, ()):
                for age in self.ages.get(name, []) if name else ():
                    after = self.years_between(age, fact) if age.start < fact.start else 0
                    if age_range(age)[1] + after < least and age.span != fact.span and "stage" not in age.notes:
                        earlier, later = sorted((age, fact), key=lambda one: one.start)
                        yield later, earlier, f"{name} is {_told(age)}, but has a family: {fact.value}."
                        break

    def years_between(self, one: Fact, other: Fact) -> int:
        """Return how many years may have passed between two facts, at most."""
        first, last = sorted((one.start, other.start))
        told = sum(years for point, years in self.passes if first < point <= last)
        for span in self.spans:
            itself = any(span.scene == fact.scene and span.span == fact.span for fact in (one, other))
            if first < span.start <= last and not itself:
                told += int(span.value) // 365
        return told + self.story.words_between(one, other) // _WORDS_A_YEAR

    def of_each(self) -> Iterator[Conflict]:
        """Yield ages of one person that disagree with each other."""
        for name, facts in self.ages.items():
            if name.startswith("the "):
                continue  # a thing, of which there may be more than one
            kept: list[Fact] = []
            for fact in facts:
                low, high = age_range(fact)
                for other in reversed(kept):
                    if "stage" in fact.notes and "stage" in other.notes:
                        continue
                    was_low, was_high = age_range(other)
                    if high < was_low:
                        yield fact, other, f"{name} is {_told(fact)} here, but was {_told(other)} before."
                        break
                    passed = self.years_between(fact, other)
                    after = next((int(note.split()[1]) for note in fact.notes if note.startswith("after ")), 0)
                    if after and other is kept[-1] and high < was_low + after - 1 and "stage" not in other.notes:
                        message = f"{name} is {_told(fact)} here, {after} years after being {_told(other)}."
                        yield fact, other, message
                        break
                    if low > was_high + passed + 1:
                        yield fact, other, f"{name} is {_told(fact)} here, but was {_told(other)} not so long before."
                        break
                else:
                    kept.append(fact)

    def deaths(self) -> Iterator[Conflict]:
        """Yield ages of death that disagree with each other, or with a higher age."""
        ends: dict[str, Fact] = {}
        for end in self.story.facts("age at death"):
            if not (end.hard and end.entity):
                continue
            other = ends.setdefault(end.entity, end)
            (low, high), (low_other, high_other) = age_range(end), age_range(other)
            if high < low_other or high_other < low:
                yield end, other, f"{end.entity} died at {_told(end)} here, but at {_told(other)} before."
        for name, end in ends.items():
            for age in self.ages.get(name, []):
                if age_range(age)[0] > age_range(end)[1] and age.span != end.span and "stage" not in age.notes:
                    earlier, later = sorted((age, end), key=lambda fact: fact.start)
                    yield later, earlier, f"{name} died at {_told(end)}, but is also {_told(age)}."

    def in_years(self) -> Iterator[Conflict]:
        """Yield ages that disagree with a year of birth and the story's year."""
        years = [fact for fact in self.story.facts("year") if fact.hard and fact.value.isdigit()]
        for name, facts in self.ages.items():
            birth = self.births.first(name)
            for age in facts if birth else ():
                found = next((year for year in years if birth and self._misfits(age, birth, year)), None)
                if birth is not None and found is not None:
                    other, *_, later = sorted((age, birth, found), key=lambda fact: fact.start)
                    message = f"{name} is {_told(age)}, but was born in {birth.value}, and it is {found.value}."
                    yield later, other, message

    def _misfits(self, age: Fact, birth: Fact, year: Fact) -> bool:
        passed = self.years_between(age, year)
        (low, high), (first, last) = age_range(age), birth_range(birth)
        least, most = int(year.value) - last - 1, int(year.value) - first
        before, after = (passed, 0) if age.start < year.start else (0, passed)
        return passed <= 2 and (high < least - before or low > most + after)

    def between_two(self) -> Iterator[Conflict]:
        """Yield what is told of two people's ages that can't all be true."""
        gaps = Gaps()
        related: dict[tuple[str, ...], None] = {}
        for fact in self.story.facts("kin", "older"):
            if fact.hard and fact.entity and fact.about and (gap := of_relation(fact)) is not None:
                gaps.add(fact.entity, fact.about, gap)
                related.setdefault(tuple(sorted((fact.entity, fact.about))))
                for times in self._times(fact):
                    gaps.add(fact.entity, fact.about, times)
        yield from rank_conflicts(self.story)
        for one, other, gap in by_rank(self.story):
            gaps.add(one, other, gap)
            related.setdefault(tuple(sorted((one, other))))
        for one, other in related:
            for age, age_other, low, high in self._apart(one, other):
                words = f"{one} is {_told(age)} and {other} {_told(age_other)}"
                gaps.add(one, other, Gap(low, high, (age, age_other), words))
            birth, than = self.births.first(one), self.births.first(other)
            if birth is not None and than is not None:
                (first, last), (first_other, last_other) = birth_range(birth), birth_range(than)
                words = f"{one} was born in {birth.value} and {other} in {than.value}"
                gaps.add(one, other, Gap(first_other - last - 1, last_other - first + 1, (birth, than), words))
        gaps.by_others()
        yield from gaps.conflicts()

    def _apart(self, one: str, other: str) -> Iterator[tuple[Fact, Fact, float, float]]:
        """Yield pairs of ages, and by how many years the first person is then older: at least, at most."""
        for age in self.ages.get(one, [])[:_FEW]:
            for age_other in self.ages.get(other, [])[:_FEW]:
                low, high = age_range(age)
                low_other, high_other = age_range(age_other)
                passed = self.years_between(age, age_other) + 1
                if age.start < age_other.start:
                    low_other -= passed
                else:
                    low -= passed
                yield age, age_other, low - high_other - _PART, high - low_other + _PART

    def _times(self, fact: Fact) -> Iterator[Gap]:
        """Yield by how many years one is older who is twice as old as somebody whose age is told near by."""
        times = next((int(note.split()[1]) for note in fact.notes if note.startswith("times ")), 0)
        for age in self.ages.get(fact.about, [])[:_FEW] if times else ():
            (low, high), passed = age_range(age), self.years_between(age, fact) + 1
            if passed <= 3:
                low, high = max(0, low - passed), high + passed
                words = f"{fact.entity} is {times} times as old as {fact.about}, who is {_told(age)}"
                yield Gap(0.8 * (times - 1) * low - 2, 1.2 * (times - 1) * high + 2, (fact, age), words)


def _told(fact: Fact) -> str:
    low, high = age_range(fact)
    if low == high:
        return fact.value
    return f"at least {low}" if high >= _OLDEST else f"at most {high}" if not low else f"{low} to {high}"
