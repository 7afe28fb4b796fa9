"""Marks that a merge has left in a file: such a file holds two versions at once, and neither may be read as the author's.

A mark is a line that begins with seven ``<``, ``|`` or ``>``, alone or before a blank, as Git, Mercurial and others
write them. Seven ``=`` alone may be the underline of a heading, so they count for nothing by themselves.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?= |$)[^\n]{0,40}", re.MULTILINE)


def refusal_of_marks(text: str) -> str:
    """Return why a text with marks of a merge is not read and where the first one stands, or an empty string.

    The result goes behind the name of the file, e.g. ``, line 4: a merge conflict is not resolved …``.
    """
    if not any(mark in text for mark in ("<<<<<<<", "|||||||", ">>>>>>>")):
        return ""
    found = _MARK.search(text)
    if found is None:
        return ""
    line = text.count("\n", 0, found.start()) + 1
    return (
        f", line {line}: a merge conflict is not resolved (found {found[0].strip()!r}). Keep one of the two versions, "
        "take out the lines that begin with <<<<<<<, ======= and >>>>>>>, and run the command again."
    )
