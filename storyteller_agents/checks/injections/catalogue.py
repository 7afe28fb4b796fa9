"""All rules of the injector, by language: the literary wordings of each, then the plain ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storyteller_agents.checks.injections import (
    broken_time,
    broken_world_rule,
    changed_count,
    changed_trait,
    chinese,
    dead_acts,
    drifting_name,
    early_knowledge,
    impossible_age,
    impossible_kinship,
    loose_thread,
    lost_object,
    narration_slip,
    two_places,
)
from storyteller_agents.checks.injections.plain import broken_time as plain_broken_time
from storyteller_agents.checks.injections.plain import broken_world_rule as plain_broken_world_rule
from storyteller_agents.checks.injections.plain import changed_count as plain_changed_count
from storyteller_agents.checks.injections.plain import changed_trait as plain_changed_trait
from storyteller_agents.checks.injections.plain import dead_acts as plain_dead_acts
from storyteller_agents.checks.injections.plain import drifting_name as plain_drifting_name
from storyteller_agents.checks.injections.plain import early_knowledge as plain_early_knowledge
from storyteller_agents.checks.injections.plain import impossible_age as plain_impossible_age
from storyteller_agents.checks.injections.plain import impossible_kinship as plain_impossible_kinship
from storyteller_agents.checks.injections.plain import loose_thread as plain_loose_thread
from storyteller_agents.checks.injections.plain import lost_object as plain_lost_object
from storyteller_agents.checks.injections.plain import narration_slip as plain_narration_slip
from storyteller_agents.checks.injections.plain import two_places as plain_two_places
from storyteller_agents.checks.injections.variant import Rule, Variant, Words


def _both(literary: Rule, variants: Sequence[Variant], decoys: Sequence[Variant], words: Words | None = None) -> Rule:
    """Return a rule with plain wordings too; an id of a plain one begins with ``plain-``."""
    return replace(
        literary,
        variants=(*literary.variants, *map(_plain, variants)),
        decoys=(*literary.decoys, *map(_plain, decoys)),
        words={**literary.words, **(words or {})},
    )


def _plain(variant: Variant) -> Variant:
    return replace(variant, id=f"plain-{variant.id}", style="plain")


ENGLISH: tuple[Rule, ...] = (
    _both(dead_acts.RULE, plain_dead_acts.VARIANTS, plain_dead_acts.DECOYS),
    _both(changed_trait.RULE, plain_changed_trait.VARIANTS, plain_changed_trait.DECOYS, plain_changed_trait.WORDS),
    _both(impossible_age.RULE, plain_impossible_age.VARIANTS, plain_impossible_age.DECOYS),
    _both(impossible_kinship.RULE, plain_impossible_kinship.VARIANTS, plain_impossible_kinship.DECOYS),
    _both(two_places.RULE, plain_two_places.VARIANTS, plain_two_places.DECOYS),
    _both(broken_time.RULE, plain_broken_time.VARIANTS, plain_broken_time.DECOYS),
    _both(changed_count.RULE, plain_changed_count.VARIANTS, plain_changed_count.DECOYS, plain_changed_count.WORDS),
    _both(lost_object.RULE, plain_lost_object.VARIANTS, plain_lost_object.DECOYS, plain_lost_object.WORDS),
    _both(early_knowledge.RULE, plain_early_knowledge.VARIANTS, plain_early_knowledge.DECOYS),
    _both(drifting_name.RULE, plain_drifting_name.VARIANTS, plain_drifting_name.DECOYS),
    _both(narration_slip.RULE, plain_narration_slip.VARIANTS, plain_narration_slip.DECOYS),
    _both(broken_world_rule.RULE, plain_broken_world_rule.VARIANTS, plain_broken_world_rule.DECOYS),
    _both(loose_thread.RULE, plain_loose_thread.VARIANTS, plain_loose_thread.DECOYS),
)
CHINESE: tuple[Rule, ...] = chinese.RULES
NAMES = tuple(rule.name for rule in ENGLISH)


def rules_for(language: str, names: Sequence[str] | None = None) -> list[Rule]:
    """Return the rules of a language, all or those named.

    Raises:
        ValueError: a name is no rule's; says which there are.
    """
    unknown = sorted(set(names or ()) - set(NAMES))
    if unknown:
        raise ValueError(f"no rule {unknown[0]!r} to inject; there are: {', '.join(NAMES)}")
    chosen = CHINESE if language == "zh" else ENGLISH
    return [rule for rule in chosen if names is None or rule.name in names]
