"""The real embedding model: what only meaning finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storyteller_agents.lore.store import Lore
from storyteller_agents.settings import LoreSettings

pytestmark = pytest.mark.embedded

ENTRIES = {
    "physician": "# Orla Fenn\n\nThe town's physician. She sets bones and brews bitter medicine for fevers.",
    "smith": "# Tam Iron\n\nThe blacksmith at the bridge, who shoes horses and mends ploughs.",
    "feast": "# Midwinter\n\nThe longest night, when everybody dances and eats honey cakes in the square.",
    "ferry": "# The Rope Ferry\n\nA flat barge that carries carts across the river on a wet rope.",
}


def test_a_paraphrase_is_found_by_meaning(
    write: Callable[..., Path], open_lore: Callable[..., Lore], warned: list[str]
) -> None:
    for name, text in ENTRIES.items():
        write(f"{name}.md", text)
    query = "a doctor who heals sick people"
    assert open_lore().search(query) == []
    lore = open_lore(settings=LoreSettings())
    hits = lore.search(query)
    assert warned == []
    assert hits[0].entry.id == "physician"
    assert hits[0].reasons[0].startswith("meaning: 0.")
    assert hits == lore.search(query)
    assert lore.search("celebration with sweets")[0].entry.id == "feast"
