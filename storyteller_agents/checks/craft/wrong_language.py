"""Wrong language: the scene is not in the language of the book. Texts too short to tell are passed over."""

from __future__ import annotations

from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import base_language, detect_language, language_name, sentence_spans


@check(severity="error", repair="rewrite")
def wrong_language(scene: SceneText) -> Iterator[Objection]:
    """The scene is written in another language than the book."""
    wanted = base_language(scene.language)
    found = detect_language(scene.text, wanted)
    spans = sentence_spans(scene.text)
    if found != wanted and spans:
        message = f"This looks like {language_name(found)}; the book is in {language_name(wanted)}."
        yield Objection(*spans[0], message, f"Write it in {language_name(wanted)}.")
