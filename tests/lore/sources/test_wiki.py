"""Notes of a vault: what links and properties say, what is prose, and entries that survive as notes."""

from __future__ import annotations

import string
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.files import join_front_matter
from storyteller_agents.lore.clean import clean_line, clean_text
from storyteller_agents.lore.entry import KINDS, Activation, Fact, LoreEntry, Problem, Relation, Source
from storyteller_agents.lore.folder import is_lore_name
from storyteller_agents.lore.sources.files import MarkdownFile
from storyteller_agents.lore.sources.source import read_file
from storyteller_agents.lore.sources.vault import write_note, write_vault
from storyteller_agents.lore.sources.wiki import links, plain

Write = Callable[..., Path]


def read(path: Path) -> list[LoreEntry | Problem]:
    return read_file(path, MarkdownFile(), path.name)


def only(path: Path) -> LoreEntry:
    (entry,) = read(path)
    assert isinstance(entry, LoreEntry), str(entry)
    return entry


def pairs(body: str) -> list[tuple[str, str]]:
    return [(relation.to, relation.kind) for relation in links(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[[Mara Quill]] and [[Mara Quill]]", [("mara-quill", "mentions")]),
        ("[[Mara Quill|the Keeper]]", [("mara-quill", "mentions")]),
        ("[[Mara Quill#Youth|young]] [[Otto^x1]]", [("mara-quill", "mentions"), ("otto", "mentions")]),
        ("[[people/keepers/Mara Quill]] [[Otto.md]]", [("mara-quill", "mentions"), ("otto", "mentions")]),
        ("| [[Mara Quill\\|Mara]] | x |", [("mara-quill", "mentions")]),
        ("[[北灯]]", [("北灯", "mentions")]),
        ("ally:: [[Mara]]", [("mara", "ally")]),
        ("- **sworn enemy**:: [[Mara]], [[Otto|him]]", [("mara", "sworn enemy"), ("otto", "sworn enemy")]),
        ("She [ally:: [[Mara]]] walks (home:: [[Wrack End]]).", [("mara", "ally"), ("wrack-end", "home")]),
        ("ally:: [[Mara]]\n\nSo says [[Mara]].", [("mara", "ally"), ("mara", "mentions")]),
        ("![[Mara]]\n![[Otto#Youth]]", [("mara", "embeds"), ("otto", "embeds")]),
        ("![[map.png|300]] [[#Here]] [[ ]] [[]] [x](y) \\[[Mara]]", []),
        ("`[[Mara]]` and\n```\n[[Otto]]\n```\n%%[[Jess]]%%", []),
        ("> [!note] On [[Mara]]\n> and [[Otto]]", [("mara", "mentions"), ("otto", "mentions")]),
    ],
)
def test_links(body: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("By [[Mara Quill]], [[Mara Quill|the Keeper]].", "By Mara Quill, the Keeper."),
        ("In [[places/Wrack End]]: [[Mara#Youth]], [[#Here]].", "In Wrack End: Mara > Youth, Here."),
        ("A\n\n![[map.png]]\n\nB ![[Otto]] C", "A\n\nB C"),
        ("A `= this.born` b `$= dv.x` and `code`.", "A b and `code`."),
        ("A\n\n```dataview\nlist from [[Mara]]\n```\n\nB", "A\n\nB"),
        ("~~~DataviewJS\n%%\n~~~\nB", "B"),
        ("```python\n%%a%% #b [[c]] ==d== ^e\n```", "```python\n%%a%% #b [[c]] ==d== ^e\n```"),
        ("Born <% tp.date.now() %> and <%*\nx\n-%> gone", "Born and gone"),
        ("Seen %%by [[Otto]]%% once.\n%%\nlong\n\nnote\n%%\nEnd", "Seen once.\nEnd"),
        ("50%% off, never closed", "50%% off, never closed"),
        ("> [!note] The Lamp\n> It burns.\n\nAfter", "The Lamp\nIt burns.\n\nAfter"),
        ("> [!quote]-\n> It burns.\n> > [!tip] Deep\n> > more\n> back", "It burns.\nDeep\nmore\nback"),
        ("> It burns.\n> Still.", "> It burns.\n> Still."),
        ("> [!info] Code\n> ```\n> x > 1\n> ```\n> end", "Code\n```\nx > 1\n```\nend"),
        ("It burns. ^a1-b\n^c3\nStill.", "It burns.\nStill."),
        ("a ==burning [[Lamp]]== b, 1 == 2 == 3", "a burning Lamp b, 1 == 2 == 3"),
        ("#npc #keeper/north, #灯\nA #npc in the #north.", "A #npc in the #north."),
        ("# Heading\n#1 and C#\n**bold** stays", "# Heading\n#1 and C#\n**bold** stays"),
        ("ally:: [[Mara]]\nstd::vector a::b", "ally: Mara\nstd::vector a::b"),
        ("a\n\n\n\nb  \n  c", "a\n\n\n\nb  \n  c"),
        ("```\nnever closed [[Mara]]", "```\nnever closed [[Mara]]"),
        ("", ""),
    ],
)
def test_plain(body: str, expected: str) -> None:
    assert plain(body) == expected


def test_a_whole_note(write: Write) -> None:
    entry = only(
        write(
            "Mara Quill.md",
            "---\naliases: null\nalias: the Keeper\ntags:\n  - npc\n  - coast/north\ncssclasses: [wide]\n"
            'ally: "[[Otto Lund|Otto]]"\nfoes:\n  - "[[Jess]]"\n  - "[[people/Tobin.md]]"\nhome: [[Wrack End]]\n'
            'cover: "[[mara.png]]"\nage: 41\n---\n# Mara ==Quill==\n#keeper #npc\n\n'
            "Keeps the [[Lamp]]. ![[lamp.png|200]] ![[mara.jpg|At the lamp]] %%ask Jess%% `= this.age`\n",
        )
    )
    assert (entry.id, entry.title, entry.kind, entry.aliases) == ("mara-quill", "Mara Quill", "person", ["the Keeper"])
    assert entry.text == "Keeps the Lamp."
    assert [(relation.to, relation.kind) for relation in entry.relations] == [
        ("otto-lund", "ally"),
        ("jess", "foes"),
        ("tobin", "foes"),
        ("wrack-end", "home"),
        ("lamp", "mentions"),
    ]
    assert entry.extra["tags"] == ["npc", "coast/north", "keeper"]
    assert entry.extra["embeds"] == ["lamp.png", "mara.jpg|At the lamp"]
    assert entry.extra["comments"] == ["ask Jess"]
    assert entry.extra["queries"] == ["= this.age"]
    assert entry.extra["cssclasses"] == ["wide"]
    assert entry.extra["age"] == 41
    assert "alias" not in entry.extra


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("tags: [quest, NPC]", "person"),
        ("tag: locations", "place"),
        ("tags: '#world/cities #x'", "place"),
        ("type: Organisation", "faction"),
        ("type: '[[Item]]'", "object"),
        ("category: [misc, Law]\ntags: npc", "rule"),
        ("kind: Character", "person"),
        ("kind: event\ntags: [npc]", "event"),
        ("tags: [dragons]", "other"),
        ("tags:", "other"),
    ],
)
def test_kinds(write: Write, front: str, kind: str) -> None:
    entry = only(write("a.md", f"---\n{front}\n---\nText.\n"))
    assert entry.kind == kind
    if front.startswith("type"):
        assert "type" in entry.extra


def test_an_unknown_kind_is_still_named(write: Write) -> None:
    (problem,) = read(write("a.md", "---\nkind: dragon\n---\nText.\n"))
    assert str(problem).startswith("a.md, line 1, kind: found 'dragon'")


def test_a_note_of_properties_alone_is_an_entry(write: Write) -> None:
    entry = only(write("Otto Lund.md", "---\ntype: npc\nage: 30\naliases: [Otto, null, '']\n---\n"))
    assert (entry.title, entry.kind, entry.text, entry.aliases) == ("Otto Lund", "person", "", ["Otto"])


def test_relations_that_are_written_out_stay_first_and_once(write: Write) -> None:
    entry = only(
        write(
            "a.md",
            "---\nrelations:\n  - {to: mara, kind: mentions}\n  - '[[Otto]]'\n---\nSo say [[Mara]] and [[Jess]].\n",
        )
    )
    assert entry.relations == [
        Relation(to="mara", kind="mentions"),
        Relation(to="otto"),
        Relation(to="jess", kind="mentions"),
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("relations: 5", "relations"),
        ("relations: [{kind: x}]", "relations.0.to"),
        ("aliases: {a: b}", "aliases"),
        ("aliases: [[a, [b]]]", "aliases"),
        ("text: {a: b}", "text"),
        ("title: [a]", "title"),
        ("facts: none", "facts"),
    ],
)
def test_properties_that_are_wrong_are_named(write: Write, front: str, expected: str) -> None:
    found = read(write("a.md", f"---\n{front}\n---\nText.\n"))
    assert found
    assert all(isinstance(item, Problem) for item in found)
    assert any(isinstance(item, Problem) and item.field.startswith(expected) for item in found)


def test_properties_that_are_odd_are_kept(write: Write) -> None:
    entry = only(write("a.md", "---\ntags: {a: 1}\nstoryteller: '[1]'\nembeds: x.png\n---\nText. ![[y.png]]\n"))
    assert entry.extra == {"tags": [{"a": 1}], "storyteller": "[1]", "embeds": ["x.png", "y.png"]}


nasty = st.sampled_from(
    "---|\n---\n|# |#tag|[[x]]|![[y.png]]|%%|\"|'|: |key:: [[z]]|> [!note] a\n|`|```\n|```dataview\n|<%|%>|==|==b==|^a1|"
    "\n|\n\n|  |\t|北灯|\u202eabc|\u2066|\u2028|\ufeff|\U0001f56f|{{x}}|${y}|\\|&a|*b|!!tag|- |? |...|~|null|007|1e3|no"
    "|\u00a0|a|b |C. |\x85|\x00|\ud800".split("|")
)
texts = st.lists(nasty | st.text(max_size=6), max_size=12).map("".join).map(lambda text: clean_text(text).strip())
lines = st.builds(lambda text, rest: clean_line(text) or rest, texts, st.text(string.ascii_letters, min_size=1))
short = lines.map(lambda text: text[:150].strip() or "x")
names = st.lists(lines, max_size=3, unique=True)
data = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
properties = st.sampled_from(
    "tags tag alias type kind category cssclasses embeds comments queries storyteller extra source title text ally".split()
)
entries = st.builds(
    LoreEntry,
    id=short,
    kind=st.sampled_from(KINDS),
    title=short,
    text=texts,
    aliases=names,
    keys=names,
    activation=st.builds(
        Activation,
        secondary=names,
        logic=st.sampled_from(["and any", "not all"]),
        probability=st.floats(0, 100),
        group=texts,
        by_recursion=st.sampled_from([True, False, "only"]),
    ),
    enabled=st.booleans(),
    relations=st.lists(st.builds(Relation, to=lines, kind=lines), max_size=3),
    facts=st.lists(st.builds(Fact, attribute=lines, value=lines, start=st.none() | lines), max_size=2),
    priority=st.integers(-1000, 1000),
    always=st.booleans(),
    source=st.just(Source(file="x")),
    extra=st.dictionaries(properties | texts, data, max_size=4),
)


def told(entry: LoreEntry) -> dict[str, Any]:
    return entry.model_dump(exclude={"source"})


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=100)
@given(entry=entries)
def test_entries_survive_as_notes(tmp_path: Path, entry: LoreEntry) -> None:
    name, text = write_note(entry)
    assert is_lore_name(name)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    assert told(only(path)) == told(entry)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=100)
@given(data=st.dictionaries(properties | texts, data, max_size=4), body=texts)
def test_any_note_gives_entries_or_problems(tmp_path: Path, data: dict[str, Any], body: str) -> None:
    path = tmp_path / "any.md"
    path.write_text(join_front_matter(data, body), encoding="utf-8", newline="")
    found = read(path)
    assert found
    assert not any("reader failed" in str(item) for item in found if isinstance(item, Problem))


def entry(name: str, **fields: Any) -> LoreEntry:
    return LoreEntry(**{"id": name, "title": name, "source": Source(file="x"), **fields})


def test_a_plain_entry_is_a_plain_note() -> None:
    name, text = write_note(entry("mara", kind="person", text="Keeps the lamp.\n\nAlone.", extra={"born": 412}))
    assert name == "mara.md"
    assert text == "---\nid: mara\ntitle: mara\nkind: person\nborn: 412\n---\n\nKeeps the lamp.\n\nAlone.\n"


def test_a_text_with_links_is_kept_in_the_front_matter() -> None:
    _, text = write_note(entry("mara", text="Sees [[Otto]] #daily"))
    assert "text: 'Sees [[Otto]] #daily'" in text
    assert "storyteller" not in text


def test_a_note_that_was_read_can_be_written_and_read_again(tmp_path: Path, write: Write) -> None:
    first = only(write("Otto.md", "---\ntags: [npc]\nally: '[[Mara]]'\n---\nSees [[Jess]]. ![[a.png]]\n"))
    _, text = write_note(first)
    assert "storyteller:" not in text
    (tmp_path / "otto.md").write_text(text, encoding="utf-8")
    assert told(only(tmp_path / "otto.md")) == told(first)


def test_names_of_files_are_safe_and_differ(tmp_path: Path) -> None:
    ids = ["Mara", "mara", "a/b", "../../etc", "con", "README first", "world.toml", "灯" * 150, "!?", "MARA ", "mara-2"]
    vault = write_vault([entry(name) for name in ids])
    assert len(vault) == len(ids)
    assert len({name.casefold() for name in vault}) == len(ids)
    for name, text in vault.items():
        assert is_lore_name(name)
        assert not set(name) & set('/\\:*?"<>|')
        assert not name.startswith(("con.", ".", "-"))
        assert len(name.encode()) < 200
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert sorted(only(tmp_path / name).id for name in vault) == sorted(name.strip() for name in ids)


def test_deep_data_survives(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(48):
        deep = [deep]
    name, text = write_note(entry("deep", extra={"deep": deep}))
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert only(tmp_path / name).extra == {"deep": deep}


def test_what_no_file_can_hold_is_refused() -> None:
    with pytest.raises(ArtefactError, match="mara: can't be kept as YAML"):
        write_note(entry("mara", extra={"half": "\ud83d"}))
    with pytest.raises(ArtefactError, match="mara: can't be written as a note; extra would not come back"):
        write_note(entry("mara", extra={"bell": "a\x07"}))


@pytest.mark.parametrize(
    "piece",
    ["%%", "<%", "[[", "`", "``` ", "``` \n", "[a::", "(a:: ", "==a", "==", "> ", ">", "#", "# ", "#a", "^a ", "[[a]] ",
     "a::[[b]] ", "`a\n\n", "~~~\n", "> [!a]\n", " ", "# a#", "*", "![[a|", "%%a<%`", "[!a] "],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    begin = time.process_time()
    plain(piece * (200_000 // len(piece)) + "b")
    assert time.process_time() - begin < 10
