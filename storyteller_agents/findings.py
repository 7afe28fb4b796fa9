"""findings.yaml: what the checks object to in a book, scene by scene, and what its author waived."""

from __future__ import annotations

import threading
from pathlib import Path

from storyteller_agents.files import dump_yaml, write_text
from storyteller_agents.parsed import ParsedFiles, parse_fields
from storyteller_agents.story import Finding, Findings


class FindingsFile:
    """The findings of a book on disk. Scenes are examined side by side, so it may be written from several threads."""

    def __init__(self, file: Path, parsed: ParsedFiles) -> None:
        self.file = file
        self._parsed = parsed
        self._rendered: dict[str, tuple[list[Finding], str]] = {}
        self._mutex = threading.RLock()

    def load(self) -> Findings:
        """Return the findings by scene; none where there is no file. Raises `ArtefactError`."""
        if not self.file.exists():
            return {}
        held: Findings = self._parsed.get(self.file, lambda path: _by_scene(parse_fields(path, list[Finding])))
        return held

    def write(self, scene: str, findings: list[Finding]) -> None:
        """Replace the findings of one scene; what the author waived stays waived and listed."""
        with self._mutex:
            held = self.load()
            waived = {finding.id: finding for finding in held.get(scene, []) if finding.status == "waived"}
            held = {**held, scene: list(({finding.id: finding for finding in findings} | waived).values())}
            write_text(self.file, self._render(held))
            self._parsed.remember(self.file, {key: found for key, found in held.items() if found})

    def waive(self, finding: Finding) -> None:
        """Keep a finding as waived by the author, whether or not it stands in the file already."""
        with self._mutex:
            others = [other for other in self.load().get(finding.scene, []) if other.id != finding.id]
            self.write(finding.scene, [*others, finding])

    def _render(self, held: Findings) -> str:
        """Return the file's text, a list; the part of a scene is made again only when it has changed."""
        parts = []
        for scene in sorted(held):
            known = self._rendered.get(scene)
            if known is None or known[0] is not held[scene]:
                rows = [finding.model_dump(mode="json") for finding in held[scene]]
                known = self._rendered[scene] = (held[scene], dump_yaml(rows) if rows else "")
            parts.append(known[1])
        return "".join(parts) or dump_yaml([])


def _by_scene(findings: list[Finding]) -> Findings:
    grouped: Findings = {}
    for finding in findings:
        grouped.setdefault(finding.scene, []).append(finding)
    return grouped
