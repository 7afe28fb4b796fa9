"""A Chroma server in place of the folder: the same results, and readers may use it too."""

from __future__ import annotations

import random
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
Write = Callable[..., Path]


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


def test_long_entries_in_pieces(server: str, open_lore: Open, write: Write, embedder: Any, warned: list[str]) -> None:
    chance = random.Random(3)
    words = [f"{first}{last}" for first in ("sal", "mor", "tan", "quil", "ber") for last in ("low", "ra", "vek", "dun")]
    for at in range(60):
        text = " ".join(f"{' '.join(chance.choices(words, k=12))}.".capitalize() for _ in range(at % 30 + 1))
        write(
            f"e{at}.yaml", f"- {{id: e{at}, title: Entry {at}, kind: {('person', 'place')[at % 2]}, text: {text!r}}}\n"
        )
    local = open_lore(embedder=embedder)
    remote = open_lore(embedder=embedder, settings=LoreSettings(chroma_url=server))
    queries = [" ".join(chance.choices(words, k=4)) for _ in range(8)]

    def found(lore: Lore, **options: Any) -> list[Any]:
        return [lore.search(query, limit=20, **options) for query in queries]

    assert found(remote) == found(local)
    assert found(remote, kinds=["place"], budget=300) == found(local, kinds=["place"], budget=300)
    for at in range(0, 60, 3):
        write(f"e{at}.yaml", "")
    assert found(remote) == found(local)
    assert not {"e0", "e30"} & {hit.entry.id for hits in found(remote) for hit in hits}


def test_a_collection_that_is_gone_is_built_again(server: str, open_lore: Open, coast: None, embedder: Any) -> None:
    import chromadb

    settings = LoreSettings(chroma_url=server)
    before = open_lore(embedder=embedder, settings=settings).search("cracked bronze bell")
    client = chromadb.HttpClient(host="127.0.0.1", port=int(server.rpartition(":")[2]))
    for collection in client.list_collections():
        client.delete_collection(collection.name)
    assert open_lore(embedder=embedder, settings=settings).search("cracked bronze bell") == before
