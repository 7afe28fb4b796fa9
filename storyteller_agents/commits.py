"""The way from a result to the disk: its record goes to story.lock, then its artefacts to their files.

What a person edited is copied to the history before it is written again.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.context import StageContext
from storyteller_agents.files import digest, write_text
from storyteller_agents.history import keep
from storyteller_agents.lockfile import Record
from storyteller_agents.story import Finding, SceneCard, TextRecord

if TYPE_CHECKING:
    from storyteller_agents.session import Session

MADE = "made"
"""The note in a record that holds the parts of a result; see `StageContext.once`."""


class Commits:
    """Writes what the stages of one run make.

    Args:
        session: the run.
        mutex: held while something is written; the session's own.
    """

    def __init__(self, session: Session, mutex: threading.RLock) -> None:
        self._session, self._mutex = session, mutex
        self._book, self._lock, self._freshness = session.book, session.lock, session.freshness

    def scene(
        self, ctx: StageContext[Any], card: SceneCard, text: str, notes: Mapping[str, Any] | None = None
    ) -> TextRecord:
        """Commit the prose of one scene: its record, then its file."""
        file, content = self._book.render_scene(card, text)
        self._write(ctx, {f"scenes/{card.id}": (file, content)}, {}, notes)
        return self._book.record(f"scenes/{card.id}")

    def companion(self, ctx: StageContext[Any], text: str) -> TextRecord:
        """Commit companion.md."""
        self._write(ctx, {"companion": (self._book.file("companion"), f"{text.strip()}\n")}, {}, None)
        return self._book.record("companion")

    def result(self, ctx: StageContext[Any], result: Mapping[str, Any]) -> None:
        """Write what a stage returned: the record to story.lock, then the artefacts to their files.

        Scenes and the companion are written by the stage itself, since prose isn't part of the state.
        """
        with self._mutex:
            files = {
                name: self._book.render(name, self._joined(ctx, name, value))
                for name, value in result.items()
                if name not in ("scenes", "companion", "findings")
            }
            findings: dict[str, list[Finding]] = dict(result.get("findings", {}))
            if ctx.look:
                self._look_again(ctx, findings)
            elif files or findings or not {"scenes", "companion"} & result.keys():
                self._write(ctx, files, findings, None)

    def _joined(self, ctx: StageContext[Any], name: str, value: Any) -> Any:
        """Return the whole field: what an item returned, among what the other items have."""
        return {**(self._book.load(name) or {}), **value} if ctx.item else value

    def _write(
        self,
        ctx: StageContext[Any],
        files: dict[str, tuple[Path, str]],
        findings: dict[str, list[Finding]],
        notes: Mapping[str, Any] | None,
    ) -> None:
        with self._mutex:
            held = self._lock.records.get(ctx.key)
            outputs = {name: digest(content) for name, (_, content) in files.items()}
            outputs |= {
                f"findings/{scene}": digest([item.model_dump(mode="json") for item in found])
                for scene, found in findings.items()
            }
            self._keep_edited({name: file for name, file in files.items() if name not in ctx.given})
            record = self._record(ctx, outputs, notes)
            record.effort |= _settled(findings)
            if (
                held
                and not held.superseded
                and held.inputs == record.inputs
                and ctx.item
                and held.outputs.keys() - outputs.keys()
            ):
                record.outputs = {**held.outputs, **record.outputs}
                record.replaces = {**held.replaces, **record.replaces}
            order = self._session.order
            self._lock.put(ctx.key, record, set(order[order.index(ctx.stage) + 1 :]))
            for file, content in files.values():
                write_text(file, content)
            for scene, found in findings.items():
                self._book.write_findings(scene, found)

    def _keep_edited(self, files: Mapping[str, tuple[Path, str]]) -> None:
        """Copy what a person edited to the book's history before it is written again, and say where."""
        for name, (file, _) in files.items():
            if self._freshness.edited(name) and (copy := keep(self._book.path, file)):
                self._session.warn(f"{name} is written again; yours is kept as {copy.relative_to(self._book.path)}")

    def _look_again(self, ctx: StageContext[Any], findings: Mapping[str, list[Finding]]) -> None:
        """Take findings of rules on a scene that stayed as it is; what later stages made of the older ones stands."""
        held = self._lock.records[ctx.key]
        now = self._record(ctx, held.outputs, None)
        self._lock.amend(
            ctx.key, held.model_copy(update={"inputs": now.inputs, "parts": now.parts, "notes": now.notes})
        )
        for scene, found in findings.items():
            before = self._book.load("findings").get(scene, [])
            ids = {finding.id for finding in found}
            after = [one for one in before if one.status != "open" and one.id not in ids] + found
            waived = {one.id for one in before if one.status == "waived"}
            if _by_id(before, waived) != _by_id(after, waived):
                self._book.write_findings(scene, after)

    def _record(self, ctx: StageContext[Any], outputs: dict[str, str], notes: Mapping[str, Any] | None) -> Record:
        usage = ctx.usage
        inputs = {name: self._freshness.version(name, ctx.stage) for name in sorted(usage.names)}
        inputs |= {f"lore/{entry}": held for entry, held in usage.lore.items()}
        inputs[f"stages/{ctx.stage}"] = self._book.digest_of(f"stages/{ctx.stage}")
        packed = {name: self._freshness.parts(name, ctx.stage) for name in inputs}
        held = self._lock.records.get(ctx.key) if usage.reused else None
        before = held or Record()
        if wished := self._book.digest_of(f"notes/{ctx.key}"):
            inputs[f"notes/{ctx.key}"] = wished
        return Record(
            inputs=inputs,
            outputs=outputs,
            replaces={
                name: found
                for name in outputs
                if not name.startswith("findings") and (found := self._book.digest_of(name)) and found != outputs[name]
            },
            models={**{role: self._session.models.describe(role) for role in sorted(usage.roles)}, **before.models},
            prompts={**dict(sorted(usage.prompts.items())), **before.prompts},
            seed=self._session.settings.book.seed,
            lore=sorted(usage.lore),
            tokens={"input": usage.tokens_in, "output": usage.tokens_out} if usage.tokens_out else {},
            effort=usage.effort(),
            notes={**usage.notes, **(notes or {}), **({MADE: usage.made} if usage.made else {})},
            parts={name: held_parts for name, held_parts in packed.items() if held_parts},
        )


def _by_id(findings: Iterable[Finding], but: Collection[str]) -> dict[str, Finding]:
    return {finding.id: finding for finding in findings if finding.id not in but}


def _settled(findings: Mapping[str, list[Finding]]) -> dict[str, int]:
    """Return how many findings a result leaves open and repaired, without zeros."""
    counts = Counter(finding.status for found in findings.values() for finding in found)
    return {status: counts[status] for status in ("open", "repaired") if counts[status]}
