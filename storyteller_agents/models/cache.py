"""Answers already given, by prompt and model: what makes a draft that died go on without asking twice.

It is a LangChain cache in one SQLite file of the book's `.story` folder and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from langchain_core.caches import RETURN_VAL_TYPE, BaseCache
from langchain_core.messages import message_to_dict, messages_from_dict
from langchain_core.outputs import ChatGeneration


class AnswerCache(BaseCache):
    """Keeps answers on disk. A damaged file is replaced, with a warning; a full disk costs only the cache.

    Args:
        file: the SQLite file; made when missing.
        warn: told what went wrong.
    """

    def __init__(self, file: Path, warn: Callable[[str], None]) -> None:
        self._file, self._warn = file, warn
        self._mutex = threading.Lock()
        self._connection = self._open()

    def lookup(self, prompt: str, llm_string: str) -> RETURN_VAL_TYPE | None:
        """Return the answer to this prompt by this model, or None."""
        with self._mutex:
            row = self._connection.execute(
                "SELECT answer FROM answers WHERE id = ?", (_key(prompt, llm_string),)
            ).fetchone()
        if row is None:
            return None
        return [ChatGeneration(message=message) for message in messages_from_dict(json.loads(row[0]))]

    def update(self, prompt: str, llm_string: str, return_val: RETURN_VAL_TYPE) -> None:
        """Keep an answer."""
        answer = json.dumps([message_to_dict(item.message) for item in return_val if isinstance(item, ChatGeneration)])
        try:
            with self._mutex, self._connection:
                self._connection.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?)", (_key(prompt, llm_string), answer)
                )
        except sqlite3.Error as error:
            self._warn(f"{self._file}: an answer could not be kept ({error}); the draft goes on without.")

    def clear(self, **kwargs: Any) -> None:
        """Forget all answers."""
        with self._mutex, self._connection:
            self._connection.execute("DELETE FROM answers")

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            self._warn(f"{self._file}: the cache of answers is damaged ({error}); starting a new one.")
            self._file.unlink(missing_ok=True)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, check_same_thread=False, timeout=30)
        try:
            connection.execute("PRAGMA synchronous = OFF")  # a lost answer is asked for again
            connection.execute("CREATE TABLE IF NOT EXISTS answers (id TEXT PRIMARY KEY, answer TEXT NOT NULL)")
            connection.execute("SELECT count(*) FROM answers").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection


def _key(prompt: str, llm_string: str) -> str:
    return hashlib.sha256(f"{prompt}\x00{llm_string}".encode("utf-8", "surrogatepass")).hexdigest()
