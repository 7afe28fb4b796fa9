"""A plugin that writes the scenes in its own way: each is its card's goal."""

from typing import Any

from storyteller_agents import StageContext, StoryState, stage


def scene_ids(state: StoryState) -> list[str]:
    return [card.id for card in state.outline.cards()]


@stage(reads={"outline", "cast"}, writes={"scenes"}, after=("characters",), each=scene_ids, replaces="scenes")
def their_scenes(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Writes each scene as its card's goal."""
    card = state.outline.card(str(ctx.item))
    ctx.uses(f"card/{card.id}")
    return {"scenes": {card.id: ctx.write_scene(card, f"{card.goal} Theirs.")}}
