"""Lamps: shades, stems, bases, bulbs."""

import math

import numpy as np

from vrplanner.generate.materials import Finish, finish, glowing
from vrplanner.generate.piece import Builder, Piece
from vrplanner.generate.shapes.shape import Shape, joined
from vrplanner.generate.shapes.solids import cylinder, ellipse, lathe, rod, slab, splayed, tapered, tube

WARM = "#ffe2b8"


def _shade(bottom: float, top: float, height: float) -> Shape:
    """An open lampshade: outer and inner wall with rolled rims, standing on y = 0."""
    t = 0.002
    r0, r1 = bottom - t, top - t
    profile = [
        (r0 - t, 0.004),
        (r0, 0.0),
        (bottom, 0.003),
        (top, height - 0.003),
        (r1, height),
        (r1 - t, height - 0.004),
    ]
    inner = [(r1 - t, height - 0.004), (r0 - t, 0.004)]
    return joined([lathe(profile, segments=40, sharp_deg=80), lathe(inner, segments=40)])


def _bulb(radius: float = 0.03) -> Shape:
    angles = np.linspace(-math.pi / 2, math.pi / 2, 10)
    return lathe([(radius * math.cos(a), radius * (1 + math.sin(a))) for a in angles], segments=16, sharp_deg=80)


def _globe(radius: float) -> Shape:
    angles = np.linspace(-math.pi / 2, math.pi / 2, 22)
    return lathe(
        [(max(0.0, radius * math.cos(a)), radius * (1 + math.sin(a))) for a in angles], segments=36, sharp_deg=80
    )


def _dome(radius: float, height: float) -> Shape:
    """A metal dome, open below, with a thin wall."""
    angles = np.linspace(0, math.pi / 2 * 0.94, 14)
    t = 0.003
    outer = [(radius * math.cos(a), height * math.sin(a)) for a in angles]
    inner = [((radius - t) * math.cos(a), (height - t) * math.sin(a)) for a in angles[::-1]]
    return joined(
        [
            lathe([*outer, (0.0, height * math.sin(angles[-1]))], segments=40, sharp_deg=60),
            lathe([(0.0, inner[0][1]), *inner, outer[0]], segments=40, sharp_deg=80),
        ]
    )


def _cloth_shade(piece: Piece) -> Finish:
    """A shade that glows a little, as cloth in front of a bulb does."""
    piece.asked |= {"shade_material", "shade_color"}
    material = piece.spec.choice("shade_material", "linen")
    color = piece.spec.choice(
        "shade_color",
        piece.spec.color if piece.family == "textile" and "shade_color" not in piece.spec.features else "#efe6d3",
    )
    if material in ("metal", "brass", "chrome", "glass", "rattan"):
        return finish(material, piece.spec.choice("shade_color", "") or None)
    return _lit(finish(material if material != "fabric" else "linen", color))


def _lit(cloth: Finish) -> Finish:
    from dataclasses import replace

    return replace(
        cloth, material=replace(cloth.material, name="shade", emissive=(0.16, 0.12, 0.07), double_sided=True)
    )


def _stem_finish(piece: Piece) -> Finish:
    if piece.family in ("textile", "glass"):
        return piece.part("leg", "brass" if piece.style("mid-century", "classic") else "metal")
    return piece.main


def floor_lamp(piece: Piece) -> None:
    """A stem on a round foot under a drum shade; on a tripod; or an arc that carries a dome."""
    w, h, d = piece.width, piece.height, piece.depth
    if piece.has("arc") and w > d * 1.4:
        _arc_lamp(piece)
        return
    stem, shade = _stem_finish(piece), _cloth_shade(piece)
    radius = min(w, d) / 2
    tall = min(0.36, h * 0.22, radius * 1.5)
    if piece.has("reading"):
        _reading_lamp(piece, stem)
        return
    tripod = piece.has("tripod") or (piece.style("scandinavian", "mid-century") and piece.family == "wood")
    neck = h - tall * 0.55
    if tripod:
        for i in range(3):
            angle = math.tau * i / 3 + math.pi / 2
            away = radius - 0.02
            post = tapered(cylinder(0.014, neck - tall * 0.5, segments=12), bottom=0.75)
            leaning = splayed(post, x=away * math.cos(angle), z=away * math.sin(angle))
            piece.add(stem, leaning.moved(0.02 * math.cos(angle), 0, 0.02 * math.sin(angle)))
        piece.add(
            finish("brass") if piece.family == "wood" else stem,
            cylinder(0.032, 0.03, segments=20).moved(y=neck - tall * 0.5 - 0.012),
        )
        piece.add(finish("metal"), cylinder(0.008, tall * 0.5, segments=10).moved(y=neck - tall * 0.5))
    else:
        foot = min(0.15, radius * 0.72)
        piece.add(
            stem,
            lathe(
                [(0, 0), (foot, 0), (foot, 0.014), (foot - 0.006, 0.02), (0.014, 0.026), (0.011, 0.05), (0, 0.05)],
                segments=36,
            ),
        )
        piece.add(stem, cylinder(0.0105, neck - 0.02, segments=14).moved(y=0.02))
    _shaded_bulb(piece, shade, radius, tall, h)


def _shaded_bulb(piece: Piece, shade: Finish, radius: float, tall: float, top: float) -> None:
    if piece.has("globe"):
        size = min(radius, tall * 0.6)
        piece.add(glowing("globe", "#fff3de", 0.85), _globe(size).moved(y=top - 2 * size))
        return
    slope = 0.66 if piece.style("classic", "rustic") else 0.88
    piece.add(shade, _shade(radius, radius * slope, tall).moved(y=top - tall))
    piece.add(glowing("bulb", WARM, 1.0), _bulb().moved(y=top - tall * 0.72))
    for i in range(3):
        angle = math.tau * i / 3
        y = top - 0.02
        piece.add(
            finish("metal"),
            rod(
                (0, y, 0),
                (radius * slope * 0.985 * math.cos(angle), y, radius * slope * 0.985 * math.sin(angle)),
                0.002,
                segments=5,
            ),
        )
    piece.add(finish("metal"), cylinder(0.005, 0.05, segments=8).moved(y=top - 0.06))


def _arc_lamp(piece: Piece) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    metal = _stem_finish(piece)
    base = min(d, 0.34)
    x0 = -w / 2 + base / 2
    dome = min(d / 2, 0.17, w * 0.2)
    x1 = w / 2 - dome
    piece.add(
        piece.part("base", "marble") if "base_material" in piece.spec.features else finish("marble"),
        slab(ellipse(base, d if d < 0.4 else base, segments=40), 0.05, bevel_m=0.006).moved(x=x0),
    )
    t = np.linspace(0, 1, 26)
    drop = 0.26 * h
    xs = x0 + (x1 - x0) * (1 - np.cos(t * math.pi * 0.62)) / (1 - math.cos(math.pi * 0.62))
    ys = 0.05 + (h - 0.062) * np.sin(t * math.pi * 0.62) ** 0.8
    piece.add(metal, tube(np.stack([xs, ys, np.zeros(26)], -1), 0.011, segments=10))
    end = float(ys[-1])
    tall = dome * 0.85
    low = max(end - drop, end - tall - 0.12)
    piece.add(metal, _dome(dome, tall).moved(x1, low, 0), rod((x1, low + tall * 0.9, 0), (x1, end, 0), 0.006))
    piece.add(glowing("bulb", WARM), _bulb(0.035).moved(x1, low + 0.02, 0))


def _reading_lamp(piece: Piece, metal: Finish) -> None:
    w, h, d = piece.width, piece.height, piece.depth
    foot = min(0.13, min(w, d) * 0.38)
    head = min(0.085, w * 0.24)
    x0, x1 = -w / 2 + foot, w / 2 - head * 1.1
    piece.add(
        metal, lathe([(0, 0), (foot, 0), (foot, 0.014), (foot - 0.005, 0.019), (0, 0.019)], segments=32).moved(x=x0)
    )
    elbow = (x0 - 0.0, h * 0.62, 0)
    tip = (x1 - head * 0.2, h - 0.01, 0)
    piece.add(metal, rod((x0, 0.015, 0), elbow, 0.008), rod(elbow, tip, 0.008))
    piece.add(metal, cylinder(0.016, 0.03, segments=14).turned("x", math.pi / 2).moved(elbow[0], elbow[1], -0.015))
    shade = lathe(
        [
            (0.02, head * 1.6),
            (0.024, head * 1.6),
            (head * 0.55, head * 1.15),
            (head, 0),
            (head - 0.003, 0),
            (head * 0.52, head * 1.1),
            (0.0, head * 1.5),
        ],
        segments=28,
        sharp_deg=60,
    )
    placed = shade.turned("z", 0.5)
    bulb = _bulb(0.024).moved(y=0.012).turned("z", 0.5)
    at = (tip[0] + 0.0, h - float(placed.high[1]), 0)
    piece.add(metal, placed.moved(*at))
    piece.add(glowing("bulb", WARM), bulb.moved(*at))
    if d > 2 * foot:
        piece.add(metal, slab(ellipse(2 * foot, d, segments=32), 0.012).moved(x=x0))


def table_lamp(piece: Piece) -> None:
    """A turned body under a cloth shade; a glowing globe; or a jointed desk lamp."""
    w, h, d = piece.width, piece.height, piece.depth
    body = piece.main if piece.family != "textile" else piece.part("leg", "ceramic", "#e8e2d6")
    if piece.has("reading"):
        _reading_lamp(piece, _stem_finish(piece))
        return
    radius = min(w, d) / 2
    if piece.has("globe"):
        size = min(radius, h * 0.42)
        foot = max(0.05, size * 0.6)
        piece.add(
            body,
            lathe(
                [
                    (0, 0),
                    (foot, 0),
                    (foot, h - 2 * size - 0.004),
                    (foot - 0.004, h - 2 * size + 0.01),
                    (0, h - 2 * size + 0.01),
                ],
                segments=36,
            ),
        )
        piece.add(glowing("globe", "#fff3de", 0.85), _globe(size).moved(y=h - 2 * size))
        return
    tall = min(h * 0.44, radius * 1.5)
    height = h - tall * 0.78
    belly = min(radius * 0.6, height * 0.42)
    if piece.family in ("metal", "wood"):
        profile = [
            (0, 0),
            (belly * 0.95, 0),
            (belly * 0.95, 0.012),
            (belly * 0.86, 0.018),
            (0.016, 0.026),
            (0.011, 0.05),
            (0.011, height),
            (0, height),
        ]
        if piece.family == "wood":
            profile = [
                (0, 0),
                (belly * 0.6, 0),
                (belly * 0.66, 0.006),
                (belly * 0.52, height * 0.3),
                (belly * 0.2, height * 0.9),
                (0.012, height),
                (0, height),
            ]
    else:
        shares = np.linspace(0, 1, 16)
        kind = int(piece.rng.integers(3))
        curve = [
            np.sin(math.pi * (0.14 + 0.78 * shares)),
            0.62 + 0.38 * np.cos(math.tau * (shares - 0.32)),
            np.sin(math.pi * (0.24 + 0.7 * shares**1.4)) ** 0.8,
        ][kind]
        outline = [
            (max(0.014, belly * float(c)), 0.006 + float(t) * (height * 0.86))
            for t, c in zip(shares, curve, strict=True)
        ]
        profile = [(0, 0), (outline[0][0] * 0.94, 0), *outline, (0.013, height * 0.9), (0.011, height), (0, height)]
    piece.add(body, lathe(profile, segments=40, sharp_deg=50))
    _shaded_bulb(piece, _cloth_shade(piece), radius, tall, h)


def pendant_lamp(piece: Piece) -> None:
    """Hangs from y = height down: a canopy, a cord and a dome, drum, globe or woven shade; or a chandelier of arms."""
    w, h, d = piece.width, piece.height, piece.depth
    metal = piece.main if piece.family == "metal" else finish("metal")
    radius = min(w, d) / 2
    piece.add(
        metal,
        lathe(
            [
                (0, h - 0.025),
                (min(0.05, radius), h - 0.025),
                (min(0.05, radius), h - 0.003),
                (min(0.046, radius * 0.9), h),
                (0, h),
            ],
            segments=28,
        ),
    )
    if piece.has("chandelier") or "lights" in piece.spec.features:
        _chandelier(piece, metal, radius)
        return
    tall = min(h * 0.72, radius * (1.0 if not piece.has("drum") else 0.75))
    cord = finish("plastic", "#26262a")
    piece.add(cord, cylinder(0.003, h - tall - 0.01, segments=8).moved(y=tall - 0.005))
    if piece.has("globe") or piece.spec.material in ("glass", "paper"):
        size = min(radius, h * 0.45)
        lit = glowing("globe", "#fff4e2", 0.8)
        piece.add(lit, _globe(size))
        piece.add(metal, cylinder(0.02, 0.03, segments=16).moved(y=2 * size - 0.006))
        piece.add(cord, cylinder(0.003, max(0.01, h - 2 * size - 0.02), segments=8).moved(y=2 * size))
    elif piece.has("drum") or piece.family == "textile":
        shade = _lit(piece.main) if piece.family == "textile" else _cloth_shade(piece)
        piece.add(shade, _shade(radius, radius, tall))
        piece.add(glowing("bulb", WARM), _bulb(0.035).moved(y=tall * 0.35))
        for i in range(3):
            angle = math.tau * i / 3
            piece.add(
                metal,
                rod(
                    (0, tall - 0.015, 0),
                    (radius * 0.99 * math.cos(angle), tall - 0.015, radius * 0.99 * math.sin(angle)),
                    0.002,
                    segments=5,
                ),
            )
    elif piece.family == "woven":
        piece.add(piece.main, _dome(radius, tall))
        piece.add(glowing("bulb", WARM), _bulb(0.035).moved(y=tall * 0.3))
    else:
        piece.add(piece.main, _dome(radius, tall))
        piece.add(
            metal,
            lathe([(0, 0), (0.026, 0), (0.024, 0.05), (0.008, 0.06), (0, 0.06)], segments=20).moved(y=tall * 0.96),
        )
        piece.add(glowing("bulb", WARM), _bulb(min(0.045, radius * 0.4)).moved(y=tall * 0.12))


def _chandelier(piece: Piece, metal: Finish, radius: float) -> None:
    h = piece.height
    lights = piece.count("lights", 6)
    hub = h * 0.3
    bulb = min(0.055, radius * 0.22)
    out = radius - bulb
    piece.add(metal, cylinder(0.009, h - hub - 0.01, segments=12).moved(y=hub), _globe(0.03).moved(y=hub - 0.03))
    lit = glowing("globe", "#fff3de", 0.9)
    for i in range(lights):
        angle = math.tau * i / lights
        t = np.linspace(0, 1, 10)
        reach = out * t
        low = np.minimum(hub * 0.75, 0.09) * np.sin(math.pi * t)
        path = np.stack([reach * math.cos(angle), hub - low, reach * math.sin(angle)], -1)
        piece.add(metal, tube(path, 0.006, segments=8))
        x, z = out * math.cos(angle), out * math.sin(angle)
        piece.add(metal, cylinder(0.022, 0.02, segments=14).moved(x, hub - 0.004, z))
        piece.add(lit, _bulb(bulb).moved(x, hub + 0.012, z))
    if hub - 0.1 > 0.02:
        piece.add(
            metal,
            lathe(
                [(0, 0), (0.008, 0.008), (0.012, 0.02), (0.004, 0.035), (0.006, hub - 0.03), (0, hub - 0.03)],
                segments=12,
            ),
        )


BUILDERS: dict[str, Builder] = {"floor lamp": floor_lamp, "table lamp": table_lamp, "pendant lamp": pendant_lamp}
