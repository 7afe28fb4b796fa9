"""What each stage of a draft took: time, model calls, tokens, retries, findings and repairs, out of story.lock.

The figures are of the results that stand in the book now: what was written again has replaced its older record, and a
call that ended in no result has none. Records of older versions hold tokens only; what they don't tell is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from storyteller_agents.lockfile import Record, stage_of


@dataclass(frozen=True)
class Effort:
    """What a stage, or a whole book, took.

    Attributes:
        stage: its name.
        results: how many results it has in the book.
        unknown: how many of them were recorded without time and calls, by an older version.
        elapsed: seconds on the clock; what ran side by side counts once.
        worked: the seconds of all results together; what ran side by side counts for each.
        model: those of them in which a model call ran.
        share: `model` as a share of `worked`, 0 to 1.
        calls, retries, failed: model calls; those that asked again; those that gave no answer.
        tokens_in, tokens_out: of all calls.
        open, repaired: findings that it left open, and that it repaired; None for a stage that has none to do with them.
    """

    stage: str
    results: int
    unknown: int
    elapsed: float | None
    worked: float | None
    model: float | None
    share: float | None
    calls: int | None
    retries: int | None
    failed: int | None
    tokens_in: int
    tokens_out: int
    open: int | None
    repaired: int | None

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain data; seconds to a tenth."""
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}


def by_stage(records: Mapping[str, Record], order: Sequence[str] = ()) -> list[Effort]:
    """Return the effort of every stage that has a record: those of `order` first, then the others by name."""
    stages: dict[str, list[Record]] = {}
    for key in sorted(records):
        stages.setdefault(stage_of(key), []).append(records[key])
    names = [name for name in order if name in stages]
    return [effort_of(name, stages[name]) for name in (*names, *sorted(stages.keys() - set(names)))]


def effort_of(name: str, records: Sequence[Record]) -> Effort:
    """Return the effort of some records together."""
    timed = [record.effort for record in records if "began" in record.effort]
    judged = any(output.startswith("findings/") for record in records for output in record.outputs)

    def total(figure: str, known: bool = bool(timed)) -> float | None:
        return sum(effort.get(figure, 0.0) for effort in timed) if known else None

    def count(figure: str, known: bool = bool(timed)) -> int | None:
        found = total(figure, known)
        return None if found is None else int(found)

    worked, model = total("seconds"), total("model")
    return Effort(
        stage=name,
        results=len(records),
        unknown=len(records) - len(timed),
        elapsed=_covered((one["began"], one["began"] + one.get("seconds", 0.0)) for one in timed) if timed else None,
        worked=worked,
        model=model,
        share=min(1.0, model / worked) if worked and model is not None else None,
        calls=count("calls"),
        retries=count("retries"),
        failed=count("failed"),
        tokens_in=sum(record.tokens.get("input", 0) for record in records),
        tokens_out=sum(record.tokens.get("output", 0) for record in records),
        open=count("open", bool(timed) and judged),
        repaired=count("repaired", bool(timed) and judged),
    )


def _covered(spans: Iterable[tuple[float, float]]) -> float:
    """Return the length of what spans cover together."""
    covered, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        covered += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return covered
