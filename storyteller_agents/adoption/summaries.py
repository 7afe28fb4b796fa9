"""What the scenes of an adopted book are about, in a model's words: goal, conflict and outcome of each, and each chapter.

One decision a call, by the role ``outliner``; the grammar keeps it to a sentence. What somebody has written on a card stays as it
is, and what is done is kept when the run is stopped: the next one asks for the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import create_model

from storyteller_agents.adoption.cards import ending
from storyteller_agents.answers import sentence
from storyteller_agents.book import Book
from storyteller_agents.context import StageContext
from storyteller_agents.errors import ArtefactError
from storyteller_agents.events import Event
from storyteller_agents.files import write_text
from storyteller_agents.session import Control, Session
from storyteller_agents.stages.planning import ask_plan
from storyteller_agents.story import Chapter, Outline, SceneCard

_STAGE = "adopt"
_OPENING, _ENDING = 1_200, 2_000
"""The characters of a scene's beginning and end that a model reads."""
_PARTS = ("goal", "conflict", "outcome")
_STARTS = 3


def summarise(
    book: Book, listen: Callable[[Event], None] | None = None, control: Control | None = None, models: Any = None
) -> int:
    """Ask for what is missing on the cards of the written scenes, and put it into outline.yaml chapter by chapter.

    Returns how many cards were filled in.

    Raises:
        BookLockedError: another process works on the book.
        Stopped: the run was stopped; what was done is kept.
        ModelError: the model can't be loaded or called.
    """
    with book.lock():
        session = Session(book, [_STAGE], listen=listen, control=control, models=models)
        try:
            return _Summaries(session).write()
        finally:
            session.close()


def missing(book: Book) -> int:
    """Return how many written scenes have a card without an outcome."""
    outline: Outline | None = book.load("outline")
    return sum(len(_to_do(book, chapter)) for chapter in outline.chapters()) if outline else 0


def _to_do(book: Book, chapter: Chapter) -> list[tuple[SceneCard, str]]:
    """Return the cards without an outcome, with the scenes that are written for them."""
    found = []
    for card in chapter.scenes:
        if not card.outcome:
            try:
                found.append((card, book.scene(card.id)))
            except ArtefactError:  # not written yet
                continue
    return found


class _Summaries:
    """One run over the book of a session."""

    def __init__(self, session: Session) -> None:
        self.session, self.book = session, session.book
        self.ctx: StageContext[Any] = StageContext(session, _STAGE, None)
        self.filled = 0

    def write(self) -> int:
        """Fill in what is missing, chapter after chapter."""
        outline: Outline | None = self.book.load("outline")
        chapters = list(outline.chapters()) if outline else []
        work = [_to_do(self.book, chapter) for chapter in chapters]
        total = sum(map(len, work))
        if total:
            self.session.begin(_STAGE, "reads the scenes for what they are about", total)
        for index, (chapter, cards) in enumerate(zip(chapters, work, strict=True)):
            last = chapter.scenes[-1].id if chapter.scenes else ""
            if cards or self._is_quoted(chapter, last):
                self._chapter(index, cards, total)
        return self.filled

    def _is_quoted(self, chapter: Chapter, last: str) -> bool:
        """Whether a chapter's summary is still the last sentence of its last scene."""
        try:
            return bool(last) and chapter.summary == ending(self.book.scene(last), self.book.language)
        except ArtefactError:
            return False

    def _chapter(self, index: int, cards: list[tuple[SceneCard, str]], total: int) -> None:
        done: dict[str, dict[str, str]] = {}

        def fill(item: tuple[SceneCard, str]) -> None:
            card, text = item
            done[card.id] = self._card(card, text)
            self.session.item_done(_STAGE, card.id, card.title, total)

        try:
            self.ctx.side_by_side(fill, cards)
        finally:
            if done:
                self._save(done)
        outline = self.book.load("outline")
        chapter = outline.chapters()[index] if index < len(outline.chapters()) else None
        if chapter and chapter.scenes and self._is_quoted(chapter, chapter.scenes[-1].id):
            self._save({}, index, self._summary(chapter, index))

    def _card(self, card: SceneCard, text: str) -> dict[str, str]:
        """Ask for goal, conflict and outcome; what the card says already is not asked."""
        found = {part: getattr(card, part) for part in _PARTS}
        passage = text if len(text) <= _OPENING + _ENDING else f"{text[:_OPENING]}\n[…]\n{text[-_ENDING:]}"
        for part in _PARTS:
            if not found[part]:
                said = [value for value in found.values() if value]
                found[part] = self._ask(
                    "adopt-scene", card.cast, passage, card.id, part, said=said, passage=passage, part=part,
                    cast=card.cast,
                )  # fmt: skip
        return found

    def _summary(self, chapter: Chapter, index: int) -> str:
        outcomes = [card.outcome for card in chapter.scenes if card.outcome]
        if len(outcomes) < 2:
            return outcomes[0] if outcomes else chapter.summary
        cast = [name for card in chapter.scenes for name in card.cast]
        common = sorted(dict.fromkeys(cast), key=lambda name: -cast.count(name))
        return self._ask("adopt-chapter", common, " ".join(outcomes), index, chapter=chapter.title, outcomes=outcomes)

    def _ask(
        self, prompt: str, cast: list[str], known: str, /, *seed: Any, said: list[str] | None = None, **about: Any
    ) -> str:
        shape = sentence(20, 160, starts=cast[:_STARTS], language=self.ctx.language)
        schema = create_model("Told", told=(shape, ...))
        answer = ask_plan(
            self.ctx, schema, prompt, *seed, max_tokens=90, earlier=said or [], names=[known, *cast],
            language=self.ctx.language_name, **about,
        )  # fmt: skip
        return str(answer["told"])

    def _save(self, done: dict[str, dict[str, str]], index: int = -1, summary: str = "") -> None:
        """Put what was found into outline.yaml as it stands by now; what somebody has filled in meanwhile stays."""
        outline: Outline = self.book.load("outline").model_copy(deep=True)
        before: tuple[str, str] | None = None
        for card in outline.cards():
            if before and card.before == before[0]:
                card.before = before[1]
            old = card.after
            if card.id in done and not card.outcome:
                for part, text in done[card.id].items():
                    setattr(card, part, getattr(card, part) or text)
                card.after = card.outcome
                self.filled += 1
            before = (old, card.after)
        if summary:
            outline.chapters()[index].summary = summary
        write_text(*self.book.render("outline", outline))
