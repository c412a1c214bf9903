"""Rain Jackets: shells against rain and wind, and their care."""

from scripts.demo_shop.item import Category, Item

RAIN_JACKETS = Category(
    prefix="RNJ",
    path=("Clothing", "Rain Jackets"),
    items=(
        Item(
            id="RNJ-101",
            name="Alderpeak Ridge Rain Jacket",
            price=119.95,
            weight_g=390,
            material="recycled nylon",
            colours="navy, moss green, rust",
            sizes="XS, S, M, L, XL, XXL",
            activities="hiking, everyday, travel",
            text=(
                "The jacket that hangs by the door and goes along on every walk. It packs into "
                "its own pocket, keeps out a day of steady rain and has a hood that turns with "
                "your head. For weeks under a heavy rucksack choose one with a sturdier face."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": True,
                "waterproof_mm": 10000,
                "breathability_g": 10000,
                "layers": 2.5,
                "hood": True,
                "pit_zips": False,
                "fit": "unisex",
            },
            replaces="RNJ-112",
            rating=4.5,
            reviews=241,
            compatible_with="FLC-101, HTR-105",
        ),
        Item(
            id="RNJ-102",
            name="Highmark Talus Shell Jacket",
            price=279.0,
            weight_g=430,
            material="recycled nylon",
            colours="orange, black, petrol",
            sizes="XS, S, M, L, XL, XXL",
            activities="alpine climbing, hiking, ski touring",
            text=(
                "A three-layer shell for people who go anyway. The hood fits over a helmet, the "
                "pockets sit above harness and hip belt, and long zips under the arms let steam "
                "out on the climb. The fabric rustles until the second season, then it softens."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": True,
                "waterproof_mm": 28000,
                "breathability_g": 20000,
                "layers": 3,
                "hood": True,
                "pit_zips": True,
                "fit": "unisex",
            },
            rating=4.7,
            compatible_with="DWJ-102, HTR-105",
        ),
        Item(
            id="RNJ-103",
            name="Larkspur Heron Women's Rain Jacket",
            price=149.95,
            weight_g=360,
            material="recycled polyester",
            colours="plum, teal",
            sizes="XS, S, M, L, XL",
            activities="hiking, travel",
            text=(
                "Shaped at the waist and long enough to sit on wet benches, with a soft chin "
                "guard and sleeves that do not ride up. Pit zips make up for a slightly closer "
                "cut. It takes a fleece beneath it, a thick down jacket hardly."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": True,
                "waterproof_mm": 15000,
                "breathability_g": 15000,
                "layers": 2.5,
                "hood": True,
                "pit_zips": True,
                "fit": "women",
            },
            compatible_with="FLC-103",
        ),
        Item(
            id="RNJ-104",
            name="Cairnwell Drover Wax Jacket",
            price=229.0,
            weight_g=1250,
            material="waxed cotton",
            colours="olive, dark brown",
            sizes="S, M, L, XL, XXL",
            activities="everyday, bushcraft, hiking",
            text=(
                "Waxed cotton with a corduroy collar and pockets for gloves, dog lead and a "
                "paperback. Showers run off and sparks do not bother it. In a downpour it will "
                "get damp in the end, and it is not for a rucksack pocket."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": False,
                "layers": 1,
                "hood": True,
                "pit_zips": False,
                "fit": "men",
            },
        ),
        Item(
            id="RNJ-105",
            name="Fjordline Squall Sailing Jacket",
            price=259.0,
            weight_g=680,
            material="recycled nylon",
            colours="yellow, navy",
            sizes="S, M, L, XL, XXL",
            activities="paddling, travel",
            text=(
                "High collar, double cuffs and a storm flap over the zip, because at sea rain "
                "arrives sideways. The hood is fluorescent and rolls away. On a steep hike it "
                "runs too warm."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": True,
                "waterproof_mm": 20000,
                "breathability_g": 10000,
                "layers": 3,
                "hood": True,
                "pit_zips": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="RNJ-106",
            name="Eastfell Stride Wind Jacket",
            price=79.95,
            weight_g=110,
            material="ripstop nylon",
            colours="sky blue, yellow, black",
            sizes="XS, S, M, L, XL",
            activities="trail running, hiking, bikepacking",
            text=(
                "Weighs as much as a bar of chocolate and stops the wind on ridges and descents. "
                "A light shower pearls off, after that you are wet, but you will be dry again "
                "soon. Stowed in its chest pocket it is the size of a fist."
            ),
            attributes={
                "kind": "wind jacket",
                "waterproof": False,
                "layers": 1,
                "hood": True,
                "pit_zips": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="RNJ-107",
            name="Nordvik Storm Parka",
            price=349.0,
            weight_g=1180,
            material="recycled polyester",
            colours="black, olive",
            sizes="S, M, L, XL, XXL",
            activities="winter hiking, everyday",
            text=(
                "A lined winter parka with a tunnel hood, knee-friendly length and pockets that "
                "warm hands from two sides. It is made for waiting: at stops, at pitches, for the"
                " dog. Moving fast in it makes you sweat."
            ),
            attributes={
                "kind": "parka",
                "waterproof": True,
                "waterproof_mm": 20000,
                "breathability_g": 12000,
                "layers": 2,
                "hood": True,
                "pit_zips": False,
                "fit": "men",
                "season": "winter",
            },
        ),
        Item(
            id="RNJ-108",
            name="Kettlewood Pathfinder Kids Rain Jacket",
            price=59.95,
            weight_g=310,
            material="recycled polyester",
            colours="yellow, teal, pink",
            sizes="98, 104, 110, 116, 122, 128, 134, 140",
            activities="family camping, hiking",
            text=(
                "Puddle-proof, with taped seams, reflectors all round and a hood that comes off "
                "when it catches on a climbing frame. Sleeves have a second hem to let down after"
                " the next growth spurt. Mud brushes off once dry."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": True,
                "waterproof_mm": 10000,
                "breathability_g": 5000,
                "layers": 2,
                "hood": True,
                "pit_zips": False,
                "fit": "kids",
            },
            compatible_with="FLC-108",
        ),
        Item(
            id="RNJ-109",
            name="Kettlewood Pathfinder Kids Rain Set",
            price=69.95,
            weight_g=540,
            material="recycled polyester",
            colours="navy, orange",
            sizes="98, 104, 110, 116, 122, 128",
            activities="family camping",
            text=(
                "Jacket and dungarees for the forest nursery, welded at the seams and soft to the"
                " touch. Foot straps hold the legs over wellingtons. It is for splashing in and "
                "not for running far."
            ),
            attributes={
                "kind": "rain set",
                "waterproof": True,
                "waterproof_mm": 8000,
                "breathability_g": 3000,
                "layers": 2,
                "hood": True,
                "pit_zips": False,
                "fit": "kids",
                "pieces": 2,
            },
        ),
        Item(
            id="RNJ-110",
            name="Moraine Couloir Hardshell",
            price=399.0,
            weight_g=480,
            material="recycled nylon",
            colours="red, navy",
            sizes="S, M, L, XL",
            activities="alpine climbing, ski touring, winter hiking",
            text=(
                "Our most uncompromising shell: stiff enough for gales, reinforced where rope and"
                " axe rub, with a snow skirt that zips out. Two-way main zip for the belay. In "
                "the city it is a racing car in a car park."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": True,
                "waterproof_mm": 28000,
                "breathability_g": 25000,
                "layers": 3,
                "hood": True,
                "pit_zips": True,
                "fit": "unisex",
            },
            sold_out=True,
            compatible_with="FLC-106, HTR-104",
        ),
        Item(
            id="RNJ-111",
            name="Larkspur Fen Rain Poncho",
            price=44.95,
            weight_g=330,
            material="recycled polyester",
            colours="sage, navy",
            activities="hiking, bikepacking, travel",
            text=(
                "Goes over you and the rucksack in one movement and airs itself from beneath. On "
                "a bicycle thumb loops hold the front down. Strong wind turns it into a sail, so "
                "keep it for valleys and woods."
            ),
            attributes={
                "kind": "poncho",
                "waterproof": True,
                "waterproof_mm": 5000,
                "layers": 2,
                "hood": True,
                "pit_zips": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="RNJ-112",
            name="Alderpeak Ridge Classic Rain Jacket",
            price=99.95,
            weight_g=450,
            material="polyester",
            colours="blue",
            sizes="S, M, L, XL",
            activities="hiking, everyday",
            text=(
                "A lined two-layer jacket that served ten years in our range before the lighter "
                "Ridge took over. Solid, a bit warm, and known for zips that never fail. If yours"
                " leaks at the shoulders, washing and proofing usually brings it back."
            ),
            attributes={
                "kind": "rain jacket",
                "waterproof": True,
                "waterproof_mm": 8000,
                "breathability_g": 5000,
                "layers": 2,
                "hood": True,
                "pit_zips": False,
                "fit": "unisex",
            },
            sold_out=True,
        ),
        Item(
            id="RNJ-113",
            name="Alderpeak Proofing Wash-In",
            price=13.95,
            weight_g=320,
            material="fluorine-free emulsion",
            activities="care",
            text=(
                "Restores the finish that makes drops roll off, without fluorinated compounds. "
                "Wash the jacket first, pour this in, run it at thirty and let warmth finish the "
                "job in the dryer or under an iron. One bottle treats three jackets."
            ),
            attributes={"kind": "proofing", "volume_l": 0.3},
            accessory_of="RNJ-101, RNJ-102, RNJ-103, RNJ-105, RNJ-108, RNJ-110, HTR-105",
        ),
    ),
)
