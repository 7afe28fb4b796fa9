"""How torch's threads wait for each other on a CPU: asleep, not spinning.

By default they spin, which is quick on an idle machine, but when another program uses a core, the spinning takes the
time that the work needs: decoding on two cores beside one busy process fell to a twentieth (1 instead of 20 tokens
a second). Not for choosing how many threads there are: torch and `OMP_NUM_THREADS` do that.
"""

from __future__ import annotations

import os
import sys


def wait_asleep() -> None:
    """Let OpenMP's threads sleep while they wait, unless the user has set `OMP_WAIT_POLICY` himself.

    It counts only before torch is imported: call it first.
    """
    if "torch" not in sys.modules:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
