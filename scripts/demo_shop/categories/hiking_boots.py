"""Hiking Boots: boots from forest path to glacier, and what looks after them."""

from scripts.demo_shop.item import Category, Item

HIKING_BOOTS = Category(
    prefix="HKB",
    path=("Footwear", "Hiking Boots"),
    items=(
        Item(
            id="HKB-101",
            name="Cairnwell Drover Mid Boots",
            price=159.95,
            weight_g=1120,
            material="nubuck leather",
            colours="brown, olive",
            sizes="39, 40, 41, 42, 43, 44, 45, 46",
            activities="hiking, trekking",
            text=(
                "Nubuck with a breathable membrane and a rubber rand around the toe, for forest "
                "roads and stony hut paths alike. They are comfortable within a day or two. "
                "Crampons are out of the question, since the sole bends."
            ),
            attributes={
                "kind": "boots",
                "waterproof": True,
                "cut": "mid",
                "fit": "men",
                "sole": "medium",
                "weight_is": "pair",
            },
            compatible_with="HKB-113, SCK-101",
        ),
        Item(
            id="HKB-102",
            name="Larkspur Heron Mid Women's Boots",
            price=154.95,
            weight_g=960,
            material="suede leather",
            colours="sage, plum",
            sizes="36, 37, 38, 39, 40, 41, 42",
            activities="hiking, trekking",
            text=(
                "Built on a women's last with a narrow heel, so the foot does not lift on the "
                "climb. The ankle collar is softly padded and lower behind, where tendons want "
                "room. Broad feet should go up one size or look at the Drover."
            ),
            attributes={
                "kind": "boots",
                "waterproof": True,
                "cut": "mid",
                "fit": "women",
                "sole": "medium",
                "weight_is": "pair",
            },
            rating=4.6,
            compatible_with="SCK-106",
        ),
        Item(
            id="HKB-103",
            name="Nordvik Fjell High Boots",
            price=239.0,
            weight_g=1480,
            material="full-grain leather",
            colours="dark brown, black",
            sizes="38, 39, 40, 41, 42, 43, 44, 45, 46, 47",
            activities="trekking, winter hiking, backpacking",
            text=(
                "A tall leather boot in the Nordic manner for bogs, snow and heavy packs. One "
                "piece of thick hide leaves few seams where water could enter, and the sole can "
                "be replaced twice over its life. It needs a fortnight of breaking in and a tin "
                "of wax; after that it is yours for years."
            ),
            attributes={
                "kind": "boots",
                "waterproof": True,
                "cut": "high",
                "fit": "unisex",
                "sole": "stiff",
                "weight_is": "pair",
            },
            compatible_with="HKB-113, SCK-102",
            rating=4.7,
            reviews=141,
        ),
        Item(
            id="HKB-104",
            name="Highmark Talus Approach Shoes",
            price=129.95,
            weight_g=780,
            material="suede leather",
            colours="grey, orange",
            sizes="37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="alpine climbing, hiking",
            text=(
                "Sticky rubber at the tip for easy climbing on the way to the wall and enough "
                "tread for the descent. Laces run right to the toes for a precise fit. No "
                "membrane, which makes them airy in summer and wet in dew."
            ),
            attributes={
                "kind": "shoes",
                "waterproof": False,
                "cut": "low",
                "fit": "unisex",
                "sole": "medium",
                "weight_is": "pair",
            },
        ),
        Item(
            id="HKB-105",
            name="Moraine Couloir Mountain Boots",
            price=329.0,
            weight_g=1640,
            material="full-grain leather",
            colours="rust, black",
            sizes="39, 40, 41, 42, 43, 44, 45, 46",
            activities="alpine climbing, winter hiking",
            text=(
                "A stiff-soled boot for glaciers and via ferratas, insulated just enough for a "
                "dawn start. The heel takes semi-automatic crampons and the built-in gaiter stops"
                " scree. Flat forest tracks feel like walking on boards."
            ),
            attributes={
                "kind": "boots",
                "waterproof": True,
                "cut": "high",
                "fit": "unisex",
                "sole": "stiff",
                "crampons": "semi-automatic",
                "weight_is": "pair",
            },
        ),
        Item(
            id="HKB-106",
            name="Alderpeak Trailhead Mid Boots",
            price=89.95,
            weight_g=1020,
            material="synthetic leather",
            colours="dark grey, navy",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="hiking, everyday",
            text=(
                "Your first proper boot and perhaps the one you keep for dog walks: waterproof, "
                "soft from the first step and free of leather. The tread bites on meadow and "
                "gravel. With a heavy rucksack on sharp rock you will feel the stones."
            ),
            attributes={
                "kind": "boots",
                "waterproof": True,
                "cut": "mid",
                "fit": "unisex",
                "sole": "soft",
                "weight_is": "pair",
            },
            replaces="HKB-112",
            compatible_with="SCK-101, TRP-102",
        ),
        Item(
            id="HKB-107",
            name="Alderpeak Trailhead Low Shoes",
            price=79.95,
            weight_g=820,
            material="synthetic leather",
            colours="dark grey, teal",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="hiking, everyday, travel",
            text=(
                "An easy hiking shoe that looks at home on the tram as well. Mesh panels let the "
                "foot breathe and the insole comes out for your own. Ankles that tend to roll "
                "deserve the mid-cut version."
            ),
            attributes={
                "kind": "shoes",
                "waterproof": False,
                "cut": "low",
                "fit": "unisex",
                "sole": "soft",
                "weight_is": "pair",
            },
        ),
        Item(
            id="HKB-108",
            name="Kettlewood Pathfinder Kids Boots",
            price=64.95,
            weight_g=640,
            material="recycled polyester",
            colours="teal, pink, navy",
            sizes="28, 29, 30, 31, 32, 33, 34, 35, 36",
            activities="family camping, hiking",
            text=(
                "Two hook-and-loop straps instead of laces, so children are ready before you are."
                " The insole has a line printed on it that shows whether the shoe still fits. "
                "Puddles stay outside as long as they are lower than the boot."
            ),
            attributes={
                "kind": "boots",
                "waterproof": True,
                "cut": "mid",
                "fit": "kids",
                "sole": "soft",
                "weight_is": "pair",
            },
            compatible_with="SCK-107",
        ),
        Item(
            id="HKB-109",
            name="Eastfell Ranger Light Boots",
            price=119.95,
            weight_g=860,
            material="mesh and suede",
            colours="moss green, black",
            sizes="40, 41, 42, 43, 44, 45, 46",
            activities="hiking, trekking",
            text=(
                "A summer boot without a membrane: it gets wet quickly, dries quickly and never "
                "steams. Ankle support is firmer than the light build suggests. For spring snow "
                "and soaked meadows choose a lined one."
            ),
            attributes={
                "kind": "boots",
                "waterproof": False,
                "cut": "mid",
                "fit": "men",
                "sole": "medium",
                "weight_is": "pair",
            },
        ),
        Item(
            id="HKB-110",
            name="Glenmore Works Anvil Winter Boots",
            price=179.95,
            weight_g=1580,
            material="full-grain leather",
            colours="black, brown",
            sizes="38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="winter hiking, everyday",
            text=(
                "Wool felt inside, leather outside and a rubber compound that stays soft and "
                "grippy on ice. They come up wide on purpose, to make room for a thick sock. Keep"
                " them away from warm days, because your feet would cook."
            ),
            attributes={
                "kind": "boots",
                "waterproof": True,
                "cut": "high",
                "fit": "unisex",
                "sole": "medium",
                "warm_to_c": -25,
                "weight_is": "pair",
                "season": "winter",
            },
            compatible_with="SCK-105",
        ),
        Item(
            id="HKB-111",
            name="Larkspur Fen Rubber Boots",
            price=69.95,
            weight_g=1340,
            material="natural rubber",
            colours="forest green, navy",
            sizes="36, 37, 38, 39, 40, 41, 42, 43",
            activities="everyday, camping",
            text=(
                "For wet campsites, garden beds and the walk to the stable, from natural rubber "
                "that bends without cracking. An elastic gusset fits them to slim and sturdy "
                "calves. They are no hiking boots, and ten kilometres in them will say so."
            ),
            attributes={
                "kind": "wellingtons",
                "waterproof": True,
                "cut": "high",
                "fit": "women",
                "sole": "soft",
                "weight_is": "pair",
            },
            sold_out=True,
        ),
        Item(
            id="HKB-112",
            name="Alderpeak Trailhead Classic Boots",
            price=79.95,
            weight_g=1140,
            material="suede leather",
            colours="brown",
            sizes="40, 41, 42, 43, 44",
            activities="hiking",
            text=(
                "The earlier Trailhead with a suede upper and no membrane, replaced after many "
                "seasons. It was airy and easy-going and needed a spray before each autumn. "
                "Insoles and laces of the present model fit it as well."
            ),
            attributes={
                "kind": "boots",
                "waterproof": False,
                "cut": "mid",
                "fit": "unisex",
                "sole": "soft",
                "weight_is": "pair",
            },
            sold_out=True,
        ),
        Item(
            id="HKB-113",
            name="Alderpeak Leather Wax",
            price=9.95,
            weight_g=120,
            material="beeswax",
            colours="natural",
            activities="care",
            text=(
                "Beeswax and lanolin that feed dry leather and keep it from drinking puddles. "
                "Warm the boot a little, rub it in with your fingers and leave it overnight. It "
                "darkens the hide, so leave nubuck you want to stay pale to the spray."
            ),
            attributes={"kind": "care wax", "volume_l": 0.1},
            accessory_of="HKB-101, HKB-103, HKB-105, HKB-110, BKP-105",
        ),
        Item(
            id="HKB-114",
            name="Cairnwell Cushion Insoles",
            price=29.95,
            weight_g=110,
            material="cork and wool",
            colours="natural",
            sizes="37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="hiking, trekking",
            text=(
                "Cork that takes the shape of your foot under a felt cover that stays dry. They "
                "lift the arch a touch and fill a boot that has grown roomy. Trim them along the "
                "printed line with kitchen scissors."
            ),
            attributes={"kind": "insoles", "weight_is": "pair"},
            accessory_of="HKB-101, HKB-102, HKB-103, HKB-106, HKB-107, HKB-109",
        ),
    ),
)
