"""Trail Running Shoes: shoes for running off the road."""

from scripts.demo_shop.item import Category, Item

TRAIL_RUNNING_SHOES = Category(
    prefix="TRS",
    path=("Footwear", "Trail Running Shoes"),
    items=(
        Item(
            id="TRS-101",
            name="Eastfell Stride Trail Shoes",
            price=129.0,
            weight_g=560,
            material="recycled mesh",
            colours="teal, orange",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running, hiking",
            text=(
                "The all-rounder of the range: cushioned enough for the road to the wood, grippy "
                "enough for the roots in it. A wide toe box lets feet swell on long days. On "
                "slick clay the lugs of 4 millimetres reach their limit."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 6,
                "lug_mm": 4,
                "cushioning": "medium",
                "fit": "unisex",
                "weight_is": "pair",
            },
            replaces="TRS-112",
            rating=4.5,
            reviews=204,
            compatible_with="SCK-103, DPK-102",
        ),
        Item(
            id="TRS-102",
            name="Eastfell Stride GX Trail Shoes",
            price=149.0,
            weight_g=620,
            material="recycled mesh",
            colours="black, petrol",
            sizes="38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running, winter hiking",
            text=(
                "The Stride with a membrane and a gaiter loop, for November, wet grass and slush."
                " Feet stay dry from outside, although on warm days they get damp from within. "
                "Sizing is the same as for the open version."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": True,
                "drop_mm": 6,
                "lug_mm": 4,
                "cushioning": "medium",
                "fit": "unisex",
                "weight_is": "pair",
            },
            compatible_with="SCK-103",
        ),
        Item(
            id="TRS-103",
            name="Highmark Swift Race Shoes",
            price=159.0,
            weight_g=440,
            material="ripstop mesh",
            colours="yellow, black",
            sizes="38, 39, 40, 41, 42, 43, 44, 45",
            activities="trail running",
            text=(
                "A shoe with a start number on its mind: low, firm and light, with a plate that "
                "fends off stones and pushes forward. The sock-like collar keeps grit out. "
                "Everyday kilometres are kinder in something softer."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 4,
                "lug_mm": 5,
                "cushioning": "light",
                "fit": "unisex",
                "weight_is": "pair",
            },
            compatible_with="SCK-103",
        ),
        Item(
            id="TRS-104",
            name="Highmark Swift Ultra Shoes",
            price=169.95,
            weight_g=600,
            material="ripstop mesh",
            colours="sky blue, rust",
            sizes="37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running, trekking",
            text=(
                "A thick, rockered midsole for those who are out from dawn until after dark. It "
                "rolls you forward when form has long gone, and the tongue is padded against "
                "tired laces. In tight, twisting terrain the height takes some getting used to."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 5,
                "lug_mm": 4,
                "cushioning": "high",
                "fit": "unisex",
                "weight_is": "pair",
            },
            compatible_with="SCK-104",
        ),
        Item(
            id="TRS-105",
            name="Larkspur Fern Women's Trail Shoes",
            price=119.95,
            weight_g=480,
            material="recycled mesh",
            colours="plum, sage",
            sizes="36, 37, 38, 39, 40, 41, 42",
            activities="trail running",
            text=(
                "A friendly shoe to leave the tarmac with, shaped on a women's last and flexible "
                "under the ball. The eight millimetre drop spares calves that come from road "
                "running. Scree and steep mud are for its deeper-treaded sisters."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 8,
                "lug_mm": 3.5,
                "cushioning": "medium",
                "fit": "women",
                "weight_is": "pair",
            },
        ),
        Item(
            id="TRS-106",
            name="Moraine Gully Fell Shoes",
            price=134.95,
            weight_g=500,
            material="ballistic nylon",
            colours="red, black",
            sizes="38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running",
            text=(
                "Eight-millimetre claws for bog, grass and the kind of descent that others walk. "
                "Upper and laces are made to be hosed down. On hard paths the studs feel like "
                "what they are and wear away fast."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 3,
                "lug_mm": 8,
                "cushioning": "light",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="TRS-107",
            name="Alderpeak Trailhead Run Shoes",
            price=79.95,
            weight_g=580,
            material="polyester mesh",
            colours="blue, grey",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running, hiking, everyday",
            text=(
                "Good manners without fuss: a sturdy mesh, a soft heel and a tread that copes "
                "with park, gravel and forest lane. Ideal for finding out whether trail running "
                "is for you. Racers will outgrow it."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 8,
                "lug_mm": 3,
                "cushioning": "medium",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="TRS-108",
            name="Fjordline Skerry Speed Hikers",
            price=144.95,
            weight_g=720,
            material="recycled mesh",
            colours="navy, mustard",
            sizes="37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="hiking, trail running, trekking",
            text=(
                "Between a runner and a hiking shoe, for fast days with a light pack and poles. A"
                " cuff hugs the ankle and seals out needles without holding it stiff. Pure "
                "runners will find it a little too much shoe."
            ),
            attributes={
                "kind": "speed hiking shoes",
                "waterproof": True,
                "drop_mm": 8,
                "lug_mm": 4.5,
                "cushioning": "medium",
                "fit": "unisex",
                "weight_is": "pair",
            },
        ),
        Item(
            id="TRS-109",
            name="Nordvik Glimmer Studded Shoes",
            price=179.0,
            weight_g=640,
            material="recycled mesh",
            colours="black, yellow",
            sizes="38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running, winter hiking",
            text=(
                "Sixteen carbide pins per sole hold on glare ice, and the lugs between them deal "
                "with snow. Reflective yarn all round makes winter evenings safer. Take them off "
                "before the kitchen floor, for everybody's sake."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": True,
                "drop_mm": 7,
                "lug_mm": 5,
                "cushioning": "medium",
                "fit": "unisex",
                "weight_is": "pair",
                "season": "winter",
                "studs": 16,
            },
            compatible_with="SCK-102",
        ),
        Item(
            id="TRS-110",
            name="Kettlewood Pathfinder Kids Trail Shoes",
            price=54.95,
            weight_g=390,
            material="recycled mesh",
            colours="orange, teal",
            sizes="28, 29, 30, 31, 32, 33, 34, 35, 36",
            activities="family camping, trail running",
            text=(
                "Light, nubbly and quick to dry, for children who never simply walk. An elastic "
                "lace with one toggle replaces the bow that always opens. Toes are capped against"
                " the braking technique of the young."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 5,
                "lug_mm": 3,
                "cushioning": "medium",
                "fit": "kids",
                "weight_is": "pair",
            },
        ),
        Item(
            id="TRS-111",
            name="Ironbeck Forge Barefoot Shoes",
            price=109.0,
            weight_g=380,
            material="recycled mesh",
            colours="grey, olive",
            sizes="36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46",
            activities="trail running, everyday",
            text=(
                "Zero drop, a thin sole and room for every toe to do its own thing. You feel "
                "roots, warmth and the difference between gravel and grit. Begin with a few "
                "minutes, since your calves have to learn it."
            ),
            attributes={
                "kind": "barefoot shoes",
                "waterproof": False,
                "drop_mm": 0,
                "lug_mm": 2.5,
                "cushioning": "none",
                "fit": "unisex",
                "weight_is": "pair",
            },
            sold_out=True,
        ),
        Item(
            id="TRS-112",
            name="Eastfell Stride 1 Trail Shoes",
            price=99.95,
            weight_g=590,
            material="polyester mesh",
            colours="orange",
            sizes="39, 40, 41, 42, 43, 44",
            activities="trail running",
            text=(
                "First of the Stride line, with a higher heel and a narrower front than today's. "
                "It carried a lot of people through their first forest ten. The present version "
                "is roomier, so order by your own foot and not by the old box."
            ),
            attributes={
                "kind": "trail running shoes",
                "waterproof": False,
                "drop_mm": 8,
                "lug_mm": 4,
                "cushioning": "medium",
                "fit": "unisex",
                "weight_is": "pair",
            },
            sold_out=True,
        ),
        Item(
            id="TRS-113",
            name="Eastfell Stride Gaiters",
            price=24.95,
            weight_g=60,
            material="stretch nylon",
            colours="black, teal",
            sizes="S/M, L/XL",
            activities="trail running, hiking",
            text=(
                "Short stretch gaiters that keep sand, needles and seeds out of low shoes. They "
                "hook into the lace and stick to a tab at the heel. Deep snow goes over the top, "
                "for they end above the ankle."
            ),
            attributes={"kind": "gaiters", "weight_is": "pair"},
            accessory_of="TRS-101, TRS-102, TRS-104",
        ),
    ),
)
