"""story.toml → `Settings`: typed, with defaults, every mistake told at once.

This module reads and checks; it does not load models or plugins, so names of models, stages and
adapters are checked where they are resolved.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from storyteller_agents.arcs import DEFAULT_ARC, check_arc
from storyteller_agents.errors import SettingsError, did_you_mean

SPINE = ("outliner", "characters", "scenes", "critic", "reviser", "explainer")
"""The built-in stages in their order; plugins place themselves between them."""

DEFAULT_BASE = "smollm2-135m"
DEFAULT_EMBEDDINGS = "all-minilm-l6-v2"


class Scale(BaseModel):
    """A length of book: number of chapters, scenes in each, and words in each scene."""

    model_config = ConfigDict(frozen=True)
    chapters: int
    scenes: int
    words: int


SCALES: dict[str, Scale] = {
    "flash": Scale(chapters=3, scenes=2, words=150),
    "short": Scale(chapters=4, scenes=3, words=400),
    "novella": Scale(chapters=10, scenes=3, words=900),
    "novel": Scale(chapters=24, scenes=3, words=1200),
    "epic": Scale(chapters=60, scenes=4, words=1200),
}
"""Flash fiction stays under 1,000 words, a short story under 7,500, a novella under 40,000."""


class Section(BaseModel):
    """Base of the sections of story.toml: an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BookSettings(Section):
    """``[book]``. `chapters`, `scenes` (in each chapter) and `words` (in each scene) override the scale.

    `arc` is the emotional arc: a name that `arcs` knows, or points of a curve from -1 (dark) to 1 (bright).
    `author` stands on the title page; `contact`, a line each, on a manuscript for a publisher.
    """

    title: str = Field("Untitled", min_length=1, max_length=300)
    author: str = Field("", max_length=300)
    contact: str = Field("", max_length=1000)
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    scale: Literal["flash", "short", "novella", "novel", "epic"] = "short"
    seed: int = Field(7, ge=0, lt=2**31)
    arc: str | tuple[float, ...] = DEFAULT_ARC
    chapters: int | None = Field(None, ge=1, le=500)
    scenes: int | None = Field(None, ge=1, le=50)
    words: int | None = Field(None, ge=20, le=20_000)

    @field_validator("arc")
    @classmethod
    def _known_arc(cls, value: str | tuple[float, ...]) -> str | tuple[float, ...]:
        check_arc(value)
        return value

    def length(self) -> Scale:
        """Return the numbers that hold: those of the scale, less what is set by hand."""
        scale = SCALES[self.scale]
        own = {name: value for name in ("chapters", "scenes", "words") if (value := getattr(self, name)) is not None}
        return scale.model_copy(update=own)


class ModelSettings(Section):
    """``[models.<role>]``: which model a role uses and how it samples.

    Attributes:
        base: a catalogue name, a folder, or a hub id; for models in this process.
        adapter: a LoRA adapter: a folder, or a name in the user's adapter folder.
        endpoint, model, api_key: an OpenAI-compatible server instead; the key only as ``env:NAME``.
        candidates: how many versions of a scene to write; the one with the best score is kept.
        dtype: number format of local weights; ``auto`` takes the fastest that the device has.
        quantize: keep local weights in fewer bits: by bitsandbytes (``bnb-int8``, ``bnb-nf4``) or torchao (``torchao-int8``).
    """

    base: str | None = None
    adapter: str | None = None
    endpoint: str | None = None
    model: str | None = None
    api_key: str | None = None
    temperature: float = Field(0.4, ge=0, le=2)
    top_p: float = Field(0.95, gt=0, le=1)
    top_k: int = Field(50, ge=0)
    repetition_penalty: float = Field(1.15, ge=1, le=2)
    candidates: int = Field(1, ge=1, le=64)
    device: str = "auto"
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = "auto"
    quantize: Literal["bnb-int8", "bnb-nf4", "torchao-int8"] | None = None
    timeout: float = Field(120, gt=0, description="seconds to wait for an endpoint's answer")

    @property
    def goes_on(self) -> bool:
        """Whether the model goes on from an answer that is begun; a server may as well begin anew."""
        return self.endpoint is None and self.base != "scripted"

    @field_validator("api_key")
    @classmethod
    def _only_by_name(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith("env:"):
            raise ValueError("a secret may not stand in the file; name an environment variable, e.g. 'env:CRITIC_KEY'")
        return value

    @field_validator("endpoint")
    @classmethod
    def _only_http(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value

    @model_validator(mode="after")
    def _one_family(self) -> ModelSettings:
        if self.endpoint and (self.base or self.adapter):
            raise ValueError(
                "give either 'endpoint' (a server) or 'base' and 'adapter' (a model in this process), not both"
            )
        if self.endpoint and not self.model:
            raise ValueError("'endpoint' also needs 'model', the name that the server knows the model by")
        if self.model and not self.endpoint:
            raise ValueError("'model' belongs to 'endpoint'; a model in this process is named by 'base'")
        return self


class EngineSettings(Section):
    """``[engine]``: how much models in this process take on at the same time.

    Attributes:
        rows: requests that run side by side; 32, or 64 on a GPU, unless it is set.
        queue: requests that wait; who comes then has to wait outside.
        memory: GiB for what running requests have read; unless it is set, a quarter of the machine's memory but at
            most 4, or on a GPU four fifths of what the weights leave.
    """

    rows: int | None = Field(None, ge=1, le=1024)
    queue: int = Field(256, ge=1, le=100_000)
    memory: float | None = Field(None, gt=0)


class SourceSettings(BaseModel):
    """``[[lore.sources]]``: the kind names a source plugin, which checks and reads the other keys."""

    model_config = ConfigDict(extra="allow", frozen=True)
    kind: str


class LoreSettings(Section):
    """``[lore]``: how the world is searched. `budget` is in tokens for each scene."""

    sources: tuple[SourceSettings, ...] = ()
    embeddings: str = Field(DEFAULT_EMBEDDINGS, description="a catalogue name or folder, or 'none' for full text only")
    chroma_url: str | None = None
    budget: int = Field(500, ge=0, le=100_000)


class PipelineSettings(Section):
    """``[pipeline]``: which stages run. `approve` names stages after which a draft stops to be looked at.

    `retries` is how often a call is made again whose server was away or busy, after 1, 2, 4 … up to 60 seconds.
    """

    spine: tuple[str, ...] = SPINE
    plugins: Literal["auto"] | tuple[str, ...] = "auto"
    approve: tuple[str, ...] = ()
    replace: dict[str, str] = Field(default_factory=dict)
    concurrency: int = Field(8, ge=1, le=256, description="chapters or scenes that are worked on side by side")
    retries: int = Field(6, ge=0, le=100)


class Settings(Section):
    """Everything in story.toml. `Settings()` holds the defaults."""

    book: BookSettings = Field(default_factory=BookSettings)
    models: dict[str, ModelSettings] = Field(default_factory=dict)
    engine: EngineSettings = Field(default_factory=EngineSettings)
    pipeline: PipelineSettings = Field(default_factory=PipelineSettings)
    stages: dict[str, dict[str, Any]] = Field(default_factory=dict)
    lore: LoreSettings = Field(default_factory=LoreSettings)

    def model(self, role: str) -> ModelSettings:
        """Return a role's settings: its own, then those of ``[models.default]``, then the embedded model."""
        default = self.models.get("default", ModelSettings())
        own = self.models.get(role, default)
        merged = {name: getattr(own, name) for name in own.model_fields_set}
        elsewhere = {"base", "endpoint"} & merged.keys() or ("adapter" in merged and default.endpoint)
        moved = {"base", "adapter", "endpoint", "model", "api_key"} if elsewhere else set()
        for name in default.model_fields_set - merged.keys() - moved:
            merged[name] = getattr(default, name)
        if not merged.get("endpoint"):
            merged.setdefault("base", DEFAULT_BASE)
        return ModelSettings(**merged)


def read_settings(path: Path) -> Settings:
    """Read and check story.toml.

    Raises:
        SettingsError: lists every mistake, what is allowed, and near names for unknown keys.
    """
    from storyteller_agents.files import read_text

    try:
        data = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML.", [str(error)]) from error
    return parse_settings(data, str(path))


def parse_settings(data: dict[str, Any], where: str = "settings") -> Settings:
    """Check a dictionary of settings; `where` names their source in errors.

    Raises:
        SettingsError: lists every mistake at once.
    """
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise SettingsError(f"{where}: the settings have mistakes.", explain(error, Settings)) from error


def explain(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """Turn pydantic's errors into one readable line each, with near names for unknown keys."""
    return list(dict.fromkeys(explain_one(dict(problem), model) for problem in error.errors()))


def explain_one(problem: dict[str, Any], model: type[BaseModel]) -> str:
    """Turn one of pydantic's errors into a readable line."""
    steps = [step for step in problem["loc"] if not _is_union_branch(step)]
    if problem["type"] == "extra_forbidden":
        *section, key = problem["loc"]
        steps = [step for step in section if not _is_union_branch(step)]
        allowed = sorted(_section_fields(model, steps))
        where = ".".join(str(step) for step in [*steps, key])
        return f"{where}: unknown setting{did_you_mean(str(key), allowed)}; allowed here: {', '.join(allowed)}"
    where = ".".join(str(step) for step in steps) or "the file"
    message = str(problem["msg"]).removeprefix("Value error, ")
    found = problem.get("input")
    shown = "" if isinstance(found, dict) or problem["type"] == "missing" else f" (found {_short(found)})"
    return f"{where}: {message[0].lower()}{message[1:]}{shown}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_union_branch(step: Any) -> bool:
    """pydantic names the branch of a union in the location, which means nothing to a reader."""
    return isinstance(step, str) and (
        step.startswith(("literal[", "tuple[", "function-")) or step in {"str", "int", "bool"}
    )


def _section_fields(model: type[BaseModel], steps: Iterable[Any]) -> list[str]:
    """Return the field names of the section that `steps` lead to."""
    section: Any = model
    for step in steps:
        if isinstance(section, type) and issubclass(section, BaseModel):
            field = section.model_fields.get(str(step))
            section = field.annotation if field else None
        elif get_origin(section) in (dict, list, tuple):
            section = get_args(section)[-1 if get_origin(section) is dict else 0]
        if get_origin(section) in (Union, UnionType):
            section = next((arg for arg in get_args(section) if arg is not type(None)), None)
    if get_origin(section) in (list, tuple):
        section = get_args(section)[0]
    return list(section.model_fields) if isinstance(section, type) and issubclass(section, BaseModel) else []
