"""Roles: settings in, models out, and nothing loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.caches import InMemoryCache

from storyteller_agents.errors import ModelError, WeightsError
from storyteller_agents.models import EndpointChatModel, LocalChatModel, Models, ScriptedChatModel
from storyteller_agents.settings import parse_settings


def models(**roles: dict[str, Any]) -> Models:
    return Models(parse_settings({"book": {"seed": 11}, "models": roles}))


def test_a_role_gets_its_model() -> None:
    made = models(
        default={"base": "smollm2-135m", "temperature": 0.4},
        writer={"adapter": "mine", "top_k": 7},
        critic={"endpoint": "http://127.0.0.1:9/v1", "model": "story-7b"},
        tester={"base": "scripted"},
    )
    writer = made.for_role("writer")
    assert isinstance(writer, LocalChatModel)
    fields = (writer.base, writer.adapter, writer.temperature, writer.top_k, writer.seed, writer.max_tokens)
    assert fields == ("smollm2-135m", "mine", 0.4, 7, 11, 512)
    assert isinstance(made.for_role("critic"), EndpointChatModel)
    assert isinstance(made.for_role("tester"), ScriptedChatModel)
    assert isinstance(made.for_role("nobody"), LocalChatModel)


def test_overrides_count_more_than_the_role() -> None:
    made = models(writer={"temperature": 0.4}, critic={"endpoint": "http://127.0.0.1:9/v1", "model": "story-7b"})
    writer = made.for_role("writer", seed=5, max_tokens=40, temperature=0.0, stop=["END"])
    assert isinstance(writer, LocalChatModel)
    assert (writer.seed, writer.max_tokens, writer.temperature, writer.stop) == (5, 40, 0.0, ["END"])
    critic = made.for_role("critic", seed=5, max_tokens=40, callbacks=[])
    assert isinstance(critic, EndpointChatModel)
    assert critic.sampling == {"seed": 5, "max_tokens": 40}
    with pytest.raises(ModelError, match="did you mean 'max_tokens'"):
        made.for_role("writer", max_token=40)


def test_a_cache_is_shared_by_all_roles() -> None:
    cache = InMemoryCache()
    made = Models(parse_settings({"models": {"default": {"base": "scripted"}}}), cache=cache)
    first = made.for_role("writer").invoke("Hello.")
    assert made.for_role("critic").invoke("Hello.").content == first.content
    assert len(made.calls) == 1
    made.for_role("writer", seed=99).invoke("Hello.")
    assert len(made.calls) == 2


def test_what_decides_the_text_is_told_as_plain_data(
    tiny: Path, adapter_home: Path, new_adapter: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRITIC_KEY", "sk-secret")
    made = models(
        writer={"base": str(tiny), "adapter": "mine"},
        critic={"endpoint": "http://me:pw@host/v1", "model": "m", "api_key": "env:CRITIC_KEY", "temperature": 0.1},
        tester={"base": "scripted"},
    )
    without = made.describe("writer")
    assert "adapter_digest" not in without, "a book can be looked at without its adapter"
    new_adapter(tiny, adapter_home / "mine", seed=1)
    before = made.describe("writer")
    assert before == made.describe("writer")
    assert {"base", "adapter", "adapter_digest", "dtype", "temperature", "repetition_penalty"} <= before.keys()
    new_adapter(tiny, adapter_home / "mine", seed=2)
    assert made.describe("writer") != before
    assert made.describe("critic") == {"endpoint": "http://host/v1", "model": "m", "temperature": 0.1}
    assert made.describe("tester") == {"base": "scripted"}
    assert "secret" not in json.dumps([made.describe(role) for role in ("writer", "critic", "tester")])


def test_context_and_tokens(tiny: Path) -> None:
    made = models(
        writer={"base": str(tiny)},
        critic={"endpoint": "http://127.0.0.1:9/v1", "model": "m"},
        planner={"base": "qwen3-8b"},
        lost={"base": "./nowhere"},
    )
    assert made.context("writer") == 1024
    assert made.context("critic") == 8192
    assert made.context("planner") == 40_960, "the catalogue knows, without the weights"
    text = "The keeper lit the lamp 灯."
    model = made.for_role("writer")
    assert made.count_tokens("writer", text) == len(model.get_token_ids(text)) == model.get_num_tokens(text)
    assert made.count_tokens("critic", text) == 7 + 1
    with pytest.raises(WeightsError):
        made.context("lost")


def test_questions_about_models_load_no_torch(tiny: Path) -> None:
    code = (
        "import sys; from storyteller_agents.models import Models; from storyteller_agents.settings import parse_settings;"
        f"m = Models(parse_settings({{'models': {{'default': {{'base': {str(tiny)!r}}}}}}}));"
        "m.describe('writer'), m.context('writer'), m.count_tokens('writer', 'a b'), m.for_role('writer');"
        "print([name for name in ('torch', 'transformers', 'peft') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_roles_on_one_base_share_its_weights(tiny: Path) -> None:
    made = models(writer={"base": str(tiny), "temperature": 0.2}, critic={"base": str(tiny), "temperature": 0.9})
    writer, critic = made.for_role("writer"), made.for_role("critic")
    assert isinstance(writer, LocalChatModel) and isinstance(critic, LocalChatModel)
    assert writer.engine.model is critic.engine.model
