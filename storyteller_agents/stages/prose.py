"""Working on raw prose: taking off what is not story, ending at a whole sentence, seeing when a text runs in circles."""

from __future__ import annotations

import re

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.assistant_talk import assistant_talk
from storyteller_agents.checks.craft.repetition import sentence_key
from storyteller_agents.checks.craft.unfinished import FINISHED
from storyteller_agents.language import CJK, count_words, sentence_spans, sentences
from storyteller_agents.story import SceneCard

_FENCE = re.compile(r"^```\w*\n|\n```\s*$")
SHORT = 4
"""Sentences under so many words may stand twice; a new passage is held to more than a finished scene."""
_RULE = re.compile(r"[-*_=~](?: ?[-*_=~]){2,}")
_SPACES = re.compile(r"[ \t]+")


def shorten(text: str, characters: int) -> str:
    """Cut a text to at most so many characters, at the end of a sentence where one is near."""
    text = text.strip()
    if len(text) <= characters:
        return text
    ends = [end for _, end in sentence_spans(text) if end <= characters]
    if ends and ends[-1] > characters // 2:
        return text[: ends[-1]]
    return text[: characters - 1].rstrip() + "…" if characters > 0 else ""


def clean(text: str, card: SceneCard) -> str:
    """Return prose without what small models add: fences, rules, headings, labels, talk about the task, the title.

    Args:
        text: a model's answer.
        card: the scene's card, whose title may have been repeated as a heading.
    """
    text = _FENCE.sub("", text.strip())
    lines = [_SPACES.sub(" ", line.strip()) for line in text.replace("\r", "").split("\n")]
    lines = [line for line in lines if not line or (line.strip("*#_ \"'") != card.title and not _RULE.fullmatch(line))]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return cut_spans(text, [(found.start, found.end) for found in assistant_talk.run(SceneText(card, text))])


def cut_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without these passages and without the gaps that they leave."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    text = re.sub(r"[ \t]{2,}", " ", text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def end_at_sentence(text: str) -> str:
    """Return the text up to its last finished sentence; a text without one stays as it is."""
    spans = sentence_spans(text)
    while spans and not FINISHED.search(text[: spans[-1][1]]):
        spans.pop()
    return text[: spans[-1][1]] if spans else text.strip()


def without_repeats(text: str, earlier: str = "") -> str:
    """Return the text without sentences that it, or the text before it, has said already."""
    seen = {sentence_key(sentence, SHORT) for sentence in sentences(earlier)}
    cut = []
    for start, end in sentence_spans(text):
        key = sentence_key(text[start:end], SHORT)
        if key and key in seen:
            cut.append((start, end))
        seen.add(key)
    return cut_spans(text, cut)


def fit_words(text: str, most: int, language: str) -> str:
    """Return the text up to the last sentence that keeps it within `most` words; at least one sentence stays."""
    ends = [end for _, end in sentence_spans(text)]
    while len(ends) > 1 and count_words(text[: ends[-1]], language) > most:
        ends.pop()
    return text[: ends[-1]] if ends else text


def close_quotes(text: str) -> str:
    """Return the text with quotation marks in pairs: one that is open is closed, one that closes nothing is taken away."""
    paragraphs = []
    for paragraph in text.split("\n"):
        if paragraph.count("“") > paragraph.count("”"):
            paragraph += "”"
        elif paragraph.count('"') % 2:
            paragraph = paragraph[:-1] if paragraph.endswith('"') else f'{paragraph}"'
        paragraphs.append(paragraph)
    return "\n".join(paragraphs)


def last_words(text: str, words: int) -> str:
    """Return the last sentences of a text in one line: at most so many words (or characters, for Chinese), but at least one."""
    spans = sentence_spans(text)
    language = "zh" if CJK.search(text) else "en"
    first = len(spans) - 1
    while first > 0 and count_words(text[spans[first - 1][0] :], language) <= words:
        first -= 1
    return re.sub(r"\s*\n\s*", "" if language == "zh" else " ", text[spans[first][0] :].strip()) if spans else ""
