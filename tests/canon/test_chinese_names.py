"""Names that Chinese prose introduces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents.canon.chinese_names import chinese_counts, is_classical
from storyteller_agents.canon.entities import Entities, Given, find_entities
from storyteller_agents.canon.story import Story


def _entities(text: str, *given_names: Given) -> Entities:
    return find_entities([chinese_counts(text)], given_names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("李明华推开门。李明华坐下来。", "李明华"),
        ("“走吧。”欧阳锋说。欧阳锋站了起来。", "欧阳锋"),
        ("村里有个孩子名叫铁蛋，跑得很快。", "铁蛋"),
        ("来了一个客人，姓胡名三，河南人。胡三坐了下来。", "胡三"),
        ("安娜笑了笑，对他说：“好。”", "安娜"),
        ("老王站起身来。老王说：“走。”", "老王"),
        ("赵大妈问道：“谁？”赵大妈关上门。", "赵大妈"),
        ("邢云飞，顺天人。好石。之乃其曰。", "邢云飞"),
        ("王生曰：可。王生乃去。其妻曰：诺。", "王生"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    assert name in _entities(text).by_name


@pytest.mark.parametrize(
    "text",
    ["高兴地说着话，大家都走了。", "马上说明白。何必问呢。", "他们白天走路，晚上睡觉。", "方才说过的话，又说了一遍。"],
)
def test_common_words_are_no_names(text: str) -> None:
    assert not chinese_counts(text).uses


def test_a_given_name_alone_means_its_bearer() -> None:
    text = "林晓雨走进来。晓雨笑了。林晓雨说：“好。”晓雨坐下来。"
    found = _entities(text).find("晓雨")
    assert found is not None and found.name == "林晓雨"


def test_a_given_name_that_two_people_have_means_neither() -> None:
    cast = [Given("林晓雨"), Given("陈晓雨")]
    assert _entities("晓雨来了。", *cast).find("晓雨") is None


def test_he_and_she_tell_gender() -> None:
    entities = _entities("苏婉走进来，她笑了。苏婉坐下来，她说：“好。”赵启明站着，他没说话。赵启明走了，他很累。")
    assert (entities.by_name["苏婉"].gender, entities.by_name["赵启明"].gender) == ("f", "m")


def test_classical_and_modern_prose_are_told_apart() -> None:
    assert is_classical("王成曰：吾老矣。其妻乃泣。遂归之。")
    assert not is_classical("他走了，留下了一本旧的书。")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="王李明说死了的，。“”岁三子曰年月日有是他她其\n x", max_size=120))
def test_no_text_is_too_odd(text: str) -> None:
    story = Story([("0001", text)], language="zh")
    for fact in story.canon:
        assert text[slice(*fact.span)] == fact.quote


@pytest.mark.parametrize("text", ["在" * 30_000, "周伯年说：" * 5000, "，" * 30_000, "年" * 30_000])
def test_a_text_without_a_stop_is_read(text: str) -> None:
    assert len(Story([("0001", text)], language="zh").scenes) == 1
