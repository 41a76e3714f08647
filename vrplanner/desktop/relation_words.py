"""What is wished about how things stand to each other, in sentences."""

from vrplanner.core.item import Item
from vrplanner.core.relation import Relation, RelationKind
from vrplanner.core.scene import Scene
from vrplanner.desktop.i18n import kind_name, language, tr
from vrplanner.desktop.plan_symbols import named_color
from vrplanner.desktop.units import Units, format_length

SENTENCES: dict[RelationKind, str] = {
    "beside": "{a} stands beside {b}",
    "near": "{a} stands near {b}",
    "front_of": "{a} stands in front of {b}",
    "at": "{a} stands at {b} and faces it",
    "around": "{a} turns towards {b}",
    "view": "{b} can be seen from {a}",
    "under": "{a} lies under {b}",
    "foot_of": "{a} stands at the foot of {b}",
    "daylight": "{a} stands near a window",
    "apart": "{a} keeps away from {b}",
}
CHOICES: dict[RelationKind, str] = {
    "beside": "beside", "near": "near", "front_of": "in front of", "at": "at the edge of, facing",
    "around": "turned towards", "view": "in view of", "under": "under", "foot_of": "at the foot of",
    "daylight": "near a window", "apart": "away from",
}  # fmt: skip
"""After "Should stand"."""
SCREENS = frozenset({"tv", "television", "tv stand", "monitor", "projector screen"})
PLAIN_WORDS = frozenset({"light", "dark", "small", "large", "low", "tall", "round", "old", "new"})


def sentence(scene: Scene, relation: Relation) -> str:
    """ "The TV can be seen from the bed"; names the two things as a person would."""
    a = scene.items.get(relation.item_id)
    b = scene.items.get(relation.target_id) if relation.target_id else None
    if relation.kind == "view" and a is not None and a.kind in SCREENS:
        a, b = b, a  # they look at each other; it is the screen that is watched
    words = tr(SENTENCES[relation.kind], a=mention(scene, a), b=mention(scene, b))
    return words[:1].upper() + words[1:]


def distance_words(relation: Relation, units: Units) -> str:
    """ "0.5 to 2 m", nothing where what is usual will do."""
    near, far = (
        format_length(length_m, units) if length_m is not None else "" for length_m in (relation.near_m, relation.far_m)
    )
    if near and far:
        return tr("{near} to {far}", near=near, far=far)
    if near:
        return tr("at least {near}", near=near)
    return tr("at most {far}", far=far) if far else ""


def mention(scene: Scene, item: Item | None) -> str:
    """ "the light grey sofa" where the name says what it is and there is but one of it, else the name itself."""
    if item is None:
        return "…"
    name, kind = item.name, kind_name(item.kind)
    alone = sum(other.name == name for other in scene.items.values()) == 1
    if language() != "en" or not alone or not name.casefold().endswith(kind.casefold()):
        return name
    first = name.split()[0]
    plain = first.lower() in PLAIN_WORDS or named_color(first) is not None or name.casefold() == kind.casefold()
    return f"the {name[0].lower() + name[1:] if plain and first != first.upper() else name}"
