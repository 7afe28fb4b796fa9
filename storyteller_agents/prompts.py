"""Prompts: Markdown files with front matter (version, variables) and a Jinja body.

Rendering is strict: a variable that is declared but not given, given but not declared, or used but not declared,
is an error. Values are inserted as they are and never rendered themselves, so lore and model output cannot act as
templates. A book may override any prompt with a file of the same name in its own `prompts/` folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.errors import ArtefactError, PromptError, did_you_mean
from storyteller_agents.files import read_text, split_front_matter
from storyteller_agents.language import base_language
from storyteller_agents.resources import shipped_folder

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_SYSTEM, _USER = "# System", "# User"


@dataclass(frozen=True)
class Prompt:
    """A prompt file as read: its version, its declared variables, and the two Jinja bodies.

    `spare` names the variables that may be left out where the model's context is too small, the least important first.
    """

    name: str
    version: str
    variables: frozenset[str]
    system: str
    user: str
    file: Path
    spare: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenderedPrompt:
    """A prompt with its values in place."""

    name: str
    version: str
    system: str
    user: str

    def messages(self) -> list[BaseMessage]:
        """Return it as LangChain messages; an empty system part is left out."""
        from langchain_core.messages import HumanMessage, SystemMessage

        head: list[BaseMessage] = [SystemMessage(self.system)] if self.system else []
        return [*head, HumanMessage(self.user)]


class Prompts:
    """The prompts of a book: its own before the shipped ones, those of its language before the general ones.

    Args:
        own: the book's `prompts/` folder, which may be missing.
        language: the book's language; `prompts/<language>/` is looked into first.
    """

    def __init__(self, own: Path | None = None, language: str = "en") -> None:
        bases = [folder for folder in (own, shipped_folder("prompts")) if folder is not None]
        self.folders = [folder for base in bases for folder in (base / base_language(language), base)]

    def add_folder(self, folder: Path) -> None:
        """Also look into the prompts folder of a plugin, after all others."""
        if folder not in self.folders:
            self.folders.append(folder)

    def names(self) -> list[str]:
        """Return the names of all prompts that can be found."""
        return sorted({file.stem for folder in self.folders for file in folder.glob("*.md") if file.stem != "README"})

    def get(self, name: str) -> Prompt:
        """Return the prompt of this name.

        Raises:
            PromptError: there is none, or its file is not well formed.
        """
        for folder in self.folders:
            file = folder / f"{name}.md"
            if file.is_file():
                return _read(file, file.stat().st_mtime_ns)
        raise PromptError(
            f"prompt {name!r}: not found{did_you_mean(name, self.names())} in {', '.join(map(str, self.folders))}."
        )

    def render(self, name: str, /, **values: Any) -> RenderedPrompt:
        """Render a prompt with exactly its declared variables.

        Raises:
            PromptError: a variable is missing or unknown, or the template is wrong; names the file.
        """
        from jinja2 import TemplateError

        prompt = self.get(name)
        missing, unknown = prompt.variables - values.keys(), values.keys() - prompt.variables
        if missing or unknown:
            wrong = [f"missing {item!r}" for item in sorted(missing)] + [
                f"unknown {item!r}" for item in sorted(unknown)
            ]
            raise PromptError(
                f"{prompt.file}: {', '.join(wrong)}; the prompt declares: {', '.join(sorted(prompt.variables))}."
            )
        try:
            system, user = (_template(body).render(values).strip() for body in (prompt.system, prompt.user))
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise PromptError(f"{prompt.file}: can't be rendered ({error}).") from error
        return RenderedPrompt(prompt.name, prompt.version, system, user)


@lru_cache(maxsize=256)
def _read(file: Path, _stamp: int) -> Prompt:
    try:
        data, body = split_front_matter(read_text(file), str(file))
    except ArtefactError as error:
        raise PromptError(str(error)) from error
    if "version" not in data or not isinstance(data.get("variables"), list):
        raise PromptError(
            f"{file}: the front matter needs 'version' and a list 'variables'; found: {', '.join(data) or 'nothing'}."
        )
    spare = tuple(map(str, data.get("spare") or ()))
    if unknown := set(spare) - set(map(str, data["variables"])):
        raise PromptError(f"{file}: 'spare' names {', '.join(sorted(unknown))}, which 'variables' doesn't declare.")
    system, mark, user = body.partition(f"{_USER}\n")
    if not mark:
        raise PromptError(f"{file}: the part headed '{_USER}' is missing.")
    system = system.strip().removeprefix(_SYSTEM).strip()
    variables = frozenset(map(str, data["variables"]))
    return Prompt(file.stem, str(data["version"]), variables, system, user.strip(), file, spare)


@lru_cache(maxsize=256)
def _template(body: str) -> Any:
    return _environment().from_string(body)


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
