"""From settings and plugins to a plan: the ordered stages with their settings, or every reason why there is none."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ValidationError

from storyteller_agents.discovery import Plugin, discover
from storyteller_agents.errors import PlanError, did_you_mean
from storyteller_agents.settings import Settings, explain
from storyteller_agents.stage import CORE_FIELDS, StageSpec


@dataclass(frozen=True)
class PlannedStage:
    """A stage in its place: its declaration, where it comes from, and its checked settings."""

    spec: StageSpec
    package: str
    version: str
    config: BaseModel

    @property
    def name(self) -> str:
        """The stage's name."""
        return self.spec.name

    def field_type(self, name: str) -> Any:
        """Return the type of a state field that the stage writes."""
        return CORE_FIELDS.get(name, self.spec.artifact)


@dataclass(frozen=True)
class Plan:
    """The stages in the order in which they run, and the types of all fields of the state."""

    stages: tuple[PlannedStage, ...]
    fields: Mapping[str, Any]
    approve: frozenset[str] = frozenset()

    def order(self) -> list[str]:
        """Return the names of the stages in order."""
        return [stage.name for stage in self.stages]

    def later_writers(self, name: str) -> list[str]:
        """Return the stages after `name` that write a field which `name` writes too."""
        place = self.order().index(name)
        own = self.stages[place].spec.writes
        return [stage.name for stage in self.stages[place + 1 :] if stage.spec.writes & own]


@dataclass
class _Draft:
    """A plan in the making, with the problems found so far."""

    settings: Settings
    plugins: dict[str, Plugin]
    broken: dict[str, Plugin]
    problems: list[str] = field(default_factory=list)

    def spec(self, name: str) -> StageSpec:
        spec: StageSpec = self.plugins[name].value
        return spec


def make_plan(settings: Settings, plugins: Sequence[Plugin] | None = None) -> Plan:
    """Choose, order and check the stages.

    Args:
        settings: of the book.
        plugins: the stages to choose from; all installed ones by default.

    Raises:
        PlanError: lists everything that is wrong at once.
    """
    draft = _collect(settings, discover("stages") if plugins is None else plugins)
    names, standing_for = _choose(draft)
    _check_requires(draft, names, standing_for)
    ordered = _order(draft, names, standing_for)
    _check_reads(draft, ordered)
    stages = tuple(_configure(draft, name) for name in ordered)
    _check_names(draft, "stages", settings.stages, [*draft.plugins, *draft.broken])
    _check_names(draft, "pipeline.approve", settings.pipeline.approve, ordered)
    if draft.problems:
        raise PlanError("The stages can't be put in order.", list(dict.fromkeys(draft.problems)))
    own = {stage.name: stage.spec.artifact for stage in stages if stage.spec.artifact is not None}
    return Plan(stages, {**CORE_FIELDS, **own}, frozenset(settings.pipeline.approve))


def _collect(settings: Settings, plugins: Iterable[Plugin]) -> _Draft:
    draft = _Draft(settings, {}, {})
    for plugin in plugins:
        if plugin.error:
            draft.broken.setdefault(plugin.name, plugin)
        elif plugin.name in draft.plugins:
            other = draft.plugins[plugin.name].package
            draft.problems.append(
                f"the name {plugin.name!r} is used twice, by {other} and by {plugin.package}; uninstall one of them"
            )
        else:
            draft.plugins[plugin.name] = plugin
    return draft


def _choose(draft: _Draft) -> tuple[list[str], dict[str, str]]:
    """Return the chosen stages, and for each replaced stage the one that stands for it."""
    pipeline = draft.settings.pipeline
    chosen = [name for name in pipeline.spine if _exists(draft, name, "pipeline.spine")]
    replace: dict[str, str] = {}
    for old, new in pipeline.replace.items():
        if old not in chosen:
            draft.problems.append(
                f"pipeline.replace.{old}: no stage {old!r} in the spine{did_you_mean(old, chosen)}; it has {', '.join(chosen)}"
            )
        elif _exists(draft, new, f"pipeline.replace.{old}") and _may_replace(draft, old, new, replace):
            replace[old] = new
    spine = [replace.get(name, name) for name in chosen]
    if pipeline.plugins == "auto":
        extra = [
            name for name, plugin in draft.plugins.items() if not plugin.built_in and plugin.value.replaces is None
        ]
    else:
        extra = [name for name in pipeline.plugins if _exists(draft, name, "pipeline.plugins")]
    for name in extra:
        replaced = draft.spec(name).replaces
        if replaced and name not in replace.values():
            taken = (
                f", but that place is given to {replace[replaced]!r}"
                if replaced in replace
                else f'; to allow it, set [pipeline.replace] {replaced} = "{name}"'
            )
            draft.problems.append(f"{name!r} ({draft.plugins[name].package}) replaces {replaced!r}{taken}")
    return list(dict.fromkeys([*spine, *extra])), replace


def _exists(draft: _Draft, name: str, where: str) -> bool:
    if name in draft.plugins:
        return True
    if name in draft.broken:
        plugin = draft.broken[name]
        draft.problems.append(f"{where}: {name!r} ({plugin.package}) can't be loaded: {plugin.error}")
    else:
        known = list(draft.plugins)
        draft.problems.append(
            f"{where}: no stage {name!r} is installed{did_you_mean(name, known)}; there are {', '.join(known)}"
        )
    return False


def _may_replace(draft: _Draft, old: str, new: str, replace: Mapping[str, str]) -> bool:
    spec, missing = draft.spec(new), draft.spec(old).writes - draft.spec(new).writes
    before = len(draft.problems)
    if spec.replaces != old:
        declared = f"replaces {spec.replaces!r}" if spec.replaces else "replaces nothing"
        draft.problems.append(
            f"pipeline.replace.{old}: {new!r} ({draft.plugins[new].package}) declares that it {declared}"
        )
    if missing:
        draft.problems.append(
            f"pipeline.replace.{old}: {new!r} does not write {', '.join(sorted(missing))}, which {old!r} wrote"
        )
    if new in replace.values():
        draft.problems.append(f"pipeline.replace.{old}: {new!r} can take one place only")
    return len(draft.problems) == before


def _check_requires(draft: _Draft, names: list[str], standing_for: Mapping[str, str]) -> None:
    present = [*names, *standing_for]
    for name in names:
        for needed in draft.spec(name).requires:
            if needed not in present:
                draft.problems.append(
                    f"{name!r} ({draft.plugins[name].package}) requires the stage {needed!r}, which is not in the plan{did_you_mean(needed, present)}"
                )


def _order(draft: _Draft, names: list[str], standing_for: Mapping[str, str]) -> list[str]:
    """Sort by spine, `after` and `before`; where these leave a choice, a plugin comes right after what it follows."""
    spine = [
        standing_for.get(name, name) for name in draft.settings.pipeline.spine if standing_for.get(name, name) in names
    ]
    follows: dict[str, set[str]] = {name: set() for name in names}
    for first, second in pairwise(spine):
        follows[second].add(first)
    for name in names:
        for other in draft.spec(name).after:
            if (other := standing_for.get(other, other)) in follows:
                follows[name].add(other)
        for other in draft.spec(name).before:
            if (other := standing_for.get(other, other)) in follows:
                follows[other].add(name)
    place: dict[str, float] = {name: float(index) for index, name in enumerate(spine)}
    for name in names:
        if name not in place:
            place[name] = max(
                (place[other] + 0.5 for other in follows[name] if other in place), default=_wanted(name, follows, place)
            )
    return _sort(draft, follows, place)


def _wanted(name: str, follows: Mapping[str, set[str]], place: Mapping[str, float]) -> float:
    """Return the place of a plugin that follows nothing: right before what it precedes, else at the end."""
    return min(
        (place[other] - 0.5 for other, before in follows.items() if name in before and other in place),
        default=float(len(place)),
    )


def _sort(draft: _Draft, follows: Mapping[str, set[str]], place: Mapping[str, float]) -> list[str]:
    waiting = {name: set(before) for name, before in follows.items()}
    ready = [(place[name], name) for name, before in waiting.items() if not before]
    heapq.heapify(ready)
    ordered: list[str] = []
    while ready:
        _, name = heapq.heappop(ready)
        ordered.append(name)
        for other, before in waiting.items():
            if name in before:
                before.remove(name)
                if not before:
                    heapq.heappush(ready, (place[other], other))
    stuck = {name: before for name, before in waiting.items() if before}
    if stuck:
        draft.problems.append(
            f"the order goes in a circle: {_cycle(stuck)}; change their 'after' and 'before', or leave one out of pipeline.plugins"
        )
    return ordered + sorted(stuck, key=place.__getitem__)


def _cycle(stuck: Mapping[str, set[str]]) -> str:
    """Return one circle as text, each stage before the one that has to follow it."""
    path = [min(stuck)]
    while (step := min(name for name in stuck[path[-1]] if name in stuck)) not in path:
        path.append(step)
    circle = [*path[path.index(step) :], step]
    return " → ".join(reversed(circle))


def _check_reads(draft: _Draft, ordered: list[str]) -> None:
    written = {"brief"}
    for name in ordered:
        spec = draft.spec(name)
        for missing in sorted(spec.reads - written):
            hint = did_you_mean(missing, sorted(written))
            draft.problems.append(
                f"{name!r} ({draft.plugins[name].package}) reads {missing!r}, which no stage before it writes{hint}; written so far: {', '.join(sorted(written))}"
            )
        written |= spec.writes


def _configure(draft: _Draft, name: str) -> PlannedStage:
    plugin, spec = draft.plugins[name], draft.spec(name)
    try:
        config = spec.config.model_validate(draft.settings.stages.get(name, {}))
    except ValidationError as error:
        draft.problems.extend(f"stages.{name}.{line}" for line in explain(error, spec.config))
        config = BaseModel()
    return PlannedStage(spec, plugin.package, plugin.version, config)


def _check_names(draft: _Draft, where: str, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            draft.problems.append(
                f"{where}: no stage {name!r}{did_you_mean(name, known)}; there are {', '.join(known)}"
            )
