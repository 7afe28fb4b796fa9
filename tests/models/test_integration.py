"""LangChain's own integration tests for chat models, on the embedded weights."""

from __future__ import annotations

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_tests.integration_tests import ChatModelIntegrationTests

from storyteller_agents.models.chat import LocalChatModel


@pytest.mark.embedded
class TestIntegration(ChatModelIntegrationTests):
    """The embedded model, greedy, so that a run is like the last one."""

    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return LocalChatModel

    @property
    def chat_model_params(self) -> dict:
        return {"base": "smollm2-135m", "temperature": 0, "max_tokens": 60}
