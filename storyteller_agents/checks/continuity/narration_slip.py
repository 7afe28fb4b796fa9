"""The person, the tense or the point of view of the narration slips within a scene.

Objected to are single sentences that deviate from how their scene is told: "I", "my" or "we" where the rest speaks of
him and her; the present where the rest is past, or the other way round; the unseen thoughts of somebody else in a
scene that an "I" tells, or of which the plan says through whose eyes it is told; and the narrator's own name where he
says "I".

No contradiction: speech, letters, verse, italics, direct thoughts, general truths and what is told aside (the
extractor leaves them out); a passage of more than a few sentences, which is a choice; a teller of the story who says
"I" now and then all through it, or takes leave of the reader at its end. Of a story told by an "I", scenes told
without him are left alone. The rule can't see a slip into an "I" in a scene that has few sentences, nor a slip of the
point of view in the third person without a plan.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract.narration.find import ASIDE, MOST_TAGS, SLIP, TAG
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree

LEAVE = 400
"""In how many characters at its end a teller may take leave of the reader, or tell what has become of everybody."""
LEAVES = 24
"""Of a short tale, which share at its end he may use for it, up to three times as much."""
ASIDES = 2
"""How often a teller may say "I" before it is his manner; once more for every `WORDS_AN_ASIDE`."""
WORDS_AN_ASIDE = 10_000
MINDS = 4
"""Of how many people a scene may tell the thoughts before that is its manner."""
REPORTED = 3_000
"""How far before a thought, in characters, the narrator may say who told him of it."""
ADDRESSED = 5
"""How often others have to call a narrator by his name before it is known to be his."""


@check(severity="warning", repair="rewrite", scope="story")
def narration_slip(story: Story) -> Iterator[Objection]:
    """Within one scene, the person, the tense or the point of view of the narration slips."""
    manner: dict[str, Fact] = {}
    for fact in story.facts("person"):
        if SLIP not in fact.notes:
            manner.setdefault(fact.scene, fact)
    tellers = [fact for fact in manner.values() if fact.value == "first"]
    told_by_one = 2 * len(tellers) > len(manner)
    if not told_by_one and not _has_asides(story, manner):
        yield from _deviations(story, "person")
    yield from _deviations(story, "tense")
    seen = {fact.scene: fact for fact in tellers} if told_by_one else {}
    own = _own_name(story, seen) if seen else ""
    yield from _minds(story, seen, own)
    yield from _by_name(story, seen, own)


def _has_asides(story: Story, manner: dict[str, Fact]) -> bool:
    """Whether a teller apart from the characters says "I" as his manner."""
    asides = sum(int(note.split()[1]) for fact in manner.values() for note in fact.notes if note.startswith("teller "))
    return asides > ASIDES + _words(story) // WORDS_AN_ASIDE


def _words(story: Story) -> int:
    return sum(len(scene.reading.text) for scene in story.scenes) // 6


def _deviations(story: Story, attribute: str) -> Iterator[Objection]:
    """Yield the sentences in another person or tense, each against the nearest one before that is as it should be."""
    usual: Fact | None = None
    slipped: Fact | None = None
    facts = list(story.facts(attribute))
    tags = sum(TAG in fact.notes for fact in facts)
    rare = sum(ASIDE in fact.notes for fact in facts) * WORDS_AN_ASIDE <= ASIDES * _words(story)
    for fact in facts:
        if (TAG in fact.notes and tags > MOST_TAGS) or (ASIDE in fact.notes and not rare):
            continue
        if SLIP not in fact.notes:
            usual = fact if usual is None or usual.scene != fact.scene or fact.value == usual.value else usual
            continue
        follows = slipped is not None and slipped.scene == fact.scene and 0 <= fact.span[0] - slipped.span[1] < 3
        slipped = fact
        if usual is None or usual.scene != fact.scene or follows or _takes_leave(story, fact):
            continue
        yield disagree(fact, usual, _message(attribute, fact.value, usual.value), _SUGGESTIONS[attribute])


_SUGGESTIONS = {
    "person": "Tell the sentence in the person of the scene, or put it in quotation marks if somebody says or thinks it.",
    "tense": "Put the verbs of the sentence in the tense of the scene.",
}


def _message(attribute: str, value: str, usual: str) -> str:
    if attribute == "person":
        return f"The narration is in the {value} person here, but the scene is told in the {usual} person."
    return f"The narration is in the {value} tense here, but the scene is told in the {usual} tense."


def _takes_leave(story: Story, fact: Fact) -> bool:
    """Whether a sentence stands at the very end of a story that is long enough to have one."""
    last = story.scenes[-1]
    length = sum(len(scene.reading.text) for scene in story.scenes)
    leave = min(3 * LEAVE, max(LEAVE, length // LEAVES))
    return fact.scene == last.id and len(last.reading.text.rstrip()) - fact.span[1] < leave and length > 6 * LEAVE


def _minds(story: Story, told_by: dict[str, Fact], own: str) -> Iterator[Objection]:
    """Yield where a scene tells the thoughts of somebody through whose eyes it isn't told."""
    planned = {fact.scene: fact for fact in story.facts("pov")}
    minds = list(story.facts("mind"))
    seen_through = Counter(scene for scene, _ in {(fact.scene, fact.entity) for fact in minds})
    for fact in minds:
        if fact.start.scene < 0:
            continue
        view = planned.get(fact.scene)
        if view is not None and view.value not in (fact.entity, ""):
            seer = story.entities.find(view.value)
            if seer is None or seer.name != fact.entity:
                message = (
                    f"What {fact.entity} thinks or feels unseen is told here, but the scene is seen by {view.value}."
                )
                yield disagree(fact, view, message, _UNSEEN)
        elif view is None and fact.scene in told_by and fact.entity not in (own, NARRATOR):
            if seen_through[fact.scene] > MINDS or _is_reported(story, fact):
                continue
            message = f"The narrator cannot know what {fact.entity} thinks or feels unseen here."
            yield disagree(fact, told_by[fact.scene], message, _UNSEEN)


def _is_reported(story: Story, fact: Fact) -> bool:
    """Whether the narrator says nearby that he has it from somebody."""
    first = max(0, fact.span[0] - REPORTED)
    return _REPORT.search(story.text(fact.scene), first, fact.span[1] + REPORTED // 3) is not None


_REPORT = re.compile(
    r"\b(?:(?:told|confided to|confessed to) (?:me|us) (?:all|everything|(?:most|much|the rest|the whole) of (?:this|it)|this|of it|about it|later|afterwards|long after\w*)\b|"
    r"I (?:afterwards |later |have since |since |only later )(?:heard|learn(?:ed|t)|gathered|found out)|(?:as|so) I (?:heard|learn(?:ed|t)|was told))"
)
_UNSEEN = "Tell only what can be seen or guessed, or say how it became known."


def _own_name(story: Story, told_by: dict[str, Fact]) -> str:
    """Return the name by which others speak to the narrator, who is never told of by it; empty where that isn't safe."""
    spoken: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for fact in story.facts("named"):
        if fact.scene in told_by:
            spoken[fact.entity] += int(fact.value)
            told[fact.entity] += int(fact.notes[0])
    likely = [name for name in spoken if spoken[name] >= ADDRESSED and told[name] * 5 <= spoken[name]]
    likely.sort(key=lambda name: -spoken[name])
    alone = len(likely) == 1 or (likely and spoken[likely[0]] >= 2 * spoken[likely[1]])
    return likely[0] if alone else ""


def _by_name(story: Story, told_by: dict[str, Fact], own: str) -> Iterator[Objection]:
    """Yield where the narrator tells of himself by his name."""
    if not own:
        return
    scenes: dict[str, list[Fact]] = defaultdict(list)
    for fact in story.canon.of(own, "named"):
        if fact.scene in told_by and int(fact.notes[0]):
            scenes[fact.scene].append(fact)
    for facts in scenes.values():
        message = f'{own}, who tells this scene as "I", is spoken of by name here.'
        yield disagree(facts[0], told_by[facts[0].scene], message, 'Say "I" here, or let somebody else do it.')
