"""The names of a text, counted as its language asks, or taken from what was counted before."""

from __future__ import annotations

from storyteller_agents.canon.cache import Cache
from storyteller_agents.canon.names import NameCounts, count_names
from storyteller_agents.files import digest
from storyteller_agents.language import base_language


def counted(text: str, language: str, cache: Cache) -> NameCounts:
    """Return the names of a text, counted; from the cache, if it has been read before."""
    base = base_language(language)
    base = base if base in ("zh", "ja") else "en"  # all that have capitals are counted alike
    key = digest([text, base])
    counts = cache.counts.get(key)
    if counts is None:
        counts = cache.counts[key] = _count(text, base)
    return counts


def _count(text: str, language: str) -> NameCounts:
    if language == "zh":
        from storyteller_agents.canon.chinese_names import chinese_counts

        return chinese_counts(text)
    return NameCounts() if language == "ja" else count_names(text)
