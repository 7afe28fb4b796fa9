"""Somebody dies or is said to be dead, and later acts or speaks; no dream, ghost or look back explains it."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

VARIANTS = (
    Variant(
        "burial",
        "They buried {A} on a wet morning, with only the sexton and two neighbours to see it done.",
        "{A} [was|is] leaning on the gate when the cart [came|comes] by, and [lifted|lifts] a hand to the driver.",
        last=True,
    ),
    Variant(
        "fever",
        "The fever took {A} before the week was out.",
        "“You will want the other road,” [said|says] {A}, without looking up from the bench.",
        last=True,
    ),
    Variant(
        "ice",
        "{A} had gone through the ice at the mill pond that winter, and was not got out until the thaw.",
        "It was {A} who brought the ladder, and {A.he} held it steady while the others went up.",
        who="new",
    ),
    Variant(
        "widow",
        "{F.first} {A.last}, left a widow when {A.first} {A.last} was killed at the quarry, let out her upper "
        "room to lodgers.",
        "On the stairs {A.first} {A.last} was trimming the lamp, and he asked, not unkindly, whom they had come "
        "to see.",
        who="new",
        gender="m",
    ),
    Variant(
        "clock",
        "The clock had belonged to {A}, and when {A.he} died nobody thought to wind it.",
        "A little later {A} [came|comes] in from the yard, [shook|shakes] the rain from {A.his} sleeves, and "
        "[asked|asks] what there [was|is] "
        "to eat.",
        who="new",
    ),
    Variant(
        "carrier",
        "Word [came|comes] by the carrier that {A} [was|is] dead: a fall from the barn roof, and no suffering.",
        "{A} [crossed|crosses] the square with a basket on {A.his} arm and [fell|falls] to arguing with the baker "
        "over the price of a loaf.",
        last=True,
    ),
    Variant(
        "will",
        "{A} left everything to a cousin; the will was read on the day after the funeral, and was found to be "
        "quite in order.",
        "{A} laughed so hard at this that {A.he} had to sit down on the step.",
        last=True,
    ),
    Variant(
        "gallows",
        "At noon they hanged {A}, and the crowd went home to its dinner.",
        "{A} [said|says] nothing for a while; then he [took|takes] the pipe out of his mouth and [pointed|points] "
        "with it at the hills.",
        who="new",
        gender="m",
    ),
    Variant(
        "stone",
        "There was a new stone in the churchyard that spring, and the name cut on it was {A}'s.",
        "Nobody had thought to tell {A}, who was waiting at the bridge with a lantern and stamping {A.his} feet "
        "against the cold.",
        last=True,
    ),
    Variant(
        "doctor",
        "Having sat up three nights with {A} to no purpose, the doctor drew the sheet over {A.his} face and went "
        "down to tell the family.",
        "{A} [nodded|nods] to the women at the well and [went|goes] on up the hill with two dogs at {A.his} heels.",
        who="new",
    ),
    Variant(
        "bearer",
        "I helped to carry {A} to the grave, and it was not a heavy load.",
        "I found {A} at the kitchen table, cutting bread, and {A.he} told me to shut the door behind me.",
        who="new",
        narration="first",
    ),
    Variant(
        "years",
        "It [was|is] eleven years now since {A} died, and the house [had|has] stood empty for ten of them.",
        "{A} [had|has] the door open before anyone [could|can] knock. “Come in, come in,” {A.he} [cried|cries], "
        "“and mind the step.”",
        who="new",
    ),
    Variant(
        "knife",
        "The knife had gone in under the ribs, and {A} was past help by the time they turned {A.him} over.",
        "“I never liked that house,” {A} remarked as they passed it.",
        last=True,
    ),
    Variant(
        "mourning",
        "For {A} {F} wore black a whole year, and went on Sundays to put flowers on the grave.",
        "{A} [sat|sits] down across from {F.first} and [cut|cuts] {A.himself} a slice of the cake.",
        who="new",
    ),
    Variant(
        "late",
        "The late {A} had left no children, and the shop went to a stranger.",
        "When the stranger put up the shutters {A} helped him with the heavy one, as {A.he} did most evenings.",
        who="new",
    ),
)

DECOYS = (
    Variant(
        "dream",
        "{A} died in the hard winter, of a cough that nobody had troubled about.",
        "That night {F} dreamed that {A} came up the path again, stamping off the snow and calling for {A.his} supper.",
        who="new",
    ),
    Variant(
        "ghost",
        "{A} had been drowned off the bar, with all the crew.",
        "More than one of the fishermen swore that the ghost of {A} walked the quay on such nights, and had "
        "spoken to them.",
        who="new",
    ),
    Variant(
        "rumour",
        "It was said in the market that {A} had died abroad.",
        "The rumour was false, as it turned out: {A} came home in the autumn, browner and fatter than before, and "
        "was much amused to hear of {A.his} own funeral.",
        who="new",
    ),
    Variant(
        "look-back",
        "{A} had been two years in the grave.",
        "Long before, when they were both young, {A} had taught {F} to skate on that same pond, and had laughed "
        "at her.",
        who="new",
    ),
    Variant(
        "figure",
        "“Then I am a dead man,” said {A}, when he saw the bill.",
        "{A} paid it in the end, a little every month.",
        who="new",
        gender="m",
    ),
)

RULE = Rule("dead-acts", VARIANTS, DECOYS)
