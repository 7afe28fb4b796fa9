"""Trades, ranks and species: the words for them, and which of them may be said of one and the same."""

from __future__ import annotations

_TRADES = """
healer: doctor physician surgeon healer medic; nurse: nurse midwife; apothecary: apothecary chemist pharmacist druggist herbalist
teacher: teacher schoolteacher schoolmaster schoolmistress governess tutor professor lecturer headmaster headmistress
smith: smith blacksmith farrier ironmonger locksmith gunsmith armourer coppersmith tinsmith tinker
jeweller: jeweller jeweler goldsmith silversmith watchmaker clockmaker
sailor: sailor seaman mariner boatswain bosun helmsman fisherman fisher fishwife boatman ferryman whaler lighthouse-keeper pilot
soldier: soldier trooper cavalryman infantryman gunner mercenary archer rifleman
clergy: priest vicar parson curate minister clergyman pastor rector deacon preacher chaplain monk friar nun rabbi
law: lawyer attorney barrister solicitor advocate notary judge magistrate
police: policeman policewoman constable detective sheriff
farm: farmer ploughman farmhand shepherd shepherdess goatherd herdsman dairymaid milkmaid rancher cowherd swineherd cowboy
wood: carpenter joiner cabinet-maker wheelwright cooper boatbuilder shipwright
woods: woodcutter woodsman forester hunter huntsman gamekeeper trapper ranger lumberjack logger charcoal-burner
stone: mason stonemason bricklayer stonecutter quarryman builder roofer thatcher
cloth: tailor seamstress dressmaker milliner weaver spinner draper hatter
shoe: cobbler shoemaker bootmaker saddler tanner; mill: miller; bread: baker confectioner; meat: butcher; fishmonger: fishmonger
inn: innkeeper publican tavern-keeper barkeeper bartender barmaid barman waiter waitress
trade: merchant trader shopkeeper grocer greengrocer pedlar peddler chandler haberdasher
letters: writer author poet novelist journalist reporter playwright editor; library: librarian archivist bookseller
stage: actor actress dancer acrobat juggler clown; music: musician fiddler violinist pianist organist singer composer piper
art: painter sculptor artist engraver; potter: potter glassblower; print: printer bookbinder typesetter
house: butler footman housekeeper valet chambermaid housemaid cook scullion; horses: coachman groom ostler stableman jockey cabman
office: clerk bookkeeper accountant secretary banker cashier; machine: engineer mechanic electrician plumber
science: astronomer botanist chemist physicist geologist mathematician scientist naturalist
garden: gardener; barber: barber hairdresser; grave: gravedigger sexton undertaker; mine: miner collier; post: postman postmaster postmistress; rail: stationmaster signalman engine-driver; cab: chauffeur taxi-driver; wash: laundress washerwoman charwoman; clean: chimney-sweep
bee: beekeeper; air: pilot airman aviator; map: cartographer mapmaker surveyor; ropes: ropemaker sailmaker; candles: candlemaker
"""
_RANKS = "private corporal sergeant ensign lieutenant captain major colonel brigadier general".split()
_SPECIES = """
human: human; elf: elf; dwarf: dwarf; gnome: gnome; orc: orc; troll: troll; goblin: goblin hobgoblin; hobbit: hobbit halfling; vampire: vampire
werewolf: werewolf; mermaid: mermaid merman; centaur: centaur; robot: robot android; cyborg: cyborg; dragon: dragon; unicorn: unicorn; ogre: ogre; faun: faun satyr
cat: cat kitten tomcat tabby; dog: dog hound terrier spaniel collie greyhound puppy mastiff poodle retriever sheepdog bulldog; wolf: wolf; fox: fox vixen; bear: bear
horse: horse mare stallion gelding pony colt filly foal; donkey: donkey ass; mule: mule; cow: cow ox bull heifer calf; sheep: sheep ram ewe lamb; goat: goat kid
pig: pig sow boar hog; mouse: mouse dormouse; rat: rat; hare: hare; rabbit: rabbit; squirrel: squirrel; hedgehog: hedgehog; badger: badger; otter: otter; mole: mole; beaver: beaver
raven: raven; crow: crow rook jackdaw; owl: owl; hawk: hawk falcon; eagle: eagle; goose: goose gander; duck: duck; hen: hen rooster cock; parrot: parrot; sparrow: sparrow; swan: swan
frog: frog; toad: toad; snake: snake serpent adder; lizard: lizard; tortoise: tortoise turtle; monkey: monkey; ape: ape gorilla chimpanzee; lion: lion lioness; tiger: tiger tigress; elephant: elephant
"""


def _groups(table: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in table.replace("\n", ";").split(";"):
        name, _, words = group.partition(":")
        for word in words.split():
            found.setdefault(word, set()).add(name.strip())
    return {word: frozenset(groups) for word, groups in found.items()}


TRADES = _groups(_TRADES)
"""The groups of each trade; two trades of one group may be said of one person."""
RANKS = {rank: place for place, rank in enumerate(_RANKS)}
"""The ranks of an army, lowest first."""
SPECIES = _groups(_SPECIES)
"""The species that each word names."""


def plural(word: str) -> str:
    """Return the plural of a trade or a species: ``elf`` → elves, ``midwife`` → midwives, ``fisherman`` → fishermen."""
    for ending, many in (
        ("man", "men"),
        ("wife", "wives"),
        ("wolf", "wolves"),
        ("lf", "lves"),
        ("arf", "arves"),
        ("y", "ies"),
        ("fox", "foxes"),
        ("ss", "sses"),
    ):
        if word.endswith(ending) and word not in ("human", "monkey", "donkey", "jockey"):
            return word.removesuffix(ending) + many
    return word + "s"


def groups_of(table: dict[str, frozenset[str]], words: str) -> frozenset[str]:
    """Return the groups that any of the words belongs to: ``village blacksmith`` → smith; empty where none does."""
    found: set[str] = set()
    for word in words.lower().replace(",", " ").split():
        found |= table.get(word, frozenset())
    return frozenset(found)
