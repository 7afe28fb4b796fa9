"""The README is true: its examples run, its tables and file map list what is there, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from storyteller_agents import Book, creation, settings
from storyteller_agents.cli.main import app
from storyteller_agents.review.review import review
from storyteller_agents.review.text import open_text

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def table(heading: str) -> list[str]:
    """Return the first cells of the table below a heading, without code marks."""
    part = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [row.split("|")[1].strip().strip("`") for row in part.split("\n") if row.startswith("| `")]


def commands(group: typer.core.TyperGroup, prefix: str = "storyteller") -> list[str]:
    found = []
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        found += commands(command, f"{prefix} {name}") if inner else [f"{prefix} {name}"]
    return found


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_examples_run(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for module in (settings, creation):
        monkeypatch.setattr(module, "DEFAULT_BASE", "scripted")
    exec(
        compile(blocks("python")[number], f"README python {number}", "exec", dont_inherit=True), {"__name__": "readme"}
    )


def test_the_example_of_a_check_says_what_the_program_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manuscript, said = next(pair for pair in pairwise(blocks("text")) if pair[0].startswith("# Chapter 1"))
    (tmp_path / "novel.md").write_text(manuscript, encoding="utf-8")
    env = {**os.environ, "COLUMNS": "200", "STORYTELLER_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "storyteller_agents", "check", "novel.md"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=env, timeout=120)
    assert (done.stdout + done.stderr).split() == said.split()


def test_toml_examples_are_valid_settings() -> None:
    shown = [block for block in blocks("toml") if "[book]" in block]
    assert shown
    for block in shown:
        settings.parse_settings(tomllib.loads(block))


def test_every_command_is_in_the_table_and_no_other() -> None:
    listed = {" ".join(word for word in row.split() if word.islower()) for row in table("Commands")}
    known = set(commands(typer.main.get_command(app)))  # type: ignore[arg-type]
    assert listed == known - {"storyteller check text"} | {"storyteller check"}  # what the short form stands for


def test_every_setting_is_in_the_table() -> None:
    sections = {
        "book": settings.BookSettings,
        "models.<role>": settings.ModelSettings,
        "engine": settings.EngineSettings,
        "pipeline": settings.PipelineSettings,
        "lore": settings.LoreSettings,
    }
    wanted = {f"{section}.{name}" for section, model in sections.items() for name in model.model_fields}
    assert {row for row in table("Settings") if not row.startswith("stages.")} == wanted


def test_every_stage_setting_is_in_the_table() -> None:
    from storyteller_agents.pipeline.plan import make_plan

    plan = make_plan(settings.Settings(pipeline=settings.PipelineSettings(plugins=())))
    wanted = {f"stages.{stage.name}.{name}" for stage in plan.stages for name in type(stage.config).model_fields}
    assert {row for row in table("Settings") if row.startswith("stages.")} == wanted


def test_the_file_map_is_true() -> None:
    """Every path on the map exists, and every module of the package is on it or below a folder that is."""
    block = next(block for block in blocks("text") if "storyteller_agents/" in block and "pyproject.toml" in block)
    stack: list[str] = []
    listed: set[str] = set()
    for line in block.splitlines():
        name = line.split("#")[0].rstrip()
        if not name.strip():
            continue
        depth = (len(name) - len(name.lstrip())) // 2
        stack = [*stack[:depth], name.strip().rstrip("/")]
        listed.add("/".join(stack))
    missing = [path for path in listed if not (ROOT / path).exists()]
    assert missing == []
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    modules = [path for path in tracked if path.startswith("storyteller_agents/") and path.endswith(".py")]
    folders = {"/".join(path.split("/")[:-1]) for path in listed}
    for path in modules:
        folder, _, file = path.rpartition("/")
        if file != "__init__.py" and folder in folders:
            assert path in listed, f"{path} is not on the map"


def test_local_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


def test_shell_examples_name_real_commands() -> None:
    known = [*commands(typer.main.get_command(app)), "storyteller check"]  # type: ignore[arg-type]
    for block in blocks("sh"):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["storyteller"]:
                called = " ".join(["storyteller", *words[1:3]])
                assert any(called.startswith(command) for command in known), line


def run_shell(block: str, book: str, fails: int = 0) -> list[Any]:
    """Run the `storyteller` lines of an example on `book`, in the current folder; all end with the code `fails`."""
    from typer.testing import CliRunner

    done = []
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["storyteller"]:
            done.append(CliRunner().invoke(app, [book if word == "my-book" else word for word in words[1:]]))
            assert done[-1].exit_code == fails, (line, done[-1].output, done[-1].exception)
    return done


@pytest.fixture
def empty_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A book of a folder `home`, which is the current one."""
    (tmp_path / "home" / "book" / "lore").mkdir(parents=True)
    (tmp_path / "home" / "book" / "story.toml").write_text('[book]\ntitle = "Test"\n[lore]\nembeddings = "none"\n')
    monkeypatch.chdir(tmp_path / "home")
    return "book"


def test_an_author_s_example_runs(empty_book: str, tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "Mara Quill.md").write_text("She keeps the lamp of [[Sallow Quay]].\n")
    Path("factions.csv").write_text("Name,Creed\nLamp Guild,They keep the lights burning on every cliff.\n")
    run_shell(next(block for block in blocks("sh") if "--in-place" in block), empty_book)
    entries = Book.open(empty_book).lore.entries()
    assert {entry.title for entry in entries.values()} == {"Mara Quill", "Lamp Guild"}


def test_the_way_from_the_first_question_to_an_epub_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of "Write a book with it", in their order, on a book of the scripted model, edited on the way."""
    monkeypatch.chdir(tmp_path)
    for module in (settings, creation):
        monkeypatch.setattr(module, "DEFAULT_BASE", "scripted")
    section = README.split("## Write a book with it\n", 1)[1].split("\n## ", 1)[0]
    book, toml = Path("my-book"), Path("my-book/story.toml")
    for block in re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
        if "storyteller status" in block:
            card = list(Book.open(book).load("outline").cards())[4]
            outline = (book / "outline.yaml").read_text()
            (book / "outline.yaml").write_text(outline.replace(f"title: {card.title}\n", "title: The Fog Bell\n"))
        if "check waive" in block:
            scene = next(book.glob("scenes/0002-*.md"))
            scene.write_text(scene.read_text() + "\nTom Reed died in the flood. A year went by. Tom Reed laughed.\n")
            found = review(open_text(book), rules=["dead-acts"]).findings[0].id
            run_shell(block.partition("\n")[0], "my-book", fails=1)
            block = re.sub(r"waive \w+", f"waive {found}", block.partition("\n")[2])
        if "approve" in block:
            toml.write_text(toml.read_text() + '\n[pipeline]\napprove = ["outliner"]\n')
            run_shell("storyteller draft my-book --refresh --overwrite outline", "my-book")
        done = run_shell(block, "my-book")
        if "storyteller status" in block:
            assert "card 0005 changed: title" in " ".join(done[0].stdout.split())
    assert Path("report.html").is_file()
    assert len(list(Path().glob("*.epub"))) == 1


def test_a_studio_s_example_runs(empty_book: str, postgres: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    postgres.run("create database codex")
    postgres.run(
        "create table houses (id serial primary key, name text, motto text)",
        "insert into houses (name, motto) values ('House Wren', 'Small wings and a long memory.')",
        """create table npcs (id serial primary key, name text, aliases text[], bio text,
                              house_id integer references houses (id), standing text, born integer)""",
        """insert into npcs (name, aliases, bio, house_id, standing, born) values
           ('Ada Wren', '{"the Wren"}', 'She maps the tunnels under the market, and sells each map twice.', 1, 'high', 812),
           ('Tom Reed', '{}', 'He tells sailors only lies.', 1, 'low', 809)""",
        "create table quests (id serial primary key, title text, body text, status text)",
        """insert into quests (title, body, status) values ('The Dry Well', 'Something sings in the well.', 'final'),
           ('Untitled', 'Rats?', 'draft')""",
        database="codex",
    )
    monkeypatch.setenv("LORE_DB", postgres.url("codex"))
    done = run_shell(next(block for block in blocks("sh") if "env:LORE_DB" in block), empty_book)
    assert "5 entries" in done[0].stderr
    shown = tomllib.loads(next(block for block in blocks("toml") if "env:LORE_DB" in block))
    written = tomllib.loads(Path(empty_book, "story.toml").read_text())
    assert written["lore"]["sources"][0] == shown["lore"]["sources"][0]
    ada = Book.open(empty_book).lore.by_name("the Wren")
    assert Book.open(empty_book).lore.get("the-dry-well") is not None
    assert ada is not None and [relation.to for relation in ada.relations] == ["houses-1"]


def test_the_prompts_and_worlds_it_speaks_of_are_there() -> None:
    from storyteller_agents.resources import worlds

    assert set(worlds()) == {"lantern-coast", "yunmeng-du"}
    assert all(name in README for name in worlds())


def test_python_version_is_the_one_declared() -> None:
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text()
    assert "Python 3.11" in README
    assert sys.version_info >= (3, 11)
