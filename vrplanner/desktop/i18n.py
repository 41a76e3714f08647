"""The words on screen in the user's language.

English text is the key; `assets/translations/<language>.json` holds the rest. A key that is missing there shows in
English, and a test fails.
"""

import json
import re
from functools import cache

from vrplanner.core.furniture import BY_NAME, find_class
from vrplanner.core.resources import assets_dir

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
_current = {"language": "en"}


def set_language(language: str) -> None:
    """Everything translated from here on is in `language`; a window made before keeps its words."""
    _current["language"] = language if language in LANGUAGES else "en"


def language() -> str:
    return _current["language"]


@cache
def translations(name: str) -> dict[str, str]:
    if name == "en":
        return {}
    path = assets_dir() / "translations" / f"{name}.json"
    table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return table


def tr(text: str, **values: object) -> str:
    """`text` in the user's language with `{name}` places filled in."""
    translated = translations(language()).get(text, text)
    return translated.format(**values) if values else translated


# Labels of history steps are made by core in English; each pattern is a key of the translations.
STEP_LABELS = (
    "Relate {a} to {b}", "Forget how {a} stands to {b}",
    "Replace {a} by {b}", "Save view {a}", "Remove view {a}", "Take off {a}", "Put on {a}", "Throw out {a}",
    "Place {a}", "Move {a}", "Turn {a}", "Resize {a}", "Restyle {a}", "Rename {a}", "Fix {a}", "Release {a}",
    "Paint {a}", "Set {a}", "Remove {a}", "Change {a}", "Add {a}",
)  # fmt: skip


def tr_step(label: str) -> str:
    """The label of a history step in the user's language."""
    if language() == "en" or label in translations(language()):
        return tr(label)
    for pattern in STEP_LABELS:
        match = re.fullmatch(re.escape(pattern).replace(r"\{a\}", "(?P<a>.+)").replace(r"\{b\}", "(?P<b>.+)"), label)
        if match:
            return tr(pattern, **{name: tr(noun) for name, noun in match.groupdict().items()})
    return label


def kind_name(kind: str) -> str:
    """A class of furniture as shown: "Coffee table", "茶几"."""
    entry = BY_NAME.get(kind) or find_class(kind)
    if language() == "zh_CN" and entry is not None:
        return entry.zh[0]
    return kind[:1].upper() + kind[1:] if kind != "tv" else "TV"
