"""The classes of furniture everything here talks about: names in both languages and usual sizes.

Sizes are usual ones of European and Chinese retail, as (low, usual, high) metres, rounded to 5 cm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Range = tuple[float, float, float]
Stands = Literal["floor", "wall", "surface", "ceiling"]


@dataclass(frozen=True, slots=True)
class FurnitureClass:
    """`name` is the English class noun used in documents; `words` are other English names, `zh` Chinese ones, the
    first to show. `stands` tells what it rests on, `against_wall` whether its back usually touches a wall.
    """

    name: str
    words: tuple[str, ...]
    zh: tuple[str, ...]
    width_m: Range
    depth_m: Range
    height_m: Range
    stands: Stands = "floor"
    against_wall: bool = False

    @property
    def usual_size(self) -> tuple[float, float, float]:
        """Width, height, depth, metres."""
        return self.width_m[1], self.height_m[1], self.depth_m[1]


def _entry(
    names: str, zh: str, width: Range, depth: Range, height: Range, *, stands: Stands = "floor", wall: bool = False
) -> FurnitureClass:
    name, *words = names.split("|")
    return FurnitureClass(name, tuple(words), tuple(zh.split("|")), width, depth, height, stands, wall)


CLASSES: tuple[FurnitureClass, ...] = (
    _entry("sofa|couch|settee|loveseat", "沙发|长沙发", (1.3, 2.1, 3.2), (0.75, 0.9, 1.1), (0.65, 0.85, 1.0), wall=True),
    _entry("armchair|easy chair|lounge chair|recliner", "扶手椅|单人沙发", (0.6, 0.8, 1.1), (0.65, 0.85, 1.1), (0.65, 0.9, 1.1)),
    _entry("chair|dining chair", "椅子|餐椅", (0.38, 0.45, 0.65), (0.4, 0.5, 0.65), (0.75, 0.85, 1.1)),
    _entry("office chair|desk chair|swivel chair", "办公椅|转椅", (0.5, 0.6, 0.75), (0.5, 0.6, 0.75), (0.85, 1.05, 1.3)),
    _entry("stool|bar stool|footstool", "凳子|吧椅", (0.25, 0.4, 0.55), (0.25, 0.4, 0.55), (0.35, 0.45, 0.85)),
    _entry("ottoman|pouf|pouffe", "脚凳|脚墩", (0.35, 0.6, 1.0), (0.35, 0.5, 0.8), (0.3, 0.4, 0.5)),
    _entry("bench", "长凳|长椅", (0.7, 1.2, 1.8), (0.3, 0.4, 0.6), (0.4, 0.45, 0.9)),
    _entry("dining table|table|kitchen table", "餐桌|桌子", (0.7, 1.6, 3.0), (0.7, 0.9, 1.2), (0.7, 0.75, 0.8)),
    _entry("coffee table", "茶几|咖啡桌", (0.5, 1.1, 1.5), (0.4, 0.6, 1.0), (0.3, 0.42, 0.55)),
    _entry("side table|end table", "边几|边桌", (0.3, 0.45, 0.7), (0.3, 0.45, 0.7), (0.4, 0.55, 0.7)),
    _entry("desk|writing desk", "书桌|写字台", (0.8, 1.4, 2.0), (0.5, 0.7, 0.9), (0.7, 0.74, 0.8), wall=True),
    _entry("bed|double bed|single bed", "床|双人床", (0.8, 1.6, 2.1), (1.9, 2.1, 2.3), (0.4, 0.95, 1.4), wall=True),
    _entry("nightstand|night stand|bedside table|night table", "床头柜", (0.3, 0.45, 0.65), (0.3, 0.4, 0.5), (0.4, 0.55, 0.7), wall=True),
    _entry("wardrobe|closet|armoire", "衣柜", (0.8, 1.5, 3.0), (0.5, 0.6, 0.7), (1.7, 2.1, 2.5), wall=True),
    _entry("dresser|chest of drawers|commode", "斗柜|抽屉柜", (0.6, 1.0, 1.6), (0.4, 0.48, 0.55), (0.7, 0.85, 1.3), wall=True),
    _entry("bookcase|bookshelf|shelf|shelves", "书架|书柜", (0.4, 0.8, 2.4), (0.2, 0.3, 0.45), (0.8, 1.9, 2.4), wall=True),
    _entry("sideboard|buffet|credenza", "餐边柜|边柜", (1.0, 1.6, 2.4), (0.35, 0.45, 0.55), (0.65, 0.8, 1.0), wall=True),
    _entry("tv stand|tv unit|media console|tv bench", "电视柜", (0.9, 1.6, 2.6), (0.3, 0.42, 0.55), (0.3, 0.5, 0.7), wall=True),
    _entry("cabinet|cupboard", "柜子|橱柜", (0.4, 0.8, 1.6), (0.3, 0.45, 0.65), (0.6, 0.9, 2.1), wall=True),
    _entry("tv|television", "电视|电视机", (0.6, 1.2, 1.9), (0.03, 0.06, 0.12), (0.35, 0.7, 1.1), stands="surface"),
    _entry("floor lamp|standing lamp", "落地灯", (0.25, 0.4, 0.6), (0.25, 0.4, 0.6), (1.3, 1.6, 2.0)),
    _entry("table lamp|desk lamp|lamp", "台灯|灯", (0.15, 0.3, 0.45), (0.15, 0.3, 0.45), (0.3, 0.5, 0.75), stands="surface"),
    _entry("pendant lamp|ceiling lamp|chandelier", "吊灯", (0.2, 0.45, 1.0), (0.2, 0.45, 1.0), (0.2, 0.4, 1.0), stands="ceiling"),
    _entry("rug|carpet|mat", "地毯", (0.6, 2.0, 4.0), (0.5, 1.4, 3.0), (0.005, 0.012, 0.03)),
    _entry("plant|potted plant|house plant", "植物|盆栽|绿植", (0.2, 0.5, 1.0), (0.2, 0.5, 1.0), (0.3, 1.1, 2.0)),
    _entry("mirror", "镜子", (0.4, 0.6, 1.2), (0.02, 0.04, 0.4), (0.6, 1.6, 2.0), wall=True),
    _entry("picture|painting|poster", "画|挂画", (0.2, 0.6, 1.5), (0.01, 0.03, 0.06), (0.2, 0.8, 1.5), stands="wall", wall=True),
    _entry("curtain|curtains", "窗帘", (0.8, 1.6, 4.0), (0.05, 0.12, 0.2), (1.2, 2.3, 2.8), stands="wall", wall=True),
    _entry("kitchen unit|kitchen cabinet|counter|base cabinet", "厨柜|地柜", (0.4, 0.6, 3.6), (0.55, 0.6, 0.7), (0.8, 0.9, 0.95), wall=True),
    _entry("fridge|refrigerator", "冰箱", (0.5, 0.6, 0.95), (0.55, 0.65, 0.8), (0.8, 1.8, 2.1), wall=True),
    _entry("stove|oven|cooker", "炉灶|烤箱", (0.5, 0.6, 0.9), (0.55, 0.6, 0.7), (0.8, 0.9, 0.95), wall=True),
    _entry("washing machine|washer", "洗衣机", (0.55, 0.6, 0.7), (0.5, 0.6, 0.7), (0.8, 0.85, 0.95), wall=True),
    _entry("bathtub|bath", "浴缸", (1.4, 1.7, 1.9), (0.65, 0.75, 0.95), (0.5, 0.58, 0.65), wall=True),
    _entry("toilet", "马桶|坐便器", (0.35, 0.38, 0.45), (0.5, 0.68, 0.75), (0.38, 0.78, 0.85), wall=True),
    _entry("sink|washbasin", "洗手盆|水槽", (0.4, 0.6, 1.2), (0.35, 0.48, 0.6), (0.15, 0.85, 0.95), wall=True),
    _entry("crib|cot", "婴儿床", (0.6, 0.7, 0.8), (1.1, 1.3, 1.45), (0.8, 0.9, 1.1), wall=True),
    _entry("vase", "花瓶", (0.08, 0.18, 0.35), (0.08, 0.18, 0.35), (0.15, 0.3, 0.7), stands="surface"),
    _entry("cushion|pillow", "靠垫|枕头", (0.3, 0.45, 0.7), (0.1, 0.15, 0.25), (0.3, 0.45, 0.6), stands="surface"),
)  # fmt: skip

BY_NAME = {entry.name: entry for entry in CLASSES}


def find_class(word: str) -> FurnitureClass | None:
    """The class a single English or Chinese name means, None if it is not one of ours."""
    wanted = word.strip().lower()
    for entry in CLASSES:
        if wanted == entry.name or wanted in entry.words or wanted in entry.zh:
            return entry
    return None


def all_names() -> Iterator[tuple[str, FurnitureClass]]:
    """Every name in either language with its class, longest first, so that "coffee table" is found before "table"."""
    pairs = [(name, entry) for entry in CLASSES for name in (entry.name, *entry.words, *entry.zh)]
    yield from sorted(pairs, key=lambda pair: -len(pair[0]))
