"""Reviewing a text: its stories are examined by the installed rules, and the findings are placed in its files.

What `storyteller check` and `storyteller canon` stand on. No network, and no model call of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from storyteller_agents.canon.background import Background
from storyteller_agents.canon.cache import open_cache
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.worlds import split_worlds
from storyteller_agents.checks.check import CheckSpec, SceneText
from storyteller_agents.checks.examination import Examined, Examiner, LoreConflict, with_waivers
from storyteller_agents.discovery import discover
from storyteller_agents.errors import BookError, did_you_mean
from storyteller_agents.language import count_words
from storyteller_agents.models.pulled import cache_folder
from storyteller_agents.review.text import Text
from storyteller_agents.story import Finding, SceneCard

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Review:
    """What was found in a text.

    Attributes:
        findings: in the order of reading, waived ones among them.
        lore: contradictions within lore and cast.
        gone: ids of waivers whose finding is no longer there.
        examined: each story of the text as it was read; one, unless it is a collection.
        not_applied: names of the rules that can't read the text's language.
    """

    text: Text
    findings: Sequence[Finding]
    lore: Sequence[LoreConflict]
    gone: Sequence[str]
    examined: Sequence[Examined]
    not_applied: Sequence[str] = ()

    @property
    def words(self) -> int:
        """The length of the text."""
        return sum(count_words(unit.text, self.text.language) for unit in self.text.units)

    @property
    def has_errors(self) -> bool:
        """Whether an error stands that nobody waived."""
        return any(finding.severity == "error" and finding.status == "open" for finding in self.findings)

    def as_dicts(self) -> list[dict[str, Any]]:
        """Return the findings as plain data, each passage with its place in the file."""
        rows = []
        for finding in self.findings:
            row = finding.model_dump(mode="json") | self.place(finding.scene, finding.span)
            if finding.against is not None:
                row["against"] |= self.place(finding.against.scene, finding.against.span)
            rows.append(row)
        return rows

    def place(self, scene: str, span: tuple[int, int]) -> dict[str, Any]:
        """Return the file, the line and the offsets in the file of a passage; nothing for what is no scene."""
        unit = self.text.unit(scene)
        if unit is None:
            return {}
        found: dict[str, Any] = {"file": unit.file, "title": unit.title}
        if unit.offset is not None:
            found["file_span"] = [unit.offset + span[0], unit.offset + span[1]]
            found["line"] = unit.line + unit.text.count("\n", 0, span[0])
        return found


def review(
    text: Text,
    *,
    rules: Sequence[str] = (),
    craft: bool | None = None,
    facts: Sequence[Fact] = (),
    keep: bool = True,
    progress: Progress | None = None,
) -> Review:
    """Examine a text by the installed rules.

    Args:
        rules: names of the rules; by default all that `craft` allows.
        craft: whether the rules about the writing are used as well; by default for books only.
        facts: what else is known to be told, e.g. found by a model.
        keep: whether what is read is kept on disk, so that a scene that did not change is not read again.
        progress: told what is read, how much of how much.

    Raises:
        BookError: a rule is unknown, or the text is empty.
    """
    chosen = choose_checks(rules, text.is_book if craft is None else craft, planned=text.is_book)
    if not text.units:
        raise BookError(f"{text.path}: there is no text to check yet.")
    examined = []
    folder = text.path / ".story" if text.is_book else cache_folder() / "checks"
    with closing(open_cache(folder / "canon.sqlite" if keep else None)) as cache:
        worlds = [list(range(len(text.units)))]
        if not text.is_book:
            worlds = split_worlds([(unit.title, unit.text) for unit in text.units], cache)
        examiner = Examiner(chosen, text.background, text.language, cache)
        for number, world in enumerate(worlds):
            if progress:
                progress("Reading", number, len(worlds))
            units = [text.units[index] for index in world]
            told = Background(facts=[fact for fact in facts if any(fact.scene == unit.id for unit in units)])
            examined.append(examiner.examine([(unit.id, unit.text) for unit in units], background=told))
    found = [finding for one in examined for finding in one.all()] + _scene_findings(text, chosen)
    place = {unit.id: number for number, unit in enumerate(text.units)}
    found.sort(key=lambda finding: (place[finding.scene], finding.span, finding.rule))
    marked, gone = with_waivers(found, text.waived)
    lore = list(dict.fromkeys(conflict for one in examined for conflict in one.lore))
    unread = sorted(spec.name for spec in chosen if not spec.reads(text.language))
    return Review(text, marked, lore, gone, examined, unread)


def choose_checks(rules: Sequence[str], craft: bool, *, planned: bool) -> list[CheckSpec]:
    """Return the rules with these names, or by default all about the story, and those about the writing if asked for.

    Args:
        planned: whether there are cards and a cast, which some rules need.

    Raises:
        BookError: no rule has the name.
    """
    installed = {
        plugin.value.name: plugin.value for plugin in discover("checks") if isinstance(plugin.value, CheckSpec)
    }
    for name in rules:
        if name not in installed:
            raise BookError(
                f"--rule {name}: there is no such rule{did_you_mean(name, list(installed))}; there are: {', '.join(sorted(installed))}."
            )
    if rules:
        return [installed[name] for name in rules]
    return [spec for spec in installed.values() if spec.scope == "story" or (craft and (planned or not spec.planned))]


def _scene_findings(text: Text, checks: Sequence[CheckSpec]) -> list[Finding]:
    """Apply the rules about single scenes."""
    specs = [spec for spec in checks if spec.scope == "scene"]
    found: list[Finding] = []
    earlier: list[str] = []
    for unit in text.units if specs else ():
        card = unit.card or SceneCard(id=unit.id, title=unit.title or unit.id)
        scene = SceneText(card, unit.text, text.language, text.cast, text.names, tuple(earlier[-2:]))
        unique = {finding.id: finding for spec in specs for finding in spec.findings(scene)}
        found += unique.values()
        earlier.append(unit.text)
    return found
