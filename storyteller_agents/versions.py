"""The versions of a scene that is written again: what there is to say of each, and what came of the choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from storyteller_agents.book import Book
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState
from storyteller_agents.difference import by_lines
from storyteller_agents.errors import BookError, did_you_mean
from storyteller_agents.language import count_words
from storyteller_agents.notes import Wish
from storyteller_agents.story import Finding, SceneCard


@dataclass(frozen=True)
class Version:
    """One version of a scene to choose from; number 0 is the one that stands in the book.

    Attributes:
        score: as the book's scorer gives it, with the `total` among its parts.
        findings: what the rules object to, within the whole story.
        file: where the version is kept in the history, if it was not chosen.
    """

    number: int
    text: str
    words: int
    score: Mapping[str, float]
    findings: Sequence[Finding]
    file: str = ""


Choose = Callable[[Sequence[Version], int], int]
"""Given all versions and the number of the best new one, returns the number of the one to keep."""


@dataclass(frozen=True)
class Redone:
    """What came of it.

    Attributes:
        chosen: number of the version that was kept; 0 where the old one stays, None where there was but one.
        before, after: the whole texts of the scene's file.
        kept: where the old version is in the history; empty where it stays.
        versions: the one before and the new ones.
        findings: those that are still open on the scene.
        wish: what was asked for.
    """

    scene: str
    title: str
    file: str
    before: str
    after: str
    kept: str
    chosen: int | None
    versions: Sequence[Version]
    findings: Sequence[Finding]
    wish: Wish

    @property
    def difference(self) -> str:
        """The change as a unified diff."""
        return by_lines(self.before, self.after, self.file)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        versions = [
            asdict(version) | {"findings": [one.model_dump(mode="json") for one in version.findings]}
            for version in self.versions
        ]
        found = [finding.model_dump(mode="json") for finding in self.findings]
        own = {name: getattr(self, name) for name in ("scene", "title", "file", "kept", "chosen", "before", "after")}
        return own | {**self.wish.model_dump(), "versions": versions, "findings": found, "diff": self.difference}


def find_scene(book: Book, name: str) -> SceneCard:
    """Return the card of a scene by its id, or by its number: ``7`` is ``0007``.

    Raises:
        BookError: there is none.
    """
    outline = book.load("outline")
    cards = {card.id: card for card in outline.cards()} if outline else {}
    if name in cards:
        return cards[name]
    for card in cards.values():
        if name.isdecimal() and card.id.isdecimal() and int(name) == int(card.id):
            return card
    if not cards:
        raise BookError(f"{book.path}: there are no scenes yet. Run: storyteller draft {book.path}")
    known = list(cards)
    near = did_you_mean(name.zfill(len(known[0])) if name.isdecimal() else name, known)
    raise BookError(f"{book.path}: there is no scene {name!r}{near}; there are {known[0]} to {known[-1]}.")


def examined(
    ctx: StageContext[Any],
    card: SceneCard,
    texts: Sequence[str],
    scores: Sequence[Mapping[str, float]],
    reads: Iterable[str],
) -> list[Version]:
    """Return the version of a scene in the book and the new ones, examined as the critic examines scenes.

    Args:
        ctx: of the stage that wrote them.
        card: the scene.
        texts, scores: the new versions.
        reads: what that stage reads.
    """
    from storyteller_agents.checks.check import SceneText
    from storyteller_agents.stages.critic import critic, examination_of
    from storyteller_agents.stages.scoring import find_scorer

    book = ctx.book
    fields = critic.reads | set(reads)
    state = StoryState({name: book.load(name) for name in fields}, fields, ctx.stage)
    examination = examination_of(ctx, state, card)
    old = book.scene(card.id)
    before = examination.before[-1][1] if examination.before else ""
    scorer = find_scorer(ctx.config.scorer)
    scene = SceneText(card, old, book.language, state.cast, examination.names, (before,))
    rows = zip([old, *texts], [*scorer(ctx, [scene]), *scores], strict=True)
    return [
        Version(number, text, count_words(text, book.language), score, examination.findings(text))
        for number, (text, score) in enumerate(rows)
    ]
