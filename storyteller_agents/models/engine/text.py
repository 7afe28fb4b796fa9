"""Tokens into text that may be shown, as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

UNFINISHED = "\ufffd"
"""What a decoder shows for half a character."""


class TextStream:
    """Turns tokens into pieces of text as they come; holds back half characters and what may become a stop string.

    Args:
        decode: turns token ids into text, without control tokens.
        stop: strings that end the text and don't belong to it.
        before: the last tokens before the text, when it goes on from them in the middle of a sentence.

    Attributes:
        stopped: whether a stop string came.
    """

    def __init__(
        self, decode: Callable[[list[int]], str], stop: Sequence[str] = (), before: Sequence[int] = ()
    ) -> None:
        self._decode = decode
        self._stop = [string for string in stop if string]
        self._ids = list(before)
        self._shown = len(before)  # the ids before this one are in the text already …
        self._context = 0  # … and those from here to there are decoded again, since spaces depend on neighbours
        self._held = ""
        self.stopped = False

    def add(self, tokens: Sequence[int]) -> str:
        """Take the next tokens and return the text that is certain now, possibly empty."""
        for token in tokens:
            if not self.stopped:
                self._ids.append(token)
                self._held += self._new_text()
                self._cut()
        keep = 0 if self.stopped else self._open_stop()
        certain = self._held[: len(self._held) - keep]
        self._held = self._held[len(certain) :]
        return certain

    def rest(self) -> str:
        """Return what was held back, when no more tokens come. Half a character at the end is dropped."""
        certain, self._held = self._held, ""
        return certain

    def _new_text(self) -> str:
        known = self._decode(self._ids[self._context : self._shown])
        text = self._decode(self._ids[self._context :])
        if text.endswith(UNFINISHED) or len(text) <= len(known):
            return ""
        self._context, self._shown = self._shown, len(self._ids)
        return text[len(known) :]

    def _cut(self) -> None:
        found = [place for string in self._stop if (place := self._held.find(string)) >= 0]
        if found:
            self._held = self._held[: min(found)]
            self.stopped = True

    def _open_stop(self) -> int:
        """Return how many characters at the end may be the beginning of a stop string."""
        for length in range(min(len(self._held), max(map(len, self._stop), default=0)), 0, -1):
            if any(string.startswith(self._held[-length:]) for string in self._stop):
                return length
        return 0
