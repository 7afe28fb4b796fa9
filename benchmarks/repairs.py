"""Repairs of planted contradictions by a model: how many are gone, and what else of the scene changed.

    python benchmarks/repairs.py TEXT… [--model smollm2-135m] [--repairs 50] [--json]

Stretches of clean texts are cut into scenes, contradictions are planted into them, and the reviser mends those that the
rules find. Counted are: findings that are gone, of these how many by a rewritten sentence and how many by leaving it
out, findings that are new, and the share of the other sentences of a scene that stand letter for letter as before.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyteller_agents.book import Book
from storyteller_agents.canon.entities import find_entities
from storyteller_agents.canon.names import count_names
from storyteller_agents.checks.injections.injection import Injected, inject
from storyteller_agents.contract import CORE_FIELDS
from storyteller_agents.language import sentences
from storyteller_agents.pipeline.execute import run_item
from storyteller_agents.pipeline.plan import Plan, PlannedStage
from storyteller_agents.review.review import Review, review
from storyteller_agents.review.text import open_text
from storyteller_agents.session import Session
from storyteller_agents.stages.reviser import ReviserConfig, reviser
from storyteller_agents.story import Act, Cast, Chapter, Character, Finding, Outline, SceneCard
from storyteller_agents.testing import sample_book

STRETCH = 1_500
"""Words of a stretch."""
SCENE = 250
"""Words of a scene, about."""


@dataclass
class Tally:
    """What became of the findings on planted passages."""

    asked: int = 0
    gone: int = 0
    rewritten: int = 0
    left_out: int = 0
    new: int = 0
    others: int = 0
    kept: int = 0
    seconds: float = 0.0
    by_rule: dict[str, list[int]] = field(default_factory=dict)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--repairs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    tally = Tally()
    for copy in copies(given.texts, given.seed):
        with tempfile.TemporaryDirectory() as folder:
            mend(copy, Path(folder) / "book", given.model, tally)
        print(f"{tally.gone} of {tally.asked} gone, {tally.new} new", file=sys.stderr, flush=True)
        if tally.asked >= given.repairs:
            break
    if given.json:
        print(json.dumps(asdict(tally), indent=2))
        return
    print(
        f"{tally.gone} of {tally.asked} findings gone ({tally.gone / max(tally.asked, 1):.0%}), {tally.new} new ones;"
    )
    print(f"{tally.rewritten} by a rewritten sentence, {tally.left_out} by leaving it out;")
    print(
        f"{tally.kept / max(tally.others, 1):.2%} of {tally.others} other sentences untouched; {tally.seconds:.0f} s."
    )
    for rule, (asked, gone) in sorted(tally.by_rule.items()):
        print(f"  {rule}: {gone} of {asked}")


def copies(texts: Sequence[Path], seed: int) -> Iterator[Injected]:
    """Yield stretches of the texts, in turns, with contradictions in them."""
    stretches = [list(stretches_of(path)) for path in texts]
    for number in range(max(map(len, stretches))):
        for of_text in stretches:
            if number < len(of_text):
                yield from list(inject(of_text[number], each=1, seed=seed + number))[:1]


def stretches_of(path: Path) -> Iterator[str]:
    """Yield parts of a text at ends of paragraphs."""
    held: list[str] = []
    for unit in open_text(path).units:
        for paragraph in unit.text.split("\n\n"):
            held.append(" ".join(paragraph.split()))  # a book's paragraphs are not wrapped
            if sum(len(one.split()) for one in held) >= STRETCH:
                yield "\n\n".join(held)
                held = []


def mend(copy: Injected, folder: Path, model: str, tally: Tally) -> None:
    """Make a book of a stretch, let the reviser mend what the rules find on planted passages, and count."""
    planted = [copy.text[slice(*span)] for one in copy.injections for span in (one.first, one.second) if span]
    book = book_of(copy.text, folder, model)
    before = review(open_text(book.path), craft=True, keep=False)
    wanted = [one for one in before.findings if one.severity != "note" and any(touches(one, text) for text in planted)]
    wanted = [one for one in wanted if one.against is not None]
    by_scene: dict[str, list[Finding]] = {}
    for finding in wanted:
        by_scene.setdefault(finding.scene, []).append(finding)
    if not wanted:
        return
    for scene, findings in by_scene.items():
        book.write_findings(scene, findings)
    texts = {scene: book.scene(scene) for scene in by_scene}
    started = time.perf_counter()
    revise(book, list(by_scene))
    tally.seconds += time.perf_counter() - started
    count(tally, book, before, by_scene, texts)


def touches(finding: Finding, planted: str) -> bool:
    """Whether a finding quotes some of a planted passage."""
    quote = " ".join(finding.quote.split())
    return quote in " ".join(planted.split()) or " ".join(planted.split()) in quote


def book_of(text: str, folder: Path, model: str) -> Book:
    """Return a book whose scenes are the parts of a text."""
    parts: list[str] = []
    for paragraph in text.split("\n\n"):
        if parts and len(parts[-1].split()) < SCENE:
            parts[-1] += f"\n\n{paragraph}"
        else:
            parts.append(paragraph)
    cards = [
        SceneCard(id=f"{number:04d}", title=f"Scene {number}", words=max(1, len(part.split())))
        for number, part in enumerate(parts, start=1)
    ]
    entities = find_entities([count_names(text)])
    cast = Cast(characters=[Character(name=one.name, aliases=sorted(one.names - {one.name})) for one in entities])
    outline = Outline(title="Stretch", acts=[Act(title="Act", chapters=[Chapter(title="Chapter", scenes=cards)])])
    return sample_book(
        folder,
        outline=outline,
        cast=cast,
        scenes={card.id: part.strip() for card, part in zip(cards, parts, strict=True)},
        settings={"models": {"default": {"base": model}}},
        by_pipeline=True,
    )


def revise(book: Book, scenes: Sequence[str]) -> None:
    """Run the reviser on scenes, in order."""
    planned = PlannedStage(reviser, "storyteller-agents", "", ReviserConfig())
    plan = Plan((planned,), CORE_FIELDS)
    with book.lock():
        session = Session(book, ["reviser"])
        try:
            for scene in scenes:
                run_item(plan, planned, session, scene)
        finally:
            session.close()


def count(tally: Tally, book: Book, before: Review, by_scene: dict[str, list[Finding]], texts: dict[str, str]) -> None:
    """Count what is gone, what is new, and what else changed."""
    after = review(open_text(book.path), craft=True, keep=False)
    left = {finding.id for finding in after.findings}
    more = Counter(one.rule for one in after.findings) - Counter(one.rule for one in before.findings)
    tally.new += more.total()
    for scene, findings in by_scene.items():
        now = book.scene(scene)
        concerned = {" ".join(finding.quote.split()) for finding in findings}
        others = [
            one for one in sentences(texts[scene]) if not any(" ".join(one.split()) in quote for quote in concerned)
        ]
        tally.others += len(others)
        tally.kept += sum(one in now for one in others)
        for finding in findings:
            gone = finding.id not in left
            rule = tally.by_rule.setdefault(finding.rule, [0, 0])
            tally.asked, rule[0] = tally.asked + 1, rule[0] + 1
            tally.gone, rule[1] = tally.gone + gone, rule[1] + gone
            shorter = len(sentences(now)) < len(sentences(texts[scene]))
            tally.left_out += gone and shorter
            tally.rewritten += gone and not shorter


if __name__ == "__main__":
    main()
