"""Stoves: flames for the trail kitchen, their fuel and their spares."""

from scripts.demo_shop.item import Category, Item

STOVES = Category(
    prefix="STV",
    path=("Camping", "Stoves"),
    items=(
        Item(
            id="STV-101",
            name="Ironbeck Pocket Gas Stove",
            price=49.95,
            weight_g=85,
            material="titanium",
            colours="silver",
            activities="trekking, hiking, bikepacking",
            text=(
                "Folds up smaller than a pack of cards and screws onto any valve cartridge with "
                "the common thread. The flame goes from a roar to a real simmer, so that porridge"
                " does not have to taste of charcoal. Like all small burners it hates wind; give "
                "it a rock or a windscreen to hide behind."
            ),
            attributes={
                "kind": "gas stove",
                "fuel": "gas",
                "boil_min": 4,
                "output_w": 2800,
                "burners": 1,
                "piezo": False,
            },
            compatible_with="STV-111, STV-112",
            rating=4.7,
            reviews=214,
        ),
        Item(
            id="STV-102",
            name="Ironbeck Kestrel Cooking System",
            price=149.0,
            weight_g=410,
            material="aluminium",
            colours="black, orange",
            activities="hiking, trekking, alpine climbing",
            text=(
                "Burner and pot lock together and the fins underneath catch heat that other "
                "stoves give to the landscape. Half a litre for a dried meal is ready before you "
                "have found the spoon, even in a breeze. It is a machine for boiling water and "
                "clumsy at frying an egg."
            ),
            attributes={
                "kind": "cooking system",
                "fuel": "gas",
                "boil_min": 2.5,
                "output_w": 2200,
                "burners": 1,
                "piezo": True,
                "volume_l": 1,
            },
            compatible_with="STV-111, STV-112",
        ),
        Item(
            id="STV-103",
            name="Nordvik Tundra Multi-Fuel Stove",
            price=189.0,
            weight_g=430,
            material="stainless steel",
            colours="silver",
            activities="winter hiking, ski touring, trekking",
            text=(
                "When gas gives up in the cold this one is just warming up: it burns stove "
                "petrol, unleaded from any filling station and, with the second nozzle, paraffin."
                " Pump and jet come apart with a single tool that is included. Priming takes "
                "practice and throws a flame, so never light it in a porch."
            ),
            attributes={
                "kind": "multi-fuel stove",
                "fuel": "petrol",
                "boil_min": 3.5,
                "output_w": 3000,
                "burners": 1,
                "piezo": False,
            },
        ),
        Item(
            id="STV-104",
            name="Kettlewood Hearth Double Stove",
            price=129.95,
            weight_g=4600,
            material="steel",
            colours="dark grey, forest green",
            activities="family camping, car camping",
            text=(
                "Two full-sized burners under a lid that opens into a windshield on three sides. "
                "A pan of pancakes and a pot of coffee sit side by side, and the drip tray lifts "
                "out for the sink. It needs a big refillable bottle with a hose and a flat table "
                "to stand on."
            ),
            attributes={
                "kind": "gas stove",
                "fuel": "gas",
                "boil_min": 4.5,
                "output_w": 4400,
                "burners": 2,
                "piezo": True,
            },
            compatible_with="STV-113",
        ),
        Item(
            id="STV-105",
            name="Alderpeak Spark Gas Stove",
            price=24.95,
            weight_g=130,
            material="steel",
            colours="silver",
            activities="camping, festivals",
            text=(
                "The plainest way to a hot breakfast that we are willing to stand behind. Wide "
                "pot supports take a family saucepan without wobbling, and the ignition saves you"
                " the wet matches. It weighs more than the fancy ones and lasts just as long."
            ),
            attributes={
                "kind": "gas stove",
                "fuel": "gas",
                "boil_min": 5,
                "output_w": 2500,
                "burners": 1,
                "piezo": True,
            },
            compatible_with="STV-111, STV-112",
        ),
        Item(
            id="STV-106",
            name="Fjordline Storm Spirit Stove",
            price=69.95,
            weight_g=790,
            material="aluminium",
            colours="silver",
            activities="camping, paddling, trekking",
            text=(
                "Silent, nearly indestructible and indifferent to wind: a brass spirit burner "
                "inside a two-part storm cooker with its own pots. Nothing in it can clog or "
                "break, and the fuel comes from any chemist. Bring patience, because a litre of "
                "tea takes about twice as long as on gas."
            ),
            attributes={
                "kind": "spirit stove",
                "fuel": "alcohol",
                "boil_min": 8,
                "output_w": 1000,
                "burners": 1,
                "piezo": False,
                "volume_l": 1.5,
            },
        ),
        Item(
            id="STV-107",
            name="Glenmore Works Twig Wood Stove",
            price=79.9,
            weight_g=390,
            material="stainless steel",
            colours="silver",
            activities="bushcraft, camping, paddling",
            text=(
                "Burns whatever lies around the camp, from pine cones to broken twigs, and folds "
                "flat into an envelope. The double wall feeds hot air back to the top of the "
                "fire, so it smokes far less than it looks as if it should. Check the local fire "
                "ban first and accept that your pot will be sooty."
            ),
            attributes={
                "kind": "wood stove",
                "fuel": "wood",
                "boil_min": 7,
                "output_w": 1500,
                "burners": 1,
                "piezo": False,
            },
        ),
        Item(
            id="STV-108",
            name="Highmark Remote Gas Stove",
            price=99.0,
            weight_g=190,
            material="titanium",
            colours="silver",
            activities="winter hiking, alpine climbing, trekking",
            text=(
                "A low, broad spider on a hose, which puts a big pot close to the ground and lets"
                " you wrap a windscreen right around. The preheat loop allows the cartridge to be"
                " turned upside down in frost. For solo coffee it is more stove than you need."
            ),
            attributes={
                "kind": "gas stove",
                "fuel": "gas",
                "boil_min": 3.5,
                "output_w": 3000,
                "burners": 1,
                "piezo": False,
            },
            compatible_with="STV-111, STV-112, STV-114",
        ),
        Item(
            id="STV-109",
            name="Juniper & Stone Campfire Grill",
            price=59.9,
            weight_g=1650,
            material="stainless steel",
            colours="silver",
            activities="car camping, bushcraft",
            text=(
                "A folding grate on four sturdy legs that stands over embers and carries a "
                "cast-iron pot without a sigh. Bars are close enough together for asparagus and "
                "small sausages. Clean it with a handful of wet sand, dry it, and it will outlast"
                " the tent."
            ),
            attributes={
                "kind": "grill",
                "fuel": "wood",
                "burners": 1,
                "piezo": False,
                "load_kg": 8,
            },
        ),
        Item(
            id="STV-110",
            name="Moraine Scree Gas Stove",
            price=44.95,
            weight_g=95,
            material="steel",
            colours="silver",
            activities="hiking, trekking",
            text=(
                "Small screw-on burner with serrated pot arms and a push-button igniter, a "
                "favourite of school groups. The igniter is the part that ages first, so carry a "
                "lighter as well. No longer in production; seals can still be ordered."
            ),
            attributes={
                "kind": "gas stove",
                "fuel": "gas",
                "boil_min": 4.5,
                "output_w": 2600,
                "burners": 1,
                "piezo": True,
            },
            compatible_with="STV-111",
            sold_out=True,
        ),
        Item(
            id="STV-111",
            name="Alderpeak Gas Cartridge 230",
            price=7.95,
            weight_g=380,
            material="steel",
            colours="orange",
            activities="camping, hiking, trekking",
            text=(
                "A butane and propane mix with the screw valve that nearly all hiking stoves "
                "share. One cartridge boils roughly thirteen litres of water in summer, which is "
                "a long weekend for two people. It must not fly, so buy it where you land."
            ),
            attributes={"kind": "gas cartridge", "fuel": "gas", "content_g": 230},
            accessory_of="STV-101, STV-102, STV-105, STV-108, STV-110",
            rating=4.7,
        ),
        Item(
            id="STV-112",
            name="Alderpeak Gas Cartridge 450",
            price=11.95,
            weight_g=660,
            material="steel",
            colours="orange",
            activities="camping, trekking",
            text=(
                "The big cartridge for groups, base camps and people who like to bake in the "
                "field. Its wide foot also steadies a tall pot. When it feels light, weigh it on "
                "a kitchen scale: 450 grams of gas were in it when new."
            ),
            attributes={"kind": "gas cartridge", "fuel": "gas", "content_g": 450},
            accessory_of="STV-101, STV-102, STV-105, STV-108",
        ),
        Item(
            id="STV-113",
            name="Kettlewood Hearth Hose and Regulator",
            price=29.95,
            weight_g=420,
            material="rubber",
            colours="black",
            activities="family camping, car camping",
            text=(
                "Connects the Hearth double stove to a refillable gas bottle and holds the "
                "pressure steady as the bottle empties. The hose of 80 centimetres keeps the "
                "bottle off the table and in the shade. Replace it when the date stamped on the "
                "rubber has passed."
            ),
            attributes={"kind": "regulator", "fuel": "gas", "length_cm": 80},
            accessory_of="STV-104",
        ),
        Item(
            id="STV-114",
            name="Alderpeak Folding Windscreen",
            price=16.95,
            weight_g=210,
            material="aluminium",
            colours="silver",
            activities="hiking, camping",
            text=(
                "Eight hinged panels with pegs that stand around a stove and halve the fuel you "
                "burn in a breeze. It packs flat behind the pots. Never close it all the way "
                "around a burner that sits directly on its cartridge, because the gas must stay "
                "cool."
            ),
            attributes={"kind": "windscreen", "height_cm": 24},
            accessory_of="STV-103, STV-105, STV-108",
        ),
    ),
)
