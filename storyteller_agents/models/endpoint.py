"""Models behind an OpenAI-compatible server: vLLM, llama.cpp, Ollama, LM Studio, or a vendor's.

langchain-openai does the talking; this module gives it the same structured output, tool calls and errors as our
local models, and says in words what to do when the server can't be reached. Sampling settings that the role
leaves out are the server's own. Secrets are read from the environment and never shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import LanguageModelInput
from langchain_core.language_models.base import LangSmithParams
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import Field, SecretStr

from storyteller_agents.errors import MissingExtraError, ModelError, ModelUnavailableError, OutputError, did_you_mean
from storyteller_agents.models.structured import StructuredChatModel
from storyteller_agents.settings import ModelSettings

SAMPLING = ("max_tokens", "temperature", "top_p", "top_k", "repetition_penalty", "seed", "stop")
NOT_OPENAI = ("max_tokens", "top_k", "repetition_penalty")
"""Sent beside OpenAI's own arguments: other servers know these names, but the client doesn't, or renames them."""


class EndpointChatModel(StructuredChatModel):
    """A chat model on a server. Make it with `endpoint_model`.

    Attributes:
        endpoint: the server's base URL, without user name and password.
        model: the name that the server knows the model by.
        sampling: the sampling settings that are sent; what is missing is up to the server.
        client: langchain-openai's model, which does the calls.
    """

    endpoint: str
    model: str
    sampling: dict[str, Any] = Field(default_factory=dict)
    client: Any = Field(exclude=True, repr=False)
    secret: SecretStr | None = Field(None, exclude=True, repr=False)

    @property
    def _llm_type(self) -> str:
        return "storyteller-endpoint"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"endpoint": self.endpoint, "model": self.model, **self.sampling}

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop, **kwargs)
        params["ls_provider"] = "storyteller-endpoint"
        return params

    def get_num_tokens(self, text: str) -> int:
        """Return an estimate: the server's tokenizer is not known here."""
        return estimate_tokens(text)

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | dict[str, Any] | bool | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Return a model that may call tools, as the server does it; see the base class for the arguments."""
        bound = self.client.bind_tools(tools, tool_choice=tool_choice, **kwargs)
        return self.bind(**bound.kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        with self._explained(kwargs):
            return self.client._generate(messages, **self._arguments(stop, kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        with self._explained(kwargs):
            for chunk in self.client._stream(messages, **self._arguments(stop, kwargs)):
                if run_manager:
                    run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                yield chunk

    def _arguments(self, stop: list[str] | None, call: dict[str, Any]) -> dict[str, Any]:
        """Return what to send: the model's sampling settings and the call's own, which count more."""
        merged = {**self.sampling, **call} | ({"stop": stop} if stop else {})
        beside = NOT_OPENAI[1:] if urlsplit(self.endpoint).hostname == "api.openai.com" else NOT_OPENAI
        extra = {name: merged.pop(name) for name in beside if name in merged}
        return merged | ({"extra_body": extra} if extra else {})

    @contextmanager
    def _explained(self, arguments: dict[str, Any]) -> Iterator[None]:
        """Turn the client's errors into ours, which name the server, the model and what to do."""
        import openai

        try:
            yield
        except openai.LengthFinishReasonError as error:
            described = (arguments.get("response_format") or {}).get("json_schema") or {}
            raise OutputError(
                f"The answer for {described.get('name', 'the schema')!r} was cut off; raise max_tokens, "
                "or bound the schema's strings and lists more tightly."
            ) from error
        except openai.OpenAIError as error:
            kind = ModelUnavailableError if _may_pass(error) else ModelError
            raise kind(f"{self.model!r} at {self.endpoint}: {self._advice(error)}") from error

    def _advice(self, error: Exception) -> str:
        import openai

        status = getattr(error, "status_code", None)
        if isinstance(error, openai.APITimeoutError):
            return "no answer in time. Raise 'timeout' for this role, or see whether the server is busy."
        if isinstance(error, openai.APIConnectionError):
            return "the server can't be reached. Is it running, and is the URL right (many end in /v1)?"
        if status in (401, 403):
            return "the server refuses the key. Check the environment variable that 'api_key' names for this role."
        if status == 404:
            return "the server knows no such model or address. Ask it for its models (URL + /models); many URLs end in /v1."
        if status == 429:
            return "the server has too many requests, or the account's quota is used up. Try again later."
        said = str(error)
        if self.secret:
            said = said.replace(self.secret.get_secret_value(), "…")
        return f"the server answered with an error: {said[:500]}"


def endpoint_model(settings: ModelSettings, **overrides: Any) -> EndpointChatModel:
    """Return the chat model for a role that names an endpoint.

    Args:
        settings: the role's settings; of the sampling settings only those that are set are sent.
        overrides: sampling settings that count instead (max_tokens, temperature, top_p, top_k,
            repetition_penalty, seed, stop), and fields of every LangChain model, such as ``cache``.

    Raises:
        MissingExtraError: langchain-openai is not installed.
        ModelError: `settings` has no endpoint, or the key's environment variable is not set.
    """
    try:
        from langchain_openai import ChatOpenAI
    except ImportError as error:
        raise MissingExtraError("langchain-openai", "endpoint", "A model behind an endpoint") from error
    if not settings.endpoint or not settings.model:
        raise ModelError("These settings name no 'endpoint' and 'model'.")
    unknown = [name for name in overrides if name not in (*SAMPLING, "cache", "callbacks", "tags", "metadata")]
    if unknown:
        raise ModelError(f"An endpoint has no setting {unknown[0]!r}{did_you_mean(unknown[0], SAMPLING)}")
    sampling = chosen_sampling(settings) | {
        name: value for name, value in overrides.items() if name in SAMPLING and value is not None
    }
    secret = _secret(settings)
    client = ChatOpenAI(
        model=settings.model,
        base_url=settings.endpoint,
        api_key=secret or SecretStr("none"),  # without one the client would send the key of another service
        timeout=settings.timeout,
        max_retries=1,
        use_responses_api=False,
        stream_usage=True,
    )
    others = {name: value for name, value in overrides.items() if name not in SAMPLING}
    return EndpointChatModel(
        endpoint=public_url(settings.endpoint),
        model=settings.model,
        sampling=sampling,
        client=client,
        secret=secret,
        **others,
    )


def _may_pass(error: Exception) -> bool:
    """Whether the same call may succeed later: no connection, no answer in time, too many requests, a server's fault."""
    import openai

    return isinstance(error, openai.APIConnectionError) or getattr(error, "status_code", 0) in (
        408,
        409,
        429,
        *range(500, 600),
    )


def chosen_sampling(settings: ModelSettings) -> dict[str, Any]:
    """Return the sampling settings that a role sets itself, and which are therefore sent."""
    return {name: getattr(settings, name) for name in SAMPLING if name in settings.model_fields_set}


def public_url(url: str) -> str:
    """Return a URL without user name, password and query, fit for messages and files."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text is: four characters each in Latin scripts, one in all others."""
    latin = sum(character < "\u0250" for character in text)
    return len(text) - latin + -(-latin // 4)


def _secret(settings: ModelSettings) -> SecretStr | None:
    if not settings.api_key:
        return None
    variable = settings.api_key.removeprefix("env:")
    value = os.environ.get(variable)
    if not value:
        raise ModelError(
            f"The key for {settings.model!r} at {public_url(settings.endpoint or '')} is to come from the environment "
            f"variable {variable!r}, which is not set. Set it and run the command again."
        )
    return SecretStr(value)
