"""Travel Bags: bags for trains, planes and car boots."""

from scripts.demo_shop.item import Category, Item

TRAVEL_BAGS = Category(
    prefix="TVB",
    path=("Packs & Bags", "Travel Bags"),
    items=(
        Item(
            id="TVB-101",
            name="Brightwater Harbour 60 Duffel",
            price=119.0,
            weight_g=1150,
            material="TPU-coated polyester",
            colours="petrol, black, mustard",
            sizes="60 l",
            activities="travel, paddling, car camping",
            text=(
                "A duffel for wet boots and rough handling, with backpack straps that hide away "
                "at check-in. The big D-shaped lid shows everything at once. Seams are taped "
                "against spray, but it is not made to swim."
            ),
            attributes={
                "kind": "duffel",
                "volume_l": 60,
                "wheels": False,
                "cabin": False,
                "waterproof": False,
            },
            rating=4.6,
        ),
        Item(
            id="TVB-102",
            name="Brightwater Harbour 90 Duffel",
            price=139.0,
            weight_g=1420,
            material="TPU-coated polyester",
            colours="petrol, black",
            sizes="90 l",
            activities="travel, car camping",
            text=(
                "Expedition size, as seen on the roofs of minibuses: climbing gear, tent and a "
                "week of clothes disappear inside. Four haul handles let two people share the "
                "misery. Loaded to the brim it breaks most airline limits, so weigh it at home."
            ),
            attributes={
                "kind": "duffel",
                "volume_l": 90,
                "wheels": False,
                "cabin": False,
                "waterproof": False,
            },
        ),
        Item(
            id="TVB-103",
            name="Fjordline Nomad 40 Travel Pack",
            price=159.0,
            weight_g=1380,
            material="recycled nylon",
            colours="olive, dark grey",
            sizes="40 l",
            activities="travel",
            text=(
                "Opens like a suitcase, carries like a rucksack and fits the overhead locker of "
                "most airlines. Straps tuck away behind a flap, and a padded sleeve takes the "
                "laptop out first at security. Bring packing cubes, for the main room has no "
                "dividers."
            ),
            attributes={
                "kind": "travel backpack",
                "volume_l": 40,
                "wheels": False,
                "cabin": True,
                "laptop": True,
                "waterproof": False,
            },
            compatible_with="DPK-107",
        ),
        Item(
            id="TVB-104",
            name="Drumlin Transit 35 Cabin Trolley",
            price=169.0,
            weight_g=2400,
            material="recycled polyester",
            colours="navy, sand",
            sizes="35 l",
            activities="travel",
            text=(
                "Two big wheels that take cobblestones in their stride and can be exchanged with "
                "a hex key when worn. The front pocket swallows a coat at the last moment. On "
                "stairs you carry it by the handles, as ever."
            ),
            attributes={
                "kind": "trolley",
                "volume_l": 35,
                "wheels": True,
                "cabin": True,
                "waterproof": False,
            },
        ),
        Item(
            id="TVB-105",
            name="Drumlin Transit 80 Wheeled Duffel",
            price=219.0,
            weight_g=3300,
            material="recycled polyester",
            colours="navy, dark grey",
            sizes="80 l",
            activities="travel, car camping",
            text=(
                "Half trolley, half duffel, with a lower deck that keeps ski boots apart from "
                "shirts. The handle is stiff and the bottom has runners for kerbs. Empty it "
                "weighs what a full daypack does, and that counts at the scales."
            ),
            attributes={
                "kind": "trolley",
                "volume_l": 80,
                "wheels": True,
                "cabin": False,
                "waterproof": False,
            },
        ),
        Item(
            id="TVB-106",
            name="Juniper & Stone Weekender 38",
            price=189.0,
            weight_g=1600,
            material="waxed cotton",
            colours="dark brown, navy",
            sizes="38 l",
            activities="travel, everyday",
            text=(
                "Leather handles, a shoe compartment and a mouth that stays open while you pack. "
                "Made for two nights with a decent restaurant on one of them. The strap is "
                "padded, yet long walks to the station are not its purpose."
            ),
            attributes={
                "kind": "holdall",
                "volume_l": 38,
                "wheels": False,
                "cabin": True,
                "waterproof": False,
            },
        ),
        Item(
            id="TVB-107",
            name="Alderpeak Packing Cubes, Set of 3",
            price=29.95,
            weight_g=210,
            material="recycled polyester",
            colours="teal, grey",
            activities="travel, trekking",
            text=(
                "Three zipped boxes of cloth that bring drawers into a bag. The mesh tops show "
                "what is inside, and a second zip squeezes the air out of jumpers. Shirts come "
                "out creased less, not crease-free."
            ),
            attributes={"kind": "packing cubes", "volume_l": 18, "pieces": 3},
            accessory_of="TVB-101, TVB-102, TVB-103, TVB-104, TVB-105",
        ),
        Item(
            id="TVB-108",
            name="Alderpeak Hanging Wash Bag",
            price=24.95,
            weight_g=190,
            material="recycled polyester",
            colours="navy, olive, plum",
            activities="travel, camping",
            text=(
                "Hooks onto a branch, a tent pole or a bathroom door and puts everything at eye "
                "level. A mirror that does not break is held by a magnet. The bottom pocket is "
                "leakproof, where the shampoo belongs."
            ),
            attributes={"kind": "wash bag", "volume_l": 4},
        ),
        Item(
            id="TVB-109",
            name="Highmark Document Belt",
            price=19.95,
            weight_g=60,
            material="ripstop nylon",
            colours="beige, black",
            activities="travel",
            text=(
                "Flat enough to be forgotten under a shirt, with a lining that keeps sweat away "
                "from passports and notes. The buckle lies to one side so that rucksack belts do "
                "not press on it. It is for reserves and not for the change you need at the "
                "kiosk."
            ),
            attributes={"kind": "document belt", "volume_l": 0.4},
        ),
        Item(
            id="TVB-110",
            name="Nordvik Sled 120 Gear Bag",
            price=199.0,
            weight_g=2100,
            material="ballistic nylon",
            colours="red, black",
            sizes="120 l",
            activities="winter hiking, ski touring, paddling",
            text=(
                "A cavern on straps, first sewn for pulks and now used by clubs to keep eight "
                "ropes in one place. Rows of daisy chains give lashings a hold. When it is full, "
                "nobody lifts it alone."
            ),
            attributes={
                "kind": "duffel",
                "volume_l": 120,
                "wheels": False,
                "cabin": False,
                "waterproof": False,
            },
            sold_out=True,
        ),
        Item(
            id="TVB-111",
            name="Kettlewood Pathfinder Kids Trolley 20",
            price=89.95,
            weight_g=1500,
            material="recycled polyester",
            colours="teal, yellow",
            sizes="20 l",
            activities="travel, family camping",
            text=(
                "A small trolley that children pull themselves until the first escalator, where "
                "it becomes a backpack. The front is a big net for the cuddly animal, so it can "
                "see where it is going. Handle height suits roughly four to ten years."
            ),
            attributes={
                "kind": "trolley",
                "volume_l": 20,
                "wheels": True,
                "cabin": True,
                "fit": "kids",
                "waterproof": False,
            },
        ),
        Item(
            id="TVB-112",
            name="Brightwater Harbour Wash Roll",
            price=34.95,
            weight_g=230,
            material="TPU-coated polyester",
            colours="black, petrol",
            activities="travel, paddling",
            text=(
                "Rolls up tight and closes with one buckle, with the wet flannel on the outside "
                "and the rest kept dry. The coated cloth rinses clean under a tap. There is no "
                "hook, because it likes to lie on the edge of the basin."
            ),
            attributes={"kind": "wash bag", "volume_l": 3, "waterproof": True},
        ),
        Item(
            id="TVB-113",
            name="Drumlin Shoe Bag",
            price=14.95,
            weight_g=85,
            material="recycled nylon",
            colours="grey, navy",
            activities="travel, hiking",
            text=(
                "Keeps muddy boots up to a large size away from the clean half of the luggage. A "
                "vented end lets them dry a little on the way home. Turn it inside out now and "
                "then and shake it over a flower bed."
            ),
            attributes={"kind": "shoe bag", "volume_l": 12},
            accessory_of="TVB-101, TVB-103, TVB-104, TVB-105",
        ),
    ),
)
