"""Questions, the catalogue, and what the window or the headset does itself."""

from collections import Counter

from vrplanner.app.actions.situation import Outcome, Situation
from vrplanner.app.replies import listed, size
from vrplanner.assistant.lexicon import shown_zh
from vrplanner.core.furniture import find_class
from vrplanner.core.item import Item
from vrplanner.core.money import item_price

SHOWN = 3


def search(situation: Situation) -> Outcome:
    """The best few products that fit the words and limits."""
    record = situation.record
    words = " ".join(str(record.get(name, "")) for name in ("color", "material", "style", "object")).strip()
    found = situation.makers.search_products(words, language=situation.language, limit=50)
    limits = {0: record.get("width_m"), 1: record.get("height_m"), 2: record.get("depth_m")}
    most = record.get("price_max")
    fitting = [
        product
        for product in found
        if all(limit is None or product.size[side] <= limit + 1e-6 for side, limit in limits.items())
        and (most is None or (product.price is not None and product.price <= most))
    ]
    if not fitting:
        return Outcome(situation.say("found_none"))
    names = [
        product.name + (f" ({product.price_text})" if product.price is not None else "") for product in fitting[:SHOWN]
    ]
    notes = dict.fromkeys(product.price_note for product in fitting[:SHOWN] if product.price is not None)
    told = situation.say("found", names=listed(names, situation.language))
    joint = "" if situation.language == "zh" else " "
    return Outcome(joint.join([told, *(note for note in notes if note)]), request=record)


def ask(situation: Situation) -> Outcome:
    """What the document itself can answer: what a thing is, what there is."""
    if "item_id" in situation.record.slots:
        item = situation.item
        name = situation.name(item)
        reply = situation.say("describe", name=name[0].upper() + name[1:], facts=_facts(situation, item))
        return Outcome(reply, touched=(item.id,))
    question = str(situation.record.get("question", "")).lower()
    if any(
        word in question
        for word in ("how many", "what is in", "what's in", "which things", "furniture", "几", "多少", "有什么")
    ):
        return Outcome(_inventory(situation))
    return Outcome(situation.say("cannot_answer"))


def _facts(situation: Situation, item: Item) -> str:
    zh = situation.language == "zh"
    color = shown_zh("colors", item.color) if zh else item.color
    material = shown_zh("materials", item.material) if zh else item.material
    looks = [size(item.size, situation.language), color if not color.startswith("#") else "", material]
    facts = [*looks, item_price(item, situation.language)]
    return ("，" if zh else ", ").join(fact for fact in facts if fact)


def _inventory(situation: Situation) -> str:
    counts = Counter(item.kind for item in situation.scene.items.values())
    if not counts:
        return situation.say("empty_room")
    names = []
    for kind, count in counts.items():
        entry = find_class(kind)
        shown = entry.zh[0] if entry and situation.language == "zh" else kind
        names.append(f"{count} × {shown}" if count > 1 else shown)
    return situation.say("inventory", names=listed(names, situation.language))


def help_(situation: Situation) -> Outcome:
    return Outcome(situation.say("help"))


def for_the_surface(situation: Situation) -> Outcome:
    """Looking, walking, files: whoever shows the document carries `request` out, or the person does by hand."""
    intent = situation.record.intent
    key = intent if intent in ("light", "buy") else "on_screen"
    return Outcome(situation.say(key), request=None if key != "on_screen" else situation.record)
