"""Stages that break their contract, each in one way."""

from typing import Any

from pydantic import BaseModel

from storyteller_agents import StageContext, StoryState, stage


class Weather(BaseModel):
    sky: str
    wind: int


@stage(writes={"extra_field"}, artifact=str)
def extra_field(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Returns a field that it did not declare."""
    return {"extra_field": "fine", "cast": None}


@stage(writes={"wrong_type"}, artifact=Weather)
def wrong_type(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Returns its own field with wrong values."""
    return {"wrong_type": {"sky": "grey", "wind": "strong"}}


@stage(reads={"outline"}, writes={"outline"})
def wrong_core(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Returns a core field as something else."""
    return {"outline": {"title": "The Bell", "akts": []}}


@stage(writes={"no_dict"}, artifact=str)
def no_dict(state: StoryState, ctx: StageContext[Any]) -> Any:
    """Returns no dictionary."""
    return "fine"


@stage(reads={"outline"}, writes={"secret_read"}, artifact=str)
def secret_read(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Reads a field that it did not declare."""
    return {"secret_read": state.cast.characters[0].name}


@stage(writes={"crash"}, artifact=str)
def crash(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Fails."""
    return {"crash": {}["weather"]}
