"""Garments clear the body, have the size and colour asked for, and come out the same every time."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from vrplanner.core.errors import Cancelled, InvalidInput
from vrplanner.core.person import Measurements
from vrplanner.tryon.body import Body
from vrplanner.tryon.collide import arm_weight
from vrplanner.tryon.describe import describe_garment
from vrplanner.tryon.fit_report import size_label
from vrplanner.tryon.garment_words import KINDS
from vrplanner.tryon.garments import MadeGarment, make_garment
from vrplanner.tryon.mesh import border_edges, clip, subdivide
from vrplanner.tryon.pack import BODY_COUNT
from vrplanner.tryon.tape import skin_triangles


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_made_and_stays_off_the_skin(kind: str, woman: Body, man: Body) -> None:
    for body in (woman, man):
        made = make_garment(f"a blue {kind}", body, quick=True)
        assert made.garment.kind == kind
        assert made.garment.model == made.model.digest
        assert made.garment.id == ""
        assert not _inside(made, body, count=150)


@pytest.mark.parametrize("words", ["red midi dress", "宽松的条纹T恤", "camel coat", "flowing floral skirt"])
def test_cloth_that_has_fallen_stays_off_the_skin(words: str, woman: Body) -> None:
    assert not _inside(make_garment(words, woman), woman, count=400)


def test_cloth_falls(woman: Body) -> None:
    """A wide skirt comes in towards the legs when it is let go, and its hem stays level within a hand's breadth."""
    cut, fallen = (make_garment("a wide flared skirt", woman, quick=quick).model.parts[0] for quick in (True, False))
    hem = cut.positions[:, 1] < cut.positions[:, 1].min() + 0.01
    spread = [np.hypot(p.positions[hem, 0], p.positions[hem, 2]).mean() for p in (cut, fallen)]
    assert spread[1] < spread[0] - 0.005
    assert np.ptp(fallen.positions[hem, 1]) < 0.10
    edges = np.concatenate([cut.triangles[:, [0, 1]], cut.triangles[:, [1, 2]]])
    before, after = (np.linalg.norm(p.positions[edges[:, 0]] - p.positions[edges[:, 1]], axis=1) for p in (cut, fallen))
    assert np.quantile(after / before, 0.95) < 1.06  # cloth hardly stretches


def test_a_top_is_kept_outside_the_skirt_below_it(woman: Body) -> None:
    skirt = make_garment("pleated skirt", woman, quick=True)
    top = make_garment("t-shirt", woman, over=[skirt.model], quick=True).model.parts[0].positions
    below = top[(top[:, 1] < woman.level("waist") - 0.05) & (np.abs(top[:, 0]) < 0.2)]
    cloth = skirt.model.parts[0].positions
    _, nearest = cKDTree(cloth).query(below)
    middle = cloth[:, [0, 2]].mean(axis=0)
    over, under = (np.linalg.norm(p[:, [0, 2]] - middle, axis=1) for p in (below, cloth[nearest]))
    assert len(below) > 100
    assert (over - under).min() > -0.002


def test_people_dress_from_below_outwards() -> None:
    words = ["camel coat", "white shirt", "jeans"]
    assert sorted(words, key=lambda w: describe_garment(w).layer) == ["jeans", "white shirt", "camel coat"]


def _inside(made: MadeGarment, body: Body, *, count: int) -> list[list[float]]:
    """Which of some points and triangle middles are inside the body, but for those in the armpits and between arm and
    trunk: there the skin itself touches, and what is inside the one is hidden by the other.
    """
    cloth = made.model.parts[0]
    middles = cloth.positions[cloth.triangles].astype(float).mean(axis=1)
    places = np.concatenate([cloth.positions.astype(float), middles])
    places = places[np.random.default_rng(0).choice(len(places), count, replace=False)]
    inside = places[turns_around(places, body) > 0.5]
    if not len(inside):
        return []
    _, nearest = cKDTree(body.points[:BODY_COUNT]).query(inside)
    armpit = (inside[:, 1] > body.level("bust") - 0.04) & (np.abs(inside[:, 0]) > 0.10)
    return inside[(arm_weight()[nearest] < 0.05) & ~armpit].tolist()


def turns_around(places: np.ndarray, body: Body) -> np.ndarray:
    """How often the skin winds around each place (n, 3): 1 inside, 0 outside (van Oosterom & Strackee 1983)."""
    corners = body.points[skin_triangles()].astype(np.float32)
    total = np.zeros(len(places))
    for row, place in enumerate(places.astype(np.float32)):
        a, b, c = (corners[:, i] - place for i in range(3))
        la, lb, lc = (np.sqrt(np.einsum("ij,ij->i", v, v)) for v in (a, b, c))
        volume = np.einsum("ij,ij->i", a, np.cross(b, c))
        dots = [np.einsum("ij,ij->i", *pair) for pair in ((a, b), (b, c), (c, a))]
        total[row] = np.arctan2(volume, la * lb * lc + dots[0] * lc + dots[1] * la + dots[2] * lb).sum() / (2 * np.pi)
    return total


def test_winding_tells_inside_from_outside(woman: Body) -> None:
    places = np.array([[0.0, 1.2, -0.05], [0.0, 1.2, 0.5], [0.5, 1.2, 0.0]])
    assert turns_around(places, woman) == pytest.approx([1.0, 0.0, 0.0], abs=0.02)


def test_same_words_body_and_seed_give_the_same_garment_and_another_seed_other_folds(woman: Body) -> None:
    first = make_garment("a loose green top", woman, seed=3)
    assert make_garment("a loose green top", woman, seed=3).model.digest == first.model.digest
    quick = [make_garment("a loose green top", woman, seed=seed, quick=True).model.digest for seed in (3, 4)]
    assert quick[0] != quick[1]


def test_longer_words_make_longer_garments(woman: Body) -> None:
    hems = [
        make_garment(f"a {length} dress", woman, quick=True).model.bounds[0][1]
        for length in ("mini", "knee-length", "midi", "maxi")
    ]
    assert hems == sorted(hems, reverse=True)
    assert hems[-1] < 0.12


def test_sleeves_follow_the_words(woman: Body) -> None:
    widths = [
        make_garment(f"{words} t-shirt", woman, quick=True).model.size[0]
        for words in ("sleeveless", "short-sleeved", "long-sleeved")
    ]
    assert widths == sorted(widths)
    assert widths[2] > widths[0] + 0.15


def test_loose_is_wider_than_slim(woman: Body) -> None:
    slim, regular, loose = (
        make_garment(f"{fit} t-shirt", woman, quick=True).report.ease_m for fit in ("slim", "", "loose")
    )
    for place in ("chest", "waist"):
        assert slim[place] < regular[place] < loose[place]
    assert 0.0 < slim["chest"] < 0.10
    assert loose["chest"] > 0.15


def test_the_size_label_is_the_bodys(woman: Body, man: Body) -> None:
    assert make_garment("dress", woman, quick=True).garment.size_label == "M"  # bust 92 cm: EN 13402-3 M is 90-98
    assert make_garment("shirt", man, quick=True).garment.size_label == "M"  # chest 102 cm: M ends there
    assert size_label(Measurements(height_m=1.8, chest_m=1.25), "male", lower=False) == "XXL"
    assert size_label(Measurements(height_m=1.6, waist_m=0.60), "female", lower=True) == "XS"


def test_colour_reaches_the_picture(woman: Body) -> None:
    from io import BytesIO

    from PIL import Image

    texture = make_garment("a red dress", woman, quick=True).model.parts[0].material.color_texture
    assert texture is not None
    red, green, blue = np.asarray(Image.open(BytesIO(texture.data)), float).reshape(-1, 3).mean(axis=0)
    assert red > 2.5 * max(green, blue)


def test_words_without_a_garment_are_refused(woman: Body) -> None:
    with pytest.raises(InvalidInput):
        make_garment("a purple wardrobe", woman)


def test_making_can_be_stopped(woman: Body) -> None:
    def stop(fraction: float, message: str = "", /) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        make_garment("dress", woman, progress=stop)


def test_a_cut_leaves_exactly_one_side_and_a_straight_edge() -> None:
    points, quads = _sheet(8)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    kept, faces = clip(points, triangles, 0.437 - points[:, 0])
    assert kept[:, 0].max() == pytest.approx(0.437, abs=1e-9)
    a, b, c = (kept[faces[:, i]] for i in range(3))
    assert 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() == pytest.approx(0.437, abs=1e-9)
    rim = np.unique(border_edges(faces))
    assert np.isclose(kept[rim], [0.437, 0, 0]).any(axis=1).all() or (kept[rim][:, 0] < 0.437 + 1e-9).all()


def test_subdividing_a_flat_sheet_keeps_it_flat_and_its_border() -> None:
    points, quads = _sheet(3)
    finer, faces = subdivide(points, quads)
    assert len(faces) == 4 * len(quads)
    assert np.allclose(finer[:, 2], 0.0)
    assert np.ptp(finer[:, 0]) == pytest.approx(1.0, abs=0.1)


def _sheet(count: int) -> tuple[np.ndarray, np.ndarray]:
    axis = np.linspace(0, 1, count + 1)
    x, y = np.meshgrid(axis, axis)
    index = np.arange((count + 1) ** 2).reshape(count + 1, count + 1)
    quads = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)
    return np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3), quads
