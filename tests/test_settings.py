"""story.toml: every mistake at once, and which model a role gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError, SettingsError
from storyteller_agents.settings import (
    DEFAULT_BASE,
    SCALES,
    SPINE,
    ModelSettings,
    Settings,
    parse_settings,
    read_settings,
)

EXAMPLE = """
[book]
title = "The Lantern Coast"
language = "en"
scale = "short"
seed = 7
[models.writer]                 # a role; what a role leaves out comes from [models.default]
base = "smollm2-135m"           # a catalogue name, a folder, or a hub id
adapter = "my-adapter"
temperature = 0.8
candidates = 1
[models.critic]
endpoint = "http://127.0.0.1:8000/v1"
model = "some-model"
api_key = "env:CRITIC_KEY"      # secrets only by name of an environment variable
[pipeline]
plugins = "auto"                # or a list
approve = []
[pipeline.replace]              # scenes = "their_scenes"
[stages.twist]                  # a stage's own settings
[[lore.sources]]
kind = "sql"
url = "env:LORE_DB"
query = "select * from codex"
"""


def problems(data: dict[str, Any]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        parse_settings(data, "story.toml")
    assert str(caught.value).startswith("story.toml: the settings have mistakes.\n  - ")
    return caught.value.problems


def test_the_example_of_the_design(tmp_path: Path) -> None:
    (tmp_path / "story.toml").write_text(EXAMPLE)
    settings = read_settings(tmp_path / "story.toml")
    assert settings.book.title == "The Lantern Coast"
    assert settings.model("writer").adapter == "my-adapter"
    assert settings.model("critic").api_key == "env:CRITIC_KEY"
    assert settings.lore.sources[0].model_extra == {"url": "env:LORE_DB", "query": "select * from codex"}
    assert settings.stages == {"twist": {}}


def test_nothing_set_is_all_defaults() -> None:
    settings = parse_settings({})
    assert settings == Settings()
    assert settings.pipeline.spine == SPINE
    assert settings.model("writer") == ModelSettings(base=DEFAULT_BASE)


# Mistakes ------------------------------------------------------------------------------------------------------------


def test_every_mistake_at_once() -> None:
    found = problems(
        {
            "book": {"title": "", "lnguage": "en", "scale": "shrt", "seed": -1, "words": "many"},
            "models": {"writer": {"temprature": 1, "top_p": 0}, "critic": {"api_key": "sk-123"}},
            "pipeline": {"plugins": "none", "concurrency": 0},
            "lore": {"sources": [{"kind": "sql"}, {"url": "x"}], "budget": -1},
            "stages": 3,
            "modles": {},
        }
    )
    assert found == [
        "book.title: string should have at least 1 character (found '')",
        "book.scale: input should be 'flash', 'short', 'novella', 'novel' or 'epic' (found 'shrt')",
        "book.seed: input should be greater than or equal to 0 (found -1)",
        "book.words: input should be a valid integer, unable to parse string as an integer (found 'many')",
        "book.lnguage: unknown setting (did you mean 'language'?); allowed here: arc, author, chapters, contact, "
        "language, scale, scenes, seed, title, words",
        "models.writer.top_p: input should be greater than 0 (found 0)",
        "models.writer.temprature: unknown setting (did you mean 'temperature'?); allowed here: adapter, "
        "api_key, base, candidates, device, dtype, endpoint, model, quantize, repetition_penalty, temperature, timeout, "
        "top_k, top_p",
        "models.critic.api_key: a secret may not stand in the file; name an environment variable, e.g. "
        "'env:CRITIC_KEY' (found 'sk-123')",
        "pipeline.plugins: input should be 'auto' (found 'none')",
        "pipeline.plugins: input should be a valid tuple (found 'none')",
        "pipeline.concurrency: input should be greater than or equal to 1 (found 0)",
        "stages: input should be a valid dictionary (found 3)",
        "lore.sources.1.kind: field required",
        "lore.budget: input should be greater than or equal to 0 (found -1)",
        "modles: unknown setting (did you mean 'models'?); allowed here: book, engine, lore, models, pipeline, stages",
    ]


def test_a_long_value_is_cut_in_the_message() -> None:
    (problem,) = problems({"book": {"language": "x" * 500}})
    assert len(problem) < 200
    assert problem.endswith("...)")


@pytest.mark.parametrize("code", ["en", "zh", "zh-Hans", "pt-BR", "yue"])
def test_language_codes(code: str) -> None:
    assert parse_settings({"book": {"language": code}}).book.language == code


@pytest.mark.parametrize("code", ["", "English", "e", "en_US", "../x", "zh-"])
def test_what_is_no_language_code(code: str) -> None:
    assert "book.language" in problems({"book": {"language": code}})[0]


def test_broken_toml_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "story.toml").write_text('[book]\ntitle = "a\n')
    with pytest.raises(SettingsError, match=r"story\.toml: not valid TOML\.\n  - .*line 2"):
        read_settings(tmp_path / "story.toml")


def test_a_story_toml_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "story.toml").write_bytes(b'[book]\ntitle = "\xff"\n')
    with pytest.raises(ArtefactError, match="not UTF-8"):
        read_settings(tmp_path / "story.toml")


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
            max_leaves=4,
        ),
        max_size=3,
    )
)
@example({"str": None, "tuple[": 1})
def test_any_data_is_settings_or_a_settings_error(data: dict[str, Any]) -> None:
    try:
        parse_settings({**data, "models": data, "book": data})
    except SettingsError as error:
        assert error.problems


# Lengths -------------------------------------------------------------------------------------------------------------


def test_length_is_that_of_the_scale_less_what_is_set_by_hand() -> None:
    assert parse_settings({"book": {"scale": "flash"}}).book.length() == SCALES["flash"]
    mixed = parse_settings({"book": {"scale": "flash", "words": 30, "chapters": 9}}).book.length()
    assert (mixed.chapters, mixed.scenes, mixed.words) == (9, SCALES["flash"].scenes, 30)


def test_scales_are_what_they_are_called() -> None:
    words = {name: scale.chapters * scale.scenes * scale.words for name, scale in SCALES.items()}
    assert words["flash"] < 1_000 < words["short"] < 7_500 < words["novella"] < 40_000 < words["novel"] < words["epic"]


# Roles ---------------------------------------------------------------------------------------------------------------


def role(name: str, **models: dict[str, Any]) -> ModelSettings:
    return parse_settings({"models": models}).model(name)


def test_a_role_takes_from_default_what_it_leaves_out() -> None:
    found = role("writer", default={"base": "big", "adapter": "a", "top_k": 9}, writer={"temperature": 1.0})
    assert (found.base, found.adapter, found.top_k, found.temperature) == ("big", "a", 9, 1.0)
    assert role("unheard-of", default={"base": "big"}).base == "big"


def test_what_a_role_sets_wins_even_where_it_is_the_built_in_value() -> None:
    built_in = ModelSettings().temperature
    assert role("writer", default={"temperature": 1.7}, writer={"temperature": built_in}).temperature == built_in


def test_an_adapter_on_the_shared_base() -> None:
    found = role("writer", default={"base": "big"}, writer={"adapter": "mine"})
    assert (found.base, found.adapter) == ("big", "mine")
    assert role("writer", writer={"adapter": "mine"}).base == DEFAULT_BASE


def test_a_role_on_another_base_leaves_the_adapter() -> None:
    assert role("writer", default={"base": "big", "adapter": "for-big"}, writer={"base": "small"}).adapter is None


SERVER = {"endpoint": "http://127.0.0.1:8000/v1", "model": "m", "api_key": "env:KEY"}


def test_an_endpoint_takes_no_base_and_a_base_no_endpoint() -> None:
    found = role("critic", default={"base": "big", "adapter": "a", "temperature": 1.1}, critic=SERVER)
    assert (found.base, found.adapter, found.model, found.temperature) == (None, None, "m", 1.1)
    found = role("writer", default={**SERVER, "top_p": 0.5}, writer={"base": "small"})
    assert (found.base, found.endpoint, found.model, found.api_key, found.top_p) == ("small", None, None, None, 0.5)


def test_a_secret_stays_with_its_endpoint() -> None:
    other = {"endpoint": "https://elsewhere.example/v1", "model": "n"}
    assert role("critic", default=SERVER, critic=other).api_key is None
    assert role("critic", default=SERVER, critic={"temperature": 0.1}).api_key == "env:KEY"


def test_an_adapter_beside_a_default_endpoint_is_on_the_embedded_model() -> None:
    found = role("writer", default=SERVER, writer={"adapter": "mine"})
    assert (found.base, found.adapter, found.endpoint, found.model) == (DEFAULT_BASE, "mine", None, None)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"endpoint": "http://x", "model": "m", "base": "b"}, "give either 'endpoint'"),
        ({"endpoint": "http://x"}, "'endpoint' also needs 'model'"),
        ({"model": "m"}, "'model' belongs to 'endpoint'"),
        ({"endpoint": "ftp://x", "model": "m"}, "must start with http:// or https://"),
        ({"endpoint": "x:8000", "model": "m"}, "must start with http:// or https://"),
        ({"api_key": "KEY"}, "a secret may not stand in the file"),
        ({"candidates": 0}, "greater than or equal to 1"),
        ({"dtype": "int4"}, "'auto', 'float32', 'bfloat16' or 'float16'"),
    ],
)
def test_models_that_can_not_be(values: dict[str, Any], told: str) -> None:
    (problem,) = problems({"models": {"writer": values}})
    assert problem.startswith("models.writer")
    assert told in problem


OWN = st.fixed_dictionaries(
    {}, optional={"temperature": st.floats(0, 2), "top_k": st.integers(0, 99), "adapter": st.just("a")}
)
FAMILY = st.sampled_from([{}, {"base": "b"}, {"base": "b", "adapter": "c"}, {"endpoint": "http://x", "model": "m"}])


@given(FAMILY, OWN, FAMILY, OWN)
def test_every_mix_of_role_and_default_makes_a_model(a: dict, b: dict, c: dict, d: dict) -> None:
    default, own = (
        {k: v for k, v in {**y, **x}.items() if k != "adapter" or "endpoint" not in x} for x, y in ((a, b), (c, d))
    )
    found = role("writer", default=default, writer=own)
    assert bool(found.endpoint) is not bool(found.base)
    assert all(getattr(found, name) == value for name, value in own.items())
