"""Base Layers: what you wear next to the skin."""

from scripts.demo_shop.item import Category, Item

BASE_LAYERS = Category(
    prefix="BSL",
    path=("Clothing", "Base Layers"),
    items=(
        Item(
            id="BSL-101",
            name="Juniper & Stone Merino 150 T-Shirt",
            price=59.95,
            weight_g=140,
            material="merino wool",
            colours="navy, sage, burgundy",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, trekking, travel",
            text=(
                "Fine wool that cools in heat and does not smell after three days, which your "
                "companions will confirm. Flat seams, shoulder panels without a seam under the "
                "straps. Treat it kindly around thorns and hook-and-loop."
            ),
            attributes={
                "kind": "t-shirt",
                "fabric_gsm": 150,
                "sleeve": "short",
                "season": "summer",
                "fit": "unisex",
            },
            rating=4.7,
            reviews=176,
        ),
        Item(
            id="BSL-102",
            name="Juniper & Stone Merino 200 Long-Sleeve",
            price=79.95,
            weight_g=210,
            material="merino wool",
            colours="dark grey, forest green, plum",
            sizes="XS, S, M, L, XL, XXL",
            activities="winter hiking, trekking, ski touring",
            text=(
                "The layer under all other layers from October to April. A long back stays tucked"
                " in and the cuffs close without squeezing. On a hot slope in May it is one "
                "thickness too many."
            ),
            attributes={
                "kind": "long-sleeve",
                "fabric_gsm": 200,
                "sleeve": "long",
                "season": "winter",
                "fit": "unisex",
            },
            rating=4.8,
            compatible_with="FLC-101, BSL-103",
        ),
        Item(
            id="BSL-103",
            name="Juniper & Stone Merino 200 Leggings",
            price=74.95,
            weight_g=190,
            material="merino wool",
            colours="dark grey, black",
            sizes="XS, S, M, L, XL, XXL",
            activities="winter hiking, ski touring, camping",
            text=(
                "Long johns with manners: a soft waistband, a gusset and knees that do not bag. "
                "They double as pyjamas in the tent. Worn alone they are a matter of confidence."
            ),
            attributes={
                "kind": "leggings",
                "fabric_gsm": 200,
                "season": "winter",
                "fit": "unisex",
            },
        ),
        Item(
            id="BSL-104",
            name="Larkspur Fern Women's Merino Top",
            price=64.95,
            weight_g=130,
            material="merino wool",
            colours="plum, teal, natural",
            sizes="XS, S, M, L, XL",
            activities="hiking, travel",
            text=(
                "A wool shirt with a wider neckline and a slightly curved hem that is fine for "
                "dinner. A touch of nylon in the yarn helps it last. Hang it in the shade "
                "overnight and it is fresh again."
            ),
            attributes={
                "kind": "t-shirt",
                "fabric_gsm": 150,
                "sleeve": "short",
                "season": "summer",
                "fit": "women",
            },
        ),
        Item(
            id="BSL-105",
            name="Eastfell Stride Running Shirt",
            price=34.95,
            weight_g=105,
            material="recycled polyester",
            colours="sky blue, yellow, grey",
            sizes="XS, S, M, L, XL, XXL",
            activities="trail running, hiking",
            text=(
                "A mesh so light that a breeze goes straight through, with a small zip pocket for"
                " a key. Dries on the body before the next climb. After a sweaty day, unlike "
                "wool, it wants the wash."
            ),
            attributes={
                "kind": "t-shirt",
                "fabric_gsm": 110,
                "sleeve": "short",
                "season": "summer",
                "fit": "unisex",
            },
        ),
        Item(
            id="BSL-106",
            name="Eastfell Stride Women's Running Tank",
            price=32.95,
            weight_g=90,
            material="recycled polyester",
            colours="teal, orange",
            sizes="XS, S, M, L, XL",
            activities="trail running",
            text=(
                "Cut back at the shoulders to stay clear of vest straps, with bonded edges that "
                "do not chafe. Loose from the waist down for air. Sun cream on the shoulders "
                "remains your job."
            ),
            attributes={
                "kind": "tank top",
                "fabric_gsm": 110,
                "sleeve": "none",
                "season": "summer",
                "fit": "women",
            },
        ),
        Item(
            id="BSL-107",
            name="Nordvik Polar Night Thermal Set",
            price=99.95,
            weight_g=520,
            material="recycled polyester",
            colours="navy, black",
            sizes="XS, S, M, L, XL, XXL",
            activities="winter hiking, ski touring, everyday",
            text=(
                "Top and leggings in a thick, brushed knit for those who stand in the snow for "
                "their hobby. Thumb loops, high neck, drop tail. Running in it would be a sauna."
            ),
            attributes={
                "kind": "set",
                "fabric_gsm": 260,
                "sleeve": "long",
                "season": "winter",
                "fit": "unisex",
                "pieces": 2,
            },
        ),
        Item(
            id="BSL-108",
            name="Highmark Talus Mesh Shirt",
            price=69.95,
            weight_g=120,
            material="polypropylene",
            colours="black, red",
            sizes="S, M, L, XL",
            activities="ski touring, alpine climbing, winter hiking",
            text=(
                "A net that holds still air against the skin and hands sweat on to the next "
                "layer. It looks odd and works brilliantly on long ascents. Always wear something"
                " over it, or it does nothing at all."
            ),
            attributes={
                "kind": "long-sleeve",
                "fabric_gsm": 130,
                "sleeve": "long",
                "season": "winter",
                "fit": "men",
            },
        ),
        Item(
            id="BSL-109",
            name="Alderpeak Trailhead Hiking Shirt",
            price=49.95,
            weight_g=190,
            material="recycled polyester",
            colours="olive, sky blue, sand",
            sizes="S, M, L, XL, XXL",
            activities="hiking, travel, trekking",
            text=(
                "A button-up for sun and mosquitoes: collar, roll-up sleeves with a tab, and a "
                "sun protection factor of 50. Vents at the back are hidden under a yoke. Ironing "
                "is allowed but nobody has tried."
            ),
            attributes={
                "kind": "shirt",
                "fabric_gsm": 120,
                "sleeve": "long",
                "season": "summer",
                "upf": 50,
                "fit": "men",
            },
        ),
        Item(
            id="BSL-110",
            name="Kettlewood Pathfinder Kids Base Layer Set",
            price=44.95,
            weight_g=260,
            material="merino wool",
            colours="teal, orange",
            sizes="98, 104, 110, 116, 122, 128, 134, 140",
            activities="family camping, winter hiking",
            text=(
                "Shirt and leggings in soft wool that even itchy children accept. Long cuffs fold"
                " over for next year. They serve as pyjamas on the first night and usually also "
                "on the second."
            ),
            attributes={
                "kind": "set",
                "fabric_gsm": 180,
                "sleeve": "long",
                "season": "winter",
                "fit": "kids",
                "pieces": 2,
            },
        ),
        Item(
            id="BSL-111",
            name="Juniper & Stone Merino Boxers",
            price=39.95,
            weight_g=80,
            material="merino wool",
            colours="black, navy",
            sizes="S, M, L, XL, XXL",
            activities="hiking, trekking, everyday",
            text=(
                "Flat seams, a waistband that lies still under a hip belt, and wool that forgives"
                " a missed laundry day. Two pairs are enough for a week on the trail. Line-dry "
                "them and they keep their shape."
            ),
            attributes={
                "kind": "underwear",
                "fabric_gsm": 150,
                "season": "all-season",
                "fit": "men",
            },
        ),
        Item(
            id="BSL-112",
            name="Larkspur Fern Women's Merino Briefs",
            price=34.95,
            weight_g=55,
            material="merino wool",
            colours="black, plum",
            sizes="XS, S, M, L, XL",
            activities="hiking, trekking, everyday",
            text=(
                "Soft, thin and shaped to disappear beneath hiking trousers without riding up. "
                "They dry overnight on a hut radiator. A laundry net makes them last longer."
            ),
            attributes={
                "kind": "underwear",
                "fabric_gsm": 150,
                "season": "all-season",
                "fit": "women",
            },
            sold_out=True,
        ),
    ),
)
