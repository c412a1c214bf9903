"""Dry Bags: roll-tops and pouches that keep water out."""

from scripts.demo_shop.item import Category, Item

DRY_BAGS = Category(
    prefix="DRB",
    path=("Packs & Bags", "Dry Bags"),
    items=(
        Item(
            id="DRB-101",
            name="Brightwater Tide 20 Dry Bag",
            price=29.95,
            weight_g=310,
            material="PVC-free tarpaulin",
            colours="yellow, petrol, black",
            sizes="20 l",
            activities="paddling, camping, bikepacking",
            text=(
                "The standard size for a sleeping bag or a change of clothes, in tarpaulin that "
                "takes being dragged over a slipway. Roll it three times, clip, and it floats "
                "with the shore still out of sight. It tolerates a dunking, not a dive."
            ),
            attributes={
                "kind": "dry bag",
                "volume_l": 20,
                "closure": "roll-top",
                "waterproof": True,
            },
            rating=4.7,
            reviews=158,
        ),
        Item(
            id="DRB-102",
            name="Brightwater Tide 40 Dry Bag",
            price=44.95,
            weight_g=620,
            material="PVC-free tarpaulin",
            colours="yellow, petrol",
            sizes="40 l",
            activities="paddling, camping",
            text=(
                "Swallows the whole camp wardrobe of a canoe weekend and has shoulder straps for "
                "the portage. The oval base keeps it upright in the boat. Heavy tins belong at "
                "the bottom and against the middle."
            ),
            attributes={
                "kind": "dry bag",
                "volume_l": 40,
                "closure": "roll-top",
                "waterproof": True,
            },
        ),
        Item(
            id="DRB-103",
            name="Brightwater Tide 5 Dry Bag",
            price=17.95,
            weight_g=140,
            material="PVC-free tarpaulin",
            colours="yellow, orange",
            sizes="5 l",
            activities="paddling, hiking",
            text=(
                "For phone, keys, sandwiches and the map, clipped to the thwart where you can "
                "reach them. Stiff enough to stand open while you rummage. A shoulder cord is "
                "included and comes off for small children."
            ),
            attributes={
                "kind": "dry bag",
                "volume_l": 5,
                "closure": "roll-top",
                "waterproof": True,
            },
        ),
        Item(
            id="DRB-104",
            name="Fjordline Featherlight 10 Dry Sack",
            price=19.95,
            weight_g=48,
            material="silicone-coated nylon",
            colours="orange, teal",
            sizes="10 l",
            activities="trekking, bikepacking, hiking",
            text=(
                "A whisper of a bag that puts a dry room inside a wet rucksack. The slick cloth "
                "slides past its neighbours instead of sticking to them. Use it inside a pack: "
                "rocks and thorns are not for it."
            ),
            attributes={
                "kind": "dry sack",
                "volume_l": 10,
                "closure": "roll-top",
                "waterproof": True,
            },
        ),
        Item(
            id="DRB-105",
            name="Fjordline Featherlight Dry Sack Set",
            price=39.95,
            weight_g=130,
            material="silicone-coated nylon",
            colours="orange, teal",
            activities="trekking, bikepacking, travel",
            text=(
                "Three sizes, together 24 litres, that sort sleeping things, clothes and "
                "electronics so nobody has to dig by torchlight. Packed full they leave hollows, "
                "so fill the corners of the rucksack with socks."
            ),
            attributes={
                "kind": "dry sack",
                "volume_l": 24,
                "pieces": 3,
                "closure": "roll-top",
                "waterproof": True,
            },
            compatible_with="BKP-104, BKP-105",
        ),
        Item(
            id="DRB-106",
            name="Brightwater Rapids 65 Dry Duffel",
            price=189.0,
            weight_g=1700,
            material="TPU-coated nylon",
            colours="black, red",
            sizes="65 l",
            activities="paddling, travel",
            text=(
                "A watertight duffel with a zip from diving suits, for sailing crews and "
                "packrafters who must be sure. Inside pockets are mesh, so a wet item is seen and"
                " not hidden. Wax the zip before each season and close it fully before you trust "
                "it."
            ),
            attributes={
                "kind": "dry duffel",
                "volume_l": 65,
                "closure": "waterproof zip",
                "waterproof": True,
            },
        ),
        Item(
            id="DRB-107",
            name="Brightwater Rapids 30 Dry Backpack",
            price=129.0,
            weight_g=1150,
            material="TPU-coated nylon",
            colours="black, petrol",
            sizes="30 l",
            activities="paddling, bikepacking, everyday",
            text=(
                "Walk to the water, paddle, walk back: padded straps and a ventilated back make "
                "this dry bag a proper pack. A splash pocket on the outside is for things that "
                "may get damp. Without a hip belt its comfort ends at around eight kilos."
            ),
            attributes={
                "kind": "dry backpack",
                "volume_l": 30,
                "closure": "roll-top",
                "waterproof": True,
            },
        ),
        Item(
            id="DRB-108",
            name="Drumlin Lens Dry Pouch",
            price=22.95,
            weight_g=70,
            material="TPU",
            colours="black",
            activities="paddling, travel",
            text=(
                "A clear pouch that lets you film, tap and call through the film, and that floats"
                " if you drop it. Fingerprints need a code instead. Test it with a paper tissue "
                "in the sink before the first trip."
            ),
            attributes={
                "kind": "phone pouch",
                "volume_l": 0.5,
                "closure": "clamp",
                "waterproof": True,
            },
        ),
        Item(
            id="DRB-109",
            name="Cairnwell Bikepack 8 Fork Bag",
            price=34.95,
            weight_g=180,
            material="TPU-coated nylon",
            colours="dark grey, rust",
            sizes="8 l",
            activities="bikepacking",
            text=(
                "Straps to a fork cage or under a seat and swallows a quilt or two days of food. "
                "The rolled end clips to its own side, so nothing flaps near the spokes. Check "
                "the clearance with the fork compressed."
            ),
            attributes={
                "kind": "bike bag",
                "volume_l": 8,
                "closure": "roll-top",
                "waterproof": True,
            },
        ),
        Item(
            id="DRB-110",
            name="Eastfell Map and Tablet Dry Case",
            price=27.95,
            weight_g=110,
            material="TPU",
            colours="natural",
            activities="paddling, hiking",
            text=(
                "Lies flat on a deck or hangs from the neck, big enough for a folded hiking map "
                "or a small tablet. The screen still reacts through it, though less so with wet "
                "fingers. Keep it out of hot cars, where the film turns soft."
            ),
            attributes={
                "kind": "map case",
                "volume_l": 1.5,
                "closure": "clamp",
                "waterproof": True,
            },
            compatible_with="NAV-109",
        ),
        Item(
            id="DRB-111",
            name="Brightwater Tide 80 Dry Barrel Bag",
            price=74.95,
            weight_g=980,
            material="PVC-free tarpaulin",
            colours="petrol",
            sizes="80 l",
            activities="paddling",
            text=(
                "A drum without the drum: soft, tall and quiet in the boat, it holds the kitchen "
                "of a whole group. Webbing ladders at both sides let it be lashed in anywhere. "
                "Nobody should try to carry it far by its single handle."
            ),
            attributes={
                "kind": "dry bag",
                "volume_l": 80,
                "closure": "roll-top",
                "waterproof": True,
            },
            sold_out=True,
        ),
        Item(
            id="DRB-112",
            name="Alderpeak Pack Liner 60",
            price=9.95,
            weight_g=90,
            material="polyethylene",
            colours="natural",
            sizes="60 l",
            activities="trekking, hiking",
            text=(
                "A tough sack that lines the rucksack from the inside and does more against rain "
                "than any cover. Twist the neck, tuck it in, done. It lasts a season or two of "
                "hard use and goes into plastics recycling afterwards."
            ),
            attributes={
                "kind": "pack liner",
                "volume_l": 60,
                "closure": "roll-top",
                "waterproof": True,
            },
            accessory_of="BKP-101, BKP-102, BKP-104, BKP-105, BKP-108, BKP-109",
        ),
        Item(
            id="DRB-113",
            name="Brightwater Dry Bag Patch Kit",
            price=12.95,
            weight_g=40,
            material="TPU",
            colours="black",
            activities="paddling",
            text=(
                "Patches and a tube of adhesive that bond with tarpaulin and coated nylon alike. "
                "Roughen, clean, press and wait a night: the seam will be stronger than the cloth"
                " beside it. Featherlight silicone sacks need silicone glue and not this one."
            ),
            attributes={"kind": "repair kit", "pieces": 5},
            accessory_of="DRB-101, DRB-102, DRB-106, DRB-107",
        ),
    ),
)
