"""Cookware: pots, pans, plates and the small things of a camp kitchen."""

from scripts.demo_shop.item import Category, Item

COOKWARE = Category(
    prefix="CKW",
    path=("Camping", "Cookware"),
    items=(
        Item(
            id="CKW-101",
            name="Ironbeck Solo Titanium Pot",
            price=59.95,
            weight_g=118,
            material="titanium",
            colours="silver",
            activities="trekking, bikepacking, hiking",
            text=(
                "A pot, a lid and nothing else: a small cartridge and the Pocket stove disappear "
                "inside and stop rattling with a cloth between them. Titanium cools in seconds, "
                "so you can drink from the rim. It also scorches in seconds, which makes it a pot"
                " for water, soup and noodles."
            ),
            attributes={"kind": "pot", "volume_l": 0.75, "pieces": 2, "nonstick": False},
            compatible_with="STV-101, STV-111",
            rating=4.6,
        ),
        Item(
            id="CKW-102",
            name="Ironbeck Duo Cookset",
            price=79.95,
            weight_g=560,
            material="aluminium",
            colours="dark grey",
            activities="hiking, trekking, camping",
            text=(
                "Two pots, a pan, a strainer lid and one gripper that nest like a Russian doll. "
                "The ceramic coating lets you fry an egg and wipe the pan with a leaf. Use wood "
                "or silicone in it; a fork leaves scars."
            ),
            attributes={"kind": "cookset", "volume_l": 2, "pieces": 5, "nonstick": True},
            compatible_with="STV-101, STV-108",
        ),
        Item(
            id="CKW-103",
            name="Kettlewood Hearth Family Cookset",
            price=119.95,
            weight_g=2100,
            material="stainless steel",
            colours="silver",
            activities="family camping, car camping",
            text=(
                "Big pots with thick bases that do not burn the tomato sauce, from a maker of "
                "campsite kitchens. The handles fold in and lock, the lids drain pasta, and "
                "everything goes through the dishwasher at home. Sized for four hungry people and"
                " the weight of it tells you so."
            ),
            attributes={"kind": "cookset", "volume_l": 4, "pieces": 9, "nonstick": False},
            compatible_with="STV-104",
        ),
        Item(
            id="CKW-104",
            name="Juniper & Stone Cast-Iron Skillet",
            price=49.9,
            weight_g=2300,
            material="cast iron",
            colours="black",
            sizes="26 cm",
            activities="car camping, bushcraft",
            text=(
                "Pre-seasoned and heavy as it should be, for steaks over embers, cornbread in the"
                " ashes and the Sunday hash. It gets better each year if you only wipe, dry and "
                "oil it. Keep soap and long soaks away from it."
            ),
            attributes={"kind": "pan", "diameter_cm": 26, "pieces": 1, "nonstick": False},
            compatible_with="STV-109",
        ),
        Item(
            id="CKW-105",
            name="Juniper & Stone Dutch Oven",
            price=89.0,
            weight_g=5400,
            material="cast iron",
            colours="black",
            sizes="4.5 l",
            activities="car camping, bushcraft",
            text=(
                "Stews, bread and even cake come out of this three-legged pot when coals lie "
                "below and on the flanged lid. The bail handle hangs from a tripod or a strong "
                "branch. One person lifts it full, two are wiser."
            ),
            attributes={"kind": "pot", "volume_l": 4.5, "pieces": 2, "nonstick": False},
            compatible_with="STV-109",
        ),
        Item(
            id="CKW-106",
            name="Alderpeak Meadow Mess Kit",
            price=22.95,
            weight_g=390,
            material="stainless steel",
            colours="silver",
            activities="camping, festivals, family camping",
            text=(
                "Plate, bowl, cup and a lid that clamp together into one tin, unchanged in spirit"
                " since scout camps began. Nothing on it can break and the bowl may stand on a "
                "flame. Hold it with a glove, since steel handles get hot."
            ),
            attributes={"kind": "mess kit", "volume_l": 0.6, "pieces": 4, "nonstick": False},
        ),
        Item(
            id="CKW-107",
            name="Fjordline Skerry Kettle",
            price=39.95,
            weight_g=240,
            material="aluminium",
            colours="silver, red",
            sizes="0.9 l",
            activities="camping, paddling, hiking",
            text=(
                "Flat and wide, so that it catches the flame and boils fast, with a spout that "
                "pours without dribbling into the fire. The handle stays upright on its own and "
                "keeps cool. Four cups a round, and then somebody gets up to fill it again."
            ),
            attributes={"kind": "kettle", "volume_l": 0.9, "pieces": 1, "nonstick": False},
        ),
        Item(
            id="CKW-108",
            name="Glenmore Works Percolator",
            price=44.95,
            weight_g=680,
            material="stainless steel",
            colours="silver",
            sizes="1.2 l",
            activities="car camping, family camping",
            text=(
                "Coffee for the whole pitch, bubbling under a glass knob that shows when it is "
                "dark enough. Use a coarse grind and take it off the heat early; boiled coffee "
                "forgives nobody. Works on gas, on the hob at home and beside a campfire."
            ),
            attributes={"kind": "coffee maker", "volume_l": 1.2, "pieces": 4, "nonstick": False},
            compatible_with="STV-104, STV-105, CKW-109",
        ),
        Item(
            id="CKW-109",
            name="Larkspur Enamel Mug",
            price=12.95,
            weight_g=150,
            material="enamelled steel",
            colours="white, navy, forest green",
            sizes="0.35 l",
            activities="camping, family camping",
            text=(
                "The mug that comes back from every trip with one more chip and one more story. "
                "The rim is stainless, the enamel is free of lead, and it can be put straight on "
                "the edge of the stove. For scalding tea wait a minute, because the steel passes "
                "heat on."
            ),
            attributes={"kind": "mug", "volume_l": 0.35, "pieces": 1, "nonstick": False},
            rating=4.7,
        ),
        Item(
            id="CKW-110",
            name="Highmark Titanium Long Spoon",
            price=14.95,
            weight_g=19,
            material="titanium",
            colours="silver",
            activities="trekking, bikepacking",
            text=(
                "Long enough to reach the bottom of a meal pouch without soup on your knuckles. "
                "The bowl is polished, the handle is not, so it does not slip in wet fingers. "
                "There is no fork and no knife, only the spoon."
            ),
            attributes={"kind": "cutlery", "length_cm": 21, "pieces": 1, "nonstick": False},
            compatible_with="CKW-101",
        ),
        Item(
            id="CKW-111",
            name="Alderpeak Bamboo Cutlery Set",
            price=11.95,
            weight_g=48,
            material="bamboo",
            colours="natural",
            activities="camping, travel, everyday",
            text=(
                "Knife, fork, spoon and chopsticks in a cotton roll for lunch breaks and picnic "
                "blankets. Bamboo is kind to coated pans and light in the bag. Wash by hand and "
                "oil it now and then, or it will go rough."
            ),
            attributes={"kind": "cutlery", "pieces": 4, "nonstick": False},
        ),
        Item(
            id="CKW-112",
            name="Brightwater Fold Sink",
            price=26.95,
            weight_g=180,
            material="recycled polyester",
            colours="sky blue",
            sizes="10 l",
            activities="camping, car camping, paddling",
            text=(
                "A bucket with flat sides that stands up when full and folds into a pouch when "
                "empty. It carries water from the tap, rinses plates and soaks tired feet, in "
                "that order if you please. Warm water is fine, boiling water is not."
            ),
            attributes={"kind": "wash bowl", "volume_l": 10, "pieces": 1, "nonstick": False},
        ),
        Item(
            id="CKW-113",
            name="Alderpeak Heat-Proof Pot Gripper",
            price=8.95,
            weight_g=52,
            material="aluminium",
            colours="silver",
            activities="camping, hiking",
            text=(
                "Clamps onto the rim of any handleless pot and holds a full litre steady with one"
                " squeeze. The jaws are ridged for steel and smooth enough to spare coatings. "
                "Take it off between pours, as it warms up with the pot."
            ),
            attributes={"kind": "gripper", "pieces": 1},
            accessory_of="CKW-101, CKW-102, CKW-106",
        ),
    ),
)
