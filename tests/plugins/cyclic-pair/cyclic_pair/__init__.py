"""Two stages, each of which wants to come after the other."""

from typing import Any

from storyteller_agents import StageContext, StoryState, stage


@stage(reads={"egg"}, writes={"hen"}, after=("egg",), artifact=str)
def hen(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Comes after the egg."""
    return {"hen": "cluck"}


@stage(reads={"hen"}, writes={"egg"}, after=("hen",), artifact=str)
def egg(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Comes after the hen."""
    return {"egg": ""}
