"""What the rules reach on planted contradictions is not worse than what was stored. To store a new result:

storyteller bench continuity tests/review/data/the_ferry_at_skarn.txt --each 4 --json > tests/review/data/bench.json
"""

from __future__ import annotations

import json
from pathlib import Path

from storyteller_agents.review.bench import measure

DATA = Path(__file__).parent / "data"


def test_the_figures_are_not_worse_than_the_stored_ones() -> None:
    stored = json.loads((DATA / "bench.json").read_text(encoding="utf-8"))
    scores = measure([DATA / "the_ferry_at_skarn.txt"], each=stored["each"], seed=stored["seed"])
    now = scores.as_dict()
    assert now["clean_alarms"] == {}
    assert now["rules"].keys() == stored["rules"].keys()
    worse = {
        rule: (row, now["rules"][rule])
        for rule, row in stored["rules"].items()
        if now["rules"][rule]["caught"] < row["caught"] or now["rules"][rule]["false"] > row["false"]
    }
    assert not worse, json.dumps([one for one in scores.missed + scores.false if one["rule"] in worse], indent=1)
    assert all(row["planted"] == stored["each"] for row in now["rules"].values())
