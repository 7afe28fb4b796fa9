"""Notes of an Obsidian vault: what front matter and Markdown say together, as the mapping that an entry is read from.

Format: help.obsidian.md (properties, aliases, tags, and links in any of them). A link is not looked up: it leads to
the id that a note of that name gets if its front matter gives it no other one. How a body becomes prose is told by
`wiki_text`, and how an entry becomes a note by `vault`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import FIELDS, KINDS, Relation, slug
from storyteller_agents.lore.sources.documents import parse_json
from storyteller_agents.lore.sources.wiki_text import LINK, LinkTarget, Reading

EXACT = "storyteller"
"""The front matter key that holds, as JSON, what would be read otherwise if it stood there in the usual way."""

_SAME = {
    "person": "npc pc character protagonist antagonist hero heroine villain deity 人物 角色",
    "place": "location settlement city town village region country landmark building 地点 地點 场所 場所",
    "faction": "organisation organization group guild clan 组织 組織 势力 勢力 派系",
    "object": "item artefact artifact weapon relic 物品 道具",
    "event": "battle war incident 事件",
    "rule": "law mechanic 规则 規則",
    "concept": "idea term magic religion culture 概念",
    "language": "dialect 语言 語言",
}
_KINDS = {word: kind for kind, words in _SAME.items() for word in words.split()} | {kind: kind for kind in KINDS}
_KIND_KEYS = ("type", "category")
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_LONGEST_TITLE = 200


def links(body: str) -> list[Relation]:
    """Return the relations that a note's links and embeds stand for, each once, the typed ones first."""
    return list(dict.fromkeys(Reading(body).relations))


def plain(body: str) -> str:
    """Return a note's body as prose, in Markdown but without what only Obsidian and its plugins read."""
    reading = Reading(body)
    return reading.whole(reading.text).strip()


def note(data: Mapping[str, Any], body: str, name: str) -> dict[str, Any]:
    """Return the front matter and the body of a note as the mapping that `read_entry` takes.

    Args:
        data: the front matter.
        body: the Markdown below it.
        name: the note's name, its title if it has no heading and no other title.
    """
    found = {key: value for key, value in data.items() if not (key in FIELDS and value is None)}
    exact = _exact(found)
    reading = Reading(body)
    _take_title(found, reading)
    text = reading.whole(reading.text).strip()
    if text and isinstance(found.get("text", ""), str | int | float):
        found["text"] = "\n\n".join(str(part) for part in (found.get("text"), text) if part)
    _take_names(found)
    _take_kind(found, reading.tags)
    _take_relations(found, reading)
    for key, items in (("embeds", reading.embeds), ("comments", reading.comments), ("queries", reading.queries)):
        if items:
            found[key] = [*_listed(found.get(key)), *dict.fromkeys(items)]
    if any(key not in FIELDS for key in found):
        found.setdefault("title", clean_line(name)[:_LONGEST_TITLE] or "Untitled")
    extra = exact.pop("extra", None)
    if isinstance(extra, dict):
        # A NUL makes a name that no field has; `read_entry` cleans it away again.
        found = {key: found[key] for key in FIELDS if key in found} | {f"\x00{key}": extra[key] for key in extra}
    return found | {key: exact[key] for key in FIELDS if key in exact}


def _exact(data: dict[str, Any]) -> dict[str, Any]:
    """Take what `vault.write_note` put aside out of the front matter; somebody else's property of that name stays."""
    try:
        held = parse_json(data[EXACT]).data if isinstance(data.get(EXACT), str) else None
    except ArtefactError:
        return {}
    if not isinstance(held, dict):
        return {}
    del data[EXACT]
    return held


def _take_title(data: dict[str, Any], reading: Reading) -> None:
    """Make the first heading the title if there is none; a heading on top that only repeats it goes from the text."""
    heading = _HEADING.search(reading.text)
    if heading is None:
        return
    words, _, closing = heading[1].rstrip().rpartition(" ")
    title = clean_line(reading.whole(words if words and not closing.strip("#") else heading[1]))
    is_short = len(title) <= _LONGEST_TITLE
    if is_short and title == data.get("title", title) and not reading.text[: heading.start()].strip():
        reading.text = reading.text[heading.end() :]
    if title:
        data.setdefault("title", title[:_LONGEST_TITLE])


def _take_names(data: dict[str, Any]) -> None:
    """Gather `aliases` and `alias`; in one text they stand with commas between them, as Obsidian has them."""
    found: list[Any] = []
    for key in ("aliases", "alias"):
        value = data.pop(key, None)
        items = value.split(",") if isinstance(value, str) else _listed(value)
        found += [item for item in items if item is not None and item != "" and not _is_blank(item)]
    if found:
        data["aliases"] = found


def _take_kind(data: dict[str, Any], body_tags: list[str]) -> None:
    """Gather the tags of front matter and body, and find the kind that a property or a tag names."""
    tags: list[Any] = []
    for key in ("tags", "tag"):
        value = data.pop(key, None)
        for item in re.split(r"[\s,]+", value) if isinstance(value, str) else _listed(value):
            tags.append(str(item).strip().lstrip("#") if isinstance(item, str | int | float) else item)
    once = dict.fromkeys(tag for tag in [*tags, *body_tags] if isinstance(tag, str) and tag)
    tags = [*once, *(tag for tag in tags if isinstance(tag, list | dict))]
    if tags:
        data["tags"] = tags
    given = data.get("kind")
    named = [given] if given is not None else [*(data.get(key) for key in _KIND_KEYS), tags]
    words = [item for value in named for item in _listed(value) if isinstance(item, str)]
    parts = [part for word in words for part in LINK.sub(lambda found: LinkTarget(found[2]).shown, word).split("/")]
    if kind := next(filter(None, map(_kind_of, parts)), None):
        data["kind"] = kind


def _kind_of(word: str) -> str | None:
    word = word.strip().casefold()
    forms = (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y")
    return next((_KINDS[form] for form in forms if form in _KINDS), None)


def _take_relations(data: dict[str, Any], reading: Reading) -> None:
    """Add the relations of properties that are links, and of the body, to those that are written out."""
    written: list[list[Any]] = [
        _property_links([item], "related to") or [item] for item in _listed(data.get("relations"))
    ]
    known: list[Any] = [item for items in written for item in items]
    pairs = {(str(item.get("to")), str(item.get("kind") or "related to")) for item in known if isinstance(item, dict)}
    found = [item for key, value in data.items() if key not in FIELDS for item in _property_links(value, key)]
    fresh = [item for item in dict.fromkeys([*found, *reading.relations]) if (item.to, item.kind) not in pairs]
    if known or fresh:
        data["relations"] = [*known, *fresh]


def _property_links(value: Any, kind: str) -> list[Relation]:
    """Return the relations of a property that is a link or a list of them; unquoted ones are lists in a list."""
    if isinstance(value, str):
        match = LINK.fullmatch(value.strip())
        name = LinkTarget(match[2]).name if match else ""
        return [Relation(to=slug(name)[:200], kind=clean_line(kind) or "related to")] if name else []
    if not isinstance(value, list):
        return []
    if len(value) == 1 and isinstance(value[0], list) and value[0] and all(isinstance(x, str) for x in value[0]):
        return _property_links(f"[[{', '.join(value[0])}]]", kind)
    return [relation for item in value if isinstance(item, str | list) for relation in _property_links(item, kind)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not clean_line(value)
