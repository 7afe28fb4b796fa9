"""Somebody uses or says what he only learns later, or hears as news what he has said himself."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

VARIANTS = (
    Variant(
        "mill-sold",
        "{A} [knew|knows] well enough that {M} [had|has] sold the mill, and [thought|thinks] him a fool for it.",
        "“Sold the mill?” [cried|cries] {A}, to whom this [was|is] news. “{M.first}? When?”",
    ),
    Variant(
        "birthplace",
        "“I was born in {P},” {A} told {F}, “in the street behind the tannery.”",
        "{F.first} learned only now, and from a stranger, that it was in {P} that {A} had been born; {A.he} had "
        "never said a word to her of where {A.he} came from.",
        guard=("born", "birth", "native", "home"),
    ),
    Variant(
        "brick",
        "{A} drew out the loose brick behind which, as {A.he} knew, {M} kept his savings.",
        "It was {F} who told {A} of the loose brick and what {M.first} kept behind it. Until then {A.he} had "
        "suspected nothing of the kind.",
    ),
    Variant(
        "stranger",
        "“Good evening, Miss {F.last},” [said|says] {A}, and [stood|stands] aside to let her pass.",
        "“And what are you called?” {A} [asked|asks] the tall woman. “{F},” she [said|says], and they "
        "[shook|shake] hands, as people do "
        "who have never met.",
    ),
    Variant(
        "child",
        "{A} thought of the child that {F} was expecting, and of what it would be called.",
        "Nobody had told {A} about {F.first}. That she was to have a child {A.he} heard now for the first time, "
        "and {A.he} sat down to take it in.",
    ),
    Variant(
        "ivy",
        "{A} went in, as {A.he} usually did, by the little door behind the ivy.",
        "{A} had passed that wall every day and never guessed that there was a door in it, until {M} lifted the "
        "ivy and showed {A.him}.",
    ),
    Variant(
        "seal",
        "{A} [knew|knows] every sentence of {M}'s letter by heart, down to the blot at the end.",
        "{A} [had|has] never broken the seal of the letter from {M.first}; now {A.he} [did|does] so, and "
        "[wondered|wonders], as the "
        "sheet [came|comes] open, what on earth he had found to write about.",
    ),
    Variant(
        "fallen",
        "Since {M} fell at {P}, {A} had not been able to hear a drum without weeping for him.",
        "The carrier had it from a soldier: {M.first} had fallen at {P}. It was the first that {A} knew of it, "
        "and up to that hour {A.he} had been looking for him home.",
    ),
    Variant(
        "confession",
        "{A} told {F} everything, even about the drowned man.",
        "About the drowned man {A} had never spoken to a living soul. Now {A.he} told {F.first}, and she listened "
        "with her hand before her mouth.",
    ),
    Variant(
        "thief",
        "I knew by then that {M} was the thief, and took care to sit on my purse.",
        "When the chain was found in {M.first}'s mattress it was like a blow to me; of all the people in that "
        "house I had never once suspected him.",
        who="narrator",
        about="{M}",
    ),
    Variant(
        "password",
        "“Heron,” [said|says] {A} to the man at the gate, and [was|is] let through.",
        "{A} [had|has] no notion of the password, and [had|has] never had one, until {F} [whispered|whispers] it to "
        "{A.him} from behind: "
        "“Heron.”",
    ),
    Variant(
        "legacy",
        "{A} lay awake planning how to lay out the four hundred pounds that {F} had left {A.him}.",
        "The lawyer named the sum, four hundred pounds. It had never entered {A}'s head that {F.first} might "
        "leave {A.him} anything, and {A.he} asked him to say it again.",
    ),
    Variant(
        "swim",
        "{A}, who had heard from {M} himself that he could not swim, kept him away from the edge.",
        "Only when {M.first} was pulled out, blue in the face, did {A} find out that he could not swim.",
    ),
)

DECOYS = (
    Variant(
        "pretence",
        "{A} had known for a week that {M} was married.",
        "“Married!” cried {A}, who had practised her surprise before the glass. “{M.first}! I had no idea.”",
        who="new",
        gender="f",
    ),
    Variant(
        "forgot",
        "{F} told {A} the name of the inn.",
        "{A} had to ask {F.first} again for the name of the inn, having clean forgotten it.",
        who="new",
    ),
    Variant(
        "foretold",
        "{A} could not know then that {M} would cheat {A.him}.",
        "It was in the autumn that {A} learned how {M.first} had cheated {A.him}.",
        who="new",
    ),
    Variant(
        "guess",
        "{A} had a suspicion, no more, that the will was forged.",
        "That evening the proof was put into {A}'s hands: the will was a forgery, as {A.he} had thought.",
        who="new",
    ),
)

RULE = Rule("early-knowledge", VARIANTS, DECOYS)
