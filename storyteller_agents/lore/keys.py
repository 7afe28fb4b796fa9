"""Trigger keys: which of many keys stand in a text.

A key is a word or a phrase, or a regular expression written ``/pattern/flags`` as in JavaScript, where lorebooks come
from. The text is walked once for all plain keys, whatever their number. Who is brought up by a key, and when, is
decided by `triggers`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from storyteller_agents.lore.segment import SPACED, fold, is_unspaced, tokens

PATIENCE = 0.05
"""Seconds that a regular expression may search; one that takes longer counts as not found from then on, and is told."""

_PATTERN = re.compile(r"/(?P<pattern>.+)/(?P<flags>[a-z]*)", re.DOTALL)
_FLAGS = {"i": "IGNORECASE", "m": "MULTILINE", "s": "DOTALL"}  # g, u, y and d change nothing here


@dataclass(frozen=True, slots=True)
class Key:
    """A key and how it is compared.

    Attributes:
        text: as it was written; empty where the phrase says all of it.
        case_sensitive: whether capitals count; a regular expression says so itself, by its flag ``i``.
        whole_words: whether "lamp" is not in "lamplight". Scripts without spaces have no whole words.
        phrase: its folded words; none for a regular expression, and for what holds no letter or digit.
    """

    text: str
    case_sensitive: bool = False
    whole_words: bool = True
    phrase: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = () if _PATTERN.fullmatch(self.text) else map(sys.intern, tokens(self.text))
        object.__setattr__(self, "phrase", tuple(words))
        if self.phrase and self.whole_words and not self.case_sensitive:
            object.__setattr__(self, "text", "")

    @property
    def is_pattern(self) -> bool:
        """Whether it is a regular expression that can be used."""
        return isinstance(compiled(self.text), _pattern_type())


class Keys:
    """Many keys, ready to be looked for.

    Attributes:
        slow: regular expressions that took longer than `PATIENCE` once; they are not looked for again.
    """

    def __init__(self, keys: Collection[Key]) -> None:
        self.slow: dict[Key, None] = {}
        self._others: list[Key] = []
        self._by_phrase: dict[tuple[str, ...], tuple[Key, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for key in keys:
            if key.phrase and key.whole_words:
                self._by_phrase[key.phrase] = (*self._by_phrase.get(key.phrase, ()), key)
                lengths.setdefault(key.phrase[0], set()).add(len(key.phrase))
            elif key.text.strip():
                self._others.append(key)
        self._lengths = {first: tuple(found) for first, found in lengths.items()}

    def find(self, text: str) -> set[Key]:
        """Return the keys that stand in `text`."""
        return {*self._phrases(text), *self._rest(text)}

    def _phrases(self, text: str) -> Iterator[Key]:
        words = tokens(text)
        for at, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                for key in self._by_phrase.get(tuple(words[at : at + length]), ()):
                    if not key.case_sensitive or _stands(key.text, text):
                        yield key

    def _rest(self, text: str) -> Iterator[Key]:
        folded = fold(text) if self._others else ""
        for key in self._others:
            if key.is_pattern:
                if self._matches(key, text):
                    yield key
            elif (key.text in text) if key.case_sensitive else (fold(key.text) in folded):
                yield key

    def _matches(self, key: Key, text: str) -> bool:
        if key in self.slow:
            return False
        try:
            return compiled(key.text).search(text, timeout=PATIENCE) is not None
        except TimeoutError:
            self.slow[key] = None
            return False


def compiled(key: str) -> Any:
    """Return the regular expression that a key is; None if it is plain, and a text that says what is wrong with it."""
    found = _PATTERN.fullmatch(key)
    return _compiled(found["pattern"], found["flags"]) if found else None


@cache
def _compiled(pattern: str, flags: str) -> Any:
    import regex  # knows JavaScript's named groups, and can be given a time limit

    how = regex.VERSION1
    for flag in flags:
        how |= getattr(regex, _FLAGS[flag]) if flag in _FLAGS else 0
    try:
        return regex.compile(pattern.replace(r"\/", "/"), how)
    except (regex.error, OverflowError, RecursionError) as error:
        return f"not a regular expression that can be used ({error})"


@cache
def _pattern_type() -> type:
    import regex

    return type(regex.compile(""))


def _stands(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text with these capitals, not as a part of longer words."""
    phrase = phrase.strip()
    before = "" if is_unspaced(phrase[0]) else f"(?<!{SPACED})"
    after = "" if is_unspaced(phrase[-1]) else f"(?!{SPACED})"
    return re.search(f"{before}{re.escape(phrase)}{after}", text) is not None
