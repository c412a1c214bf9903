"""Headlamps: lights for the head, the hand and the tent ceiling."""

from scripts.demo_shop.item import Category, Item

HEADLAMPS = Category(
    prefix="HDL",
    path=("Camping", "Headlamps"),
    items=(
        Item(
            id="HDL-101",
            name="Highmark Beacon 400 Headlamp",
            price=59.95,
            weight_g=88,
            material="recycled plastic",
            colours="black, orange",
            activities="hiking, trail running, camping",
            text=(
                "Enough light for a night descent, and a dim mode for reading that does not wake "
                "the dormitory. One large button works with mittens, and a long press locks it so"
                " it cannot burn empty in your bag. It charges by USB-C and takes a spare battery"
                " for long tours."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 400,
                "burn_hours": 60,
                "beam_m": 90,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IPX7",
            },
            compatible_with="HDL-112",
            replaces="HDL-111",
            rating=4.6,
            reviews=187,
        ),
        Item(
            id="HDL-102",
            name="Highmark Beacon 200 Headlamp",
            price=34.95,
            weight_g=72,
            material="recycled plastic",
            colours="black, sky blue",
            activities="camping, hiking, travel",
            text=(
                "The small brother of the Beacon family for huts, tents and the way to the "
                "washroom. It runs for days on its lowest setting and weighs so little that you "
                "forget it on your forehead. For route finding in the dark its beam is short."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 200,
                "burn_hours": 90,
                "beam_m": 55,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IPX4",
            },
        ),
        Item(
            id="HDL-103",
            name="Ironbeck Miner 900 Headlamp",
            price=109.0,
            weight_g=145,
            material="aluminium",
            colours="black",
            activities="alpine climbing, ski touring, trail running",
            text=(
                "A searchlight for early starts on glaciers, with the battery at the back of the "
                "head to balance it out. Full power is meant for minutes at a time; the middle "
                "step carries you through a night. The top strap takes out when you wear it "
                "without a helmet."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 900,
                "burn_hours": 40,
                "beam_m": 160,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IP67",
            },
            compatible_with="HDL-112",
        ),
        Item(
            id="HDL-104",
            name="Eastfell Stride Running Headlamp",
            price=79.95,
            weight_g=62,
            material="recycled plastic",
            colours="yellow, black",
            activities="trail running, bikepacking",
            text=(
                "Made not to bounce: a wide silicone-backed band, a flat lamp and a reactive beam"
                " that dims when you look at your watch and opens up on the downhill. A small "
                "light at the back makes you visible to traffic. Marathon-length nights need the "
                "mid setting."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 500,
                "burn_hours": 25,
                "beam_m": 80,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IPX5",
            },
        ),
        Item(
            id="HDL-105",
            name="Alderpeak Glow Headlamp",
            price=19.95,
            weight_g=85,
            material="plastic",
            colours="blue, grey",
            activities="camping, family camping, festivals",
            text=(
                "Three AAA cells, one button, no app: the headlamp to buy four of for the whole "
                "family. Batteries can be bought in any village shop, which is a virtue on long "
                "trips. Brightness fades slowly instead of cutting out, so there is time to walk "
                "home."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 150,
                "burn_hours": 120,
                "beam_m": 45,
                "rechargeable": False,
                "waterproof": True,
                "ip_rating": "IPX4",
            },
        ),
        Item(
            id="HDL-106",
            name="Alderpeak Glow Kids Headlamp",
            price=14.95,
            weight_g=58,
            material="plastic",
            colours="yellow, pink",
            activities="family camping",
            text=(
                "Gentle light that does not dazzle whoever the child is talking to, on a band "
                "that opens under strain. It switches itself off after an hour, because somebody "
                "always falls asleep with it on. The battery lid is screwed shut, as it should be"
                " around small children."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 40,
                "burn_hours": 50,
                "beam_m": 15,
                "rechargeable": False,
                "waterproof": True,
                "ip_rating": "IPX4",
                "fit": "kids",
            },
        ),
        Item(
            id="HDL-107",
            name="Kettlewood Lantern 300",
            price=49.95,
            weight_g=360,
            material="recycled plastic",
            colours="forest green, beige",
            activities="family camping, car camping",
            text=(
                "Warm light in a full circle for the supper table or the hook in the tent roof. "
                "The dimmer is a ring you turn and not a button you press seven times. In a pinch"
                " its battery gives a phone one good charge."
            ),
            attributes={
                "kind": "lantern",
                "lumens": 300,
                "burn_hours": 80,
                "beam_m": 12,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IPX4",
            },
        ),
        Item(
            id="HDL-108",
            name="Kettlewood String Lights",
            price=29.95,
            weight_g=280,
            material="copper wire",
            colours="natural",
            activities="family camping, car camping",
            text=(
                "Twenty small bulbs on a cord of 1000 centimetres that turns an awning into a "
                "place to stay up in. The reel keeps it from becoming a knot, and a solar panel "
                "on its lid tops up the battery during the day. Set it low; neighbours like stars"
                " as well."
            ),
            attributes={
                "kind": "tent lights",
                "lumens": 120,
                "burn_hours": 30,
                "length_cm": 1000,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IPX4",
            },
        ),
        Item(
            id="HDL-109",
            name="Glenmore Works Hand Torch",
            price=44.95,
            weight_g=120,
            material="aluminium",
            colours="dark grey",
            activities="camping, everyday",
            text=(
                "A machined tube that throws a tight beam right across a lake and floods the path"
                " when you twist its head. The tail clip holds it on a cap brim for hands-free "
                "work. It is no substitute for a headlamp when you are carrying two buckets."
            ),
            attributes={
                "kind": "torch",
                "lumens": 600,
                "burn_hours": 35,
                "beam_m": 180,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IP67",
            },
        ),
        Item(
            id="HDL-110",
            name="Nordvik Aurora Headlamp",
            price=89.0,
            weight_g=98,
            material="recycled plastic",
            colours="navy",
            activities="winter hiking, ski touring",
            text=(
                "Cold drains batteries, so the Aurora has its cell on a cable that goes inside "
                "your jacket. The switch is a rotary knob which ice cannot jam, and the band is "
                "long enough for hat plus helmet. In summer the cable is more of a bother than a "
                "help."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 600,
                "burn_hours": 70,
                "beam_m": 120,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IPX7",
            },
        ),
        Item(
            id="HDL-111",
            name="Highmark Beacon 300 Headlamp",
            price=49.95,
            weight_g=94,
            material="plastic",
            colours="black",
            activities="hiking, camping",
            text=(
                "The model that made the Beacon name, charged over micro-USB and now retired in "
                "favour of the 400. Owners praise its simple two-step switch, and chargers and "
                "straps remain in stock at our workshop. If you want the same lamp with a better "
                "seal, take its successor."
            ),
            attributes={
                "kind": "headlamp",
                "lumens": 300,
                "burn_hours": 50,
                "beam_m": 75,
                "rechargeable": True,
                "waterproof": True,
                "ip_rating": "IPX4",
            },
            sold_out=True,
        ),
        Item(
            id="HDL-112",
            name="Highmark Beacon Spare Battery",
            price=24.95,
            weight_g=48,
            material="lithium-ion",
            activities="hiking, ski touring",
            text=(
                "Swap it in at midnight and carry on: the same 2400 mAh cell that comes with the "
                "Beacon 400, with its own charging socket and a small gauge. It fits the Miner as"
                " well. Fly with it in hand luggage only."
            ),
            attributes={"kind": "battery", "capacity_mah": 2400, "rechargeable": True},
            accessory_of="HDL-101, HDL-103",
        ),
        Item(
            id="HDL-113",
            name="Highmark Helmet Clips, Set of 4",
            price=7.95,
            weight_g=16,
            material="plastic",
            colours="black",
            activities="alpine climbing, ski touring",
            text=(
                "Four hooks with adhesive pads that stop a headlamp strap from creeping up a "
                "smooth helmet shell. Clean the shell with alcohol, press for half a minute and "
                "leave them overnight. They come off again with warm air and leave no trace."
            ),
            attributes={"kind": "helmet clips", "pieces": 4},
            accessory_of="HDL-101, HDL-103, HDL-110",
        ),
    ),
)
