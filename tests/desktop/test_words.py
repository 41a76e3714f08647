"""Units, angles, translations."""

import ast
import math
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrplanner.core.errors import InvalidInput
from vrplanner.core.resources import assets_dir
from vrplanner.desktop import actions, assistant_panel, catalogue_panel, dialogs, i18n
from vrplanner.desktop.units import format_length, format_price, parse_angle, parse_length

DESKTOP = Path(i18n.__file__).parent


@pytest.mark.parametrize(
    ("text", "units", "metres"),
    [
        ("2.1 m", "metric", 2.1), ("210cm", "metric", 2.1), ("210", "metric", 2.1), ("2,1", "metric", 2.1),
        ("-45 cm", "metric", -0.45), ("1 m 20 cm", "metric", 1.2), ("2米", "metric", 2.0), ("80 厘米", "metric", 0.8),
        ("6' 11\"", "imperial", 2.1082), ("7 ft", "imperial", 2.1336), ("30", "imperial", 0.762),
    ],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text: str, units: str, metres: float) -> None:
    assert parse_length(text, units) == pytest.approx(metres)


@pytest.mark.parametrize("text", ["", "wide", "2 m wide", "1..2", "3 parsecs"])
def test_what_is_no_length_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_length(text)
    assert "2.1 m" in caught.value.hint


@settings(max_examples=60, deadline=None)
@given(st.floats(-40, 40), st.sampled_from(["metric", "imperial"]))
def test_what_is_shown_reads_back_as_nearly_the_same(metres: float, units: str) -> None:
    assert parse_length(format_length(metres, units), units) == pytest.approx(metres, abs=0.0128)


def test_angles_and_prices() -> None:
    assert parse_angle("90°") == pytest.approx(math.pi / 2)
    with pytest.raises(InvalidInput):
        parse_angle("north")
    assert format_price(1299.0, "EUR") == "€ 1,299"
    assert format_price(None, "EUR") == ""


def shown_texts() -> set[str]:
    """Every text that is handed to `tr`, in calls and in the tables whose entries are."""
    texts = set()
    for path in DESKTOP.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
            if is_call and node.args and isinstance(node.args[0], ast.Constant):
                texts.add(node.args[0].value)
    texts |= {spec.text for spec in actions.specs()} | set(actions.MENUS) | set(i18n.STEP_LABELS)
    texts |= set(assistant_panel.SUGGESTIONS) | set(catalogue_panel.GROUPS) | {"All"}
    return texts | {text for _, text in dialogs.AvatarDialog.FIELDS}


@pytest.mark.parametrize("language", [name for name in i18n.LANGUAGES if name != "en"])
def test_every_text_is_translated_with_the_same_places(language: str) -> None:
    table = i18n.translations(language)
    texts = shown_texts()
    assert len(texts) > 150
    assert sorted(texts - set(table)) == []

    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    wrong = [text for text in texts if places(text) != places(table[text])]
    assert wrong == []


def test_steps_and_kinds_are_told_in_chinese() -> None:
    i18n.set_language("zh_CN")
    try:
        assert i18n.tr_step("Move Sofa") == "移动Sofa"
        assert i18n.tr_step("Paint floor") == "粉刷地面"
        assert i18n.tr_step("Something else") == "Something else"
        assert i18n.kind_name("coffee table") == "茶几"
    finally:
        i18n.set_language("en")
    assert i18n.tr_step("Move Sofa") == "Move Sofa"
    assert i18n.kind_name("tv") == "TV"


def test_every_icon_that_is_named_exists() -> None:
    names = {spec.icon for spec in actions.specs() if spec.icon}
    missing = [name for name in names if not (assets_dir() / "icons" / f"{name}.svg").is_file()]
    assert missing == []


def test_every_key_is_used_once() -> None:
    keys = [spec.keys for spec in actions.specs() if spec.keys]
    assert len(keys) == len(set(keys))
