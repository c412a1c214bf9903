"""Socks: between foot and boot."""

from scripts.demo_shop.item import Category, Item

SOCKS = Category(
    prefix="SCK",
    path=("Footwear", "Socks"),
    items=(
        Item(
            id="SCK-101",
            name="Juniper & Stone Merino Hiking Socks",
            price=22.95,
            weight_g=78,
            material="merino wool",
            colours="grey, forest green, burgundy",
            sizes="35-38, 39-42, 43-46",
            activities="hiking, trekking",
            text=(
                "Terry loops under heel and ball, a flat toe seam and wool that may be worn for "
                "days before anybody notices. They fill a hiking boot without crowding it. Heels "
                "are knitted double, because that is where socks die; fast runners will find "
                "them warm."
            ),
            attributes={
                "kind": "socks",
                "height": "crew",
                "cushion": "medium",
                "season": "all-season",
                "fit": "unisex",
                "weight_is": "pair",
            },
            rating=4.8,
            reviews=322,
        ),
        Item(
            id="SCK-102",
            name="Juniper & Stone Merino Trekking Knee Socks",
            price=27.95,
            weight_g=104,
            material="merino wool",
            colours="dark grey, navy",
            sizes="35-38, 39-42, 43-46",
            activities="winter hiking, trekking, ski touring",
            text=(
                "Long and thick, for tall boots and short days. The shaft stays up without "
                "leaving rings on your calves, and the shin is padded where the cuff presses. Too"
                " warm for summer and too bulky for slim shoes."
            ),
            attributes={
                "kind": "socks",
                "height": "knee",
                "cushion": "heavy",
                "season": "winter",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-103",
            name="Eastfell Stride Running Socks",
            price=14.95,
            weight_g=38,
            material="recycled polyester",
            colours="black, yellow, teal",
            sizes="35-38, 39-42, 43-46",
            activities="trail running",
            text=(
                "Thin, snug and shaped for left and right, with a tab behind that keeps the shoe "
                "from chafing. Sweat leaves through a mesh instep. If you like softness under the"
                " heel, take a thicker one."
            ),
            attributes={
                "kind": "socks",
                "height": "ankle",
                "cushion": "light",
                "season": "summer",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-104",
            name="Eastfell Stride Toe Socks",
            price=17.95,
            weight_g=42,
            material="cotton blend",
            colours="grey, teal",
            sizes="35-38, 39-42, 43-46",
            activities="trail running, hiking",
            text=(
                "Five small rooms for five toes, which is the end of blisters between them. "
                "Putting them on takes a quiet minute. They ask for a shoe with width at the "
                "front."
            ),
            attributes={
                "kind": "socks",
                "height": "ankle",
                "cushion": "light",
                "season": "summer",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-105",
            name="Nordvik Polar Night Socks",
            price=32.95,
            weight_g=135,
            material="merino wool",
            colours="navy, natural",
            sizes="35-38, 39-42, 43-46",
            activities="winter hiking, ski touring, everyday",
            text=(
                "The thickest knit we sell: brushed inside, dense outside, made for felt boots, "
                "sleeping bags and cold flats. Two people have asked us for them as mittens. "
                "Allow for their volume when you choose boots."
            ),
            attributes={
                "kind": "socks",
                "height": "crew",
                "cushion": "heavy",
                "season": "winter",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-106",
            name="Larkspur Fern Women's Hiking Socks",
            price=18.95,
            weight_g=62,
            material="merino wool",
            colours="plum, sage, sky blue",
            sizes="35-38, 39-42",
            activities="hiking, travel",
            text=(
                "A lighter wool sock with a slimmer heel and instep that does not bunch in a "
                "women's boot. Ventilation stripes run up the front. Long descents with a big "
                "load call for more padding."
            ),
            attributes={
                "kind": "socks",
                "height": "crew",
                "cushion": "light",
                "season": "three-season",
                "fit": "women",
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-107",
            name="Kettlewood Pathfinder Kids Socks, 2 Pairs",
            price=16.95,
            weight_g=70,
            material="merino wool",
            colours="orange, teal",
            sizes="27-30, 31-34, 35-38",
            activities="family camping, hiking",
            text=(
                "Two pairs of wool socks with grips knitted into the toes, in case boots are off "
                "and the corridor is long. Reinforced heels survive skidding. Warm wash is fine, "
                "tumble drying makes doll's socks of them."
            ),
            attributes={
                "kind": "socks",
                "height": "crew",
                "cushion": "medium",
                "season": "all-season",
                "fit": "kids",
                "pieces": 2,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-108",
            name="Brightwater Tide Waterproof Socks",
            price=39.95,
            weight_g=160,
            material="nylon and merino wool",
            colours="black, petrol",
            sizes="35-38, 39-42, 43-46",
            activities="hiking, bikepacking, paddling",
            text=(
                "A membrane between a tough outer and a wool lining makes wet trainers bearable. "
                "They are the answer to the one boggy week in the year for which nobody buys "
                "boots. Water that comes in over the cuff stays in, as with any boot."
            ),
            attributes={
                "kind": "socks",
                "height": "crew",
                "cushion": "medium",
                "season": "three-season",
                "fit": "unisex",
                "waterproof": True,
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-109",
            name="Alderpeak Everyday Socks, 3 Pairs",
            price=19.95,
            weight_g=165,
            material="organic cotton",
            colours="navy, grey, olive",
            sizes="35-38, 39-42, 43-46",
            activities="everyday, travel",
            text=(
                "Three pairs of soft cotton with a bit of stretch for the days between the tours."
                " Hand-linked toes cause no pressure in narrow shoes. For sweaty climbs pick "
                "wool, as cotton stays damp."
            ),
            attributes={
                "kind": "socks",
                "height": "crew",
                "cushion": "light",
                "season": "all-season",
                "fit": "unisex",
                "pieces": 3,
                "weight_is": "set",
            },
        ),
        Item(
            id="SCK-110",
            name="Highmark Swift Compression Socks",
            price=34.95,
            weight_g=72,
            material="recycled nylon",
            colours="black, red",
            sizes="35-38, 39-42, 43-46",
            activities="trail running, ski touring, travel",
            text=(
                "Graduated pressure from ankle to calf for long races, long flights and the day "
                "after either. Fine knit breathes better than it looks. Measure your calf first: "
                "too loose does nothing and too tight is worse."
            ),
            attributes={
                "kind": "socks",
                "height": "knee",
                "cushion": "light",
                "season": "all-season",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="SCK-111",
            name="Cairnwell Bothy Liner Socks",
            price=12.95,
            weight_g=28,
            material="merino wool",
            colours="natural, dark grey",
            sizes="35-38, 39-42, 43-46",
            activities="hiking, trekking, winter hiking",
            text=(
                "A whisper-thin second skin to wear beneath a thick sock, so that the two rub "
                "against each other and not against you. They also stretch the interval between "
                "washdays. On their own they wear through fast."
            ),
            attributes={
                "kind": "liner socks",
                "height": "crew",
                "cushion": "none",
                "season": "all-season",
                "fit": "unisex",
                "weight_is": "pair",
            },
            compatible_with="SCK-101, SCK-102",
        ),
        Item(
            id="SCK-112",
            name="Drumlin Dune Invisible Socks",
            price=11.95,
            weight_g=24,
            material="cotton blend",
            colours="sand, black",
            sizes="35-38, 39-42, 43-46",
            activities="everyday, travel",
            text=(
                "Cut so low that low shoes hide them, with a silicone dot at the heel against "
                "slipping down. For city walks in canvas shoes and deck shoes. Boots would eat "
                "them alive."
            ),
            attributes={
                "kind": "socks",
                "height": "no-show",
                "cushion": "none",
                "season": "summer",
                "fit": "unisex",
                "weight_is": "pair",
            },
            sold_out=True,
        ),
    ),
)
