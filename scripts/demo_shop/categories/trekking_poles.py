"""Trekking Poles: poles for two hands, and their tips."""

from scripts.demo_shop.item import Category, Item

TREKKING_POLES = Category(
    prefix="TRP",
    path=("Trail Gear", "Trekking Poles"),
    items=(
        Item(
            id="TRP-101",
            name="Highmark Talus Carbon Poles",
            price=149.95,
            weight_g=380,
            material="carbon fibre",
            colours="black, orange",
            activities="trekking, hiking, trail running",
            text=(
                "Light, quick to set and stiff enough to lean on when the knees protest. The cork"
                " grips take on the shape of your hand and extend downward in foam for traverses."
                " Carbon does not bend, it breaks: do not wedge it between boulders."
            ),
            attributes={
                "kind": "trekking poles",
                "sections": 3,
                "lock": "lever",
                "min_cm": 63,
                "max_cm": 135,
                "shaft": "carbon",
                "pieces": 2,
                "weight_is": "pair",
            },
            compatible_with="TNT-104",
            replaces="TRP-110",
            rating=4.6,
            reviews=149,
        ),
        Item(
            id="TRP-102",
            name="Alderpeak Trailhead Poles",
            price=49.95,
            weight_g=540,
            material="aluminium",
            colours="blue, grey",
            activities="hiking",
            text=(
                "Solid aluminium for walkers who want support and no science. Twist to loosen, "
                "pull, twist to fix; once a year the inner plugs like to be cleaned. A bent shaft"
                " can usually be straightened, and sections are sold one by one."
            ),
            attributes={
                "kind": "trekking poles",
                "sections": 3,
                "lock": "twist",
                "min_cm": 66,
                "max_cm": 135,
                "shaft": "aluminium",
                "pieces": 2,
                "weight_is": "pair",
            },
        ),
        Item(
            id="TRP-103",
            name="Highmark Wisp Folding Poles",
            price=129.95,
            weight_g=310,
            material="carbon fibre",
            colours="grey",
            sizes="110 cm, 120 cm, 130 cm",
            activities="trail running, trekking",
            text=(
                "Drop the lower part, pull, click: three pieces on a cord become a pole before "
                "you reach the hill. They fold to 37 centimetres and vanish on a running vest. "
                "Length is fixed, so choose it for your height and stay with it."
            ),
            attributes={
                "kind": "folding poles",
                "sections": 3,
                "lock": "push button",
                "shaft": "carbon",
                "pieces": 2,
                "packed_cm": 37,
                "weight_is": "pair",
            },
            compatible_with="TNT-104, DPK-102",
        ),
        Item(
            id="TRP-104",
            name="Glenmore Works Ash Staff",
            price=69.95,
            weight_g=490,
            material="ash wood",
            colours="natural",
            sizes="125 cm, 140 cm",
            activities="hiking, bushcraft",
            text=(
                "One straight piece of steamed ash with a leather loop and a steel ferrule under "
                "a rubber foot. It holds gates open, tests bogs and frightens no sheep. You will "
                "have to find a place for it on the train."
            ),
            attributes={
                "kind": "staff",
                "sections": 1,
                "lock": "none",
                "shaft": "wood",
                "pieces": 1,
            },
        ),
        Item(
            id="TRP-105",
            name="Eastfell Ranger Poles",
            price=79.95,
            weight_g=490,
            material="aluminium",
            colours="moss green, black",
            activities="hiking, trekking, backpacking",
            text=(
                "Lever locks that close with gloves on and hold under a loaded pack. They reach "
                "140 centimetres, which tall people and steep descents will thank you for. Foam "
                "grips are warm in the cold and a bit sticky in August."
            ),
            attributes={
                "kind": "trekking poles",
                "sections": 3,
                "lock": "lever",
                "min_cm": 65,
                "max_cm": 140,
                "shaft": "aluminium",
                "pieces": 2,
                "weight_is": "pair",
            },
        ),
        Item(
            id="TRP-106",
            name="Larkspur Heron Women's Poles",
            price=89.95,
            weight_g=410,
            material="aluminium",
            colours="plum, teal",
            activities="hiking, trekking",
            text=(
                "Thinner grips and a shorter range for smaller hands and shorter arms, and so "
                "less weight to swing. Straps are lined and marked left and right. Anyone above "
                "one metre eighty needs longer ones."
            ),
            attributes={
                "kind": "trekking poles",
                "sections": 3,
                "lock": "lever",
                "min_cm": 60,
                "max_cm": 120,
                "shaft": "aluminium",
                "pieces": 2,
                "weight_is": "pair",
                "fit": "women",
            },
        ),
        Item(
            id="TRP-107",
            name="Moraine Couloir Ski Touring Poles",
            price=119.0,
            weight_g=460,
            material="aluminium and carbon",
            colours="red, black",
            activities="ski touring, winter hiking",
            text=(
                "Carbon below, aluminium above, and a long foam grip to hold at any height on the"
                " kick turn. The basket has a hook that lifts a binding's heel piece. On summer "
                "paths they do not pack small enough."
            ),
            attributes={
                "kind": "ski poles",
                "sections": 2,
                "lock": "lever",
                "min_cm": 105,
                "max_cm": 145,
                "shaft": "mixed",
                "pieces": 2,
                "weight_is": "pair",
                "season": "winter",
            },
        ),
        Item(
            id="TRP-108",
            name="Nordvik Fjell Snowshoe Poles",
            price=74.95,
            weight_g=560,
            material="aluminium",
            colours="navy",
            activities="winter hiking",
            text=(
                "Broad baskets that float on powder, straps cut for mittens, and locks that do "
                "not freeze. Swap in small baskets from April. They are sturdy and feel it after "
                "five hours of swinging."
            ),
            attributes={
                "kind": "snowshoe poles",
                "sections": 3,
                "lock": "lever",
                "min_cm": 70,
                "max_cm": 140,
                "shaft": "aluminium",
                "pieces": 2,
                "weight_is": "pair",
                "season": "winter",
            },
            compatible_with="HGL-105",
        ),
        Item(
            id="TRP-109",
            name="Kettlewood Pathfinder Kids Poles",
            price=34.95,
            weight_g=320,
            material="aluminium",
            colours="teal, orange",
            activities="family camping, hiking",
            text=(
                "Two poles that grow from about four to eleven years of age and turn a boring "
                "ascent into something with equipment. Tips have rubber caps for the sake of "
                "shins. Sword fights void nothing but nerves."
            ),
            attributes={
                "kind": "trekking poles",
                "sections": 3,
                "lock": "twist",
                "min_cm": 55,
                "max_cm": 100,
                "shaft": "aluminium",
                "pieces": 2,
                "weight_is": "pair",
                "fit": "kids",
            },
        ),
        Item(
            id="TRP-110",
            name="Highmark Talus 1 Carbon Poles",
            price=129.95,
            weight_g=430,
            material="carbon fibre",
            colours="black",
            activities="trekking, hiking",
            text=(
                "The first carbon Talus, with twist locks that the present pole has replaced by "
                "levers. It still walks thousands of kilometres a year with our customers. Lower "
                "sections and plugs are in the workshop drawer."
            ),
            attributes={
                "kind": "trekking poles",
                "sections": 3,
                "lock": "twist",
                "min_cm": 64,
                "max_cm": 135,
                "shaft": "carbon",
                "pieces": 2,
                "weight_is": "pair",
            },
            sold_out=True,
        ),
        Item(
            id="TRP-111",
            name="Highmark Rubber Tips, Pair",
            price=7.95,
            weight_g=36,
            material="rubber",
            colours="black",
            activities="hiking, trekking",
            text=(
                "Quiet on tarmac, kind to wooden huts and safer inside other people's luggage. "
                "They push onto any standard tip and come off on rock, where steel holds better. "
                "A pair lasts some two hundred kilometres of road."
            ),
            attributes={"kind": "rubber tips", "pieces": 2},
            accessory_of="TRP-101, TRP-102, TRP-103, TRP-105, TRP-106, TRP-108",
        ),
        Item(
            id="TRP-112",
            name="Highmark Snow Baskets, Pair",
            price=9.95,
            weight_g=44,
            material="plastic",
            colours="black",
            activities="winter hiking, ski touring",
            text=(
                "Wide discs that turn a summer pole into a winter one in the time of two twists. "
                "The edges are notched so they bite on a slope. Take them off in spring, since "
                "they catch in heather."
            ),
            attributes={"kind": "snow baskets", "pieces": 2, "season": "winter"},
            accessory_of="TRP-101, TRP-102, TRP-105, TRP-106",
        ),
    ),
)
