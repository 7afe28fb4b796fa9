"""From LangChain messages to the token ids of a prompt.

Contents are data: text that looks like a control token (``<|im_end|>``) or like a marker of the chat template
(``[INST]``) is broken by a space, so that nothing which an author, a lore entry or a model wrote can close its
turn and open another. Not for choosing what to say: prompts come from `storyteller_agents.prompts`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

from langchain_core.messages import AIMessage, BaseMessage, ChatMessage, HumanMessage, SystemMessage, ToolMessage

from storyteller_agents.errors import ModelError

FALLBACK_TEMPLATE = (
    "{% for message in messages %}### {{ message['role'] | capitalize }}:\n{{ message['content'] }}\n\n{% endfor %}"
    "{% if add_generation_prompt %}### Assistant:\n{% endif %}"
)
"""For base models, whose tokenizers have no chat template."""

_MARKER = re.compile(
    r"<\|[^<>|\s]{1,40}\|>|</?[a-z]+_of_[a-z]+>|\[/?[A-Z_]{2,24}\]|<</?SYS>>|###\s?(?=\w|\{)|<｜[^<>｜\s]{1,40}｜>"
)


class Turn(TypedDict):
    """One turn of a conversation: role (``system``, ``user`` or ``assistant``) and text."""

    role: str
    content: str


def turns(messages: Sequence[BaseMessage]) -> tuple[Turn, ...]:
    """Return the messages as turns of plain text; system messages side by side become one.

    Raises:
        ModelError: there are no messages, or one holds something other than text.
    """
    if not messages:
        raise ModelError("There is nothing to answer: the list of messages is empty. Give at least one message.")
    found: list[Turn] = []
    for message in messages:
        turn = _turn(message)
        if found and turn["role"] == "system" == found[-1]["role"]:
            found[-1]["content"] += f"\n\n{turn['content']}"
        else:
            found.append(turn)
    return tuple(found)


def prompt_ids(tokenizer: Any, conversation: Sequence[Turn]) -> list[int]:
    """Return the prompt's token ids, ending where the model's answer begins.

    A conversation that ends with the assistant's turn is one that he goes on with: the answer continues its text.

    When the last turn is the assistant's, the answer goes on from its words, as if the model had written them.

    Args:
        tokenizer: a fast transformers tokenizer; its chat template is used, or `FALLBACK_TEMPLATE`.

    Raises:
        ModelError: the template refuses the conversation.
    """
    template = tokenizer.chat_template or FALLBACK_TEMPLATE
    broken = neutraliser(tokenizer)
    safe = [Turn(role=turn["role"], content=broken(turn["content"])) for turn in conversation]
    begun = safe.pop()["content"] if safe[-1]["role"] == "assistant" else ""
    text = _rendered(tokenizer, template, safe) + begun
    return list(tokenizer(text, add_special_tokens=tokenizer.chat_template is None)["input_ids"])


def neutraliser(tokenizer: Any) -> Callable[[str], str]:
    """Return a function that breaks control tokens and template markers in a text: ``< |im_end|>``."""
    added = tokenizer.added_tokens_decoder.values()
    # A token that was added without being special is a marker if it looks like one, and else a word.
    tokens = {token.content for token in added if token.special or re.fullmatch(r"[<\[].+[>\]]", token.content)}
    template = tokenizer.chat_template or FALLBACK_TEMPLATE
    markers = _MARKER.findall(template if isinstance(template, str) else json.dumps(template))
    return _breaker(frozenset(found for found in tokens.union(markers) if len(found.strip()) > 1))


def count_tokens(folder: Path, text: str) -> int:
    """Return how many tokens `text` has for the model in `folder`, without loading the model or torch.

    Raises:
        ModelError: the folder has no readable tokenizer.json.
    """
    return len(_plain_tokenizer(folder).encode(text, add_special_tokens=False).ids)


def context_length(config: Mapping[str, Any]) -> int:
    """Return a model's context in tokens as its config.json declares it."""
    for name in ("max_position_embeddings", "n_positions", "max_sequence_length", "seq_length"):
        if isinstance(config.get(name), int):
            return int(config[name])
    inner = config.get("text_config")
    return context_length(inner) if inner else 2048


def _turn(message: BaseMessage) -> Turn:
    text = _text(message)
    if isinstance(message, SystemMessage):
        return Turn(role="system", content=text)
    if isinstance(message, AIMessage):
        calls = [
            json.dumps({"name": c["name"], "arguments": c["args"]}, ensure_ascii=False) for c in message.tool_calls
        ]
        return Turn(role="assistant", content="\n".join(filter(None, [text, *calls])))
    if isinstance(message, ToolMessage):
        return Turn(role="user", content=f"The tool {message.name or message.tool_call_id} answered: {text}")
    if isinstance(message, ChatMessage) and message.role in ("system", "assistant"):
        return Turn(role=message.role, content=text)
    if isinstance(message, HumanMessage | ChatMessage):
        return Turn(role="user", content=text)
    raise ModelError(f"A {type(message).__name__} can't be put to a model; use system, human, AI and tool messages.")


def _text(message: BaseMessage) -> str:
    if isinstance(message.content, str):
        return message.content
    parts: list[str] = []
    for block in message.content:
        if isinstance(block, str):
            parts.append(block)
        elif block.get("type") == "text":
            parts.append(str(block["text"]))
        elif block.get("type") not in ("tool_use", "tool_call", "reasoning", "thinking"):
            raise ModelError(
                f"A local model reads text only, but a message holds a block of type {block.get('type')!r}."
            )
    return "\n".join(parts)


@lru_cache(maxsize=32)
def _breaker(controls: frozenset[str]) -> Callable[[str], str]:
    if not controls:
        return str
    pattern = re.compile("|".join(re.escape(token) for token in sorted(controls, key=len, reverse=True)))

    def broken(text: str) -> str:
        while pattern.search(text):  # breaking one token can uncover another that overlapped it
            text = pattern.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)
        return text

    return broken


def _rendered(tokenizer: Any, template: Any, conversation: list[Turn]) -> str:
    from jinja2 import TemplateError

    # Models that can think aloud would put their thoughts into the prose; other templates ignore the switch.
    given: dict[str, Any] = {"tokenize": False, "add_generation_prompt": True, "enable_thinking": False}
    if template == FALLBACK_TEMPLATE:
        given["chat_template"] = template
    try:
        return str(tokenizer.apply_chat_template(conversation, **given))
    except TemplateError:  # some templates refuse system turns, or two turns of one role in a row
        try:
            return str(tokenizer.apply_chat_template(_alternating(conversation), **given))
        except TemplateError as error:
            raise ModelError(f"The model's chat template refuses this conversation: {error}") from error


def _alternating(conversation: Sequence[Turn]) -> list[Turn]:
    """Return the conversation with system turns given by the user, and neighbours of one role joined."""
    found: list[Turn] = []
    for turn in conversation:
        role = "assistant" if turn["role"] == "assistant" else "user"
        if found and found[-1]["role"] == role:
            found[-1]["content"] += f"\n\n{turn['content']}"
        else:
            found.append(Turn(role=role, content=turn["content"]))
    return found


@lru_cache(maxsize=8)
def _plain_tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises bare Exception
        raise ModelError(f"{folder / 'tokenizer.json'}: can't be read as a tokenizer: {error}") from error
