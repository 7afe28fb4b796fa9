"""A PostgreSQL server of the machine's own packages, for the tests that need one."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "s3cret-lamp"


@dataclass(frozen=True)
class Server:
    """A running server with a user ``author`` that has `PASSWORD`."""

    port: int

    def url(self, database: str = "postgres", *, user: str = "author", password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Run statements; return the rows of the last one, if it has any."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def programs() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``, as Debian's packages or the path have them."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return next(
        (place for place in [*places, *([Path(found).parent] if found else [])] if (place / "pg_ctl").exists()), None
    )


@contextmanager
def running() -> Iterator[Server]:
    """Start a server on the loopback address with a folder of its own; skip the test where it can't be had."""
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt install postgresql")
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _ordinary_user() if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(program: str, *arguments: str) -> None:
        how: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
        done = subprocess.run(
            [place / program, "-D", folder / "data", *arguments],
            cwd=folder, capture_output=True, text=True, timeout=120, **how,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"PostgreSQL does not start: {done.stderr.strip()[-300:]}")

    try:
        (folder / "password").write_text(PASSWORD)
        (folder / "password").chmod(0o644)
        call(
            "initdb",
            "-U",
            "author",
            "-A",
            "scram-sha-256",
            "--pwfile",
            str(folder / "password"),
            "-E",
            "UTF8",
            "--no-sync",
        )
        how = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
        call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", how, "start")
        yield Server(port)
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            call("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _ordinary_user() -> pwd.struct_passwd:
    names = {user.pw_name: user for user in pwd.getpwall()}
    return next(names[name] for name in ("postgres", "nobody") if name in names)
