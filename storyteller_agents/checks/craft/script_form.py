"""Script form: dialogue set as in a play, each line behind its speaker's name and a colon.

Small models fall into it as soon as a scene is mostly talk. One such line may be a sign or a heading, so that only
two or more count, or one that is most of what there is. In Chinese and Japanese prose a colon before an opening
quotation mark is the usual way to say who speaks, and no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.checks.check import Objection, SceneText, check
from storyteller_agents.language import CJK

_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?"
SPEAKER = re.compile(rf"^[ \t*_]*{_NAME}(?: {_NAME}){{0,2}}[*_]* ?(?:\([^()\n]{{1,60}}\))?: ?[*_]*\S.*$", re.MULTILINE)
_CJK_SPEAKER = re.compile(rf"^{CJK.pattern}{{1,6}}(?:（[^（）\n]{{1,30}}）)?[：:](?! ?[“「『\"]).+$", re.MULTILINE)
FEWEST = 2
"""So many lines make any text a script."""


@check(severity="warning", repair="rewrite")
def script_form(scene: SceneText) -> Iterator[Objection]:
    """Dialogue stands behind names and colons, as in a script."""
    lines = [*SPEAKER.finditer(scene.text), *_CJK_SPEAKER.finditer(scene.text)]
    paragraphs = sum(bool(line.strip()) for line in scene.text.splitlines())
    if len(lines) >= FEWEST or 2 * len(lines) > paragraphs:
        for line in lines:
            yield Objection(*line.span(), "A speaker's name and a colon, as in a script.", "Tell who speaks.")
