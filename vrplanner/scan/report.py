"""What a scan found and how far it can be trusted, as plain data for people and programs."""

from dataclasses import dataclass

from vrplanner.core.room import OpeningKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WallReport:
    """`coverage`: share of the wall's upper band where surface was seen; `residual_m`: how far that surface strays
    from a plane (standard deviation); `seen` False: the plan was closed here without evidence.
    """

    id: str
    length_m: float
    seen: bool
    coverage: float
    residual_m: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningReport:
    """`through` rays passed the opening, `missing` came back from nowhere, `solid` ended on the wall inside it."""

    id: str
    wall: str
    kind: OpeningKind
    width_m: float
    height_m: float
    sill_m: float
    through: int
    missing: int
    solid: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReport:
    """`named_by`: "pictures and size", "size" or "nothing"; `views` is how many frames were looked at."""

    id: str
    kind: str
    confidence: float
    named_by: str
    views: int
    runner_up: str
    size_m: tuple[float, float, float]
    seen_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReport:
    """Dimensions are those of the floor plan's bounding box; `manhattan_share` tells how much of the upright surface
    runs along two square headings (near 1: a box of a room; the plan does not depend on it).
    """

    capture: str
    frames: int
    detected: tuple[str, ...]
    width_m: float
    depth_m: float
    height_m: float
    area_m2: float
    ceiling_seen: bool
    floor_seen_m2: float
    level_share: float
    manhattan_share: float
    walls: tuple[WallReport, ...]
    openings: tuple[OpeningReport, ...]
    items: tuple[ItemReport, ...]
    warnings: tuple[str, ...]
    timings_s: dict[str, float]
    triangles: int

    def sentences(self) -> list[str]:
        """The report for a person to read."""
        ceiling = "" if self.ceiling_seen else " (the ceiling was not seen)"
        lines = [
            *self.detected,
            f"Room {self.width_m:.2f} × {self.depth_m:.2f} m, {self.height_m:.2f} m high{ceiling}, "
            f"{self.area_m2:.1f} m².",
        ]
        for wall in self.walls:
            seen = f"{wall.coverage:.0%} seen, flat within {wall.residual_m * 1000:.0f} mm" if wall.seen else "not seen"
            lines.append(f"  {wall.id}: {wall.length_m:.2f} m, {seen}")
        lines += [
            f"  {opening.kind} in {opening.wall}: {opening.width_m:.2f} × {opening.height_m:.2f} m, "
            f"sill {opening.sill_m:.2f} m, confidence {opening.confidence:.0%}"
            for opening in self.openings
        ]
        for item in self.items:
            w, h, d = item.size_m
            lines.append(
                f"  {item.kind}: {w:.2f} × {d:.2f} m, {h:.2f} m high, confidence {item.confidence:.0%} "
                f"(by {item.named_by})"
            )
        lines += [f"Note: {warning}" for warning in self.warnings]
        lines.append("Took " + ", ".join(f"{stage} {took:.1f} s" for stage, took in self.timings_s.items()) + ".")
        return lines
