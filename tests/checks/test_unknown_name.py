"""Names that nobody introduced are found; capitals for other reasons are not."""

from __future__ import annotations

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.unknown_name import unknown_name
from storyteller_agents.story import SceneCard

NAMES = frozenset(
    [
        "Ada Penrow",
        "Bram Colley",
        "The North Lamp",
        "A keeper on Sallow Quay finds Ruth's bell.",
        "O'Neill",
        "Penrow-Lund",
    ]
)


def found(text: str, language: str = "en", names: frozenset[str] = NAMES) -> list[str]:
    scene = SceneText(SceneCard(id="0001", title="T"), text, language, names=names)
    return [finding.quote for finding in unknown_name.findings(scene)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She met Otto at the quay.", ["Otto"]),
        ("She met Otto Varr at the quay.", ["Otto", "Varr"]),
        ("She met Otto. Then Otto left, and Otto's dog.", ["Otto"]),
        ("It was Otto’s lamp.", ["Otto"]),
        ("She said Otto’ll come.", ["Otto"]),
        ("Ada went to London with Bram.", ["London"]),
        ("“I know Otto,” she said.", ["Otto"]),
        ("Mr. Varr came. So did Dr. Quill.", ["Varr", "Quill"]),
        ("She met Ada-Otto there.", ["Otto"]),
        ("She saw Éloïse and Zoë.", ["Éloïse", "Zoë"]),
        ("The ship was the Plover.", ["Plover"]),
    ],
)
def test_unknown_names_are_found_once(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Then Ada Penrow met Bram, and Colley spoke to Penrow.",
        "It was Ada's lamp, and Bram’s. ADA, he called.",
        "They stood on Sallow Quay by the North Lamp with Ruth and Ruth’s bell.",
        "They met O’Neill and O'Neill, and Lund, and Penrow-Lund.",
        "Nobody came. Everybody slept.",
        '"Come," he said. "Wait," Ada said, "Listen."',
        "“Come.” ‘Wait.’ He said, ‘Listen to me.’",
        "One thing was left: Hope.",
        "She waited—Nothing moved. She waited -- Nothing moved. (Silence.)",
        "She waited… Nothing moved. She waited...Nothing moved. Why? Because! *Never*, she thought. _Never_.",
        "I know that I'm late, and I’ll go, and I've said so, and I’d stay, as I do.",
        "Yes, Sir. No, Madam. Thank God, Captain, the Queen and Lady Ada are here, Ma’am.",
        "He came on Monday in May, at Christmas, from the North, with Aunt Ada and Mother.",
        "The old Mr. Colley met Mrs. Colley and Dr. Penrow and St. Ruth.",
        "The tower stood. He climbed the Tower.",
        "It was the USA, the BBC and NATO.",
        "It was plan B, or C.",
        "He thought, What now? But How?",
        "",
    ],
)
def test_what_is_no_unknown_name(text: str) -> None:
    assert found(text) == []


def test_offsets_leave_the_ending_out() -> None:
    (finding,) = unknown_name.findings(SceneText(SceneCard(id="0001", title="T"), "It was Otto’s lamp."))
    assert finding.span == (7, 11)
    assert "'Otto'" in finding.message


@pytest.mark.parametrize("language", ["de", "zh", "ja", "xx"])
def test_languages_that_capitalise_other_words_or_none(language: str) -> None:
    assert found("Er sah Otto am Hafen.", language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Elle vit Otto au port."), ("es-MX", "Vio a Otto en el puerto."), ("it", "Vide Otto al porto.")],
)
def test_languages_that_capitalise_names_alone(language: str, text: str) -> None:
    assert found(text, language) == ["Otto"]
