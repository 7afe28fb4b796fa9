"""How much an engine takes on: rows, waiting callers, and memory for keys and values."""

from __future__ import annotations

import os
import threading
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

GIB = 2**30
PREFIX_SHARE = 0.25
"""The part of the memory that beginnings of prompts may take."""


@dataclass(frozen=True)
class Limits:
    """What an engine takes on at most.

    Attributes:
        rows: requests that run side by side; None for 32, and 64 on a GPU.
        queue: requests that wait; who comes then has to wait outside (a thread blocks, a coroutine is suspended).
        memory: bytes for keys and values, of running rows and of shared beginnings together; None takes a quarter of the
            machine's memory, at most 4 GiB, and on a GPU four fifths of what is free after the weights.
    """

    rows: int | None = None
    queue: int = 256
    memory: int | None = None

    def rows_on(self, device: Any) -> int:
        """Return `rows`, or what stands for None on a torch device."""
        return self.rows or (64 if device.type == "cuda" else 32)

    def bytes(self, device: Any) -> int:
        """Return `memory`, or what stands for None on a torch device."""
        if self.memory is not None:
            return self.memory
        if device.type == "cuda":
            import torch

            return int(torch.cuda.mem_get_info(device)[0] * 0.8)
        return min(4 * GIB, _machine_memory() // 4)


def bytes_a_token(config: Any, width: int) -> int:
    """Return how many bytes the keys and values of one token take.

    Args:
        config: a transformers configuration of a language model.
        width: bytes of one number.
    """
    config = config.get_text_config()
    heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
    size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    return int(2 * config.num_hidden_layers * heads * size * width)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether torch said that memory is too small; on a CPU it says so in words only."""
    import torch

    said = isinstance(error, RuntimeError) and "can't allocate memory" in str(error)
    return said or isinstance(error, (torch.OutOfMemoryError, MemoryError))


class Gate:
    """Lets so many in and keeps the others waiting, in the order in which they came.

    Args:
        places: how many may be inside.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._outside: deque[Future[None]] = deque()
        self._lock = threading.Lock()

    def enter(self) -> Future[None]:
        """Return a future that is done once the caller is inside; cancelling it gives the place in the line up."""
        place: Future[None] = Future()
        with self._lock:
            if self._free:
                self._free -= 1
                place.set_running_or_notify_cancel()
                place.set_result(None)
            else:
                self._outside.append(place)
        return place

    def leave(self) -> None:
        """Let the next one in."""
        with self._lock:
            while self._outside:
                place = self._outside.popleft()
                if place.set_running_or_notify_cancel():
                    place.set_result(None)
                    return
            self._free += 1


def _machine_memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on this system
        return 16 * GIB
