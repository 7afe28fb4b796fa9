"""Counts the model calls of a stage, reports them as events, and stops a call that the user aborts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.outputs import LLMResult

from storyteller_agents.errors import Stopped

if TYPE_CHECKING:
    from storyteller_agents.context import StageContext
    from storyteller_agents.session import Session


class CallMeter(BaseCallbackHandler):
    """A LangChain callback for the calls of one stage context; `again`: they are retries.

    Raises:
        Stopped: from within a call, when the run was aborted.
    """

    raise_error = True

    def __init__(self, session: Session, ctx: StageContext[Any], again: bool = False) -> None:
        self._session, self._ctx, self._again = session, ctx, again
        self._started: dict[UUID, float] = {}

    def on_chat_model_start(self, serialized: Any, messages: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Note when the call began."""
        self._started[run_id] = time.monotonic()
        self._session.call_begins(self._ctx)

    def on_llm_new_token(self, token: Any, **kwargs: Any) -> None:
        """Pass the text on, and stop here if the user insists."""
        if self._session.control.aborting.is_set():
            raise Stopped("Stopped at once. Scenes that were finished are kept; the same command goes on from here.")
        self._session.emit("token", stage=self._ctx.stage, item=self._ctx.item or "", message=str(token), tokens=1)

    def on_llm_end(self, response: LLMResult, *, run_id: UUID, **kwargs: Any) -> None:
        """Add the call's tokens to what the stage has used; an answer from the cache costs none."""
        began = self._ended(run_id)
        message = getattr(response.generations[0][0], "message", None)
        usage = dict(getattr(message, "usage_metadata", None) or {})
        if "total_cost" in usage:  # LangChain's mark of an answer that came from the cache
            return
        self._session.count(self._ctx, usage.get("input_tokens", 0), usage.get("output_tokens", 0), again=self._again)
        self._session.emit(
            "call",
            stage=self._ctx.stage,
            item=self._ctx.item or "",
            tokens=usage.get("output_tokens", 0),
            seconds=time.monotonic() - began,
        )

    def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """Count a call that gave no answer; one that the user stopped did not fail."""
        self._ended(run_id, failed=not isinstance(error, Stopped))

    def _ended(self, run_id: UUID, *, failed: bool = False) -> float:
        """Return when a call began, and count its time no longer."""
        began = self._started.pop(run_id, None)
        if began is None:
            return time.monotonic()
        self._session.call_ends(self._ctx, failed=failed)
        return began
