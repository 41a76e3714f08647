"""What each class of furniture needs around it, and what belongs together: an interior designer's rules of thumb.

Figures: 0.75 m before drawers and doors of cupboards, 0.6 m beside a bed, 0.35 m for the legs before a seat, 0.9 m at a
worktop (Neufert, Architects' Data; Panero and Zelnik, Human Dimension and Interior Space).
"""

from dataclasses import dataclass, field

from vrplanner.layout.problem import SIDES, Side, WallNeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one class wants to stand. The fields mean what they mean on a `Piece`."""

    priority: int = 2
    wall: WallNeed = "no"
    corner: bool = False
    access_all: tuple[Side, ...] = ()
    access_any: tuple[Side, ...] = ()
    clear_m: dict[Side, float] = field(default_factory=dict)
    stays: bool = False


def _front(clear_m: float, *, priority: int = 2, wall: WallNeed = "must", stays: bool = False) -> Rule:
    return Rule(priority=priority, wall=wall, access_all=("front",), clear_m={"front": clear_m}, stays=stays)


_FREE = Rule(access_any=SIDES)
RULES: dict[str, Rule] = {
    "sofa": _front(0.35, priority=1, wall="wish"),
    "armchair": _front(0.35, wall="no"),
    "chair": _FREE,
    "office chair": _FREE,
    "stool": Rule(priority=3, access_any=SIDES),
    "ottoman": Rule(priority=3, wall="wish", access_any=SIDES),
    "bench": Rule(priority=3, wall="wish", access_any=("front", "left", "right")),
    "dining table": Rule(priority=1, access_any=SIDES),
    "coffee table": _FREE,
    "side table": Rule(priority=3, access_any=SIDES),
    "desk": _front(0.75, wall="must"),
    "bed": Rule(priority=1, wall="must", access_any=("left", "right"), clear_m={"left": 0.6, "right": 0.6}),
    "nightstand": _front(0.0, priority=3),
    "wardrobe": _front(0.75, priority=1),
    "dresser": _front(0.75),
    "bookcase": _front(0.6),
    "sideboard": _front(0.7),
    "tv stand": _front(0.6, priority=1),
    "cabinet": _front(0.7),
    "tv": _front(0.6, priority=1, wall="wish"),
    "floor lamp": Rule(priority=3, corner=True, access_any=SIDES),
    "table lamp": Rule(priority=3, corner=True, access_any=SIDES),
    "rug": Rule(priority=3),
    "plant": Rule(priority=3, corner=True, access_any=SIDES),
    "mirror": _front(0.6, priority=3),
    "kitchen unit": _front(0.9, priority=1, stays=True),
    "fridge": _front(0.9, priority=1, stays=True),
    "stove": _front(0.9, priority=1, stays=True),
    "washing machine": _front(0.9, priority=1, stays=True),
    "bathtub": Rule(priority=1, wall="must", access_any=("front", "left", "right"), stays=True),
    "toilet": _front(0.6, priority=1, stays=True),
    "sink": _front(0.7, priority=1, stays=True),
    "crib": _front(0.6, priority=1),
}
SINGLE_BED = Rule(priority=1, wall="must", access_any=("left", "right"), clear_m={})
"""A bed up to 1.25 m wide stands well with one long side to a wall; a wider one wants both free."""
SINGLE_BED_MAX_M = 1.25

ALIASES = {
    "coffee": "coffee table",
    "table": "dining table",
    "deskchair": "office chair",
    "lamp": "floor lamp",
    "shelf": "bookcase",
    "kitchen": "kitchen unit",
    "couch": "sofa",
    "tvstand": "tv stand",
    "tv unit": "tv stand",
    "night stand": "nightstand",
    "bedside table": "nightstand",
    "desk chair": "office chair",
    "shelf unit": "bookcase",
    "bookshelf": "bookcase",
    "dining chair": "chair",
}
"""Short class names of the neutral format."""

FLAT_KINDS = ("floor lamp", "table lamp", "plant")
"""Kinds whose facing means nothing when they are as wide as deep."""
WINDOW_SHY_KINDS = ("bed", "tv stand", "tv")
"""Kinds that are better off away from a window even below its sill: draught on a head, glare around a screen."""

CABLES_M = {"tv": 1.5, "tv stand": 1.5, "desk": 1.8, "floor lamp": 1.8, "table lamp": 1.5, "fridge": 1.5,
            "washing machine": 1.2}  # fmt: skip
"""How far the plug of what needs power reaches: a lamp's or a television's usual cable; a desk has its own lead."""


def rule_for(kind: str, *, width_m: float = 0.0) -> Rule:
    """The rule of a class; what is not a class of ours may stand anywhere a person can step up to it."""
    if kind == "bed" and 0 < width_m <= SINGLE_BED_MAX_M:
        return SINGLE_BED
    return RULES.get(kind, _FREE)
