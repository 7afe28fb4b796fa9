"""A plugin that would take the writer's place and not write the scenes."""

from typing import Any

from storyteller_agents import StageContext, StoryState, stage


@stage(reads={"outline"}, writes={"less_scenes"}, replaces="scenes", artifact=str)
def less_scenes(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Writes nothing that anybody could read."""
    return {"less_scenes": "nothing"}
