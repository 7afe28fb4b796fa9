"""What `inject` promises: spans, the clean text kept, distances, determinism, texts in which nothing fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.checks.injections.catalogue import CHINESE, NAMES
from storyteller_agents.checks.injections.injection import Injected, inject

PARAGRAPH = (
    "Morning came up grey over the valley. Walter walked down to the shed before anyone was awake, and he took the "
    "long rope from its peg. Sheep stood along the fence in the fog. Eleanor watched him from the kitchen, and she "
    "said nothing. Smoke rose from the farm below. Walter turned at the gate and he looked back once. Eleanor went to "
    "the stove and she moved the kettle. Rain began to fall on the slates. Nothing else stirred in the valley.\n\n"
    "“You are late,” said Walter. “Where is the cart?” The road was empty in both directions.\n\n"
)
VILLAGE = "CHAPTER ONE\n\n" + PARAGRAPH * 40
TOLD_BY_ME = (
    "The road was long, and I was tired before noon. Rain fell on my hat and on my pack. Walter said nothing to me, "
    "and I asked him for nothing. Crows sat along the wall. I sang a little, and my voice was strange to me. Clouds "
    "came down over the moor. I thought of my bed.\n\n"
) * 60
CHINESE_TEXT = (
    "天亮以后雾还没有散。村里的人都往河边去了。船家把缆绳解开，慢慢撑到江心。岸上的狗叫了几声。风从北面吹来，芦苇都倒向一边。\n"
    * 60
)


def copies(text: str, **options: object) -> list[Injected]:
    return list(inject(text, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def village() -> list[Injected]:
    return copies(VILLAGE)


def test_removing_what_was_planted_gives_the_clean_text_back(village: list[Injected]) -> None:
    assert all(copy.clean() == VILLAGE for copy in village)
    assert all(copy.text != VILLAGE for copy in village)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_broken_lines_stay_as_they_were(line_end: str) -> None:
    words = PARAGRAPH.split("\n\n")[0].split()
    lines = [" ".join(words[at : at + 11]) for at in range(0, len(words), 11)]
    text = (line_end.join(lines) + line_end * 2) * 30
    for copy in copies(text, each=3):
        assert copy.clean() == text
        assert max(map(len, copy.text.splitlines())) < 160


def test_spans_hold_what_was_planted_and_nothing_of_the_clean_text(village: list[Injected]) -> None:
    for copy in village:
        for made in copy.injections + copy.decoys:
            for span in filter(None, (made.first, made.second)):
                passage = copy.text[slice(*span)]
                assert passage == passage.strip() and passage[-1] in ".!?”"
                assert passage not in VILLAGE
                assert any(start <= span[0] and span[1] <= end for start, end in copy.planted)


def test_passages_name_whom_they_concern(village: list[Injected]) -> None:
    for copy in village:
        for made in copy.injections:
            passages = " ".join(copy.text[slice(*span)] for span in (made.first, made.second) if span)
            if made.first is not None and made.name:
                assert made.name.split()[-1].lower() in passages.lower(), made


def test_the_later_passage_comes_later_and_the_distance_is_counted(village: list[Injected]) -> None:
    for copy in village:
        for made in copy.injections:
            if made.first is not None:
                between = copy.text[made.first[1] : made.second[0]].split()
                assert made.distance >= 1
                assert abs(made.distance - len(between)) <= 2, made
            elif made.rule != "drifting-name":
                assert made.distance == 0


def test_every_rule_gets_its_number_and_varied_wordings(village: list[Injected]) -> None:
    for rule in NAMES:
        made = [one for copy in village for one in copy.injections if one.rule == rule]
        assert len(made) == 20
        assert len({one.variant for one in made}) >= 8


def test_a_copy_has_one_contradiction_a_rule_and_nobody_twice_for_the_same_facts(village: list[Injected]) -> None:
    kindred = {"impossible-kinship", "changed-count", "impossible-age"}
    for copy in village:
        rules = [made.rule for made in copy.injections]
        assert len(rules) == len(set(rules))
        for name in ("Walter", "Eleanor"):
            assert sum(made.name == name and made.rule in kindred for made in copy.injections) <= 1
            assert not [decoy for decoy in copy.decoys if decoy.name == name]


def test_distances_run_from_neighbouring_sentences_to_the_length_of_the_text() -> None:
    text = PARAGRAPH * 260
    apart = sorted(m.distance for copy in copies(text, rules=["two-places"], seed=4) for m in copy.injections)
    assert apart[0] < 20
    assert apart[-1] > 17_000
    for low, high in ((20, 200), (200, 2000), (2000, 20_000)):
        assert sum(low <= distance < high for distance in apart) >= 3


def test_decoys_are_about_one_to_five_and_name_a_rule(village: list[Injected]) -> None:
    decoys = [decoy for copy in village for decoy in copy.decoys]
    assert len(decoys) == pytest.approx(sum(len(copy.injections) for copy in village) / 5, abs=6)
    assert {decoy.rule for decoy in decoys} <= set(NAMES)


def test_nothing_is_planted_in_a_quotation_or_before_a_heading(village: list[Injected]) -> None:
    for copy in village:
        assert copy.text.startswith("CHAPTER ONE\n\n")
        assert "“You are late,” said Walter. “Where is the cart?” The road" in copy.text
        bare = replace(copy, planted=tuple(copy.planted))
        for start, _ in bare.planted:
            before = copy.text[max(0, copy.text.rfind("\n\n", 0, start)) : start]
            assert before.count("“") == before.count("”")


def test_the_same_seed_gives_the_same_copies_and_another_one_others() -> None:
    assert copies(VILLAGE, each=3, seed=7) == copies(VILLAGE, each=3, seed=7)
    assert copies(VILLAGE, each=3, seed=7) != copies(VILLAGE, each=3, seed=8)


def test_rules_can_be_chosen_and_a_wrong_name_is_told() -> None:
    assert {m.rule for c in copies(VILLAGE, rules=["dead-acts"], each=2) for m in c.injections} == {"dead-acts"}
    with pytest.raises(ValueError, match="no rule 'deadacts' to inject; there are: dead-acts"):
        copies(VILLAGE, rules=["deadacts"])


def test_people_of_the_text_are_used_with_their_gender(village: list[Injected]) -> None:
    known = [(copy, made) for copy in village for made in copy.injections if made.name in {"Walter", "Eleanor"}]
    assert {made.name for _, made in known} == {"Walter", "Eleanor"}
    slips = [copy.text[slice(*m.second)] for copy, m in known if m.rule == "narration-slip"]
    assert all(" her " not in passage for passage in slips if "Walter" in passage)


def test_nobody_dies_who_is_named_after_it(village: list[Injected]) -> None:
    for copy in village:
        for made in copy.injections:
            if made.rule == "dead-acts":
                assert made.name not in {"Walter", "Eleanor"}


def test_traits_of_which_the_text_speaks_are_left_alone() -> None:
    text = VILLAGE.replace(
        "Walter turned at the gate", "Walter turned his grey eyes to the gate, the left hand in his hair"
    )
    made = [m for copy in copies(text, rules=["changed-trait"], each=40) for m in copy.injections if m.name == "Walter"]
    assert not {"eyes", "hair", "hand"} & {one.variant for one in made}


def test_a_narrator_speaks_of_himself_only_where_he_tells_the_tale(village: list[Injected]) -> None:
    assert not [m for copy in village for m in copy.injections if m.name == "I"]
    told = [m for copy in copies(TOLD_BY_ME) for m in copy.injections]
    assert [m for m in told if m.name == "I"]
    assert {"apples", "counting", "heart"} & {m.variant for m in told if m.rule == "narration-slip"}
    assert not {"sleepless", "we-walk"} & {m.variant for m in told if m.rule == "narration-slip"}


def test_a_tale_in_the_present_gets_passages_in_the_present() -> None:
    text = (
        "Morning comes up grey over the valley. Walter walks to the shed, and he takes the rope from its peg. Sheep "
        "stand along the fence. Walter has a cold, and he is tired. Smoke rises from the farm below.\n\n"
    ) * 60
    made = [(c, m) for c in copies(text, rules=["changed-count"], each=4) for m in c.injections]
    assert len(made) == 4
    assert not [m for c, m in made if " had " in c.text[slice(*m.second)]]


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "Rain.", "One sentence stands alone.", "CHAPTER I\n\nCHAPTER II\n", "x" * 5000]
)
def test_a_text_without_room_gives_no_copy(text: str) -> None:
    assert copies(text) == []


def test_a_text_without_people_gets_invented_ones() -> None:
    text = (
        "Rain fell on the empty moor. Wind went over the stones. Crows sat along the wall. Nothing moved there.\n\n"
        * 30
    )
    made = [m for copy in copies(text, rules=["dead-acts", "two-places"], each=5) for m in copy.injections]
    assert len(made) == 10
    assert all(len(one.name.split()) == 2 for one in made)


def test_chinese_texts_get_chinese_passages() -> None:
    made = [(copy, m) for copy in copies(CHINESE_TEXT, each=5) for m in copy.injections]
    assert {m.rule for _, m in made} == {rule.name for rule in CHINESE}
    for copy, m in made:
        assert copy.clean() == CHINESE_TEXT
        assert not any(sign.isascii() for sign in copy.text[slice(*m.second)])
        assert m.distance >= 1


def test_quotation_marks_are_those_of_the_text() -> None:
    text = VILLAGE.replace("“", '"').replace("”", '"')
    for copy in copies(text, each=8):
        assert "“" not in copy.text and copy.clean() == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("Aab .!?\n\r“”\"'‘’—我。1\u2028\x0c("), max_size=400))
def test_any_text_comes_back(text: str) -> None:
    for copy in inject(text, each=1):
        assert copy.clean() == text
