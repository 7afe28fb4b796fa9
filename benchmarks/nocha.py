"""True and false claims about novels (NoCha, Karpinska et al. 2024): how many false ones the rules catch, how many true ones they blame.

    python benchmarks/nocha.py FOLDER [--model NAME] [--json]

FOLDER holds ``claims.jsonl`` (``book_title``, ``claim``, ``type``: whether it is true) and the novels as ``BOOK_TITLE.txt``.
Each claim is put as a sentence at the end of its novel, as a scene of its own; a finding that quotes it is an alarm.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyteller_agents.canon.background import Background
from storyteller_agents.checks.examination import Examiner
from storyteller_agents.review.by_model import read_facts
from storyteller_agents.review.review import choose_checks
from storyteller_agents.review.text import Text, Unit, open_text

CLAIM = "claim"


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    lines = (given.folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    claims: dict[str, list[dict[str, Any]]] = {}
    for line in filter(str.strip, lines):
        claim = json.loads(line)
        claims.setdefault(claim["book_title"], []).append(claim)
    counts: Counter[str] = Counter()
    caught: list[dict[str, str]] = []
    for title, of_book in claims.items():
        for row in examine(given.folder / f"{title}.txt", of_book, given.model):
            counts["true" if row["type"] else "false"] += 1
            counts[("true" if row["type"] else "false") + " with an alarm"] += bool(row["alarms"])
            caught += [{"true": str(row["type"]), "claim": row["claim"], "alarm": alarm} for alarm in row["alarms"]]
        print(f"{title}: {dict(counts)}", file=sys.stderr, flush=True)
    if given.json:
        print(json.dumps({"model": given.model, **counts, "alarms": caught}, indent=2, ensure_ascii=False))
        return
    print(f"{counts['false with an alarm']} of {counts['false']} false claims caught,")
    print(f"{counts['true with an alarm']} of {counts['true']} true claims raise an alarm.")
    for one in caught:
        print(f"  {one['true']}: {one['claim']}\n    {one['alarm']}")


def examine(path: Path, claims: list[dict[str, Any]], model: str) -> list[dict[str, Any]]:
    """Return the claims about a novel with the alarms that each raises."""
    novel = open_text(path)
    told = read_facts(novel, model) if model else []
    examiner = Examiner(choose_checks((), craft=False, planned=False), Background(facts=told), novel.language)
    scenes = [(unit.id, unit.text) for unit in novel.units]
    rows = []
    for claim in claims:
        end = (CLAIM, claim["claim"])
        more = Background()
        if model:
            alone = Text(path, "", novel.language, [Unit(CLAIM, "", claim["claim"], "")])
            more = Background(facts=list(read_facts(alone, model)))
        found = examiner.examine([*scenes, end], background=more).findings[CLAIM]
        alarms = [f"{one.rule}: {one.message} / {one.against.quote if one.against else ''}" for one in found]
        rows.append({**claim, "alarms": alarms})
    return rows


if __name__ == "__main__":
    main()
