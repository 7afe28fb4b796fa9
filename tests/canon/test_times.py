"""What the narration says about time: elapsed days, weekdays, dates, clocks, spans and the dates of events."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.entities import Given, find_entities
from storyteller_agents.canon.extract.times.find import find
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.names import count_names
from storyteller_agents.canon.reading import Reading


def facts(text: str, attribute: str) -> list[Fact]:
    entities = find_entities(
        [count_names(text)], [Given("Anna", gender="f"), Given("Tom", gender="m"), Given("Troy", kind="place")]
    )
    return [fact for fact in find(Reading("1", 0, text, entities)) if fact.attribute == attribute]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Three days later Anna went home.", 3),
        ("The next morning Anna slept.", 1),
        ("A week passed.", 7),
        ("A fortnight had gone by.", 14),
        ("On the following evening they met.", 1),
        ("That same evening he left.", 0),
        ("An hour later she ate.", 0),
        ("After ten years he came back.", 3650),
        ("Two mornings afterwards the fog lifted.", 2),
        ("On the morrow they rode out.", 1),
        ("Two months went by before Tom wrote.", 60),
        ("The day after, she wept.", 1),
    ],
)
def test_elapsed_days_are_counted(text: str, days: int) -> None:
    assert [int(fact.value) for fact in facts(text, "elapsed") if fact.hard] == [days]


@pytest.mark.parametrize(
    "text",
    [
        "Tom would leave the next day.",
        "Three days after the wedding Anna fell ill.",
        "Two years earlier Tom had gone to sea.",
        "After eleven years at sea Tom came home.",
        "For three days they rode.",
        "“Three days later I came home,” said Tom.",
        "Not a day passed without rain.",
    ],
)
def test_time_that_does_not_pass_now_is_never_hard(text: str) -> None:
    assert not [fact for fact in facts(text, "elapsed") if fact.hard]


def test_a_rough_number_of_days_is_marked() -> None:
    assert [fact.notes for fact in facts("About three days later he came.", "elapsed")] == [("vague",)]
    assert facts("An hour later he came.", "elapsed")[0].notes == ("minutes:60",)


@pytest.mark.parametrize(
    ("text", "day", "note"),
    [
        ("It was Monday, and rain fell.", "monday", "now"),
        ("It was a cold Thursday in March.", "thursday", "now"),
        ("On the Tuesday they rode out.", "tuesday", "at"),
        ("Three days later, on Friday, she left.", "friday", "told"),
        ("The next day was a Saturday.", "saturday", "told"),
        ("The following Sunday was bright.", "sunday", "jump"),
        ("Tomorrow would be Friday.", "friday", "day:+1"),
    ],
)
def test_the_day_that_it_is(text: str, day: str, note: str) -> None:
    assert [(fact.value, fact.notes[0]) for fact in facts(text, "weekday")] == [(day, note)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna had not slept since Monday.",
        "By Friday all was done.",
        "Every Sunday they walked.",
        "Tom wore his Sunday best.",
        "“It is Monday,” said Tom.",
        "On Mondays the shop was shut.",
    ],
)
def test_other_days_are_no_facts(text: str) -> None:
    assert not [fact for fact in facts(text, "weekday") if fact.notes[0] in ("now", "at", "told")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On the third of May, 1880, he sailed.", "1880-5-3"),
        ("It was 4 June.", "?-6-4"),
        ("On December 24th the snow came.", "?-12-24"),
        ("In 1869 he came home.", "1869-?-?"),
        ("It was a warm evening in August.", "?-8-?"),
    ],
)
def test_dates(text: str, value: str) -> None:
    assert [fact.value for fact in facts(text, "date")] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The church clock struck four.", "4:00"),
        ("It was half past six.", "6:30"),
        ("It was nine o’clock in the evening.", "9:00 in the evening"),
        ("At noon they set out.", "noon"),
        ("The sun was setting.", "sunset"),
        ("It was a quarter to eight in the morning.", "7:45 in the morning"),
    ],
)
def test_clocks(text: str, value: str) -> None:
    assert [fact.value for fact in facts(text, "clock") if fact.hard] == [value]


@pytest.mark.parametrize(
    ("text", "topic", "days"),
    [
        ("The siege had lasted nine months.", "siege", 270),
        ("After the siege’s two years they ate rats.", "siege", 730),
        ("In the fifteen years of their marriage Anna and Tom never spoke.", "marriage", 5475),
        ("A ten-day voyage brought them home.", "voyage", 10),
        ("Tom saw no fight in his nine years in the army.", "service", 3285),
        ("For nine years Tom had been in prison.", "prison", 3285),
        ("Tom was twelve years a widower.", "widowhood", 4380),
        ("Anna had lived in Troy for six years.", "residence", 2190),
    ],
)
def test_spans_belong_to_what_lasted(text: str, topic: str, days: int) -> None:
    assert [(fact.about, int(fact.value)) for fact in facts(text, "duration")] == [(topic, days)]


@pytest.mark.parametrize(
    ("text", "event", "when"),
    [
        ("The wedding was held on a Tuesday.", "wedding", "tuesday"),
        ("Their June wedding had been cold.", "wedding", "june"),
        ("Tom was buried on a Friday.", "funeral", "friday"),
        ("The fire had broken out in the autumn.", "fire", "autumn"),
    ],
)
def test_occasions(text: str, event: str, when: str) -> None:
    assert [(fact.about, fact.value) for fact in facts(text, "occasion")] == [(event, when)]


def test_a_sentence_without_an_end_is_left_alone() -> None:
    assert facts("It was Monday and at noon Anna slept for three days " * 4000, "weekday") == []


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            "it was Monday the 31st of June at half past three days later noon , . “ ” 0 years siege of Troy".split()
        )
    ).map(" ".join)
)
def test_any_text_is_read(text: str) -> None:
    for attribute in ("elapsed", "weekday", "date", "clock", "duration", "occasion", "season"):
        for fact in facts(text, attribute):
            assert fact.quote == text[slice(*fact.span)]
