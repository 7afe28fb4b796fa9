"""Reviser: findings → repairs, a passage at a time, for a set number of rounds.

A repair counts only if the scene's findings weigh less afterwards; else the passage stays as it was and the finding
stays open. All other sentences stay letter for letter. A scene that a person edited is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from storyteller_agents.answers import sentence
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.language import count_words, counts_characters, sentence_spans
from storyteller_agents.stages.critic import before, scene_ids
from storyteller_agents.stages.critique import checks, known_names, plain_findings, weight
from storyteller_agents.stages.prose import clean, cut_spans, end_at_sentence, fit_words, last_words, without_repeats
from storyteller_agents.story import Finding, SceneCard

Check = Callable[[str], list[Finding]]


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
    earlier = tuple(ctx.book.scene(other) for other in before(state.outline, scene)[-2:] if other in state.scenes)
    names = known_names(ctx, state.brief, state.outline, state.cast)

    def examine(text: str) -> list[Finding]:
        return plain_findings(ctx, card, text, state.cast, names, earlier)

    original = ctx.book.scene(scene)
    found = state.findings.get(scene, [])
    repairable = [finding for finding in found if finding.status == "open" and finding.severity != "note"]
    text = _repair(
        ctx,
        card,
        original,
        repairable,
        examine,
        [person.name for person in state.outline.people],
    )
    if text == original:
        return {"findings": {scene: found}}
    record = ctx.write_scene(card, text)
    return {"scenes": {scene: record}, "findings": {scene: _settle(found, examine(text))}}


def _repair(
    ctx: StageContext[ReviserConfig], card: SceneCard, text: str, found: list[Finding], examine: Check, names: list[str]
) -> str:
    """Return the text after at most the set number of rounds."""
    for round_number in range(ctx.config.rounds):
        if not found:
            break
        for finding in sorted(found, key=lambda item: item.span, reverse=True):
            ctx.checkpoint()
            for repaired in _repairs(ctx, card, text, finding, round_number, names):
                if repaired and weight(examine(repaired)) < weight(examine(text)):
                    text = repaired
                    break
        found = [finding for finding in examine(text) if finding.severity != "note"]
    return text


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
            yield _rewrite(ctx, text, start, end, finding, attempt, names)
        if repair == "cut" or attempt + 1 == ctx.config.rounds:
            yield cut_spans(text, [_sentence_around(text, start, end)])


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
    answer = ctx.ask(
        "reviser", schema, "revise", finding.id, attempt, max_tokens=140, before=last_words(text[:first], 40), sentence=text[first:last],
        after=text[last : last + 200].strip(), message=finding.message, suggestion=finding.suggestion, names=names, language=ctx.language_name,
    )  # fmt: skip
    return text[:first] + answer.model_dump()["sentence"] + text[last:]


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentences that a passage lies in."""
    inside = [span for span in sentence_spans(text) if span[0] < max(end, start + 1) and span[1] > start]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def _settle(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """Return the findings of a repaired scene: what is gone counts as repaired, what has come is open."""
    left = {finding.id: finding for finding in after}
    settled = []
    for finding in before:
        gone = finding.status == "open" and finding.id not in left and finding.rule != "critic"
        settled.append(finding.model_copy(update={"status": "repaired"}) if gone else left.pop(finding.id, finding))
    return settled + list(left.values())
