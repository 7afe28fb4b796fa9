"""Which stages run, in which order, and everything that can be wrong with a plan, told at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, model_validator

from storyteller_agents.contract import stage
from storyteller_agents.discovery import OWN_PACKAGE, Plugin
from storyteller_agents.errors import PlanError
from storyteller_agents.pipeline.plan import Plan, make_plan
from storyteller_agents.settings import SPINE, parse_settings

WROTE = {
    "outliner": "outline",
    "characters": "cast",
    "scenes": "scenes",
    "critic": "findings",
    "reviser": "scenes",
    "explainer": "companion",
}


def plugin(name: str, package: str = "", error: str = "", **declared: Any) -> Plugin:
    """Return a plugin as discovery finds it, with a stage that does nothing."""
    spec = None if error else stage(name=name, **declared)(lambda state, ctx: {})
    return Plugin(name, "stages", package or f"their-{name}", "1.0", f"their_{name}:{name}", spec, error)


BUILT_IN = [plugin(name, OWN_PACKAGE, writes={field}) for name, field in WROTE.items()]


def plan(
    *others: Plugin, stages: dict[str, Any] | None = None, models: dict[str, Any] | None = None, **pipeline: Any
) -> Plan:
    """Plan the built-in stages and others with these settings of `[pipeline]`."""
    settings = {"pipeline": pipeline, "stages": stages or {}, "models": models or {}}
    return make_plan(parse_settings(settings), [*BUILT_IN, *others])


def problems(*others: Plugin, **settings: Any) -> list[str]:
    """Return what is wrong with a plan."""
    with pytest.raises(PlanError) as caught:
        plan(*others, **settings)
    return caught.value.problems


# Which stages run ----------------------------------------------------------------------------------------------------


def test_without_plugins_the_spine_runs() -> None:
    assert plan().order() == list(SPINE)


def test_auto_takes_every_plugin_and_a_list_only_those_it_names() -> None:
    mood, pace = plugin("mood"), plugin("pace")
    assert set(plan(mood, pace).order()) == {*SPINE, "mood", "pace"}
    assert set(plan(mood, pace, plugins=["pace"]).order()) == {*SPINE, "pace"}
    assert plan(mood, pace, plugins=[]).order() == list(SPINE)


def test_a_plugin_stands_where_it_says() -> None:
    assert plan(plugin("mood", after=("characters",))).order()[2] == "mood"
    assert plan(plugin("mood", before=("outliner",))).order()[0] == "mood"
    assert plan(plugin("mood", before=("explainer",))).order()[-2] == "mood"
    assert plan(plugin("mood")).order()[-1] == "mood"


def test_after_and_before_are_ignored_where_absent() -> None:
    mood = plugin("mood", after=("outliner", "nobody"), before=("nothing", "scenes"))
    assert plan(mood).order()[1] == "mood"


def test_the_spine_can_be_another_one() -> None:
    assert plan(spine=["outliner", "scenes"]).order() == ["outliner", "scenes"]
    assert plan(spine=[]).order() == []


def test_auto_never_replaces() -> None:
    replacer = plugin("their_scenes", writes={"scenes"}, replaces="scenes")
    assert plan(replacer).order() == list(SPINE)


def test_a_stage_is_replaced_where_the_settings_say_so() -> None:
    replacer = plugin("their_scenes", writes={"scenes", "findings"}, replaces="scenes")
    for plugins in ("auto", [], ["their_scenes"], ["scenes", "their_scenes"]):
        order = plan(replacer, plugins=plugins, replace={"scenes": "their_scenes"}).order()
        assert order == [name.replace("scenes", "their_scenes") for name in SPINE]


def test_what_names_a_replaced_stage_means_the_one_in_its_place() -> None:
    replacer = plugin("their_scenes", writes={"scenes"}, replaces="scenes")
    mood = plugin("mood", after=("scenes",), before=("critic",), requires=("scenes",))
    order = plan(replacer, mood, replace={"scenes": "their_scenes"}).order()
    assert order[2:5] == ["their_scenes", "mood", "critic"]


def test_a_plan_knows_the_fields_and_where_its_stages_come_from() -> None:
    made = plan(plugin("mood", "their-package", writes={"mood"}, artifact=dict[str, int]), approve=["mood"])
    assert made.fields["mood"] == dict[str, int]
    assert "outline" in made.fields
    assert made.approve == {"mood"}
    (mood,) = [stage for stage in made.stages if stage.name == "mood"]
    assert (mood.package, mood.version) == ("their-package", "1.0")


def test_later_writers_are_those_after_a_stage_that_write_the_same_field() -> None:
    assert plan().later_writers("scenes") == ["reviser"]
    assert plan().later_writers("reviser") == []


# The order is one order ----------------------------------------------------------------------------------------------


@st.composite
def plannable(draw: st.DrawFn) -> tuple[list[Plugin], list[str]]:
    """Draw stages whose wishes agree with one hidden order, some of them the spine."""
    hidden = draw(st.lists(st.sampled_from([f"stage_{letter}" for letter in "abcdefgh"]), unique=True, min_size=1))
    spine = [name for name in hidden if draw(st.booleans())]
    stages = []
    for index, name in enumerate(hidden):
        after = draw(st.sets(st.sampled_from(hidden[:index]))) if index else set()
        before = draw(st.sets(st.sampled_from(hidden[index + 1 :]))) if index + 1 < len(hidden) else set()
        absent = {"nobody"} if draw(st.booleans()) else set()
        stages.append(plugin(name, after=sorted(after | absent), before=sorted(before | absent)))
    return stages, spine


@given(plannable(), st.randoms(use_true_random=False))
def test_the_order_keeps_all_wishes_and_does_not_depend_on_the_input(
    drawn: tuple[list[Plugin], list[str]], random: Any
) -> None:
    stages, spine = drawn
    others = [found.name for found in stages if found.name not in spine]

    def order(found: list[Plugin], plugins: Any) -> list[str]:
        return make_plan(parse_settings({"pipeline": {"spine": spine, "plugins": plugins}}), found).order()

    made = order(stages, "auto")
    place = {name: index for index, name in enumerate(made)}
    assert sorted(made) == sorted(found.name for found in stages)
    assert [name for name in made if name in spine] == spine
    for found in stages:
        assert all(place[name] < place[found.name] for name in found.value.after if name in place)
        assert all(place[found.name] < place[name] for name in found.value.before if name in place)
    for plugins in ("auto", others):
        random.shuffle(stages)
        random.shuffle(others)
        assert order(stages, plugins) == made


# What can be wrong ---------------------------------------------------------------------------------------------------


def test_a_circle_is_told_as_one() -> None:
    (problem,) = problems(plugin("hen", after=("egg",)), plugin("egg", after=("hen",)))
    assert "the order goes in a circle: " in problem
    assert "egg → hen → egg" in problem
    assert "leave one out of pipeline.plugins" in problem


def test_a_circle_through_the_spine_names_its_stages() -> None:
    (problem,) = problems(plugin("mood", after=("scenes",), before=("outliner",)))
    assert "characters → scenes → mood → outliner → characters" in problem


def test_a_stage_that_follows_itself_is_a_circle() -> None:
    (problem,) = problems(plugin("mood", after=("mood",)))
    assert "mood → mood" in problem


def test_every_circle_is_told() -> None:
    found = problems(
        plugin("hen", after=("egg",)),
        plugin("egg", after=("hen",)),
        plugin("wet", after=("rain",)),
        plugin("rain", after=("wet",)),
    )
    assert ["egg → hen → egg" in problem for problem in found] == [True, False]
    assert "rain → wet → rain" in found[1]


def test_a_circle_makes_no_false_complaints_about_reads() -> None:
    hen = plugin("hen", reads={"egg"}, writes={"hen"}, artifact=str, after=("egg",))
    egg = plugin("egg", reads={"hen"}, writes={"egg"}, artifact=str, after=("hen",))
    assert len(problems(hen, egg)) == 1


def test_what_is_required_and_missing_has_a_near_name() -> None:
    (problem,) = problems(plugin("mood", requires=("outlinr",)))
    assert problem == (
        "'mood' (their-mood) requires the stage 'outlinr', which is not in the plan (did you mean 'outliner'?)"
    )


def test_what_is_required_and_broken_is_told_with_its_reason() -> None:
    (problem,) = problems(plugin("mood", requires=("pace",)), plugin("pace", error="ImportError: no rhythm"))
    assert problem == "'mood' (their-mood) requires the stage 'pace', which can't be loaded: ImportError: no rhythm"


def test_what_is_required_may_come_before_or_after() -> None:
    assert plan(plugin("mood", before=("outliner",), requires=("explainer",))).order()[0] == "mood"


def test_a_read_that_nobody_wrote_has_a_near_name_and_what_there_is() -> None:
    (problem,) = problems(plugin("mood", reads={"otline"}, after=("characters",)))
    assert problem == (
        "'mood' (their-mood) reads 'otline', which no stage before it writes (did you mean 'outline'?); "
        "written so far: brief, cast, outline"
    )


def test_a_read_that_is_written_later_says_by_whom() -> None:
    (problem,) = problems(plugin("mood", reads={"cast"}, after=("outliner",)))
    assert "reads 'cast', which no stage before it writes ('characters' does, but comes later)" in problem


def test_two_replacers_of_one_stage() -> None:
    theirs, ours = (plugin(name, writes={"scenes"}, replaces="scenes") for name in ("theirs", "ours"))
    (problem,) = problems(theirs, ours, plugins=["theirs", "ours"])
    assert problem.startswith("'ours' (their-ours) and 'theirs' (their-theirs) both replace 'scenes', and only one can")
    (problem,) = problems(theirs, ours, plugins=["theirs", "ours"], replace={"scenes": "ours"})
    assert problem == "'theirs' (their-theirs) replaces 'scenes', but that place is given to 'ours'"


def test_a_replacer_in_the_list_alone_is_not_enough() -> None:
    (problem,) = problems(plugin("theirs", writes={"scenes"}, replaces="scenes"), plugins=["theirs"])
    assert problem == (
        "'theirs' (their-theirs) replaces 'scenes'; to allow it, set [pipeline.replace] scenes = \"theirs\""
    )


def test_a_replacer_has_to_write_what_the_old_one_wrote() -> None:
    (problem,) = problems(plugin("theirs", replaces="scenes"), replace={"scenes": "theirs"})
    assert problem == "pipeline.replace.scenes: 'theirs' does not write scenes, which 'scenes' wrote"


def test_a_replacer_has_to_declare_whom_it_replaces() -> None:
    other = plugin("theirs", writes={"scenes", "findings"}, replaces="critic")
    (problem,) = problems(other, replace={"scenes": "theirs"})
    assert "pipeline.replace.scenes: 'theirs' (their-theirs) declares that it replaces 'critic'" in problem
    (problem,) = problems(plugin("theirs", writes={"scenes"}), replace={"scenes": "theirs"})
    assert "declares that it replaces nothing" in problem


def test_one_stage_can_take_one_place_only() -> None:
    both = plugin("theirs", writes={"scenes", "findings"}, replaces="scenes")
    found = problems(both, replace={"scenes": "theirs", "critic": "theirs"})
    assert "pipeline.replace.critic: 'theirs' can take one place only" in found


def test_a_name_used_twice() -> None:
    (problem,) = problems(plugin("mood", "one"), plugin("mood", "two"))
    assert problem == "the name 'mood' is used twice, by one and by two; uninstall one of them"
    (problem,) = problems(plugin("mood", "one"), plugin("mood", "two"), plugin("mood", "three"))
    assert problem.startswith("the name 'mood' is used 3 times, by one and by three and by two")


def test_a_name_of_a_built_in_stage_can_not_be_taken() -> None:
    (problem,) = problems(plugin("scenes", "sly-package", writes={"scenes"}))
    assert problem == f"the name 'scenes' is used twice, by {OWN_PACKAGE} and by sly-package; uninstall one of them"


def test_a_name_used_twice_does_not_matter_where_the_plan_has_no_use_for_it() -> None:
    assert plan(plugin("mood", "one"), plugin("mood", "two"), plugins=[]).order() == list(SPINE)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"plugins": ["moood"]}, "pipeline.plugins: no stage 'moood' is installed (did you mean 'mood'?); there are "),
        ({"spine": ["outlinr"]}, "pipeline.spine: no stage 'outlinr' is installed (did you mean 'outliner'?); "),
        ({"approve": ["scens"]}, "pipeline.approve: no stage 'scens' (did you mean 'scenes'?); there are outliner, "),
        ({"replace": {"scens": "mood"}}, "pipeline.replace.scens: no stage 'scens' in the spine (did you mean 'scenes"),
        ({"replace": {"scenes": "mod"}}, "pipeline.replace.scenes: no stage 'mod' is installed (did you mean 'mood'?)"),
        (
            {"models": {"criticc": {}}},
            "models: no role 'criticc' (did you mean 'critic'?); there are default, ",
        ),
        ({"stages": {"critc": {}}}, "stages: no stage 'critc' (did you mean 'critic'?); there are "),
        ({"spine": ["outliner", "outliner"]}, "pipeline.spine: 'outliner' is named 2 times; once is enough"),
    ],
)
def test_unknown_names_in_the_settings(settings: dict[str, Any], told: str) -> None:
    (problem,) = problems(plugin("mood", writes={"scenes"}), **settings)
    assert problem.startswith(told)


def test_a_section_may_stay_for_a_stage_that_is_left_out_or_broken() -> None:
    mood, pace = plugin("mood"), plugin("pace", error="ImportError: no rhythm")
    assert plan(mood, pace, plugins=[], stages={"mood": {"word": 1}, "pace": {"beat": 4}}).order() == list(SPINE)


def test_a_role_is_not_a_stage() -> None:
    with pytest.raises(PlanError) as caught:
        make_plan(parse_settings({"models": {"scenes": {}, "writr": {}, "writer": {}}}))
    first, second = caught.value.problems
    assert first.startswith("models: no role 'scenes'")
    assert second.startswith("models: no role 'writr' (did you mean 'writer'?)")


def test_a_plugin_brings_its_roles() -> None:
    mood = plugin("mood", roles=("muse",))
    assert plan(mood, plugin("pace"), models={"muse": {}, "pace": {}, "default": {}}).order()[-1] == "pace"
    assert problems(mood, models={"mood": {}})[0].startswith("models: no role 'mood'")


class MoodConfig(BaseModel):
    model_config = ConfigDict(extra="forbid")
    depth: int = Field(1, ge=0, le=9)
    words: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _words_or_depth(self) -> MoodConfig:
        if self.depth == 5:
            raise ValueError("a depth of 5 is bad luck")
        return self


def test_wrong_settings_of_a_stage_are_named_by_field() -> None:
    mood = plugin("mood", config=MoodConfig)
    found = problems(mood, stages={"mood": {"depht": 3, "depth": 11, "words": "dark"}})
    assert found == [
        "stages.mood.depth: input should be less than or equal to 9 (found 11)",
        "stages.mood.words: input should be a valid list (found 'dark')",
        "stages.mood.depht: unknown setting (did you mean 'depth'?); allowed here: depth, words",
    ]
    assert problems(mood, stages={"mood": {"depth": 5}}) == ["stages.mood: a depth of 5 is bad luck"]
    (unknown,) = problems(plugin("mood"), stages={"mood": {"depth": 5}})
    assert unknown.startswith("stages.mood.depth: unknown setting")


def test_settings_of_a_stage_reach_it_typed() -> None:
    made = plan(plugin("mood", config=MoodConfig), stages={"mood": {"depth": "3"}})
    assert made.stages[-1].config == MoodConfig(depth=3)


def test_an_artifact_that_is_no_type_is_told() -> None:
    class Opaque:
        pass

    (problem,) = problems(plugin("mood", writes={"mood"}, artifact=Opaque))
    assert problem.startswith("'mood' (their-mood): its artifact ")
    assert "use a pydantic model" in problem


def test_a_broken_plugin_stops_nothing_unless_the_plan_names_it() -> None:
    broken = plugin("mood", "their-package", error="ImportError: No module named 'x'")
    reason = "'mood' (their-package) can't be loaded: ImportError: No module named 'x'"
    assert plan(broken).order() == list(SPINE)
    assert problems(broken, plugins=["mood"]) == [f"pipeline.plugins: {reason}"]
    assert problems(broken, spine=["outliner", "mood"]) == [f"pipeline.spine: {reason}"]
    assert problems(broken, replace={"scenes": "mood"}) == [f"pipeline.replace.scenes: {reason}"]


def test_a_sound_plugin_stands_in_front_of_a_broken_one_of_its_name() -> None:
    assert "mood" in plan(plugin("mood", "b"), plugin("mood", "a", error="ImportError: x"), plugins=["mood"]).order()


def test_all_that_is_wrong_is_told_at_once() -> None:
    wrong = [
        plugin("hen", after=("egg",)),
        plugin("egg", after=("hen",)),
        plugin("mood", requires=("outlinr",), reads={"otline"}, config=MoodConfig),
        plugin("theirs", writes={"cast"}, replaces="scenes"),
        plugin("twin", "one"),
        plugin("twin", "two"),
        plugin("pace", error="ImportError: no rhythm"),
    ]
    with pytest.raises(PlanError) as caught:
        plan(
            *wrong,
            plugins=["hen", "egg", "mood", "twin", "pace", "nobody", "theirs"],
            replace={"scenes": "theirs"},
            approve=["nothing"],
            stages={"mood": {"depth": -1}, "nowhere": {}},
        )
    text = str(caught.value)
    for part in (
        "circle: egg → hen → egg",
        "'mood' (their-mood) requires the stage 'outlinr'",
        "'mood' (their-mood) reads 'otline'",
        "does not write scenes, which 'scenes' wrote",
        "the name 'twin' is used twice",
        "'pace' (their-pace) can't be loaded",
        "no stage 'nobody' is installed",
        "pipeline.approve: no stage 'nothing'",
        "stages.mood.depth",
        "stages: no stage 'nowhere'",
    ):
        assert part in text
    assert len(caught.value.problems) == 10
    assert text.count("\n  - ") == 10
    assert len(set(caught.value.problems)) == 10
