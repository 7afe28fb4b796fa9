"""`storyteller` answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ["torch", "transformers", "chromadb", "langgraph", "langchain_core", "sentence_transformers", "peft", "numpy"]
AT_ONCE = [["--help"], ["plugins", "list"], ["plugins", "list", "--json"], ["pipeline", "show"], ["model", "list"]]

SCRIPT = """
import atexit, sys
heavy = sys.argv.pop(1).split(",")
atexit.register(lambda: print("heavy:", *(name for name in heavy if name in sys.modules), file=sys.stderr))
from storyteller_agents.cli.main import main
main()
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=60, env={**os.environ, "COLUMNS": "200"}
    )


@pytest.mark.parametrize("arguments", AT_ONCE, ids=" ".join)
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    done = run("-c", SCRIPT, ",".join(HEAVY), *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert done.stderr.splitlines()[-1] == "heavy:"


def test_importing_the_package_imports_next_to_nothing() -> None:
    done = run(
        "-c", "import sys, storyteller_agents; print([name for name in ('pydantic', 'typer') if name in sys.modules])"
    )
    assert done.stdout == "[]\n"
