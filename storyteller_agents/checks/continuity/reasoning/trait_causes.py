"""What may change a trait, or stand in for what a body lacks: words that a story gives as the cause, as patterns by attribute."""

from __future__ import annotations

CAUSES = {
    "eye colour": r"lens(?:es)?|magic\w*|spell|potion|enchant\w*|transform\w*|changed colou?r|chang\w+ with",
    "hair colour": r"dye\w*|bleach\w*|wigs?|powder\w*|magic\w*|spell|potion|enchant\w*|transform\w*|turned (?:white|grey|gray)|henna|tint\w*|gone (?:white|grey|gray)|went (?:white|grey|gray)|coloured her hair|shav\w+",
    "hand": r"broken|hurt|injur\w*|wound\w*|bandag\w*|sling|ambidextrous|either hand|learn\w*|taught|sprain\w*|burn(?:ed|t)|crippled|lost",
    "height": r"grow\w*|grew|grown|potion|magic\w*|spell|shr[aiu]nk\w*|enchant\w*|stooped|bent with|kneel\w*|mushroom|transform\w*|for (?:his|her) (?:age|years)",
    "build": r"grow\w*|grew|grown|ill(?:ness)?|sick\w*|fever|fast\w*|starv\w*|hunger|lost weight|put on|wast\w+|prison|pregnan\w*|years|since|become|became|magic\w*",
    "species": r"transform\w*|turned into|chang\w+ (?:in)?to|magic\w*|spell|enchant\w*|bewitch\w*|became|become|shape|disguis\w*|curse\w*|bitten|costume|mask\w*",
    "profession": r"became|become|gave up|left the|promot\w*|apprentic\w*|former\w*|retired|ex-|appointed|new (?:trade|post|position|job|calling)|trained|took up|demot\w*|reduced|commission\w*|stripped|discharged|now an?|turned|disguis\w*|pos(?:ed|ing) as|pretend\w*|instead|no longer|sold the|by night|as well|also|both|besides|part-time|sometimes",
    "trait": r"heal\w*|cure[ds]?|restor\w*|operat\w*|recover\w*|regain\w*|miracle\w*|surgeon|magic\w*|spell|enchant\w*|dream\w*|imagin\w*|phantom|ghost|mind['’]s eye|pretend\w*|sham(?:med|ming)?|feign\w*",
}
HELPS = {
    "blind": r"braille|by touch|fingers|fingertips|felt|could see again|spectacles|remember\w*|in (?:his|her) mind",
    "deaf": r"lip-?read\w*|(?:read|watched|saw) (?:his|her|their|the) lips|could hear again|ear trumpet|felt|vibrat\w*|on (?:his|her) slate",
    "mute": r"sign(?:ed|s|ing)? (?:to|with)|slate|wrote|gestur\w*|could speak again|with (?:his|her) (?:hands|fingers|eyes)",
    "lame": r"crutch(?:es)?|on (?:his|her) horse|mounted|artificial|wooden leg",
    "paralysed": r"crutch(?:es)?|wheel(?:ed|chair)?|carried|chair|lifted|could walk again",
    "bald": r"wigs?|toupee|grew|grown|shav\w+",
    "unlettered": r"learn\w*|taught|lessons?|school|dictat\w*|mark",
    "no swimmer": r"learn\w*|taught|lessons?|lifebelt|cork",
    "short of fingers": r"artificial|wooden|gloves?|between them|pretend\w*",
    "one-armed": r"artificial|prosthe\w*|hook|wooden",
    "one-legged": r"artificial|prosthe\w*|wooden|peg|cork",
    "one-eyed": r"glass|artificial|patch",
}
"""With what those who lack something do without it, beside the causes of a `trait`."""
