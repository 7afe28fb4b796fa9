"""Random requests from threads and coroutines for as long as you like; then: was each answered once, did memory grow?

    python benchmarks/soak.py --minutes 30 [--base smollm2-135m]

Without a base it makes a tiny model of random weights, so that the machinery is what is tried. Requests differ in
everything; some are cancelled, left alone, too late, too long, or end in an error on purpose. A greedy request that
comes again has to get the same answer again. Prints one line a minute and exits with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyteller_agents.errors import AnswerTimeoutError, ModelError, Stopped
from storyteller_agents.models.engine import Completion, Engine, Request
from storyteller_agents.models.engine.limits import Limits
from storyteller_agents.models.grammar import OutputSchema
from storyteller_agents.models.weights import local_folder
from tests.models.conftest import make_adapter, make_model

SCHEMA = OutputSchema.of({"title": "Mood", "type": "object", "required": ["mood"], "additionalProperties": False,
                          "properties": {"mood": {"type": "string", "maxLength": 20}}})  # fmt: skip


class Soak:
    """Asks, counts and compares."""

    def __init__(self, engine: Engine, adapters: list[Path]) -> None:
        self.engine = engine
        self.adapters = [None, None, *adapters]
        self.words = min(len(engine.tokenizer) - 1, 300)
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.known: dict[int, int] = {}  # digests only, so that what grows is the engine's
        self.lock = threading.Lock()

    def request(self, chance: random.Random) -> Request:
        kind = chance.randrange(40)
        prompt = tuple((kind * 31 + place * 7) % self.words for place in range(chance.choice([1, 3, 20, 64, 90, 250])))
        return Request(
            prompt=prompt,
            max_tokens=chance.choice([1, 5, 20, 60]) if chance.random() > 0.01 else 10_000,
            temperature=chance.choice([0, 0, 0.8, 2.0]),
            seed=chance.randrange(5),
            top_k=chance.choice([0, 50]),
            stop=chance.choice([(), ("e",)]),
            grammar=SCHEMA if chance.random() < 0.25 else None,
            adapter=chance.choice(self.adapters),
            timeout=0.05 if chance.random() < 0.03 else None,
            cancel=_set_at_once() if chance.random() < 0.02 else None,
        )

    def heard(self, request: Request, items: list[Any]) -> None:
        """Look at all that a request was answered with."""
        ends = [item for item in items if isinstance(item, Completion)]
        with self.lock:
            self.counts["answered"] += 1
            if len(ends) != 1 or not isinstance(items[-1], Completion):
                self.wrong.append(f"{len(ends)} ends in {len(items)} items")
            elif "".join(item for item in items[:-1]) != ends[0].text:
                self.wrong.append("the pieces are not the text")
            key = (request.prompt, request.max_tokens, request.temperature, request.seed, request.top_k, request.stop,
                   request.grammar is None, request.adapter)  # fmt: skip
            if self.known.setdefault(hash(key), hash(ends[0].text)) != hash(ends[0].text):
                self.wrong.append(f"another answer to the same request: {request}")

    def by_thread(self, number: int, until: float) -> None:
        chance = random.Random(number)
        while time.monotonic() < until:
            request = self.request(chance)
            leaves = chance.random() < 0.03
            try:
                items = []
                for item in self.engine.stream(request):
                    items.append(item)
                    if leaves:
                        break
                self.counts["left"] += leaves
                if not leaves:
                    self.heard(request, items)
            except (AnswerTimeoutError, Stopped, ModelError) as error:
                self.counts[type(error).__name__] += 1

    async def by_coroutine(self, number: int, until: float) -> None:
        chance = random.Random(1000 + number)
        while time.monotonic() < until:
            request = self.request(chance)
            try:
                items = [item async for item in self.engine.astream(request)]
                self.heard(request, items)
            except (AnswerTimeoutError, Stopped, ModelError) as error:
                self.counts[type(error).__name__] += 1
            await asyncio.sleep(0.001)

    async def coroutines(self, number: int, until: float) -> None:
        await asyncio.gather(*(self.by_coroutine(one, until) for one in range(number)))


def _set_at_once() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def main() -> int:
    """Run the soak; return the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--minutes", type=float, default=30)
    arguments.add_argument("--base", help="a catalogue name or folder; a tiny random model without")
    arguments.add_argument("--threads", type=int, default=24)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = local_folder(given.base) if given.base else make_model(Path(home) / "tiny")
        adapters = [] if given.base else [make_adapter(folder, Path(home) / f"a{n}", seed=n) for n in range(2)]
        engine = Engine(folder, torch.device("cpu"), torch.float32, Limits(rows=16, queue=8, memory=64 * 2**20))
        soak = Soak(engine, adapters)
        until = time.monotonic() + given.minutes * 60
        threads = [threading.Thread(target=soak.by_thread, args=(n, until)) for n in range(given.threads)]
        threads.append(threading.Thread(target=lambda: asyncio.run(soak.coroutines(16, until))))
        for thread in threads:
            thread.start()
        sizes = []
        while any(thread.is_alive() for thread in threads):
            time.sleep(min(60, max(1, until - time.monotonic())))
            gc.collect()
            sizes.append(psutil.Process().memory_info().rss / 2**20)
            print(f"{sizes[-1]:.0f} MiB, {dict(soak.counts)}, wrong {len(soak.wrong)}", flush=True)
        for thread in threads:
            thread.join()
        left = len(engine.batch)
        settled = sizes[len(sizes) // 4 :] or sizes  # after caches and allocators have filled up
        print(f"left in the batch {left}; {settled[0]:.0f} MiB early, {settled[-1]:.0f} MiB at the end")
        for line in soak.wrong[:10]:
            print(line)
        return int(bool(soak.wrong) or left > 0 or settled[-1] > 1.1 * settled[0] + 50)


if __name__ == "__main__":
    sys.exit(main())
