"""Tileable surface patterns in numpy: what a material's height, tone and gloss do across one tile.

All noise is shaped in the frequency domain, which makes it periodic by construction. Row 0 is the top of the picture;
u runs along columns, and along the grain where there is one.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pattern:
    """`height` in metres, `tone` 0..1 from the darker to the lighter colour, `roughness` about 1 (a factor), each
    (n, n); `tile_m` is the edge of the tile on the surface."""

    height: Field
    tone: Field
    roughness: Field
    tile_m: float


def noise(rng: np.random.Generator, size: int, *, wave_u: float, wave_v: float) -> Field:
    """Smooth periodic noise with mean 0 and deviation 1; `wave_*` is the typical number of waves a tile."""
    white = np.fft.rfft2(rng.normal(size=(size, size)))
    fv = np.fft.fftfreq(size, 1 / size)[:, None]
    fu = np.fft.rfftfreq(size, 1 / size)[None, :]
    distance = (fu / wave_u) ** 2 + (fv / wave_v) ** 2
    shaped = np.fft.irfft2(white * np.exp(-distance) * (distance > 0), s=(size, size))
    return np.asarray(shaped / max(float(shaped.std()), 1e-9))


def _stretch(values: Field) -> Field:
    """To 0..1, leaving one in a hundred outside."""
    low, high = np.quantile(values, [0.01, 0.99])
    return np.asarray(np.clip((values - low) / max(high - low, 1e-9), 0, 1))


def _axes(size: int) -> tuple[Field, Field]:
    steps = (np.arange(size) + 0.5) / size
    return steps[None, :], steps[:, None]


def woven(rng: np.random.Generator, size: int, *, threads: int, tile_m: float, melange: float = 0.35) -> Pattern:
    """Plain weave: threads pass over and under each other; yarns differ a little in thickness and dye."""
    u, v = _axes(size)
    wobble = noise(rng, size, wave_u=6, wave_v=6) * 0.12
    warp_phase, weft_phase = u * threads + wobble, v * threads + wobble.T
    over = (np.floor(warp_phase) + np.floor(weft_phase)) % 2
    warp = np.abs(np.sin(math.pi * warp_phase)) * (0.55 + 0.45 * np.sin(math.pi * weft_phase) ** 2)
    weft = np.abs(np.sin(math.pi * weft_phase)) * (0.55 + 0.45 * np.sin(math.pi * warp_phase) ** 2)
    relief = np.where(over > 0.5, warp, weft)
    warp_dye = rng.normal(size=threads)[np.floor(warp_phase).astype(int) % threads]
    weft_dye = rng.normal(size=threads)[np.floor(weft_phase).astype(int) % threads]
    dye = np.where(over > 0.5, warp_dye, weft_dye) + noise(rng, size, wave_u=40, wave_v=40) * 0.8
    tone = 0.55 * relief + 0.45 * _stretch(dye) * melange / 0.35 + 0.012 * noise(rng, size, wave_u=3, wave_v=3)
    return Pattern(relief * tile_m / threads * 0.35, _stretch(tone), np.ones((size, size)), tile_m)


def looped(rng: np.random.Generator, size: int, *, tile_m: float, waves: float = 26) -> Pattern:
    """Loops of yarn: bouclé, teddy, deep pile."""
    blobs = noise(rng, size, wave_u=waves, wave_v=waves)
    curls = np.abs(noise(rng, size, wave_u=waves * 1.4, wave_v=waves * 1.4))
    fibres = noise(rng, size, wave_u=120, wave_v=120)
    relief = _stretch(np.sqrt(curls) + 0.35 * blobs)
    tone = _stretch(relief + 0.12 * fibres)
    return Pattern(relief * tile_m * 0.012, tone, np.ones((size, size)), tile_m)


def napped(rng: np.random.Generator, size: int) -> Pattern:
    """Velvet: a fine even nap with brushed patches where it lies the other way."""
    patches = noise(rng, size, wave_u=2.5, wave_v=4)
    fibres = noise(rng, size, wave_u=90, wave_v=200)
    tone = _stretch(0.28 * np.tanh(patches) + 0.35 * fibres)
    return Pattern(fibres * 0.00006, tone, 1 + 0.1 * np.tanh(patches), 0.6)


def pebbled(rng: np.random.Generator, size: int) -> Pattern:
    """Leather: pebbles between creases, drawn from a jittered lattice of cells, with a mottled dye."""
    cells = 56
    nearest, second = _cell_distances(rng, size, cells)
    ridge = np.clip((second - nearest) * 2.2, 0, 1) ** 0.6
    creases = np.clip(np.abs(noise(rng, size, wave_u=5, wave_v=5)) * 2.5, 0, 1)
    mottle = noise(rng, size, wave_u=3, wave_v=3)
    relief = ridge * (0.7 + 0.3 * creases)
    tone = _stretch(0.6 * relief + 0.1 * np.tanh(mottle) + 0.06 * noise(rng, size, wave_u=60, wave_v=60))
    return Pattern(relief * 0.0005, tone, 1.12 - 0.25 * relief, 0.28)


def _cell_distances(rng: np.random.Generator, size: int, cells: int) -> tuple[Field, Field]:
    """Distances, in cells, to the nearest and second nearest of one random point a cell (Worley 1996), periodic."""
    jitter = rng.uniform(0.1, 0.9, size=(cells, cells, 2))
    u, v = _axes(size)
    x, y = np.broadcast_to(u * cells, (size, size)), np.broadcast_to(v * cells, (size, size))
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    nearest = np.full((size, size), 9.0)
    second = np.full((size, size), 9.0)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            point = jitter[(row + dy) % cells, (column + dx) % cells]
            away = np.hypot(column + dx + point[..., 0] - x, row + dy + point[..., 1] - y)
            second = np.minimum(second, np.maximum(nearest, away))
            nearest = np.minimum(nearest, away)
    return nearest, second


def knitted(rng: np.random.Generator, size: int, *, tile_m: float = 0.24, columns: int = 16) -> Pattern:
    """Stocking stitch: columns of V-shaped loops."""
    u, v = _axes(size)
    across = (u * columns) % 1.0
    lean = np.abs(across - 0.5)
    stitch = (v * columns * 0.75 * 2 + lean * 1.6) % 1.0
    strand = np.sin(math.pi * stitch) ** 0.7 * np.sin(math.pi * np.clip(lean * 2.2, 0, 1)) ** 0.5
    relief = strand + 0.06 * noise(rng, size, wave_u=80, wave_v=80)
    return Pattern(_stretch(relief) * 0.004, _stretch(relief), np.ones((size, size)), tile_m)


def wood(rng: np.random.Generator, size: int, *, rings: float, pores: float, figure: float = 1.0) -> Pattern:
    """Flat-sawn boards: growth rings are level lines of a slow field stretched along the grain (cathedrals), with pores
    and fibres as fine streaks."""
    slow = noise(rng, size, wave_u=0.9, wave_v=2.6) * figure + noise(rng, size, wave_u=2.5, wave_v=9) * 0.12
    phase = slow * rings / 3.0
    saw = phase - np.floor(phase)
    ring = np.where(saw < 0.82, saw / 0.82, (1 - saw) / 0.18) ** 1.6
    fibres = noise(rng, size, wave_u=5, wave_v=150)
    streaks = noise(rng, size, wave_u=1.6, wave_v=22)
    specks = np.clip(noise(rng, size, wave_u=14, wave_v=190) - 1.1, 0, 2) * pores
    tone = 0.58 - 0.26 * ring + 0.08 * fibres + 0.1 * streaks - 0.16 * specks + 0.05 * slow
    relief = -0.00006 * specks - 0.00003 * ring + 0.000012 * fibres
    return Pattern(relief, np.clip(tone, 0, 1), 1 + 0.12 * ring + 0.2 * specks, 0.9)


def bamboo(rng: np.random.Generator, size: int) -> Pattern:
    """Strips side by side with their nodes."""
    u, v = _axes(size)
    strips = 18
    strip = np.floor(v * strips).astype(int) % strips
    node = (u * 2 + rng.uniform(size=strips)[strip]) % 1.0
    knuckle = np.exp(-(((node - 0.5) / 0.012) ** 2))
    gap = np.exp(-((((v * strips) % 1.0) / 0.04) ** 2))
    dye = rng.normal(size=strips)[strip] * 0.1
    tone = 0.6 + dye + 0.07 * noise(rng, size, wave_u=4, wave_v=160) - 0.3 * knuckle - 0.2 * gap
    return Pattern(-0.0002 * gap + 0.0001 * knuckle, np.clip(tone, 0, 1), np.ones((size, size)), 0.5)


def marble(rng: np.random.Generator, size: int) -> Pattern:
    """Soft clouds with thin veins along the zero lines of turbulent noise."""
    clouds = noise(rng, size, wave_u=2, wave_v=2)
    rough = noise(rng, size, wave_u=2, wave_v=3) + 0.5 * noise(rng, size, wave_u=6, wave_v=6)
    fine = rough + 0.22 * noise(rng, size, wave_u=18, wave_v=18)
    strength = np.clip(0.5 + noise(rng, size, wave_u=2, wave_v=2), 0, 1.4)
    veins = np.exp(-np.abs(fine) / 0.05) * strength + 0.5 * np.exp(-np.abs(fine - 1.1) / 0.03) * strength
    halo = np.exp(-np.abs(rough) / 0.35) * strength
    tone = 0.93 - 0.62 * np.clip(veins, 0, 1) - 0.18 * halo + 0.05 * clouds
    return Pattern(np.zeros((size, size)), np.clip(tone, 0, 1), np.ones((size, size)), 1.1)


def speckled(rng: np.random.Generator, size: int) -> Pattern:
    """Terrazzo and granite: grains of differing tone."""
    nearest, second = _cell_distances(rng, size, 30)
    grain = (second - nearest > 0.16) * np.clip(noise(rng, size, wave_u=20, wave_v=20), -1, 1)
    fine = noise(rng, size, wave_u=120, wave_v=120)
    return Pattern(np.zeros((size, size)), _stretch(0.6 * grain + 0.25 * fine), np.ones((size, size)), 0.5)


def cloudy(rng: np.random.Generator, size: int) -> Pattern:
    """Concrete: clouds, fine grit and a few air holes."""
    clouds = noise(rng, size, wave_u=2, wave_v=2) + 0.6 * noise(rng, size, wave_u=7, wave_v=7)
    grit = noise(rng, size, wave_u=110, wave_v=110)
    holes = np.clip(noise(rng, size, wave_u=26, wave_v=26) - 2.4, 0, 1)
    tone = _stretch(clouds + 0.25 * grit) - holes
    return Pattern(grit * 0.00005 - holes * 0.002, np.clip(tone, 0, 1), 1 + 0.1 * np.tanh(clouds), 0.8)


def brushed(rng: np.random.Generator, size: int) -> Pattern:
    """Metal brushed along u."""
    lines = noise(rng, size, wave_u=2, wave_v=200)
    return Pattern(lines * 0.000008, _stretch(lines), 1 + 0.18 * np.tanh(lines), 0.3)


def smooth(rng: np.random.Generator, size: int) -> Pattern:
    """Lacquer, ceramic, plastic: nearly even, with the faint waviness of a sprayed or glazed surface."""
    peel = noise(rng, size, wave_u=30, wave_v=30)
    return Pattern(peel * 0.000006, _stretch(noise(rng, size, wave_u=3, wave_v=3)), 1 + 0.04 * peel, 0.4)


def basket(rng: np.random.Generator, size: int, *, strands: int = 16, tile_m: float = 0.16) -> Pattern:
    """Rattan: flat strands woven over and under."""
    plain = woven(rng, size, threads=strands, tile_m=tile_m, melange=0.5)
    u, v = _axes(size)
    gaps = np.minimum(np.abs(np.sin(math.pi * u * strands)), 1) * np.minimum(np.abs(np.sin(math.pi * v * strands)), 1)
    tone = np.clip(0.15 + 0.85 * plain.tone, 0, 1) * np.clip(gaps * 4, 0.12, 1)
    fibre = noise(rng, size, wave_u=50, wave_v=50)
    return Pattern(plain.height * 1.5, np.clip(tone + 0.06 * fibre, 0, 1), np.ones((size, size)), tile_m)


def piled(rng: np.random.Generator, size: int, *, tile_m: float = 0.35) -> Pattern:
    """A cut or tufted pile, as rugs have: rows of tufts."""
    u, v = _axes(size)
    rows = 64
    tufts = 0.5 + 0.5 * np.sin(math.tau * rows * u) * np.sin(math.tau * rows * v)
    fluff = noise(rng, size, wave_u=70, wave_v=70)
    shade = noise(rng, size, wave_u=4, wave_v=4)
    return Pattern(
        _stretch(tufts + 0.3 * fluff) * 0.002,
        _stretch(0.5 * tufts + 0.4 * fluff + 0.35 * shade),
        np.ones((size, size)),
        tile_m,
    )


def leafy(rng: np.random.Generator, size: int) -> Pattern:
    """A leaf blade along u, its midrib at v = 0.5 and side veins running out to the tip."""
    u, v = _axes(size)
    off = np.abs(v - 0.5) * 2
    midrib = np.exp(-((off / 0.05) ** 2))
    side = np.abs(((u * 11 - off * 2.2) % 1.0) - 0.5) * 2
    veins = np.exp(-(((1 - side) / 0.12) ** 2)) * (1 - midrib)
    mottle = noise(rng, size, wave_u=8, wave_v=8)
    tone = 0.5 + 0.4 * midrib + 0.16 * veins + 0.08 * mottle + 0.12 * (1 - off)
    return Pattern(-(0.6 * midrib + 0.25 * veins) * 0.002, np.clip(tone, 0, 1), np.ones((size, size)), 1.0)


def soil(rng: np.random.Generator, size: int) -> Pattern:
    grit = noise(rng, size, wave_u=40, wave_v=40) + 0.6 * noise(rng, size, wave_u=120, wave_v=120)
    return Pattern(_stretch(grit) * 0.004, _stretch(grit), np.ones((size, size)), 0.25)
