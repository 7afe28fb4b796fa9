"""Overused phrases: turns that come back far more often than a text of this length should have them.

No list of clichés: a phrase is known by its form and counted in this scene and those before it. The forms are those
in which tired prose repeats itself: what a body does ("her eyes widened", "let out a breath"), the frame "a … of"
("a sense of"), how sentences of the narration open ("With a sigh, she"), and longer turns between words that carry
meaning. Names of the cast and world, and other words that the text writes with a capital, are left out; so is what is
said in quotation marks. How often a phrase may come is a matter of the length looked at: chance brings even a common
turn back only once in 2,000 words or so. English only, since the forms are. It is advice: nothing is wrong yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.checks.metrics import WORD
from storyteller_agents.language import FUNCTION_WORDS, base_language, quotation_spans, sentence_spans

REACH = 5_000
"""So many words of earlier scenes are looked at, nearest first."""
ALLOWED, WORDS_FOR_ONE_MORE = {"gesture": 2, "frame": 2, "opening": 3, "turn": 3}, 2_000
"""How often a phrase of each form may come, and for how many words it may come once more."""
LONGEST = 5
"""The most words of a phrase."""
OPENING = 3
"""So many words open a sentence."""
BODY = frozenset(
    """arm arms back belly blood body bone bones breast breath brow brows cheek cheeks chest chin ear ears elbow elbows
    eye eyes eyebrow eyebrows eyelid eyelids face feet finger fingers fingertips fist fists foot forehead gaze grin
    hair hand hands head heart heartbeat hip hips jaw knee knees knuckles leg legs lip lips lung lungs mouth neck nerves
    nose nostrils palm palms pulse shoulder shoulders sigh skin smile spine stare stomach temple temples throat thumb
    toe toes tongue tooth teeth tear tears veins voice waist whisper wrist wrists""".split()
)
"""The body and what comes from it; not "back", which is an adverb more often."""
_LIGHT = FUNCTION_WORDS | frozenset(
    """about above after again against ago all almost along already also although always am among another any anything
    around away because been before behind being below beneath beside between beyond both came come coming didn't don't
    done each either else enough even ever every everything few first for get go going gone got had hadn't having here
    himself herself itself myself themselves how however i'd i'll i'm i've inside into just last less let like little
    made make many me mine more most much must my near neither never next none nor not nothing now off often old once
    one only onto other others our ours out outside perhaps put quite rather said same saw say see seemed shall she's
    should since some something soon still such take than that's themselves then there's though three through till time
    together too took toward towards two under until upon us very wasn't went were weren't whether while whom whose why
    within without won't yet your yours""".split()
)
"""English words too common to make a phrase."""
_POSSESSIVE = frozenset("my your his her its our their".split())
_ARTICLES = ("the", "a", "an")
_EDGE = FUNCTION_WORDS | _POSSESSIVE | frozenset("into onto upon me us about said asked answered replied cried".split())
"""No turn begins or ends with one of these."""
Phrase = tuple[str, tuple[str, ...]]
"""A form, and the words in it."""
Token = tuple[str, int, int]
"""A word in small letters, and its offsets."""


@check(severity="note", repair="none")
def overused_phrase(scene: SceneText) -> Iterator[Objection]:
    """A turn of phrase comes far more often than a text of this length should have it."""
    if base_language(scene.language) != "en":
        return
    here, length = _phrases(scene.text)
    count = {phrase: len(spans) for phrase, spans in here.items()}
    for earlier in reversed(scene.earlier):
        if length >= REACH:
            break
        there, words = _phrases(earlier)
        length += words
        for phrase in here.keys() & there.keys():
            count[phrase] += len(there[phrase])
    often = [phrase for phrase in here if count[phrase] > ALLOWED[phrase[0]] + length // WORDS_FOR_ONE_MORE]
    often.sort(key=lambda phrase: (-count[phrase], -len(phrase[1]), phrase))
    objections: list[Objection] = []
    taken: list[tuple[int, int]] = []
    for phrase in often:
        if not any(start < last and first < end for start, end in here[phrase] for first, last in taken):
            taken += here[phrase]
            start, end = here[phrase][-1]
            message = f"{scene.text[start:end]!r} or the like comes {count[phrase]} times in {length} words."
            objections.append(Objection(start, end, message, "Say what happens here in words of its own."))
    yield from sorted(objections, key=lambda objection: (objection.start, objection.end))


@lru_cache(maxsize=64)
def _phrases(text: str) -> tuple[dict[Phrase, list[tuple[int, int]]], int]:
    """Return where each phrase of the narration stands, and how many words the text has."""
    found: dict[Phrase, list[tuple[int, int]]] = {}
    for start, end in sentence_spans(_narration(text)):
        tokens = [(match.group(), match.start(), match.end()) for match in WORD.finditer(text, start, end)]
        for run in _runs(text, tokens):
            for phrase, span in (*_turns(run), *_frames(run)):
                found.setdefault(phrase, []).append(span)
        if len(tokens) > OPENING and (opening := _opening([word for word, _, _ in tokens[:OPENING]])):
            found.setdefault(("opening", opening), []).append((tokens[0][1], tokens[OPENING - 1][2]))
    return found, len(WORD.findall(text))


def _opening(words: list[str]) -> tuple[str, ...]:
    """Return the first words of a sentence in small letters; nothing where they only name who or what it is about."""
    small = tuple(word.lower() for word in words)
    opens = words[0][0].isupper() and not any(word[0].isupper() for word in words[1:])
    return small if opens and small[0] not in _ARTICLES and not _LIGHT.issuperset(small) else ()


def _narration(text: str) -> str:
    """Return the text with what is spoken blanked out, so that offsets stay."""
    pieces, done = [], 0
    for start, end in quotation_spans(text):
        pieces += [text[done:start], "\n" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def _runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the words of a sentence, in small letters, in stretches without a mark or a capital between them."""
    run: list[Token] = []
    for index, (word, start, end) in enumerate(tokens):
        named = index > 0 and word[0].isupper()
        if run and (named or text[run[-1][2] : start].strip(" \n")):
            yield run
            run = []
        if not named:
            run.append((word.lower().replace("’", "'"), start, end))
    yield run


def _turns(run: list[Token]) -> Iterator[tuple[Phrase, tuple[int, int]]]:
    """Yield what stands between two words with a meaning of their own: gestures from two words, others from three."""
    for first, (word, start, _) in enumerate(run):
        if word in _EDGE:
            continue
        for last in range(first + 1, min(first + LONGEST, len(run))):
            words = tuple(each for each, _, _ in run[first : last + 1])
            if words[-1] in _EDGE:
                continue
            bodily = not BODY.isdisjoint(words)
            telling = sum(each not in _LIGHT for each in words) > 1
            if bodily + telling + (len(words) > 2) > 1:
                phrase = tuple("one's" if each in _POSSESSIVE else each for each in words)
                yield ("gesture" if bodily else "turn", phrase), (start, run[last][2])


def _frames(run: list[Token]) -> Iterator[tuple[Phrase, tuple[int, int]]]:
    """Yield "a … of"."""
    for index in range(len(run) - 2):
        (article, start, _), (noun, _, _), (of, _, end) = run[index : index + 3]
        if article in _ARTICLES[1:] and of == "of" and noun not in _LIGHT:
            yield ("frame", (article, noun, of)), (start, end)
