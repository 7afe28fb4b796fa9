"""From settings and plugins to a plan: the ordered stages with their settings, or every reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError

from storyteller_agents.contract import CORE_FIELDS, NoConfig, StageSpec
from storyteller_agents.discovery import Plugin, discover
from storyteller_agents.errors import PlanError, did_you_mean
from storyteller_agents.pipeline.order import put_in_order
from storyteller_agents.settings import Settings, explain


@dataclass(frozen=True)
class PlannedStage:
    """A stage in its place: its declaration, its package, its checked settings, and the module of its entry point."""

    spec: StageSpec
    package: str
    version: str
    config: BaseModel
    module: str = ""

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
    plugins: dict[str, Plugin] = field(default_factory=dict)
    broken: dict[str, Plugin] = field(default_factory=dict)
    rivals: dict[str, list[Plugin]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def spec(self, name: str) -> StageSpec:
        spec: StageSpec = self.plugins[name].value
        return spec

    def told(self, name: str) -> str:
        """Return the stage and its package, as messages name them."""
        return f"{name!r} ({self.plugins[name].package})"


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
    _check_rivals(draft, [*names, *standing_for])
    _check_requires(draft, names, standing_for)
    ordered, circular = _order(draft, names, standing_for)
    _check_reads(draft, ordered, circular)
    stages = tuple(_configure(draft, name) for name in ordered)
    _check_names(draft, "stages", settings.stages, [*draft.plugins, *draft.broken])
    _check_names(draft, "pipeline.approve", settings.pipeline.approve, ordered)
    _check_names(draft, "models", settings.models, _roles(draft), what="role")
    if draft.problems:
        raise PlanError("The stages can't be put in order.", list(dict.fromkeys(draft.problems)))
    own = {stage.name: stage.spec.artifact for stage in stages if stage.spec.artifact is not None}
    return Plan(stages, {**CORE_FIELDS, **own}, frozenset(settings.pipeline.approve))


def _collect(settings: Settings, plugins: Iterable[Plugin]) -> _Draft:
    draft = _Draft(settings)
    for plugin in sorted(plugins, key=lambda plugin: (not plugin.built_in, plugin.package, plugin.name)):
        if plugin.error:
            draft.broken.setdefault(plugin.name, plugin)
        elif plugin.name in draft.plugins:
            draft.rivals.setdefault(plugin.name, []).append(plugin)
        else:
            draft.plugins[plugin.name] = plugin
    return draft


def _choose(draft: _Draft) -> tuple[list[str], dict[str, str]]:
    """Return the chosen stages, and for each replaced stage the one that stands for it."""
    pipeline = draft.settings.pipeline
    spine = list(dict.fromkeys(pipeline.spine))
    draft.problems += [
        f"pipeline.spine: {name!r} is named {count} times; once is enough"
        for name in spine
        if (count := pipeline.spine.count(name)) > 1
    ]
    chosen = [name for name in spine if _exists(draft, name, "pipeline.spine")]
    replace: dict[str, str] = {}
    for old, new in pipeline.replace.items():
        if old not in spine:
            draft.problems.append(
                f"pipeline.replace.{old}: no stage {old!r} in the spine{did_you_mean(old, spine)}; "
                f"it has {', '.join(spine)}"
            )
        known = _exists(draft, new, f"pipeline.replace.{old}")
        if known and old in chosen and _may_replace(draft, old, new, replace):
            replace[old] = new
    if pipeline.plugins == "auto":
        extra = [
            name for name, plugin in draft.plugins.items() if not plugin.built_in and plugin.value.replaces is None
        ]
    else:
        extra = [name for name in pipeline.plugins if _exists(draft, name, "pipeline.plugins")]
    _check_replacers(draft, extra, replace)
    return list(dict.fromkeys(replace.get(name, name) for name in [*chosen, *extra])), replace


def _check_replacers(draft: _Draft, extra: Iterable[str], replace: Mapping[str, str]) -> None:
    """Find the plugins that would replace a stage without a leave to do so."""
    replacers: dict[str, list[str]] = {}
    for name in sorted(set(extra) - set(replace.values())):
        if (replaced := draft.spec(name).replaces) and name not in draft.settings.pipeline.replace.values():
            replacers.setdefault(replaced, []).append(name)
    for replaced, names in replacers.items():
        told = " and ".join(draft.told(name) for name in names)
        verb = "replaces" if len(names) == 1 else "both replace" if len(names) == 2 else "all replace"
        allow = f'set [pipeline.replace] {replaced} = "{names[0]}"'
        if replaced in replace:
            advice = f", but that place is given to {replace[replaced]!r}"
        elif len(names) == 1:
            advice = f"; to allow it, {allow}"
        else:
            advice = f", and only one can: e.g. {allow}, and leave the other out of pipeline.plugins"
        draft.problems.append(f"{told} {verb} {replaced!r}{advice}")


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


def _check_rivals(draft: _Draft, names: Iterable[str]) -> None:
    """Find the stages of the plan whose name more than one package uses."""
    for name in dict.fromkeys(names):
        if name in draft.rivals:
            packages = [plugin.package for plugin in (draft.plugins[name], *draft.rivals[name])]
            times = "twice" if len(packages) == 2 else f"{len(packages)} times"
            draft.problems.append(
                f"the name {name!r} is used {times}, by {' and by '.join(packages)}; uninstall one of them"
            )


def _check_requires(draft: _Draft, names: list[str], standing_for: Mapping[str, str]) -> None:
    present = [*names, *standing_for]
    for name in names:
        for needed in draft.spec(name).requires:
            if needed not in present:
                broken = draft.broken.get(needed)
                why = (
                    f"can't be loaded: {broken.error}"
                    if broken
                    else f"is not in the plan{did_you_mean(needed, present)}"
                )
                draft.problems.append(f"{draft.told(name)} requires the stage {needed!r}, which {why}")


def _order(draft: _Draft, names: list[str], standing_for: Mapping[str, str]) -> tuple[list[str], bool]:
    """Return the names in order, and whether `after` and `before` contradict each other."""
    spine = [standing_for.get(name, name) for name in dict.fromkeys(draft.settings.pipeline.spine)]
    follows: dict[str, set[str]] = {name: set() for name in names}
    for name in names:
        for other in draft.spec(name).after:
            if (other := standing_for.get(other, other)) in follows:
                follows[name].add(other)
        for other in draft.spec(name).before:
            if (other := standing_for.get(other, other)) in follows:
                follows[other].add(name)
    ordered, circles = put_in_order(follows, [name for name in spine if name in follows])
    for circle in circles:
        draft.problems.append(
            f"the order goes in a circle: {' → '.join(circle)}; change their 'after' and 'before', "
            "or leave one out of pipeline.plugins"
        )
    return ordered, bool(circles)


def _check_reads(draft: _Draft, ordered: list[str], circular: bool) -> None:
    """Find the reads that nobody wrote before; in a circle there is no before, so that any writer counts."""
    written = {"brief"}
    if circular:
        written.update(*(draft.spec(name).writes for name in ordered))
    for index, name in enumerate(ordered):
        spec = draft.spec(name)
        for missing in sorted(spec.reads - written):
            later = [other for other in ordered[index + 1 :] if missing in draft.spec(other).writes]
            hint = f" ({later[0]!r} does, but comes later)" if later else did_you_mean(missing, sorted(written))
            draft.problems.append(
                f"{draft.told(name)} reads {missing!r}, which no stage before it writes{hint}; "
                f"written so far: {', '.join(sorted(written))}"
            )
        written |= spec.writes


def _configure(draft: _Draft, name: str) -> PlannedStage:
    plugin, spec = draft.plugins[name], draft.spec(name)
    try:
        config = spec.config.model_validate(draft.settings.stages.get(name, {}))
    except ValidationError as error:
        lines = explain(error, spec.config)
        draft.problems += [f"stages.{name}.{line}".replace(f"{name}.the file: ", f"{name}: ", 1) for line in lines]
        config = NoConfig()
    try:
        TypeAdapter(Any if spec.artifact is None else spec.artifact)
    except (PydanticUserError, PydanticUndefinedAnnotation) as error:
        draft.problems.append(
            f"{draft.told(name)}: its artifact {spec.artifact!r} is no type that can be checked "
            f"({str(error).partition(chr(10))[0]}); use a pydantic model, a dataclass or a plain type"
        )
    return PlannedStage(spec, plugin.package, plugin.version, config, plugin.target.partition(":")[0])


def _roles(draft: _Draft) -> list[str]:
    """Return the model roles that some installed stage may ask for."""
    asked = [role for name in draft.plugins for role in draft.spec(name).roles]
    return ["default", *dict.fromkeys([*asked, *draft.broken])]


def _check_names(draft: _Draft, where: str, names: Iterable[str], known: Sequence[str], what: str = "stage") -> None:
    for name in names:
        if name not in known:
            draft.problems.append(
                f"{where}: no {what} {name!r}{did_you_mean(name, known)}; there are {', '.join(known)}"
            )
