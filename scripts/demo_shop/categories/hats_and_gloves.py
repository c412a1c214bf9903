"""Hats & Gloves: for the ends of the body."""

from scripts.demo_shop.item import Category, Item

HATS_AND_GLOVES = Category(
    prefix="HGL",
    path=("Clothing", "Hats & Gloves"),
    items=(
        Item(
            id="HGL-101",
            name="Juniper & Stone Merino Beanie",
            price=29.95,
            weight_g=52,
            material="merino wool",
            colours="navy, mustard, forest green",
            activities="hiking, winter hiking, everyday",
            text=(
                "A double-layered rib knit that fits under a hood and over cold ears. It does not"
                " itch and it does not flatten into a pancake in the pocket. In a gale, wind will"
                " find its way through."
            ),
            attributes={"kind": "beanie", "season": "winter", "windproof": False, "fit": "unisex"},
            rating=4.7,
            reviews=133,
        ),
        Item(
            id="HGL-102",
            name="Nordvik Fjell Bobble Hat",
            price=34.95,
            weight_g=95,
            material="lambswool",
            colours="red, natural, navy",
            activities="everyday, winter hiking",
            text=(
                "Chunky wool with a fleece band inside and a bobble which is, we admit, purely "
                "decorative. Warm enough for tobogganing until dark. Helmets and bobbles do not "
                "get on."
            ),
            attributes={"kind": "beanie", "season": "winter", "windproof": False, "fit": "unisex"},
        ),
        Item(
            id="HGL-103",
            name="Fjordline Skerry Sun Hat",
            price=39.95,
            weight_g=85,
            material="recycled nylon",
            colours="sand, olive",
            sizes="S/M, L/XL",
            activities="hiking, paddling, travel",
            text=(
                "A wide brim that shades nose and neck, with a chin cord for boats and ridges and"
                " a mesh crown for air. Sun protection factor 50. It rolls up and unrolls with a "
                "slight memory of it."
            ),
            attributes={
                "kind": "sun hat",
                "season": "summer",
                "upf": 50,
                "waterproof": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="HGL-104",
            name="Eastfell Stride Running Cap",
            price=24.95,
            weight_g=48,
            material="recycled polyester",
            colours="black, sky blue, yellow",
            activities="trail running, hiking",
            text=(
                "The brim is soft enough to fold into a waistband and the sweatband sends drops "
                "sideways. Ponytails have an opening of their own. It keeps the sun off your "
                "eyes, not off your neck."
            ),
            attributes={"kind": "cap", "season": "summer", "upf": 30, "fit": "unisex"},
        ),
        Item(
            id="HGL-105",
            name="Highmark Talus Light Gloves",
            price=34.95,
            weight_g=48,
            material="recycled polyester",
            colours="black, grey",
            sizes="XS, S, M, L, XL",
            activities="hiking, trail running, ski touring",
            text=(
                "Thin stretch gloves with silicone on the palm for poles and phone-friendly tips "
                "on three fingers. As a liner they add a good deal of warmth to a big mitten. "
                "Alone they are for brisk autumn mornings."
            ),
            attributes={
                "kind": "gloves",
                "season": "three-season",
                "touchscreen": True,
                "windproof": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="HGL-106",
            name="Highmark Talus Alpine Gloves",
            price=99.95,
            weight_g=210,
            material="goat leather",
            colours="black, orange",
            sizes="S, M, L, XL",
            activities="alpine climbing, ski touring, winter hiking",
            text=(
                "Leather palm, waterproof insert and a removable lining that dries inside your "
                "jacket. Fingers are pre-curved for axe and rope. They come up tight at first, "
                "since leather gives."
            ),
            attributes={
                "kind": "gloves",
                "season": "winter",
                "touchscreen": False,
                "waterproof": True,
                "windproof": True,
                "fit": "unisex",
            },
            compatible_with="HGL-105",
        ),
        Item(
            id="HGL-107",
            name="Nordvik Polar Night Mittens",
            price=119.0,
            weight_g=260,
            material="goose down",
            colours="navy, red",
            sizes="S, M, L, XL",
            activities="winter hiking, ski touring",
            text=(
                "Down on the back, synthetic in the palm where it would be crushed: for hands "
                "that are cold in any glove. Cords keep them on you in a storm. Fine work with "
                "laces has to wait."
            ),
            attributes={
                "kind": "mittens",
                "season": "winter",
                "touchscreen": False,
                "waterproof": False,
                "windproof": True,
                "fit": "unisex",
            },
            compatible_with="HGL-105",
        ),
        Item(
            id="HGL-108",
            name="Larkspur Heron Women's Wool Gloves",
            price=44.95,
            weight_g=70,
            material="boiled wool",
            colours="plum, grey",
            sizes="S, M, L",
            activities="everyday, hiking",
            text=(
                "Boiled wool outside and brushed within, slimmer across the hand than unisex "
                "sizes. Two fingertips work a phone, after a fashion. Snowballs are possible for "
                "about a quarter of an hour."
            ),
            attributes={
                "kind": "gloves",
                "season": "winter",
                "touchscreen": True,
                "windproof": False,
                "fit": "women",
            },
        ),
        Item(
            id="HGL-109",
            name="Kettlewood Pathfinder Kids Mittens",
            price=24.95,
            weight_g=90,
            material="recycled polyester",
            colours="teal, yellow, pink",
            sizes="2-4 y, 4-6 y, 6-8 y",
            activities="family camping, winter hiking",
            text=(
                "A zip along the side opens them flat, so that a thumb finds its place without "
                "discussion. Waterproof to the wrist and joined by a cord through the sleeves if "
                "you wish. Dry them gently, not on the stove."
            ),
            attributes={
                "kind": "mittens",
                "season": "winter",
                "waterproof": True,
                "windproof": True,
                "fit": "kids",
            },
        ),
        Item(
            id="HGL-110",
            name="Alderpeak Ridge Neck Tube",
            price=17.95,
            weight_g=38,
            material="recycled polyester",
            colours="navy, rust, sage",
            activities="hiking, trail running, bikepacking",
            text=(
                "A seamless tube that is scarf, cap, sweatband and, if need be, a coffee filter. "
                "Wet it on hot days and wear it round the neck. For frost there are thicker ones "
                "in wool."
            ),
            attributes={"kind": "neck tube", "season": "all-season", "upf": 30, "fit": "unisex"},
        ),
        Item(
            id="HGL-111",
            name="Juniper & Stone Merino Neck Warmer",
            price=32.95,
            weight_g=60,
            material="merino wool",
            colours="dark grey, burgundy",
            activities="winter hiking, ski touring",
            text=(
                "Two layers of wool to pull up over the nose when the lift stops. It stays soft "
                "where breath freezes and is odourless for an entire ski week. Under tight "
                "collars it takes up some space."
            ),
            attributes={"kind": "neck tube", "season": "winter", "fit": "unisex"},
            sold_out=True,
        ),
        Item(
            id="HGL-112",
            name="Cairnwell Drover Felt Hat",
            price=69.95,
            weight_g=140,
            material="wool felt",
            colours="brown, dark grey",
            sizes="S, M, L, XL",
            activities="bushcraft, everyday, hiking",
            text=(
                "A felt hat that sheds showers, shades the eyes and does not mind being sat on. "
                "Steam it back into shape over a kettle. The brim is stiff, so lean back and it "
                "tips over your face."
            ),
            attributes={
                "kind": "hat",
                "season": "three-season",
                "waterproof": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="HGL-113",
            name="Alderpeak Waterproof Overmitts",
            price=49.95,
            weight_g=90,
            material="recycled nylon",
            colours="black",
            sizes="S/M, L/XL",
            activities="hiking, trekking, bikepacking",
            text=(
                "Shells without any lining to pull over whatever gloves you have on. Seams are "
                "taped and the cuff tightens above a jacket sleeve. Without a glove inside they "
                "keep you dry, not warm."
            ),
            attributes={
                "kind": "overmitts",
                "season": "all-season",
                "waterproof": True,
                "windproof": True,
                "fit": "unisex",
            },
            accessory_of="HGL-105, HGL-108",
        ),
    ),
)
