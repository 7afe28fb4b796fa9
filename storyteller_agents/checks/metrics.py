"""What can be counted in a book: repetition, variety of words, dialogue, obedience to the planned length, findings.

Every figure is a plain count over the text, linear in its length; no model has a say. The figures compare drafts of
one book, or books of one length and language. They don't say whether a book is good.

Words are what `words_of` returns: small letters without punctuation; for Chinese and Japanese each character counts as
a word, for length and for n-grams alike, so that figures of these languages compare with each other only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from storyteller_agents.language import CJK, count_words, counts_characters, quotation_spans
from storyteller_agents.story import Finding, SceneCard

PER = 10_000
"""Densities are given for so many words."""
MTLD_THRESHOLD = 0.72
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DASH_SPEECH = re.compile(r"^[ \t]*[—–―][ \t]*[^\W_].*$", re.MULTILINE)


def words_of(text: str, language: str = "en") -> list[str]:
    """Return the words of a text in small letters; its characters, for Chinese and Japanese."""
    if counts_characters(language):
        return CJK.findall(text)
    return [word.replace("’", "'") for word in WORD.findall(text.lower())]


def repetition(words: Sequence[str], n: int) -> float:
    """Return rep-n, the share of n-grams that came before in the text: 1 - unique n-grams / n-grams; 0 to 1.

    Welleck et al., "Neural Text Generation with Unlikelihood Training", ICLR 2020, who take it for continuations of
    one length. It grows with the length of a text.
    """
    grams = max(len(words) - n + 1, 0)
    return 1 - _unique(words, n) / grams if grams else 0.0


def distinct(words: Sequence[str], n: int) -> float:
    """Return distinct-n, unique n-grams for each word of the text; 0 to 1.

    Li et al., "A Diversity-Promoting Objective Function for Neural Conversation Models", NAACL 2016: the divisor is
    the number of words, not of n-grams. It falls with the length of a text.
    """
    return _unique(words, n) / len(words) if words else 0.0


def _unique(words: Sequence[str], n: int) -> int:
    return len(set(zip(*(words[start:] for start in range(n)), strict=False)))


def mtld(words: Sequence[str], threshold: float = MTLD_THRESHOLD) -> float:
    """Return the measure of textual lexical diversity: the mean length, in words, of a stretch that stays varied.

    McCarthy and Jarvis, "MTLD, vocd-D, and HD-D", Behavior Research Methods 42, 2010: a stretch (factor) ends where
    the share of different words in it has fallen to the threshold; the rest counts as the part of a factor that it
    has come; the mean of a pass forward and one backward. Hardly hangs on the length of a text over 100 words. Where
    no word comes twice there is no factor, and the length of the text is returned.
    """
    return (_one_way(words, threshold) + _one_way(reversed(words), threshold)) / 2


def _one_way(words: Iterable[str], threshold: float) -> float:
    factors, total, length = 0.0, 0, 0
    seen: set[str] = set()
    for word in words:
        total += 1
        length += 1
        seen.add(word)
        if len(seen) <= threshold * length:
            factors += 1
            length = 0
            seen.clear()
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return total / factors if factors else float(total)


def speech_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets of what is spoken: what stands in quotation marks, or the lines that a dash opens.

    Of the two ways to mark speech the one counts that covers more of the text. A quotation that runs over paragraphs
    counts in each that opens with a mark of its own, as print does it; lines are paragraphs here. A line with a dash
    counts as a whole, since nothing marks where its speech ends.
    """
    dashes = [match.span() for match in _DASH_SPEECH.finditer(text)]
    return max(quotation_spans(text), dashes, key=lambda spans: sum(end - start for start, end in spans))


def dialogue_share(text: str, language: str = "en") -> float:
    """Return the share of a text's words that are spoken, 0 to 1; see `speech_spans`."""
    words = count_words(text, language)
    spoken = count_words(" ".join(text[start:end] for start, end in speech_spans(text)), language)
    return min(spoken / words, 1.0) if words else 0.0


def length_obedience(words: int, target: int) -> float:
    """Return how well a text keeps to the length that was asked for: 100 at the target, 0 far from it.

    S_l of LongBench-Write (Bai et al., "LongWriter: Unleashing 10,000+ Word Generation from Long Context LLMs", 2024):
    with l words wanted and l' written, 100·max(0, 1-(l'/l-1)/3) where l' > l, else 100·max(0, 1-(l/l'-1)/2). So a
    third of the target, or four times the target, is worth nothing.
    """
    if words <= 0 or target <= 0:
        return 0.0
    if words > target:
        return 100 * max(0.0, 1 - (words / target - 1) / 3)
    return 100 * max(0.0, 1 - (target / words - 1) / 2)


def findings_per_10k(findings: Iterable[Finding], words: int) -> dict[str, float]:
    """Return the open findings for 10,000 words, by rule in alphabetical order."""
    count = Counter(finding.rule for finding in findings if finding.status == "open")
    return {rule: _per_10k(count[rule], words) for rule in sorted(count)}


def contradiction_density(findings: Iterable[Finding], words: int) -> float:
    """Return the kinds of contradictions in a text for 10,000 words, as ConStory-Bench's CED counts them.

    Li et al., "Lost in Stories: Consistency Bugs in Long Story Generation by LLMs", 2026 (arXiv 2603.05890). In the
    authors' code, `constory/metrics.py`, a story counts one error for each of 19 subtypes of which at least one
    instance was found, however many there are, and CED = errors / (words / 10,000); a model's CED is the mean over its
    stories. Here a kind is a rule with an open finding that quotes the passage it goes against. Formula and unit are
    theirs; kinds and detector are ours (theirs is a large model), so figures don't compare with their leaderboard.
    """
    return _per_10k(
        len({finding.rule for finding in findings if finding.status == "open" and finding.against is not None}), words
    )


def _per_10k(count: int, words: int) -> float:
    return count * PER / words if words else 0.0


@dataclass(frozen=True)
class Measures:
    """The figures of a book.

    Attributes:
        scenes: how many were measured.
        words: the length of all of them, in characters for Chinese and Japanese.
        findings: open findings for 10,000 words by rule.
        contradictions: kinds of contradictions for 10,000 words.
        rep_2, rep_3, rep_4, distinct_2, mtld: of the whole book, scene after scene.
        length_obedience: of each scene to its card, their mean; 0 to 100.
        dialogue_share: of the words of the whole book; 0 to 1.
    """

    scenes: int
    words: int
    findings: dict[str, float]
    contradictions: float
    rep_2: float
    rep_3: float
    rep_4: float
    distinct_2: float
    mtld: float
    length_obedience: float
    dialogue_share: float

    def as_dict(self) -> dict[str, Any]:
        """Return the figures by name, as JSON holds them."""
        return asdict(self)

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, value and unit of each figure, the findings rule by rule."""
        yield "scenes", f"{self.scenes:,}", "scenes written"
        yield "words", f"{self.words:,}", "words; characters in Chinese and Japanese"
        yield "findings", f"{sum(self.findings.values()):.2f}", "open findings per 10,000 words"
        for rule, density in self.findings.items():
            yield f"- {rule}", f"{density:.2f}", "of these, by this rule"
        yield "contradictions (CED)", f"{self.contradictions:.2f}", "kinds of contradictions per 10,000 words"
        for n, share in ((2, self.rep_2), (3, self.rep_3), (4, self.rep_4)):
            yield f"rep-{n}", f"{share:.4f}", f"share of runs of {n} words that came before"
        yield "distinct-2", f"{self.distinct_2:.4f}", "different pairs of words for each word"
        yield "MTLD", f"{self.mtld:.1f}", "words until the vocabulary repeats itself"
        yield "length obedience", f"{self.length_obedience:.1f}", "0 to 100, the mean over scenes; 100 is as planned"
        yield "dialogue share", f"{self.dialogue_share:.3f}", "share of the words that are spoken"


def measure(
    scenes: Sequence[tuple[SceneCard, str]], findings: Mapping[str, Sequence[Finding]], language: str
) -> Measures:
    """Return the figures of a book.

    Args:
        scenes: card and prose of each written scene, in reading order.
        findings: by scene id; those of scenes that are not given don't count.
        language: of the book (ISO 639-1).
    """
    text = "\n\n".join(prose for _, prose in scenes)
    length = count_words(text, language)
    found = [finding for card, _ in scenes for finding in findings.get(card.id, ())]
    words = words_of(text, language)
    obedience = [length_obedience(count_words(prose, language), card.words) for card, prose in scenes]
    return Measures(
        scenes=len(scenes),
        words=length,
        findings=findings_per_10k(found, length),
        contradictions=contradiction_density(found, length),
        rep_2=repetition(words, 2),
        rep_3=repetition(words, 3),
        rep_4=repetition(words, 4),
        distinct_2=distinct(words, 2),
        mtld=mtld(words),
        length_obedience=sum(obedience) / len(obedience) if obedience else 0.0,
        dialogue_share=dialogue_share(text, language),
    )
