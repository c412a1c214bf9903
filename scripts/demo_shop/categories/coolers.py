"""Coolers: boxes and bags that keep food cold."""

from scripts.demo_shop.item import Category, Item

COOLERS = Category(
    prefix="CLR",
    path=("Camping", "Coolers"),
    items=(
        Item(
            id="CLR-101",
            name="Brightwater Glacier 45 Hard Cooler",
            price=249.0,
            weight_g=11200,
            material="polyethylene",
            colours="white, sand",
            sizes="45 l",
            activities="car camping, family camping, paddling",
            text=(
                "Walls as thick as a fist and a gasket borrowed from freezers: ice packed on "
                "Friday is still ice the following Wednesday. The lid carries a grown person and "
                "has two openers moulded in. Full, it is a job for two, so park close."
            ),
            attributes={"kind": "hard cooler", "volume_l": 45, "ice_days": 6},
            rating=4.6,
            compatible_with="CFN-101",
        ),
        Item(
            id="CLR-102",
            name="Brightwater Glacier 25 Hard Cooler",
            price=179.0,
            weight_g=7900,
            material="polyethylene",
            colours="white, teal",
            sizes="25 l",
            activities="car camping, paddling",
            text=(
                "The size that one person can carry to the boat. It stands upright bottles, seals"
                " with rubber latches and drains through a plug big enough for melted ice and "
                "lost grapes. Chill it the night before and it repays you with an extra day."
            ),
            attributes={"kind": "hard cooler", "volume_l": 25, "ice_days": 4},
        ),
        Item(
            id="CLR-103",
            name="Kettlewood Hearth 36 Electric Cooler",
            price=289.0,
            weight_g=11800,
            material="plastic",
            colours="dark grey",
            sizes="36 l",
            activities="car camping, family camping",
            text=(
                "A compressor box that runs from the car socket, a power station or the plug on "
                "the pitch and holds two degrees in a heat wave. A guard switches it off before "
                "your starter battery is flat. You hear it hum softly at night, so do not sleep "
                "beside it."
            ),
            attributes={
                "kind": "electric cooler",
                "volume_l": 36,
                "cools_to_c": 2,
                "noise_db": 38,
            },
        ),
        Item(
            id="CLR-104",
            name="Alderpeak Meadow 20 Soft Cooler",
            price=39.95,
            weight_g=720,
            material="recycled polyester",
            colours="blue, grey",
            sizes="20 l",
            activities="camping, family camping, festivals",
            text=(
                "A padded shoulder bag for one day at the lake with salad, juice and a birthday "
                "cake on top. The liner is seamless and wipes clean. With two ice packs it lasts "
                "from breakfast until the way home."
            ),
            attributes={"kind": "soft cooler", "volume_l": 20, "ice_days": 1},
        ),
        Item(
            id="CLR-105",
            name="Alderpeak Meadow 10 Lunch Cooler",
            price=24.95,
            weight_g=380,
            material="recycled polyester",
            colours="olive, pink",
            sizes="10 l",
            activities="everyday, family camping",
            text=(
                "Lunch for two with a flat bottom, so that soup stays the right way up. It slips "
                "over a bicycle handlebar or the handle of a trolley. Half a day is what it can "
                "do, and it makes no other claim."
            ),
            attributes={"kind": "soft cooler", "volume_l": 10, "ice_days": 0.5},
        ),
        Item(
            id="CLR-106",
            name="Fjordline Catch 30 Soft Cooler",
            price=149.0,
            weight_g=1850,
            material="TPU-coated nylon",
            colours="navy, orange",
            sizes="30 l",
            activities="paddling, car camping",
            text=(
                "Welded like a dry bag and closed by a watertight zip, it may fall overboard and "
                "will float. Lash points on all sides hold it on a kayak deck or a pannier rack. "
                "Grease the zip once in a season or it becomes a test of strength."
            ),
            attributes={"kind": "soft cooler", "volume_l": 30, "ice_days": 3, "waterproof": True},
        ),
        Item(
            id="CLR-107",
            name="Fjordline Catch 18 Backpack Cooler",
            price=129.0,
            weight_g=1500,
            material="TPU-coated nylon",
            colours="navy",
            sizes="18 l",
            activities="hiking, paddling",
            text=(
                "Cold drinks on your back, for gravel pits and bays where no car goes. The foam "
                "doubles as back padding and the straps have a chest buckle. After an hour of "
                "walking you will notice what eighteen litres of cans weigh."
            ),
            attributes={
                "kind": "backpack cooler",
                "volume_l": 18,
                "ice_days": 2,
                "waterproof": True,
            },
            sold_out=True,
        ),
        Item(
            id="CLR-108",
            name="Larkspur Picnic Basket Cooler",
            price=69.95,
            weight_g=1400,
            material="willow",
            colours="natural",
            sizes="22 l",
            activities="family camping, everyday",
            text=(
                "A woven basket with an insulated lining and a set of four plates, glasses and "
                "cutlery strapped into the lid. It is about the pleasure of unpacking more than "
                "about deep frost. Line it with a cloth if you carry berries."
            ),
            attributes={"kind": "picnic basket", "volume_l": 22, "ice_days": 0.5, "pieces": 17},
        ),
        Item(
            id="CLR-109",
            name="Cairnwell Larder 60 Hard Cooler",
            price=329.0,
            weight_g=14900,
            material="polyethylene",
            colours="sand, olive",
            sizes="60 l",
            activities="car camping, family camping",
            text=(
                "The big one for week-long tours without a shop, with off-road wheels and a tow "
                "handle that folds away. A divider splits it into a wet and a dry half and serves"
                " as a chopping board. Check your boot before you order, since it is long."
            ),
            attributes={"kind": "hard cooler", "volume_l": 60, "ice_days": 8, "wheels": True},
        ),
        Item(
            id="CLR-110",
            name="Alderpeak Ice Pack, Set of 3",
            price=9.95,
            weight_g=1200,
            material="plastic",
            colours="blue",
            activities="camping, family camping",
            text=(
                "Flat plates that freeze solid overnight and fit between beer and butter without "
                "wasting a corner. Three of them are the right charge for a soft bag. They are "
                "filled with water and cellulose, nothing to worry about if one cracks."
            ),
            attributes={"kind": "ice pack", "pieces": 3},
            accessory_of="CLR-101, CLR-102, CLR-104, CLR-105, CLR-106, CLR-108",
        ),
        Item(
            id="CLR-111",
            name="Brightwater Deep Freeze Pack",
            price=16.95,
            weight_g=900,
            material="plastic",
            colours="white",
            activities="car camping, paddling",
            text=(
                "Freezes at a lower temperature than water does and therefore keeps ice cream "
                "hard on a second day. Give it two full nights in a good freezer. Do not lay it "
                "straight on lettuce, which will freeze as well."
            ),
            attributes={"kind": "ice pack", "pieces": 1},
            accessory_of="CLR-101, CLR-102, CLR-109",
        ),
        Item(
            id="CLR-112",
            name="Brightwater Glacier Basket and Divider",
            price=34.95,
            weight_g=640,
            material="stainless steel",
            colours="silver",
            activities="car camping",
            text=(
                "A wire basket that hangs below the lid of the Glacier 45 and keeps sandwiches "
                "above the melt water, plus a wall to separate fish from fruit. Both lift out for"
                " a rinse. The smaller Glacier box is too narrow for them."
            ),
            attributes={"kind": "cooler insert", "pieces": 2},
            accessory_of="CLR-101",
        ),
    ),
)
