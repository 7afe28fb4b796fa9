"""The verbs by which English tells that a thing is destroyed, lost, sold, given, thrown, found or used.

`LEFT` is tried only where the noun of a thing was found, on the words before it.
"""

from __future__ import annotations

import re

HARM = (
    r"burn(?:ed|t|ing|s)?(?: up)?|(?:smash|shatter|break|snap|melt|tear up|wreck|chop up|slaughter|butcher)|"
    r"destroy(?:ed|ing|s)|smash(?:ed|ing|es)|shatter(?:ed|ing|s)|br(?:oke|"
    r"eaking|eaks)|snapp(?:ed|ing)|melt(?:ed|ing|s)(?: down)?|"
    r"(?:tore|tearing|tears|ripped|ripping) up|shredd(?:ed|ing)|incinerat(?:ed|ing)|wreck(?:ed|ing)|"
    r"set(?:ting)? (?:fire|light) to|"
    r"(?:put|held|touched) a (?:match|flame|light) to|consum(?:ed|ing)|devour(?:ed|ing)|eaten|(?:left|"
    r"remained|remains) of|crush(?:ed|ing) to powder|ground to dust|pulveri[sz]ed"
)
LOSE = (
    r"lost|los(?:e|es|ing)|(?:abandon|throw away|leave behind|get rid of|bury)|misla(?:id|ying)|misplac(?:ed|"
    r"ing)|(?:threw|thrown|throwing|throws|flung|flinging|"
    r"tossed|tossing|cast|casting) away|discard(?:ed|ing|s)|"
    r"abandon(?:ed|ing|s)|jettison(?:ed|ing)|ditch(?:ed|ing)|(?:got|getting) rid of|dispos(?:ed|ing) of|"
    r"sacrific(?:ed|ing)|left behind|(?:been |was )?robbed of|"
    r"(?:been|was|were) (?:stripped|relieved|cheated|swindled|deprived) of|no longer (?:had|owned|possessed|has)|"
    r"swallow(?:ed|ing)(?: up)?|(?:swept|carried|washed) (?:away|off)|"
    r"clos(?:ed|ing) over|threw out|forfeit(?:ed|ing)|bur(?:ied|ying|ies)|leaving behind"
)
SELL = (
    r"(?:sold|sell(?:ing|s)?|pawn|trade|barter|pawn(?:ed|ing|s)|trad(?:ed|ing|es)|barter(?:ed|ing|s)|"
    r"exchang(?:ed|ing|es)|"
    r"swapp(?:ed|ing)|auction(?:ed|ing)|hock(?:ed|ing)|gambl(?:ed|ing)|sign(?:ed|ing)|"
    r"staked and lost)(?: off| away| over)?"
)
GIVE = (
    r"(?:give|hand over|part with|surrender|give up|gave|giv(?:en|ing|es)|returned|returning|handed|handing|"
    r"passed|passing|present(?:ed|ing|s)|"
    r"bequeath(?:ed|ing|s)|donat(?:ed|ing)|surrender(?:ed|ing|s)|yield(?:ed|ing)|offer(?:ed|ing) up|"
    r"handed over|handing over|parted with|parting with|(?:made|making)(?: (?:the |an? |his |her )?\S+)? a (?:present|"
    r"gift) of|signed away|gifted)(?: away| up| over)?"
)
THROW = (
    r"(?:threw|throw(?:n|ing|s)|flung|fling(?:ing|s)|toss(?:ed|ing|es)|hurl(?:ed|ing|s)|cast(?:ing|s)?|"
    r"pitch(?:ed|ing|es)|heav(?:ed|ing)|chuck(?:ed|ing)|"
    r"dropp(?:ed|ing)|let|sank|sinking|sent|hurled|pushed|kicked|fed|feeding|thrust|laid|put|shov(?:ed|"
    r"ing)|stuffed|consigned|left|leav(?:ing|es)|forgot|reduc(?:ed|ing)|cut(?:ting)?|hack(?:ed|ing)|"
    r"slic(?:ed|ing)|chopp(?:ed|ing)|"
    r"t[oe](?:re|aring)|ripp(?:ed|ing)|snapp(?:ed|ing)|br(?:oke|eaking)|lost)"
)
FIND = (
    r"(?:found|find(?:ing|s)|discover(?:ed|ing|s)|recover(?:ed|ing|s)|retriev(?:ed|ing|es)|regain(?:ed|"
    r"ing|s)|reclaim(?:ed|ing)|rediscover(?:ed|ing)|"
    r"(?:came|come|coming|stumbled|lit|hit|happened) (?:up)?on|(?:came|come|ran|stumbled) across|turned up|"
    r"repair(?:ed|ing)|mend(?:ed|ing)|reforg(?:ed|ing)|restor(?:ed|ing)|replac(?:ed|ing)|redeem(?:ed|ing)|"
    r"f(?:etched|etching)|unearth(?:ed|ing)|"
    r"(?:dug|fished|dragged|hauled|raked) (?:up|out)|(?:got|getting|bought|won|took|taking|brought|giv\w+|"
    r"gave) back|bought|"
    r"buying|receiv(?:ed|ing)|accept(?:ed|ing)|inherit(?:ed|ing)|stole|stealing|borrow(?:ed|ing)|"
    r"forg(?:ed|ing)|return(?:ed|ing|s)|brought(?: \S+)?|was given|were given|"
    r"(?:gave|handed|lent|returned|sent|brought|offered|passed) (?:him|her|me|them))(?: again| at last)?"
)
USE = (
    r"(?:drew|draw(?:ing|s|n)|rais(?:ed|ing|es)|lift(?:ed|ing|s)|lit|light(?:ing|s|ed)|open(?:ed|ing|s)|"
    r"clos(?:ed|ing|es)|shut|wore|wear(?:ing|s)|donn(?:ed|ing)|"
    r"(?:put|pull|slip|slid|threw|tied)(?:ed|ped|ting|ting|ping)? on|buckl(?:ed|ing)(?: on)?|pull(?:ed|"
    r"ing|s)(?: out| on| off| down)?|produc(?:ed|ing|es)|(?:pick|snatch|gather)(?:ed|ing) up|took(?: out| off|"
    r" up)?|tak(?:ing|es)(?: out| off|"
    r" up)?|"
    r"unfold(?:ed|ing|s)|fold(?:ed|ing|s)|read(?:ing|s)?|reread(?:ing)?|consult(?:ed|ing|s)|check(?:ed|"
    r"ing|s)|glanc(?:ed|ing|es) (?:down )?at|look(?:ed|ing|s) (?:down |again )?at|"
    r"star(?:ed|ing) (?:down )?at|gaz(?:ed|ing) (?:down )?at|finger(?:ed|ing|s)|clutch(?:ed|ing|es)|"
    r"gripp(?:ed|ing)|grasp(?:ed|ing)|held(?: up| out| aloft)?|hold(?:ing|s)(?: up| out)?|carr(?:ied|ying|"
    r"ies)|"
    r"sw(?:ung|inging|ings)|brandish(?:ed|ing|es)|play(?:ed|ing|s)(?: upon| on)?|polish(?:ed|ing|es)|"
    r"turn(?:ed|ing|s)(?: over)?|twist(?:ed|ing|s)|twirl(?:ed|ing)|tapp(?:ed|ing)|sheath(?:ed|ing)|"
    r"unsheath(?:ed|ing)|"
    r"w(?:ound|inding)(?: up)?|set(?:ting)? down|laid(?: down| aside)?|put(?:ting)?(?: down| away| aside|"
    r" back)?|hung(?: up)?|tuck(?:ed|ing)|slid|slipp(?:ed|ing)|show(?:ed|ing|s)|studi(?:ed|es)|studying|"
    r"examin(?:ed|ing|es)|inspect(?:ed|ing)|"
    r"kiss(?:ed|ing|es)|press(?:ed|ing|es)|rubb(?:ed|ing)|touch(?:ed|ing|es)|stroked|stroking|aim(?:ed|"
    r"ing|s)|fir(?:ed|ing)|load(?:ed|ing|s)|cock(?:ed|ing)|mount(?:ed|ing|s)|rode|rid(?:ing|es)|"
    r"saddl(?:ed|ing)|"
    r"lean(?:ed|t|ing|s) (?:up)?on|sharpen(?:ed|ing|s)|wield(?:ed|ing|s)|wav(?:ed|ing|es)|blew|"
    r"shoulder(?:ed|ing)|strapp(?:ed|ing)(?: on)?|adjust(?:ed|ing|s)|straighten(?:ed|ing|s)|remov(?:ed|"
    r"ing|es)|"
    r"doff(?:ed|ing)|us(?:ed|ing|es)|unroll(?:ed|ing|s)|spread(?:ing)?(?: out)?|weigh(?:ed|ing)|"
    r"clean(?:ed|ing)|oil(?:ed|ing)|bor(?:e|ne)|whipp(?:ed|ing) out|snatch(?:ed|ing)(?: out| off)?|"
    r"tipp(?:ed|ing)|cradl(?:ed|ing)|shak(?:ing|es)|shook|plant(?:ed|ing)|pocket(?:ed|ing|s)|fasten(?:ed|"
    r"ing|s)|unfasten(?:ed|ing)|clasp(?:ed|ing|s)|unclasp(?:ed|ing)|jingl(?:ed|ing)|felt for|thumb(?:ed|"
    r"ing) through|leaf(?:ed|ing) through|"
    r"writ(?:ing|es) in|wrote in|pack(?:ed|ing)|hid(?:ing)?|hugg(?:ed|ing)|strumm(?:ed|ing)|tun(?:ed|ing)|"
    r"fed|brush(?:ed|ing)|pat(?:ted|ting)|hoist(?:ed|ing)|level(?:led|ling|ed|ing)|point(?:ed|ing)|thrust|"
    r"plung(?:ed|ing)|"
    r"peer(?:ed|ing) (?:at|through|into)|gestur(?:ed|ing) with|smooth(?:ed|ing)(?: out)?|still (?:had|"
    r"wore|carried)|reach(?:ed|ing|es) for|lock(?:ed|ing)|unlock(?:ed|ing)|struck|wrapp(?:ed|ing)(?: in)?|"
    r"dressed in|clad in|armed with|equipped with|button(?:ed|ing)|dr(?:ank|inking) from|drew on|slung|"
    r"rang|spun|"
    r"(?!(?:want|need|miss|remember|forget|describ|mention|wish|desir|mourn|lov|admir|envi|search|imagin|"
    r"recall|demand|ask|promis|request|lack|fear|expect|hop|doubt|guess|nam|ow|paint|sketch|"
    r"us|call|consider|follow|recogni[sz]|dread|suspect|seem|notic|resembl|crav|covet|hat|lik|prais|"
    r"replac|deliver|escap|pass|hand|return|leav|clos|offer|pay|coin|design|cover|join|requir|deserv)ed)"
    r"[a-z]{3,}ed(?: (?:up|out|on|off|down|at|into|open|back|through|over))?)"
)
_TAIL = (
    r"(?: (?:every one of|all of|each of|both of|the last of|every last one of|all))?(?: (?:carefully|slowly|"
    r"quickly|again|once more|both|only|even|down|also|gently)){0,2} $"
)
LEFT = {
    kind: re.compile(rf"\b(?P<verb>(?i:{verbs})){_TAIL}")
    for kind, verbs in {
        "destroyed": HARM,
        "lost": LOSE,
        "sold": SELL,
        "given": GIVE,
        "thrown": THROW,
        "found": FIND,
        "used": USE,
    }.items()
}
"""What a verb before the thing makes of it."""
