"""Sleeping Bags: warmth for the night, from summer sheets to winter down."""

from scripts.demo_shop.item import Category, Item

SLEEPING_BAGS = Category(
    prefix="SLB",
    path=("Camping", "Sleeping Bags"),
    items=(
        Item(
            id="SLB-101",
            name="Larkspur Dusk 5 Sleeping Bag",
            price=139.0,
            weight_g=890,
            material="recycled polyester",
            colours="teal, plum",
            sizes="regular, long",
            activities="camping, hiking, bikepacking",
            text=(
                "A synthetic mummy bag for people who camp from Easter to the last warm weekend "
                "of autumn. It keeps most of its loft when the tent drips on it and survives the "
                "washing machine without drama. Packed, it takes more room than down of the same "
                "warmth, so measure your rucksack first."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": 5,
                "limit_c": 0,
                "fill": "synthetic",
                "season": "three-season",
                "shape": "mummy",
            },
            compatible_with="MAT-104",
        ),
        Item(
            id="SLB-102",
            name="Larkspur Dusk 10 Sleeping Bag",
            price=99.95,
            weight_g=720,
            material="recycled polyester",
            colours="teal, grey",
            sizes="regular, long",
            activities="camping, travel, festivals",
            text=(
                "Light, uncomplicated and easy to wash, this is the bag for huts, hostels and "
                "July nights in the valley. A two-way zip runs all the way to the foot so that "
                "you can open it flat as a blanket. When the forecast says frost, leave it in the"
                " cupboard."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": 10,
                "limit_c": 6,
                "fill": "synthetic",
                "season": "summer",
                "shape": "mummy",
            },
        ),
        Item(
            id="SLB-103",
            name="Nordvik Polar Night Sleeping Bag",
            price=629.0,
            weight_g=1580,
            material="goose down",
            colours="navy",
            sizes="regular, long",
            activities="winter hiking, ski touring, alpine climbing",
            text=(
                "Made for snow caves and January bivouacs, with box chambers that leave no cold "
                "seam and a collar that closes with one hand in gloves. The outer shell resists "
                "frost from your breath, and the foot box is cut wide enough for inner boots. In "
                "a heated hut you would lie on top of it rather than inside."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": -18,
                "limit_c": -26,
                "fill": "down",
                "fill_power": 800,
                "season": "winter",
                "shape": "mummy",
            },
        ),
        Item(
            id="SLB-104",
            name="Moraine Cirrus Sleeping Bag",
            price=289.0,
            weight_g=780,
            material="goose down",
            colours="navy, rust",
            sizes="regular, long",
            activities="trekking, hiking, bikepacking",
            text=(
                "One bag for most of the European hiking year: warm enough for a frosty May pass,"
                " small enough to vanish into the bottom of a pack. The down is certified and "
                "treated so that a damp night takes its warmth slowly and not all at once. Keep "
                "it in its big cotton sack at home, never compressed."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": 0,
                "limit_c": -6,
                "fill": "down",
                "fill_power": 700,
                "season": "three-season",
                "shape": "mummy",
            },
            compatible_with="TNT-101, MAT-101",
        ),
        Item(
            id="SLB-105",
            name="Fjordline Drift Quilt",
            price=259.0,
            weight_g=540,
            material="duck down",
            colours="olive, dark grey",
            sizes="regular, wide",
            activities="trekking, bikepacking, trail running",
            text=(
                "A quilt does away with the part of the bag that you only crush flat. Elastic "
                "straps join it to the mat, and on mild nights it opens into a blanket for the "
                "bench in front of the hut. Restless sleepers who turn a lot may feel a draught "
                "until they have learnt to tuck it in."
            ),
            attributes={
                "kind": "quilt",
                "comfort_c": 4,
                "limit_c": -2,
                "fill": "down",
                "fill_power": 750,
                "season": "three-season",
                "shape": "quilt",
            },
            compatible_with="MAT-103",
        ),
        Item(
            id="SLB-106",
            name="Kettlewood Cabin Sleeping Bag",
            price=79.9,
            weight_g=1900,
            material="cotton",
            colours="brown, forest green",
            sizes="regular",
            activities="car camping, family camping",
            text=(
                "A rectangular bag with a brushed cotton lining that feels like bed linen and not"
                " like a raincoat. Two of them zip together into a double for couples. Bulky and "
                "happy about it: this one travels by car, van or boat."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": 8,
                "limit_c": 3,
                "fill": "synthetic",
                "season": "summer",
                "shape": "rectangular",
            },
        ),
        Item(
            id="SLB-107",
            name="Kettlewood Cub Kids Sleeping Bag",
            price=69.95,
            weight_g=980,
            material="recycled polyester",
            colours="yellow, sky blue",
            sizes="kids",
            activities="family camping",
            text=(
                "Grows with the child: the foot section opens by thirty centimetres, so it fits "
                "from nursery age to roughly the end of primary school. The hood has a soft "
                "drawcord that stays outside and a pocket for a torch or a small bear. All of it "
                "may be washed warm, which it will need to be."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": 6,
                "limit_c": 1,
                "fill": "synthetic",
                "season": "three-season",
                "shape": "mummy",
                "fit": "kids",
            },
            rating=4.8,
        ),
        Item(
            id="SLB-108",
            name="Highmark Ember -5 Sleeping Bag",
            price=379.0,
            weight_g=960,
            material="goose down",
            colours="burgundy, black",
            sizes="regular, long",
            activities="trekking, winter hiking",
            text=(
                "Where the calendar says spring and the thermometer disagrees, the Ember fills "
                "the gap between a summer bag and an expedition one. A draught tube backs the "
                "whole length of the zip and the shoulders are cut for side sleepers. It is "
                "roomier than it looks, which cold-footed people may want to fill with a hot "
                "bottle."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": -5,
                "limit_c": -12,
                "fill": "down",
                "fill_power": 800,
                "season": "three-season",
                "shape": "mummy",
            },
        ),
        Item(
            id="SLB-109",
            name="Cairnwell Bothy Sleeping Bag",
            price=159.95,
            weight_g=1350,
            material="recycled polyester",
            colours="rust, dark grey",
            sizes="regular, long",
            activities="camping, hiking, winter hiking",
            text=(
                "A dependable workhorse for damp places, from Scottish bothies to November "
                "forests. Two offset layers of insulation leave no stitched-through seams, and "
                "the stout shell does not mind sparks as much as thin nylons do. Weight-counters "
                "will look elsewhere; people who forget to air their bags will not."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": -2,
                "limit_c": -8,
                "fill": "synthetic",
                "season": "three-season",
                "shape": "mummy",
            },
        ),
        Item(
            id="SLB-110",
            name="Eastfell Solstice Sleeping Bag",
            price=119.0,
            weight_g=480,
            material="duck down",
            colours="sand",
            sizes="regular",
            activities="travel, bikepacking, trekking",
            text=(
                "Warm-weather down in a packet barely larger than a grapefruit, for southern "
                "Europe and midsummer tours. There is only a half zip and a flat hood, because "
                "both weigh something and neither is needed in August. Below ten degrees you will"
                " want to wear everything you brought."
            ),
            attributes={
                "kind": "sleeping bag",
                "comfort_c": 12,
                "limit_c": 8,
                "fill": "down",
                "fill_power": 600,
                "season": "summer",
                "shape": "mummy",
            },
            sold_out=True,
        ),
        Item(
            id="SLB-111",
            name="Juniper & Stone Silk Liner",
            price=64.95,
            weight_g=130,
            material="silk",
            colours="natural, sage",
            sizes="regular",
            activities="travel, trekking",
            text=(
                "A thin sheet that keeps your sleeping bag clean, which matters because washing "
                "down is a chore. In huts it is often compulsory, and on hot nights it is all the"
                " bedding you need. The silk adds a noticeable touch of warmth and dries "
                "overnight on a line."
            ),
            attributes={"kind": "liner", "season": "all-season", "shape": "rectangular"},
            accessory_of="SLB-101, SLB-103, SLB-104, SLB-108, SLB-109",
        ),
        Item(
            id="SLB-112",
            name="Alderpeak Compression Sack",
            price=24.95,
            weight_g=110,
            material="recycled nylon",
            colours="black, orange",
            sizes="15 l",
            activities="trekking, travel",
            text=(
                "Four straps squeeze a lofty bag down to something that closes the lid of your "
                "pack. Tighten them evenly and only for the trip: insulation that stays crushed "
                "for weeks does not come back. The sack sheds drizzle but is no dry bag."
            ),
            attributes={"kind": "compression sack", "volume_l": 15},
            accessory_of="SLB-101, SLB-102, SLB-104, SLB-108, SLB-109",
        ),
        Item(
            id="SLB-113",
            name="Alderpeak Down Wash",
            price=12.95,
            weight_g=320,
            material="soap",
            activities="care",
            text=(
                "A mild liquid soap that cleans down without stripping the oils that make it "
                "loft. One bottle is good for three sleeping bags or about six jackets. Rinse "
                "twice, dry low and slow with a couple of tennis balls, and stop only when no "
                "clump is left."
            ),
            attributes={"kind": "cleaner", "volume_l": 0.3},
            accessory_of="SLB-103, SLB-104, SLB-105, SLB-108, SLB-110, DWJ-101, DWJ-102",
        ),
    ),
)
