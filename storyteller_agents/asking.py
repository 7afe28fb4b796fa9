"""How a stage asks a model: in a prompt that leaves room for the answer, with patience, and side by side.

What stages call is in `context.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from storyteller_agents.errors import ModelError
from storyteller_agents.patience import Patience
from storyteller_agents.window import fit

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from storyteller_agents.context import StageContext

TEMPLATE_TOKENS = 64
"""Room for what a chat template puts around the messages."""
SIDE_BY_SIDE = 32
"""Threads in which a stage works on its items at the same time; the engine's rows are the real limit."""
BEGUN = "the text so far"
"""What an answer that is begun is called among the things that a prompt can go without."""
ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def fitted(
    ctx: StageContext[Any], role: str, prompt: str, max_tokens: int, variables: Mapping[str, Any], begun: str = ""
) -> list[BaseMessage]:
    """Return a prompt that leaves room for the answer, without what is spare where the model's context is small."""
    from langchain_core.messages import AIMessage

    models = ctx.session.models
    room = models.context(role) - max_tokens - TEMPLATE_TOKENS

    def render(values: Mapping[str, Any]) -> list[BaseMessage]:
        messages = ctx.prompt(prompt, **{name: values[name] for name in variables})
        return [*messages, AIMessage(values[BEGUN])] if values[BEGUN] else messages

    def fits(messages: list[BaseMessage]) -> bool:
        text = "\n".join(str(message.content) for message in messages)
        return len(text.encode()) <= room or models.count_tokens(role, text) <= room  # a token is a byte at least

    spare = (*ctx.session.prompts.get(prompt).spare, BEGUN)
    messages, gone = fit(render, {**variables, BEGUN: begun}, spare, fits)
    if gone:
        ctx.omits(
            prompt,
            gone,
            f"The context of the {role}'s model is too small for the prompt {prompt!r}; it goes without {', '.join(gone)}.",
        )
    return messages


def warmed(ctx: StageContext[Any], role: str, warmer: float) -> dict[str, float]:
    """Return the option of a call that is warmer than the role's others by so much; none where that is 0."""
    return {"temperature": min(ctx.session.settings.model(role).temperature + warmer, 2.0)} if warmer else {}


def patiently(ctx: StageContext[Any], call: Callable[[], ResultT]) -> ResultT:
    """Make a call, and make it again where the model's server was away."""
    patience = Patience(ctx.session.settings.pipeline.retries, ctx.session.control.stopping, ctx.warn)
    try:
        return patience.ask(call)
    except ModelError:
        ctx.checkpoint()  # who has been stopped in a pause was stopped, and did not fail
        raise


def side_by_side(function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> list[ResultT]:
    """Call a function for every item in threads, at most `SIDE_BY_SIDE` at once; return the results in order."""
    from langchain_core.runnables.config import ContextThreadPoolExecutor

    todo = list(items)
    if len(todo) < 2:
        return [function(item) for item in todo]
    with ContextThreadPoolExecutor(max_workers=min(len(todo), SIDE_BY_SIDE)) as callers:
        return list(callers.map(function, todo))
