"""Tents: shelters for one night or a fortnight, with their footprints and spares."""

from scripts.demo_shop.item import Category, Item

TENTS = Category(
    prefix="TNT",
    path=("Camping", "Tents"),
    items=(
        Item(
            id="TNT-101",
            name="Moraine Col 2 Tent",
            price=249.0,
            weight_g=1890,
            material="ripstop nylon",
            colours="moss green, sand",
            sizes="2-person",
            activities="hiking, trekking, bikepacking",
            text=(
                "The tent our own staff take home most often: two doors, two vestibules and "
                "enough headroom for both people to sit up and cook through a storm. The poles "
                "clip on instead of sliding through sleeves, so it stands in about the time water"
                " takes to boil. It is a three-season tent; above the tree line in January you "
                "want something with more poles."
            ),
            attributes={
                "kind": "tent",
                "capacity": 2,
                "seasons": 3,
                "waterproof_mm": 3000,
                "floor_mm": 5000,
                "vestibules": 2,
                "freestanding": True,
            },
            replaces="TNT-112",
            rating=4.6,
            reviews=132,
        ),
        Item(
            id="TNT-102",
            name="Moraine Col 3 Tent",
            price=319.0,
            weight_g=2440,
            material="ripstop nylon",
            colours="moss green, sand",
            sizes="3-person",
            activities="hiking, trekking, camping",
            text=(
                "The wider sister of the Col 2, for two adults and a child or for a pair who like"
                " to keep their packs inside. Same clip-on poles, same two doors, and a ridge "
                "pole that pushes the side walls nearly upright. Three grown-ups fit shoulder to "
                "shoulder, but they should like each other."
            ),
            attributes={
                "kind": "tent",
                "capacity": 3,
                "seasons": 3,
                "waterproof_mm": 3000,
                "floor_mm": 5000,
                "vestibules": 2,
                "freestanding": True,
            },
        ),
        Item(
            id="TNT-103",
            name="Nordvik Fjell 2 Tent",
            price=549.0,
            weight_g=2980,
            material="silicone-coated nylon",
            colours="red, olive",
            sizes="2-person",
            activities="winter hiking, ski touring, trekking",
            text=(
                "A tunnel built for wind: pitched tail-first, it shrugs off gusts that flatten "
                "dome tents, and the snow valances can be buried with a shovel. The single porch "
                "is deep enough to cook in and to leave two pairs of ski boots standing. It has "
                "to be guyed out properly, so look for soft ground or carry snow anchors."
            ),
            attributes={
                "kind": "tent",
                "capacity": 2,
                "seasons": 4,
                "waterproof_mm": 5000,
                "floor_mm": 8000,
                "vestibules": 1,
                "freestanding": False,
            },
            compatible_with="SLB-103, MAT-102",
        ),
        Item(
            id="TNT-104",
            name="Highmark Wisp 1 Tent",
            price=389.0,
            weight_g=890,
            material="silicone-coated nylon",
            colours="grey",
            sizes="1-person",
            activities="trekking, trail running, bikepacking",
            text=(
                "One person, two trekking poles and nothing superfluous: the Wisp uses your poles"
                " as its frame and packs to the size of a water bottle. The inner is mostly mesh,"
                " which keeps condensation down on humid nights and lets a breeze through on cold"
                " ones. Practise pitching it in the garden before the first long route."
            ),
            attributes={
                "kind": "tent",
                "capacity": 1,
                "seasons": 3,
                "waterproof_mm": 2500,
                "floor_mm": 3000,
                "vestibules": 1,
                "freestanding": False,
            },
            compatible_with="TRP-101, TRP-103",
        ),
        Item(
            id="TNT-105",
            name="Kettlewood Homestead 5 Tent",
            price=479.0,
            weight_g=14800,
            material="polyester",
            colours="forest green, beige",
            sizes="5-person",
            activities="family camping, car camping",
            text=(
                "A family tent with two bedrooms and a living room tall enough to get dressed in "
                "without crouching. The darkened bedrooms let children sleep past sunrise, and "
                "the welded floor tray keeps a wet campsite outside. Two adults put it up in "
                "roughly twenty minutes; it belongs in a car boot, not on a back."
            ),
            attributes={
                "kind": "tent",
                "capacity": 5,
                "seasons": 3,
                "waterproof_mm": 3000,
                "floor_mm": 10000,
                "vestibules": 1,
                "freestanding": False,
            },
            compatible_with="SLB-106, SLB-107",
        ),
        Item(
            id="TNT-106",
            name="Kettlewood Homestead 6 Air Tent",
            price=699.0,
            weight_g=18900,
            material="polyester",
            colours="forest green",
            sizes="6-person",
            activities="family camping, car camping",
            text=(
                "Air beams replace the poles here: peg the corners, plug in the pump and the "
                "frame rises on its own while you look for the kettle. Inside there are three "
                "sleeping cabins that unzip into one big room. Patches for the beams are in the "
                "bag, and each beam can be isolated so a puncture never brings the whole roof "
                "down."
            ),
            attributes={
                "kind": "tent",
                "capacity": 6,
                "seasons": 3,
                "waterproof_mm": 4000,
                "floor_mm": 10000,
                "vestibules": 1,
                "freestanding": False,
            },
        ),
        Item(
            id="TNT-107",
            name="Alderpeak Meadow 2 Tent",
            price=119.95,
            weight_g=2750,
            material="polyester",
            colours="olive, orange",
            sizes="2-person",
            activities="camping, festivals",
            text=(
                "An honest first tent for festivals, summer weekends and the back garden. The "
                "dome stands with two crossed fibreglass poles and one porch that swallows a pair"
                " of rucksacks. It keeps out a night of rain; for a week of it in the hills, take"
                " the Col."
            ),
            attributes={
                "kind": "tent",
                "capacity": 2,
                "seasons": 3,
                "waterproof_mm": 2000,
                "floor_mm": 3000,
                "vestibules": 1,
                "freestanding": True,
            },
            compatible_with="SLB-102, MAT-106",
        ),
        Item(
            id="TNT-108",
            name="Alderpeak Meadow 4 Tent",
            price=179.95,
            weight_g=5200,
            material="polyester",
            colours="olive, blue",
            sizes="4-person",
            activities="camping, family camping",
            text=(
                "Room for a small family on a fair-weather campsite, with a divider that can be "
                "unhooked for one large bedroom. Matched pole ends make it a job that children "
                "can help with. The mesh roof panels are generous, so nights stay cool in July "
                "and feel fresh by October."
            ),
            attributes={
                "kind": "tent",
                "capacity": 4,
                "seasons": 3,
                "waterproof_mm": 2000,
                "floor_mm": 3000,
                "vestibules": 1,
                "freestanding": True,
            },
            compatible_with="SLB-107, MAT-104",
        ),
        Item(
            id="TNT-109",
            name="Cairnwell Saddle 2 Tent",
            price=329.0,
            weight_g=1450,
            material="ripstop nylon",
            colours="sage, dark grey",
            sizes="2-person",
            activities="bikepacking, trekking, paddling",
            text=(
                "Drawn up around handlebars: the pole segments are short enough to ride crosswise"
                " in a bar roll, and the stuff sack has daisy chains for straps. One end tapers "
                "to save weight while two doors spare you from climbing over your partner. "
                "Helmets and shoes live in the side vestibules."
            ),
            attributes={
                "kind": "tent",
                "capacity": 2,
                "seasons": 3,
                "waterproof_mm": 3000,
                "floor_mm": 4000,
                "vestibules": 2,
                "freestanding": False,
            },
            compatible_with="SLB-105, MAT-103",
        ),
        Item(
            id="TNT-110",
            name="Ironbeck Ledge Bivvy Bag",
            price=159.0,
            weight_g=420,
            material="recycled nylon",
            colours="dark grey",
            sizes="1-person",
            activities="alpine climbing, trekking, bikepacking",
            text=(
                "For nights on a ledge, under an overhang or simply under the stars with a plan "
                "for rain. The breathable top lets most moisture out and the hooped face opening "
                "keeps the fabric off your nose. It is a bag and not a room: there is no place in"
                " it to change clothes or sit out a wet afternoon."
            ),
            attributes={
                "kind": "bivvy bag",
                "capacity": 1,
                "seasons": 3,
                "waterproof_mm": 10000,
                "floor_mm": 10000,
                "vestibules": 0,
                "freestanding": False,
            },
            compatible_with="SLB-101, SLB-104",
        ),
        Item(
            id="TNT-111",
            name="Eastfell Lean-To Tarp",
            price=89.9,
            weight_g=640,
            material="silicone-coated nylon",
            colours="olive, sand",
            sizes="3 x 3 m",
            activities="camping, bushcraft, paddling",
            text=(
                "Nineteen tie-out points and a roll of cord turn this sheet into a kitchen roof, "
                "a lean-to or a porch over a hammock. The ridge seam is taped and doubled so a "
                "tight pitch does not tear at the middle. It gives shade and keeps rain off four "
                "seated people, yet it has no floor and no answer to midges."
            ),
            attributes={
                "kind": "tarp",
                "capacity": 4,
                "seasons": 3,
                "waterproof_mm": 2500,
                "floor_mm": 0,
                "vestibules": 0,
                "freestanding": False,
            },
            compatible_with="CFN-107",
        ),
        Item(
            id="TNT-112",
            name="Moraine Scree 2 Tent",
            price=219.0,
            weight_g=2210,
            material="polyester",
            colours="sand",
            sizes="2-person",
            activities="hiking, camping",
            text=(
                "The predecessor of the Col, loved for its simple two-pole dome and thick floor. "
                "A single door means somebody climbs over somebody at night, which is why the "
                "newer model has two. Spare poles and repair service remain available for "
                "everyone who still owns one."
            ),
            attributes={
                "kind": "tent",
                "capacity": 2,
                "seasons": 3,
                "waterproof_mm": 2500,
                "floor_mm": 4000,
                "vestibules": 1,
                "freestanding": True,
            },
            sold_out=True,
        ),
        Item(
            id="TNT-113",
            name="Moraine Col 2 Footprint",
            price=39.95,
            weight_g=260,
            material="polyester",
            colours="dark grey",
            sizes="2-person",
            activities="hiking, trekking",
            text=(
                "Cut a finger's width smaller than the floor of the Col 2, so rain runs past it "
                "and not onto it. It clips to the pole ends and takes the scratches from gravel, "
                "thorns and dogs. With the flysheet alone it also makes a floorless shelter for "
                "the lightest summer tours."
            ),
            attributes={"kind": "footprint", "waterproof_mm": 5000},
            accessory_of="TNT-101",
        ),
        Item(
            id="TNT-114",
            name="Moraine Col 3 Footprint",
            price=44.95,
            weight_g=320,
            material="polyester",
            colours="dark grey",
            sizes="3-person",
            activities="hiking, camping",
            text=(
                "A groundsheet shaped for the Col 3 that doubles the life of its floor on rocky "
                "pitches. Webbing loops at all corners share the tent's own pegs, and it dries in"
                " minutes when wiped. Leave it at home on soft grass, where the tent floor copes "
                "well on its own."
            ),
            attributes={"kind": "footprint", "waterproof_mm": 5000},
            accessory_of="TNT-102",
        ),
        Item(
            id="TNT-115",
            name="Alderpeak Y-Pegs, Set of 8",
            price=19.95,
            weight_g=112,
            material="aluminium",
            colours="orange",
            activities="camping, hiking, trekking",
            text=(
                "Three-edged pegs that hold in turf where thin wire hooks twist out. Each one has"
                " a cord loop to pull it free with, and the bright finish makes it hard to leave "
                "one behind in the grass. For sand or snow choose wider anchors instead."
            ),
            attributes={"kind": "pegs", "pieces": 8},
            accessory_of="TNT-101, TNT-102, TNT-103, TNT-104, TNT-107, TNT-108, TNT-109, TNT-111",
        ),
        Item(
            id="TNT-116",
            name="Alderpeak Tent Repair Kit",
            price=14.95,
            weight_g=95,
            material="ripstop nylon",
            colours="grey",
            activities="camping, trekking",
            text=(
                "Self-adhesive patches for fly, floor and mesh, a sleeve for a snapped pole, seam"
                " sealer and cord in one small pouch of 12 pieces. Most holes are closed in the "
                "time it takes to drink a coffee, and the patches stay on through washing. It "
                "will not rescue a torn zip; for that, our workshop is the better address."
            ),
            attributes={"kind": "repair kit", "pieces": 12},
            accessory_of="TNT-101, TNT-102, TNT-103, TNT-105, TNT-107, TNT-108, TNT-109",
        ),
    ),
)
