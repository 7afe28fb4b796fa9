"""Names that nobody introduced: a capitalised word inside a sentence that no cast, lore, card or brief knows.

Only for languages that capitalise names alone. A word that also stands in small letters in the scene, follows an
opening quotation mark, or is a title, weekday, month or the like, is no name. Each name is reported once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import base_language, sentence_spans

LANGUAGES = {"en", "es", "fr", "it", "pt", "nl", "pl", "sv"}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOT_NAMES = frozenset(
    """i i'm i'd i'll i've mr mrs ms miss dr sir madam lord lady king queen captain father mother god heaven hell
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter north south east west ok okay
    aunt uncle grandmother grandfather mum mom dad professor doctor majesty highness""".split()
)


@check(severity="warning", repair="rewrite")
def unknown_name(scene: SceneText) -> Iterator[Objection]:
    """A name that the cast, the lore, the outline and the brief don't know."""
    if base_language(scene.language) not in LANGUAGES:
        return
    known = {part.lower() for name in scene.names for part in _WORD.findall(name)}
    small = {match.group() for match in _WORD.finditer(scene.text) if match.group()[0].islower()}
    reported: set[str] = set()
    for match in _inner_words(scene.text):
        word = _without_possessive(match.group())
        lower = word.lower()
        is_name = word[0].isupper() and not (len(word) > 1 and word.isupper()) and lower not in _NOT_NAMES
        if is_name and lower not in known and lower not in small and lower not in reported:
            reported.add(lower)
            message = f"Nobody has introduced {word!r}: it is neither in the cast nor in the lore nor in the outline."
            yield Objection(match.start(), match.start() + len(word), message, "Use a name of the cast, or none.")


def _inner_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that open neither a sentence nor a quotation."""
    for start, end in sentence_spans(text):
        first = True
        for match in _WORD.finditer(text, start, end):
            before = text[start : match.start()].rstrip()
            if not first and not before.endswith(
                ('"', "“", "‘", "'", ":", "—", "–", "(", ".", "!", "?", "…", "*", "_")
            ):
                yield match
            first = False


def _without_possessive(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)
