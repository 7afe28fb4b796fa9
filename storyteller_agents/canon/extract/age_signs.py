"""What belongs to one part of life, as ranges of `age`: a pension, milk teeth, a grandson, first steps, a satchel.

The ranges are wide and stand in the notes; with them goes ``stage``, since such words are loose.
"""

from __future__ import annotations

_OLDEST = 119
SIGNS: tuple[tuple[str, int, int], ...] = (
    (r"great-grand(?:son|daughter|child|children|sons|daughters)\b", 42, _OLDEST),
    (r"grand(?:son|daughter|child|children|sons|daughters)\b", 27, _OLDEST),
    (r"(?:old-age )?pension\b(?! fund)", 35, _OLDEST),
    (
        r"(?:pram|perambulator|cradle|cot|rattle|high chair|feeding[- ]bottle|wet[- ]nurse|swaddling clothes|christening robe)\b",
        0,
        5,
    ),
    (r"(?:milk teeth|first tooth|first teeth|first steps|first words?)\b(?! (?:were|was|of|to|in anger))", 0, 8),
    (
        r"(?:nursery|governess|rocking[- ]horse|satchel|school-?bag|pinafore|school reports?|schoolmistress|spelling[- ]book)\b",
        1,
        20,
    ),
    (r"(?:golden wedding|fiftieth wedding)\b", 62, _OLDEST),
    (r"silver wedding\b", 37, _OLDEST),
    (r"(?:wives|husbands|(?:first|second|third|late) (?:wife|husband)|widowhood|married life)\b", 14, _OLDEST),
)
"""What somebody has, after his name and ``'s``, or after his or her."""
ACTS: tuple[tuple[str, int, int], ...] = (
    (
        r"(?:took|had taken|was taking) (?:his|her) first (?:unsteady |tottering )?steps?|(?:said|spoke|had said) (?:his|her) first words?|(?:crawled|toddled|tottered|had begun to crawl|was teething|cut (?:a|another|his first|her first) tooth)|(?:was|had been) (?:rocked|sung|nursed|lulled) to sleep|was (?:lifted|put|tucked) (?:up )?(?:in|into|out of) (?:his|her|the) (?:cradle|cot|pram|high chair)",
        0,
        9,
    ),
    (
        r"(?:played|was playing) with (?:his|her) (?:dolls?|rattle|tin soldiers|hoop|bricks|rocking-horse)|(?:went|had gone|started|had started|began|had begun|was sent) (?:to )?school for the first time|(?:learned|learnt|was learning|had just learned) (?:his|her) letters|(?:had )?(?:lost|shed) (?:a|another|his|her) milk (?:tooth|teeth)|was (?:whipped|caned|kept in|set) (?:at school|by the schoolmaster|after school)|was (?:top|bottom) of (?:the|his|her) (?:class|form)",
        1,
        19,
    ),
    (
        r"(?:had )?(?:retired|drawn (?:his|her) pension|been pensioned|taken (?:his|her) pension|gone on the parish in (?:his|her) old age)|was (?:the )?(?:oldest|eldest) (?:man|woman|inhabitant|person|living (?:man|woman)|soul) (?:in|of)|(?:had )?outlived (?:all|every one of) (?:his|her) (?:children|generation|friends)|had grown old|was growing old|was (?:very )?old and|had great-grandchildren",
        38,
        _OLDEST,
    ),
    (
        r"(?:had )?(?:commanded|captained) (?:a|the|his) (?:ship|regiment|company|troop|brig)|had (?:sat in parliament|been (?:the |a )?(?:mayor|bishop|judge|magistrate|alderman|colonel|admiral))",
        19,
        _OLDEST,
    ),
)
"""What only the very young, or the old, do."""
