"""`Models`: which model a role of the pipeline uses, as the settings say.

A stage asks for ``writer`` or ``critic`` and gets a LangChain chat model: one in this process, one behind an
endpoint, or (base ``scripted``) one without weights for tests. Nothing is loaded until a model answers; roles on
one base share its weights. Not for embeddings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from storyteller_agents.errors import ModelError, did_you_mean
from storyteller_agents.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from langchain_core.caches import BaseCache
    from langchain_core.language_models import BaseChatModel

    from storyteller_agents.models.engine.limits import Limits
    from storyteller_agents.models.engine.request import Signal
    from storyteller_agents.models.scripted import Call

SCRIPTED = "scripted"
SAMPLING = ("temperature", "top_p", "top_k", "repetition_penalty")
OVERRIDES = (*SAMPLING, "max_tokens", "stop", "callbacks", "tags", "metadata")
ENDPOINT_CONTEXT = 8192
"""Tokens that a server's model is taken to have room for; it can't be asked in a standard way."""


class Models:
    """The models of one book.

    Args:
        settings: story.toml.
        cache: keeps answers, so that a call with the same prompt, model, sampling and seed costs nothing twice.
        progress: told how far fetching weights has come; see `storyteller_agents.models.weights`.
        cancel: a `threading.Event` or the like; when set, local models stop in the middle of an answer.

    Attributes:
        calls: what scripted models were asked, over all roles.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        cache: BaseCache | None = None,
        progress: Callable[..., Any] | None = None,
        cancel: Signal | None = None,
    ) -> None:
        self._settings = settings
        self._cache = cache
        self._progress = progress
        self._cancel = cancel
        self.calls: list[Call] = []

    def for_role(self, role: str, *, seed: int | None = None, candidates: int = 1, **overrides: Any) -> BaseChatModel:
        """Return the chat model of a role.

        Args:
            role: a name from ``[models]``; one that is not there is the default model.
            seed: None takes the book's.
            candidates: how many answers to the same prompt are asked for at the same time; local models use it.
            overrides: sampling settings that count instead of the role's: temperature, top_p, top_k,
                repetition_penalty, max_tokens (tokens of an answer), stop (a list of strings); and LangChain's
                callbacks, tags and metadata.

        Raises:
            ModelError: an unknown override, or an endpoint whose key is not in the environment.
            MissingExtraError: an endpoint without the package for it.
        """
        if unknown := [name for name in overrides if name not in OVERRIDES]:
            near = did_you_mean(unknown[0], OVERRIDES)
            raise ModelError(f"A model has no setting {unknown[0]!r}{near}; allowed: {', '.join(OVERRIDES)}")
        wanted = self._settings.model(role)
        seed = self._settings.book.seed if seed is None else seed
        given = {"seed": seed, "cache": self._cache, **overrides}
        if wanted.endpoint:
            from storyteller_agents.models.endpoint import endpoint_model

            return endpoint_model(wanted, **given)
        if wanted.base == SCRIPTED:
            from storyteller_agents.models.scripted import ScriptedChatModel

            return ScriptedChatModel(calls=self.calls, **given)
        from storyteller_agents.models.chat import LocalChatModel

        fields = {name: getattr(wanted, name) for name in (*SAMPLING, "base", "adapter", "device", "dtype", "quantize")}
        return LocalChatModel(
            cancel=self._cancel,
            progress=self._progress,
            limits=self._limits(),
            candidates=candidates,
            **{**fields, **given},
        )

    def _limits(self) -> Limits:
        from storyteller_agents.models.engine.limits import GIB, Limits

        wanted = self._settings.engine
        return Limits(wanted.rows, wanted.queue, int(wanted.memory * GIB) if wanted.memory else None)

    def describe(self, role: str) -> dict[str, Any]:
        """Return what decides a role's text, as plain data for a lock file; nothing is loaded or fetched.

        The keys are ``base``, ``adapter``, ``adapter_digest`` and ``dtype``, or ``endpoint`` and ``model``, and
        the sampling settings; what is not set is left out. An adapter that was trained again has a new digest.
        """
        wanted = self._settings.model(role)
        if wanted.endpoint:
            from storyteller_agents.models.endpoint import chosen_sampling, public_url

            return {"endpoint": public_url(wanted.endpoint), "model": wanted.model, **chosen_sampling(wanted)}
        if wanted.base == SCRIPTED:
            return {"base": SCRIPTED}
        told = {
            "base": wanted.base,
            "adapter": wanted.adapter,
            "adapter_digest": _digest(wanted),
            "dtype": wanted.dtype,
            "quantize": wanted.quantize,
        }
        told |= {name: getattr(wanted, name) for name in SAMPLING}
        return {name: value for name, value in told.items() if value is not None}

    def context(self, role: str) -> int:
        """Return how many tokens a role's model has room for, prompt and answer together.

        Weights are not loaded, but for a model that is neither in the catalogue nor on this machine they are
        fetched, since nothing else knows.

        Raises:
            WeightsError: there is no such model.
        """
        wanted = self._settings.model(role)
        if wanted.endpoint or wanted.base == SCRIPTED:
            return ENDPOINT_CONTEXT
        from storyteller_agents.models.engine.loading import read_context
        from storyteller_agents.models.weights import find_entry, is_pulled, local_folder

        base = str(wanted.base)
        if not is_pulled(base) and (declared := find_entry(base).context):
            return declared
        return read_context(local_folder(base, progress=self._progress))

    def count_tokens(self, role: str, text: str) -> int:
        """Return how many tokens a text is for a role's model: exact for local models, an estimate for others.

        Raises:
            WeightsError: there is no such model.
        """
        wanted = self._settings.model(role)
        if wanted.endpoint or wanted.base == SCRIPTED:
            from storyteller_agents.models.endpoint import estimate_tokens

            return estimate_tokens(text)
        from storyteller_agents.models.conversation import count_tokens
        from storyteller_agents.models.weights import local_folder

        return count_tokens(local_folder(str(wanted.base), progress=self._progress), text)


def _digest(wanted: ModelSettings) -> str | None:
    if not wanted.adapter:
        return None
    from storyteller_agents.models.adapters import adapter_digest, find_adapter

    try:
        return adapter_digest(find_adapter(wanted.adapter, str(wanted.base)))
    except ModelError:  # said when the model is asked; a book can be looked at without its adapter
        return None
