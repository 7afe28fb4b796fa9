"""Assistant talk: the prose speaks of itself, of its task or to its reader, or repeats labels of the prompt.

The patterns are turns that a narrator has no use for: offers of help, apologies of a program, headings, labels of a
scene card, remarks on length. Each is anchored so that a character may still say "Here is the key".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import sentence_spans

_PATTERNS = (
    r"\bas an? (?:AI|artificial intelligence|language model|assistant)\b",
    r"^(?:sure|certainly|of course|absolutely)[!,.:]? +(?:here|i(?:'| a)m|i can|i will|let)\b",
    r"^here(?:'s| is| are) (?:the|a|an|your|my) (?:\w+ ){0,3}(?:scene|story|chapter|draft|version|passage|prose|rewrite|continuation)\b",
    r"\bi (?:can(?:not|'t)|am unable to|'m unable to) (?:assist|help|write|generate|continue|fulfill|provide)\b",
    r"^(?:in|for) (?:this|the) (?:next |following |final |first |opening )?(?:scene|chapter|story|passage),",
    r"^(?:this|the) (?:scene|story|chapter|passage) (?:is|was|begins|starts|ends|opens|takes place|follows|explores|sets|shows|concludes)\b",
    r"\b(?:let me know if|i hope this helps|feel free to|would you like me to|word count)\b",
    r"^\W*(?:title|scene|chapter|setting|goal|conflict|outcome|point of view|pov|cast|characters?|place|time|note|notes|summary|genre|tone|theme|scene card|word target)(?: \w+)?\s*:",
    r"^\s*(?:#{1,6} |\*\*[^*\n]+\*\*\s*$|-{3,}|```)",
    r"<\s?\|?\s?(?:im_start|im_end|endoftext|system|user|assistant)\b",
    r"\[(?:insert|your|name|end|continue|to be continued)\b[^\]]*\]",
    r"作为(?:一个|一名)?(?:AI|人工智能|语言模型)",
    r"^(?:好的|当然)[，,！!].{0,12}(?:以下|这是|下面)",
    r"^(?:以下|下面)是.{0,12}(?:场景|故事|章节|内容)",
)
_TALK = [re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS]


@check(severity="error", repair="cut")
def assistant_talk(scene: SceneText) -> Iterator[Objection]:
    """The prose speaks as an assistant, or repeats the prompt."""
    for start, end in sentence_spans(scene.text):
        sentence = scene.text[start:end].lstrip("\"'“‘*_ ")
        if any(pattern.search(sentence) for pattern in _TALK):
            yield Objection(start, end, "This speaks about the task, not from within the story.", "Cut it.")
