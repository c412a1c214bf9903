"""Hiking Trousers: trousers and shorts for moving in."""

from scripts.demo_shop.item import Category, Item

HIKING_TROUSERS = Category(
    prefix="HTR",
    path=("Clothing", "Hiking Trousers"),
    items=(
        Item(
            id="HTR-101",
            name="Alderpeak Trailhead Hiking Trousers",
            price=69.95,
            weight_g=380,
            material="recycled nylon",
            colours="dark grey, olive, sand",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, travel, trekking",
            text=(
                "Straight, stretchy and unfussy, with two zipped pockets that hold a phone still."
                " They dry on you after a shower and look fine at lunch. For thorn hedges take a "
                "tougher cloth."
            ),
            attributes={
                "kind": "trousers",
                "waterproof": False,
                "stretch": True,
                "season": "three-season",
                "fit": "unisex",
            },
            rating=4.5,
            reviews=154,
            compatible_with="BSL-101",
        ),
        Item(
            id="HTR-102",
            name="Alderpeak Trailhead Zip-Off Trousers",
            price=79.95,
            weight_g=420,
            material="recycled nylon",
            colours="sand, dark grey",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, travel",
            text=(
                "Trousers in the morning mist, shorts by eleven. The zips are marked left and "
                "right, so legs find their way back, and they pull off over boots. A purist will "
                "smile and then borrow them."
            ),
            attributes={
                "kind": "zip-off trousers",
                "waterproof": False,
                "stretch": True,
                "season": "summer",
                "fit": "unisex",
            },
        ),
        Item(
            id="HTR-103",
            name="Larkspur Heron Women's Hiking Trousers",
            price=84.95,
            weight_g=340,
            material="recycled nylon",
            colours="plum, sage, black",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, trekking",
            text=(
                "A high, soft waistband that does not slip under a hip belt, shaped knees and "
                "hems that roll up to the calf. Real pockets, as requested. In cold wind they "
                "want a layer beneath."
            ),
            attributes={
                "kind": "trousers",
                "waterproof": False,
                "stretch": True,
                "season": "three-season",
                "fit": "women",
            },
            rating=4.6,
            compatible_with="BSL-104",
        ),
        Item(
            id="HTR-104",
            name="Moraine Couloir Softshell Trousers",
            price=149.0,
            weight_g=520,
            material="polyester and elastane",
            colours="black, rust",
            sizes="S, M, L, XL, XXL",
            activities="alpine climbing, ski touring, winter hiking",
            text=(
                "Woven tight against wind and snow, with crampon guards at the ankle and vents "
                "down the thigh. Braces clip in if you like them. They are too warm for any "
                "valley in June."
            ),
            attributes={
                "kind": "softshell trousers",
                "waterproof": False,
                "stretch": True,
                "windproof": True,
                "season": "winter",
                "fit": "men",
            },
        ),
        Item(
            id="HTR-105",
            name="Highmark Talus Rain Trousers",
            price=129.95,
            weight_g=310,
            material="recycled nylon",
            colours="black",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, trekking, bikepacking",
            text=(
                "Full-length side zips let you step in without taking boots off, on one leg, in "
                "the rain, cursing less. Three layers breathe on the climb. Carry them often and "
                "wear them seldom, as it should be."
            ),
            attributes={
                "kind": "rain trousers",
                "waterproof": True,
                "waterproof_mm": 20000,
                "stretch": False,
                "season": "all-season",
                "fit": "unisex",
            },
        ),
        Item(
            id="HTR-106",
            name="Eastfell Stride Trail Shorts",
            price=49.95,
            weight_g=150,
            material="recycled polyester",
            colours="black, petrol",
            sizes="XS, S, M, L, XL",
            activities="trail running, hiking",
            text=(
                "Light shorts with a liner and a waistband of pockets for gels, keys and a folded"
                " jacket. Slits at the side free the stride. Bushwhackers will come home striped."
            ),
            attributes={
                "kind": "shorts",
                "waterproof": False,
                "stretch": True,
                "season": "summer",
                "fit": "unisex",
            },
        ),
        Item(
            id="HTR-107",
            name="Cairnwell Drover Canvas Trousers",
            price=99.95,
            weight_g=680,
            material="organic cotton",
            colours="olive, brown",
            sizes="S, M, L, XL, XXL",
            activities="bushcraft, everyday, camping",
            text=(
                "Heavy cotton with doubled knees for kneeling at the fire and splitting kindling."
                " They get better with every wash and can be waxed. When soaked they take a day "
                "to dry."
            ),
            attributes={
                "kind": "trousers",
                "waterproof": False,
                "stretch": False,
                "season": "three-season",
                "fit": "men",
            },
        ),
        Item(
            id="HTR-108",
            name="Kettlewood Pathfinder Kids Trousers",
            price=44.95,
            weight_g=260,
            material="recycled nylon",
            colours="navy, teal",
            sizes="98, 104, 110, 116, 122, 128, 134, 140",
            activities="family camping, hiking",
            text=(
                "Reinforced where children brake, adjustable where they are thin, and with a hem "
                "to let out in spring. A magnet pocket keeps the pebble of the day. Grass stains "
                "come out at forty degrees, most of them."
            ),
            attributes={
                "kind": "trousers",
                "waterproof": False,
                "stretch": True,
                "season": "three-season",
                "fit": "kids",
            },
        ),
        Item(
            id="HTR-109",
            name="Nordvik Fjell Winter Trousers",
            price=139.95,
            weight_g=590,
            material="recycled polyester",
            colours="black, olive",
            sizes="S, M, L, XL, XXL",
            activities="winter hiking, everyday",
            text=(
                "Brushed inside and windproof at the front, so long underwear can stay in the "
                "drawer down to moderate frost. The cut is roomy enough to sit on a sledge in. "
                "Indoors you will soon want out of them."
            ),
            attributes={
                "kind": "lined trousers",
                "waterproof": False,
                "stretch": True,
                "windproof": True,
                "season": "winter",
                "fit": "unisex",
            },
        ),
        Item(
            id="HTR-110",
            name="Fjordline Skerry Quick-Dry Shorts",
            price=54.95,
            weight_g=210,
            material="recycled nylon",
            colours="navy, sand, mustard",
            sizes="S, M, L, XL, XXL",
            activities="paddling, travel, hiking",
            text=(
                "Jump in with them, walk home in them: mesh pockets drain and the cloth is dry by"
                " the ice-cream stall. A drawcord and no belt loops mean nothing rubs in a kayak "
                "seat. They have no liner."
            ),
            attributes={
                "kind": "shorts",
                "waterproof": False,
                "stretch": True,
                "season": "summer",
                "fit": "men",
            },
        ),
        Item(
            id="HTR-111",
            name="Larkspur Fern Women's Hiking Skort",
            price=59.95,
            weight_g=220,
            material="recycled nylon",
            colours="teal, black",
            sizes="XS, S, M, L, XL",
            activities="hiking, travel, trail running",
            text=(
                "A skirt with shorts beneath it that carry pockets where they do not swing. Moves"
                " with you on big steps and sits well under a rucksack. After sunset pull "
                "leggings on below."
            ),
            attributes={
                "kind": "skort",
                "waterproof": False,
                "stretch": True,
                "season": "summer",
                "fit": "women",
            },
            sold_out=True,
        ),
        Item(
            id="HTR-112",
            name="Alderpeak Stretch Webbing Belt",
            price=17.95,
            weight_g=70,
            material="recycled nylon",
            colours="black, olive",
            activities="hiking, travel",
            text=(
                "A flat belt with a buckle that has no metal in it, so airport gates stay silent."
                " It gives a little when you bend and lies smooth beneath a hip belt. Cut it to "
                "length and singe the end."
            ),
            attributes={"kind": "belt", "stretch": True},
            accessory_of="HTR-101, HTR-102, HTR-107",
        ),
        Item(
            id="HTR-113",
            name="Moraine Couloir Gaiters",
            price=54.95,
            weight_g=290,
            material="ballistic nylon",
            colours="black",
            sizes="S/M, L/XL",
            activities="winter hiking, ski touring, alpine climbing",
            text=(
                "Knee-high gaiters that keep snow, slush and wet bracken out of boots. The strap "
                "under the sole is replaceable, because it always goes first. They fit over broad"
                " shafts and cannot be worn with low shoes."
            ),
            attributes={
                "kind": "gaiters",
                "waterproof": True,
                "season": "winter",
                "weight_is": "pair",
            },
            accessory_of="HTR-104, HKB-103, HKB-105",
        ),
    ),
)
