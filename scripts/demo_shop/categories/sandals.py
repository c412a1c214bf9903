"""Sandals: open shoes for water, camp and warm paths."""

from scripts.demo_shop.item import Category, Item

SANDALS = Category(
    prefix="SND",
    path=("Footwear", "Sandals"),
    items=(
        Item(
            id="SND-101",
            name="Fjordline Skerry Trekking Sandals",
            price=99.95,
            weight_g=720,
            material="recycled webbing",
            colours="navy, olive",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="hiking, travel, paddling",
            text=(
                "Three straps, three buckles and a contoured sole that carries you over a whole "
                "coastal path. Webbing dries on the foot within the hour. With a full pack on "
                "steep scree your toes will miss a cap."
            ),
            attributes={
                "kind": "sandals",
                "closed_toe": False,
                "fit": "unisex",
                "straps": 3,
                "weight_is": "pair",
            },
            rating=4.6,
        ),
        Item(
            id="SND-102",
            name="Brightwater Current Water Sandals",
            price=84.95,
            weight_g=680,
            material="neoprene and mesh",
            colours="petrol, grey",
            sizes="37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="paddling, travel",
            text=(
                "Toes behind a bumper, water out through the sides: for stony rivers, portages "
                "and slippery pontoons. A single pull cord tightens the lot. They take their time"
                " to dry out in the shade."
            ),
            attributes={
                "kind": "water shoes",
                "closed_toe": True,
                "fit": "unisex",
                "straps": 1,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SND-103",
            name="Larkspur Fern Women's Sandals",
            price=89.95,
            weight_g=560,
            material="suede leather",
            colours="sand, plum",
            sizes="36, 37, 38, 39, 40, 41, 42",
            activities="travel, everyday, hiking",
            text=(
                "Softly lined suede on a cork-and-rubber bed, made for city walls, island lanes "
                "and the evening after. Both straps adjust, so narrow feet stay put. Keep them "
                "out of salt water, which leather resents."
            ),
            attributes={
                "kind": "sandals",
                "closed_toe": False,
                "fit": "women",
                "straps": 2,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SND-104",
            name="Alderpeak Meadow Camp Sandals",
            price=29.95,
            weight_g=380,
            material="EVA foam",
            colours="black, olive, sky blue",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="camping, travel, trekking",
            text=(
                "The thing to slip into when boots come off, for hut corridors and shower blocks."
                " One piece of foam that floats and rinses clean. They are meant for around the "
                "tent and not for the way to it."
            ),
            attributes={
                "kind": "camp shoes",
                "closed_toe": False,
                "fit": "unisex",
                "straps": 1,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SND-105",
            name="Drumlin Dune Slides",
            price=39.95,
            weight_g=440,
            material="recycled rubber",
            colours="sand, black",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45",
            activities="everyday, travel, car camping",
            text=(
                "A broad band, a deep heel cup and a sole from ground-down tyres that lasts ages."
                " In and out without hands, which you value with a towel over each arm. For "
                "anything faster than a stroll they sit too loose."
            ),
            attributes={
                "kind": "slides",
                "closed_toe": False,
                "fit": "unisex",
                "straps": 1,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SND-106",
            name="Kettlewood Pathfinder Kids Sandals",
            price=44.95,
            weight_g=360,
            material="recycled webbing",
            colours="teal, yellow, pink",
            sizes="26, 27, 28, 29, 30, 31, 32, 33, 34, 35",
            activities="family camping, travel",
            text=(
                "A rubber bow protects toes at the exact height of kerbs and tree roots. Straps "
                "close with hook-and-loop that sand does not defeat. Into the washing machine "
                "with them after the holiday."
            ),
            attributes={
                "kind": "sandals",
                "closed_toe": True,
                "fit": "kids",
                "straps": 2,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SND-107",
            name="Cairnwell Drover Leather Sandals",
            price=119.95,
            weight_g=780,
            material="full-grain leather",
            colours="brown, dark brown",
            sizes="39, 40, 41, 42, 43, 44, 45, 46, 47",
            activities="hiking, travel, everyday",
            text=(
                "Vegetable-tanned leather that takes on the shape and shade of its owner over a "
                "summer or two. The tread is the same as under our light boots, and a cobbler can"
                " renew it. Let them dry slowly after rain."
            ),
            attributes={
                "kind": "sandals",
                "closed_toe": False,
                "fit": "men",
                "straps": 3,
                "weight_is": "pair",
            },
            compatible_with="HKB-113",
        ),
        Item(
            id="SND-108",
            name="Highmark Swift Minimal Sandals",
            price=69.95,
            weight_g=320,
            material="vegan rubber",
            colours="black",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running, travel",
            text=(
                "A flat sole and one lace, after the idea that feet know how to walk. Rolled up "
                "they slip into a jacket pocket and serve as camp shoes on light tours. Build up "
                "distance slowly if you come from cushioned soles."
            ),
            attributes={
                "kind": "sandals",
                "closed_toe": False,
                "fit": "unisex",
                "straps": 1,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SND-109",
            name="Moraine Gully Closed Sandals",
            price=94.95,
            weight_g=820,
            material="synthetic leather",
            colours="dark grey, rust",
            sizes="38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="hiking, trekking",
            text=(
                "A hiking shoe with windows: firm sole, covered toes, and openings where the heat"
                " wants out. It keeps pace on hut paths at the height of summer. Small stones get"
                " in now and then and have to be shaken out."
            ),
            attributes={
                "kind": "sandals",
                "closed_toe": True,
                "fit": "unisex",
                "straps": 2,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SND-110",
            name="Juniper & Stone Felt Hut Slippers",
            price=49.95,
            weight_g=420,
            material="wool felt",
            colours="grey, burgundy, forest green",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45",
            activities="everyday, winter hiking",
            text=(
                "Thick felt on a cork sole, the answer to stone floors in mountain huts and old "
                "kitchens. They crush flat in the pack and spring back by the stove. The sole "
                "forgives a dash to the woodpile but no more."
            ),
            attributes={
                "kind": "slippers",
                "closed_toe": True,
                "fit": "unisex",
                "straps": 0,
                "weight_is": "pair",
                "season": "winter",
            },
        ),
        Item(
            id="SND-111",
            name="Larkspur Lagoon Women's Water Sandals",
            price=74.95,
            weight_g=520,
            material="recycled webbing",
            colours="teal, mustard",
            sizes="36, 37, 38, 39, 40, 41",
            activities="paddling, travel",
            text=(
                "Slim webbing that crosses over the instep and a grippy sole for boards and "
                "boats. The footbed has fine grooves, so wet skin does not slide. Long hikes want"
                " a stiffer shank."
            ),
            attributes={
                "kind": "sandals",
                "closed_toe": False,
                "fit": "women",
                "straps": 2,
                "weight_is": "pair",
            },
            sold_out=True,
        ),
        Item(
            id="SND-112",
            name="Fjordline Skerry Spare Straps",
            price=14.95,
            weight_g=50,
            material="recycled webbing",
            colours="navy, olive",
            activities="travel, hiking",
            text=(
                "A full set of straps for the Skerry sandal, threaded in without tools in ten "
                "minutes. It doubles the life of a pair whose sole is still good. Melt the "
                "trimmed ends with a lighter, then they will not fray."
            ),
            attributes={"kind": "spare straps", "pieces": 6},
            accessory_of="SND-101",
        ),
    ),
)
