"""New names for people whom the lore does not have: plain ones that can't be confused with each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, create_model

from storyteller_agents.context import StageContext
from storyteller_agents.errors import OutputError
from storyteller_agents.language import CJK
from storyteller_agents.stages.planning import WARMER
from storyteller_agents.story import Brief

TRIES = 8
_LATIN = r"^[A-Z][a-z]{2,8} [A-Z][a-z]{3,9}$"
_HAN = r"^[\u4e00-\u9fff]{2,3}$"


def invent_name(ctx: StageContext[Any], brief: Brief, role: str, taken: Sequence[str]) -> str:
    """Ask for a name that shares no word with the names taken, and best also begins with another letter.

    Raises:
        OutputError: the model found none in `TRIES` tries.
    """
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
    if spare:
        return spare
    raise OutputError(
        f"outliner: no new name for the {role} beside {', '.join(taken)} in {TRIES} tries. Name the people in the premise or in "
        "lore entries of kind 'person', or try another seed in story.toml."
    )


def _parts(name: str) -> set[str]:
    """Return what names must not share: their words, or the characters of a Chinese name."""
    return set(CJK.findall(name)) or {part.lower() for part in name.split()}
