"""The exceptions that callers may catch.

    StorytellerError
    ├── BookError            a book folder that is missing, damaged or not writable
    │   ├── BookLockedError  another process drafts this book
    │   └── ArtefactError    a file of the book that can't be read as what it should be
    │       └── ConflictError  marks of a merge stand in it
    ├── SettingsError        story.toml is wrong; holds every mistake at once
    ├── PlanError            the stages can't be put in order; holds every reason at once
    ├── StageError           a stage broke its contract or failed; names stage and package
    ├── IncompleteError      a draft went to its end, but some of its items failed; holds them all
    ├── PromptError          a prompt template is missing or does not render
    ├── LoreError            lore that can't be read, or an index that can't be used
    ├── PluginError          a plugin that was asked for can't be loaded
    ├── ModelError           a model can't be found, loaded or called
    │   ├── WeightsError     weights can't be fetched, or are not what they claim to be
    │   ├── ModelUnavailableError  its server is away or busy; later it may answer
    │   ├── OutputError      a model's answer is empty, cut off or not what was asked for
    │   └── AnswerTimeoutError  a model took longer for an answer than it was given
    ├── MissingExtraError    an optional package is needed; names the install command
    └── Stopped              the user asked to stop; everything written so far is kept

A message says what was found, where (file and field), what is allowed and what to do next.
`exit_code` is what the command line returns: 2 for usage and bad input, 1 for work that failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class StorytellerError(Exception):
    """Base class: catch this to catch everything the package raises on purpose."""

    exit_code = 2


class BookError(StorytellerError):
    """A book folder is missing, is not a book, is damaged or can't be written."""


class BookLockedError(BookError):
    """Another live process holds the book's lock."""


class ArtefactError(BookError):
    """A file of the book (outline, cast, scene …) can't be read as what it should be."""


class ConflictError(ArtefactError):
    """A file holds two versions at once: marks of a merge that nobody has resolved."""


class _Collected(StorytellerError):
    """An error that tells every mistake at once, one a line."""

    def __init__(self, title: str, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__(list_problems(title, self.problems))


class SettingsError(_Collected):
    """story.toml holds mistakes; `problems` lists them all."""


class PlanError(_Collected):
    """The stages can't be put in order; `problems` lists every reason."""


class StageError(StorytellerError):
    """A stage failed or broke its contract; the message names the stage and its package."""

    exit_code = 1


class IncompleteError(_Collected):
    """A draft went on to its end, but the model failed for some chapters or scenes; `problems` lists them."""

    exit_code = 1


class PromptError(StorytellerError):
    """A prompt template is missing, has bad front matter or uses an undefined variable."""


class LoreError(StorytellerError):
    """A lore file or source can't be read, or its index can't be used."""


class PluginError(StorytellerError):
    """A plugin that the settings or the command ask for can't be loaded."""


class ModelError(StorytellerError):
    """A model can't be found, loaded or called."""


class WeightsError(ModelError):
    """Weights can't be fetched, or are not what the catalogue says they are."""


class ModelUnavailableError(ModelError):
    """A model's server can't be reached, is busy or failed; the same call may be answered later."""

    exit_code = 1


class OutputError(ModelError):
    """A model's answer is empty, cut off, or not what was asked for."""

    exit_code = 1


class AnswerTimeoutError(ModelError):
    """A model took longer for an answer than the call allowed."""

    exit_code = 1


class MissingExtraError(StorytellerError):
    """An optional dependency is missing; the message is the command that installs it."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package!r}, which is not installed. "
            f"Install it with: pip install 'storyteller-agents[{extra}]'"
        )


class Stopped(StorytellerError):
    """The user asked to stop. What was written is kept, and the next draft goes on from there."""

    exit_code = 130


def list_problems(title: str, problems: Iterable[str]) -> str:
    """Return a message that tells several problems, each on a line of its own."""
    return "\n".join([title, *(f"  - {problem}" for problem in problems)])


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the nearest known name, or an empty string."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""
