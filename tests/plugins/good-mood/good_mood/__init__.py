"""A plugin as it should be: one field of its own, a setting, and a place between two stages."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from storyteller_agents import StageContext, StoryState, stage


class MoodConfig(BaseModel):
    model_config = ConfigDict(extra="forbid")
    word: str = "calm"


class Mood(BaseModel):
    word: str
    scenes: int


@stage(
    reads={"outline"},
    writes={"mood"},
    after=("outliner", "no_such_stage"),
    before=("scenes",),
    artifact=Mood,
    config=MoodConfig,
)
def mood(state: StoryState, ctx: StageContext[MoodConfig]) -> dict[str, Any]:
    """Finds a mood for the story."""
    return {"mood": Mood(word=ctx.config.word, scenes=sum(1 for _ in state.outline.cards()))}
