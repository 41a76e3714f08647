"""Descriptions as people write them, in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import CLASSES
from vrplanner.generate.engines.parametric import builders
from vrplanner.generate.measures import find_lengths, parse_number
from vrplanner.generate.vocabulary import COLORS, MATERIALS, STYLES
from vrplanner.generate.words import parse_description

METRES = [
    ("2.1 m", 2.1),
    ("210cm", 2.1),
    ("2100 mm", 2.1),
    ("5'4\"", 1.6256),
    ("5 ft 4 in", 1.6256),
    ("6 feet", 1.8288),
    ("30 inches", 0.762),
    ("two metres", 2.0),
    ("one and a half metres", 1.5),
    ("2.1米", 2.1),
    ("两米", 2.0),
    ("一米八", 1.8),
    ("1米85", 1.85),
    ("两米半", 2.5),
    ("80公分", 0.8),
    ("八十厘米", 0.8),
    ("一百二十厘米", 1.2),
    ("六尺", 2.0),
    ("六尺五寸", 6.5 / 3),
    ("三点五米", 3.5),
]


@pytest.mark.parametrize(("text", "metres"), METRES)
def test_lengths_in_every_unit(text: str, metres: float) -> None:
    assert [length.value_m for length in find_lengths(text)] == [pytest.approx(metres)]


@pytest.mark.parametrize(
    ("text", "number"), [("十二", 12), ("二十", 20), ("一百零五", 105), ("半", 0.5), ("two", 2), ("sofa", None)]
)
def test_numbers(text: str, number: float | None) -> None:
    assert parse_number(text) == number


SIZES = [
    ("grey three-seat sofa 2.1 m wide", "sofa", (2.1, 0.85, 0.9)),
    ("灰色布艺三人沙发，宽2.1米", "sofa", (2.1, 0.85, 0.9)),
    ("六尺五寸宽的沙发", "sofa", (2.1667, 0.85, 0.9)),
    ("oak dining table 180 x 90 x 75 cm", "dining table", (1.8, 0.75, 0.9)),
    ("橡木餐桌 长1.8米 宽90厘米 高75厘米", "dining table", (1.8, 0.75, 0.9)),
    ("round dining table, 140 cm diameter", "dining table", (1.4, 0.75, 1.4)),
    ("直径60厘米的圆桌", "dining table", (0.6, 0.75, 0.6)),
    ("persian rug 2 x 3 m", "rug", (3.0, 0.012, 2.0)),
    ("picture 50 x 70 cm", "picture", (0.5, 0.7, 0.03)),
    ("round mirror 70 cm in diameter", "mirror", (0.7, 0.7, 0.04)),
    ("bookshelf 2 metres high and 80 cm wide", "bookcase", (0.8, 2.0, 0.3)),
    ("wardrobe 200 x 60 x 236 cm", "wardrobe", (2.0, 2.36, 0.6)),
    ("三门衣柜 2米4高", "wardrobe", (1.5, 2.4, 0.6)),
    ("monstera 1.1 m tall", "plant", (0.5, 1.1, 0.5)),
    ("floor lamp 1.6 m", "floor lamp", (0.4, 1.6, 0.4)),
    ("king size bed", "bed", (1.88, 0.95, 2.1)),
    ("1.8米的大床", "bed", (1.8, 0.95, 2.1)),
    ("two-seat sofa", "sofa", (1.54, 0.85, 0.9)),
    ("dining table for eight", "dining table", (2.2, 0.75, 0.9)),
    ("55 inch tv", "tv", (1.218, 0.685, 0.06)),
    ("胡桃木餐桌，长一米六，宽八十厘米", "dining table", (1.6, 0.75, 0.8)),
    ("desk 140 cm long and 60 cm wide", "desk", (1.4, 0.74, 0.6)),
    ("白色书架，高1.8米，宽80厘米，深30", "bookcase", (0.8, 1.8, 0.3)),
    ("narrow low sideboard", "sideboard", (1.2, 0.68, 0.45)),
    ("bench with backrest", "bench", (1.2, 0.85, 0.5)),
    ("console table", "sideboard", (1.2, 0.8, 0.36)),
]


@pytest.mark.parametrize(("text", "kind", "size"), SIZES)
def test_kind_and_size(text: str, kind: str, size: tuple[float, float, float]) -> None:
    spec = parse_description(text)
    assert spec.kind == kind
    assert spec.size_m == pytest.approx(size, abs=0.002)


LOOKS = [
    ("dark green velvet armchair with brass legs", "dark green", "velvet", {"leg_material": "brass"}),
    ("墨绿色丝绒扶手椅", "dark green", "velvet", {}),
    ("walnut coffee table with a glass top", "walnut", "walnut", {"top_material": "glass"}),
    ("大理石台面的橡木茶几", "oak", "oak", {"top_material": "marble"}),
    ("cognac leather sofa with left chaise", "cognac", "leather", {"chaise": "left"}),
    ("grey sofa with tapered oak legs", "grey", "fabric", {"legs": "tapered", "leg_material": "oak"}),
    ("黑色真皮转角沙发", "black", "leather", {"chaise": "right"}),
    ("带四个抽屉的橡木书桌", "oak", "oak", {"drawers": 4}),
    ("六斗柜 白色", "white", "lacquer", {"drawers": 6}),
    ("五层书架", "oak", "oak", {"shelves": 5}),
    ("white wardrobe with mirrored sliding doors", "white", "lacquer", {"sliding-doors": True, "mirror-doors": True}),
    ("a black metal bed frame", "black", "metal", {}),
    ("four-poster bed in oak", "oak", "oak", {"canopy": True}),
    ("胡桃木三脚落地灯", "walnut", "walnut", {"tripod": True}),
    ("white bunk bed", "white", "lacquer", {"bunk": True}),
    ("mirror with a gold frame", "gold", "brass", {}),
    ("red and white striped rug", "red", "wool", {"striped": True, "second_color": "#f1efea"}),
    ("double door stainless steel fridge", "silver", "chrome", {"doors": 2}),
    ("steel stove", "silver", "chrome", {}),
    ("monstera in a terracotta pot", "terracotta", "ceramic", {"monstera": True}),
]


@pytest.mark.parametrize(("text", "color", "material", "features"), LOOKS)
def test_looks_and_features(text: str, color: str, material: str, features: dict[str, object]) -> None:
    spec = parse_description(text)
    assert (spec.color_name, spec.material) == (color, material)
    assert features.items() <= dict(spec.features).items()
    assert spec.not_understood == ()


def test_head_noun() -> None:
    assert parse_description("bed with drawers and a bench").kind == "bed"
    assert parse_description("desk lamp").kind == "table lamp"
    assert parse_description("coffee table with a shelf").kind == "coffee table"
    assert parse_description("沙发带脚凳").kind == "sofa"
    assert parse_description("带抽屉的电视柜").kind == "tv stand"
    assert parse_description("TV stand for a 55 inch TV").kind == "tv stand"


def test_what_is_not_wanted() -> None:
    assert parse_description("white wardrobe without handles").features == {"handles": False}
    assert parse_description("desk without drawers").features == {"drawers": False}
    assert parse_description("没有扶手的沙发").features["arms"] == "none"
    assert parse_description("sofa without cushions").not_understood == ()
    assert "with_drawers" not in parse_description("oak desk with no drawers").features


def test_says_what_it_did_not_understand() -> None:
    spec = parse_description("industrial desk with hairpin legs and a quantum flux")
    assert spec.not_understood == ("quantum", "flux")
    assert spec.style == "industrial"
    assert "style" in spec.stated
    assert "color" not in spec.stated


@pytest.mark.parametrize("text", ["", "a purple thing", "钢琴", "x" * 5000, "sofa 9 m wide", "chair 2 cm wide"])
def test_refuses_what_cannot_be_made(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_description(text)
    assert refusal.value.hint


@pytest.mark.parametrize("entry", CLASSES, ids=lambda entry: entry.name)
def test_every_class_is_known_by_all_its_names(entry) -> None:  # type: ignore[no-untyped-def]
    assert entry.name in builders()
    for name in (entry.name, *entry.words, *entry.zh):
        assert parse_description(name).kind == entry.name, name


def _with_noun(word: str, english: str, chinese: str) -> str:
    return f"{word} {english}" if word.isascii() else f"{word}{chinese}"


@pytest.mark.parametrize("key", sorted(COLORS))
def test_every_colour_word(key: str) -> None:
    for word in COLORS[key].words:
        assert parse_description(_with_noun(word, "sofa", "沙发")).color_name == key, word


@pytest.mark.parametrize("key", sorted(MATERIALS))
def test_every_material_word(key: str) -> None:
    for word in MATERIALS[key].words:
        assert parse_description(_with_noun(word, "side table", "边几")).material == key, word


@pytest.mark.parametrize("key", sorted(STYLES))
def test_every_style_word(key: str) -> None:
    for word in STYLES[key]:
        assert parse_description(_with_noun(word, "armchair", "扶手椅")).style == key, word


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"0123456789.x×'\"-,，的 米宽高cm", "sofa", "床", "wide", "with", "two", "legs", "橡木", "½", "é"]
        ),
        max_size=14,
    )
)
def test_any_text_is_understood_or_refused(words: list[str]) -> None:
    try:
        spec = parse_description(" ".join(words))
    except InvalidInput:
        return
    assert all(0 < side < 20 for side in spec.size_m)


@pytest.mark.parametrize("words", ["sofa -3 m wide", "sofa 1e9 m wide", "cupboard 1e-300 m high", "-2 m sofa"])
def test_a_number_that_cannot_be_a_length_is_refused_and_not_read_in_part(words: str) -> None:
    with pytest.raises(InvalidInput, match="not a measure"):
        parse_description(words)


@pytest.mark.parametrize("words", ["two-seat sofa", "3-seat sofa, 200-cm wide", "sofa - 2 m wide", "table 160-cm long"])
def test_hyphens_are_no_minus(words: str) -> None:
    assert parse_description(words).size_m
