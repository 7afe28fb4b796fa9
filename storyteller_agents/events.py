"""What happens during a draft, as small records that a program or a terminal can follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "plan",
    "loading",
    "stage",
    "skip",
    "item",
    "call",
    "token",
    "spent",
    "omitted",
    "warning",
    "failed",
    "approve",
    "done",
]
KINDS = get_args(Kind)


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    Attributes:
        kind: ``plan`` the draft begins; ``loading`` weights are fetched or converted (bytes `done` of `total`); ``stage`` a stage begins; ``skip`` a stage was up to date; ``item`` a
            scene or another item is finished; ``call`` a model call ended; ``token`` a piece of text came;
            ``spent`` a stage or item took `seconds`; ``omitted`` a prompt goes without something, since the model's
            context is too small; ``warning``; ``failed`` an item has no result, and the others go on; ``approve`` the
            draft waits for the author; ``done`` the book is up to date.
        stage: name of the stage.
        item: id of the scene, or key of the item.
        done, total: items finished and to do in this stage.
        tokens: output tokens of the call.
        seconds: how long the call or stage took.
    """

    kind: Kind
    stage: str = ""
    message: str = ""
    item: str = ""
    done: int = 0
    total: int = 0
    tokens: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        place = f"{self.stage} {self.done}/{self.total}" if self.total else self.stage
        return ": ".join(part for part in (place or self.kind, self.message) if part)
