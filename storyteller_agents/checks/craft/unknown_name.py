"""Names that nobody introduced: a capitalised word inside a sentence that no cast, lore, card or brief knows.

Only for languages that capitalise names alone. A word that also stands in small letters in the scene, opens a
quotation, is a function word, a single letter, a title, weekday, month or the like, is no name. The parts of a
hyphenated word are looked at one by one. Each name is reported once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import FUNCTION_WORDS, base_language, sentence_spans

LANGUAGES = {"en", "es", "fr", "it", "pt", "nl", "pl", "sv"}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDING = re.compile(r"['’](?:s|d|ll|m|re|ve)?$")
_NOT_NAMES = FUNCTION_WORDS | frozenset(
    """mr mrs ms miss dr sir madam lord lady king queen captain father mother god heaven hell
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter north south east west ok okay
    aunt uncle grandmother grandfather mum mom dad daddy papa mama professor doctor majesty highness
    mister master mistress ma'am saint st devil bible oh yes no why how where here now well""".split()
)
_OPENING = re.compile(r"(?:[\"“‘'„«»「:—–(\[*_]|--)\s*$|[.!?…]$")


@check(severity="warning", repair="rewrite", planned=True)
def unknown_name(scene: SceneText) -> Iterator[Objection]:
    """A name that the cast, the lore, the outline and the brief don't know."""
    if base_language(scene.language) not in LANGUAGES:
        return
    known = _words(scene.names)
    small = {_plain(word) for word in _WORD.findall(scene.text) if word[0].islower()}
    reported: set[str] = set()
    for match in _inner_words(scene.text):
        word = _ENDING.sub("", match.group())
        plain = _plain(word)
        is_name = word[0].isupper() and not word.isupper() and plain not in _NOT_NAMES
        if is_name and not any(plain in names for names in (known, small, reported)):
            reported.add(plain)
            message = f"Nobody has introduced {word!r}: it is neither in the cast nor in the lore nor in the outline."
            yield Objection(match.start(), match.start() + len(word), message, "Use a name of the cast, or none.")


@lru_cache(maxsize=8)
def _words(names: frozenset[str]) -> frozenset[str]:
    return frozenset(_plain(part) for name in names for part in _WORD.findall(name))


def names_in(text: str) -> set[str]:
    """Return the words of a text that may be names, as this rule would ask about them."""
    return {word for match in _inner_words(text) if (word := _ENDING.sub("", match.group()))[:1].isupper()}


def _inner_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that open neither a sentence nor a quotation."""
    for start, end in sentence_spans(text):
        first = True
        for match in _WORD.finditer(text, start, end):
            if not first and not _OPENING.search(text, max(start, match.start() - 8), match.start()):
                yield match
            first = False


def _plain(word: str) -> str:
    return _ENDING.sub("", word).lower().replace("’", "'")
