"""Bodies have the measurements asked for, stand as people do, and refuse what nobody has."""

from dataclasses import fields, replace

import numpy as np
import pytest

from vrplanner.core.errors import Cancelled, InvalidInput
from vrplanner.core.person import Build, Measurements
from vrplanner.tryon.body import Body, make_body
from vrplanner.tryon.fit_body import asked_measures
from vrplanner.tryon.mesh import vertex_normals
from vrplanner.tryon.pack import load_pack
from vrplanner.tryon.shape import standing_points, usual_shape
from vrplanner.tryon.shoes import SOLE_M
from vrplanner.tryon.tape import girth_at, skin_triangles, volume_of

# From XS to 3XL: (build, height, chest, waist, hip, inseam), metres.
SIZES: list[tuple[Build, float, float, float, float, float | None]] = [
    ("female", 1.56, 0.78, 0.61, 0.85, None),
    ("female", 1.65, 0.88, 0.71, 0.96, 0.76),
    ("female", 1.72, 1.06, 0.92, 1.12, 0.79),
    ("female", 1.66, 1.36, 1.22, 1.38, None),
    ("male", 1.68, 0.84, 0.72, 0.88, 0.77),
    ("male", 1.80, 1.00, 0.86, 1.00, 0.84),
    ("male", 1.92, 1.32, 1.26, 1.28, None),
    ("neutral", 1.74, 0.96, 0.80, 0.98, 0.80),
]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}-{100 * size[2]:.0f}")
def test_a_body_has_the_measurements_asked_for(size: tuple[Build, float, float, float, float, float | None]) -> None:
    build, height, chest, waist, hip, inseam = size
    asked = Measurements(height_m=height, chest_m=chest, waist_m=waist, hip_m=hip, inseam_m=inseam)
    body = make_body(asked, build)
    for name, value in asked_measures(asked).items():
        assert getattr(body.achieved, name) == pytest.approx(value, abs=0.005), name


def test_a_tape_around_a_cylinder_measures_its_circle() -> None:
    """Press everything but the arms into an upright cylinder of known radius; the tape must read its circumference."""
    points = standing_points("female", usual_shape(load_pack())).astype(float)
    level = float(points[load_pack().landmarks["waist"], 1].mean())
    belly = points[:13380][(np.abs(points[:13380, 1] - level) < 0.01) & (np.abs(points[:13380, 0]) < 0.1)]
    middle = np.array([0.0, (belly[:, 2].min() + belly[:, 2].max()) / 2])
    outward = points[:, [0, 2]] - middle
    points[:, [0, 2]] = middle + 0.15 * outward / np.linalg.norm(outward, axis=1, keepdims=True)
    assert girth_at(points.astype(np.float32), level) == pytest.approx(2 * np.pi * 0.15, rel=0.01)


def test_shoulder_and_weight_can_be_asked_for_too() -> None:
    body = make_body(Measurements(height_m=1.75, shoulder_m=0.37, weight_kg=78.0), "male")
    assert body.achieved.shoulder_m == pytest.approx(0.37, abs=0.005)
    assert body.achieved.weight_kg == pytest.approx(78.0, abs=2.0)


def test_only_a_height_gives_a_usual_body_that_grows_with_it() -> None:
    small, tall = (make_body(Measurements(height_m=h), "neutral").achieved for h in (1.55, 1.90))
    for field in fields(Measurements):
        assert getattr(tall, field.name) > getattr(small, field.name), field.name
    assert 17 < (small.weight_kg or 0) / 1.55**2 < 27


def test_the_achieved_measurements_lead_back_to_the_same_body(woman: Body) -> None:
    again = make_body(woman.achieved, "female")
    difference = np.linalg.norm(again.points - woman.points, axis=1)
    assert np.quantile(difference, 0.95) < 0.012


@pytest.mark.parametrize(
    ("measurements", "words"),
    [
        (Measurements(height_m=170.0), "metres"),
        (Measurements(height_m=0.9), "height"),
        (Measurements(height_m=1.7, waist_m=0.30), "waist"),
        (Measurements(height_m=1.7, chest_m=0.70, waist_m=1.45, hip_m=0.70), "together"),
        (Measurements(height_m=1.5, inseam_m=1.0), "inseam"),
    ],
)
def test_impossible_figures_are_refused_with_a_reason(measurements: Measurements, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        make_body(measurements, "female")
    assert words in str(refusal.value)
    assert refusal.value.hint


def test_a_body_stands_on_the_floor_facing_front_and_is_closed_skin(woman: Body) -> None:
    low, high = woman.model.bounds
    assert low[1] == pytest.approx(0.0, abs=1e-3)
    assert high[1] == pytest.approx(1.70 + SOLE_M, abs=0.03)  # hair stands off a little
    assert abs(low[0] + high[0]) < 0.02
    nose = woman.points[:13380][np.argmax(woman.points[:13380, 2] * (woman.points[:13380, 1] > 1.4))]
    assert nose[2] > 0.02
    assert 0.045 < volume_of(woman.points) < 0.075
    normals = vertex_normals(woman.points[:13380].astype(float), skin_triangles())
    assert np.allclose(np.linalg.norm(normals, axis=1), 1.0, atol=1e-6)


def test_arms_hang_beside_the_body(woman: Body) -> None:
    names = load_pack().joint_names
    shoulder, hand = (woman.points[names.index(n) - len(names)] for n in ("upperarm_l", "hand_l"))
    assert hand[1] < shoulder[1] - 0.40
    assert abs(hand[0] - shoulder[0]) < 0.20


def test_the_same_measurements_give_the_same_model(woman: Body) -> None:
    assert make_body(woman.asked, "female").model.digest == woman.model.digest


def test_builds_look_different() -> None:
    models = {build: make_body(Measurements(height_m=1.7), build).model.digest for build in ("female", "male")}
    assert models["female"] != models["male"]


def test_a_fit_can_be_stopped() -> None:
    def stop(fraction: float, message: str = "", /) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        make_body(Measurements(height_m=1.7, waist_m=0.8), "female", progress=stop)


def test_taller_by_a_centimetre_is_taller_by_a_centimetre() -> None:
    base = Measurements(height_m=1.70, chest_m=0.95)
    first = make_body(base, "neutral").achieved
    second = make_body(replace(base, height_m=1.71), "neutral").achieved
    assert second.height_m - first.height_m == pytest.approx(0.01, abs=1e-3)
    assert second.chest_m == pytest.approx(first.chest_m, abs=1e-3)
