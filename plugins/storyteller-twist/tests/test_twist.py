"""One stage, run without a model: the answers are given by the test."""

from storyteller_twist import Reversal, twist

from storyteller_agents.testing import run_stage, sample_outline


def test_the_reversal_goes_into_a_late_card() -> None:
    run = run_stage(
        twist, outline=sample_outline(scenes=6), responses=[Reversal(reversal="The keeper lit the false fire himself.")]
    )

    assert run.result["twist"].scene == "0005"
    assert "The keeper lit the false fire himself." in run.result["outline"].card("0005").conflict
    assert run.result["outline"].card("0001") == sample_outline(scenes=6).card("0001")


def test_its_place_can_be_set() -> None:
    run = run_stage(
        twist,
        outline=sample_outline(scenes=4),
        config={"position": 0},
        responses=[Reversal(reversal="She has known all along.")],
    )

    assert run.result["twist"].scene == "0001"
