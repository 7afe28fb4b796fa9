"""Unfinished: the scene is empty, or its last sentence stops without an end mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import sentence_spans

FINISHED = re.compile(r"(?:[.!?…⋯。！？—]|--)(?:[\"'”’“»«›」』）)\]*_]|[ \u00a0\u200a\u202f](?=[”’»]))*$")


@check(severity="error", repair="finish")
def unfinished(scene: SceneText) -> Iterator[Objection]:
    """The scene is empty or breaks off in the middle of a sentence."""
    spans = sentence_spans(scene.text)
    if not spans:
        yield Objection(0, 0, "The scene is empty.", "Write it.")
    elif not FINISHED.search(scene.text.rstrip()):
        yield Objection(*spans[-1], "The last sentence breaks off.", "Finish it.")
