"""Endpoints, against a small server on this machine that speaks OpenAI's protocol."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import pytest
from langchain_core.messages import HumanMessage
from pydantic import BaseModel, Field

from storyteller_agents.errors import MissingExtraError, ModelError, OutputError
from storyteller_agents.models.endpoint import EndpointChatModel, endpoint_model, estimate_tokens, public_url
from storyteller_agents.settings import ModelSettings

KEY = "sk-very-secret-1234"


class Mood(BaseModel):
    """A small schema."""

    mood: Literal["calm", "tense"]
    note: str = Field(max_length=20)


class Server(ThreadingHTTPServer):
    """Answers every chat with `content`, in the way that `mode` says, and keeps the requests' bodies."""

    daemon_threads = True
    content = "The lamp is lit."
    mode = "answer"
    tool_calls: list[dict[str, Any]] | None = None
    finish_reason = "stop"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    def handle_error(self, *args: object) -> None:
        """Say nothing of a client that left before its answer came."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.keys.append(self.headers["Authorization"])
        if self.server.mode == "slow":
            time.sleep(3)
        if self.server.mode == "key" and self.headers["Authorization"] != f"Bearer {KEY}":
            return self.fail(401, f"Incorrect API key provided: {self.headers['Authorization']}")
        if body["model"] != "story-7b":
            return self.fail(404, f"The model {body['model']} does not exist")
        if self.server.mode == "broken":
            return self.fail(400, f"you sent {self.headers['Authorization']}")
        if body.get("stream"):
            return self.stream()
        message = {"role": "assistant", "content": self.server.content, "tool_calls": self.server.tool_calls}
        choice = {"index": 0, "message": message, "finish_reason": self.server.finish_reason}
        return self.send(200, self.envelope("chat.completion", [choice]) | {"usage": USAGE})

    def envelope(self, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return {"id": "c1", "object": kind, "created": 1, "model": "story-7b", "choices": choices}

    def fail(self, status: int, message: str) -> None:
        self.send(status, {"error": {"message": message, "type": "error", "code": None, "param": None}})

    def send(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        words = [f"{word} " for word in self.server.content.split()]
        deltas: list[dict[str, Any]] = [
            {"role": "assistant", "content": ""},
            *({"content": word} for word in words),
            {},
        ]
        for number, delta in enumerate(deltas):
            last = self.server.finish_reason if number == len(deltas) - 1 else None
            self.event(self.envelope("chat.completion.chunk", [{"index": 0, "delta": delta, "finish_reason": last}]))
        self.event(self.envelope("chat.completion.chunk", []) | {"usage": USAGE})
        self.wfile.write(b"data: [DONE]\n\n")

    def event(self, body: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(body)}\n\n".encode())


USAGE = {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16}


@pytest.fixture
def server() -> Iterator[Server]:
    """A running server."""
    running = Server()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def model_for(server: Server, **settings: Any) -> EndpointChatModel:
    overrides = settings.pop("overrides", {})
    return endpoint_model(
        ModelSettings(endpoint=server.url, model=settings.pop("model", "story-7b"), **settings), **overrides
    )


def test_it_answers(server: Server) -> None:
    answer = model_for(server).invoke([HumanMessage("Light the lamp.")])
    assert answer.content == "The lamp is lit."
    assert answer.usage_metadata and answer.usage_metadata["total_tokens"] == 16
    assert answer.response_metadata["finish_reason"] == "stop"
    assert server.bodies[0]["messages"] == [{"role": "user", "content": "Light the lamp."}]


def test_it_streams(server: Server) -> None:
    pieces = list(model_for(server).stream("Light the lamp."))
    assert [piece.content for piece in pieces if piece.content] == ["The ", "lamp ", "is ", "lit. "]
    whole = sum(pieces[1:], pieces[0])
    assert whole.usage_metadata and whole.usage_metadata["output_tokens"] == 5


def test_only_what_is_set_is_sent(server: Server) -> None:
    model_for(server).invoke("a")
    assert set(server.bodies[0]) == {"messages", "model", "stream"}
    overrides = {"max_tokens": 9, "seed": 4, "stop": ["END"], "temperature": None}
    model = model_for(server, temperature=0.3, top_k=7, repetition_penalty=1.2, overrides=overrides)
    model.invoke("a")
    sent = {name: value for name, value in server.bodies[1].items() if name not in ("messages", "model", "stream")}
    wanted = {"temperature": 0.3, "top_k": 7, "repetition_penalty": 1.2, "max_tokens": 9, "seed": 4, "stop": ["END"]}
    assert sent == wanted
    model.invoke("a", max_tokens=3, temperature=0)
    assert {**wanted, "max_tokens": 3, "temperature": 0}.items() <= server.bodies[2].items()
    with pytest.raises(ModelError, match="did you mean 'max_tokens'"):
        model_for(server, overrides={"max_token": 9})


def test_structured_output_is_asked_for_and_validated(server: Server) -> None:
    server.content = '{"mood": "calm", "note": "fine"}'
    model = model_for(server)
    assert model.with_structured_output(Mood).invoke("a") == Mood(mood="calm", note="fine")
    asked = server.bodies[0]["response_format"]
    assert asked["type"] == "json_schema"
    assert asked["json_schema"]["name"] == "Mood"
    assert set(asked["json_schema"]["schema"]["properties"]) == {"mood", "note"}
    schema = Mood.model_json_schema()
    assert model.with_structured_output(schema).invoke("a") == {"mood": "calm", "note": "fine"}
    assert list(model.with_structured_output(Mood).stream("a"))[-1] == Mood(mood="calm", note="fine")
    server.content = '{"mood": "wild", "note": "fine"}'
    for wanted in (Mood, schema):
        with pytest.raises(OutputError, match=r"'Mood'.*mood"):
            model.with_structured_output(wanted).invoke("a")
    assert model.with_structured_output(Mood, include_raw=True).invoke("a")["parsed"] is None
    server.finish_reason = "length"
    with pytest.raises(OutputError, match="'Mood' was cut off"):
        model.with_structured_output(Mood).invoke("a")


def test_tools_are_passed_on(server: Server) -> None:
    def add(a: int, b: int) -> int:
        """Add two numbers."""
        return a + b

    function = {"name": "add", "arguments": '{"a": 1, "b": 2}'}
    server.tool_calls = [{"id": "x", "type": "function", "function": function}]
    answer = model_for(server).bind_tools([add], tool_choice="any").invoke("a")
    assert answer.tool_calls[0]["args"] == {"a": 1, "b": 2}
    assert server.bodies[0]["tool_choice"] == "required"


def test_the_key_comes_from_the_environment_and_is_never_shown(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.mode = "key"
    settings = {"api_key": "env:CRITIC_KEY"}
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    monkeypatch.delenv("CRITIC_KEY", raising=False)
    with pytest.raises(ModelError, match=r"'CRITIC_KEY'.*not set"):
        model_for(server, **settings)
    monkeypatch.setenv("CRITIC_KEY", KEY)
    model = model_for(server, **settings)
    assert model.invoke("a").content == "The lamp is lit."
    assert server.keys == [f"Bearer {KEY}"]
    server.mode = "broken"
    with pytest.raises(ModelError) as caught:
        model.invoke("a")
    assert KEY not in str(caught.value)
    assert KEY not in repr(model) + str(model._identifying_params) + str(model._get_invocation_params())
    server.mode = "key"
    with pytest.raises(ModelError, match="refuses the key"):
        model_for(server).invoke("a")
    assert server.keys[-1] == "Bearer none", "the key of another service must not be sent"


def test_errors_name_the_server_the_model_and_the_remedy(server: Server) -> None:
    with pytest.raises(ModelError, match=rf"'story-9b' at {server.url}: .*no such model"):
        model_for(server, model="story-9b").invoke("a")
    with pytest.raises(ModelError, match="no such model"):
        list(model_for(server, model="story-9b").stream("a"))
    server.mode = "slow"
    with pytest.raises(ModelError, match=r"no answer in time.*timeout"):
        model_for(server, timeout=0.2).invoke("a")
    nowhere = ModelSettings(endpoint="http://user:pass@127.0.0.1:9/v1", model="story-7b")
    with pytest.raises(ModelError, match=r"'story-7b' at http://127\.0\.0\.1:9/v1: the server can't be reached"):
        endpoint_model(nowhere).invoke("a")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_openai", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'storyteller-agents\[endpoint\]'"):
        endpoint_model(ModelSettings(endpoint="http://127.0.0.1:9/v1", model="story-7b"))


def test_tokens_are_estimated_for_every_script() -> None:
    assert estimate_tokens("The lamp is lit.") == 4
    assert estimate_tokens("灯塔的守护者") == 6
    assert estimate_tokens("") == 0


def test_a_url_is_shown_without_secrets() -> None:
    assert public_url("https://me:secret@host:8/v1?key=x") == "https://host:8/v1"
