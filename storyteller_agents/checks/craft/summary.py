"""Summary instead of scene: the text reports what happened over days and weeks, and nothing happens before our eyes.

A sentence tells if it says how long, how often or in the long run: time passes ("over the next weeks"), something is
a habit ("every morning", "they would sit"), or it begins, goes on and comes to something ("continued to", "in the
end"). A sentence shows if there is a body in it, or someone stands, takes, looks, hears. A bridge between two moments
tells, and does no harm. A scene of which half tells and at most a third shows, or a third tells and at most a fifth
shows, in which nobody speaks and no moment is named ("just then"), is no scene. Nobody mends that a sentence at a time, so the reviser leaves it alone; of
several drafts of a scene it is the worse one. English only: elsewhere this lies in the forms of the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.checks.craft.overused_phrase import BODY
from storyteller_agents.checks.metrics import speech_spans
from storyteller_agents.language import base_language, count_words, sentence_spans

SHORTEST = 60
FEWEST = 3
"""Scenes with fewer sentences are passed over."""
_UNIT = r"(?:moments|minutes|hours?|days?|nights?|weeks?|months?|years?|seasons?|decades?|centuries|winters?|summers?)"
_LONG = r"(?:days|nights|weeks|months|years|seasons|decades|centuries|generations)"
_SEVERAL = (
    r"(?:few|several|many|some|couple of|coming|following|next|past|last|two|three|four|five|six|seven|eight|nine|ten)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|harvest|year|month|week|season)"
_PASSED = r"(?:passed|went (?:by|on)|wore on|rolled (?:by|on)|slipped (?:by|away)|flew(?: by)?|turned (?:in)?to|dragged on|grew)"
_SPAN = (
    rf"\b(?:over|during|throughout|through|in|after|within|across) (?:(?:the|those|these|all|{_SEVERAL}) ){{0,3}}{_LONG}\b",
    rf"\bfor (?:(?:all|the|{_SEVERAL}) ){{0,3}}{_LONG}\b|\bfor(?: ?ever| ages| so long)\b",
    rf"\b(?:{_LONG}|time) (?:had )?{_PASSED}\b|\bas time\b|\bwith time\b|\bover time\b",
    rf"\b({_UNIT}) (?:after|by|in,? (?:and )?) ?\1\b",
    rf"\b{_SEVERAL} {_LONG} later\b|\b{_LONG} later\b",
    rf"\b(?:spent|spend|by|until|throughout|all|that|whole|entire) (?:the |that |most of the |a )?(?:next |whole |first |following )?{_SEASON}\b",
    r"\bby the time\b|\bin time\b|\bthrough(?:out)? it all\b|\balong the way\b|\bsince then\b|\bin the meantime\b",
    rf"\b{_SEVERAL} {_LONG}\b|\b(?:within|lasted|took|spent) (?:an? |the |more than a |nearly a |almost a )?(?:{_UNIT}|{_LONG})\b",
    r"\b(?:daily|nightly|weekly|monthly|yearly|annually)\b|\b(?:long|years) ago\b|\bby then\b|\bdecades?\b|\bcentur(?:y|ies)\b",
    r"\bduring (?:this|that|these|those) (?:time|times|period|years)\b|\bin those days\b|\bat first\b|\blater on\b",
    rf"\b(?:much|long) later\b|\b(?:that|the (?:following|next|second|third|last)) {_SEASON}\b|\bdragged on\b",
    r"\bin (?:the )?(?:mornings|afternoons|evenings|spring|summer|autumn|winter)\b|\bat nights?\b|\bby (?:day|night)\b",
    r"\bduring the (?:day|week|night|winter|summer|war)\b|\b(?:was|were) (?:all )?over\b",
    r"\bfrom (?:then|that (?:day|night|time|moment)) (?:on|forward|onwards?)\b",
)
"""Time passes."""
_HABIT = (
    rf"\b(?:every|each) (?:single |passing |new |other )?(?:{_UNIT}|{_SEASON}|morning|evening|afternoon|time)\b|\bwhenever\b",
    r"\b(?:always|often|usually|frequently|regularly|sometimes|occasionally|rarely|seldom|constantly|normally|never)\b",
    r"\b(?:more and more|less and less|again and again|over and over|time and again|ever after|once more|no longer)\b",
    r"\bused to [a-z]+\b|\bwould (?!have\b|you\b|like\b)[a-z]+\b",
)
"""It happens again and again."""
_COURSE = (
    r"\b(?:eventually|gradually|slowly but surely|ultimately|increasingly|finally|in the end|at long last|at last)\b",
    r"\b(?:little by little|bit by bit|step by step|one by one)\b",
    r"\b(?:began|begin|begins|started|continued|continues|came|grew|learned|learnt|managed|refused) to [a-z]+\b",
    r"\b(?:kept|went on|stopped|started|began|gave up) [a-z]+ing\b",
    r"\b(?:learned|learnt|realized|realised|discovered|understood|knew) that\b|\b(?:learned|taught \w+) (?:how|the value)\b",
    r"\b(?:grew|became|become|becomes|made) (?:closer|stronger|wiser|friends|inseparable|famous|legend|respected|a symbol)\b",
    r"\b(?:faced|overcame|encountered|endured|experienced|met with|fought) (?:(?:off|with|against) )?"
    r"(?:many|several|numerous|countless|various|great|their|the)\b",
    r"\b(?:work|travel|live|train|fight|grow|search|explore|hunt|eat|play)l?(?:ed|d|t) (?:together|hard|tirelessly|side by side)\b",
    r"\b(?:many|countless|numerous|several) (?:\w+ )?(?:times|adventures|challenges|obstacles|trials|battles|setbacks|failures)\b",
)
"""It begins, goes on, and comes to something."""
_SUMMARY = re.compile("|".join(f"(?:{pattern})" for pattern in (*_SPAN, *_HABIT, *_COURSE)), re.IGNORECASE)
_DEEDS = """stood sat knelt lay leaned leant bent crouched rose turned looked watched stared glanced peered gazed listened
    heard saw smelled smelt felt touched reached pulled pushed held gripped clutched grabbed seized took put set laid
    dropped lifted raised lowered threw tossed opened closed shut slammed stepped walked ran crawled climbed crossed
    stopped paused nodded shook shrugged smiled frowned laughed wept blinked breathed swallowed trembled shivered knocked
    slid swung struck hung fell creaked flickered glowed gleamed dripped stuck counted whispered muttered entered slipped
    hurried jumped leapt sprang stumbled staggered tugged wiped rubbed poured drank bit licked lit blew hummed rang
    echoed trod""".split()
"""What is done, seen and heard in a moment: posture, movement, handling, looks, sounds."""
_SHOWN = re.compile(
    rf"\b(?:{'|'.join(sorted({*_DEEDS, *BODY}))})\b|"
    r"\b(?:behind|beneath|beside|above|below|before|over|under|towards?|around|past|against) (?:him|her|them|it|me|us)\b",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\b(?:suddenly|just then|at (?:that|this) (?:very )?(?:moment|instant)|at once|all at once|abruptly|"
    r"(?:this|that|one) (?:morning|evening|night|afternoon)|a (?:moment|minute|second) later)\b",
    re.IGNORECASE,
)


@check(severity="warning", repair="none")
def summary(scene: SceneText) -> Iterator[Objection]:
    """Most of the scene is told in summary, and no moment of it is shown."""
    text = scene.text
    if base_language(scene.language) != "en" or count_words(text) < SHORTEST:
        return
    if speech_spans(text) or _MOMENT.search(text):
        return
    spans = sentence_spans(text)
    told = [span for span in spans if _SUMMARY.search(text, *span)]
    shown = sum(bool(_SHOWN.search(text, *span)) for span in spans)
    mostly = 2 * len(told) >= len(spans) and 3 * shown <= len(spans)
    barely = 3 * len(told) >= len(spans) and 5 * shown <= len(spans)
    if len(spans) >= FEWEST and (mostly or barely):
        message = f"{len(told)} of {len(spans)} sentences tell what happened over time; next to nothing is shown."
        yield Objection(*told[0], message, "Choose one moment, and show it with what is said and done.")
