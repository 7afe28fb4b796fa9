"""Assistant talk: the prose speaks of itself, of its task or to its reader, or repeats labels of the prompt.

The patterns are turns that a narrator has no use for: offers of help, apologies of a program, headings, labels of a
scene card, remarks on length. What a character says in quotation marks is his own: only what no character can say
(a chat template's marks, "as a language model") is found there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import quotation_spans, sentence_spans

_NUMBER = r"\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten"
_TEXT = r"scene|story|chapter|draft|version|passage|prose|rewrite|continuation"


def _compile(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_NOBODY = _compile(
    r"\bas an? (?:AI )?(?:large )?language model\b",
    r"<\s?\|\s?\w+\s?\|?\s?>|</?s>|\[/?INST\]",
    r"\[(?:insert|your name|name|end of|continue|to be continued)\b[^\]]*\]",
    r"\([a-z]{1,2}/n\)",  # the gaps of fan fiction: "your name", "last name"
    r"\bi(?:['’]m| am) here to (?:help|assist)(?: you)?(?: out)? with (?:your|the|this|any|writing)\b[^.!?]{0,30}\b(?:story|writing|scene|text|draft|questions?)\b",
    r"作为(?:一个|一名)?(?:AI|人工智能)?(?:大型?)?语言模型",
)
"""What neither a narrator nor a character says."""

_NARRATOR = _compile(
    r"\bas an? (?:AI|artificial intelligence|virtual assistant)(?: assistant| model)?, i\b",
    r"^[*_]*(?:sure|certainly|of course|absolutely)[!,.:]? +(?:here(?:['’]s| is| are)|let me (?:write|"
    r"continue|help|give|provide)|i(?:['’]ll| can| will|['’]d be happy to| would be happy to) (?:help|"
    r"write|continue|provide|create|give))\b",
    rf"^[*_]*here(?:['’]s| is| are) (?:the|a|an|your|my) (?:[\w-]+ ){{0,3}}(?:{_TEXT})s?\b(?:\s*[:.]?$|"
    r".*:$|.*\b(?:you (?:asked|requested|wanted)|requested|revised|rewritten|based on)\b)",
    r"\bi(?: can(?:not|['’]t)| am unable to|['’]m unable to|['’]m not able to) (?:assist with|(?:help|"
    r"assist|write|generate|continue|fulfill|provide|create)\b[^.!?]{0,40}\b(?:request|story|scene|"
    r"content|text|prompt|task)\b)",
    r"^[*_]*(?:in|for) (?:this (?:next |final |first |opening )?(?:scene|story|chapter|passage)|"
    r"the (?:next |following |final |first |opening )?(?:scene|chapter)),",
    r"^[*_]*(?:this|the) (?:scene|story|chapter) (?:is about|is set|begins|starts|ends|opens|takes place|"
    r"follows|explores|focuses|highlights|sets|shows|introduces|describes|concludes)\b",
    r"\blet me know if you(?:['’]d| would) like|\blet me know if you (?:want|need) (?:me|any|more|further)\b",
    r"\bi hope (?:this|that|you)(?: \w+)? (?:helps|meets|captures|enjoy)\b",
    r"\bfeel free to (?:ask|reach out|adjust|modify|change|edit|use|let me|provide|make)\b",
    r"\bwould you like me to (?:continue|revise|write|expand|add|change|adjust|rewrite|make)\b",
    r"\bword count\b",
    r"^[*_]*(?:in|at|for) (?:the|this) (?:\w+ )?(?:scene|chapter|passage|part) of (?:the|this|our|my) (?:novel|story|book|tale)\b",
    r"\b(?:sensory details?|descriptive language|creative writing|your writing|writing style|character development)\b",
    r"\bthis is (?:not |just )?an example of\b|\bhow i(?:['’]m| am) helping you\b",
    r"^\W*(?:title|scene|chapter|setting|goal|conflict|outcome|point of view|pov|cast|characters?|place|"
    rf"time|notes?|(?:original |revised |rewritten )?(?:text|context|sentence|passage)|prompt|instructions?|response|summary|genre|tone|theme|word target|target words)(?: (?:{_NUMBER}|title|goal|card|list|"
    r"breakdown|description))?[\s*_]*[:：]",
    r"^\s*(?:#{1,6} |\*\*[^*\n]+\*\*\s*$|```)",
    r"作为(?:一个|一名)?(?:AI|人工智能)",
    r"^(?:好的|当然)[，,！!].{0,12}(?:以下|这是|下面).{0,12}(?:场景|故事|章节|内容|正文)",
    r"^(?:以下|下面)是.{0,12}(?:场景|故事|章节|内容|正文)",
    r"^\W*(?:标题|场景|章节|目标|冲突|结果|视角|人物|地点|时间|备注|字数|总结)[\s*_]*[:：]",
)
"""What a character may say, but not a narrator."""

_EAGER = re.compile(r"^(?:sure|certainly|of course|absolutely|okay|好的|当然)[!.,！。，]?$", re.IGNORECASE)


@check(severity="error", repair="cut")
def assistant_talk(scene: SceneText) -> Iterator[Objection]:
    """The prose speaks as an assistant, or repeats the prompt."""
    text = scene.text
    spoken = [span for span in quotation_spans(text) if text[span[1] - 1] in '"”’“»«」』']
    eager: tuple[int, int] | None = None
    for start, end in sentence_spans(text):
        if _is_talk(text, start, end, spoken):
            if eager:
                yield _object(*eager)
            yield _object(start, end)
        eager = (start, end) if _EAGER.match(text[start:end]) else None


def _is_talk(text: str, start: int, end: int, spoken: list[tuple[int, int]]) -> bool:
    sentence = text[start:end].lstrip("\"'“‘ ")
    if _NOBODY.search(sentence):
        return True
    offset = end - len(sentence)
    return any(
        not any(first < offset + match.start() < last for first, last in spoken)
        for match in _NARRATOR.finditer(sentence)
    )


def _object(start: int, end: int) -> Objection:
    return Objection(start, end, "This speaks about the task, not from within the story.", "Cut it.")
