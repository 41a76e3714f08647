"""What a class of furniture usually is when the words do not say: materials, and sizes that follow features."""

from collections.abc import Mapping

from vrplanner.core.furniture import BY_NAME, FurnitureClass
from vrplanner.core.geometry import Vec3

USUAL_MATERIAL: dict[str, str] = {
    "sofa": "fabric", "armchair": "fabric", "chair": "oak", "office chair": "fabric", "stool": "oak",
    "ottoman": "fabric", "bench": "oak", "dining table": "oak", "coffee table": "oak", "side table": "oak",
    "desk": "oak", "bed": "fabric", "nightstand": "oak", "wardrobe": "lacquer", "dresser": "oak",
    "bookcase": "oak", "sideboard": "walnut", "tv stand": "walnut", "cabinet": "lacquer", "tv": "plastic",
    "floor lamp": "metal", "table lamp": "ceramic", "pendant lamp": "metal", "rug": "wool", "plant": "ceramic",
    "mirror": "oak", "picture": "oak", "curtain": "linen", "kitchen unit": "lacquer", "fridge": "chrome",
    "stove": "chrome", "washing machine": "lacquer", "bathtub": "ceramic", "toilet": "ceramic", "sink": "ceramic",
    "crib": "beech", "vase": "ceramic", "cushion": "linen",
}  # fmt: skip
USUAL_COLOR: dict[str, tuple[str, str]] = {
    "tv": ("black", "#161617"), "office chair": ("black", "#2a2b2d"), "bathtub": ("white", "#f4f3f0"),
    "toilet": ("white", "#f4f3f0"), "sink": ("white", "#f4f3f0"), "washing machine": ("white", "#f2f2f0"),
    "plant": ("white", "#e4dfd6"), "cushion": ("terracotta", "#b4603f"),
}  # fmt: skip
HEIGHT_FIRST = ("plant", "floor lamp", "table lamp", "vase", "curtain")
"""Classes whose single unlabelled length is their height."""
UPRIGHT = ("picture", "mirror", "curtain", "tv", "cushion", "fridge")
"""Classes whose two lengths are width and height."""
LONG_IS_DEPTH = ("bed", "crib", "toilet")
LONG_IS_HEIGHT = ("curtain",)
ALWAYS_DEEP_AS_WIDE = ("plant", "floor lamp", "table lamp", "pendant lamp", "vase", "stool")

_MATTRESS_WIDTH_M = {"single": 0.9, "double": 1.4, "queen": 1.6, "king": 1.8}
_TABLE_WIDTH_M = {2: 0.8, 4: 1.3, 6: 1.7, 8: 2.2, 10: 2.7, 12: 3.0}
_ROUND_TABLE_M = {2: 0.7, 4: 1.1, 6: 1.4, 8: 1.6, 10: 1.9, 12: 2.2}
_DRESSER_HEIGHT_M = {2: 0.6, 3: 0.78, 4: 0.98, 5: 1.16, 6: 0.85, 7: 1.25, 8: 1.0, 9: 1.0}


def sofa_width(seats: int) -> float:
    return round(0.3 + 0.62 * seats, 2)


def sofa_seats(width_m: float) -> int:
    return max(1, round((width_m - 0.3) / 0.62))


def usual_size(kind: str, features: Mapping[str, object]) -> Vec3:
    """(width, height, depth) metres that a piece with these features usually has."""
    width, height, depth = BY_NAME[kind].usual_size
    changed = _SIZED.get(kind, lambda size, _: size)((width, height, depth), features)
    if features.get("round") and kind in ("dining table", "coffee table", "ottoman", "rug"):
        diameter = (
            changed[0] if kind == "dining table" else min(changed[0], {"rug": 2.0, "ottoman": 0.5}.get(kind, 0.8))
        )
        return diameter, changed[1], diameter
    return changed


def _sofa(size: Vec3, features: Mapping[str, object]) -> Vec3:
    seats = features.get("seats")
    width = sofa_width(seats) if isinstance(seats, int) else size[0]
    if features.get("chaise"):
        return max(width + 0.25, 2.4), size[1], 1.6
    return width, size[1], size[2]


def _dining_table(size: Vec3, features: Mapping[str, object]) -> Vec3:
    seats = features.get("seats")
    sizes = _ROUND_TABLE_M if features.get("round") else _TABLE_WIDTH_M
    wanted = seats if isinstance(seats, int) else 4 if features.get("round") else 6
    width = sizes[min(sizes, key=lambda known: (abs(known - wanted), -known))]
    if seats is None and not features.get("round"):
        width = size[0]
    if features.get("square"):
        return 0.9, size[1], 0.9
    return width, size[1], size[2]


def _bed(size: Vec3, features: Mapping[str, object]) -> Vec3:
    mattress = _MATTRESS_WIDTH_M.get(str(features.get("mattress", "")))
    width = mattress + 0.08 if mattress else size[0]
    if features.get("bunk"):
        return 1.0 if mattress is None else width, 1.65, size[2]
    height = 0.6 if features.get("headboard") is False else 2.1 if features.get("canopy") else size[1]
    return width, height, size[2]


def _dresser(size: Vec3, features: Mapping[str, object]) -> Vec3:
    drawers = features.get("drawers")
    if not isinstance(drawers, int):
        return size
    return (
        (0.8 if drawers in (4, 5, 7) else 1.2 if drawers in (6, 8, 9) else size[0]),
        _DRESSER_HEIGHT_M.get(drawers, size[1]),
        size[2],
    )


def _wardrobe(size: Vec3, features: Mapping[str, object]) -> Vec3:
    doors = features.get("doors")
    return (0.5 * doors if isinstance(doors, int) and 2 <= doors <= 6 else size[0]), size[1], size[2]


def _stool(size: Vec3, features: Mapping[str, object]) -> Vec3:
    return (0.4, 0.75, 0.4) if features.get("high") else size


def _armchair(size: Vec3, features: Mapping[str, object]) -> Vec3:
    return (size[0], 1.08, size[2]) if features.get("wingback") else size


def _kitchen_unit(size: Vec3, features: Mapping[str, object]) -> Vec3:
    """A sink's tap stands on the worktop."""
    return (max(size[0], 0.8), size[1] + 0.28, size[2]) if features.get("basin") else size


def _sideboard(size: Vec3, features: Mapping[str, object]) -> Vec3:
    return (1.2, 0.8, 0.36) if features.get("legs-only") else size


def _floor_lamp(size: Vec3, features: Mapping[str, object]) -> Vec3:
    if features.get("arc"):
        return 1.1, 1.9, 0.36
    return (0.5, 1.5, 0.5) if features.get("tripod") else size


def _mirror(size: Vec3, features: Mapping[str, object]) -> Vec3:
    return (0.7, 0.7, 0.04) if features.get("round") else size


def _cabinet(size: Vec3, features: Mapping[str, object]) -> Vec3:
    return (0.9, 1.7, 0.4) if features.get("glass-doors") else size


def _pendant(size: Vec3, features: Mapping[str, object]) -> Vec3:
    return (0.75, 0.6, 0.75) if features.get("chandelier") else size


def _bench(size: Vec3, features: Mapping[str, object]) -> Vec3:
    return (size[0], 0.85, 0.5) if features.get("back") else size


_SIZED = {
    "sofa": _sofa, "dining table": _dining_table, "bed": _bed, "dresser": _dresser, "wardrobe": _wardrobe,
    "stool": _stool, "armchair": _armchair, "floor lamp": _floor_lamp, "mirror": _mirror, "cabinet": _cabinet,
    "pendant lamp": _pendant, "bench": _bench, "sideboard": _sideboard, "kitchen unit": _kitchen_unit,
}  # fmt: skip


def limits(entry: FurnitureClass) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """The smallest and largest (width, height, depth) that can be made, metres."""
    low_high = [(0.5 * r[0], 2.0 * r[2]) for r in (entry.width_m, entry.height_m, entry.depth_m)]
    return low_high[0], low_high[1], low_high[2]
