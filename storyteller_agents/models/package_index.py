"""Where the user's pip looks for packages: read from pip's configuration files and PIP_* environment variables.

Promises the same order and the same meaning as pip's, so that a studio that has set up its mirror for pip has
nothing more to set up. Only the options that decide where from and how to fetch are read. pip itself is not needed:
an environment made by uv has none.
"""

from __future__ import annotations

import configparser
import os
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

DEFAULT_INDEX = "https://pypi.org/simple"

_SECTIONS = ("global", "install", "download")
"""Later ones win. `pip download` reads [global] and [download]; a mirror is often written under [install] alone."""

_TRUE = {"1", "y", "yes", "t", "true", "on"}


@dataclass(frozen=True)
class PackageIndex:
    """What to ask for a wheel, and how.

    Attributes:
        find_links: folders, files or pages with links, asked first.
        index_urls: simple indexes, in order; empty with ``no-index``.
        trusted_hosts: hosts whose certificates are not checked.
        cert, client_cert: files with authorities, and with the client's own certificate and key.
        proxy: a proxy's URL; without it, the usual environment variables hold.
        timeout: seconds to wait for an answer.
    """

    find_links: tuple[str, ...] = ()
    index_urls: tuple[str, ...] = (DEFAULT_INDEX,)
    trusted_hosts: tuple[str, ...] = ()
    cert: str | None = None
    client_cert: str | None = None
    proxy: str | None = None
    timeout: float = 15.0

    def tls(self) -> ssl.SSLContext | bool:
        """Return how to check certificates: against the user's authorities, or the default ones."""
        if not self.cert and not self.client_cert:
            return True
        path = Path(self.cert) if self.cert else None
        in_folder = path is not None and path.is_dir()
        context = ssl.create_default_context(
            cafile=str(path) if path and not in_folder else None, capath=str(path) if path and in_folder else None
        )
        if self.client_cert:
            context.load_cert_chain(self.client_cert)
        return context


def read_package_index(environ: Mapping[str, str] | None = None) -> PackageIndex:
    """Read pip's configuration as it stands now.

    Raises:
        OSError, configparser.Error, ValueError: a configuration file can't be read, or a value makes no sense.
    """
    environ = os.environ if environ is None else environ
    options = _options(environ)

    def words(name: str) -> tuple[str, ...]:
        return tuple(options.get(name, "").split())

    no_index = options.get("no-index", "").lower() in _TRUE
    indexes = (options.get("index-url") or options.get("pypi-url") or DEFAULT_INDEX, *words("extra-index-url"))
    return PackageIndex(
        find_links=tuple(_local(link) for link in words("find-links")),
        index_urls=() if no_index else indexes,
        trusted_hosts=words("trusted-host"),
        cert=options.get("cert") or environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE") or None,
        client_cert=options.get("client-cert"),
        proxy=options.get("proxy"),
        timeout=float(options.get("timeout") or options.get("default-timeout") or 15),
    )


def _options(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the options that hold, by pip's long names; an empty value counts as not given, as in pip."""
    sections: dict[str, dict[str, str]] = {name: {} for name in _SECTIONS}
    for file in _configuration_files(environ):
        parser = configparser.RawConfigParser()
        parser.read(file, encoding="utf-8")
        for section in _SECTIONS:
            if parser.has_section(section):
                sections[section].update({_long_name(key): value for key, value in parser.items(section) if value})
    own = {_long_name(key[4:]): value for key, value in environ.items() if key.startswith("PIP_") and value}
    return {key: value for layer in (*sections.values(), own) for key, value in layer.items()}


def _long_name(key: str) -> str:
    return key.lower().replace("_", "-").removeprefix("--")


def _configuration_files(environ: Mapping[str, str]) -> list[Path]:
    """Return pip's files, least important first: system, user, this environment, PIP_CONFIG_FILE."""
    given = environ.get("PIP_CONFIG_FILE")
    if given == os.devnull:
        return []
    name = "pip.ini" if sys.platform == "win32" else "pip.conf"
    home = Path.home()
    if sys.platform == "win32":
        system = [Path(platformdirs.site_config_dir("pip", appauthor=False))]
        user = [home / "pip", Path(platformdirs.user_config_dir("pip", appauthor=False, roaming=True))]
    elif sys.platform == "darwin":
        support = home / "Library/Application Support/pip"
        system = [Path("/Library/Application Support/pip")]
        user = [home / ".pip", support if support.is_dir() else home / ".config/pip"]
    else:
        roots = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        system = [*(Path(root) / "pip" for root in roots.split(os.pathsep) if root), Path("/etc")]
        user = [home / ".pip", Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip"]
    # As in pip, a PIP_CONFIG_FILE that exists stands in for the user's own files.
    if given and Path(given).exists():
        user = []
    files = [folder / name for folder in (*system, *user, Path(sys.prefix))]
    return [*files, *([Path(given)] if given else [])]


def _local(link: str) -> str:
    return link if "://" in link else str(Path(link).expanduser().absolute())
