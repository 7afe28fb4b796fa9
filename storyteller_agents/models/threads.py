"""The one thread that does torch's work in this process, and how its helpers wait for each other on a CPU.

GNU OpenMP gives every thread that calls it a team of its own. As soon as there are more of them than cores, it
stops spinning at its barriers, and decoding falls to half its speed, even if the other teams are idle. So all that
computes, text and embeddings alike, goes through `in_torch`.

A team's helpers spin before they sleep. GNU OpenMP's default is milliseconds, which takes the time away from any
other busy program. Sleeping at once is slow everywhere, since a decoding step has hundreds of short waits.
SmolLM2-135M in bfloat16 on two cores, tokens a second alone and beside one busy process:

| spins before sleeping | alone | beside a busy process |
|---|---|---|
| 0 (``OMP_WAIT_POLICY=PASSIVE``) | 24 | 26 |
| 1,000 | 32 | 17 |
| 3,000 | 40 | 12 |
| 10,000 | 39 | 6 |

Not for choosing how many helpers there are: torch and `OMP_NUM_THREADS` do that.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

SPINS = 3_000
"""As fast as endless spinning on an idle machine, and still usable on a busy one."""
_NAME = "storyteller-torch"

P = ParamSpec("P")
T = TypeVar("T")


def wait_briefly() -> None:
    """Let OpenMP's threads spin only briefly while they wait, unless the user has set how they wait himself.

    It counts only before torch is imported: call it first. Other OpenMP libraries than GNU's ignore it.
    """
    if "torch" not in sys.modules and "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))


_thread = ThreadPoolExecutor(1, thread_name_prefix=_NAME, initializer=wait_briefly)


def in_torch(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function on torch's thread, and return what it returns or raise what it raises.

    Calls from several threads take turns in the order in which they came. The caller must hold no lock that the
    function needs.
    """
    if threading.current_thread().name.startswith(_NAME):
        return function(*args, **kwargs)
    return _thread.submit(function, *args, **kwargs).result()


def soon(function: Callable[[], object]) -> None:
    """Have a function called on torch's thread, after those that wait already. It has to deal with its errors."""
    _thread.submit(function)
