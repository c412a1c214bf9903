"""Daypacks: small packs for a day out or the way to work."""

from scripts.demo_shop.item import Category, Item

DAYPACKS = Category(
    prefix="DPK",
    path=("Packs & Bags", "Daypacks"),
    items=(
        Item(
            id="DPK-101",
            name="Alderpeak Ridge 22 Daypack",
            price=64.95,
            weight_g=620,
            material="recycled polyester",
            colours="moss green, navy, rust",
            sizes="22 l",
            activities="hiking, everyday",
            text=(
                "The pack half our staff walk with: light, quiet on the back and big enough for a"
                " rain jacket, lunch and a child's jacket too. A tensioned mesh keeps air moving "
                "between you and the load. Side pockets reach far enough forward to grab the "
                "bottle while walking."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 22,
                "rain_cover": True,
                "hydration": True,
                "laptop": False,
                "fit": "unisex",
            },
            rating=4.6,
            reviews=176,
            compatible_with="WBT-101, TRP-102",
        ),
        Item(
            id="DPK-102",
            name="Highmark Swift 12 Running Vest",
            price=109.0,
            weight_g=280,
            material="ripstop nylon",
            colours="black, yellow",
            sizes="S, M, L",
            activities="trail running",
            text=(
                "Sits like a waistcoat and not like a rucksack, so nothing sloshes or rubs even "
                "at pace. Two soft flasks fit at the front, poles stow without stopping. Get the "
                "size right: measure around the chest over a shirt, not over a jacket."
            ),
            attributes={
                "kind": "running vest",
                "volume_l": 12,
                "rain_cover": False,
                "hydration": True,
                "laptop": False,
                "fit": "unisex",
            },
            compatible_with="WBT-109",
        ),
        Item(
            id="DPK-103",
            name="Larkspur Heron 24 Women's Daypack",
            price=84.95,
            weight_g=790,
            material="recycled polyester",
            colours="plum, sage",
            sizes="24 l",
            activities="hiking",
            text=(
                "Cut for shorter backs, with soft S-shaped straps and a belt that rests on the "
                "hip bones where it should. The tension mesh is slightly curved and leaves room "
                "to breathe. It holds a full day in the mountains but not a night."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 24,
                "rain_cover": True,
                "hydration": True,
                "laptop": False,
                "fit": "women",
            },
        ),
        Item(
            id="DPK-104",
            name="Moraine Couloir 20 Climbing Pack",
            price=79.95,
            weight_g=480,
            material="ripstop nylon",
            colours="red, grey",
            sizes="20 l",
            activities="alpine climbing, hiking",
            text=(
                "A slim sack for the wall that also squashes into a bigger pack on the approach. "
                "Rope goes under the lid, axes on the front, and the belt can be pulled off in a "
                "moment. Its back is only a sheet of foam, so pack the hard things away from you."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 20,
                "rain_cover": False,
                "hydration": True,
                "laptop": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="DPK-105",
            name="Juniper & Stone Mercer 18 Backpack",
            price=119.0,
            weight_g=860,
            material="waxed cotton",
            colours="sand, dark brown, navy",
            sizes="18 l",
            activities="everyday, travel",
            text=(
                "For the office on Friday and the woods on Saturday, in waxed canvas that ages "
                "well. A fleece-lined sleeve holds a laptop up to fourteen inches and hides a "
                "passport behind it. Rain beads off; a cloudburst wants an umbrella."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 18,
                "rain_cover": False,
                "hydration": False,
                "laptop": True,
                "fit": "unisex",
            },
            compatible_with="WBT-102",
        ),
        Item(
            id="DPK-106",
            name="Brightwater Current 26 Commuter Pack",
            price=99.95,
            weight_g=980,
            material="TPU-coated polyester",
            colours="black, petrol",
            sizes="26 l",
            activities="everyday, bikepacking",
            text=(
                "Welded, rolled shut and unimpressed by a Monday in the rain on the bike. The "
                "padded laptop sleeve hangs clear of the bottom, where a puddle would form. "
                "Reflective panels catch headlights; a loop takes your rear lamp."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 26,
                "rain_cover": False,
                "hydration": False,
                "laptop": True,
                "waterproof": True,
                "fit": "unisex",
            },
        ),
        Item(
            id="DPK-107",
            name="Fjordline Nomad 16 Packable Daypack",
            price=39.95,
            weight_g=190,
            material="ripstop nylon",
            colours="olive, orange, grey",
            sizes="16 l",
            activities="travel, hiking",
            text=(
                "Lives folded in its own pocket at the bottom of a suitcase until there is a "
                "market to visit or a hill to climb. Featherlight, with straps just wide enough "
                "for a picnic. No padding, so a camera would like a scarf around it."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 16,
                "rain_cover": False,
                "hydration": False,
                "laptop": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="DPK-108",
            name="Kettlewood Pathfinder Kids Daypack 12",
            price=39.95,
            weight_g=380,
            material="recycled polyester",
            colours="yellow, teal, pink",
            sizes="12 l",
            activities="family camping, hiking",
            text=(
                "First pack for kindergarten outings, with a chest strap that clicks by magnet "
                "and a name tag on the inside. There is room for a lunch box, a spare pair of "
                "trousers and one stone collection. Wash it at thirty degrees, stones removed."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 12,
                "rain_cover": False,
                "hydration": False,
                "laptop": False,
                "fit": "kids",
            },
            compatible_with="WBT-108",
        ),
        Item(
            id="DPK-109",
            name="Eastfell Ranger 30 Daypack",
            price=89.95,
            weight_g=1050,
            material="polyester",
            colours="moss green, black",
            sizes="30 l",
            activities="hiking, winter hiking, travel",
            text=(
                "For long days when weather decides: warm layers, thermos and crampons go in, "
                "poles and helmet on the outside. The U-shaped zip opens it like a case. If you "
                "only carry sandwiches you will find it roomy."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 30,
                "rain_cover": True,
                "hydration": True,
                "laptop": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="DPK-110",
            name="Drumlin Dune 15 Sling",
            price=54.95,
            weight_g=410,
            material="recycled nylon",
            colours="sand, black",
            sizes="15 l",
            activities="everyday, travel",
            text=(
                "Swing it round to the front, open, take out the camera, close, go on. It is worn"
                " on either shoulder and the second strap steadies it on the bike. A day of "
                "walking with weight in it is better done on two shoulders."
            ),
            attributes={
                "kind": "sling bag",
                "volume_l": 15,
                "rain_cover": False,
                "hydration": False,
                "laptop": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="DPK-111",
            name="Cairnwell Drover 20 Daypack",
            price=94.95,
            weight_g=940,
            material="waxed cotton",
            colours="brown, forest green",
            sizes="20 l",
            activities="hiking, bushcraft, everyday",
            text=(
                "The weekday sibling of the Drover 40, with the same leather and the same brass. "
                "One main room, one flat pocket under the lid, and space for a sit mat against "
                "the back. It prefers a brush to a washing machine."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 20,
                "rain_cover": False,
                "hydration": False,
                "laptop": False,
                "fit": "unisex",
            },
            sold_out=True,
        ),
        Item(
            id="DPK-112",
            name="Alderpeak Ridge 14 Daypack",
            price=49.95,
            weight_g=470,
            material="recycled polyester",
            colours="sky blue, grey",
            sizes="14 l",
            activities="hiking, bikepacking, everyday",
            text=(
                "Just the jacket, the water and something sweet: the short-tour version of the "
                "Ridge, close to the back and steady on a mountain bike. A hook inside finds the "
                "keys again. For autumn layers move up to the 22."
            ),
            attributes={
                "kind": "daypack",
                "volume_l": 14,
                "rain_cover": False,
                "hydration": True,
                "laptop": False,
                "fit": "unisex",
            },
        ),
        Item(
            id="DPK-113",
            name="Alderpeak Rain Cover S",
            price=14.95,
            weight_g=75,
            material="ripstop nylon",
            colours="orange, black",
            sizes="12-30 l",
            activities="hiking, bikepacking",
            text=(
                "Pulls over a daypack in one go and has a loop for a bicycle light. Folded up, it"
                " is no larger than a pair of socks. Dry it before you stuff it away, otherwise "
                "it will tell you about it."
            ),
            attributes={"kind": "rain cover", "waterproof": True},
            accessory_of="DPK-104, DPK-105, DPK-111, DPK-112",
        ),
    ),
)
