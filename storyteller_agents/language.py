"""What depends on the language of a text: how length is counted, where sentences end, which language it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…⋯])[\"'”’“»«)\]]*(?:[\u00a0\u200a\u202f]+[”’»]+)*\s+|(?<=[。！？])(?![。！？…⋯])[”’」』）]*\s*"
)
_ABBREVIATION = re.compile(r"(?:^|\W)(?:Mr|Mrs|Ms|Dr|St|Prof|Capt|Col|Gen|Lt|Sgt|Rev|Hon|Messrs|Mme|Mlle|[A-HJ-Z])\.$")
_QUOTATION = re.compile(
    r"„[^“”\n]*[“”]?|“[^”\n]*”?|»[^«»\n]*«|«[^»\n]*»?|「[^」\n]*」?|『[^』\n]*』?|\"[^\"\n]*\"?|(?<!\w)‘(?:[^’\n]|’(?=\w))*’?"
)

LANGUAGE_NAMES = {
    "en": "English", "zh": "Chinese", "ja": "Japanese", "de": "German", "fr": "French", "es": "Spanish",
    "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "pl": "Polish", "ru": "Russian", "sv": "Swedish",
}  # fmt: skip
"""Names for prompts; a language that is not here is named by its code."""


def base_language(code: str) -> str:
    """Return the language of a code with region or script: ``zh`` for ``zh-Hans``."""
    return code.partition("-")[0].lower()


def language_name(code: str) -> str:
    """Return the English name of a language code, or the code itself."""
    return LANGUAGE_NAMES.get(base_language(code), code)


def counts_characters(code: str) -> bool:
    """Whether length in this language is counted in characters (Chinese, Japanese) rather than words."""
    return base_language(code) in {"zh", "ja"}


def count_words(text: str, language: str = "en") -> int:
    """Return the length of a text: words, or CJK characters where the language counts in those."""
    if counts_characters(language):
        return len(CJK.findall(text))
    return sum(1 for word in text.split() if word[0].isalnum() or any(map(str.isalnum, word)))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of each sentence, in order, without the white space between them."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in [*_sentence_ends(line.group()), len(line.group())]:
            piece = text[start : line.start() + end]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                spans.append((start + lead, start + len(piece.rstrip())))
            start = line.start() + end
    return spans


def _sentence_ends(line: str) -> Iterator[int]:
    """Yield where the sentences of a line end; ``"Stop!" he said.`` and ``Well ... no.`` are one sentence each."""
    for match in _SENTENCE_END.finditer(line):
        end = match.end()
        if line[end : end + 1] == '"' and line[end - 1] in "。！？" and line.count('"', 0, end) % 2:
            end += 1
        plain_stop = line[match.start() - 1] == "." and line[match.start() - 2 : match.start()] != ".."
        goes_on = line[end : end + 1].islower() and not (plain_stop and match.group().isspace())
        if not goes_on and not _ABBREVIATION.search(line, max(0, match.start() - 9), match.start()):
            yield end


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, in order."""
    return [text[start:end] for start, end in sentence_spans(text)]


def quotation_spans(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of what stands in quotation marks, with the marks.

    A quotation that is never closed ends with its paragraph. Straight single quotes can't be told from apostrophes
    and are no marks here.
    """
    return [match.span() for match in _QUOTATION.finditer(text)]


FUNCTION_WORDS = frozenset(
    """a an and are as at be been but by can could did do does for from had has have he her hers him his i if in into is
    it its may must my no not of on or our out she so than that the their them then there these they this to under up
    was we were what when which who whom will with would you your all any down over own very""".split()
)
"""English words that carry no meaning of their own."""
ENGLISH_SHARE = 0.33
"""At least so many words of English prose are function words; mostly over 40%."""


def content_words(text: str, language: str = "en") -> set[str]:
    """Return the words of a text that carry meaning, in small letters; characters, for Chinese and Japanese."""
    if counts_characters(language):
        return set(CJK.findall(text))
    words = (word.lower() for word in re.findall(r"[^\W\d_]+", text))
    return {word for word in words if len(word) > 2 and word not in FUNCTION_WORDS}


@lru_cache(maxsize=1024)
def cjk_language(text: str) -> str | None:
    """Return ``zh`` or ``ja`` for a text in Chinese or Japanese script, else None."""
    letters = [character for character in text if character.isalpha()]
    if not letters or len(CJK.findall(text)) <= 0.3 * len(letters):
        return None
    return "ja" if len(_KANA.findall(text)) > 0.1 * len(letters) else "zh"


def detect_language(text: str, default: str = "en") -> str:
    """Return the ISO 639-1 code of a text's language; `default` where it is too short to tell.

    Chinese and Japanese are told by their script, plain English by its function words, others by py3langid, whose
    model takes half a second to load.
    """
    if (found := cjk_language(text)) is not None:
        return found
    letters = [character for character in text if character.isalpha()]
    if len(letters) < 60:
        return default
    words = re.findall(r"[^\W\d_]+", text[:4000].lower())
    common = sum(word in FUNCTION_WORDS for word in words)
    if len(words) >= 50 and "the" in words and "and" in words and common >= ENGLISH_SHARE * len(words):
        return "en"
    import py3langid

    code, _ = py3langid.classify(text[:4000])
    return str(code)
