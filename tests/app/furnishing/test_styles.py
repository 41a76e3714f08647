"""Styles and what goes together, on pieces of the catalogue."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.app.furnishing.candidates import looks_of
from vrplanner.app.furnishing.styles import (
    Looks,
    goes_with,
    harmony,
    lab_of,
    pair_harmony,
    read_style,
    style_fit,
    styles,
)
from vrplanner.catalog.store import builtin_catalog
from vrplanner.core.errors import InvalidInput
from vrplanner.generate.vocabulary import COLORS, MATERIALS

LOOKS = {product.id: looks_of(product) for product in builtin_catalog()}
BETTER = [
    ("scandinavian", "bed-lund", "bed-ashford"),
    ("scandinavian", "sofa-lund-3", "sofa-hudson-leather"),
    ("mid-century", "sideboard-mid", "sideboard-plain"),
    ("mid-century", "bed-malmo", "bed-plain"),
    ("industrial", "bookcase-forge", "bookcase-plain"),
    ("industrial", "coffee-forge", "coffee-luna"),
    ("classic", "sofa-ashford", "sofa-plain-3"),
    ("classic", "nightstand-ashford", "nightstand-forge"),
    ("japandi", "coffee-kyoto", "coffee-luna"),
    ("boho", "rug-jute", "rug-lozenge"),
    ("boho", "armchair-rattan", "armchair-plain"),
    ("minimalist", "wardrobe-plain", "wardrobe-malmo"),
    ("modern", "coffee-luna", "coffee-kyoto"),
    ("rustic", "bed-fjell", "bed-forge"),
]


@pytest.mark.parametrize(("style", "fits", "does_not"), BETTER)
def test_what_is_of_a_style_fits_it_clearly_better(style: str, fits: str, does_not: str) -> None:
    assert style_fit(LOOKS[fits], style) > style_fit(LOOKS[does_not], style) + 0.15


@pytest.mark.parametrize("style", sorted(styles()))
def test_the_vocabulary_of_a_style_is_known(style: str) -> None:
    entry = styles()[style]
    assert entry.materials | entry.avoid_materials <= set(MATERIALS)
    assert not entry.materials & entry.avoid_materials
    assert set(entry.colors) | set(entry.avoid_colors) <= set(COLORS) | set(MATERIALS)
    assert set(entry.near) <= set(styles())


@pytest.mark.parametrize("style", sorted(styles()))
def test_a_bedroom_can_be_furnished_in_every_style(style: str) -> None:
    for kind in ("bed", "wardrobe", "nightstand", "rug"):
        assert max(style_fit(looks, style) for looks in LOOKS.values() if looks.kind == kind) >= 0.65, kind


@given(st.sampled_from(sorted(LOOKS)), st.sampled_from(sorted(LOOKS)), st.sampled_from(sorted(styles())))
def test_scores_are_shares_and_harmony_is_mutual(first: str, second: str, style: str) -> None:
    a, b = LOOKS[first], LOOKS[second]
    assert 0 <= style_fit(a, style) <= 1
    assert 0 < pair_harmony(a, b) <= 1
    assert pair_harmony(a, b) == pytest.approx(pair_harmony(b, a))
    assert pair_harmony(a, a) == pytest.approx(1.0)


def test_woods_of_one_tone_and_quiet_colours_go_together() -> None:
    assert pair_harmony(LOOKS["bed-lund"], LOOKS["wardrobe-lund"]) > 0.95
    assert pair_harmony(LOOKS["bed-lund"], LOOKS["wardrobe-malmo"]) < 0.75
    assert pair_harmony(LOOKS["sofa-lund-3"], LOOKS["rug-plain"]) > 0.9
    matching = [LOOKS[i] for i in ("bed-lund", "wardrobe-lund", "nightstand-lund")]
    mixed = [LOOKS[i] for i in ("bed-lund", "wardrobe-malmo", "nightstand-ashford")]
    assert harmony(matching) > harmony(mixed) + 0.15
    assert goes_with(LOOKS["wardrobe-lund"], []) == 1.0


def test_strong_colours_that_clash_are_told_from_those_that_do_not() -> None:
    def sofa(color: str) -> Looks:
        return Looks(kind="sofa", description="sofa", color=color, material="fabric")

    red, green, orange, grey = sofa("#b02020"), sofa("#30a040"), sofa("#d06020"), sofa("#808080")
    assert pair_harmony(red, orange) > pair_harmony(red, green)
    assert pair_harmony(red, grey) == pytest.approx(1.0)


def test_lab_matches_published_values() -> None:
    """sRGB red, white and mid grey after CIE 15 with the sRGB matrix (D65)."""
    assert lab_of("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert lab_of("#ffffff") == pytest.approx((100.0, 0.0, 0.0), abs=0.05)
    assert lab_of("#777777") == pytest.approx((50.03, 0.0, 0.0), abs=0.05)


@given(st.floats(0, 1), st.floats(0, 1))
def test_lightness_follows_grey(a: float, b: float) -> None:
    first, second = (
        "#" + "".join(f"{round(255 * channel):02x}" for channel in colorsys.hsv_to_rgb(0, 0, v)) for v in sorted((a, b))
    )
    assert lab_of(first)[0] <= lab_of(second)[0]


def test_style_words_in_both_languages() -> None:
    assert read_style("Nordic style") == "scandinavian"
    assert read_style("北欧") == "scandinavian"
    assert read_style("工业风") == "industrial"
    assert read_style("日式") == "japandi"
    assert read_style("波西米亚") == "boho"
    with pytest.raises(InvalidInput, match="brutalist"):
        read_style("brutalist")
