"""Navigation: finding the way and being found."""

from scripts.demo_shop.item import Category, Item

NAVIGATION = Category(
    prefix="NAV",
    path=("Trail Gear", "Navigation"),
    items=(
        Item(
            id="NAV-101",
            name="Drumlin Pathfinder GPS",
            price=299.0,
            weight_g=210,
            material="plastic",
            colours="dark grey, orange",
            activities="trekking, hiking, paddling",
            text=(
                "A handheld with real buttons and a screen that grows clearer the brighter the "
                "sun is. Topographic maps of Europe are on it and it tracks four satellite "
                "systems at once. Zooming is slower than on a phone, but a phone does not run for"
                " 24 hours in the rain."
            ),
            attributes={
                "kind": "handheld gps",
                "battery_hours": 24,
                "waterproof": True,
                "ip_rating": "IPX7",
                "screen_in": 3,
                "maps": True,
            },
            compatible_with="NAV-110",
            replaces="NAV-113",
            rating=4.5,
            reviews=98,
        ),
        Item(
            id="NAV-102",
            name="Drumlin Meridian GPS Watch",
            price=349.0,
            weight_g=68,
            material="titanium",
            colours="black, sand",
            activities="trail running, hiking, ski touring",
            text=(
                "A watch that leads you back to the car with a breadcrumb line and warns of "
                "storms when the pressure drops. It measures pulse, height and sleep, and keeps "
                "quiet about it if you ask. Small wrists will find it on the large side."
            ),
            attributes={
                "kind": "gps watch",
                "battery_hours": 40,
                "waterproof": True,
                "ip_rating": "10 ATM",
                "altimeter": True,
                "maps": True,
            },
            rating=4.6,
            compatible_with="TRS-104",
        ),
        Item(
            id="NAV-103",
            name="Drumlin Meridian Solo Watch",
            price=199.0,
            weight_g=48,
            material="recycled plastic",
            colours="grey, teal, plum",
            activities="trail running, everyday",
            text=(
                "Pace, distance, height, and a light that shows you the keyhole: the essentials "
                "of the Meridian for runners. It weighs so little that you sleep with it on. No "
                "maps, only an arrow and a line."
            ),
            attributes={
                "kind": "gps watch",
                "battery_hours": 22,
                "waterproof": True,
                "ip_rating": "5 ATM",
                "altimeter": True,
                "maps": False,
            },
        ),
        Item(
            id="NAV-104",
            name="Glenmore Works Baseplate Compass",
            price=24.95,
            weight_g=32,
            material="acrylic",
            colours="natural",
            activities="hiking, trekking",
            text=(
                "A clear plate, a steady needle and scales for the usual hiking maps, as taught "
                "in every course. Lines glow long enough to set a bearing at night. Keep it away "
                "from phones and magnetic clasps."
            ),
            attributes={"kind": "compass", "declination": True, "luminous": True},
            compatible_with="NAV-109",
            rating=4.7,
        ),
        Item(
            id="NAV-105",
            name="Glenmore Works Mirror Compass",
            price=54.95,
            weight_g=78,
            material="acrylic",
            colours="dark grey",
            activities="trekking, alpine climbing, winter hiking",
            text=(
                "Sight over the mirror and read the bearing in the same glance, which halves the "
                "error at distance. The clinometer tells you how steep the slope above really is."
                " In an emergency the mirror signals, on other days it shows sunburn."
            ),
            attributes={
                "kind": "compass",
                "declination": True,
                "luminous": True,
                "clinometer": True,
            },
        ),
        Item(
            id="NAV-106",
            name="Glenmore Works Altimeter",
            price=79.95,
            weight_g=58,
            material="aluminium",
            colours="silver",
            activities="alpine climbing, ski touring, hiking",
            text=(
                "Height, trend of the pressure and temperature on a karabiner, without a menu to "
                "get lost in. Set it at the hut every evening and it is true within a few metres."
                " It does not know where you are, merely how high."
            ),
            attributes={
                "kind": "altimeter",
                "battery_hours": 4000,
                "altimeter": True,
                "thermometer": True,
                "waterproof": True,
            },
        ),
        Item(
            id="NAV-107",
            name="Highmark Beacon Satellite Messenger",
            price=329.0,
            weight_g=115,
            material="plastic",
            colours="orange",
            activities="trekking, alpine climbing, paddling",
            text=(
                "Two-way messages and an emergency button where no mast is in sight. Family at "
                "home follow the dot on the map. It only works with a subscription and an open "
                "view of the sky, and a canyon is neither."
            ),
            attributes={
                "kind": "satellite messenger",
                "battery_hours": 300,
                "waterproof": True,
                "ip_rating": "IP67",
                "subscription": True,
            },
        ),
        Item(
            id="NAV-108",
            name="Nordvik Avalanche Transceiver",
            price=289.0,
            weight_g=215,
            material="plastic",
            colours="red",
            activities="ski touring, winter hiking",
            text=(
                "Three antennas, one switch and big arrows that are understood by someone with "
                "shaking hands. It marks several signals and its range is 60 metres. It saves "
                "nobody who has not practised, so do the training each December."
            ),
            attributes={
                "kind": "avalanche transceiver",
                "battery_hours": 300,
                "antennas": 3,
                "range_m": 60,
                "season": "winter",
            },
            compatible_with="TRP-107",
        ),
        Item(
            id="NAV-109",
            name="Glenmore Works Map Case",
            price=19.95,
            weight_g=95,
            material="TPU",
            colours="natural",
            activities="hiking, bikepacking",
            text=(
                "Keeps a folded map dry and turned to the right side, on a cord round the neck or"
                " clipped to the rucksack strap. The seal is a simple fold with hook-and-loop. "
                "Marker pen wipes off it again with alcohol."
            ),
            attributes={"kind": "map case", "waterproof": True},
            accessory_of="NAV-104",
        ),
        Item(
            id="NAV-110",
            name="Drumlin Pathfinder Bike Mount",
            price=22.95,
            weight_g=48,
            material="aluminium",
            colours="black",
            activities="bikepacking",
            text=(
                "Grips handlebars of any usual width and holds the Pathfinder with a quarter "
                "turn. A leash catches what a pothole throws. Stem mounting needs longer screws, "
                "which are included."
            ),
            attributes={"kind": "mount"},
            accessory_of="NAV-101",
        ),
        Item(
            id="NAV-111",
            name="Alderpeak Signal Whistle",
            price=4.95,
            weight_g=9,
            material="aluminium",
            colours="orange",
            activities="hiking, paddling, family camping",
            text=(
                "Shrill, frost-proof and without a pea to freeze. Six blasts a minute is the "
                "mountain distress call, and everyone in the family should know it. Indoors you "
                "will regret having bought it for a child."
            ),
            attributes={"kind": "whistle", "loudness_db": 120},
        ),
        Item(
            id="NAV-112",
            name="Alderpeak Trail Power Bank 10",
            price=39.95,
            weight_g=220,
            material="recycled plastic",
            colours="dark grey",
            activities="hiking, trekking, travel",
            text=(
                "Two full phone charges in a rubber armour that survives being dropped at the "
                "spring. A small torch is built in, the port is covered by a flap. Below freezing"
                " keep it warm against your body."
            ),
            attributes={
                "kind": "power bank",
                "capacity_mah": 10000,
                "waterproof": True,
                "ip_rating": "IP65",
            },
            accessory_of="NAV-101, NAV-102, NAV-103, NAV-107",
        ),
        Item(
            id="NAV-113",
            name="Drumlin Pathfinder 1 GPS",
            price=199.0,
            weight_g=240,
            material="plastic",
            colours="yellow",
            activities="hiking",
            text=(
                "An older handheld that shows coordinates, tracks and a compass, and no maps at "
                "all. Geocachers love it because it runs on two AA cells from any kiosk. Firmware"
                " is final, and the mounts of its successor do not fit."
            ),
            attributes={
                "kind": "handheld gps",
                "battery_hours": 16,
                "waterproof": True,
                "ip_rating": "IPX7",
                "screen_in": 2.2,
                "maps": False,
            },
            sold_out=True,
        ),
    ),
)
