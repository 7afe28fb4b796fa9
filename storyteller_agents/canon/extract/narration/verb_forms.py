"""Forms of English verbs: whether a word is a verb in the past or in the present.

The irregular verbs are a closed list, the regular ones the commonest of the language with their regular endings. Only
forms that can be nothing else are told; what may be both (*put*, *cut*, *read*) is neither. No grammar stands here: a
caller has to know that the word follows a subject.
"""

from __future__ import annotations

from typing import Literal

Tense = Literal["past", "present", ""]

_IRREGULAR = """arise:arose awake:awoke bear:bore beat:beat become:became begin:began bend:bent bind:bound bite:bit bleed:bled
blow:blew break:broke breed:bred bring:brought build:built burst:burst buy:bought cast:cast catch:caught choose:chose
cling:clung come:came cost:cost creep:crept cut:cut deal:dealt dig:dug draw:drew dream:dreamt drink:drank drive:drove
eat:ate fall:fell feed:fed feel:felt fight:fought find:found flee:fled fling:flung fly:flew forbid:forbade
foresee:foresaw forget:forgot forgive:forgave forsake:forsook freeze:froze get:got give:gave go:went grind:ground
grow:grew hang:hung hear:heard hide:hid hit:hit hold:held hurt:hurt keep:kept kneel:knelt know:knew lay:laid lead:led
lean:leant leap:leapt leave:left lend:lent let:let lie:lay light:lit lose:lost make:made mean:meant meet:met
mistake:mistook overcome:overcame overhear:overheard overtake:overtook pay:paid put:put quit:quit read:read rend:rent
ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold send:sent set:set shake:shook shed:shed
shine:shone shoot:shot show:showed shrink:shrank shut:shut sing:sang sink:sank sit:sat sleep:slept slide:slid
sling:slung slink:slunk smell:smelt speak:spoke speed:sped spend:spent spill:spilt spin:spun spit:spat split:split
spread:spread spring:sprang stand:stood steal:stole stick:stuck sting:stung stink:stank stride:strode strike:struck
string:strung strive:strove swear:swore sweep:swept swell:swelled swim:swam swing:swung take:took teach:taught tear:tore
tell:told think:thought throw:threw thrust:thrust tread:trod undergo:underwent understand:understood
undertake:undertook undo:undid upset:upset wake:woke wear:wore weave:wove weep:wept win:won wind:wound
withdraw:withdrew withhold:withheld withstand:withstood wring:wrung write:wrote"""
_REGULAR = """accept accuse ache act add admire admit advance advise agree aim allow amuse announce answer appear
approach argue arrange arrive ask assure attack attempt avoid bathe beckon beg behave believe belong blame blink blush
board boast boil borrow bow brush bump burn bury button call calm care carry carve cause cease change charge chase chat
cheer chew chuckle claim clap clasp clean clear climb close clutch collapse collect comb comfort command complain
conclude confess consider continue cook copy cough count cover crawl cross crouch crush cry curl curse dance dare dart
dash decide declare delay deliver demand deny depart descend describe deserve desire destroy die dine dip disappear
discover dislike dismiss dive divide doubt drag dress drift drop drown dust embrace emerge empty enjoy enter envy escape
examine exclaim expect explain explore face fade fail faint fancy fasten fear fetch fill finish fix flash flinch float
follow fold force frown gallop gasp gather gaze giggle glance glare gleam glide glow grab grasp greet grin grip groan
grope growl grumble grunt guess guide halt hammer hand handle happen hasten hate haul help hesitate hobble hope hop
howl hug hum hunt hurl hurry imagine inform inquire insist intend interrupt introduce invite join joke judge jump kick
kill kiss knit knock lack land last laugh learn lick lift like limp linger listen live load lock long look loosen love
lower manage march mark marry melt mention mix moan mount mourn move mumble murmur mutter nail name need nod note notice
nurse obey object observe offer open order own pack paint pant pass pat pause peep peer perceive pick pinch place plan
plant play plead please plunge point poke polish possess pour praise pray prefer prepare press pretend prevent proceed
promise propose protest prove pull punish purr push question race raise reach realise realize recall receive recognise
recognize recover refuse regard regret rejoice relax release remain remark remember remind remove repair repeat reply
report rescue resolve rest retire retreat return reveal ride roar rob rock roll rub ruin rule rush sail save scamper
scatter scold scowl scramble scrape scratch scream seal search seat seem seize select sense separate serve settle shiver
shout shove shriek shrug shudder shuffle shut sigh signal sip skip slam slap slip smash smile smoke smooth snap snarl
snatch sneer sneeze sniff snore sob soothe sort sparkle spell splash spoil squeeze squat stagger stamp stammer stare
start startle starve stay steer step stir stoop stop straighten stretch stroke stroll struggle study stumble succeed
suffer suggest summon suppose surprise surround suspect swallow sway talk tap taste tease tempt thank threaten tie tilt
tip toss touch track trace trail travel treat tremble trot trouble trust try tuck tug tumble turn twist unlock urge use
utter vanish venture vow wade wag wail wait walk wander want warm warn wash waste watch wave weigh welcome whimper
whisper whistle wink wipe wish wonder work worry wrap yawn yell yield"""

PASTS = dict(pair.split(":") for pair in _IRREGULAR.split())
"""Irregular verbs → their past."""
BASES = frozenset(_REGULAR.split()) | PASTS.keys()
"""Verbs in the form that stands in a dictionary."""
_ONLY_PAST = frozenset(PASTS.values()) - BASES - {"ground", "wound", "left", "bore"} | {
    "was",
    "were",
    "had",
    "did",
    "left",
    "bore",
    "wound",
}
_ENDS_IN_ED = frozenset(
    "need feed speed bleed breed succeed proceed exceed seed heed weed shed indeed hundred sacred naked".split()
)
_ENDS_IN_S = frozenset(
    """as was his its this thus us yes plus minus always sometimes perhaps besides likewise nevertheless nonetheless alas
    across unless hers ours theirs yours whereas towards upstairs downstairs indoors outdoors overseas abreast amongst
    afterwards alongside hence since less ones others themselves ourselves yourselves besides thrice whose does has is
    hands arms eyes feet sons days years times""".split()
)
_NOT_BARE = frozenset(
    "long last like hand own face light lower warm clear clean calm open empty smooth close please dress show name".split()
)

ACTIONS = frozenset(
    """arrive awake beckon bend blink blush bow break bring brush carry catch chuckle clap clasp climb cling clutch collapse
    cough crawl creep cross crouch cry dance dart dash draw drag drink drop eat embrace enter fetch flinch fling flee
    follow frown gallop gasp gaze giggle glance glare grab grasp greet grin grip groan grope halt hasten hesitate hold hop
    hug hurl hurry jump kick kiss kneel knock laugh lay lean leap lift limp listen look lower march moan mount move murmur
    mutter nod open pant pat pause peep peer pick pour press pull push raise reach rise roll rub run rush scramble
    scream seize shake shiver shout shove shriek shrug shudder shuffle sigh sip sit slam slap slide slip smile snap snatch
    sniff sob spring squeeze stagger stamp stammer stand stare step stoop straighten stretch stride stroke stroll stumble
    swallow swim swing take tap throw tilt tip toss touch tremble trot tuck tug turn twist unlock wade wait walk wander
    wave weep whisper whistle wink wipe wrap yawn yell close shut sing climb swear drive ride sweep stop start point stop start touch point""".split()
)
"""Verbs for what can be seen or heard at one moment: with these, a tense is that of the story, not of its teller."""

MOVES = ACTIONS | frozenset("go come leave be say speak talk ask answer put set find get sleep work play".split())
"""These, and the plain verbs that tell what happens next."""


def third(base: str) -> str:
    """Return a verb as it follows *he* in the present: ``cry`` → ``cries``."""
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


_THIRDS = {third(base): base for base in BASES} | {"has": "have", "is": "be", "does": "do"}


def _regular_pasts(base: str) -> set[str]:
    """Return how the past of a verb is spelled if it is regular, with the last letter doubled and not."""
    if base.endswith("e"):
        return {base + "d"}
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return {base[:-1] + "ied"}
    return {base + "ed", f"{base}{base[-1]}ed"}


_PAST_BASES = {form: base for base in sorted(BASES) for form in _regular_pasts(base)}
_PAST_BASES |= {form: base for base, form in PASTS.items()}


def base_of(word: str) -> str:
    """Return the dictionary form of a verb in the past or after *he*; the word itself where it is neither."""
    return _THIRDS.get(word) or _PAST_BASES.get(word) or word


def tense_after_he(word: str, *, sure: bool = False) -> Tense:
    """Return the tense of the word after *he*, *she* or a name; only of the verbs listed here if it has to be `sure`."""
    if word in _ONLY_PAST or (len(word) > 3 and word.endswith("ed") and word not in _ENDS_IN_ED):
        return "past"
    if word in _THIRDS or word == "cannot":
        return "present"
    regular = word.endswith("s") and not word.endswith(("ss", "ous", "wards", "ings", "ness", "selves", "ies"))
    return "present" if regular and not sure and len(word) > 3 and word not in _ENDS_IN_S else ""


def tense_after_they(word: str) -> Tense:
    """Return the tense of the word after *they*, *we* or *I*."""
    if word in _ONLY_PAST or (len(word) > 3 and word.endswith("ed") and word not in _ENDS_IN_ED):
        return "past"
    if word in ("am", "are", "have", "do"):
        return "present"
    plain = word in BASES and PASTS.get(word, "") != word and word not in _NOT_BARE
    return "present" if plain and word not in _PAST_BASES else ""
