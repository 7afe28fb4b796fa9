"""Databases through SQLAlchemy, opened for reading only: SQLite and PostgreSQL.

A URL with a password comes from the environment, never from a file, and no message holds one. What is read in one
`reading` is one state of the database, whoever writes to it meanwhile. Nothing here knows entries or tables.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.errors import LoreError, MissingExtraError
from storyteller_agents.lore.clean import clean_line

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, CursorResult

ALLOWED = "sqlite:///FILE, postgresql://HOST/DATABASE, or env:NAME for a variable that holds one"

_CONNECT = 10
"""Seconds to wait for a server."""
_ROWS = 1_000
"""Rows that are fetched together."""
_STEPS = 100_000
"""Of SQLite's machine, after which it looks at the clock: about a millisecond."""

_ENV = "env:"
_VARIABLE = re.compile(r"env:[A-Za-z_]\w*")
_HARMLESS = {"host", "port", "sslmode", "sslrootcert", "target_session_attrs"}
"""What the end of a URL may say in a file; the driver takes passwords there too."""
_COMMENT = re.compile(r"\s+|--[^\n]*|/\*.*?\*/|\(", re.DOTALL)
_READS = ("select", "with", "values", "table")
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Database:
    """One database.

    Args:
        url: `ALLOWED`; the file of an SQLite database is looked for from `home`.
        home: the book's folder.
        timeout: seconds that it may take for the next rows.

    Raises:
        LoreError: the URL is none, is of another kind of database, or has a password in it.
    """

    def __init__(self, url: str, home: Path, timeout: float = 60) -> None:
        self.name = shown_url(url)
        self._url = url
        self._home = home
        self._timeout = timeout
        self._deadline = 0.0
        if not url.startswith(_ENV):
            _check(url, self.name)
        elif not _VARIABLE.fullmatch(url):
            raise LoreError("url: 'env:' is followed by the name of an environment variable, such as env:LORE_DB")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open it; everything that is read until the end is of one moment.

        Raises:
            LoreError: it can't be reached, or refused something; says what the database said, without secrets.
        """
        url = self._resolved()
        sqlalchemy = _sqlalchemy()
        try:
            engine = sqlalchemy.create_engine(
                url, poolclass=sqlalchemy.NullPool, hide_parameters=True, connect_args=self._how(url)
            )
        except ModuleNotFoundError as error:
            raise MissingExtraError(error.name or "psycopg", "sql", "Reading a PostgreSQL database") from error
        try:
            with engine.connect() as connection:
                yield self._guarded(connection)
        except sqlalchemy.exc.SQLAlchemyError as error:
            raise LoreError(f"{self.name}: {self._said(error, url)}") from None  # its own text may hold the URL
        finally:
            engine.dispose()

    def rows(self, connection: Connection, statement: Any) -> Iterator[Mapping[str, Any]]:
        """Yield what a statement finds, row by row; a text is sent as it is, without any parameter in it."""
        with self._run(connection, statement) as result:
            names = _names(result)
            while found := result.fetchmany(_ROWS):
                yield from (dict(zip(names, row, strict=True)) for row in found)
                self._wait()

    def names(self, connection: Connection, statement: str) -> list[str]:
        """Return the columns of what a statement finds.

        Raises:
            LoreError: two of them have one name.
        """
        with self._run(connection, statement) as result:
            names = _names(result)
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise LoreError(f"query: two columns are called {twice!r}; give one another name with 'as'")
        return names

    def _run(self, connection: Connection, statement: Any) -> CursorResult[Any]:
        streaming = connection.execution_options(stream_results=True, no_parameters=isinstance(statement, str))
        self._wait()
        return streaming.exec_driver_sql(statement) if isinstance(statement, str) else streaming.execute(statement)

    def _resolved(self) -> URL:
        value = self._url
        if value.startswith(_ENV):
            variable = value.removeprefix(_ENV)
            value = os.environ.get(variable, "").strip()
            if not value:
                raise LoreError(
                    f"url: the environment variable {variable!r} is not set; allowed: a URL like "
                    "postgresql://USER:PASSWORD@HOST/DATABASE"
                )
        sqlalchemy = _sqlalchemy()
        try:
            url = sqlalchemy.make_url(value)
            url = url.set(drivername=_DRIVERS[url.get_backend_name()])
        except (sqlalchemy.exc.SQLAlchemyError, ValueError, KeyError):  # their texts may hold the password
            raise LoreError(
                f"url: {self.name} holds no URL of a database that can be read; allowed: {ALLOWED}"
            ) from None
        if url.get_backend_name() != "sqlite":
            return url
        file = Path(os.path.normpath(self._home / Path(url.database or "").expanduser()))
        if not file.is_file():
            where = "" if self._url.startswith(_ENV) else f" ({file})"
            raise LoreError(f"{self.name}: there is no such file{where}")
        return url.set(database=file.resolve().as_uri(), query={"mode": "ro", "uri": "true"})

    def _how(self, url: URL) -> dict[str, Any]:
        if url.get_backend_name() == "sqlite":
            return {"timeout": _CONNECT}
        return {"connect_timeout": _CONNECT, "application_name": "storyteller"}

    def _guarded(self, connection: Connection) -> Connection:
        """Let the database itself refuse to write, and begin what it shows as one moment."""
        if connection.dialect.name == "sqlite":
            raw: Any = connection.connection.dbapi_connection
            raw.text_factory = lambda data: data.decode("utf-8", "surrogateescape")  # one bad text is one bad row
            raw.set_progress_handler(lambda: time.monotonic() > self._deadline, _STEPS)
            self._wait()
            connection.exec_driver_sql("pragma query_only = on")
            connection.exec_driver_sql("begin")
            return connection
        _as_text(connection.connection.dbapi_connection)
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.exec_driver_sql(f"set local statement_timeout = {int(self._timeout * 1000)}")
        return connection

    def _wait(self) -> None:
        self._deadline = time.monotonic() + self._timeout

    def _said(self, error: Exception, url: URL) -> str:
        """Return what the database said, on one line, without what opens it."""
        said = clean_line(str(getattr(error, "orig", None) or error))
        if said == "interrupted":
            said = f"took longer than {self._timeout:g} seconds ('timeout')"
        values = (value for found in url.query.values() for value in ([found] if isinstance(found, str) else found))
        for secret in (url.render_as_string(hide_password=False), url.password, *values):
            said = said.replace(str(secret), "***") if secret else said
        return said[:500]


def _as_text(connection: Any) -> None:
    """Read dates and times as text: worlds have years that Python's calendar has not."""
    from psycopg.types.string import TextLoader

    for name in ("date", "time", "timetz", "timestamp", "timestamptz", "interval"):
        connection.adapters.register_loader(name, TextLoader)


def check_reading(query: str) -> None:
    """Refuse a text that is no reading statement, before any database sees it.

    Raises:
        LoreError: names the word that it begins with.
    """
    at = 0
    while skipped := _COMMENT.match(query, at):
        at = skipped.end()
    word = (re.match(r"\w*", query[at:]) or [""])[0]
    if word.casefold() not in _READS:
        raise LoreError(f"query: found a statement that begins with {word!r}; allowed: one that reads, select or with")


def shown_url(url: str) -> str:
    """Return a URL as messages name it: without user, password and whatever stands at its end."""
    if url.startswith(_ENV):
        return url if _VARIABLE.fullmatch(url) else _ENV
    scheme, mark, rest = url.partition("://")
    address = (rest if mark else url).partition("?")[0].rpartition("@")[2]
    return clean_line(f"{scheme}{mark}{address}" if mark else address)


def _check(url: str, name: str) -> None:
    """Refuse a URL in a file that is of no database that can be read, or that may hold a secret."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        raise LoreError(f"url: {name} is no URL of a database; allowed: {ALLOWED}")
    backend = scheme.partition("+")[0]
    if backend not in _DRIVERS:
        raise LoreError(f"url: {name} is a {clean_line(backend)} database; allowed: {ALLOWED}")
    address, _, more = rest.partition("?")
    if ":" in address.rpartition("@")[0]:
        raise LoreError(
            f"url: {name} has a password in it; put the URL into an environment variable, and write env:NAME"
        )
    keys = {part.partition("=")[0] for part in more.split("&") if part}
    if unknown := sorted(keys - _HARMLESS):
        raise LoreError(
            f"url: {name} ends in {', '.join(map(clean_line, unknown))}; allowed in a file: {', '.join(sorted(_HARMLESS))}. "
            "Put the URL into an environment variable, and write env:NAME"
        )


def _names(result: CursorResult[Any]) -> list[str]:
    return [str(name) for name in result.keys()]  # noqa: SIM118 - it is no mapping


def _sqlalchemy() -> Any:
    try:
        import sqlalchemy
    except ModuleNotFoundError as error:
        raise MissingExtraError("sqlalchemy", "sql", "Reading a database") from error
    return sqlalchemy
