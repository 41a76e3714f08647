"""The look inside one search: what it draws is what happened."""

import numpy as np
import pytest

from vrplanner.core.errors import Cancelled
from vrplanner.layout import columns as t
from vrplanner.layout.study import CHAINS, SAMPLES, study_layout


@pytest.fixture(scope="module")
def study(living_room):
    return study_layout(living_room, "living", seed=1)


def test_energies_fall_from_the_start_to_the_end(study):
    """Every chain begins with the room as it is; all of them end far lower."""
    assert study.energies.shape == (CHAINS, SAMPLES)
    assert np.isfinite(study.energies[:, 1:]).all()
    assert study.energies[:, -1].max() < 0.3 * study.energies[:, 2].min()
    assert study.valid > CHAINS / 2
    assert study.proposals_per_s > 1000
    assert set(study.terms) == set(t.TERMS)
    assert sum(after for _before, after in study.terms.values()) == pytest.approx(study.energies[:, -1].min(), abs=0.5)


def test_the_map_of_ways_is_free_of_furniture(study):
    """Nobody stands in a footprint; where a wide person gets a slim one does; most of the floor is walked on."""
    import shapely

    rows, columns = study.walkable.shape
    x = study.origin[0] + study.cell_m * (np.arange(columns) + 0.5)
    z = study.origin[1] + study.cell_m * (np.arange(rows) + 0.5)
    points = shapely.points(*np.meshgrid(x, z))
    shapes = {name: shapely.Polygon(outline) for name, outline in zip(study.names, study.footprints, strict=True)}
    for name, shape in shapes.items():
        if "rug" not in name.lower() and name != "TV":
            assert not study.walkable[shapely.contains(shape.buffer(-0.03), points)].any(), name
    room = shapely.Polygon(study.outline)
    assert room.area == pytest.approx(5.2 * 4.2)
    assert not study.walkable[~shapely.contains(room, points)].any()
    assert (study.walkable > 0).mean() > 0.3
    assert set(np.unique(study.walkable)) == {0, 1, 2}


def test_a_study_can_be_given_up(living_room):
    def stop(fraction: float, message: str = "", /) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        study_layout(living_room, "living", progress=stop)
