"""The rule about counts that change."""

from __future__ import annotations

import pytest

from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection
from storyteller_agents.checks.continuity.changed_count import changed_count

PEOPLE = "Marta said that Ivo was late. Ivo laughed. Marta went to Brevik with Ivo. They came to Brevik. “So,” said Marta.\n\n"
BETWEEN = " ".join(["The rain fell on the roofs and nobody came along the street that evening."] * 40)


def objections(first: str, second: str, *, background: tuple[Fact, ...] = ()) -> list[Objection]:
    scenes = [("1", PEOPLE + first), ("2", BETWEEN), ("3", second)]
    return list(changed_count.run(Story(scenes, background=background)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta had three brothers.", "Marta's four brothers had never written."),
        ("There were six passengers on the coach.", "When the coach stopped, the seven passengers climbed out."),
        ("The dragon had three heads.", "The dragon's five heads turned."),
        ("Marta, the youngest of four sisters, kept still.", "None of it mattered to Marta's five sisters."),
        ("Marta lived with her three aunts.", "All six of Marta's aunts were deaf."),
        ("Ivo had only one son.", "Both of Ivo's sons were soldiers."),
        ("Marta had no brothers.", "Marta's two brothers met her at the gate."),
        ("Marta had only two brothers.", "Marta's third brother was a monk."),
        ("Ivo, a widower with three daughters, was poor.", "Ivo's five daughters sang."),
        ("The old inn had nine rooms.", "All eleven of the rooms of the inn were taken."),
        ("Five bells hung in the tower.", "The tower's four bells began to ring."),
        ("The windows of the house, nine in all, were dark.", "The twelve windows of the house were lit."),
        ("The ship carried a crew of nine.", "The crew of twelve went ashore."),
        ("Brevik had two churches.", "The four churches of Brevik rang their bells."),
        ("The bridge had five arches.", "The seven arches of the bridge were black."),
        ("Ivo kept four hounds in the yard.", "Ivo whistled, and his six hounds came."),
        ("Seven stone steps led up to the mill.", "The nine steps to the mill were wet."),
    ],
)
def test_another_number_is_found(first: str, second: str) -> None:
    (objection,) = objections(first, second)
    assert objection.scene == "3" and objection.against and objection.against.scene == "1"
    assert second[objection.start : objection.end] in second


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta had three brothers. The eldest died at sea.", "Marta's two brothers came."),
        ("Marta had two cats.", "In May she bought another cat. Marta fed her three cats."),
        ("Marta's three ships sailed. One of the ships was lost.", "Marta's two ships came home."),
        ("Marta had three sons. A fourth son was born in May.", "Marta's four sons came."),
        ("Marta had three brothers.", "Two of Marta's brothers came."),
        ("Marta had three brothers.", "Marta's two elder brothers came."),
        ("Marta had three brothers.", "Marta's other two brothers came."),
        ("Marta had three brothers.", "“Marta's five brothers,” said Ivo."),
        ("Marta had three brothers.", "Ivo's two brothers came."),
        ("Marta had three brothers.", "Marta's three brothers came."),
        ("Marta's third brother came.", "Marta's five brothers came."),
        ("Marta had three apples.", "Marta had two apples."),
        ("The two men came in.", "The three men sat down."),
        ("Marta walked three miles.", "The five miles were over."),
        ("The house had nine rooms.", "The four rooms of the inn were small."),
        ("Marta dreamt that she had five brothers.", "Marta had two brothers."),
    ],
)
def test_other_sets_and_told_changes_are_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []


def test_a_conflict_is_told_once() -> None:
    assert (
        len(objections("Marta had three brothers.", "Marta's four brothers came. Marta's four brothers sat down.")) == 1
    )


def test_the_cast_counts_as_told_before() -> None:
    fact = Fact("Marta", "count", "3", "Marta", (0, 14), "three brothers", BEFORE, about="brother", source="cast")
    (objection,) = objections("", "Marta's four brothers came.", background=(fact,))
    assert objection.against and objection.against.quote == "three brothers"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The chapel at Brevik had three windows.", "Light fell through the five windows of the chapel at Brevik."),
        ("There were five elders at Brevik.", "The six elders of Brevik voted one by one."),
        ("Thirty-nine steps led down to the beach at Brevik.", "Ivo counted the fifty-two steps at Brevik."),
        ("The council at Brevik was made up of nine men.", "The twelve men of the council of Brevik rose."),
        ("Marta was an only child.", "Both of Marta's sisters had come."),
        ("Marta and her husband were childless.", "Marta's two sons were already men."),
        ("Ivo had been married twice.", "Ivo never spoke of his third wife."),
        ("Ivo kept one servant.", "All three of Ivo's servants slept in the attic."),
        ("Brevik had a single inn.", "The three inns of Brevik were full."),
        ("Marta's daughters were three in number.", "The fourth of Marta's daughters had red hair."),
        ("Ivo owned three ships.", "Five ships lay in the harbour, and all of them belonged to Ivo."),
        ("Ivo kept two dogs.", "Four dogs ran out to meet them, every one of them Ivo's."),
        ("Ivo was the father of two, a boy and a girl.", "Ivo kissed his four children."),
        ("Marta kept bees, and had nine cats.", "Marta's twelve cats lay by the stove."),
    ],
)
def test_one_set_is_known_by_what_it_hangs_on(first: str, second: str) -> None:
    assert objections(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ivo had six hens.", "The fox had been, and Ivo was left with two hens."),
        ("Ivo had three goats.", "Since the kid was born in March Ivo had four goats."),
        ("There were two inns at Brevik.", "There were four inns at Langfos, said Ivo, who came from Langfos."),
        ("There were five elders at Brevik.", "Three elders of Brevik came to the house."),
        ("The troll with three heads roared.", "A troll with six heads came home."),
        ("Marta had seven children.", "There were three children at the table, and Marta fed them."),
    ],
)
def test_another_set_or_a_told_reason_is_left_alone(first: str, second: str) -> None:
    assert objections(first, second) == []


RAIN = "Rain fell on the roofs, and nobody came along the street."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Captain Reyes had four men under her, and she knew the name of every man's wife.",
            "Reyes looked round at her six men and told them to check their weapons.",
        ),
        (
            "The vault at Kessler's had two doors, one of steel and one of oak.",
            "She was through the first of the three doors of Kessler's vault before the alarm went.",
        ),
        ("Dora Minchin had two boys and a girl.", "All four of Dora's children had the measles that winter."),
        (
            "Mrs. Pettigrew's cats, Salt and Pepper, slept on the stove.",
            "Mrs. Pettigrew's three cats had not been fed.",
        ),
        (
            "Old Gunnar Skallason had sired nine sons on two wives.",
            "Gunnar's seven sons carried the shield, and not one of them was absent.",
        ),
        ("Sigrid Thorsdatter was the only girl among five brothers.", "Sigrid's four brothers rode in after dark."),
        (
            "The Ashworth sisters, Jane, Emma and Lucy, kept the shop in Mill Lane.",
            "Both Ashworth sisters were at the window of the shop.",
        ),
        (
            "The wizard Aldric had taken only one apprentice in all his years.",
            "Aldric's two apprentices were sweeping the stairs.",
        ),
        (
            "There were seven jewels in the crown of Morr.",
            "Five jewels glimmered in the crown of Morr, exactly as many as there had always been.",
        ),
        (
            "Marcus Webb was the father of twin girls, and had no other children.",
            "Marcus Webb had three daughters, and was afraid of them all.",
        ),
        ("Marcus Webb doted upon his only son.", "Marcus Webb's younger son had gone for a soldier."),
        (
            "Halvard Brandt's wife had given him two sons, and then no more.",
            "Halvard's third son was the one with the limp.",
        ),
        (
            "Each of Mr. Tolliver's three mills stood on the river.",
            "Mr. Tolliver owned four mills, and was proud of every wheel.",
        ),
        ("The hut on Crane Moor had but one window.", "Light came in at both windows of the hut on Crane Moor."),
        ("The inn, with its four bedrooms, was seldom full.", "Every one of the inn's six bedrooms was taken."),
        (
            "There were nineteen pupils at Miss Finch's school.",
            "Miss Finch counted her pupils into the coach: seventeen, and not one absent.",
        ),
        ("Mr. Dunne had buried three wives.", "Mr. Dunne had been married but twice."),
        ("The third of Osric's daughters was called Wyn.", "Osric had two daughters."),
        ("Beatrix Lamb was the eldest of three sisters.", "Beatrix wrote to her only sister every Sunday."),
        ("The tower had a hundred and twelve steps.", "He climbed the ninety-eight steps of the tower without a rest."),
        (
            "There were two guards at the gate of Kastrin, and never more.",
            "The four guards at the gate of Kastrin crossed their pikes.",
        ),
        ("The Mirabel carried six lifeboats.", "All four of the Mirabel's lifeboats were swung out."),
        ("Ned Carver owned a pair of greyhounds.", "Ned's three greyhounds lay before the fire."),
        ("Nora Quill had a trio of nephews.", "Both of Nora's nephews came to the station."),
        ("Nora Quill had borne triplets, and never another child.", "Nora's two children ran before her."),
        ("Kit Marlow had neither brother nor sister.", "Kit's two sisters were waiting on the quay."),
        ("Between them the Vales had six children.", "The four Vale children came down to breakfast."),
        (
            "Henrik Olsen had five horses in his stable: three bays and two greys.",
            "Henrik's four horses put their heads over the doors.",
        ),
        ("The Dorothea was a three-masted ship.", "Both masts of the Dorothea were gilded by the sun."),
        ("The house was a tall, four-storeyed one.", "The house had three storeys."),
        ("Both of Lady Carew's husbands had been sailors.", "Lady Carew's third husband was a bishop."),
        (
            "Clara counted the clocks in her father's shop: there were eleven.",
            "All nine clocks in the shop of Clara's father struck together.",
        ),
        ("Tom Ransome had three older brothers and no sister.", "Tom Ransome's two brothers were both older than he."),
        (
            "Peter and Paul were the only sons of Joseph Kemp.",
            "The youngest of Joseph Kemp's three sons opened the door.",
        ),
        ("Farmer Grey kept seven cows.", "Farmer Grey milked his nine cows before it was light."),
        (
            "Elias's four fishing boats came home on the tide.",
            "Elias, who had only two boats, mended the nets himself.",
        ),
        ("The Red Company numbered forty swords.", "The sixty swords of the Red Company rode out together."),
        (
            "The twins, Lark and Linnet, were Hester Crane's only children.",
            "Hester Crane's three children had the same ears.",
        ),
        (
            "From a family of seven, Joan Tully went out to service. She had six brothers and sisters.",
            "Joan Tully had four brothers and sisters.",
        ),
        (
            "Five chairs stood round Dr. Amory's table.",
            "Dr. Amory had three chairs, all told, and they stood about the table.",
        ),
        ("Uncle Toby owned two houses in the town, and let them both.", "Uncle Toby's three houses were all let."),
        ("The chapel had a single bell.", "The two bells of the chapel rang out."),
        (
            "The garden of Mereham had eight fountains.",
            "She counted the fountains of Mereham: six, as there had always been.",
        ),
        (
            "Lucy Frost was the youngest of the seven Frost girls.",
            "There were five Frost girls, and Lucy was the youngest.",
        ),
        ("In all his life Piers Gaveston had owned only one horse.", "Piers Gaveston's three horses were led out."),
        ("The king of Orrin had no daughters.", "The younger of the king of Orrin's two daughters wept."),
        (
            "The castle was entered by two gates, one to the north and one to the south.",
            "All three of the castle's gates were shut.",
        ),
        (
            "Jem had four sheepdogs: Moss, Fly, Nell and Cap.",
            "Jem whistled his two sheepdogs to heel, for he had never had more.",
        ),
        ("There are only three boats on the island of Skarra.", "The island of Skarra had five boats, and always had."),
        ("The Kovac brothers were three: Milan, Josip and little Ante.", "All four Kovac brothers stood in the dock."),
        (
            "Colonel Haddad kept two bodyguards with him day and night.",
            "Colonel Haddad's five bodyguards fanned out across the lobby.",
        ),
        (
            "The safe house in Pilsen had one exit, and one only.",
            "Orlov slipped out of the second exit of the safe house in Pilsen.",
        ),
        (
            "Grandma Bess had six grandchildren, and she knitted for each of them.",
            "Grandma Bess counted her grandchildren on her fingers; there were eight.",
        ),
        ("Three pigs lived in Farmer Dobbs's sty.", "Farmer Dobbs fed his five pigs."),
        ("Asgeir Bondi's sons were four in number.", "Asgeir Bondi had but two sons, and both were lazy."),
        ("Thora had borne Ketil three sons and a daughter.", "Thora and Ketil's six children slept in the loft."),
        ("There were thirty oars on the Sea-Wolf, fifteen to a side.", "The forty oars of the Sea-Wolf dipped as one."),
        ("Lord Ravensleigh had two sisters, both unwed.", "Lord Ravensleigh's three sisters curtsied."),
        (
            "The Duke of Carrow, Verity knew, owned no fewer than five estates.",
            "The Duke of Carrow's three estates were mortgaged.",
        ),
        ("Miss Verity Thorne was an only child.", "Verity Thorne's two brothers called upon the Duke."),
        (
            "The temple at Iskar is guarded by nine statues.",
            "She slipped past the seven statues of the temple at Iskar.",
        ),
        ("Each of the Archmage's twelve towers burned.", "The Archmage had raised eight towers in his time."),
        (
            "As the youngest of six siblings, Maya Chen had learned to shout.",
            "Maya Chen had three siblings, all older than she was.",
        ),
        ("Maya Chen shared the flat with two roommates.", "Maya's four roommates had left their dishes in the sink."),
        (
            "Detective Ruiz had a daughter, and no other child.",
            "Detective Ruiz's twin sons were asleep in the back of the car.",
        ),
        ("The lighthouse had but a single keeper.", "The three keepers of the lighthouse came down to the landing."),
        ("There were five houses in the hamlet of Nether Poole.", "The nine houses of Nether Poole were dark."),
        ("The ferry had two funnels, painted red.", "Smoke rose from all three funnels of the ferry."),
        (
            "Nils lost his only sister to the fever when he was nine.",
            "Both of Nils's sisters wrote to him from America.",
        ),
        ("Ezra Holt had three sons by his first wife and none by his second.", "Ezra Holt's four sons dug the grave."),
        (
            "The commander had twelve men left, and Sergeant Poole knew them all.",
            "Sergeant Poole took the commander's twenty men across the ford.",
        ),
        ("Mr. Osgood taught eleven boys.", "Mr. Osgood's fifteen boys stood up when he came in."),
        (
            "Cora Bell was mother to a boy of seven and a girl of four, and there were no others.",
            "Cora Bell tucked in her three children.",
        ),
        ("The barn housed eight horses.", "There were eleven horses in the barn, as there had always been."),
        ("The clock tower of Voss has four faces.", "The three faces of the clock tower of Voss were lit."),
        (
            "Hannes had four aunts on his mother's side, and no others.",
            "Hannes's six aunts descended on the house at Easter.",
        ),
        ("The space station Kepler had six docking bays.", "Every one of Kepler's nine docking bays was taken."),
        (
            "Commander Ito's crew consisted of seven men and women.",
            "The five men and women of Commander Ito's crew strapped in.",
        ),
        ("The cottage had two chimneys.", "Smoke was rising from the cottage's one chimney."),
        ("Mina Lowe had one cat, an enormous tabby.", "Mina Lowe's cats wound about her ankles, all three of them."),
        ("Dr. Anand had one sister, and she was all the family he had.", "Dr. Anand telephoned both his sisters."),
        (
            "Inspector Quill's four constables waited in the van.",
            "Inspector Quill sent all six constables round to the back.",
        ),
        ("Hugh Merrow had bred eleven hounds, and every one was living.", "Hugh Merrow counted his hounds: nine."),
        ("The monastery of Saint Orso had forty monks.", "The sixty monks of Saint Orso filed into the choir."),
        (
            "Gwendolen's late husband had left her with five children.",
            "Gwendolen Price had three children, and none had died.",
        ),
        (
            "Two great doors opened into the hall of Eskil.",
            "She passed through the last of the four doors of the hall of Eskil.",
        ),
        ("Rook had two knives, one in each boot.", "Rook drew all three of his knives."),
        ("Irene Marsh was married for the second time that June.", "Irene Marsh had only ever had one husband."),
        ("Mikael had fathered seven sons.", "Mikael's nine sons stood in a row."),
        ("Neither of Lottie Fay's two brothers could swim.", "Lottie Fay's four brothers swam out to the raft."),
        (
            "The house in Vine Street had three bathrooms.",
            "The only bathroom of the house in Vine Street was on the landing.",
        ),
        (
            "Every evening Mr. Abbot locked the seven doors of the museum.",
            "Mr. Abbot locked the five doors of the museum, as he did every evening.",
        ),
        ("Dirk Vos ran three bakeries in Ghent.", "Dirk Vos's five bakeries opened at four."),
        ("Paolo was the seventh of nine children.", "Paolo's five brothers and sisters were all at the table."),
        (
            "Mrs. Lacey, who had two daughters to marry, took a house in Bath.",
            "Mrs. Lacey's four daughters were all unmarried.",
        ),
        ("The king had three daughters, the eldest of whom was plain.", "The king's two daughters were both fair."),
        ("The treasurer held three keys to the vault.", "The treasurer took out all five keys to the vault."),
        ("There are four bridges in Tallow.", "Tallow, which has six bridges, is built on mud."),
    ],
)
def test_people_named_only_there_contradict_themselves(first: str, second: str) -> None:
    assert list(changed_count.run(Story([("1", first), ("2", RAIN), ("3", second)])))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marta Voss had three brothers, though one was killed at Ypres.", "Marta Voss's two brothers came home."),
        ("Marta Voss had two daughters.", "Marta Voss had three children: two daughters and a son."),
        ("Marta Voss had three sons.", "One of Marta Voss's sons was a priest."),
        ("Marta Voss had three sons.", "Marta Voss's eldest son was a priest, and her younger sons were sailors."),
        ("Marta Voss had about twenty horses.", "Marta Voss's twenty-two horses were sold."),
        ("Marta Voss owned a dozen goats.", "Marta Voss's eleven goats were in the barn."),
        ("Marta Voss had three cats.", "Two cats lay on Marta Voss's stove."),
        ("The inn had nine rooms.", "Anna hired two rooms of the inn."),
        ("Marta Voss had four horses.", "The two horses of Marta Voss's carriage were grey."),
        ("Marta Voss, an only child, had two sons.", "Marta Voss's sons were tall."),
        (
            "Marta Voss had no children.",
            "Years later Marta Voss bore a son, and then another. Marta Voss's children were noisy.",
        ),
        ("The Vales had four children.", "The two Vale girls came down to breakfast."),
        ("Marta Voss had two elder brothers.", "Marta Voss had four brothers in all."),
        ("Marta Voss had more than three cats.", "Marta Voss's five cats slept."),
        ("Marta Voss's second husband was a baker.", "Marta Voss had been married three times."),
        ("The two sisters went out. Marta Voss had three sisters.", "Both sisters were tired."),
        ("Marta Voss had a son and a daughter.", "Marta Voss's two children came in."),
        (
            "Marta Voss had six horses. Two of the horses died in the winter.",
            "Marta Voss's four horses pulled the cart.",
        ),
        (
            "Marta Voss had no children of her own.",
            "Marta Voss's stepchildren ran in. Marta Voss's two stepchildren were fond of her.",
        ),
        ("Marta Voss had never had more than two servants.", "Marta Voss's one servant had left her."),
    ],
)
def test_people_named_only_there_may_agree(first: str, second: str) -> None:
    assert not list(changed_count.run(Story([("1", first), ("2", RAIN), ("3", second)])))
