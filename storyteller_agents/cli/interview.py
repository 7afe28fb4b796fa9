"""The questions of `storyteller new` on a terminal: each has a hint and a default, and what is known is not asked.

Questions go to standard error. A wrong answer is asked for again; Ctrl-C and Ctrl-D end it with nothing made.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from storyteller_agents.briefs import LENGTH
from storyteller_agents.cli.output import note
from storyteller_agents.errors import SettingsError, Stopped, did_you_mean
from storyteller_agents.language import CJK, counts_characters
from storyteller_agents.resources import worlds
from storyteller_agents.settings import DEFAULT_BASE, SCALES, BookSettings, Scale
from storyteller_agents.wishes import Wishes

Check = Callable[[str], str | None]
"""Says what is wrong with an answer, or None."""

_UNTITLED = BookSettings().title
_EXAMPLE = "the example"


def on_terminal() -> bool:
    """Whether there is somebody who sees a question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def interview(wishes: Wishes) -> Wishes:
    """Ask for what `wishes` leaves open: title, world, premise, length, model.

    The world comes before the premise, since it brings one.

    Raises:
        Stopped: the user ended it.
    """
    wishes.check()  # a bad option is told before the first question
    told = set(wishes.book)
    try:
        if "title" not in told:
            hint = "What stands on the cover. Enter takes what is in brackets: the title is found when the book is planned."
            title = _ask("Title", hint, _UNTITLED, _title)
            wishes = replace(wishes, title=title if title != _UNTITLED else None)
        if wishes.sample is None:
            world = _ask("World", _list(_worlds()), "none", _one_of(["none", *worlds()]))
            wishes = replace(wishes, world=world.lower() if world.lower() != "none" else None)
        if wishes.premise is None and wishes.brief is None:
            wishes = _premise(wishes)
        if not told & set(LENGTH):
            default = wishes.book.get("scale", BookSettings().scale)
            wishes = replace(
                wishes, scale=_ask("Length", _list(_scales(wishes)), default, _one_of(list(SCALES))).lower()
            )
        if wishes.model is None:
            wishes = replace(wishes, model=_ask("Model", _list(_models()), DEFAULT_BASE, _model))
    except (EOFError, KeyboardInterrupt):
        note("")
        raise Stopped("Stopped. Nothing was made.") from None
    return wishes


def _premise(wishes: Wishes) -> Wishes:
    default = wishes.or_example()
    hint = "\n".join(["What the story is about, in a sentence or two. An example:", *_wrapped(default.story or "", 4)])
    premise = _ask("Premise", hint, _EXAMPLE, None)
    return default if premise == _EXAMPLE else replace(wishes, premise=premise)


def _ask(name: str, hint: str, default: str, check: Check | None) -> str:
    """Ask until the answer is good; an empty one is the default."""
    note("")
    for line in hint.split("\n"):
        note(f"  {line}")
    while True:
        try:
            answer = _clean(_read(f"{name} [{default}]: ")) or default
            answer.encode()
        except UnicodeError:
            note("  That is not UTF-8 text; please type it again.")
            continue
        problem = check(answer) if check and answer != default else None
        if problem is None:
            return answer
        note(f"  {problem}")


def _read(prompt: str) -> str:
    """Read one line; where standard output is a terminal too, it can be edited with the arrow keys."""
    if sys.stdout.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - input() uses it once it is imported
        return input(prompt)
    print(prompt, end="", file=sys.stderr, flush=True)
    if not (line := sys.stdin.readline()):
        raise EOFError
    return line


def _clean(answer: str) -> str:
    """Return an answer as one line, without the control characters of keys that mean nothing here."""
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in answer).split())


# What may be answered -------------------------------------------------------------------------------------------------


def _title(answer: str) -> str | None:
    try:
        Wishes(title=answer).settings()
    except SettingsError as error:
        return error.problems[0]
    return None


def _one_of(known: list[str]) -> Check:
    def check(answer: str) -> str | None:
        if answer.lower() in known:
            return None
        return f"{answer[:60]}: not one of {', '.join(known)}{did_you_mean(answer.lower(), known)}."

    return check


def _model(answer: str) -> str | None:
    from storyteller_agents.models.catalogue import HUB_ID, catalogue

    with contextlib.suppress(OSError, RuntimeError):
        if Path(answer).expanduser().is_dir():
            return None
    known = [*(name for name, entry in catalogue().items() if entry.kind == "chat"), "scripted"]
    if answer in known or HUB_ID.fullmatch(answer):
        return None
    return f"{answer[:60]}: no model of this name{did_you_mean(answer, known)}, no folder, and no 'organisation/name'."


# Hints ----------------------------------------------------------------------------------------------------------------


def _worlds() -> Mapping[str, str]:
    described = {name: f"{found.title}: {found.description}" for name, found in worlds().items()}
    return {"none": "a world of your own; bring it later with: storyteller lore add", **described}


def _scales(wishes: Wishes) -> Mapping[str, str]:
    language = wishes.book.get("language") or (wishes.sample.language if wishes.sample else "")
    in_characters = counts_characters(language) if language else CJK.search(wishes.story or "")
    return {name: _length(scale, "characters" if in_characters else "words") for name, scale in SCALES.items()}


def _length(scale: Scale, unit: str) -> str:
    scenes = scale.chapters * scale.scenes
    return f"{scale.chapters} chapters, {scenes} scenes, about {scenes * scale.words:,} {unit}"


def _models() -> Mapping[str, str]:
    from storyteller_agents.models.catalogue import catalogue

    named = {name: entry.description for name, entry in catalogue().items() if entry.kind == "chat"}
    return {**named, "or": "a folder with safetensors, or organisation/name on the Hugging Face hub"}


def _list(choices: Mapping[str, str]) -> str:
    """Return names and what they mean as two columns."""
    width = max(map(len, choices)) + 2
    lines = []
    for name, meaning in choices.items():
        first, *rest = _wrapped(meaning, width)
        lines += [name.ljust(width) + first.strip(), *rest]
    return "\n".join(lines)


def _wrapped(text: str, indent: int) -> list[str]:
    columns = max(min(shutil.get_terminal_size().columns, 100) - indent - 4, 20)
    width = columns // 2 if CJK.search(text) else columns  # a Chinese character is two columns wide
    return [" " * indent + line for line in textwrap.wrap(text, width)] or [""]
