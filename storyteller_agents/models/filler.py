"""Made-up text and made-up objects for `ScriptedChatModel`: the same for the same seed, plain, and valid.

Sentences are English and grammatical, and mean nothing; objects satisfy a JSON schema. Not for stories.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Any

from storyteller_agents.errors import ModelError

ADJECTIVES = """amber bitter brave bright calm careful clever cold crooked dark deep distant dusty eager early empty
faint gentle golden grey heavy hidden hollow honest humble idle iron kind late lonely loud lucky narrow nervous
old pale patient plain proud quick quiet rough rusty sharp silent silver slow small steady strange sudden tall
tender thin tired warm weary wide wild wooden young""".split()
NOUNS = """baker boat bridge brother candle captain carpenter cart cat chapel child clerk clock coat cousin crow
daughter doctor door dog farmer ferry fiddler fisherman flag fox friend gardener gate goat guard harbour hat
horse hunter innkeeper judge key lamp lantern letter map mason mayor merchant mill miller miner mirror
neighbour nurse oar orchard painter pilot potter ribbon rider river road rope sailor scholar shepherd singer
sister smith soldier stranger tailor teacher tower traveller uncle wagon watchman weaver well widow window""".split()
VERBS = """admired answered avoided blessed borrowed bought brought called carried caught chased cleaned counted
described doubted drew feared fetched followed forgot found guarded guided heard held hid ignored kept knew
lifted lost loved mended missed noticed owned painted passed praised promised pulled pushed recognised
remembered repaired saved searched sold sought stole studied trusted visited warned watched welcomed""".split()
PLACES = """across the square|after the storm|at the edge of town|before dawn|behind the old wall|below the cliffs
beside the fire|by the frozen lake|during the festival|far from home|in the empty hall|in the long grass
in the rain|near the harbour|on the hill road|on the last day|over the marsh|past the mill|through the fog
under the bridge|until evening|without a word""".replace("\n", "|").split("|")
MAX_DEPTH = 5
"""How many definitions may lie in each other before the optional parts of a recursive schema are left out."""


def sentences(rng: Random) -> Iterator[str]:
    """Yield sentences without end; none comes twice."""
    seen: set[str] = set()
    while True:
        who, what, other = rng.sample(NOUNS, 3)
        first, second = rng.sample(ADJECTIVES, 2)
        one, two = rng.sample(VERBS, 2)
        place = rng.choice(PLACES)
        sentence = rng.choice(
            (
                f"The {first} {who} {one} the {second} {what} {place}.",
                f"{place.capitalize()} the {who} {one} a {second} {what}.",
                f"The {who} {one} the {what}, and the {first} {other} {two} it {place}.",
                f"Nobody {one} the {first} {what} that the {who} {two}.",
            )
        )
        if sentence not in seen:
            seen.add(sentence)
            yield sentence


def prose(rng: Random, words: int) -> str:
    """Return about this many words in whole, distinct sentences, a paragraph break after every few."""
    text, count, in_paragraph = "", 0, 0
    for sentence in sentences(rng):
        length = len(sentence.split())
        if text and count + length / 2 > words:
            break
        in_paragraph += 1
        broken = in_paragraph > 3 and rng.random() < 0.4
        in_paragraph = 0 if broken else in_paragraph
        text += sentence if not text else f"{chr(10) * 2 if broken else ' '}{sentence}"
        count += length
    return text


def instance(schema: Mapping[str, Any], rng: Random) -> Any:
    """Return a value that satisfies a JSON schema.

    Raises:
        ModelError: the schema uses something that can't be made up.
    """
    return _Maker(schema, rng).make(schema, 0)


class _Maker:
    """Makes up values; holds the definitions that ``$ref`` points to."""

    def __init__(self, schema: Mapping[str, Any], rng: Random) -> None:
        self._root = schema
        self._rng = rng

    def make(self, node: Any, depth: int) -> Any:
        if not isinstance(node, Mapping):
            return self._string({}, depth)
        if "$ref" in node:
            return self.make(self._resolve(str(node["$ref"])), depth + 1)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return self._rng.choice(list(node["enum"]))
        if choices := node.get("anyOf") or node.get("oneOf"):
            return self.make(self._choice(list(choices), depth), depth)
        if "allOf" in node:
            merged: dict[str, Any] = {}
            for part in node["allOf"]:
                merged |= self._resolve(str(part["$ref"])) if "$ref" in part else part
            return self.make(merged, depth)
        kind = node.get("type") or ("object" if "properties" in node else "string")
        if not isinstance(kind, str):
            kind = next((one for one in kind if one != "null"), "null")
        makers = {
            "string": self._string,
            "integer": self._integer,
            "number": self._number,
            "boolean": lambda *_: self._rng.random() < 0.5,
            "null": lambda *_: None,
            "array": self._array,
            "object": self._object,
        }
        if kind not in makers:
            raise ModelError(f"No value of the type {kind!r} can be made up; give the scripted model its responses.")
        return makers[kind](node, depth)

    def _resolve(self, reference: str) -> Mapping[str, Any]:
        node: Any = self._root
        for step in reference.removeprefix("#").strip("/").split("/"):
            node = node[step] if step else node
        return dict(node)

    def _choice(self, choices: list[Any], depth: int) -> Any:
        """Prefer a value to null, except where a recursive schema has to come to an end."""
        null = [choice for choice in choices if choice.get("type") == "null"]
        if null and depth >= MAX_DEPTH:
            return null[0]
        return self._rng.choice([choice for choice in choices if choice not in null] or choices)

    def _object(self, node: Mapping[str, Any], depth: int) -> dict[str, Any]:
        required = node.get("required", ())
        made = {
            name: self.make(part, depth)
            for name, part in node.get("properties", {}).items()
            if name in required or depth < MAX_DEPTH
        }
        free = node.get("additionalProperties", False)
        if free and "properties" not in node:
            for _ in range(max(1, node.get("minProperties", 0))):
                made[self._rng.choice([noun for noun in NOUNS if noun not in made])] = self.make(free, depth)
        return made

    def _array(self, node: Mapping[str, Any], depth: int) -> list[Any]:
        made = [self.make(part, depth) for part in node.get("prefixItems", ())]
        least = node.get("minItems", 0)
        if "items" not in node or node["items"] is False:
            return made
        most = min(node.get("maxItems", least + 3), least + 3)
        wanted = least if depth >= MAX_DEPTH else self._rng.randint(min(max(least, 1), most), most)
        seen = {json.dumps(item, sort_keys=True, default=str) for item in made}
        for attempt in range(wanted * 20):
            if len(made) >= wanted:
                break
            item = self.make(node["items"], depth)
            key = json.dumps(item, sort_keys=True, default=str)
            stuck = attempt > wanted * 10 and len(made) < least and not node.get("uniqueItems")
            if key not in seen or stuck:
                seen.add(key)
                made.append(item)
        return made

    def _string(self, node: Mapping[str, Any], depth: int) -> str:
        least, most = node.get("minLength", 0), node.get("maxLength", 400)
        if "pattern" in node or "format" in node:
            return _matching(node, self._rng)
        rng = self._rng
        text = f"{rng.choice(ADJECTIVES)} {rng.choice(NOUNS)} {rng.choice(PLACES)}".capitalize()
        for sentence in sentences(rng):
            if len(text) >= least:
                break
            text += f" {sentence}"
        while len(text) > most and " " in text and len(text.rsplit(" ", 1)[0]) >= least:
            text = text.rsplit(" ", 1)[0]
        return text[:most]

    def _integer(self, node: Mapping[str, Any], depth: int) -> int:
        step = node.get("multipleOf", 1)
        low, high = _range(node, 1)
        return self._rng.randint(-int(-low // step), int(high // step)) * step

    def _number(self, node: Mapping[str, Any], depth: int) -> float:
        low, high = _range(node, 0)
        value = self._rng.uniform(low, high)
        rounded = round(value, 2)
        inside = low < rounded < high
        return rounded if inside else value


def _range(node: Mapping[str, Any], step: int) -> tuple[float, float]:
    """Return the lowest and highest value that a schema allows; `step` is what an exclusive bound takes off."""
    low = node.get("minimum", node["exclusiveMinimum"] + step if "exclusiveMinimum" in node else None)
    high = node.get("maximum", node["exclusiveMaximum"] - step if "exclusiveMaximum" in node else None)
    if low is None:
        low = 0 if high is None or high >= 0 else high - 100
    return low, low + 100 if high is None else high


MOST_WORDS = 60
_QUOTE = ord('"')
_LETTERS = sorted(b"abcdefghijklmnopqrstuvwxyz0123456789")
_OTHERS = [byte for byte in range(32, 127) if byte not in b'"\\']


@cache
def _bytes() -> Any:
    from llguidance import LLTokenizer

    return LLTokenizer("byte")


_OPENINGS = re.compile(r"^\^\(((?:[^()|\\]|\\.)+(?:\|(?:[^()|\\]|\\.)+)*)\) ")


def _plain(pattern: str, rng: Random) -> str:
    """Return words that match the pattern of a sentence, phrase or title (see `answers`); nothing if none were found."""
    if not pattern.endswith("$"):
        return ""
    found = _OPENINGS.match(pattern)
    opening = re.sub(r"\\(.)", r"\1", rng.choice(found.group(1).split("|"))) if found else ""
    stop = "." if pattern.endswith(r"\.$") else ""
    words, fitting = opening.split(), ""
    wanted = len(words) + rng.randint(8, 14)
    for sentence in sentences(rng):
        for word in re.findall(r"[a-z]+", sentence.lower()):
            words.append(word)
            text = " ".join(words) + stop
            text = text if opening else text[:1].upper() + text[1:]
            if re.fullmatch(pattern, text):
                fitting = text
            elif fitting or len(words) > MOST_WORDS:
                return fitting
            if fitting and len(words) >= wanted:
                return fitting
    return fitting


def _matching(node: Mapping[str, Any], rng: Random) -> str:
    """Return a string that matches a pattern or format: plain words where they do, else a random walk through llguidance's grammar."""
    if plain := _plain(str(node.get("pattern", "")), rng):
        return plain
    import numpy as np
    from llguidance import LLMatcher

    rule = {key: node[key] for key in ("pattern", "format", "minLength", "maxLength") if key in node}
    matcher = LLMatcher(_bytes(), LLMatcher.grammar_from_json_schema({"type": "string", **rule}), log_level=0)
    written = bytearray()
    for _ in range(2000):
        if matcher.is_stopped() or matcher.is_error():
            break
        allowed = np.unpackbits(np.frombuffer(matcher.compute_bitmask(), np.uint8), bitorder="little")[:256].tobytes()
        # A quote ends the string: take it where it may stand, and letters before what is hard to read.
        ends = [_QUOTE] if allowed[_QUOTE] and rng.random() < 0.3 else []
        token = rng.choice(
            ends
            or [byte for byte in _LETTERS if allowed[byte]]
            or [byte for byte in _OTHERS if allowed[byte]]
            or [byte for byte in range(256) if allowed[byte]]
        )
        matcher.consume_token(token)
        written.append(token)
    try:
        return str(json.loads(written.decode()))
    except ValueError as error:
        raise ModelError(f"No string for {rule} can be made up; give the scripted model its responses.") from error
