"""Sleeping Mats: what lies between the sleeper and the cold ground."""

from scripts.demo_shop.item import Category, Item

SLEEPING_MATS = Category(
    prefix="MAT",
    path=("Camping", "Sleeping Mats"),
    items=(
        Item(
            id="MAT-101",
            name="Moraine Plateau Air Mat",
            price=129.0,
            weight_g=480,
            material="recycled polyester",
            colours="rust, teal",
            sizes="regular, wide",
            activities="trekking, hiking, bikepacking",
            text=(
                "Eight centimetres of air in upright chambers keep hips off the stones even for "
                "people who sleep on their side. The valve is flat, holds while you breathe in "
                "between puffs, and empties the mat in a few seconds in the morning. The fabric "
                "whispers rather than crackles, to the relief of tent partners."
            ),
            attributes={
                "kind": "air mat",
                "r_value": 3.2,
                "thickness_cm": 8,
                "construction": "air",
            },
            replaces="MAT-110",
            rating=4.5,
        ),
        Item(
            id="MAT-102",
            name="Nordvik Icefield Air Mat",
            price=219.0,
            weight_g=640,
            material="ripstop nylon",
            colours="navy",
            sizes="regular, wide",
            activities="winter hiking, ski touring, alpine climbing",
            text=(
                "A metallised layer inside throws your own warmth back at you, so that you can "
                "lie on snow and forget about it. Blow it up with the pump sack and not by mouth:"
                " breath freezes inside in hard frost. On warm summer nights this much insulation"
                " is simply too cosy."
            ),
            attributes={
                "kind": "air mat",
                "r_value": 6.9,
                "thickness_cm": 9,
                "construction": "air",
            },
        ),
        Item(
            id="MAT-103",
            name="Highmark Wisp Air Mat",
            price=179.0,
            weight_g=330,
            material="ripstop nylon",
            colours="grey",
            sizes="regular, short",
            activities="trekking, trail running, bikepacking",
            text=(
                "The lightest mat we carry, tapered at the foot and rolled up to about the size "
                "of a tin of beans. It rewards careful owners: sweep the ground, use a footprint "
                "and keep it away from dogs. From late autumn on, put a thin foam mat underneath."
            ),
            attributes={
                "kind": "air mat",
                "r_value": 2.1,
                "thickness_cm": 6,
                "construction": "air",
            },
        ),
        Item(
            id="MAT-104",
            name="Cairnwell Moor Self-Inflating Mat",
            price=89.95,
            weight_g=820,
            material="polyester",
            colours="olive, dark grey",
            sizes="regular, long",
            activities="hiking, camping",
            text=(
                "Open the valve, put the kettle on, and the foam does most of the inflating by "
                "itself. If it ever gets a hole you still lie on foam instead of bare ground, "
                "which is why hut wardens and scout leaders like it. A good middle way between a "
                "featherweight and a mattress."
            ),
            attributes={
                "kind": "self-inflating mat",
                "r_value": 3.8,
                "thickness_cm": 4,
                "construction": "self-inflating",
            },
        ),
        Item(
            id="MAT-105",
            name="Kettlewood Homestead Double Mat",
            price=189.95,
            weight_g=3900,
            material="polyester",
            colours="forest green",
            sizes="double",
            activities="family camping, car camping",
            text=(
                "A proper double bed for the tent, with a soft stretch top and no cold gap down "
                "the middle. It fits the bedrooms of the Homestead tents exactly and rolls with "
                "the help of one knee and two straps. Two light sleepers may prefer two singles, "
                "since one person turning does rock the other a little."
            ),
            attributes={
                "kind": "self-inflating mat",
                "r_value": 7.5,
                "thickness_cm": 10,
                "construction": "self-inflating",
                "sleeps": 2,
            },
            compatible_with="TNT-105, TNT-106",
        ),
        Item(
            id="MAT-106",
            name="Alderpeak Meadow Foam Mat",
            price=24.95,
            weight_g=410,
            material="closed-cell foam",
            colours="blue, grey",
            sizes="regular",
            activities="camping, hiking, festivals",
            text=(
                "A folding foam mat that cannot be punctured, needs no breath and doubles as a "
                "seat by the fire. Strap it outside the rucksack and let it get rained on; a "
                "shake and it is dry. It is firm, so side sleepers should borrow one for a night "
                "before deciding."
            ),
            attributes={
                "kind": "foam mat",
                "r_value": 1.8,
                "thickness_cm": 1.4,
                "construction": "foam",
            },
        ),
        Item(
            id="MAT-107",
            name="Alderpeak Fold Winter Foam Mat",
            price=39.95,
            weight_g=520,
            material="closed-cell foam",
            colours="orange",
            sizes="regular",
            activities="winter hiking, ski touring, alpine climbing",
            text=(
                "Egg-box dimples trap air on both faces and a reflective film on the upper one "
                "sends warmth back. On its own it suits cool summer bivouacs; beneath an air mat "
                "it makes a winter bed that still works after a puncture. Snow brushes off it "
                "instead of melting in."
            ),
            attributes={
                "kind": "foam mat",
                "r_value": 2.6,
                "thickness_cm": 2,
                "construction": "foam",
            },
            compatible_with="MAT-102, MAT-103",
        ),
        Item(
            id="MAT-108",
            name="Larkspur Siesta Self-Inflating Mat",
            price=119.0,
            weight_g=1450,
            material="recycled polyester",
            colours="plum, sand",
            sizes="regular, wide",
            activities="camping, car camping, paddling",
            text=(
                "Thick foam with a brushed, slightly grippy top that stops both the sleeping bag "
                "and the sleeper from sliding downhill. Side walls stand straight, so the full "
                "width is usable. Heavier than anything you would want to carry far, and worth "
                "every gram beside the car or the canoe."
            ),
            attributes={
                "kind": "self-inflating mat",
                "r_value": 5.1,
                "thickness_cm": 7.5,
                "construction": "self-inflating",
            },
        ),
        Item(
            id="MAT-109",
            name="Ironbeck Wedge Air Mat",
            price=99.0,
            weight_g=560,
            material="recycled nylon",
            colours="black, mustard",
            sizes="regular",
            activities="hiking, bikepacking",
            text=(
                "No insulation, just good air: a summer mat whose wedge shape keeps your head "
                "higher than your feet. Thicker fabric than usual underneath means that it can go"
                " straight on pine needles. When nights drop towards freezing you will feel the "
                "ground through it."
            ),
            attributes={
                "kind": "air mat",
                "r_value": 1.5,
                "thickness_cm": 7,
                "construction": "air",
            },
        ),
        Item(
            id="MAT-110",
            name="Moraine Terrace Air Mat",
            price=119.0,
            weight_g=560,
            material="polyester",
            colours="teal",
            sizes="regular",
            activities="trekking, hiking",
            text=(
                "The mat that the Plateau grew out of: horizontal chambers, a simple plug valve "
                "and a loyal following. It was thinner and a little noisier, and it has outlived "
                "many a tent. We keep patch kits and valves for it in the workshop."
            ),
            attributes={
                "kind": "air mat",
                "r_value": 2.4,
                "thickness_cm": 6,
                "construction": "air",
            },
            sold_out=True,
        ),
        Item(
            id="MAT-111",
            name="Brightwater Float Pump Sack",
            price=29.95,
            weight_g=75,
            material="ripstop nylon",
            colours="sky blue",
            activities="trekking, camping",
            text=(
                "Hold it open, roll it shut, press: three or four fills and the mat is hard "
                "without a single puff of damp breath. On the trail it is also a 22 litre sack "
                "for clothes, and stuffed with a jacket a passable pillow. Fits the flat valves "
                "of all our air mats."
            ),
            attributes={"kind": "pump sack", "volume_l": 22},
            accessory_of="MAT-101, MAT-102, MAT-103, MAT-109",
        ),
        Item(
            id="MAT-112",
            name="Juniper & Stone Nap Pillow",
            price=34.95,
            weight_g=90,
            material="cotton",
            colours="natural, navy",
            activities="camping, travel",
            text=(
                "An air core under a washable cotton cover, so your cheek does not stick to "
                "plastic. Half a turn of the valve trims the firmness when you are already lying "
                "down. The loop at the back ties to a mat, which ends the nightly hunt for the "
                "pillow."
            ),
            attributes={"kind": "pillow", "thickness_cm": 10, "construction": "air"},
            accessory_of="MAT-101, MAT-102, MAT-104, MAT-108",
        ),
        Item(
            id="MAT-113",
            name="Alderpeak Mat Repair Kit",
            price=9.95,
            weight_g=30,
            material="ripstop nylon",
            colours="grey",
            activities="camping, trekking",
            text=(
                "Six patches, a tube of glue and a pen to circle the hole once you have found it "
                "by its bubbles. The quick patches hold within a minute, the glued ones for good "
                "after a night of drying. Leaks at the valve itself need a new valve and not a "
                "patch."
            ),
            attributes={"kind": "repair kit", "pieces": 8},
            accessory_of="MAT-101, MAT-102, MAT-103, MAT-104, MAT-108, MAT-109",
        ),
    ),
)
