"""Types for what a model is asked for: bounded, so that a small model can't ramble, and shaped, so that it starts well.

For the fields of the pydantic models that `StageContext.ask` takes. The grammar enforces them while the model writes;
the tidying afterwards takes off what a sentence that ran into its bound has too much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from storyteller_agents.language import counts_characters

_COMMAS = re.compile(r"[\s,;，、；–—-]+$")
_LOOSE_END = re.compile(
    r"[\s,;，、；–—-]+(?:(?:and|or|but|so|that|which|who|because|as|with|to|of|the|a|an|in|on|for|is|was|has|"
    r"by|from)\b[\s,]*)*$",
    re.IGNORECASE,
)
_INSIDE = r'[^"\\\n.!?。！？:;(){}\[\]<>|#*_=]'
"""What may stand inside a sentence: no quotes, no line ends, no marks that end it, no label."""


def one_of(values: Iterable[str]) -> Any:
    """Return a type that offers just these values."""
    return Literal[tuple(dict.fromkeys(values))]


def sentence(least: int = 20, most: int = 160, *, starts: Iterable[str] = (), language: str = "en") -> Any:
    """Return the type of one sentence.

    Args:
        least, most: its length in characters.
        starts: how it has to begin, e.g. with one of the characters' names; anything else by default.
        language: of the answer; it decides the full stop.
    """
    if counts_characters(language):
        least, most, stop, gap, first = least // 3, most // 2, "。", "", ""
    else:
        stop, gap, first = r"\.", " ", "[a-z]" if list(starts) else "[A-Z]"
    opening = "|".join(re.escape(start) for start in starts)
    head = f"^{f'({opening}){gap}' if opening else ''}{first}{_INSIDE}"
    tidy = _tidier(tidy_sentence, f"{head}{{{most}}}{stop}$", stop[-1])
    return Annotated[str, Field(pattern=f"{head}{{{least},{most}}}{stop}$"), AfterValidator(tidy)]


def phrase(least: int = 8, most: int = 100, *, starts: Iterable[str] = (), language: str = "en") -> Any:
    """Return the type of a few words without a full stop, e.g. ``the broken seal``; arguments as for `sentence`."""
    gap = " "
    if counts_characters(language):
        least, most, starts, gap = least // 3, most // 2, (), ""
    opening = "|".join(re.escape(start) for start in starts)
    inside = _INSIDE.replace("[^", "[^0-9")  # a small model that has begun a number may go on with noughts
    head = f"^{f'({opening}){gap}' if opening else ''}{inside}"
    tidy = _tidier(tidy_phrase, f"{head}{{{most}}}$", "")
    return Annotated[str, Field(pattern=f"{head}{{{least},{most}}}$"), AfterValidator(tidy)]


def title(language: str = "en") -> Any:
    """Return the type of a title: two to five words, the first one with a capital."""
    pattern = (
        r"^[\u4e00-\u9fff]{2,10}$"
        if counts_characters(language)
        else r"^[A-Z][a-z']{1,11}( [A-Za-z][a-z']{0,11}){1,4}$"
    )
    return Annotated[str, Field(pattern=pattern)]


def _tidier(tidy: Callable[[str], str], full: str, stop: str) -> Callable[[str], str]:
    """Return `tidy` for texts that fill their bound (`full`); others ended by themselves and lose only commas."""

    def apply(text: str) -> str:
        if re.match(full, text):
            return tidy(text)
        body = text.removesuffix(stop).strip()
        return (_COMMAS.sub("", body) or body) + stop

    return apply


def tidy_sentence(text: str) -> str:
    """Return a sentence without the loose words that a cut at its bound leaves: ``he ran, and the.`` → ``he ran.``"""
    body, stop = (text[:-1], text[-1]) if text[-1:] in (".", "。") else (text, ".")
    return tidy_phrase(body) + stop


def tidy_phrase(text: str) -> str:
    """Return a phrase without spaces, commas and loose words at its end."""
    text = text.strip()
    return _LOOSE_END.sub("", f" {text} ").strip() or text
