"""What a book is made of, in the order in which it comes into being.

Brief → Outline (acts, chapters, scene cards) → Cast → scenes → findings → companion. Every artefact is a
pydantic model; these are also the fields of the pipeline's state. Prose is not held here: the state
carries a small `TextRecord`, and the text is read from the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)


class Artefact(BaseModel):
    """Base of everything in a book: unknown keys are errors, so a typo never passes in silence."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


def _scene_id(value: Any) -> Any:
    """Accept the number that an author writes without quotes: 1 is scene "0001"."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:04d}"
    return value


SceneId = Annotated[str, Field(pattern=r"^[0-9a-z]{1,12}$"), BeforeValidator(_scene_id)]
"""A scene's id: digits and small letters, e.g. ``0001`` or ``0001a``; it starts the scene's file name."""


class Brief(Artefact):
    """What the author asks for.

    Attributes:
        premise: the idea of the story in the author's words; must not be blank.
        genre, tone, audience: free text; empty means that the pipeline chooses.
        language: ISO 639-1 code; None means the book's own (story.toml).
        must_have: things that have to occur in the story.
    """

    premise: str
    genre: str = ""
    tone: str = ""
    audience: str = ""
    language: str | None = None
    must_have: list[str] = Field(default_factory=list)

    @field_validator("premise")
    @classmethod
    def _not_blank(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("the premise is empty; say in a sentence or two what the story is about")
        return value.strip()


class SceneCard(Artefact):
    """The plan of one scene.

    Attributes:
        pov: the name of the character through whose eyes it is told.
        cast: names of the characters present.
        before, after: the state of affairs when the scene opens and when it closes.
        plants, pays_off: the threads set up here, and those resolved here.
        reminds: the threads that are mentioned in passing, so that a reader doesn't forget them.
        mood: how bright it is, from -1 (despair) to 1 (joy); its place on the book's arc, see `arcs`.
        lore: ids of the lore entries that the scene draws on.
        words: the target length in words (in characters for Chinese and Japanese).
    """

    id: SceneId
    title: str
    goal: str = ""
    conflict: str = ""
    outcome: str = ""
    pov: str = ""
    cast: list[str] = Field(default_factory=list)
    place: str = ""
    time: str = ""
    before: str = ""
    after: str = ""
    plants: list[str] = Field(default_factory=list)
    pays_off: list[str] = Field(default_factory=list)
    reminds: list[str] = Field(default_factory=list)
    mood: float | None = Field(default=None, ge=-1, le=1)
    lore: list[str] = Field(default_factory=list)
    words: int = Field(default=150, ge=1, le=20_000)

    @model_serializer(mode="wrap")
    def _without_what_is_not_set(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out keys that older cards don't have, so that these keep their digests."""
        data: dict[str, Any] = dump(self)
        return {key: value for key, value in data.items() if key not in ("reminds", "mood") or value not in (None, [])}


class Chapter(Artefact):
    """A chapter: its title, what happens in it, and its scene cards in order."""

    title: str
    summary: str = ""
    scenes: list[SceneCard] = Field(default_factory=list)


class Act(Artefact):
    """An act: its title, what it does for the story, and its chapters in order."""

    title: str
    summary: str = ""
    chapters: list[Chapter] = Field(default_factory=list)


class Person(Artefact):
    """Someone the outline needs: a name, a role in the story, and the lore entry that describes him, if any."""

    name: str = Field(min_length=1)
    role: str = ""
    lore: str | None = None


class Outline(Artefact):
    """The plan of the whole story. `logline` tells it in a sentence or two."""

    title: str
    logline: str = ""
    people: list[Person] = Field(default_factory=list)
    threads: list[str] = Field(default_factory=list)
    acts: list[Act] = Field(default_factory=list)

    @model_validator(mode="after")
    def _unique_ids(self) -> Outline:
        seen: dict[str, str] = {}
        for card in self.cards():
            if card.id in seen:
                titles = f"{seen[card.id][:60]!r} and {card.title[:60]!r}"
                raise ValueError(f"two scene cards have the id {card.id!r}: {titles}; give each its own")
            seen[card.id] = card.title
        return self

    def chapters(self) -> list[Chapter]:
        """Return all chapters in reading order."""
        return [chapter for act in self.acts for chapter in act.chapters]

    def cards(self) -> Iterator[SceneCard]:
        """Yield all scene cards in reading order."""
        for chapter in self.chapters():
            yield from chapter.scenes

    def card(self, scene: str) -> SceneCard:
        """Return the card with this id.

        Raises:
            KeyError: no card has it.
        """
        for card in self.cards():
            if card.id == scene:
                return card
        raise KeyError(scene)


class Relation(Artefact):
    """How a character stands to another one, named by `to`."""

    to: str
    kind: str


def _fact_as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else value


class Character(Artefact):
    """One member of the cast.

    Attributes:
        want, need: what he is after, and what he would have to learn.
        facts: hard facts that the prose must not contradict, e.g. ``{"age": "34", "eyes": "grey"}``.
        lore: id of the lore entry that he comes from, if any.
    """

    name: str = Field(min_length=1)
    role: str = ""
    want: str = ""
    need: str = ""
    flaw: str = ""
    voice: str = ""
    arc: str = ""
    aliases: list[str] = Field(default_factory=list)
    relations: list[Relation] = Field(default_factory=list)
    facts: dict[str, str] = Field(default_factory=dict)
    lore: str | None = None

    @field_validator("facts", mode="before")
    @classmethod
    def _facts_as_text(cls, value: Any) -> Any:
        """An author writes ``age: 34`` without quotes."""
        if isinstance(value, dict):
            return {str(key): _fact_as_text(item) for key, item in value.items()}
        return value


class Cast(Artefact):
    """The characters of the story."""

    characters: list[Character] = Field(default_factory=list)

    def get(self, name: str) -> Character | None:
        """Return the character with this name or alias, or None."""
        for character in self.characters:
            if name == character.name or name in character.aliases:
                return character
        return None


class TextRecord(Artefact):
    """A text of the book as the state knows it: where it is, not what it says.

    Attributes:
        file: path relative to the book folder.
        digest: of the text as written.
        words: its length in the unit that the language counts in.
    """

    file: str
    digest: str
    words: int


class Passage(Artefact):
    """Evidence: a quote, the scene or lore entry that it is from, and its character offsets there."""

    quote: str
    scene: str
    span: tuple[int, int]


class Finding(Artefact):
    """What the critic objects to.

    Attributes:
        id: stable across runs: the same objection to the same passage has the same id.
        rule: name of the check that fired, or ``card-goal``, ``card-conflict``, ``card-outcome`` for the model's verdict.
        severity: ``error`` must be repaired, ``warning`` should be, ``note`` is advice.
        quote, span: the passage and its character offsets in the scene's text.
        against: the other passage, when the objection is that two passages disagree.
        status: ``open``; ``repaired`` by the reviser; ``waived`` by the author.
    """

    id: str
    rule: str
    severity: Literal["error", "warning", "note"] = "warning"
    scene: SceneId
    quote: str = ""
    span: tuple[int, int] = (0, 0)
    against: Passage | None = None
    message: str = ""
    suggestion: str = ""
    status: Literal["open", "repaired", "waived"] = "open"
    why: str = ""


Findings = dict[str, list[Finding]]
"""Findings by scene id; a scene that was examined and found clean maps to an empty list."""

Scenes = dict[str, TextRecord]
"""The written scenes by id."""
