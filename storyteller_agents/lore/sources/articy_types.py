"""What the objects of an articy:draft export need to be understood: their types, and their texts by language.

Types are defined by the export itself: every template is one, derived from a built-in class. Where the definitions
are missing, the class is guessed from what an object has. Values are never more than looked up here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.sources.loose import list_of, map_of
from storyteller_agents.lore.sources.rich_text import plain_text

CLASSES = frozenset(
    "Asset Comment Condition Dialogue DialogueFragment Document Entity FlowFragment Hub Instruction Journey Jump Link "
    "Location LocationImage LocationText Path Spot TextObject UserFolder Zone".split()
)
_SIGNS = (
    ("DialogueFragment", ("Speaker",)),
    ("Asset", ("Filename",)),
    ("Jump", ("Target", "InputPins")),
    ("Instruction", ("Expression",)),
    ("FlowFragment", ("InputPins", "Attachments")),
    ("Hub", ("InputPins",)),
    ("Comment", ("CreatedOn",)),
    ("Zone", ("Vertices",)),
    ("Spot", ("Selectability",)),
    ("Entity", ("DisplayName",)),
)
"""By which properties the class of an object is guessed."""


class Types:
    """The types that an export defines."""

    def __init__(self, definitions: Sequence[Any]) -> None:
        self._types = {
            str(map_of(one).get("Type")): map_of(one) for one in reversed(definitions) if isinstance(one, Mapping)
        }

    def class_of(self, name: str, properties: Mapping[str, Any]) -> str:
        """Return the built-in class that a type derives from; an empty text if even a guess is impossible."""
        seen: set[str] = set()
        while name not in CLASSES and name in self._types and name not in seen:
            seen.add(name)
            definition = self._types[name]
            base = str(definition.get("Class"))
            name = base if base in CLASSES else str(definition.get("InheritsFrom"))
        if name in CLASSES:
            return name
        return next((kind for kind, keys in _SIGNS if all(key in properties for key in keys)), "")

    def names(self, name: str) -> list[str]:
        """Return what a type is called: by its own name, and by its template's."""
        shown = map_of(map_of(self._types.get(name)).get("Template")).get("DisplayName")
        return [name, shown] if isinstance(shown, str) else [name]

    def property_type(self, name: str, feature: str, of: str) -> str:
        """Return the type of a feature's property, as the template of the type `name` has it."""
        features = list_of(map_of(map_of(self._types.get(name)).get("Template")).get("Features"))
        for one in features:
            if map_of(one).get("TechnicalName") == feature:
                rows = [map_of(row) for row in list_of(map_of(one).get("Properties"))]
                return next((str(row.get("Type")) for row in rows if row.get("Property") == of), "")
        return ""

    def choice(self, name: str, value: Any) -> str:
        """Return what a number means in an enumeration; an empty text if `name` is none or lacks the number."""
        enumeration = map_of(self._types.get(name))
        if enumeration.get("Class") != "Enum":
            return ""
        keys = [key for key, number in map_of(enumeration.get("Values")).items() if number == value]
        label = map_of(enumeration.get("DisplayNames")).get(keys[0]) if keys else None
        return label if isinstance(label, str) else "".join(keys[:1])


class Texts:
    """The texts of an export by key and language: English where there is any, else the project's first language.

    Attributes:
        complete: whether the texts of the package at hand are here, so that a key without a text is a fault.
    """

    def __init__(self, records: Mapping[str, Any], languages: Sequence[Any] = ()) -> None:
        self._records = records
        self._languages = [name for name in languages if isinstance(name, str)]
        self.complete = False

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and isinstance(self._records.get(key), Mapping)

    def record(self, key: str) -> Any:
        """Return all that the export says of a key: every language, voice-over, context."""
        return self._records.get(key)

    def resolve(self, value: str) -> str:
        """Return the text that a key stands for as plain text; any other text is not a key and comes back plain."""
        return next(iter(self.by_language(value).values()), "") if value in self else plain_text(value)

    def by_language(self, key: str) -> dict[str, str]:
        """Return the texts of a key that are not empty, the preferred language first."""
        record = map_of(self._records.get(key))
        found = {}
        for language, value in record.items():
            text = value.get("Text") if isinstance(value, Mapping) else value
            if language != "Context" and isinstance(text, str) and clean_line(text):
                found[language] = plain_text(text)
        return dict(sorted(found.items(), key=lambda item: self._rank(item[0])))

    def _rank(self, language: str) -> tuple[int, int]:
        folded = language.casefold().replace("_", "-")
        english = 0 if folded == "en" else 1 if folded.startswith("en-") else 2
        listed = self._languages.index(language) if language in self._languages else len(self._languages)
        return english, listed
