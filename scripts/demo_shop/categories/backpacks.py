"""Backpacks: packs with a frame for nights away."""

from scripts.demo_shop.item import Category, Item

BACKPACKS = Category(
    prefix="BKP",
    path=("Packs & Bags", "Backpacks"),
    items=(
        Item(
            id="BKP-101",
            name="Highmark Haul 55 Backpack",
            price=189.95,
            weight_g=1680,
            material="recycled nylon",
            colours="dark grey, petrol",
            sizes="55 l",
            activities="trekking, backpacking",
            text=(
                "The hut-to-hut pack for people who carry a tent now and then: a suspended hip "
                "belt takes the load and the back slides to your length in half a minute. A wide "
                "front zip saves you from unpacking everything for the socks at the bottom. It is"
                " cut slim, so sleeping mats ride outside."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 55,
                "load_kg": 18,
                "back_length": "adjustable",
                "rain_cover": True,
                "fit": "unisex",
                "hydration": True,
            },
            rating=4.6,
            compatible_with="DRB-105, TRP-101",
        ),
        Item(
            id="BKP-102",
            name="Highmark Haul 65+10 Backpack",
            price=229.95,
            weight_g=2150,
            material="recycled nylon",
            colours="dark grey, burgundy",
            sizes="65 l",
            activities="trekking, backpacking, travel",
            text=(
                "Carries a week of food and rope without sagging, thanks to two aluminium stays "
                "and a belt that pivots with your hips. The collar takes 10 litres more and the "
                "lid turns into a bum bag for the summit. Half empty it feels like too much pack;"
                " weekenders are happier with the 55."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 65,
                "extra_l": 10,
                "load_kg": 25,
                "back_length": "adjustable",
                "rain_cover": True,
                "fit": "unisex",
                "hydration": True,
            },
            compatible_with="DRB-104",
        ),
        Item(
            id="BKP-103",
            name="Larkspur Heron 50 Women's Backpack",
            price=179.95,
            weight_g=1590,
            material="recycled polyester",
            colours="teal, plum",
            sizes="50 l",
            activities="trekking, backpacking",
            text=(
                "Narrower at the shoulders, curved at the belt and shorter in the back, because a"
                " shrunken men's pack is not a women's pack. Straps do not press on the chest and"
                " the belt pockets take a whole phone. Tall women should try the Haul as well."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 50,
                "load_kg": 16,
                "back_length": "adjustable",
                "rain_cover": True,
                "fit": "women",
                "hydration": True,
            },
            compatible_with="TRP-106",
        ),
        Item(
            id="BKP-104",
            name="Fjordline Nomad 45 Backpack",
            price=149.0,
            weight_g=980,
            material="ripstop nylon",
            colours="olive, grey",
            sizes="45 l",
            activities="trekking, trail running, bikepacking",
            text=(
                "A roll-top pack for those who have already weighed their toothbrush. Stretch "
                "pockets on the straps hold bottle and snacks, so you walk from breakfast to camp"
                " without taking it off. Above eleven kilos the frame sheet starts to complain, "
                "and so will your shoulders."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 45,
                "load_kg": 11,
                "back_length": "fixed",
                "rain_cover": False,
                "fit": "unisex",
                "hydration": True,
            },
        ),
        Item(
            id="BKP-105",
            name="Cairnwell Drover 40 Backpack",
            price=139.95,
            weight_g=1420,
            material="waxed cotton",
            colours="forest green, brown",
            sizes="40 l",
            activities="hiking, bushcraft, travel",
            text=(
                "Waxed canvas, leather tabs and brass buckles, sewn for decades of woods and "
                "railway stations. The cloth shrugs off showers and can be re-waxed on the "
                "kitchen table. It has no mesh back, so count on a warm spine in July."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 40,
                "load_kg": 14,
                "back_length": "fixed",
                "rain_cover": False,
                "fit": "unisex",
                "hydration": False,
            },
            rating=4.7,
        ),
        Item(
            id="BKP-106",
            name="Moraine Couloir 38 Backpack",
            price=169.0,
            weight_g=1180,
            material="ballistic nylon",
            colours="rust, black",
            sizes="38 l",
            activities="alpine climbing, ski touring, winter hiking",
            text=(
                "A mountaineer's tube with ski loops, rope strap and a helmet net that disappears"
                " when not needed. Belt and lid come off for the last pitches. Pockets are few on"
                " purpose, since anything that dangles will catch."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 38,
                "load_kg": 15,
                "back_length": "fixed",
                "rain_cover": False,
                "fit": "unisex",
                "hydration": True,
            },
        ),
        Item(
            id="BKP-107",
            name="Moraine Couloir 30 Ski Pack",
            price=159.0,
            weight_g=1250,
            material="recycled nylon",
            colours="red, navy",
            sizes="30 l",
            activities="ski touring, winter hiking",
            text=(
                "Shovel and probe have their own compartment that opens in one pull with gloves "
                "on. Skis go on diagonally or at the sides, and the back panel unzips so that "
                "snow stays off the straps. For hot summer hikes it is too closed against the "
                "back."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 30,
                "load_kg": 12,
                "back_length": "fixed",
                "rain_cover": False,
                "fit": "unisex",
                "hydration": False,
            },
        ),
        Item(
            id="BKP-108",
            name="Eastfell Ranger 60 Backpack",
            price=159.95,
            weight_g=2050,
            material="polyester",
            colours="moss green, black",
            sizes="60 l",
            activities="trekking, backpacking, hiking",
            text=(
                "Plenty of room for the first long trail, and for everything that beginners think"
                " they need on it. Three ways in, seven pockets and compression straps that tame "
                "a half-full load. Heavier than the elegant ones, and more forgiving when dropped"
                " from a bus roof."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 60,
                "load_kg": 20,
                "back_length": "adjustable",
                "rain_cover": True,
                "fit": "unisex",
                "hydration": True,
            },
        ),
        Item(
            id="BKP-109",
            name="Alderpeak Trailhead 50 Backpack",
            price=99.95,
            weight_g=1740,
            material="polyester",
            colours="navy, olive",
            sizes="50 l",
            activities="hiking, backpacking, travel",
            text=(
                "Our own house pack does the essentials well: an adjustable back, a ventilated "
                "belt and a cover for rain in its own pocket. School trips, interrail summers and"
                " first hut tours are its home. Zips are plain coil ones that any cobbler can "
                "replace."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 50,
                "load_kg": 15,
                "back_length": "adjustable",
                "rain_cover": True,
                "fit": "unisex",
                "hydration": True,
            },
            replaces="BKP-112",
        ),
        Item(
            id="BKP-110",
            name="Kettlewood Pathfinder Kids Backpack 28",
            price=79.95,
            weight_g=890,
            material="recycled polyester",
            colours="orange, teal",
            sizes="28 l",
            activities="family camping, hiking",
            text=(
                "A real trekking pack in small for young walkers from about eight to thirteen, "
                "with a back that grows along. The chest strap has a whistle, which gets used. Do"
                " not fill it: a tenth of the child's weight is enough."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 28,
                "load_kg": 6,
                "back_length": "adjustable",
                "rain_cover": True,
                "fit": "kids",
                "hydration": True,
            },
        ),
        Item(
            id="BKP-111",
            name="Nordvik Expedition 85 Backpack",
            price=349.0,
            weight_g=2890,
            material="ballistic nylon",
            colours="red",
            sizes="85 l",
            activities="winter hiking, trekking, backpacking",
            text=(
                "For pulling away from the road for two weeks, or for the person who always ends "
                "up with the tent, the stove and the rope. Haul loops stand up to a winch, and "
                "the belt is swapped without tools. On a weekend it would be absurd."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 85,
                "load_kg": 35,
                "back_length": "adjustable",
                "rain_cover": False,
                "fit": "unisex",
                "hydration": False,
            },
        ),
        Item(
            id="BKP-112",
            name="Alderpeak Trailhead 45 Backpack",
            price=89.95,
            weight_g=1790,
            material="polyester",
            colours="blue",
            sizes="45 l",
            activities="hiking, travel",
            text=(
                "The pack before the present Trailhead, with a fixed back and a simple lid. Many "
                "are still out there after ten summers, and belt buckles and straps can be "
                "ordered from repairs. Whoever liked it will find the newer one easier on the "
                "shoulders."
            ),
            attributes={
                "kind": "backpack",
                "volume_l": 45,
                "load_kg": 13,
                "back_length": "fixed",
                "rain_cover": False,
                "fit": "unisex",
                "hydration": False,
            },
            sold_out=True,
        ),
        Item(
            id="BKP-113",
            name="Alderpeak Rain Cover L",
            price=19.95,
            weight_g=120,
            material="ripstop nylon",
            colours="orange, black",
            sizes="40-65 l",
            activities="hiking, trekking",
            text=(
                "An elastic hood for packs that came without one, with a buckle across the front "
                "against storms. The bright version also helps when you are being looked for. "
                "Water still runs down the back panel, so keep dry clothes in a bag inside."
            ),
            attributes={"kind": "rain cover", "waterproof": True},
            accessory_of="BKP-104, BKP-105, BKP-106, BKP-112",
        ),
        Item(
            id="BKP-114",
            name="Highmark Hip Belt Pocket",
            price=16.95,
            weight_g=45,
            material="recycled nylon",
            colours="dark grey, black",
            activities="hiking, trekking, backpacking",
            text=(
                "A zipped pocket for phone, lip balm and the last gummy bears that threads onto "
                "any belt of webbing. It opens away from you, which means that nothing falls out "
                "when you bend. Big phones with thick cases are a squeeze."
            ),
            attributes={"kind": "belt pocket"},
            accessory_of="BKP-101, BKP-102, BKP-104, BKP-108",
        ),
    ),
)
