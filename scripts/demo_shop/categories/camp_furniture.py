"""Camp Furniture: chairs, tables and beds that fold."""

from scripts.demo_shop.item import Category, Item

CAMP_FURNITURE = Category(
    prefix="CFN",
    path=("Camping", "Camp Furniture"),
    items=(
        Item(
            id="CFN-101",
            name="Kettlewood Hearth Armchair",
            price=89.95,
            weight_g=4200,
            material="polyester",
            colours="forest green, dark grey",
            activities="car camping, family camping",
            text=(
                "A high-backed armchair with padded rests in which grandparents stay sitting "
                "until the fire is out. Legs end in broad feet that do not sink into wet grass. "
                "It opens and closes like an umbrella and needs a car to get anywhere."
            ),
            attributes={"kind": "chair", "load_kg": 150, "seat_height_cm": 44, "packed_cm": 100},
            rating=4.5,
        ),
        Item(
            id="CFN-102",
            name="Fjordline Skerry Camp Chair",
            price=119.0,
            weight_g=980,
            material="ripstop nylon",
            colours="navy, rust",
            activities="hiking, paddling, travel",
            text=(
                "Shock-corded poles snap together by themselves, the seat slips over four "
                "corners, and there it stands: a real chair out of a bag the size of a baguette. "
                "You sit low and lean back, which is perfect for watching water. Getting up again"
                " is the exercise of the day."
            ),
            attributes={"kind": "chair", "load_kg": 120, "seat_height_cm": 28, "packed_cm": 35},
        ),
        Item(
            id="CFN-103",
            name="Highmark Wisp Camp Stool",
            price=59.95,
            weight_g=330,
            material="aluminium",
            colours="grey",
            activities="hiking, trekking, trail running",
            text=(
                "Three legs find a stand on any ground, even on scree. Anglers, painters and "
                "people with complaining knees carry it because it is light and quick. Without a "
                "back it is made for pauses and not for evenings."
            ),
            attributes={"kind": "stool", "load_kg": 110, "seat_height_cm": 30, "packed_cm": 27},
        ),
        Item(
            id="CFN-104",
            name="Alderpeak Meadow Folding Chair",
            price=34.95,
            weight_g=2600,
            material="polyester",
            colours="blue, olive",
            activities="camping, festivals",
            text=(
                "The classic with a cup holder in the arm, for pitches, school sports days and "
                "festival fields. Steel tubes and double-stitched corners are why it survives a "
                "season and then nine more. Rinse off salt after a day at the beach."
            ),
            attributes={"kind": "chair", "load_kg": 110, "seat_height_cm": 42, "packed_cm": 88},
        ),
        Item(
            id="CFN-105",
            name="Kettlewood Hearth Roll Table",
            price=99.95,
            weight_g=5300,
            material="aluminium",
            colours="silver",
            activities="car camping, family camping",
            text=(
                "Slats roll up like a blind and lock into a flat top that shrugs off a hot pot. "
                "Each leg turns out on its own to stand level on a slope. Four people eat at it "
                "comfortably, six if elbows are kept in."
            ),
            attributes={
                "kind": "table",
                "load_kg": 40,
                "height_cm": 70,
                "packed_cm": 90,
                "pieces": 1,
            },
            compatible_with="CFN-101, STV-104",
        ),
        Item(
            id="CFN-106",
            name="Alderpeak Meadow Side Table",
            price=29.95,
            weight_g=890,
            material="bamboo",
            colours="natural",
            activities="camping, car camping",
            text=(
                "A knee-high shelf for the book, the lamp and the glass that would otherwise be "
                "kicked over. The bamboo top lifts off to serve as a tray or a chopping board. "
                "Leave the heavy pots on the ground."
            ),
            attributes={"kind": "table", "load_kg": 12, "height_cm": 35, "packed_cm": 40},
            compatible_with="CFN-102, CFN-104",
        ),
        Item(
            id="CFN-107",
            name="Larkspur Siesta Hammock",
            price=64.95,
            weight_g=620,
            material="ripstop nylon",
            colours="teal, plum, mustard",
            activities="camping, travel, bushcraft",
            text=(
                "Wide enough to lie across the diagonal, which is the trick to a flat back and a "
                "good sleep. Broad tree straps spare the bark and let you adjust the hang without"
                " a single knot. In cool air you need a mat or an underquilt, since wind takes "
                "warmth from below."
            ),
            attributes={"kind": "hammock", "load_kg": 180, "length_cm": 300, "packed_cm": 18},
            compatible_with="TNT-111",
        ),
        Item(
            id="CFN-108",
            name="Cairnwell Bothy Camp Bed",
            price=109.95,
            weight_g=6800,
            material="polyester",
            colours="olive",
            activities="car camping, family camping",
            text=(
                "Gets you off the ground and up to a height from which it is easy to rise in the "
                "morning. The end bars go in with a lever, so no one has to wrestle. Below ten "
                "degrees put a mat on it, because cold comes from underneath too."
            ),
            attributes={
                "kind": "camp bed",
                "load_kg": 130,
                "length_cm": 195,
                "height_cm": 40,
                "packed_cm": 96,
            },
            compatible_with="MAT-108",
        ),
        Item(
            id="CFN-109",
            name="Juniper & Stone Director's Chair",
            price=139.0,
            weight_g=3900,
            material="beech wood",
            colours="natural",
            activities="car camping, everyday",
            text=(
                "Oiled beech, brass fittings and a canvas that can be swapped when it fades. It "
                "stands upright at a table, and at home on the balcony nobody would guess that it"
                " camps. Keep it under cover overnight."
            ),
            attributes={"kind": "chair", "load_kg": 120, "seat_height_cm": 46, "packed_cm": 85},
            sold_out=True,
        ),
        Item(
            id="CFN-110",
            name="Brightwater Tide Beach Shelter",
            price=79.95,
            weight_g=2100,
            material="polyester",
            colours="sky blue, white",
            activities="family camping, travel",
            text=(
                "Pops up in one throw, holds itself down with sand in its pockets and filters the"
                " sun to a gentle shade. The front flap closes so swimsuits can be changed. In "
                "strong wind fold it early, before it goes for a walk."
            ),
            attributes={
                "kind": "shelter",
                "load_kg": 1,
                "length_cm": 220,
                "height_cm": 120,
                "packed_cm": 55,
            },
        ),
        Item(
            id="CFN-111",
            name="Kettlewood Camp Kitchen",
            price=159.0,
            weight_g=9400,
            material="aluminium",
            colours="silver, forest green",
            activities="family camping, car camping",
            text=(
                "Work surface, stove shelf, windshield and two zipped larders that hold a week of"
                " groceries off the ground. The height of 81 centimetres lets tall cooks stand up"
                " straight. First assembly takes a quarter of an hour, later ones five minutes."
            ),
            attributes={"kind": "kitchen stand", "load_kg": 50, "height_cm": 81, "packed_cm": 85},
            compatible_with="STV-104, CKW-103",
        ),
        Item(
            id="CFN-112",
            name="Alderpeak Camp Rug",
            price=39.95,
            weight_g=1700,
            material="recycled plastic",
            colours="sand, teal",
            activities="family camping, car camping",
            text=(
                "Woven from bottle plastic, it lets sand fall through and keeps socks clean in "
                "front of the tent. Hose it down, hang it over a fence and it is dry by lunch. "
                "Pegs go through the reinforced corners."
            ),
            attributes={"kind": "rug", "length_cm": 250, "packed_cm": 60},
            accessory_of="TNT-105, TNT-106",
        ),
        Item(
            id="CFN-113",
            name="Fjordline Skerry Ground Feet, Set of 4",
            price=12.95,
            weight_g=60,
            material="rubber",
            colours="black",
            activities="paddling, camping",
            text=(
                "Rubber balls the size of a plum that push onto the legs of the Skerry chair and "
                "keep it from sinking into sand or snow. On a wooden deck they save the varnish. "
                "They stay on while you fold the frame."
            ),
            attributes={"kind": "chair feet", "pieces": 4},
            accessory_of="CFN-102",
        ),
    ),
)
