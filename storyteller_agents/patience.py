"""Asking a model again when it can't answer just now: a server that restarts, is busy, or a network that was away.

The pauses grow (exponential back-off, as servers ask their clients for), with some chance in them, so that chapters
that are written side by side don't all come back in the same second. A stop ends a pause at once.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from storyteller_agents.errors import AnswerTimeoutError, ModelUnavailableError

ResultT = TypeVar("ResultT")

FIRST, LONGEST = 1.0, 60.0
"""Seconds of the first pause, and of the longest; each is twice as long as the one before."""


@dataclass(frozen=True)
class Patience:
    """How long somebody waits for a model.

    Attributes:
        retries: how often a call is made again at most.
        stopping: set when the user stops the draft.
        warn: told that a call is made again, when and why.
    """

    retries: int
    stopping: threading.Event
    warn: Callable[[str], None]

    def ask(self, call: Callable[[], ResultT]) -> ResultT:
        """Return what the call returns, and make it again when the model was not there to answer.

        Raises:
            ModelUnavailableError, AnswerTimeoutError: as the last call did, when none is left or the user stops.
        """
        for again in range(self.retries):
            try:
                return call()
            except (ModelUnavailableError, AnswerTimeoutError) as error:
                pause = min(FIRST * 2**again, LONGEST) * random.uniform(0.75, 1.25)
                self.warn(f"{error} Asking again in {pause:.0f} s ({again + 1} of {self.retries}).")
                if self.stopping.wait(pause):
                    raise
        return call()
