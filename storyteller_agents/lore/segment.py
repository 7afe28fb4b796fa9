"""Text into words, for finding: the same way for what is stored and for what is asked.

Scripts with spaces are split at what is no letter. Chinese, Japanese and Korean runs give the words that jieba
knows (Chinese) and every pair of neighbouring characters: words and pairs together find more than either alone
(Nie et al. 2000, "On the use of words and n-grams for Chinese information retrieval"), and a name that no
dictionary has is still found. No stemming; no model's tokenizer: `estimate_tokens` is an estimate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = f"{_HAN}\u3040-\u30ff\uac00-\ud7af"
_MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e"
_RUN = re.compile(rf"([{_UNSPACED}]+)|(?:[^\W_{_UNSPACED}]|[{_MARKS}])+")
SPACED = rf"[^\W_{_UNSPACED}]"
"""A pattern: a letter or digit of a script with spaces between words."""
_ONE_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_HAS_HAN = re.compile(rf"[{_HAN}]")

STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been before being between both but by can could
    d did do does doing down during each few for from further had has have having he her here hers him his how i if in
    into is it its just ll m me more most my no nor not now of off on once only or other our out over own re s same she
    should so some such t than that the their them then there these they this those through to too under until up ve
    very was we were what when where which while who whom why will with would you your
    的 了 和 是 在 有 也 都 就 而 及 与 着 或 一个 没有 我们 你们 他们 它们 我 你 他 她 它 这 那 这个 那个 这些 那些 什么
    怎么 为什么 哪里 谁 吗 呢 吧 啊 把 被 让 给 从 向 对 到 去 来 上 下 里 中 之 其 很 不 并 且 但 因为 所以 如果""".split()
)
"""Words that say nothing about what is asked for; only dropped from queries."""


@dataclass(frozen=True)
class Terms:
    """What a text is found by: its words, and the pairs of neighbouring characters in scripts without spaces."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]


def fold(text: str) -> str:
    """Return the text with differences of case and of character form taken out."""
    return unicodedata.normalize("NFKC", text).casefold()


def is_unspaced(letter: str) -> bool:
    """Whether a letter is of a script without spaces between words."""
    return _ONE_UNSPACED.match(letter) is not None


def tokens(text: str) -> list[str]:
    """Return folded words; in scripts without spaces, characters. A phrase is found as a run of these."""
    found: list[str] = []
    for run in _RUN.finditer(fold(text)):
        found.extend(run[1] or [run[0]])
    return found


def terms(text: str) -> Terms:
    """Return what to index a text by, in the order of the text."""
    words: list[str] = []
    pairs: list[str] = []
    for run in _RUN.finditer(fold(text)):
        unspaced = run[1]
        if not unspaced:
            words.append(run[0])
            continue
        pairs.extend(unspaced[at : at + 2] for at in range(len(unspaced) - 1))
        words.extend(_words(unspaced))
    known = set(words)
    return Terms(tuple(words), tuple(pair for pair in pairs if pair not in known))


def query_terms(text: str, most: int = 100) -> Terms:
    """Return what to search for: each term once, no stop words unless there is nothing else, at most `most`."""
    found = terms(text)
    words = [word for word in dict.fromkeys(found.words) if word not in STOP_WORDS] or list(dict.fromkeys(found.words))
    pairs = [pair for pair in dict.fromkeys(found.pairs) if pair not in STOP_WORDS and not {*pair} <= STOP_WORDS]
    return Terms(tuple(words[:most]), tuple(pairs[:most]))


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a model reads: one for each CJK character, one for four other characters."""
    unspaced = len(_ONE_UNSPACED.findall(text))
    return unspaced + -(-(len(text) - unspaced) // 4)


def _words(run: str) -> Iterator[str]:
    """Yield the dictionary's words, long ones and the words inside them; a run without Chinese is one word."""
    if _HAS_HAN.search(run):
        yield from _jieba().cut_for_search(run, HMM=False)
    else:
        yield run


@cache
def _jieba() -> Any:
    """Load jieba's dictionary (0.6 s) past its own start, which logs and leaves a cache file in the temporary folder."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about its own use of pkg_resources
        import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
