"""A stage between the outliner and the writer: one reversal, put into a scene card late in the story.

A stage is a function of the story so far and a context. It returns the fields that it declared in `writes`, and
the pipeline checks them, writes them to the book and remembers what they were made from.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from storyteller_agents import StageContext, StoryState, stage


class TwistConfig(BaseModel):
    """``[stages.twist]`` in story.toml: where in the story the reversal comes, from 0 (start) to 1 (end)."""

    model_config = ConfigDict(extra="forbid")
    position: float = Field(0.7, ge=0, le=1)


class Reversal(BaseModel):
    """What the model is asked for. Bound every string: a small model would go on for ever."""

    reversal: Annotated[str, Field(min_length=10, max_length=160)]


class Twist(BaseModel):
    """What this stage adds to the story: the state's field and the book's file are named after the stage."""

    scene: str
    reversal: str


@stage(
    reads={"outline"},
    writes={"outline", "twist"},
    after=("outliner",),
    before=("scenes",),
    artifact=Twist,
    config=TwistConfig,
)
def twist(state: StoryState, ctx: StageContext[TwistConfig]) -> dict[str, Any]:
    """Turns the plan around once, late in the story."""
    outline = state.outline.model_copy(deep=True)
    cards = list(outline.cards())
    if not cards:
        return {}
    card = cards[min(int(ctx.config.position * len(cards)), len(cards) - 1)]
    answer = ctx.ask(
        "twist",
        Reversal,
        "twist-reversal",
        max_tokens=120,
        logline=outline.logline,
        card=card,
        language=ctx.language_name,
    )
    card.conflict = f"{card.conflict} {answer.reversal}".strip()
    return {"outline": outline, "twist": Twist(scene=card.id, reversal=answer.reversal)}
