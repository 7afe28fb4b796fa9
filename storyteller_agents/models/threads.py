"""How torch's threads wait for each other on a CPU: they spin for some microseconds, then sleep.

GNU OpenMP's default is to spin for milliseconds. That is quick on an idle machine, but beside another busy program
the spinning takes the time that the work needs. Sleeping at once is slow everywhere, since a decoding step has
hundreds of short waits. SmolLM2-135M in bfloat16 on two cores, tokens a second alone and beside one busy process:

| spins before sleeping | alone | beside a busy process |
|---|---|---|
| 0 (``OMP_WAIT_POLICY=PASSIVE``) | 24 | 26 |
| 1,000 | 32 | 17 |
| 3,000 | 40 | 12 |
| 10,000 | 39 | 6 |

Not for choosing how many threads there are: torch and `OMP_NUM_THREADS` do that.
"""

from __future__ import annotations

import os
import sys

SPINS = 3_000
"""As fast as endless spinning on an idle machine, and still usable on a busy one."""


def wait_briefly() -> None:
    """Let OpenMP's threads spin only briefly while they wait, unless the user has set how they wait himself.

    It counts only before torch is imported: call it first. Other OpenMP libraries than GNU's ignore it.
    """
    if "torch" not in sys.modules and "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))
