"""Down Jackets: insulated jackets and vests, with down or without."""

from scripts.demo_shop.item import Category, Item

DOWN_JACKETS = Category(
    prefix="DWJ",
    path=("Clothing", "Down Jackets"),
    items=(
        Item(
            id="DWJ-101",
            name="Nordvik Polar Night Down Jacket",
            price=329.0,
            weight_g=560,
            material="goose down",
            colours="navy, black, burgundy",
            sizes="XS, S, M, L, XL, XXL",
            activities="winter hiking, everyday, ski touring",
            text=(
                "A full winter jacket with baffles as thick as a hand and a hood that closes "
                "around a hat. It takes light snow in its stride because the down itself is "
                "treated. Rain is another matter, so carry a shell for the thaw."
            ),
            attributes={
                "kind": "down jacket",
                "fill": "down",
                "fill_power": 750,
                "hood": True,
                "water_repellent": True,
                "fit": "unisex",
                "season": "winter",
            },
            rating=4.7,
            reviews=168,
        ),
        Item(
            id="DWJ-102",
            name="Highmark Ember Down Hoody",
            price=219.0,
            weight_g=340,
            material="goose down",
            colours="rust, petrol, black",
            sizes="XS, S, M, L, XL, XXL",
            activities="trekking, hiking, alpine climbing",
            text=(
                "Slim enough to wear beneath a hardshell and warm enough for the summit break. It"
                " squeezes into its left pocket, which makes a decent pillow. The thin face cloth"
                " dislikes thorns and belay duty on rough rock."
            ),
            attributes={
                "kind": "down jacket",
                "fill": "down",
                "fill_power": 800,
                "hood": True,
                "water_repellent": True,
                "fit": "unisex",
                "season": "three-season",
            },
        ),
        Item(
            id="DWJ-103",
            name="Larkspur Heron Women's Down Jacket",
            price=189.95,
            weight_g=380,
            material="duck down",
            colours="plum, sage, sand",
            sizes="XS, S, M, L, XL",
            activities="hiking, everyday, travel",
            text=(
                "Fine quilting at the sides, wider chambers at front and back: the warmth is "
                "where women told us that they need it. The hem adjusts with one hand. For deep "
                "winter there are thicker ones."
            ),
            attributes={
                "kind": "down jacket",
                "fill": "down",
                "fill_power": 650,
                "hood": True,
                "water_repellent": True,
                "fit": "women",
                "season": "three-season",
            },
            rating=4.6,
        ),
        Item(
            id="DWJ-104",
            name="Alderpeak Ridge Down Vest",
            price=99.95,
            weight_g=240,
            material="duck down",
            colours="navy, forest green, mustard",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, everyday",
            text=(
                "Warms the middle, leaves the arms free and goes under or over nearly everything."
                " In the office it replaces an argument about heating. In drizzle it goes flat, "
                "as untreated down does."
            ),
            attributes={
                "kind": "down vest",
                "fill": "down",
                "fill_power": 600,
                "hood": False,
                "water_repellent": False,
                "fit": "unisex",
                "season": "three-season",
            },
        ),
        Item(
            id="DWJ-105",
            name="Fjordline Drift Synthetic Jacket",
            price=159.0,
            weight_g=410,
            material="recycled polyester",
            colours="olive, dark grey, orange",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, paddling, trekking",
            text=(
                "All the comfort of a puffy without a single feather: the fibres keep warming "
                "when they are soaked and dry by a night in the tent. Hand pockets are placed "
                "above a buoyancy vest. It packs larger than down of equal warmth."
            ),
            attributes={
                "kind": "insulated jacket",
                "fill": "synthetic",
                "hood": True,
                "water_repellent": True,
                "fit": "unisex",
                "season": "three-season",
            },
            rating=4.5,
            compatible_with="RNJ-101",
        ),
        Item(
            id="DWJ-106",
            name="Larkspur Fern Women's Synthetic Jacket",
            price=139.95,
            weight_g=370,
            material="recycled polyester",
            colours="teal, plum",
            sizes="XS, S, M, L, XL",
            activities="hiking, everyday, winter hiking",
            text=(
                "For those who prefer no animal products, and for wet autumns in which down would"
                " sulk. Stretch panels under the arms let you swing poles. It goes into an "
                "ordinary wash with the rest."
            ),
            attributes={
                "kind": "insulated jacket",
                "fill": "synthetic",
                "hood": True,
                "water_repellent": True,
                "fit": "women",
                "season": "three-season",
            },
        ),
        Item(
            id="DWJ-107",
            name="Moraine Couloir Belay Parka",
            price=379.0,
            weight_g=720,
            material="goose down",
            colours="red, black",
            sizes="S, M, L, XL",
            activities="alpine climbing, winter hiking",
            text=(
                "Thrown over everything else at the stance, big enough for a helmet and for "
                "gloves stuffed inside the front. Mesh pockets dry liners with your body heat. "
                "Walking uphill in it is a mistake that one makes once."
            ),
            attributes={
                "kind": "down jacket",
                "fill": "down",
                "fill_power": 850,
                "hood": True,
                "water_repellent": True,
                "fit": "unisex",
                "season": "winter",
            },
        ),
        Item(
            id="DWJ-108",
            name="Kettlewood Pathfinder Kids Down Jacket",
            price=89.95,
            weight_g=360,
            material="duck down",
            colours="yellow, navy, pink",
            sizes="98, 104, 110, 116, 122, 128, 134, 140",
            activities="family camping, winter hiking, everyday",
            text=(
                "Snug, light and tough at the elbows, with a hood that snaps off at the "
                "playground. Cuffs are long enough to hide mittens underneath. Wash it with "
                "tennis balls in the dryer and it fluffs up again."
            ),
            attributes={
                "kind": "down jacket",
                "fill": "down",
                "fill_power": 600,
                "hood": True,
                "water_repellent": True,
                "fit": "kids",
                "season": "winter",
            },
        ),
        Item(
            id="DWJ-109",
            name="Nordvik Fjell Down Coat",
            price=399.0,
            weight_g=1150,
            material="goose down",
            colours="black, forest green",
            sizes="XS, S, M, L, XL",
            activities="everyday, winter hiking",
            text=(
                "Reaches to the knee, with a two-way zip so that you can sit on a tram or stride "
                "through snow. Inside there is a pocket for everything that wants to stay warm, "
                "phone included. It takes a whole hook on the coat stand."
            ),
            attributes={
                "kind": "down coat",
                "fill": "down",
                "fill_power": 700,
                "hood": True,
                "water_repellent": True,
                "fit": "women",
                "season": "winter",
            },
        ),
        Item(
            id="DWJ-110",
            name="Glenmore Works Forge Insulated Overshirt",
            price=129.0,
            weight_g=620,
            material="cotton and polyester",
            colours="olive, dark grey",
            sizes="S, M, L, XL, XXL",
            activities="everyday, bushcraft, car camping",
            text=(
                "A quilted shirt-jacket with snaps that stands by the fire without fearing "
                "sparks. Worn open in autumn and under a coat in January. Hikers who count grams "
                "will carry something else."
            ),
            attributes={
                "kind": "insulated jacket",
                "fill": "synthetic",
                "hood": False,
                "water_repellent": False,
                "fit": "men",
                "season": "three-season",
            },
        ),
        Item(
            id="DWJ-111",
            name="Highmark Swift Hybrid Jacket",
            price=149.95,
            weight_g=290,
            material="recycled polyester",
            colours="black, sky blue",
            sizes="XS, S, M, L, XL",
            activities="trail running, ski touring, hiking",
            text=(
                "Padding in front, stretch knit behind, made for going up fast in the cold. Heat "
                "leaves at the back where you produce it and wind stops at the chest. Standing "
                "around, you will want another layer."
            ),
            attributes={
                "kind": "insulated jacket",
                "fill": "synthetic",
                "hood": False,
                "water_repellent": True,
                "fit": "unisex",
                "season": "winter",
            },
            sold_out=True,
        ),
        Item(
            id="DWJ-112",
            name="Eastfell Solstice Down Pullover",
            price=169.0,
            weight_g=260,
            material="goose down",
            colours="sand, petrol",
            sizes="S, M, L, XL",
            activities="trekking, bikepacking",
            text=(
                "Half a zip, no pockets at the side and the best down we could get: the lightest "
                "warm layer for long trails. It rides in the pack until the stove is lit. Showers"
                " and sparks are its enemies."
            ),
            attributes={
                "kind": "down jacket",
                "fill": "down",
                "fill_power": 850,
                "hood": False,
                "water_repellent": False,
                "fit": "unisex",
                "season": "three-season",
            },
        ),
        Item(
            id="DWJ-113",
            name="Alderpeak Down Repair Patches",
            price=6.95,
            weight_g=12,
            material="nylon",
            colours="black, navy, red",
            activities="care",
            text=(
                "Thin, flexible ovals that stop the feathers the moment a thorn has got through. "
                "Warm the patch in your hand, press it on for a minute, and it stays through many"
                " washes. Pull feathers in from behind, never out."
            ),
            attributes={"kind": "repair kit", "pieces": 8},
            accessory_of="DWJ-101, DWJ-102, DWJ-103, DWJ-104, DWJ-107, SLB-104",
        ),
    ),
)
