"""Fleece: warm middle layers."""

from scripts.demo_shop.item import Category, Item

FLEECE = Category(
    prefix="FLC",
    path=("Clothing", "Fleece"),
    items=(
        Item(
            id="FLC-101",
            name="Alderpeak Ridge Fleece Jacket",
            price=69.95,
            weight_g=340,
            material="recycled polyester",
            colours="navy, moss green, grey",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, camping, everyday",
            text=(
                "The plain good fleece: brushed on both sides, zipped to the chin and the same "
                "cut for years because nobody wanted it changed. It layers under a rain shell "
                "without bunching. Wind blows through it, which is welcome uphill and less so on "
                "top."
            ),
            attributes={
                "kind": "fleece jacket",
                "weight_class": "mid",
                "hood": False,
                "zip": "full",
                "fit": "unisex",
            },
            rating=4.6,
            reviews=198,
        ),
        Item(
            id="FLC-102",
            name="Alderpeak Meadow Half-Zip Fleece",
            price=39.95,
            weight_g=240,
            material="recycled polyester",
            colours="sky blue, rust, dark grey",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, camping, festivals",
            text=(
                "Thin microfleece to pull over in the evening or under a jacket in November. It "
                "dries on the back of a chair in an hour. At this weight it is a layer and not a "
                "coat."
            ),
            attributes={
                "kind": "fleece pullover",
                "weight_class": "light",
                "hood": False,
                "zip": "half",
                "fit": "unisex",
            },
        ),
        Item(
            id="FLC-103",
            name="Larkspur Heron Women's Fleece Jacket",
            price=84.95,
            weight_g=320,
            material="recycled polyester",
            colours="plum, sage, natural",
            sizes="XS, S, M, L, XL",
            activities="hiking, everyday, travel",
            text=(
                "A honeycomb knit, smooth on the outside and downy within, that looks neat enough"
                " for the train. Thumb loops keep sleeves in place below gloves. It prefers to be"
                " washed inside out."
            ),
            attributes={
                "kind": "fleece jacket",
                "weight_class": "mid",
                "hood": False,
                "zip": "full",
                "fit": "women",
            },
        ),
        Item(
            id="FLC-104",
            name="Nordvik Fjell Pile Jacket",
            price=129.95,
            weight_g=610,
            material="recycled polyester",
            colours="natural, navy, rust",
            sizes="S, M, L, XL, XXL",
            activities="winter hiking, everyday, car camping",
            text=(
                "Deep pile like a sheep that went to sea, with nylon over the shoulders where "
                "straps rub. Hang it by the fire and it smells of nothing by morning. It takes "
                "half a rucksack, so wear it."
            ),
            attributes={
                "kind": "fleece jacket",
                "weight_class": "heavy",
                "hood": False,
                "zip": "full",
                "fit": "unisex",
            },
            rating=4.7,
            compatible_with="BSL-107",
        ),
        Item(
            id="FLC-105",
            name="Highmark Talus Grid Hoody",
            price=99.95,
            weight_g=280,
            material="recycled polyester",
            colours="petrol, orange, black",
            sizes="XS, S, M, L, XL",
            activities="alpine climbing, ski touring, trail running",
            text=(
                "Squares of fleece with channels between them, which warm at rest and cool in "
                "motion. The tight hood goes under a helmet and covers the mouth. For lounging "
                "about in camp it is on the thin side."
            ),
            attributes={
                "kind": "fleece hoody",
                "weight_class": "light",
                "hood": True,
                "zip": "half",
                "fit": "unisex",
            },
            compatible_with="RNJ-102, DWJ-101",
        ),
        Item(
            id="FLC-106",
            name="Moraine Couloir Stretch Fleece",
            price=119.0,
            weight_g=360,
            material="polyester and elastane",
            colours="dark grey, red",
            sizes="S, M, L, XL",
            activities="alpine climbing, ski touring, winter hiking",
            text=(
                "A smooth face that lets snow slide off and stretch enough to reach the next "
                "hold. Chest pocket for a phone with skins beside it. In strong wind it needs a "
                "shell on top."
            ),
            attributes={
                "kind": "fleece jacket",
                "weight_class": "mid",
                "hood": True,
                "zip": "full",
                "fit": "men",
            },
        ),
        Item(
            id="FLC-107",
            name="Juniper & Stone Boiled Wool Jacket",
            price=169.0,
            weight_g=720,
            material="boiled wool",
            colours="forest green, grey, burgundy",
            sizes="S, M, L, XL, XXL",
            activities="everyday, hiking, bushcraft",
            text=(
                "Not fleece in the strict sense but what people wore before it: dense wool that "
                "sheds drizzle and never crackles. Horn buttons cover the zip. Air it overnight "
                "instead of washing it."
            ),
            attributes={
                "kind": "wool jacket",
                "weight_class": "heavy",
                "hood": False,
                "zip": "full",
                "fit": "unisex",
            },
        ),
        Item(
            id="FLC-108",
            name="Kettlewood Pathfinder Kids Fleece",
            price=34.95,
            weight_g=220,
            material="recycled polyester",
            colours="teal, yellow, pink",
            sizes="98, 104, 110, 116, 122, 128, 134, 140",
            activities="family camping, everyday",
            text=(
                "Soft inside, bobble-free outside, with ears of the collar that fold over the zip"
                " so it does not nip. Grows two sizes before it wears out, if it is not left in "
                "the wood. The hood has room for a thin hat."
            ),
            attributes={
                "kind": "fleece jacket",
                "weight_class": "mid",
                "hood": True,
                "zip": "full",
                "fit": "kids",
            },
        ),
        Item(
            id="FLC-109",
            name="Fjordline Skerry Windproof Fleece",
            price=139.0,
            weight_g=480,
            material="recycled polyester",
            colours="navy, mustard",
            sizes="S, M, L, XL, XXL",
            activities="paddling, hiking, bikepacking",
            text=(
                "A film between two fleece layers stops the wind on deck and on the descent by "
                "bike. It often makes the second jacket unnecessary. Because of it you get warm "
                "quickly, so start the climb unzipped."
            ),
            attributes={
                "kind": "fleece jacket",
                "weight_class": "heavy",
                "hood": False,
                "zip": "full",
                "windproof": True,
                "fit": "unisex",
            },
        ),
        Item(
            id="FLC-110",
            name="Larkspur Fern Women's Fleece Vest",
            price=59.95,
            weight_g=210,
            material="recycled polyester",
            colours="sage, sand",
            sizes="XS, S, M, L, XL",
            activities="hiking, everyday",
            text=(
                "A vest with high collar for those who are always cold at the back and never at "
                "the arms. Side seams are set forward and flatter. Two zipped pockets hold a "
                "phone and a dog treat, separately."
            ),
            attributes={
                "kind": "fleece vest",
                "weight_class": "mid",
                "hood": False,
                "zip": "full",
                "fit": "women",
            },
        ),
        Item(
            id="FLC-111",
            name="Cairnwell Bothy Wool Pullover",
            price=109.95,
            weight_g=540,
            material="lambswool",
            colours="natural, dark grey, olive",
            sizes="S, M, L, XL, XXL",
            activities="everyday, bushcraft, camping",
            text=(
                "A knitted pullover with patches at elbow and shoulder, spun from the wool of "
                "hill sheep. It scratches slightly and warms a lot. Hand-wash it, lay it flat, "
                "keep it from moths."
            ),
            attributes={
                "kind": "wool pullover",
                "weight_class": "heavy",
                "hood": False,
                "zip": "none",
                "fit": "unisex",
            },
            sold_out=True,
        ),
        Item(
            id="FLC-112",
            name="Glenmore Works Forge Fleece Overshirt",
            price=79.95,
            weight_g=430,
            material="recycled polyester",
            colours="olive, black",
            sizes="S, M, L, XL, XXL",
            activities="everyday, camping",
            text=(
                "Buttons like a shirt, warms like a jacket, and stays presentable at a pub table."
                " Two chest pockets close with snaps. It has no place on a fast ascent and does "
                "not want one."
            ),
            attributes={
                "kind": "fleece shirt",
                "weight_class": "mid",
                "hood": False,
                "zip": "none",
                "fit": "men",
            },
        ),
    ),
)
