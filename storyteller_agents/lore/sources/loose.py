"""Looking into JSON that may hold anything anywhere, where a reader goes on with nothing if it isn't what it should be.

Not for places where what is wrong has to be told; a reader looks at those itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def list_of(value: Any) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []


def map_of(value: Any) -> Mapping[str, Any]:
    """Return a mapping as it is, and an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}
