"""Reviser: findings → repairs, a passage at a time, for a set number of rounds.

First come corrections of a single word by the evidence (`corrections`); then the model gets the finding with its
evidence and rewrites the sentences concerned. A repair counts only if the finding
is gone and no rule objects to more than before, here or in another scene; else the passage stays as it was and the
finding stays open. All other sentences stay letter for letter. A scene that a person edited is never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from storyteller_agents.answers import sentence
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.language import (
    base_language,
    content_words,
    count_words,
    counts_characters,
    sentence_spans,
    sentences,
)
from storyteller_agents.stages.corrections import corrections
from storyteller_agents.stages.critic import MODEL_RULE, examination_of, scene_ids
from storyteller_agents.stages.critique import Examination, checks, weight
from storyteller_agents.stages.prose import (
    clean,
    cut_spans,
    end_at_sentence,
    fit_words,
    last_words,
    shorten,
    without_repeats,
)
from storyteller_agents.story import Finding, SceneCard

LEAST_SHARED = 0.25
"""At least this share of a rewritten sentence's words of meaning were in the old one."""


class ReviserConfig(BaseModel):
    """``[stages.reviser]``: how many rounds of repairs a scene gets at most."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rounds: int = Field(2, ge=0, le=10)


@stage(
    reads={"brief", "outline", "cast", "scenes", "findings"},
    writes={"scenes", "findings"},
    after=("critic",),
    each=scene_ids,
    in_order=True,  # what counts as said before is the text of the scenes before, repaired
    config=ReviserConfig,
)
def reviser(state: StoryState, ctx: StageContext[ReviserConfig]) -> dict[str, Any]:
    """Repairs what the critic found, and keeps a repair only if the scene is better for it."""
    scene = str(ctx.item)
    ctx.uses(f"findings/{scene}", f"scenes/{scene}")
    card = state.outline.card(scene)
    examination = examination_of(ctx, state, card)
    original = ctx.book.scene(scene)
    found = state.findings.get(scene, [])
    waived = {finding.id for finding in found if finding.status == "waived"}
    repairable = [finding for finding in found if finding.status == "open" and finding.severity != "note"]
    names = [person.name for person in state.outline.people]
    text = _repair(ctx, card, original, repairable, examination, names, waived)
    if text == original:
        return {"findings": {scene: found}}
    record = ctx.write_scene(card, text)
    return {"scenes": {scene: record}, "findings": {scene: _settle(found, examination.findings(text))}}


def _repair(
    ctx: StageContext[ReviserConfig],
    card: SceneCard,
    text: str,
    found: list[Finding],
    examination: Examination,
    names: list[str],
    waived: Set[str],
) -> str:
    """Return the text after at most the set number of rounds."""
    for round_number in range(ctx.config.rounds):
        if not found:
            break
        for finding in sorted(found, key=lambda item: item.span, reverse=True):
            ctx.checkpoint()
            for repaired in _repairs(ctx, card, text, finding, round_number, names):
                if repaired and is_better(finding, examination.everywhere(text), examination.everywhere(repaired)):
                    text = repaired
                    break
        found = [
            finding for finding in examination.findings(text) if finding.severity != "note" and finding.id not in waived
        ]
    return text


def is_better(finding: Finding, before: list[Finding], after: list[Finding]) -> bool:
    """Whether a repair counts: its finding is gone or weighs less than before, and no rule objects more often."""
    more = Counter(one.rule for one in after) - Counter(one.rule for one in before)
    gone = finding.id not in {one.id for one in after}
    return gone and not more and weight(after) < weight(before)


def _repairs(
    ctx: StageContext[Any], card: SceneCard, text: str, finding: Finding, attempt: int, names: list[str]
) -> Iterator[str]:
    """Yield the text with one finding repaired, in the ways that its rule asks for; the gentlest first."""
    start = text.find(finding.quote, max(0, finding.span[0] - 200)) if finding.quote else finding.span[0]
    start = start if start >= 0 else text.find(finding.quote)
    if start < 0:  # an earlier repair has taken the passage away
        return
    end = start + len(finding.quote)
    rule = checks().get(finding.rule)
    repair = rule.repair if rule else "rewrite"
    if repair == "finish":
        yield end_at_sentence(text)
    elif repair == "shorten":
        yield fit_words(text, int(1.3 * card.words), ctx.language)
    elif repair == "extend":
        yield _extend(ctx, card, text, attempt)
    elif repair in ("rewrite", "cut"):
        if repair == "rewrite":
            yield from _corrected(ctx, text, start, end, finding)
            rewritten = _rewrite(ctx, text, start, end, finding, attempt, names)
            if _stays_with(rewritten, text):
                yield rewritten
        if repair == "cut" or attempt + 1 == ctx.config.rounds:
            yield cut_spans(text, [_sentence_around(text, start, end)])


def _corrected(ctx: StageContext[Any], text: str, start: int, end: int, finding: Finding) -> Iterator[str]:
    """Yield the text with one word of a passage set right by the evidence."""
    if finding.against is not None and base_language(ctx.language) == "en":
        for corrected in corrections(text[start:end], finding.against.quote):
            yield text[:start] + corrected + text[end:]


def _extend(ctx: StageContext[Any], card: SceneCard, text: str, attempt: int) -> str:
    """Return the text with more of it: one passage towards the scene's outcome."""
    missing = card.words - count_words(text, ctx.language)
    unit = "characters" if counts_characters(ctx.language) else "words"
    raw = ctx.write(
        "reviser",
        "extend",
        attempt,
        max_tokens=int(missing * 1.5) + 40,
        begun=text,
        card=card,
        words=missing,
        unit=unit,
        language=ctx.language_name,
    )
    more = without_repeats(end_at_sentence(clean(raw, card)), text)
    return f"{text}\n\n{more}" if more else text


def _rewrite(
    ctx: StageContext[Any], text: str, start: int, end: int, finding: Finding, attempt: int, names: list[str]
) -> str:
    """Return the text with the sentence around a passage rewritten, its neighbours given for the sense."""
    first, last = _sentence_around(text, start, end)
    schema = create_model("Rewritten", sentence=(sentence(15, 240, language=ctx.language), ...))
    evidence = shorten(" ".join(finding.against.quote.split()), 240) if finding.against else ""
    answer = ctx.ask(
        "reviser", schema, "revise", finding.id, attempt, max_tokens=140, evidence=evidence, before=last_words(text[:first], 40), sentence=text[first:last],
        after=text[last : last + 200].strip(), message=finding.message, suggestion=finding.suggestion, names=names, language=ctx.language_name,
    )  # fmt: skip
    return text[:first] + answer.model_dump()["sentence"] + text[last:]


def _stays_with(rewritten: str, text: str) -> bool:
    """Whether what is new speaks of what the passage spoke of; a small model may answer about its task instead."""
    old = set(sentences(text))
    new = " ".join(one for one in sentences(rewritten) if one not in old)
    gone = " ".join(one for one in old if one not in set(sentences(rewritten)))
    words = content_words(new)
    return not words or len(words & content_words(gone)) >= LEAST_SHARED * len(words)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentences that a passage lies in."""
    inside = [span for span in sentence_spans(text) if span[0] < max(end, start + 1) and span[1] > start]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def _settle(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """Return the findings of a repaired scene: what is gone counts as repaired, what has come is open."""
    left = {finding.id: finding for finding in after}
    settled = []
    for finding in before:
        gone = finding.status == "open" and finding.id not in left and not finding.rule.startswith(MODEL_RULE)
        settled.append(finding.model_copy(update={"status": "repaired"}) if gone else left.pop(finding.id, finding))
    return settled + list(left.values())
