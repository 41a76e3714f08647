"""Garments clear the body, have the size and colour asked for, and come out the same every time."""

import numpy as np
import pytest

from vrplanner.core.errors import Cancelled, InvalidInput
from vrplanner.core.person import Measurements
from vrplanner.tryon.body import Body
from vrplanner.tryon.collide import clearance
from vrplanner.tryon.fit_report import size_label
from vrplanner.tryon.garment_words import KINDS
from vrplanner.tryon.garments import make_garment
from vrplanner.tryon.mesh import border_edges, clip, subdivide

# A cloth point may be this far under the nearest skin where limbs touch the trunk (armpits), and only there.
TOLERANCE_M = 0.002


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_worn_outside_the_skin(kind: str, woman: Body, man: Body) -> None:
    for body in (woman, man):
        made = make_garment(f"a blue {kind}", body)
        cloth = made.model.parts[0].positions.astype(float)
        outside = clearance(cloth, body)
        assert outside.min() > -TOLERANCE_M
        assert np.quantile(outside, 0.02) > 0.001
        assert made.garment.kind == kind
        assert made.garment.model == made.model.digest
        assert made.garment.id == ""
        assert made.garment.color == "blue" or kind == "jeans"


@pytest.mark.parametrize("words", ["red midi dress", "红色长袖毛衣", "slim striped t-shirt", "camel coat"])
def test_the_skin_does_not_show_through(words: str, woman: Body) -> None:
    """From every skin vertex under the cloth, the cloth is on the outside: rays along the normal meet it, rays inward
    from the cloth's own points do not find it under the skin.
    """
    made = make_garment(words, woman)
    cloth = made.model.parts[0]
    middles = cloth.positions[cloth.triangles].astype(float).mean(axis=1)
    assert clearance(middles, woman).min() > -TOLERANCE_M


def test_same_words_body_and_seed_give_the_same_garment_and_another_seed_other_folds(woman: Body) -> None:
    first = make_garment("a loose green dress", woman, seed=3)
    assert make_garment("a loose green dress", woman, seed=3).model.digest == first.model.digest
    assert make_garment("a loose green dress", woman, seed=4).model.digest != first.model.digest


def test_longer_words_make_longer_garments(woman: Body) -> None:
    hems = [
        make_garment(f"a {length} dress", woman).model.bounds[0][1]
        for length in ("mini", "knee-length", "midi", "maxi")
    ]
    assert hems == sorted(hems, reverse=True)
    assert hems[-1] < 0.12


def test_sleeves_follow_the_words(woman: Body) -> None:
    widths = [
        make_garment(f"{words} t-shirt", woman).model.size[0]
        for words in ("sleeveless", "short-sleeved", "long-sleeved")
    ]
    assert widths == sorted(widths)
    assert widths[2] > widths[0] + 0.15


def test_loose_is_wider_than_slim(woman: Body) -> None:
    slim, regular, loose = (make_garment(f"{fit} t-shirt", woman).report.ease_m for fit in ("slim", "", "loose"))
    for place in ("chest", "waist"):
        assert slim[place] < regular[place] < loose[place]
    assert 0.0 < slim["chest"] < 0.10
    assert loose["chest"] > 0.15


def test_the_size_label_is_the_bodys(woman: Body, man: Body) -> None:
    assert make_garment("dress", woman).garment.size_label == "M"  # bust 92 cm: EN 13402-3 M is 90-98
    assert make_garment("shirt", man).garment.size_label == "M"  # chest 102 cm: M ends there
    assert size_label(Measurements(height_m=1.8, chest_m=1.25), "male", lower=False) == "XXL"
    assert size_label(Measurements(height_m=1.6, waist_m=0.60), "female", lower=True) == "XS"


def test_colour_reaches_the_picture(woman: Body) -> None:
    from io import BytesIO

    from PIL import Image

    texture = make_garment("a red dress", woman).model.parts[0].material.color_texture
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
    assert (
        np.isclose(kept[rim][:, :2], [0.437, 0])
        | np.isclose(kept[rim][:, :2], [0, 1])
        | (kept[rim][:, 1] == 0)[:, None]
    ).any()


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
