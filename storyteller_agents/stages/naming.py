"""Names: those whom the premise names, and new ones for people whom nobody has named yet.

New names are plain and can't be confused with each other. The model invents them; where it finds none, they are drawn.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, create_model

from storyteller_agents.canon.chinese_surnames import SURNAMES
from storyteller_agents.canon.given_names import FEMALE_NAMES, MALE_NAMES
from storyteller_agents.canon.story import Story
from storyteller_agents.context import StageContext
from storyteller_agents.language import CJK, base_language
from storyteller_agents.stages.planning import WARMER
from storyteller_agents.story import Brief

TRIES = 8
_LATIN = r"^[A-Z][a-z]{2,8} [A-Z][a-z]{3,9}$"
_HAN = r"^[\u4e00-\u9fff]{2,3}$"
_WHERE = re.compile(r"\b(?:in|at|near|around)\s$")
_OPENS = re.compile(
    r"(?:^|[.!?]\s+)(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=,? (?:the|an?|who|and|must|is|was|has|had|will|[a-z]+s)\b)"
)
"""A name that opens a sentence, where every word has a capital."""
_WORDS = frozenset(
    """Amber Angel April Art Autumn Bill Bud Buddy Carol Chance Charity Chase Christian Clay Cliff Constance Coral Crystal
    Daisy Dale Dawn Dean Destiny Don Drew Earl Faith Forest Frank Gene Ginger Glen Grace Grant Guy Happy Harmony Heath Holly
    Hope Iris Ivy Jack Jay Jewel Joy June Lane Lily Mark May Melody Mercy Merry Miles Olive Page Pat Patience Pearl Penny
    Prudence Ray Reed Rich Rob Robin Rose Ruby Rusty Sandy Skip Sterling Sue Summer Unity Victor Violet Wade Will""".split()
)
"""Given names that are words as well."""
_FAMILY = (
    "Abbott", "Archer", "Barlow", "Bennett", "Carver", "Collins", "Dalton", "Drake", "Ellery", "Farrow", "Fletcher", "Garner",
    "Hale", "Harding", "Ingram", "Jarvis", "Kemble", "Lacey", "Marlow", "Mercer", "Norris", "Osborne", "Palmer", "Quill",
    "Ramsey", "Sawyer", "Thorne", "Underwood", "Vance", "Walden", "Yardley",
)  # fmt: skip
_HAN_GIVEN = "安宁远山秋雨明月清河云舟"


def invent_name(ctx: StageContext[Any], brief: Brief, role: str, taken: Sequence[str]) -> str:
    """Return a name that shares no word with the names taken, and best also begins with another letter."""
    schema = create_model(
        "Name", name=(Annotated[str, Field(pattern=_HAN if CJK.search(brief.premise) else _LATIN)], ...)
    )
    about = {"role": role, "offered": [], "taken": list(taken), "premise": brief.premise, "language": ctx.language_name}
    spare = ""
    for attempt in range(TRIES):
        answer = ctx.ask(
            "outliner",
            schema,
            "outline-person",
            role,
            len(taken),
            attempt,
            max_tokens=40,
            warmer=WARMER * attempt,
            **about,
        )
        name: str = answer.model_dump()["name"]
        if not _parts(name) & {part for other in taken for part in _parts(other)}:
            if name[0] not in {other[0] for other in taken}:
                return name
            spare = spare or name
    return spare or draw_name(ctx.seed("name", role, len(taken)), taken, chinese=bool(CJK.search(brief.premise)))


def draw_name(seed: int, taken: Sequence[str], *, chinese: bool = False) -> str:
    """Return a name drawn from plain ones, unlike those taken."""
    rng = random.Random(seed)
    used = {part for name in taken for part in _parts(name)}
    given = list(_HAN_GIVEN) if chinese else sorted(name for name in MALE_NAMES | FEMALE_NAMES if 3 < len(name) < 8)
    family = sorted(name for name in SURNAMES if len(name) == 1) if chinese else _FAMILY
    rng.shuffle(given)
    first = next(name for name in given if not _parts(name) & used)
    last = next(name for name in rng.sample(family, len(family)) if not _parts(name) & (used | _parts(first)))
    return f"{last}{first}" if chinese else f"{first} {last}"


def named_in(premise: str, language: str) -> list[str]:
    """Return the people whom a premise names, in its order, each by his fullest name; none where it can't be read.

    Only for languages that the canon reads; who is named only as a place's saint or after ``in`` is left out.
    """
    if base_language(language) not in ("en", "zh"):
        return []
    story = Story([("premise", premise)], language=base_language(language))
    found: dict[str, bool] = {}
    for mention in story.scenes[0].reading.mentions:
        if mention.entity.kind == "person" and not mention.entity.name.startswith(("Saint ", "St ")):
            name = mention.entity.name
            found[name] = found.get(name, False) or not _WHERE.search(premise, 0, mention.start)
    parts = {part for name in found for part in name.split()}
    found |= {match["name"]: True for match in _OPENS.finditer(premise) if _is_given(match["name"]) - parts}
    return sorted((name for name, is_person in found.items() if is_person), key=premise.find)


def _is_given(name: str) -> set[str]:
    """Return the words of a name that begins with a given name, which is no word of its own; else nothing."""
    first, *_ = words = name.split()
    return set(words) if first in (MALE_NAMES | FEMALE_NAMES) - _WORDS else set()


def _parts(name: str) -> set[str]:
    """Return what names must not share: their words, or the characters of a Chinese name."""
    return set(CJK.findall(name)) or {part.lower() for part in name.split()}
