"""Text into vectors with a sentence-transformers model that runs in this process.

The model is loaded at the first text, not before. Only safetensors are read, never pickle, never code from the
model's folder, and nothing is fetched here: `models.weights` brings the files.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from storyteller_agents.errors import WeightsError
from storyteller_agents.language import cjk_language

_BATCH = 32


class Progress(Protocol):
    """Told how far a piece of work is; `total` is None where it is not known."""

    def __call__(self, label: str, done: int, total: int | None) -> None:
        """Called from the thread that works; must return quickly."""


def silent(label: str, done: int, total: int | None) -> None:
    """The progress of those who don't want to know."""


class Embedder(Protocol):
    """What turns texts into vectors of one length. `name` tells models apart: another name embeds all anew."""

    name: str

    def prepare(self, progress: Progress) -> None:
        """Fetch and load what is needed; called before many texts are encoded."""

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector for each text, in order.

        Raises:
            WeightsError: the model can't be had.
        """

    def reads(self, text: str) -> bool:
        """Whether the model knows the text's language; the vectors of other languages say next to nothing."""


class SentenceEmbedder:
    """A sentence-transformers model.

    Args:
        name: a catalogue name, a folder (absolute, or relative to `home`) or a hub id.
        home: the book folder.
    """

    def __init__(self, name: str, home: Path) -> None:
        self.name = name
        self._home = home
        self._model: Any = None

    def prepare(self, progress: Progress) -> None:
        """Load the model, and fetch it first if it is not on this machine yet."""
        from storyteller_agents.models.threads import in_torch

        if self._model is None:
            folder = self._folder(progress)
            self._model = in_torch(self._load, folder)

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return normalised vectors; a text past the model's window (256 tokens for the default) is cut there."""
        from storyteller_agents.models.threads import in_torch

        self.prepare(silent)
        vectors = in_torch(
            self._model.encode,
            list(texts),
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return vectors.astype("float32").tolist()

    def reads(self, text: str) -> bool:
        """Whether the model knows the text's language, as far as catalogue and script tell."""
        language = cjk_language(text)
        return language is None or not self._languages or language in self._languages

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        from storyteller_agents.models.catalogue import catalogue

        entry = catalogue().get(self.name)
        return entry.languages if entry else ()

    def _folder(self, progress: Progress) -> Path:
        from storyteller_agents.models.weights import local_folder

        near = self._home / Path(self.name).expanduser()
        return near if near.is_dir() else local_folder(self.name, progress=progress)

    @staticmethod
    def _load(folder: Path) -> Any:
        try:
            with _quiet():
                from sentence_transformers import SentenceTransformer

                return SentenceTransformer(
                    str(folder), local_files_only=True, trust_remote_code=False, model_kwargs={"use_safetensors": True}
                )
        except Exception as error:  # damaged files show as any kind of error
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise WeightsError(f"{folder}: not a usable sentence-transformers model ({reason}).") from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from writing bars and notes beside our own output, then put their settings back."""
    from transformers.utils import logging as transformers_logging

    bars = transformers_logging.is_progress_bar_enabled()
    logger = logging.getLogger("sentence_transformers")
    level = logger.level
    logger.setLevel(logging.ERROR)
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        logger.setLevel(level)
        if bars:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
