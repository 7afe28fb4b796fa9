"""Facts that patterns can't reach, read by a model: one small question a passage, and nothing taken on trust.

The grammar leaves the model only the people whom the passage names and a closed list of attributes. A fact counts
only if its value stands in a sentence of the passage, word for word, with the person named in it; everything else is
dropped. So a model that makes things up adds nothing. The rules then treat it as any other fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from storyteller_agents.answers import one_of
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading
from storyteller_agents.canon.story import Story
from storyteller_agents.canon.worlds import split_worlds
from storyteller_agents.language import language_name
from storyteller_agents.models.roles import Models
from storyteller_agents.prompts import Prompts
from storyteller_agents.review.text import Text
from storyteller_agents.settings import parse_settings

ATTRIBUTES = ("eye colour", "hair colour", "hand", "species", "profession", "age", "birth year", "none")
"""What the model may note; those of which a person has one at a time."""
SENTENCES = 6
"""How many sentences a passage has."""
SIDE_BY_SIDE = 16
"""How many passages are asked about at once."""
MAX_TOKENS = 60

Progress = Callable[[str, int, int], None]


class _Noted(BaseModel):
    model_config = ConfigDict(extra="forbid")


def read_facts(text: Text, model: str, progress: Progress | None = None) -> list[Fact]:
    """Return the facts that a model finds in a text.

    Args:
        model: a catalogue name, a folder or a hub id.
        progress: told how many passages were read, of how many.

    Raises:
        ModelError: the model can't be found, loaded or called.
    """
    models = Models(parse_settings({"models": {"default": {"base": model, "temperature": 0}}}, "--model"))
    prompts = Prompts(None, text.language)
    passages = list(_passages(text))
    found: list[Fact] = []

    def ask(passage: tuple[Reading, int, int, list[str]]) -> list[Fact]:
        reading, start, end, people = passage
        schema = create_model(
            "Noted",
            __base__=_Noted,
            person=(one_of(people), ...),
            attribute=(one_of(ATTRIBUTES), ...),
            value=(str, Field(pattern=r"^[\w' -]{0,40}$")),
        )
        messages = prompts.render(
            "facts",
            passage=" ".join(reading.text[start:end].split()),
            people=people,
            attributes=ATTRIBUTES[:-1],
            language=language_name(text.language),
        ).messages()
        asked = models.for_role("reader", seed=0, max_tokens=MAX_TOKENS).with_structured_output(schema)
        return list(_supported(reading, start, end, dict(asked.invoke(messages))))

    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE) as callers:
        for number, facts in enumerate(callers.map(ask, passages), start=1):
            found += facts
            if progress:
                progress("Reading with the model", number, len(passages))
    return found


def _passages(text: Text) -> Iterator[tuple[Reading, int, int, list[str]]]:
    """Yield the passages of a text that name somebody, with the people named."""
    for world in split_worlds([(unit.title, unit.text) for unit in text.units]):
        units = [text.units[index] for index in world]
        story = Story([(unit.id, unit.text) for unit in units], given=text.background.given, language=text.language)
        for scene in story.scenes:
            spans = scene.reading.sentences
            for first in range(0, len(spans), SENTENCES):
                start, end = spans[first][0], spans[min(first + SENTENCES, len(spans)) - 1][1]
                mentions = scene.reading.named_between(start, end)
                people = dict.fromkeys(one.entity.name for one in mentions if one.entity.kind == "person")
                if people:
                    yield scene.reading, start, end, list(people)


def _supported(reading: Reading, start: int, end: int, noted: dict[str, Any]) -> Iterator[Fact]:
    """Yield what was noted as a fact, if a sentence of the passage bears it out."""
    value = str(noted["value"]).strip()
    if noted["attribute"] == "none" or not value:
        return
    for match in re.finditer(rf"\b{re.escape(value)}\b", reading.flat[start:end], re.IGNORECASE):
        at = start + match.start()
        first, last = reading.sentence_at(at)
        if any(one.entity.name == noted["person"] for one in reading.named_between(first, last)):
            meant = not reading.hedges(at, at + len(value))
            fact = fact_at(
                reading, (at, at + len(value)), noted["person"], noted["attribute"], value.lower(), hard=meant
            )
            yield replace(fact, source="model")
            return
