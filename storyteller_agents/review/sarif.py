"""Findings as SARIF 2.1.0 (OASIS), the form that editors and continuous integration read.

A finding in a file of plain text has its region there; one in a .docx or .epub names the file and the section.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from storyteller_agents.review.review import Review

LEVELS = {"error": "error", "warning": "warning", "note": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(found: Review) -> dict[str, Any]:
    """Return the findings of a review as a SARIF log."""
    rules = sorted({finding.rule for finding in found.findings})
    driver = {
        "name": "storyteller-agents",
        "version": version("storyteller-agents"),
        "rules": [{"id": rule} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(row) for row in found.as_dicts()],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(row: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": row["rule"],
        "level": LEVELS[row["severity"]],
        "message": {"text": " ".join(part for part in (row["message"], row["suggestion"]) if part)},
        "locations": [_location(row)],
        "partialFingerprints": {"finding/v1": row["id"]},
    }
    if row["against"]:
        result["relatedLocations"] = [
            _location(row["against"]) | {"id": 1, "message": {"text": row["against"]["quote"]}}
        ]
    if row["status"] == "waived":
        result["suppressions"] = [{"kind": "external", "justification": row["why"]}]
    return result


def _location(row: dict[str, Any]) -> dict[str, Any]:
    scene = {"logicalLocations": [{"name": row["scene"], "kind": "member"}]}
    if "file" not in row:
        return scene
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(row["file"])}}
    if "file_span" in row:
        start, end = row["file_span"]
        place["region"] = {
            "startLine": row["line"],
            "charOffset": start,
            "charLength": end - start,
            "snippet": {"text": row["quote"]},
        }
    return {"physicalLocation": place, **scene}


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
