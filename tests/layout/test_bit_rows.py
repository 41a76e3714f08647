"""Floor cells in bits: drawing, counting and flooding against numpy and scipy, along either side of a room."""

import math

import numba
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from vrplanner.layout import bit_rows
from vrplanner.layout.room_tables import GRID_BITS

few = settings(max_examples=80, deadline=None)
ROWS, CELL_M, START = 30, 0.1, (0.05, 0.25)
halves = st.floats(0.03, 2.0)
poses = st.tuples(
    st.floats(-0.5, 6.5), st.floats(-0.5, 3.5), st.sampled_from([0.0, math.pi / 2, -math.pi]) | st.floats(-7, 7)
)


@numba.njit
def draw(grid, box, rows):
    bit_rows.draw(grid, *box, rows)


@numba.njit
def meets(grid, box, rows):
    return bit_rows.meets(grid, *box, rows)


@numba.njit
def flood(free, reached):
    bit_rows.flood(free, reached)


@numba.njit
def count_cells(rows):
    return bit_rows.count_cells(rows)


def grid_of(swapped: bool) -> np.ndarray:
    """Cells of 0.1 m, the first one's middle at START (along the bits, along the rows)."""
    return np.array([*START, CELL_M, 0.0, float(swapped)])


def unpacked(rows: np.ndarray) -> np.ndarray:
    """(rows, bits) of a set."""
    return (rows[:, None] >> np.arange(GRID_BITS)) & 1 == 1


def packed(cells: np.ndarray) -> np.ndarray:
    return (cells.astype(np.int64) << np.arange(GRID_BITS)).sum(axis=1)


def middles(swapped: bool) -> np.ndarray:
    """(rows, bits, 2) the cells' middles on the plan."""
    along, over = np.meshgrid(START[0] + CELL_M * np.arange(GRID_BITS), START[1] + CELL_M * np.arange(ROWS))
    return np.stack([over, along] if swapped else [along, over], axis=-1)


def depth_in(points: np.ndarray, pose: tuple[float, float, float], w: float, d: float) -> np.ndarray:
    """How far points lie inside a rectangle, metres; negative outside."""
    off = points - np.array(pose[:2])
    c, s = math.cos(pose[2]), math.sin(pose[2])
    return np.minimum(w - abs(off @ (c, s)), d - abs(off @ (-s, c)))


@few
@given(pose=poses, w=halves, d=halves, swapped=st.booleans())
def test_a_rectangle_is_drawn_on_just_the_cells_in_it(pose, w, d, swapped):
    if swapped:
        pose = (pose[1], pose[0], pose[2])
    rows = np.full(ROWS, -1, np.int64)
    draw(grid_of(swapped), (*pose[:2], math.cos(pose[2]), math.sin(pose[2]), w, d), rows)
    inside = depth_in(middles(swapped), pose, w, d)
    drawn = unpacked(rows)
    assert drawn[inside > 1e-6].all()
    assert not drawn[inside < -1e-6].any()
    assert (rows >> GRID_BITS == 0).all()


@few
@given(pose=poses, w=halves, d=halves, swapped=st.booleans(), seed=st.integers(0, 1000))
def test_meeting_a_set_is_sharing_a_cell_with_it(pose, w, d, swapped, seed):
    there = np.random.default_rng(seed).random((ROWS, GRID_BITS)) < 0.02
    args = (*pose[:2], math.cos(pose[2]), math.sin(pose[2]), w, d)
    rows = np.zeros(ROWS, np.int64)
    draw(grid_of(swapped), args, rows)
    assert meets(grid_of(swapped), args, packed(there)) == (unpacked(rows) & there).any()


@few
@given(seed=st.integers(0, 10_000), share=st.floats(0.3, 0.95), seeds=st.integers(1, 4))
def test_flooding_gives_the_connected_parts_that_were_touched(seed, share, seeds):
    """Four neighbours connect, as in scipy; what stood on blocked cells goes."""
    random = np.random.default_rng(seed)
    free = random.random((ROWS, GRID_BITS)) < share
    start = np.zeros_like(free)
    start[random.integers(ROWS, size=seeds), random.integers(GRID_BITS, size=seeds)] = True
    labels, _count = ndimage.label(free)
    expected = free & np.isin(labels, labels[start & free])
    reached = packed(start)
    flood(packed(free), reached)
    assert (unpacked(reached) == expected).all()


def test_flooding_finds_its_way_through_a_maze():
    """Walls with a gap at alternating ends: every row must be swept in both directions."""
    free = np.ones((ROWS, GRID_BITS), bool)
    free[1::4, :-1] = False
    free[3::4, 1:] = False
    reached = packed(np.zeros_like(free))
    reached[0] = 1 << 30
    flood(packed(free), reached)
    assert (unpacked(reached) == free).all()


@few
@given(seed=st.integers(0, 10_000), share=st.floats(0, 1))
def test_cells_are_counted(seed, share):
    cells = np.random.default_rng(seed).random((ROWS, GRID_BITS)) < share
    assert count_cells(packed(cells)) == cells.sum()
