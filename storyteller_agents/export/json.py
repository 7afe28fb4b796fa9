"""JSON for programs: the whole publication as it is typed, in one document. The cover's picture is not in it."""

from __future__ import annotations

from json import dumps
from typing import BinaryIO

from storyteller_agents.export.exporter import Exporter, ExportOptions
from storyteller_agents.export.publication import Publication


def write_json(publication: Publication, stream: BinaryIO, options: ExportOptions) -> list[str]:
    """Write a publication's fields as `Publication` names them, and its direction."""
    document = {"direction": publication.direction, **publication.model_dump(mode="json")}
    stream.write(f"{dumps(document, ensure_ascii=False, indent=2)}\n".encode())
    return []


json = Exporter("json", ".json", write_json, options=frozenset({"findings"}))
