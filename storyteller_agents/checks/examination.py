"""Examining a story: every rule about scenes on each scene, every rule about the story on the whole, and waivers.

The same for a book in the pipeline, for `storyteller check` and for the benches. A scene that did not change is not
read again, and the findings of an unchanged story are not looked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storyteller_agents.canon.background import Background
from storyteller_agents.canon.cache import Cache
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import CheckSpec
from storyteller_agents.story import Finding

Scenes = Sequence[tuple[str, str]]
"""Ids and texts, in the order of reading."""


@dataclass(frozen=True)
class LoreConflict:
    """Two facts of lore or cast that contradict each other: no scene is to blame."""

    rule: str
    message: str
    quote: str
    against: str


@dataclass(frozen=True)
class Examined:
    """What was found in a story.

    Attributes:
        findings: by scene, in the order of the text.
        lore: contradictions between facts that no scene told.
        story: as it was read.
    """

    findings: Mapping[str, Sequence[Finding]]
    lore: Sequence[LoreConflict]
    story: Story

    def all(self) -> list[Finding]:
        """Return all findings in the order of reading."""
        return [finding for scene in self.story.scenes for finding in self.findings.get(scene.id, ())]


@dataclass
class Examiner:
    """Examines stories that share a world.

    Attributes:
        checks: the rules; those about the story are used here, those about single scenes by whoever has the cards.
        background: who is known beforehand, and what.
        language: ISO 639-1.
        cache: what was found in scenes before.
    """

    checks: Sequence[CheckSpec]
    background: Background = field(default_factory=Background)
    language: str = "en"
    cache: Cache = field(default_factory=Cache)

    def examine(self, scenes: Scenes, *, ended: bool = True, background: Background | None = None) -> Examined:
        """Apply the rules about the story to scenes in the order of reading.

        Args:
            ended: whether the last of them is the story's last.
            background: what is known beside `self.background`, e.g. the threads of these scenes' cards.

        Raises:
            StageError: a rule failed; names it.
        """
        known = self.background + (background or Background())
        story = Story(
            scenes, given=known.given, background=known.facts, language=self.language, ended=ended, cache=self.cache
        )
        found: dict[str, dict[str, Finding]] = {scene.id: {} for scene in story.scenes}
        conflicts: list[LoreConflict] = []
        for spec in self.checks:
            if spec.scope != "story":
                continue
            for objection, finding in spec.story_findings(story):
                if finding is not None:
                    found[finding.scene].setdefault(finding.id, finding)
                else:
                    against = objection.against.quote if objection.against else ""
                    conflicts.append(LoreConflict(spec.name, objection.message, objection.scene, against))
        ordered = {
            scene: sorted(findings.values(), key=lambda finding: (finding.span, finding.rule))
            for scene, findings in found.items()
        }
        return Examined(ordered, conflicts, story)


def with_waivers(findings: Iterable[Finding], waived: Mapping[str, str]) -> tuple[list[Finding], list[str]]:
    """Return the findings with their waivers, and the ids of waivers whose finding is gone.

    Args:
        waived: the reasons by finding id.
    """
    marked = [
        finding.model_copy(update={"status": "waived", "why": waived[finding.id]}) if finding.id in waived else finding
        for finding in findings
    ]
    left = {finding.id for finding in marked}
    return marked, [name for name in waived if name not in left]
