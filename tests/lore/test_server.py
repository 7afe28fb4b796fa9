"""A Chroma server in place of the folder: the same results, and readers may use it too."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents.lore.store import Lore
from storyteller_agents.settings import LoreSettings

Open = Callable[..., Lore]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of our own on a free port of the loopback."""
    program = Path(sys.executable).with_name("chroma")
    if not program.exists() and not shutil.which("chroma"):
        pytest.skip("the chroma program is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(program),
        "run",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--path",
        str(tmp_path_factory.mktemp("server")),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                pytest.skip("the chroma server did not start")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_the_same_results_as_from_a_folder(
    server: str, open_lore: Open, coast: None, embedder: Any, warned: list[str]
) -> None:
    queries = ["cracked bronze bell", "who tends the lamp", "eel harbour", "fish"]
    local = open_lore(embedder=embedder)
    remote = open_lore(embedder=embedder, settings=LoreSettings(chroma_url=server))
    assert [remote.search(query) for query in queries] == [local.search(query) for query in queries]
    embedder.texts.clear()
    reader = open_lore(embedder=embedder, settings=LoreSettings(chroma_url=server), writable=False)
    assert [reader.search(query) for query in queries] == [local.search(query) for query in queries]
    assert len(embedder.texts) == 2 * len(queries)
    other = open_lore(embedder=type(embedder)("other", 32), settings=LoreSettings(chroma_url=server))
    assert other.search("cracked bronze bell")[1].entry.id == "bell"
    assert warned == ["the vector index is built again: the embedding model changed from 'words' to 'other'"]
