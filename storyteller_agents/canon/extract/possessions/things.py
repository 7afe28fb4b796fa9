"""Things that one carries, loses and gives away, by their nouns, and the words that tell one from another.

A house is not lost by leaving it, so `FIXED` things count only where they are told apart by whose or where they are.
Food, drink and money, which are used up, are in `possessions/stores.py`.
"""

from __future__ import annotations

SINGLE = frozenset(
    """sword sabre saber rapier scimitar cutlass dagger dirk poniard knife penknife pocketknife axe hatchet mace club spear lance pike halberd
        trident bow crossbow quiver shield helmet helm armour armor breastplate gauntlet scabbard sheath musket
    rifle shotgun pistol revolver
    gun carbine blunderbuss blade whip
        key keyring padlock ring necklace locket bracelet brooch pendant medallion amulet talisman charm ruby
    emerald sapphire diamond gem jewel
    crown tiara diadem coronet signet seal sceptre scepter orb earring anklet crucifix rosary medal badge cameo
        watch pocket-watch stopwatch hourglass compass sextant telescope spyglass binoculars microscope
    magnifying-glass spectacles eyeglasses
    monocle goggles lorgnette
        cloak cape shawl scarf veil hat cap bonnet hood turban coat overcoat greatcoat raincoat jacket waistcoat
    gown dress robe kimono uniform apron
        belt sash girdle boots shoes slippers sandals gloves mittens muff cane crutch crutches walking-stick
    staff umbrella parasol fan wig mask
        diary journal notebook manuscript ledger logbook map chart scroll parchment passport photograph portrait
    miniature sketchbook
    album deed testament contract treaty bible prayer-book psalter grimoire
    lantern lamp torch flashlight candlestick tinderbox lighter
        purse wallet satchel knapsack rucksack backpack suitcase valise briefcase haversack handbag chest casket
    strongbox snuffbox
    chalice goblet flask canteen vial phial urn kettle cauldron tankard decanter
        violin fiddle flute harp lute lyre guitar banjo mandolin drum trumpet horn bugle whistle ocarina
    harmonica accordion cello clarinet
    oboe concertina bagpipes
        wand broomstick cauldron crystal mirror looking-glass comb hairbrush razor thimble spindle locket pipe
    tobacco-pouch snuff-box inkwell
    typewriter camera radio telephone phone laptop tablet doll puppet teddy bicycle canoe kite
    hammer saw spade shovel pickaxe scythe sickle chisel crowbar anvil
    horse mare stallion pony mule donkey falcon hawk parrot canary raven dog puppy kitten
    longship warship rowboat dory dugout truck lorry van jeep tractor taxi scooter motorbike tricycle skateboard surfboard sled toboggan
    quilt mattress hammock wardrobe dresser sideboard sofa armchair rocking-chair throne easel lathe sewing-machine gramophone
    phonograph television computer drone headset tuba ukulele tambourine arm-ring armband choker necklet cufflinks tiepin wristwatch
    locket beret fez sombrero cassock tunic jerkin doublet breeches trousers shirt blouse skirt petticoat jersey sweater cardigan parka
    poncho waders skates skis stockings frying-pan saucepan skillet churn pitchfork trowel wrench spanner screwdriver harpoon boomerang
    slingshot catapult bayonet cudgel quarterstaff truncheon cookbook songbook hymnal dictionary breviary missal trophy totem figurehead
    saddlebag kitbag shotgun pearls telegraph sousaphone bandanna turban snowshoes
    relic statuette figurine idol tapestry flag banner pennant globe""".split()
)
"""Things of which one usually has one."""
SEVERAL = frozenset(
    """letter note paper document book volume page card postcard telegram envelope picture painting drawing poem will ticket
        coin pearl arrow stone bead ribbon feather flower rose candle match handkerchief kerchief blanket basket
    bag sack box case trunk bottle jar
    cup glass bowl plate spoon fork jug pitcher mug bucket pail pen pencil quill brush rope chain stick rod bell toy ball""".split()
)
"""Things of which there are many about: one is told from another by more than its noun."""
OWNED = frozenset(
    """piano harpsichord spinet organ cradle loom spinning-wheel clock desk carpet rug vase teapot coffee-pot samovar bust
        boat ship raft skiff dinghy schooner brig sloop ferry barge yacht cutter lugger trawler punt sledge sleigh carriage
        wagon waggon cart coach car motor-car motorcycle plough cow goat pig ox lamb cat hound ferret hen goose calf ram bull
        saddle bridle compass bagpipe oar sail tent snuff-box tiara blunderbuss dulcimer viola bassoon trombone zither
        wheelbarrow ladder hoe rake bellows sundial barometer thermometer wheelchair pram trunk spectacle veil shroud""".split()
)
"""Larger belongings, and beasts."""
FIXED = frozenset(
    """house cottage barn mill windmill watermill bridge footbridge tower church chapel inn tavern hut cabin shed stable stables
        castle palace lighthouse pier jetty boathouse lodge farm farmhouse manor schoolhouse theatre shop forge smithy bakery
        granary gatehouse belfry steeple spire statue monument fountain well maypole oak elm beech willow poplar yew pine cedar
        sycamore tree orchard summerhouse greenhouse dovecote hayrick haystack gallows mansion priory abbey monastery
        drawbridge aqueduct dam weir beacon obelisk windmill warehouse kiln wharf quay hedge thorn hawthorn
        rowan birch fir""".split()
)
"""What stands where it is."""
BEASTS = frozenset(
    "horse mare stallion pony mule donkey falcon hawk parrot canary raven dog puppy kitten cow goat pig ox lamb "
    "cat hound ferret hen goose calf ram bull".split()
)
"""What may be ridden, milked and fed."""
RELATIVES = frozenset(
    "father mother brother sister son daughter husband wife uncle aunt cousin grandfather grandmother child".split()
)
"""Words that tell a thing from another only among those of one owner."""
THINGS = SINGLE | SEVERAL | OWNED | FIXED
DESCRIBING = frozenset(
    """own dear little poor precious beloved heavy light good beautiful fine lovely small big large great old very same said bright shining
        gleaming glittering sparkling long short worn battered shabby tattered dusty dirty wet soaked cold warm
    empty full open closed sharp
        trusty faithful cherished treasured priceless costly cheap wretched dreadful cursed fatal famous strange
    mysterious curious useless
        broken cracked lost stolen missing drawn naked folded crumpled tiny huge enormous splendid magnificent
    pretty rusty unlucky whole
        gentle tired loyal delicate ancient antique magic magical enchanted sacred holy now once only single
    bare loaded lit burning lighted
    remaining bloody blood-stained""".split()
)
"""Adjectives that describe a thing and don't tell it from another."""
OTHERS = frozenset(
    "new another other second spare third different next extra fresh replacement borrowed duplicate similar "
    "first last better".split()
)
"""Words that make it another thing of the kind."""
COMPOUNDS = (
    r"(?: |-)(?:box(?:es)?|case|chain|shop|maker|stand|hilt|arm|finger|hole|stroke|light|door|window|"
    r"house|man|men|pocket|tower|shelf|shelves|"
    r"rack|room|bearer|bag|rope|string|strings|handle|lid|cover|paper|paste|stones?|yard|back|ribbon|band|"
    r"brim|tip|point|stick|post|wick|flame|"
    r"pin|lock|race|ride|trade|dealer|player|case|skin|fight|play|collar|tail|shoe|shoes|cart|carriage|"
    r"call|number|line|heads?)\b"
)
"""What makes of the noun before it the name of something else."""


def stem(word: str) -> str | None:
    """Return the noun of a thing in the form that is compared, or None where a word is no such noun."""
    if word in THINGS:
        return word
    if word.endswith("s") and word[:-1] in THINGS:
        return word[:-1]
    return {
        "knives": "knife",
        "boot": "boots",
        "shoe": "shoes",
        "slipper": "slippers",
        "glove": "gloves",
        "sandal": "sandals",
    }.get(word)


def marks(words: str) -> frozenset[str]:
    """Return the words that tell a thing from another one of its kind, out of those before and after its noun."""
    found = (word.replace("’", "'").strip(",").removesuffix("'s") for word in words.lower().split())
    return frozenset(
        word for word in found if word and word not in DESCRIBING and word not in ("of", "from", "to", "the", "with")
    )
