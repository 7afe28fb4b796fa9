"""Which words mean alike, and which exclude each other: fields of the language, in the stems of `gist.py`.

For comparing what is said of a thing in other words: ``stream`` and ``river``, ``asleep`` and ``doze``; and for what
can't hold together: summer and snow, shut and open, blind and see. A field is what a thesaurus has under one head, not
a list of synonyms: whoever uses it must know from elsewhere that the same thing is meant.
"""

from __future__ import annotations

from storyteller_agents.canon.extract.gist import stem

_FIELDS = tuple(
    frozenset(map(stem, group.split())) - {""}
    for group in """water river stream brook ford burn beck creek lake sea pond ditch torrent canal moat flood
cross wade splash swim swam leap jump pass bridge ferry row over traverse stepped
sun sunlight sunshine sunny
day daylight noon midday morning dawn sunrise daybreak light sun sunlight sunshine
night dark darkness midnight nightfall dusk moonlight moon evening sunset
rain rainy shower downpour drizzle wet rained raining storm drops drenched soaked umbrella
snow snowflake frost ice frozen freeze hail snowed icy
fire flame burn burnt burned blaze kindle lit hearth torch candle smoke spark ember
iron steel blade sword knife horseshoe nail
silver gold copper brass
lie lied lying falsehood untruth false deceive untrue pretend fib invented
truth true honest truthful
speak spoke speech talk say said tell told utter word voice answer call name whisper cry shout sang remark
dumb mute silent silence speechless voiceless
sing song sang sung tune whistle music hum chant
sound noise cry shout echo ring rang voice
sleep slept asleep doze slumber nap dream snore bed
eat ate food meal bread supper dine feast bite chew swallow hungry
drink drank drunk sip draught swallow cup thirsty
die died dead death kill slain perish killed corpse
harm hurt injure wound kill strangle strike struck attack maim throat crush stab
age aged old wrinkle grey older years
grow grew bloom blossom flower bud sprout leaf green shoot
fly flew wing flight soar air
walk go went come step enter stride run ran pass climb ride rode
return come came
open opened unlock unbar ajar unlatch swung turned
close shut lock locked bar
see saw look gaze watch stare sight behold eye face
shadow shade
mirror glass
reflection image
blood bleed bled wound
weep wept tear cry cried sob
laugh smile laughed grin
touch hand finger grasp hold held stroke pick lift handle
carry bear bring take took carried
move lift pick budge shift raise carry roll heave
fall fell drop sink sank
float swim drift
remember memory recall forget forgot forgotten
work serve use used answer woke wake rub lit glow granted obey
fight fought war battle
heal cure mend heal well
ring rang bell toll chime peal
clock hour tick
ghost spirit spectre dead phantom
cold warm hot heat chill
horse mare stallion pony
dog hound puppy cur spaniel terrier bark
ship boat vessel sail
door gate threshold doorway
magic spell charm enchant conjure
love marry wed bride wife husband
fear afraid tremble flee fled
write wrote written pen ink letter
read book page letter
breathe breath lung inhale
steal stole thief rob
lose lost missing
break broke broken crack shatter split snap
rust rusted rusty tarnish
rot spoil decay moulder mildew
bird gull crow raven sparrow wing
child baby born birth son daughter
path road track way lane trail
wear wore dress gown coat cloak clad""".split("\n")
)
_LIKE: dict[str, frozenset[str]] = {
    one: frozenset().union(*(field for field in _FIELDS if one in field)) for one in frozenset().union(*_FIELDS)
}

_SIDES = """
winter: snow frost ice icy icicle blizzard freezing snowdrift sleet|summer: hot heat swelter swallow haymaking hay strawberry \
sunburn butterfly|spring: blossom lamb bluebell primrose cowslip daffodil|autumn fall: harvest acorn chestnut blackberry
night dark darkness midnight moonless|day daylight noon sunlight sunshine sun midday bright
rain wet rainy raining drizzle flood|dry drought parched dust
hot warm heat swelter scorching|cold freezing frost chill icy snow frozen ice
open unlocked unbarred ajar|shut closed locked barred bolted
silent silence still dumb mute speechless voiceless|loud noise sang sung shout speak spoke talk tell told chatter say \
said cry whisper voice sing
blind sightless|see saw watch stare gaze look read eye
deaf|hear heard listen
lame|run ran dance leap
alive living|dead corpse
asleep|awake wake
truth true truthful honest|lie lied false untruth lying deceive
float|sink sank sunk
empty deserted uninhabited|crowd crowded full
red scarlet crimson|blue azure|green|yellow|white snow-white|black jet|grey gray|brown|purple violet|silver|gold golden|pink
bald hairless|hair curl braid beard
naked barefoot|shod shoe boot
poor|rich wealthy
keep kept|broke broken break
"""


def _contraries() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _SIDES.strip().split("\n"):
        sides = [frozenset(map(stem, side.replace(":", " ").split())) - {""} for side in line.split("|")]
        for side in sides:
            others = frozenset().union(*(other for other in sides if other is not side)) - side
            for one in side:
                found[one] = found.get(one, frozenset()) | others
    return found


_CONTRARY = _contraries()


def like(one: str) -> frozenset[str]:
    """Return the stems of one field with a stem, and itself."""
    return _LIKE.get(one, frozenset()) | {one}


def contrary(one: str) -> frozenset[str]:
    """Return the stems of what can't be where that is which a stem means."""
    return _CONTRARY.get(one, frozenset())
