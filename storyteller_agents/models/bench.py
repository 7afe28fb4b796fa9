"""How fast a model writes: the engine beside transformers' own `generate`, in one run on one machine.

Figures of different runs can't be compared on a machine that does other things too; ratios of one run can. The
baseline is plain transformers on a second copy of the weights: same number format, same sampling, nothing of ours.
Prompts are random tokens, and every answer has exactly the length that was asked for. Not for quality.
"""

from __future__ import annotations

import gc
import platform
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from storyteller_agents.models.engine import Engine, Request
from storyteller_agents.models.engine.loading import load_plain
from storyteller_agents.models.grammar import OutputSchema
from storyteller_agents.models.threads import in_torch

if TYPE_CHECKING:
    from storyteller_agents.models.chat import LocalChatModel


class Passage(BaseModel):
    """A schema that holds one long text, so that the model writes under a grammar for the whole answer."""

    text: str = Field(min_length=4000, max_length=6000)


@dataclass(frozen=True)
class Sizes:
    """How much is measured; the defaults are those of the published figures.

    Attributes:
        prompt, output: tokens read and written by each request.
        alone: requests that the baseline answers one after another.
        concurrent: numbers of requests side by side.
        mixed: requests of mixed lengths; `lengths` the shortest and longest of them.
        fixed: size of the baseline's batches for those.
        shared_prompt, shared_output, candidates: of the one prompt that several answers share.
        rounds: how often what is compared closely is repeated.
    """

    prompt: int = 128
    output: int = 128
    alone: int = 3
    concurrent: tuple[int, ...] = (1, 4, 8, 16, 32)
    mixed: int = 64
    lengths: tuple[int, int] = (40, 400)
    fixed: int = 16
    shared_prompt: int = 1200
    shared_output: int = 64
    candidates: int = 8
    rounds: int = 5


QUICK = Sizes(
    prompt=32, output=16, alone=1, concurrent=(1, 4), mixed=6, lengths=(4, 24), fixed=3, shared_prompt=200,
    shared_output=4, candidates=3, rounds=1,
)  # fmt: skip
"""Enough to see that everything works; too little to say how fast it is."""


@dataclass(frozen=True)
class Measured:
    """One row of the table: what was done, by how many requests side by side, and how fast."""

    name: str
    requests: int
    tokens: int
    seconds: float

    @property
    def rate(self) -> float:
        """Tokens a second."""
        return self.tokens / self.seconds


@dataclass
class Report:
    """What a run of the bench found: rows, and the ratios between them that matter."""

    machine: dict[str, Any]
    rows: list[Measured] = field(default_factory=list)
    ratios: dict[str, float] = field(default_factory=dict)

    def row(self, name: str) -> Measured:
        """Return the row of that name."""
        return next(row for row in self.rows if row.name == name)


class Bench:
    """Measures one engine.

    Args:
        engine: the engine; nothing else should use it meanwhile.
        sizes: how much to measure.
        tell: told what is measured now.
    """

    def __init__(self, engine: Engine, sizes: Sizes, tell: Callable[[str], None]) -> None:
        self._engine = engine
        self._sizes = sizes
        self._tell = tell
        self._random = random.Random(0)
        self._report = Report(describe(engine))

    def run(self, model: LocalChatModel) -> Report:
        """Measure all; `model` is the chat model on this engine, for what LangChain adds."""
        self._engine.complete(self._request(8, 4))  # loads the weights
        self._tell("loading a second copy for the baseline")
        baseline = in_torch(load_plain, self._engine.folder, self._engine.device, self._engine.dtype)
        self._uniform(baseline)
        self._mixed(baseline)
        del baseline
        gc.collect()
        self._grammar()
        self._shared()
        self._layers(model)
        return self._report

    # What is measured --------------------------------------------------------------------------------------

    def _uniform(self, baseline: Any) -> None:
        sizes = self._sizes
        lone = self._add("generate, one after another", 1, self._generate_alone(baseline))
        for number in sizes.concurrent:
            found = self._add(f"engine, {number} side by side", number, self._asked(self._many(number)))
            self._report.ratios[f"{number} side by side / generate one after another"] = found.rate / lone.rate
        for number in [number for number in sizes.concurrent if number >= max(sizes.concurrent) / 2]:
            batched = self._add(f"generate, one batch of {number}", number, self._generate(baseline, number))
            ours = self._report.row(f"engine, {number} side by side")
            self._report.ratios[f"{number} side by side / one generate batch of {number}"] = ours.rate / batched.rate

    def _mixed(self, baseline: Any) -> None:
        sizes = self._sizes
        lengths = [self._random.randint(*sizes.lengths) for _ in range(sizes.mixed)]
        ours = self._add(
            "engine, mixed lengths", sizes.mixed, self._asked([self._request(sizes.prompt, n) for n in lengths])
        )
        batches = [lengths[at : at + sizes.fixed] for at in range(0, len(lengths), sizes.fixed)]
        seconds = sum(self._generate(baseline, len(batch), max(batch))[1] for batch in batches)
        fixed = self._add(f"generate, mixed lengths in batches of {sizes.fixed}", sizes.fixed, (sum(lengths), seconds))
        self._report.ratios[f"mixed lengths / generate in batches of {sizes.fixed}"] = ours.rate / fixed.rate

    def _grammar(self) -> None:
        number = max(self._sizes.concurrent)
        schema = OutputSchema.of(Passage)
        self._asked([replace(self._request(4, 4), grammar=schema)])  # compiles it
        self._report.ratios["grammar rows / free rows"] = self._in_turns(
            f"engine, {number} grammar rows",
            lambda: [replace(one, grammar=schema) for one in self._many(number)],
            f"engine, {number} free rows",
            lambda: self._many(number),
        )

    def _shared(self) -> None:
        sizes = self._sizes

        def alike() -> list[Request]:
            prompt = self._request(sizes.shared_prompt, sizes.shared_output)
            return [replace(prompt, seed=seed, candidates=sizes.candidates) for seed in range(sizes.candidates)]

        def apart() -> list[Request]:
            return [self._request(sizes.shared_prompt, sizes.shared_output) for _ in range(sizes.candidates)]

        shared, different = "engine, candidates of one prompt", "engine, as many different prompts"
        ratio = self._in_turns(shared, alike, different, apart)
        self._report.ratios["candidates of one prompt / different prompts"] = ratio
        alone = [self._asked([request]) for request in apart()]
        one_by_one = self._add(
            "engine, different prompts one after another", 1, (sum(n for n, _ in alone), sum(s for _, s in alone))
        )
        ratio = self._report.row(shared).rate / one_by_one.rate
        self._report.ratios["candidates of one prompt / one after another"] = ratio

    def _layers(self, model: LocalChatModel) -> None:
        """What LangChain, the queue and the threads add to the time of the steps themselves."""
        number = min(16, max(self._sizes.concurrent))
        found = []
        for _ in range(self._sizes.rounds):
            texts = [self._engine.tokenizer.decode(request.prompt) for request in self._many(number)]
            busy, seconds = self._busy(partial(model.batch, texts, max_tokens=self._sizes.output))
            found.append(seconds / busy - 1)
        self._report.ratios["time added by LangChain and the queue"] = median(found)

    # Means -------------------------------------------------------------------------------------------------

    def _in_turns(
        self, name: str, requests: Callable[[], list[Request]], other: str, others: Callable[[], list[Request]]
    ) -> float:
        """Ask for one kind and the other in turns; return the median of the ratios of each round.

        So a slow minute of the machine hits both alike.
        """
        rounds = [(self._asked(requests()), self._asked(others())) for _ in range(self._sizes.rounds)]
        for kind, found in zip((name, other), zip(*rounds, strict=True), strict=True):
            self._add(kind, len(requests()), sorted(found, key=lambda one: one[0] / one[1])[len(found) // 2])
        return median(ours[0] / ours[1] * theirs[1] / theirs[0] for ours, theirs in rounds)

    def _add(self, name: str, requests: int, found: tuple[int, float]) -> Measured:
        self._report.rows.append(Measured(name, requests, *found))
        self._tell(f"{name}: {self._report.rows[-1].rate:.0f} tokens a second")
        return self._report.rows[-1]

    def _request(self, prompt: int, output: int) -> Request:
        words = len(self._engine.tokenizer) - 1000
        ids = tuple(self._random.randrange(200, max(words, 300)) for _ in range(prompt))
        return Request(prompt=ids, max_tokens=output, min_tokens=output, seed=self._random.randrange(2**31))

    def _many(self, number: int) -> list[Request]:
        return [self._request(self._sizes.prompt, self._sizes.output) for _ in range(number)]

    def _asked(self, requests: Sequence[Request]) -> tuple[int, float]:
        """Put requests to the engine at the same time; return the tokens written and the seconds."""
        with ThreadPoolExecutor(len(requests)) as callers:
            start = time.perf_counter()
            done = list(callers.map(self._engine.complete, requests))
            return sum(one.output_tokens for one in done), time.perf_counter() - start

    def _busy(self, work: Callable[[], Any]) -> tuple[float, float]:
        """Return the seconds that the model's steps took, and the seconds that the work took."""
        batch: Any = self._engine.batch
        step, spent = batch._step, []

        def timed() -> None:
            start = time.perf_counter()
            step()
            spent.append(time.perf_counter() - start)

        batch._step = timed
        try:
            start = time.perf_counter()
            work()
            return sum(spent), time.perf_counter() - start
        finally:
            del batch._step

    def _generate_alone(self, baseline: Any) -> tuple[int, float]:
        found = [self._generate(baseline, 1) for _ in range(self._sizes.alone)]
        return sum(tokens for tokens, _ in found), sum(seconds for _, seconds in found)

    def _generate(self, baseline: Any, number: int, output: int | None = None) -> tuple[int, float]:
        return in_torch(self._generate_here, baseline, number, output or self._sizes.output)

    def _generate_here(self, baseline: Any, number: int, output: int) -> tuple[int, float]:
        import torch

        like = self._request(1, 1)
        ids = torch.tensor([self._request(self._sizes.prompt, 1).prompt for _ in range(number)], device=baseline.device)
        given = {name: getattr(like, name) for name in ("temperature", "top_k", "top_p", "repetition_penalty")}
        start = time.perf_counter()
        with torch.inference_mode():
            baseline.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                do_sample=True,
                max_new_tokens=output,
                min_new_tokens=output,
                **given,
            )
        return number * output, time.perf_counter() - start


def describe(engine: Engine) -> dict[str, Any]:
    """Return what the figures depend on: processor, threads, versions, model, number format."""
    import torch
    import transformers

    on_gpu = engine.device.type == "cuda"
    name = torch.cuda.get_device_name(engine.device) if on_gpu else _processor() or platform.machine()
    return {
        "device": name,
        "threads": torch.get_num_threads(),
        "model": engine.folder.name,
        "dtype": str(engine.dtype).removeprefix("torch."),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _processor() -> str:
    """Return the processor's name as Linux tells it, or an empty string."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - not a file of ours
            return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        return ""
