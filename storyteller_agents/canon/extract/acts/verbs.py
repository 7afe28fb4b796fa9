"""Verbs that only the living are the subject of, in the forms in which a story tells them.

Past forms ending in -ed are an open class, taken as acts unless they are listed as states; the others are listed.
What the dead, or a memory of them, may still do (lie, seem, haunt, be loved, leave a fortune) is left out.
"""

from __future__ import annotations

SPEECH = frozenset(
    """said asked cried replied answered whispered shouted told spoke murmured exclaimed added muttered remarked observed
    called declared demanded inquired enquired retorted begged suggested announced insisted protested screamed yelled
    snapped growled continued explained agreed repeated responded interrupted mumbled sighed laughed sobbed gasped groaned
    joked argued urged warned admitted confessed complained grumbled stammered hissed pleaded interposed ejaculated rejoined
    queried chuckled chimed piped put drawled bellowed roared barked breathed assented conceded volunteered ventured
    says asks replies answers whispers shouts tells speaks murmurs mutters calls cries laughs adds sings sang recited
    lectured scolded chatted talked prayed swore sneered quipped commented concluded began teased crooned hummed""".split()
)
IRREGULAR = frozenset(
    """said told spoke came went ran rose stood sat took gave held put set shook drew threw flung sprang leapt leaped swam rode
    drove wrote sang rang drank ate slept woke awoke wept swept swore bent knelt brought bought caught fought sought taught
    thought saw heard began got made met kept found lost paid sent sold shot struck stuck stole strode swung tore wound
    wrung bit blew broke built clung crept cut dealt dug fed fled flew forgot forgave hid hit hung hurt led leant lent
    let lit overheard overtook rid slid slipped snuck spat sped spent spilt spread spun withdrew undid undressed beat bade
    bound bred burst cast chose did drove dreamt dressed fell hurried lay leaned left mistook mowed offered overslept
    read rewrote sawed sewed shaved shed shut sank slunk smelt sowed split strove swelled thrust trod understood
    undertook unwound upset wove wed withheld withstood felt knew fetched stooped wrestled rushed returned""".split()
) - frozenset("hung lay left fell sank cast did smelt swelled bound knew felt lost bred".split())
STATES = frozenset(
    """seemed appeared remained lived died perished drowned expired succumbed passed lacked belonged existed loved hated liked
    wanted needed deserved resembled used owned possessed mattered rested loomed haunted disappeared vanished inherited
    bequeathed collapsed stiffened bled smelled tasted weighed ended ceased named killed murdered hanged buried executed
    shot slain strangled stabbed poisoned injured wounded suffered decayed rotted mouldered lingered counted figured
    featured consisted included involved required concerned interested represented symbolized embodied occupied filled
    dominated inspired influenced affected reigned ruled served founded failed hundred indeed kindred sacred wicked naked
    crooked ragged rugged wretched beloved red bed shed need seed speed feed weed deed married earned starved
    preferred valued cherished admired respected feared trusted adored disliked despised regretted worshipped tended
    intended hoped wished believed wondered owed meant differed depended measured numbered stayed looked dressed disguised
    armed seated surrounded accompanied followed supposed convinced pleased surprised frightened excited exhausted tired
    bored amazed astonished delighted satisfied worried troubled puzzled covered wrapped clothed clad aged bearded eyed
    haired hooded cloaked uniformed called thrilled""".split()
) - frozenset("followed called wondered dressed".split())
PRESENT = frozenset(
    """says asks replies answers whispers shouts tells speaks murmurs mutters calls cries laughs adds sings walks runs comes
    goes stands sits takes gives holds puts sets shakes draws throws flings springs leaps swims rides drives writes drinks
    eats sleeps wakes weeps sweeps swears bends kneels brings buys catches fights teaches sees hears begins gets makes meets
    keeps finds pays sends sells strikes steals strides swings tears bites blows breaks builds clings creeps cuts digs flees
    hides hits leads lets lights slides slips turns nods smiles frowns shrugs sighs opens closes shuts pours lifts raises
    lowers pulls pushes reaches points steps climbs enters leaves crosses watches stares glances looks listens waits
    follows hurries rushes returns hands offers picks drops grabs presses touches kisses hugs winks waves bows dances jumps
    kicks knocks leans limps paces polishes peels pats rubs scratches scribbles shaves signs sips smokes sniffs snores
    snorts spits squeezes stirs stoops stretches strolls stumbles swallows tugs unfolds unlocks wipes yawns""".split()
)
GOING_ON = frozenset(
    """lying dying dead decaying rotting hanging resting burning bleeding being going having wearing floating drowning
    mouldering nothing something anything everything evening morning during according including king ring thing wing
    string spring bring cling fling sting swing sing missing killing murdering haunting""".split()
)
"""Words in -ing that are no act of a living person."""
OUT_OF_TIME = frozenset(
    "never hardly scarcely barely almost nearly once always often sometimes formerly had used would could did originally previously earlier no not".split()
)
"""Words between subject and verb with which the act is none, or none of now."""
RELICS = frozenset(
    """wrote made built left gave said told painted planted bought founded taught sold married fought served worked kept lived died used sent carved composed
    designed read sang bore begot drew dug grew raised brought meant cared hoped promised spoke chose set laid bequeathed created invented started
    established discovered collected saved earned ruled""".split()
)
"""What one who is dead may be said to have done without a pluperfect: "the letter Basil wrote", "Basil, who built the mill"."""


BARE = frozenset(
    verb.removesuffix("es") if verb.endswith(("shes", "ches", "sses", "xes")) else verb.removesuffix("s")
    for verb in PRESENT
) | frozenset(
    """lock carve saddle harness mend cook bring help wait walk fetch carry open wave work play row steer drive mow plough milk fish hunt shave
    wash dry count sort pack load unload fold knit paint grin wink beckon argue whistle explain decide order settle unload chop saw hammer
    borrow lend serve stroke comb dust scrub feed light fill empty tie untie hang lay spell laugh cry speak talk say call shout whisper""".split()
)
"""The bare form of the same verbs: "she watched him climb"."""


def is_act(verb: str) -> bool:
    """Tell whether a form of a verb is an act in the past tense of a story, or in its present."""
    if verb in STATES:
        return False
    return (
        verb in IRREGULAR
        or verb in SPEECH
        or verb in PRESENT
        or (len(verb) > 3 and verb.endswith("ed") and not verb.endswith("eed"))
    )


def is_going_on(word: str) -> bool:
    """Tell whether a word is the -ing form of an act."""
    return len(word) > 4 and word.endswith("ing") and word not in GOING_ON
