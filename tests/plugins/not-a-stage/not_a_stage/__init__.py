"""Entry points that name no stage: a function without the decorator, another name, a name that is taken."""

from typing import Any

from storyteller_agents import StageContext, StoryState, stage


def function(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    return {}


@stage()
def other(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Is called otherwise than its entry point."""
    return {}


@stage()
def close(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Is called like a step of the graph."""
    return {}
