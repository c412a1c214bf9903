"""Water Bottles: bottles, flasks and bladders."""

from scripts.demo_shop.item import Category, Item

WATER_BOTTLES = Category(
    prefix="WBT",
    path=("Trail Gear", "Water Bottles"),
    items=(
        Item(
            id="WBT-101",
            name="Brightwater Tide Steel Bottle 0.75",
            price=24.95,
            weight_g=190,
            material="stainless steel",
            colours="silver, petrol, orange",
            sizes="0.75 l",
            activities="hiking, everyday, camping",
            text=(
                "A single wall of steel and a cap with a loop: nothing to taste, nothing to "
                "break, nothing to go wrong. It may be set on the stove with the lid off. Hot tea"
                " warms your hands through it and soon is cold tea."
            ),
            attributes={"kind": "bottle", "volume_l": 0.75, "insulated": False},
            compatible_with="WFL-101",
            rating=4.7,
            reviews=256,
        ),
        Item(
            id="WBT-102",
            name="Brightwater Tide Insulated Bottle 0.5",
            price=32.95,
            weight_g=290,
            material="stainless steel",
            colours="white, petrol, black",
            sizes="0.5 l",
            activities="everyday, hiking, travel",
            text=(
                "A slim thermos for desk, train and summit that keeps coffee hot from dawn to "
                "late afternoon. The mouth is wide enough for ice cubes and a brush. Do not put "
                "fizzy drinks in it, for they push the lid."
            ),
            attributes={
                "kind": "insulated bottle",
                "volume_l": 0.5,
                "insulated": True,
                "hot_hours": 12,
                "cold_hours": 24,
                "leakproof": True,
            },
        ),
        Item(
            id="WBT-103",
            name="Brightwater Tide Insulated Bottle 1.0",
            price=42.95,
            weight_g=480,
            material="stainless steel",
            colours="petrol, black",
            sizes="1 l",
            activities="winter hiking, camping, ski touring",
            text=(
                "Tea for two on a day in the snow, with a lid that is also the cup. Pre-warm it "
                "with boiling water and it keeps steaming into the next morning. It stands a "
                "little too wide for most car holders."
            ),
            attributes={
                "kind": "insulated bottle",
                "volume_l": 1,
                "insulated": True,
                "hot_hours": 24,
                "cold_hours": 36,
                "leakproof": True,
            },
        ),
        Item(
            id="WBT-104",
            name="Alderpeak Meadow Bottle 1.0",
            price=12.95,
            weight_g=140,
            material="recycled plastic",
            colours="sky blue, olive, grey",
            sizes="1 l",
            activities="hiking, camping, festivals",
            text=(
                "A light bottle with scale marks on the side that measures pasta water as well. "
                "The cap hangs on a strap and so stays found. Frozen it survives, the dishwasher "
                "too, a campfire does not."
            ),
            attributes={"kind": "bottle", "volume_l": 1, "insulated": False, "leakproof": True},
        ),
        Item(
            id="WBT-105",
            name="Fjordline Featherlight Soft Bottle",
            price=19.95,
            weight_g=36,
            material="TPU",
            colours="natural",
            sizes="1 l",
            activities="trekking, trail running, travel",
            text=(
                "Rolls up when empty and weighs about as much as the water left in an ordinary "
                "one. Freezes, thaws and takes a filter on its thread. The first few litres taste"
                " of new plastic; a spoon of baking soda helps."
            ),
            attributes={"kind": "soft bottle", "volume_l": 1, "insulated": False},
            compatible_with="WFL-101",
        ),
        Item(
            id="WBT-106",
            name="Highmark Swift Hydration Bladder 2.0",
            price=39.95,
            weight_g=150,
            material="TPU",
            colours="sky blue",
            sizes="2 l",
            activities="hiking, bikepacking, trail running",
            text=(
                "A slide opens the full width of the top, which makes filling and drying easy, "
                "and the hose clicks off while the bladder stays in the pack. Bite, drink, no "
                "stopping. You do not see how much is left, so listen for the slurp."
            ),
            attributes={"kind": "hydration bladder", "volume_l": 2, "insulated": False},
            accessory_of="BKP-101, BKP-102, DPK-101, DPK-103, DPK-109, DPK-112",
        ),
        Item(
            id="WBT-107",
            name="Highmark Swift Hydration Bladder 3.0",
            price=44.95,
            weight_g=170,
            material="TPU",
            colours="sky blue",
            sizes="3 l",
            activities="trekking, bikepacking",
            text=(
                "For long dry ridges, or for two. A baffle in the middle keeps it from turning "
                "into a ball against your back. Full, it is three kilos before you have packed a "
                "single thing."
            ),
            attributes={"kind": "hydration bladder", "volume_l": 3, "insulated": False},
            accessory_of="BKP-101, BKP-102, BKP-103, BKP-108",
        ),
        Item(
            id="WBT-108",
            name="Kettlewood Pathfinder Kids Bottle 0.4",
            price=17.95,
            weight_g=160,
            material="stainless steel",
            colours="yellow, teal, pink",
            sizes="0.4 l",
            activities="family camping, everyday",
            text=(
                "A straw that folds away under a lid children open themselves, and steel that "
                "outlasts a school year. Spare straws and seals are available. It leaks only if "
                "the straw is put in upside down."
            ),
            attributes={
                "kind": "bottle",
                "volume_l": 0.4,
                "insulated": False,
                "leakproof": True,
                "fit": "kids",
            },
        ),
        Item(
            id="WBT-109",
            name="Highmark Swift Soft Flask 0.5",
            price=16.95,
            weight_g=28,
            material="TPU",
            colours="sky blue, red",
            sizes="0.5 l",
            activities="trail running",
            text=(
                "Shrinks as you drink, therefore nothing sloshes in the vest. The bite valve "
                "locks with a quarter turn. Blow into it and let it dry open, otherwise it gets "
                "interesting."
            ),
            attributes={"kind": "soft flask", "volume_l": 0.5, "insulated": False},
            accessory_of="DPK-102",
        ),
        Item(
            id="WBT-110",
            name="Juniper & Stone Enamel Flask",
            price=34.95,
            weight_g=340,
            material="enamelled steel",
            colours="natural, forest green",
            sizes="0.8 l",
            activities="bushcraft, everyday",
            text=(
                "An old-fashioned canteen in a felt coat that cools the contents when wetted. "
                "Cork stopper, leather strap, good company. Enamel chips if it falls on stone."
            ),
            attributes={"kind": "bottle", "volume_l": 0.8, "insulated": False},
        ),
        Item(
            id="WBT-111",
            name="Nordvik Fjell Food Flask",
            price=37.95,
            weight_g=390,
            material="stainless steel",
            colours="navy, silver",
            sizes="0.6 l",
            activities="winter hiking, ski touring, everyday",
            text=(
                "Soup, stew or porridge stays hot until the halfway hut and is eaten with the "
                "folding spoon in the lid. The opening is as wide as the flask. Pasta goes on "
                "cooking in it, so pack it firm."
            ),
            attributes={
                "kind": "food flask",
                "volume_l": 0.6,
                "insulated": True,
                "hot_hours": 8,
                "leakproof": True,
            },
        ),
        Item(
            id="WBT-112",
            name="Brightwater Tide Glass Bottle",
            price=26.95,
            weight_g=410,
            material="borosilicate glass",
            colours="natural",
            sizes="0.6 l",
            activities="everyday",
            text=(
                "Pure taste in a sleeve of cork that takes the knocks of a handbag. Goes in the "
                "dishwasher without its coat. For rocks and rucksacks we recommend steel."
            ),
            attributes={"kind": "bottle", "volume_l": 0.6, "insulated": False},
            sold_out=True,
        ),
        Item(
            id="WBT-113",
            name="Brightwater Tide Cap and Seal Set",
            price=8.95,
            weight_g=40,
            material="plastic",
            colours="black",
            activities="everyday, hiking",
            text=(
                "A cap, a loop and two seals for any Tide steel bottle, because the bottle is "
                "never what wears out. Change the seal when it looks shiny or smells of last "
                "year's juice. Fits the insulated ones too."
            ),
            attributes={"kind": "spare cap", "pieces": 4},
            accessory_of="WBT-101, WBT-102, WBT-103",
        ),
        Item(
            id="WBT-114",
            name="Highmark Bladder Cleaning Kit",
            price=14.95,
            weight_g=95,
            material="plastic",
            colours="natural",
            activities="care",
            text=(
                "A long brush for the hose, a short one for the bite valve, a hanger that holds "
                "the bladder open and a dozen tablets. Ten minutes with it after the holiday "
                "saves a nasty find next spring. Soft flasks dry on the hanger too."
            ),
            attributes={"kind": "cleaning kit", "pieces": 15},
            accessory_of="WBT-106, WBT-107, WBT-109",
        ),
    ),
)
