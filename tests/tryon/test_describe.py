"""Words, English and Chinese, are read as people mean them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.core.errors import InvalidInput
from vrplanner.tryon.describe import USUAL, describe_garment
from vrplanner.tryon.garment_words import COLORS, FABRICS, KINDS, PATTERNS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a red summer dress", {"kind": "dress", "color_name": "red", "length": "knee"}),
        ("White T-shirt with navy stripes", {"kind": "t-shirt", "color_name": "white", "pattern": "striped"}),
        ("dark blue skinny jeans", {"kind": "jeans", "color_name": "navy", "fit": "slim", "fabric": "denim"}),
        ("a denim jacket", {"kind": "jacket", "fabric": "denim", "color_name": "denim blue"}),
        ("shirt dress with long sleeves", {"kind": "dress", "sleeve": "long", "length": "knee"}),
        ("long black skirt", {"kind": "skirt", "length": "maxi"}),
        ("oversized grey wool coat", {"kind": "coat", "fit": "loose", "fabric": "wool"}),
        ("sleeveless v-neck floral midi dress", {"sleeve": "none", "neckline": "v", "length": "midi"}),
        ("turtleneck sweater", {"kind": "sweater", "neckline": "turtleneck", "fabric": "knit"}),
        ("pleated green skirt", {"kind": "skirt", "fit": "flared", "color_name": "green"}),
        ("a pair of linen shorts", {"kind": "shorts", "fabric": "linen"}),
        ("红色长袖毛衣", {"kind": "sweater", "color_name": "red", "sleeve": "long"}),
        ("蓝色碎花连衣裙", {"kind": "dress", "color_name": "blue", "pattern": "floral"}),
        ("一件宽松的白色T恤", {"kind": "t-shirt", "color_name": "white", "fit": "loose"}),
        ("黑色百褶裙", {"kind": "skirt", "color_name": "black", "fit": "flared"}),
        ("牛仔裤", {"kind": "jeans", "fabric": "denim"}),
        ("浅蓝色条纹衬衫", {"kind": "shirt", "color_name": "light blue", "pattern": "striped"}),
        ("驼色羊毛大衣", {"kind": "coat", "color_name": "camel", "fabric": "wool"}),
    ],
)
def test_descriptions(words: str, expected: dict[str, str]) -> None:
    spec = describe_garment(words)
    assert {name: getattr(spec, name) for name in expected} == expected


def test_the_second_colour_is_the_patterns() -> None:
    spec = describe_garment("white t-shirt with navy stripes")
    assert spec.color == COLORS["white"][0]
    assert spec.pattern_color == COLORS["navy"][0]


@pytest.mark.parametrize("words", ["", "a chair", "something nice", "好看的东西", "redress the balance"])
def test_words_without_a_garment_are_refused_with_what_is_known(words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        describe_garment(words)
    assert "dress" in refusal.value.hint


@settings(max_examples=60, deadline=None)
@given(
    color=st.sampled_from(sorted(COLORS)),
    fabric=st.sampled_from(sorted(FABRICS)),
    pattern=st.sampled_from(sorted(PATTERNS)),
    kind=st.sampled_from(sorted(KINDS)),
)
def test_every_word_of_the_tables_is_found_beside_the_others(color: str, fabric: str, pattern: str, kind: str) -> None:
    spec = describe_garment(f"a {COLORS[color][1][0]} {PATTERNS[pattern][0]} {FABRICS[fabric][0]} {KINDS[kind][0]}")
    assert (spec.color_name, spec.fabric, spec.pattern, spec.kind) == (color, fabric, pattern, kind)
    assert spec.name == describe_garment(spec.name).name


def test_every_kind_has_its_usual_form() -> None:
    assert set(USUAL) == set(KINDS)
