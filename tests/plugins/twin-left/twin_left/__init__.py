"""One of two plugins that give their stage the same name."""

from typing import Any

from storyteller_agents import StageContext, StoryState, stage


@stage(writes={"twin"}, artifact=str)
def twin(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Says which twin it is."""
    return {"twin": "left"}
