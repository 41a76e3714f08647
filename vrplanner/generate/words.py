"""From a description in English or Chinese to a furniture specification.

The grammar is small on purpose: lengths are found first and taken out, then all known words in one pass; what stands
right before a part ("walnut legs", "大理石台面") belongs to that part. Words that settle nothing are handed back as not
understood.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from vrplanner.core.errors import InvalidInput
from vrplanner.core.furniture import BY_NAME
from vrplanner.generate import sizes, usual, vocabulary
from vrplanner.generate.colors import shaded
from vrplanner.generate.lexicon import SHADES, Token, tokens
from vrplanner.generate.measures import NUMBER, find_lengths, find_products, parse_number
from vrplanner.generate.spec import FurnitureSpec

_WITH = re.compile(r"\b(with|featuring|for|next to|that|which|including|on)\b")
_CHINESE_WITH = re.compile(r"[带配附有]")
_FOR_PEOPLE = re.compile(rf"\bfor ({NUMBER})(?: people| persons)?\b(?! ?\w)")
_COUNTED_CLASS = {"sofa": "seats", "dresser": "drawers"}
"""What a number right before a class counts: 三 in 三沙发, 六 in 六斗柜."""
_APPLIANCES = ("fridge", "stove", "washing machine")
"""Where metal without a colour means stainless steel, not black iron."""
_NEGATIONS = ("no", "without", "无", "没有", "不带", "不要")
_FRAME_IS_ALL = ("bed", "mirror", "picture")
_MAX_TEXT = 2000


@dataclass
class _Reading:
    """What has been found so far."""

    kind: str = ""
    color: str = ""
    shade: str = ""
    material: str = ""
    style: str = ""
    features: dict[str, object] = field(default_factory=dict)
    used: list[Token] = field(default_factory=list)
    unused: list[Token] = field(default_factory=list)


def parse_description(text: str) -> FurnitureSpec:
    """The piece that `text` describes; what it leaves open is what such pieces usually are.

    Raises InvalidInput when the words name no furniture that can be made, or a size that such a piece cannot have.
    """
    clean = _normalised(text)
    remainder, measured = sizes.take_out(clean, find_products(clean), find_lengths(clean))
    words = tokens(remainder)
    reading = _Reading()
    chosen = _choose_class(remainder, words)
    if chosen is None:
        raise InvalidInput(
            f'"{text.strip()[:80]}" does not name a piece of furniture that is known here.',
            hint="Name one, for example a sofa, a desk, a bookcase or a floor lamp.",
        )
    reading.kind = chosen.meaning("class") or ""
    reading.features.update(_class_features(chosen))
    if chosen.number and reading.kind in _COUNTED_CLASS:
        reading.features[_COUNTED_CLASS[reading.kind]] = chosen.number
    if seats := _FOR_PEOPLE.search(remainder):
        reading.features["seats"] = int(parse_number(seats[1]) or 0) or 4
        remainder = remainder[: seats.start()] + " " * (seats.end() - seats.start()) + remainder[seats.end() :]
        words = [word for word in words if word.end <= seats.start() or word.start >= seats.end()]
    reading.used.append(chosen)
    _read_rest(remainder, [word for word in words if word is not chosen], reading)
    return _spec(text, remainder, reading, measured)


# Below zero, or with an exponent: reading only part of it would make something nobody asked for.
_ODD_NUMBER = re.compile(r"(?:^|\s)[-\u2212]\d[\d.,]*|\b\d[\d.]*e[+-]?\d+", re.IGNORECASE)


def _normalised(text: str) -> str:
    if len(text) > _MAX_TEXT:
        raise InvalidInput("The description is too long.", hint=f"Keep it under {_MAX_TEXT} characters.")
    if odd := _ODD_NUMBER.search(text):
        raise InvalidInput(
            f'"{odd[0].strip()}" is not a measure that can be made.', hint="Write it like 2.1 m or 90 cm."
        )
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = plain.translate(str.maketrans("“”’‘‑–—", "\"\"''---"))
    return re.sub(r"\s+", " ", plain).strip()


def _choose_class(text: str, words: list[Token]) -> Token | None:
    """The head noun: in English the last class before "with"; in Chinese the last of the first clause naming any,
    unless that clause goes on with 带 or 配 ("沙发带脚凳")."""
    classes = [word for word in words if word.meaning("class")]
    if not classes:
        return None
    if re.search(r"[\u4e00-\u9fff]", text):
        clause = next(
            (m for m in re.finditer(r"[^,。;.!\n]+", text) if any(m.start() <= c.start < m.end() for c in classes)),
            None,
        )
        if clause is not None:
            classes = [c for c in classes if clause.start() <= c.start < clause.end()]
            joins = [m.start() for m in _CHINESE_WITH.finditer(text, *clause.span())]
            before = [c for c in classes if joins and c.end <= joins[0]]
            return (before or classes)[-1]
    boundary = next((m.start() for m in _WITH.finditer(text)), len(text))
    clauses = [c for c in classes if c.start < boundary]
    if not clauses:
        return classes[0]
    comma = text.find(",", clauses[0].end)
    return [c for c in clauses if comma < 0 or c.start < comma][-1]


def _class_features(chosen: Token) -> dict[str, object]:
    entry = vocabulary.EXTRA_CLASS_WORDS.get(chosen.text) or vocabulary.EXTRA_CLASS_WORDS.get(chosen.text.rstrip("s"))
    return dict(entry[1]) if entry else {}


def _read_rest(text: str, words: list[Token], reading: _Reading) -> None:
    owner = _owned_by_parts(text, words)
    frame = any(word.text in ("frame", "框架", "边框") for word in words)
    for index, word in enumerate(words):
        part = owner.get(index, "")
        if part != "leg" and index and _negated(text, words[index - 1], word):
            _read_negated(word, reading)
            reading.unused.remove(words[index - 1])
            reading.used += [words[index - 1], word]
            continue
        whole = part == "pot" or (part == "leg" and frame and reading.kind in _FRAME_IS_ALL)
        if part and whole and not word.meaning("part"):
            part = ""
        if part:
            _read_part(part, word, reading)
        elif not _read_word(word, reading):
            reading.unused.append(word)


def _negated(text: str, before: Token, word: Token) -> bool:
    return before.text in _NEGATIONS and text[before.end : word.start].strip(" -") in ("", "any")


def _read_negated(word: Token, reading: _Reading) -> None:
    """What is not wanted: a feature is off; a count, a part or another piece is simply not asked for."""
    if feature := word.meaning("feature"):
        name = vocabulary.FEATURE_NAMES.get(feature, feature)
        reading.features[name] = "none" if name in ("arms", "chaise") else False
    elif part := word.meaning("part"):
        reading.features[f"{part}s"] = False
    elif counted := word.meaning("counted"):
        reading.features[counted] = False


def _owned_by_parts(text: str, words: list[Token]) -> dict[int, str]:
    """Index of a word -> the part it describes: looks, materials and leg styles in an unbroken row before the part."""
    owner: dict[int, str] = {}
    for index, word in enumerate(words):
        part = word.meaning("part")
        if part is None:
            continue
        owner[index] = part
        at = index - 1
        while at >= 0 and at not in owner and _describes(words[at], part):
            gap = text[words[at].end : words[at + 1].start]
            if gap.strip(" -的") != "":
                break
            owner[at] = part
            at -= 1
    return owner


def _describes(word: Token, part: str) -> bool:
    kinds = ("color", "material", "shade", *(("legs", "feature") if part == "leg" else ()))
    if part == "top" and word.meaning("feature") in ("round", "oval", "square"):
        return False
    return any(word.meaning(kind) for kind in kinds) and not word.meaning("class")


def _read_part(part: str, word: Token, reading: _Reading) -> None:
    reading.used.append(word)
    if part == "headboard" and word.meaning("part"):
        reading.features["headboard"] = True
    elif part == "leg" and (style := word.meaning("legs")):
        reading.features["legs"] = style
    elif material := word.meaning("material"):
        reading.features[f"{part}_material"] = material
    elif color := word.meaning("color"):
        reading.features[f"{part}_color"] = vocabulary.COLORS[color].hex
    elif word.meaning("part") and word.number and part == "leg":
        reading.features["leg_count"] = word.number


def _read_word(word: Token, reading: _Reading) -> bool:
    """Take in one word; False where nothing came of it."""
    counted = word.meaning("counted")
    if counted and (word.number is not None or counted not in ("seats", "lights", "panels")):
        if word.number is not None:
            reading.features[counted] = word.number
        elif counted not in reading.features:
            reading.features[f"with_{counted}"] = True
    elif (color := word.meaning("color")) and reading.color not in ("", color):
        reading.features.setdefault("second_color", vocabulary.COLORS[color].hex)
    elif color:
        reading.color = color
    elif material := word.meaning("material"):
        _read_material(material, word, reading)
    elif feature := word.meaning("feature"):
        name = vocabulary.FEATURE_NAMES.get(feature, feature)
        if name == "mattress" and reading.kind != "bed":
            return False
        reading.features[name] = vocabulary.FEATURES[feature][0]
        reading.style = reading.style or word.meaning("style") or ""
    elif style := word.meaning("style"):
        reading.style = style
    elif word.meaning("class") == "sink" and reading.kind == "kitchen unit":
        reading.features["basin"] = True
    elif shade := word.meaning("shade"):
        reading.shade = shade
    else:
        return word.meaning("stop") is not None
    reading.used.append(word)
    return True


def _read_material(material: str, word: Token, reading: _Reading) -> None:
    """Two materials without a part named: on a table the stone or glass is its top, elsewhere textiles are the main."""
    first = reading.material
    if not first or first == "wood":
        reading.material = material
        return
    families = {vocabulary.MATERIALS[first].family, vocabulary.MATERIALS[material].family}
    if material == first:
        return
    if families & {"stone", "glass"} and reading.kind.endswith(("table", "desk")):
        top, rest = (first, material) if vocabulary.MATERIALS[first].family in ("stone", "glass") else (material, first)
        reading.features.setdefault("top_material", top)
        reading.material = rest
    elif "textile" in families and vocabulary.MATERIALS[material].family == "textile":
        reading.features.setdefault("leg_material", first)
        reading.material = material
    else:
        reading.features.setdefault("leg_material", material)


def _spec(text: str, remainder: str, reading: _Reading, measured: sizes.Measured) -> FurnitureSpec:
    material = reading.material or _usual_material(reading)
    if material == "metal" and not reading.color and reading.kind in _APPLIANCES:
        material = "chrome"
    color_name, color = _color(reading, material)
    features = dict(reading.features)
    size, stated_sizes = sizes.resolve(BY_NAME[reading.kind], measured, features)
    stated = set(features) | stated_sizes
    stated |= {name for name in ("color", "material", "style") if getattr(reading, name)}
    return FurnitureSpec(
        kind=reading.kind,
        size_m=size,
        color=color,
        color_name=color_name,
        material=material,
        style=reading.style or "modern",
        features=features,
        stated=frozenset(stated),
        text=text.strip(),
        not_understood=_not_understood(remainder, reading),
    )


def _usual_material(reading: _Reading) -> str:
    """Colours that wood does not have mean lacquer; an industrial table is of dark wood on metal."""
    material = usual.USUAL_MATERIAL[reading.kind]
    if reading.kind == "bed" and (reading.features.get("bunk") or reading.features.get("canopy")):
        material = "pine"
    wooden = vocabulary.MATERIALS[material].family == "wood"
    metals = {"gold": "brass", "silver": "chrome", "copper": "brass"}
    if wooden and reading.color in metals:
        return metals[reading.color]
    woody = ("brown", "dark brown", "light brown", "natural", "tan", "")
    return "lacquer" if wooden and reading.color not in woody else material


def _color(reading: _Reading, material: str) -> tuple[str, str]:
    words = vocabulary.MATERIALS[material]
    if reading.color:
        name, value = reading.color, vocabulary.COLORS[reading.color].hex
        if name == "natural" and words.family == "wood":
            value = words.hex
    elif not reading.material and reading.kind in usual.USUAL_COLOR:
        name, value = usual.USUAL_COLOR[reading.kind]
    else:
        name, value = words.color_name, words.hex
    if reading.shade and not name.startswith(("dark", "light")):
        return f"{reading.shade} {name}", shaded(value, SHADES[reading.shade][0])
    return name, value


def _not_understood(text: str, reading: _Reading) -> tuple[str, ...]:
    left = list(text)
    for word in (*reading.used, *(w for w in tokens(text) if w.meaning("stop") or w not in reading.unused)):
        left[word.start : word.end] = " " * (word.end - word.start)
    pieces = re.split(r"[\s,.;:!?，。；：！？、()\[\]\"'/\-]+", "".join(left))
    return tuple(piece for piece in pieces if piece and piece not in vocabulary.STOP_WORDS)


def chinese_color(name: str) -> str:
    """The Chinese word for a colour or a wood's name, "" where there is none."""
    words = vocabulary.COLORS[name].words if name in vocabulary.COLORS else ()
    words = words or (vocabulary.MATERIALS[name].words if name in vocabulary.MATERIALS else ())
    chinese = [word for word in words if not word.isascii()]
    return next((word for word in chinese if word.endswith("色")), "".join(chinese[:1]))
