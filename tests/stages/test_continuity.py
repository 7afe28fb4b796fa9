"""Continuity in the pipeline: scenes are examined with the canon of the others, and repaired a sentence at a time."""

from __future__ import annotations

from typing import Any

import pytest

from storyteller_agents.language import sentences
from storyteller_agents.stages.critic import critic
from storyteller_agents.stages.explainer import explainer
from storyteller_agents.stages.reviser import is_better, reviser
from storyteller_agents.story import Finding, Passage
from storyteller_agents.testing import StageRun, run_stage, sample_cast, sample_outline

FIRST = "Ada Penrow climbed the stairs of the tower. Bram Colley died that night, and nobody saw it. The lamp went out."
SECOND = "The rain had stopped. Bram Colley laughed and shut the heavy door. The sea lay quiet under the moon."
SCENES = {"0001": FIRST, "0002": SECOND}


def run(stage: Any, item: str, scenes: dict[str, str], **options: Any) -> StageRun:
    outline = sample_outline(words=12)
    return run_stage(stage, item=item, outline=outline, cast=sample_cast(), scenes=scenes, **options)


def found_by_critic(scenes: dict[str, str]) -> list[Finding]:
    found: list[Finding] = run(critic, "0002", scenes, config={"model": False}).result["findings"]["0002"]
    return found


def revised(answers: list[str], **options: Any) -> StageRun:
    responses = [{"sentence": answer} for answer in answers]
    return run(reviser, "0002", SCENES, findings=found_by_critic(SCENES), responses=responses, **options)


def test_a_scene_is_examined_with_what_the_scenes_before_have_told() -> None:
    [finding] = [one for one in found_by_critic(SCENES) if one.rule == "dead-acts"]
    assert finding.quote == "Bram Colley laughed and shut the heavy door."
    assert finding.against is not None
    assert (finding.against.scene, finding.severity) == ("0001", "error")
    assert "Bram Colley died that night" in finding.against.quote


def test_a_scene_is_examined_against_the_cast() -> None:
    scenes = {**SCENES, "0002": "The rain had stopped. Ada Penrow had green eyes, and she shut them."}
    [finding] = [one for one in found_by_critic(scenes) if one.rule == "changed-trait"]
    assert finding.against is not None
    assert finding.against.quote == "eyes: grey"


def test_the_findings_depend_on_the_scene_and_on_the_story_around_it() -> None:
    done = run(critic, "0002", SCENES, config={"model": False})
    inputs = done.book.story_lock.records["critic/0002"].inputs
    assert {"scenes/0002", "card/0002", "near/0002", "story"} <= inputs.keys()


def test_the_model_is_asked_for_each_part_of_the_card() -> None:
    answers = [
        {"quote": SECOND.split(". ")[0] + ".", "verdict": verdict, "reason": "The scene tells it here."}
        for verdict in ("pass", "fail", "pass")
    ]
    found = run(critic, "0002", SCENES, responses=answers).result["findings"]["0002"]
    [judged] = [one.rule for one in found if one.rule.startswith("card-")]  # asked side by side, in any order
    assert judged in ("card-goal", "card-conflict", "card-outcome")


def test_a_repair_gets_the_evidence_and_changes_that_sentence_only() -> None:
    done = revised(["Ada Penrow laughed and shut the heavy door."])
    text = done.book.scene("0002")
    assert text == SECOND.replace("Bram Colley laughed", "Ada Penrow laughed")
    assert "Bram Colley died that night" in str(done.calls[0])
    assert [one.status for one in done.result["findings"]["0002"] if one.rule == "dead-acts"] == ["repaired"]


@pytest.mark.parametrize(
    "answer",
    [
        "Bram Colley smiled and shut the heavy door.",  # he is still dead
        "The sentence is wrong and cannot be used here.",  # about the task
        "Otto Reinhardt laughed and shut the heavy door behind Otto.",  # somebody whom nobody knows
    ],
)
def test_what_is_no_repair_is_not_taken_and_the_sentence_goes_in_the_last_round(answer: str) -> None:
    once = revised([answer], config={"rounds": 1})
    text = once.book.scene("0002")
    assert answer not in text
    assert sentences(text) == [one for one in sentences(SECOND) if "Bram" not in one]


def test_a_word_is_set_right_by_the_evidence_without_asking_a_model() -> None:
    told = "The rain had stopped. Ada Penrow had green eyes, and she shut them. Nobody spoke."
    scenes = {**SCENES, "0002": told}
    found = found_by_critic(scenes)
    done = run(reviser, "0002", scenes, findings=found)
    assert done.book.scene("0002") == told.replace("green", "grey")
    assert not done.calls


def finding(name: str, rule: str = "dead-acts") -> Finding:
    return Finding(id=name, rule=rule, severity="error", scene="0001")


def test_a_repair_counts_only_if_nothing_new_has_come() -> None:
    wanted = finding("a")
    assert is_better(wanted, [wanted], [])
    assert not is_better(wanted, [wanted], [wanted])
    assert not is_better(wanted, [wanted], [finding("b", "changed-trait")])
    assert not is_better(wanted, [wanted], [finding("b")])
    assert is_better(wanted, [wanted, finding("b")], [finding("b")])


def test_a_waived_finding_is_let_stand() -> None:
    found = [one.model_copy(update={"status": "waived", "why": "A ghost."}) for one in found_by_critic(SCENES)]
    done = run(reviser, "0002", SCENES, findings=found)
    assert done.book.scene("0002") == SECOND
    assert not done.calls


def test_the_companion_shows_findings_with_evidence_and_waivers() -> None:
    against = Passage(quote="Bram Colley died that night.", scene="0001", span=(0, 28))
    about: dict[str, Any] = {"rule": "dead-acts", "severity": "error", "scene": "0002", "against": against}
    found = [
        Finding(id="a", quote="Bram laughed.", message="Dead.", **about),
        Finding(id="b", quote="Bram spoke.", message="Dead.", status="repaired", **about),
        Finding(id="c", quote="Bram sang.", message="Dead.", status="waived", why="His ghost.", **about),
    ]
    done = run_stage(explainer, outline=sample_outline(), cast=sample_cast(), scenes=SCENES, findings=found)
    companion = done.book.text("companion")
    assert "Finding, open: dead-acts: Dead. “Bram laughed.”, against 0001: “Bram Colley died that night.”" in companion
    assert "Finding, repaired: dead-acts" in companion
    assert "Finding, waived (His ghost.): dead-acts" in companion
