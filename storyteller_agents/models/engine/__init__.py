"""The engine: one model in memory, and every request to it in one batch.

    request.py    what is asked, and what is answered
    engine.py     from a request to its answer, for threads and for coroutines
    batch.py      who runs, who waits, who shares what was read; one step after another
    row.py        one request in the making
    forward.py    one step of the model over the new tokens of many rows
    attention.py  every row looks at its own keys, without padding
    slots.py      decoding on a GPU, in shapes that can be recorded
    linear.py     the same products however many rows there are, and faster, on a CPU
    memory.py     keys and values of rows, and beginnings of prompts that they share
    lora.py       rows of different adapters in one step
    sampling.py   the next token of every row
    text.py       tokens into text, stop strings cut off
    limits.py     rows, waiting callers, memory
    loading.py    a model from its folder

A row's text doesn't depend on its neighbours: not only are its random numbers its own, on a CPU with oneDNN its
scores are the same bit for bit, whoever runs beside it and whatever it shares.
"""

from storyteller_agents.models.engine.engine import Engine, get_engine
from storyteller_agents.models.engine.request import Completion, Request

__all__ = ["Completion", "Engine", "Request", "get_engine"]
