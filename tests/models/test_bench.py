"""The bench measures what it says, on a model too small to be fast or slow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from storyteller_agents.cli.main import app
from storyteller_agents.errors import ModelError
from storyteller_agents.models import bandwidth
from storyteller_agents.models.bandwidth import SHAPES, copy_bandwidth, measure_decoding
from storyteller_agents.models.bench import QUICK, Bench
from storyteller_agents.models.chat import LocalChatModel

RATIOS = [
    "1 side by side / generate one after another",
    "4 side by side / generate one after another",
    "4 side by side / one generate batch of 4",
    "mixed lengths / generate in batches of 3",
    "grammar rows / free rows",
    "candidates of one prompt / different prompts",
    "candidates of one prompt / one after another",
    "time added by LangChain and the queue",
]


def test_every_row_wrote_what_it_was_asked_for(tiny: Path) -> None:
    told: list[str] = []
    model = LocalChatModel(base=str(tiny), dtype="float32", seed=1)
    report = Bench(model.engine, QUICK, told.append).run(model)
    assert list(report.ratios) == RATIOS
    assert {row.name: row.tokens for row in report.rows}["engine, 4 side by side"] == 4 * QUICK.output
    ours, theirs = (report.row(name) for name in ("engine, mixed lengths", "generate, mixed lengths in batches of 3"))
    assert ours.tokens == theirs.tokens
    assert all(row.seconds > 0 for row in report.rows)
    assert len(told) > len(report.rows)
    assert report.machine["dtype"] == "float32"


def test_the_command_prints_a_table_or_json(tiny: Path) -> None:
    found = CliRunner().invoke(app, ["model", "bench", str(tiny), "--quick", "--dtype", "float32", "--json"])
    assert found.exit_code == 0, found.output
    report = json.loads(found.stdout)
    assert list(report["ratios"]) == RATIOS
    assert report["rows"][0].keys() == {"what", "requests", "tokens", "seconds", "tokens/s"}


def test_decoding_is_measured_against_the_bandwidth(monkeypatch: pytest.MonkeyPatch) -> None:
    small = {**SHAPES["1b"], "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "vocab_size": 300}
    monkeypatch.setitem(bandwidth.SHAPES, "small", small)
    monkeypatch.setattr(bandwidth, "STEPS", 4)
    monkeypatch.setattr(bandwidth, "VOCABULARY", 300)
    found = measure_decoding("small", torch.device("cpu"), torch.float32, (1, 3), lambda said: None)
    assert [(one.shape, one.rows) for one in found] == [("small", 1), ("small", 3)]
    assert all(0 < one.share < 1 and one.rate > 0 for one in found)
    assert copy_bandwidth(torch.device("cpu")) > 1e8
    with pytest.raises(ModelError, match="did you mean 'small'"):
        measure_decoding("smal", torch.device("cpu"), torch.float32, (1,), lambda said: None)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")
def test_decoding_on_a_gpu_comes_near_the_bandwidth() -> None:
    alone, _, many = measure_decoding("8b", torch.device("cuda"), torch.bfloat16, (1, 8, 64), lambda said: None)
    assert alone.share > 0.6
    assert many.rate > 25 * alone.rate
