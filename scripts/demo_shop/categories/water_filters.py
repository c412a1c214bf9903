"""Water Filters: clean water from streams and taps."""

from scripts.demo_shop.item import Category, Item

WATER_FILTERS = Category(
    prefix="WFL",
    path=("Trail Gear", "Water Filters"),
    items=(
        Item(
            id="WFL-101",
            name="Brightwater Spring Squeeze Filter",
            price=39.95,
            weight_g=85,
            material="hollow fibre",
            colours="petrol, white",
            activities="trekking, hiking, bikepacking",
            text=(
                "Screw it on a soft bottle, squeeze, drink: the simplest way to trust a mountain "
                "stream. It weighs next to nothing and is flushed backwards with the syringe when"
                " it slows down. Frost destroys the fibres unseen, so sleep with it in winter."
            ),
            attributes={
                "kind": "squeeze filter",
                "pore_micron": 0.1,
                "flow_l_min": 1.2,
                "lifetime_l": 2000,
                "removes": ["bacteria", "protozoa"],
            },
            compatible_with="WBT-101, WBT-105",
            rating=4.6,
            reviews=143,
        ),
        Item(
            id="WFL-102",
            name="Brightwater Spring Gravity Filter 4",
            price=89.95,
            weight_g=340,
            material="hollow fibre",
            colours="petrol",
            sizes="4 l",
            activities="camping, family camping, paddling",
            text=(
                "Hang the full bag in a tree and go and pitch the tent; clean water is waiting "
                "when you are done. Enough for a group and their soup. You need something to hang"
                " it from, which above the tree line is a friend."
            ),
            attributes={
                "kind": "gravity filter",
                "volume_l": 4,
                "pore_micron": 0.1,
                "flow_l_min": 1.5,
                "lifetime_l": 3000,
                "removes": ["bacteria", "protozoa"],
            },
        ),
        Item(
            id="WFL-103",
            name="Glenmore Works Well Pump Filter",
            price=109.0,
            weight_g=480,
            material="ceramic",
            colours="black, silver",
            activities="trekking, backpacking, paddling",
            text=(
                "A ceramic core in a housing you could drive a peg with, for murky lakes and long"
                " expeditions. It draws from puddles that no bottle can be dipped into. Brush the"
                " core when pumping gets hard, and expect a bit of arm work."
            ),
            attributes={
                "kind": "pump filter",
                "pore_micron": 0.2,
                "flow_l_min": 1,
                "lifetime_l": 20000,
                "removes": ["bacteria", "protozoa", "sediment"],
            },
            replaces="WFL-110",
        ),
        Item(
            id="WFL-104",
            name="Highmark Wisp UV Purifier",
            price=99.95,
            weight_g=110,
            material="plastic",
            colours="grey",
            activities="travel, trekking",
            text=(
                "A lamp that is stirred in a bottle and leaves viruses no chance either, which "
                "filters rarely manage. Made for hotel taps and clear springs on other "
                "continents. Cloudy water has to be strained first and an empty battery means "
                "thirst."
            ),
            attributes={
                "kind": "uv purifier",
                "lifetime_l": 8000,
                "minutes_per_l": 1.5,
                "removes": ["bacteria", "protozoa", "viruses"],
                "rechargeable": True,
            },
        ),
        Item(
            id="WFL-105",
            name="Alderpeak Purification Tablets, 60",
            price=11.95,
            weight_g=25,
            material="tablets",
            activities="travel, trekking",
            text=(
                "The reserve in the lid pocket: one tablet a litre, half an hour of patience, and"
                " safe water. They keep for years in the foil. There is a slight taste of "
                "swimming bath, which a pinch of lemon powder covers."
            ),
            attributes={
                "kind": "tablets",
                "pieces": 60,
                "lifetime_l": 60,
                "minutes_per_l": 30,
                "removes": ["bacteria", "viruses"],
            },
        ),
        Item(
            id="WFL-106",
            name="Brightwater Spring Filter Bottle",
            price=49.95,
            weight_g=190,
            material="recycled plastic",
            colours="sky blue, grey",
            sizes="0.65 l",
            activities="hiking, travel",
            text=(
                "Dip, close, sip; the filter sits in the straw and a carbon stage takes off the "
                "taste. Good for city fountains as well as brooks. Drinking needs a strong pull "
                "and nobody else gets a share quickly."
            ),
            attributes={
                "kind": "filter bottle",
                "volume_l": 0.65,
                "pore_micron": 0.1,
                "lifetime_l": 1000,
                "removes": ["bacteria", "protozoa", "chlorine"],
            },
        ),
        Item(
            id="WFL-107",
            name="Highmark Swift Filter Flask 0.5",
            price=44.95,
            weight_g=62,
            material="hollow fibre",
            colours="red",
            sizes="0.5 l",
            activities="trail running, hiking",
            text=(
                "A soft flask with a filter in its cap, for runners who would rather stop at a "
                "stream than carry two litres. Swish it in clear water to clean. Drop it frozen "
                "and it is done for."
            ),
            attributes={
                "kind": "filter bottle",
                "volume_l": 0.5,
                "pore_micron": 0.1,
                "flow_l_min": 2,
                "lifetime_l": 1000,
                "removes": ["bacteria", "protozoa"],
            },
        ),
        Item(
            id="WFL-108",
            name="Nordvik Base Camp Filter 10",
            price=169.0,
            weight_g=920,
            material="hollow fibre",
            colours="navy",
            sizes="10 l",
            activities="family camping, camping, paddling",
            text=(
                "Ten litres at a time through pores so small that viruses stay behind too. Scout "
                "troops and relief teams use it. A hook, a hose clip and a tap on the clean side "
                "are included; it is too bulky for one hiker."
            ),
            attributes={
                "kind": "gravity filter",
                "volume_l": 10,
                "pore_micron": 0.02,
                "flow_l_min": 1.8,
                "lifetime_l": 5000,
                "removes": ["bacteria", "protozoa", "viruses"],
            },
        ),
        Item(
            id="WFL-109",
            name="Fjordline Camp Canister 12",
            price=29.95,
            weight_g=420,
            material="recycled plastic",
            colours="natural, sky blue",
            sizes="12 l",
            activities="car camping, family camping",
            text=(
                "A folding canister with a tap that does not drip on your shoes. Twelve litres "
                "last a family for an evening and a breakfast. Collapsed, it is as flat as a "
                "frisbee."
            ),
            attributes={"kind": "canister", "volume_l": 12},
        ),
        Item(
            id="WFL-110",
            name="Glenmore Works Well 1 Pump Filter",
            price=94.95,
            weight_g=540,
            material="ceramic",
            colours="silver",
            activities="trekking",
            text=(
                "The grandfather of our pump filters, slower and heavier than the current Well. "
                "Seals and ceramic cores still fit and are still made. Those who own one see no "
                "reason to part with it."
            ),
            attributes={
                "kind": "pump filter",
                "pore_micron": 0.3,
                "flow_l_min": 0.8,
                "lifetime_l": 15000,
                "removes": ["bacteria", "protozoa"],
            },
            sold_out=True,
        ),
        Item(
            id="WFL-111",
            name="Glenmore Works Well Ceramic Core",
            price=44.95,
            weight_g=150,
            material="ceramic",
            colours="white",
            activities="trekking, paddling",
            text=(
                "A new heart for the Well pump, with its seals and a scrubbing pad. Change it "
                "when the gauge no longer passes over the worn surface. Let it dry fully before "
                "it goes into a drawer."
            ),
            attributes={"kind": "spare core", "pore_micron": 0.2, "lifetime_l": 20000},
            accessory_of="WFL-103, WFL-110",
        ),
        Item(
            id="WFL-112",
            name="Brightwater Spring Backflush Syringe",
            price=6.95,
            weight_g=24,
            material="plastic",
            colours="natural",
            activities="trekking, hiking",
            text=(
                "Pushes clean water backwards through hollow fibres and gets a tired filter "
                "running again. Use it after every murky day and not only when you lose patience."
                " It replaces the one that was left behind by the lake."
            ),
            attributes={"kind": "syringe", "volume_l": 0.06},
            accessory_of="WFL-101, WFL-102, WFL-107",
        ),
        Item(
            id="WFL-113",
            name="Brightwater Spring Carbon Stage",
            price=19.95,
            weight_g=45,
            material="activated carbon",
            colours="black",
            activities="travel, camping",
            text=(
                "Clicks in behind the main filter and takes away the taste of chlorine, jerrycan "
                "and pond. It does nothing against germs by itself. After 150 litres it is full "
                "and ought to be replaced."
            ),
            attributes={"kind": "carbon stage", "lifetime_l": 150},
            accessory_of="WFL-102, WFL-106",
        ),
    ),
)
