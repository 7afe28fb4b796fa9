"""What a draft is asked to write: some scenes, some stages, and what may be made again that would stay otherwise.

A value that says nothing about the state of the book; `freshness.py` asks it before anything is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storyteller_agents.errors import BookError, did_you_mean

FIXED = ("brief", "findings")
"""What nobody makes, or everybody adds to: never overwritten."""


@dataclass(frozen=True)
class Selection:
    """The part of a book that a draft works on; by default all that is stale or missing.

    Attributes:
        scenes: ids of the scenes, or None for all.
        stages: names of the stages, or None for all; with `scenes`, these stages for these scenes.
        refresh: whether to make again what was made with other models or prompts.
        overwrite: names of artefacts (``outline``, ``scenes/0003``) that are made again although a person edited them.
    """

    scenes: frozenset[str] | None = None
    stages: frozenset[str] | None = None
    refresh: bool = False
    overwrite: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether no part of the book is left out."""
        return self.scenes is None and self.stages is None

    def covers_stage(self, stage: str) -> bool:
        """Whether a stage may run at all."""
        return self.stages is None or stage in self.stages

    def covers_scene(self, scene: str) -> bool:
        """Whether a scene may be written, examined and revised."""
        return self.scenes is None or scene in self.scenes

    def covers_whole(self, stage: str, *, closing: bool, missing: bool, written: bool) -> bool:
        """Whether a stage about the whole story runs although only some scenes are asked for.

        It does if it is named; else a stage before the scenes where its result is missing, since they need it, and one
        after them where the book is whole.

        Args:
            closing: the stage reads the scenes.
            missing: its result is not there.
            written: every scene is there.
        """
        if self.stages is not None or self.scenes is None:
            return self.covers_stage(stage)
        return written if closing else missing


def select(
    ids: Sequence[str],
    stages: Sequence[str],
    fields: Sequence[str] = (),
    *,
    only: Iterable[str] = (),
    start: str | None = None,
    until: str | None = None,
    refresh: bool = False,
    overwrite: Iterable[str] = (),
) -> Selection:
    """Return the selection that somebody typed.

    Args:
        ids: of the scene cards in the order of reading.
        stages: names of the planned stages.
        fields: names of the artefacts that are one file.
        only: scenes (``12``, ``0012``), ranges (``5-9``) and stages, each maybe several with commas.
        start, until: the first and the last scene.
        overwrite: scenes, ranges and artefacts.

    Raises:
        BookError: a name is unknown, or a range ends before it begins.
    """
    chosen: set[str] = set()
    named: set[str] = set()
    for word in _words(only):
        if word in stages:
            named.add(word)
        else:
            chosen.update(_scenes(word, ids, "--only", stages))
    scenes = set(chosen) if chosen else None
    if start or until:
        first = _scene(start, ids, "--from") if start else ids[0] if ids else ""
        last = _scene(until, ids, "--until") if until else ids[-1]
        between = set(_between(first, last, ids, f"--from {first} --until {last}"))
        scenes = between if scenes is None else scenes & between
        if not scenes:
            raise BookError(f"--only names no scene from {first} to {last}, so there is nothing to write.")
    spared: set[str] = set()
    names = [name for name in fields if name not in (*FIXED, "scenes")]
    for word in _words(overwrite):
        item = word.removeprefix("scenes/")
        spared.update(
            [word] if word in names else [f"scenes/{one}" for one in _scenes(item, ids, "--overwrite", names)]
        )
    return Selection(
        frozenset(scenes) if scenes is not None else None,
        frozenset(named) if named else None,
        refresh,
        frozenset(spared),
    )


def _words(given: Iterable[str]) -> list[str]:
    return [word for text in given for word in re.split(r"[\s,]+", text) if word]


def _scenes(word: str, ids: Sequence[str], option: str, others: Sequence[str]) -> list[str]:
    first, dash, last = word.partition("-")
    if dash and first and last and word not in ids and first[0].isdigit():
        return _between(_scene(first, ids, option), _scene(last, ids, option), ids, f"{option} {word}")
    return [_scene(word, ids, option, others)]


def _between(first: str, last: str, ids: Sequence[str], told: str) -> list[str]:
    start, end = ids.index(first), ids.index(last)
    if end < start:
        raise BookError(f"{told}: scene {last} comes before scene {first}.")
    return list(ids[start : end + 1])


def _scene(word: str, ids: Sequence[str], option: str, others: Sequence[str] = ()) -> str:
    """Return the id of a scene; zeros before a number may be left out."""
    if word in ids:
        return word
    short = [scene for scene in ids if scene.lstrip("0") == word.lstrip("0")]
    if len(short) == 1:
        return short[0]
    if not ids:
        also = f" (or name one of {', '.join(others)})" if others else ""
        raise BookError(
            f"{option} {word}: there is no outline yet, so no scene has an id. Draft the outline first{also}."
        )
    known = [*ids, *others]
    range_ = f"scenes {ids[0]} to {ids[-1]}"
    raise BookError(
        f"{option} {word}: no such scene{did_you_mean(word, known)}; there are {range_}"
        + (f", and {', '.join(others)}." if others else ".")
    )
