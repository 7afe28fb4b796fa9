"""From what each route found to the few entries that a scene gets.

The routes (trigger keys, full text, meaning) rank on scales that can't be compared, so their ranks are joined,
not their scores: reciprocal rank fusion (Cormack, Clarke and Büttcher 2009), in which full text counts twice. The order
is fixed by the entries alone; nothing here is random and nothing is read from disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from storyteller_agents.lore.entry import LoreEntry
from storyteller_agents.lore.segment import estimate_tokens

K = 5
"""How much the first ranks of a route count over the later ones, the less the more.

The paper's 60 is for runs of a thousand documents and puts what is third on two routes before what is first on one.
Measured on sections of tales as entries and questions as queries (FairytaleQA, 16 tales of its training part), hybrid
with 60, 20, 5 and 2: mean reciprocal rank .744, .749, .766 and .771; full text alone .761, vectors alone .637.
"""
TEXT_WEIGHT = 2.0
"""Full text counts twice as much as each other route: names and rare words are what lore is asked for by."""

MEANING_FLOOR = 0.2
"""Cosine similarity under which an entry counts as unrelated: a vector search always finds something."""


@dataclass(frozen=True)
class Hit:
    """An entry that a search chose.

    Attributes:
        score: joined score of all routes; only the order means anything.
        reasons: by which routes it came, e.g. ``trigger key 'north lamp'`` or ``meaning: 0.61 (rank 1)``.
        tokens: about how many tokens `entry.passage` takes in a prompt.
    """

    entry: LoreEntry
    score: float
    reasons: list[str]
    tokens: int


@dataclass(frozen=True)
class Choice:
    """What a search chose, and what it left out because the budget or the limit was reached; both best first."""

    hits: list[Hit]
    left_out: list[Hit]


@dataclass
class _Candidate:
    entry: LoreEntry
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Route:
    """What one route found: ids, best first, each with the reasons to show; and how much the route counts."""

    found: Sequence[tuple[str, list[str]]]
    weight: float = 1.0


def trigger_routes(named: Sequence[tuple[str, list[str]]], brought: Sequence[tuple[str, list[str]]]) -> list[Route]:
    """Return the triggers' findings; what only other entries brought up counts half."""
    return [Route(named), Route(brought, 0.5)]


def text_route(found: Iterable[tuple[str, list[str]]]) -> Route:
    """Return the full text's findings with their reasons."""
    route = []
    for rank, (name, words) in enumerate(found, start=1):
        told = f": {', '.join(words[:8])}" if words else ""
        route.append((name, [f"full text{told} (rank {rank})"]))
    return Route(route, TEXT_WEIGHT)


def meaning_route(found: Iterable[tuple[str, float]]) -> Route:
    """Return the vectors' findings with their reasons; those that are too far off are left out."""
    near = [(name, similarity) for name, similarity in found if similarity >= MEANING_FLOOR]
    return Route(
        [(name, [f"meaning: {similarity:.2f} (rank {rank})"]) for rank, (name, similarity) in enumerate(near, start=1)]
    )


def choose(
    see: Callable[[str], LoreEntry | None],
    routes: Sequence[Route],
    *,
    always: Iterable[str] = (),
    budget: int | None,
    limit: int,
) -> Choice:
    """Return the hits: always-on entries first, then by joined score, as many as budget and limit allow.

    Of entries that say the same, letter for letter, the best one counts.

    Args:
        see: returns an entry by its id; None for one that may not be chosen, which is passed over then.
        routes: what each route found.
        always: ids of the entries that come whatever the routes found.
        budget: most tokens for all hits together. What does not fit is left out, and smaller ones may
            follow; None sets no limit.
        limit: most hits.
    """
    candidates = {name: _Candidate(entry, reasons=["always on"]) for name in always if (entry := see(name))}
    for route in routes:
        rank = 0
        for name, reasons in route.found:
            entry = candidates[name].entry if name in candidates else see(name)
            if entry is None:
                continue
            rank += 1
            candidate = candidates.setdefault(name, _Candidate(entry))
            candidate.score += route.weight / (K + rank)
            candidate.reasons.extend(reasons)
    choice = Choice([], [])
    said: set[str] = set()
    for candidate in sorted(candidates.values(), key=_order):
        passage = candidate.entry.passage
        if passage in said:
            continue
        said.add(passage)
        tokens = estimate_tokens(passage)
        hit = Hit(candidate.entry, round(candidate.score, 6), candidate.reasons, tokens)
        if len(choice.hits) < limit and (budget is None or tokens <= budget):
            budget = None if budget is None else budget - tokens
            choice.hits.append(hit)
        else:
            choice.left_out.append(hit)
    return choice


def _order(candidate: _Candidate) -> tuple[bool, int, float, int, str]:
    """Always-on entries by priority; the others by score, then priority; what is still equal by id."""
    entry = candidate.entry
    first = -entry.priority if entry.always else 0
    return (not entry.always, first, -round(candidate.score, 9), -entry.priority, entry.id)
