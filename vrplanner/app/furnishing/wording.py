"""What a furnishing says, in English and Chinese, from one table."""

from collections.abc import Sequence
from typing import Literal

from vrplanner.app.furnishing.programme import Slot
from vrplanner.core.furniture import BY_NAME

Language = Literal["en", "zh"]

_WORDS: dict[str, tuple[str, str]] = {
    "too_little": ("The cheapest {names} come to {sum}, more than {budget}.",
                   "最便宜的{names}加起来要 {sum}，超过 {budget}。"),
    "hint_too_little": ("Give at least {sum}, or put in what you have already: it is kept.",
                        "请至少给 {sum}，或者先放入已有的家具，它们会保留。"),
    "no_budget": ("A budget of {budget} is none.", "{budget} 不能作为预算。"),
    "hint_no_budget": ("Give an amount above zero.", "请给出大于零的金额。"),
    "currency": ("The budget is {budget}, but the prices are in {prices}.", "预算是 {budget}，而价格以{prices}计。"),
    "hint_currency": ("Give the budget in {prices}, or how many {prices} one {asked} is.",
                      "请用 {prices} 给出预算，或说明 1 {asked} 合多少 {prices}。"),
    "nothing_missing": ("{room} already has everything such a room needs.", "{room}已经什么都不缺了。"),
    "hint_kind": ("Name another kind of room, or place what you would like from the catalogue.",
                  "可以指定别的房间类型，或从目录中自己挑选。"),
    "sum": ("All together {sum} of {budget}; {rest} are left.", "合计{sum}，预算 {budget}，还剩{rest}。"),
    "converted": ("{asked} are {budget} at {rate:g}.", "{asked} 按 {rate:g} 折合 {budget}。"),
    "each": ("{pieces}.", "{pieces}。"),
    "style": ("The pieces fit the {style} style to {fit:.0%} and each other to {together:.0%}.",
              "与{style}风格的契合度为 {fit:.0%}，彼此搭配度为 {together:.0%}。"),
    "together": ("The pieces go together to {together:.0%}.", "彼此搭配度为 {together:.0%}。"),
    "stays": ("What stands there stays: {names}.", "原有的保留：{names}。"),
    "no_money": ("There was no money left for {names}.", "预算不够再添：{names}。"),
    "no_fit": ("For the money nothing that fits well was found for {names}.", "预算内没有合适的：{names}。"),
    "no_place": ("There was no good place for {names}.", "没有合适的位置放：{names}。"),
    "no_product": ("The catalogue has nothing that fits for {names}.", "目录里没有合适的：{names}。"),
    "title": ("{name}, {sum}: {layout}", "{name}，{sum}：{layout}"),
    "name_style": ("{style} {kind}", "{style}{kind}"),
    "no_room": ("Nothing of it finds a place in {room}.", "{room}里已经放不下了。"),
    "hint_no_room": ("Move or remove something first.", "请先挪走或移除一些东西。"),
}  # fmt: skip
_SLOTS_EN = {"tv": "TV", "tv stand": "TV stand"}
_SLOTS_ZH = {"desk chair": "书桌椅"}


def say(key: str, language: Language, **values: object) -> str:
    """A sentence of the table, filled in."""
    return _WORDS[key][language == "zh"].format(**values)


def slot_name(slot: Slot, language: Language) -> str:
    """What to call a slot: "2 nightstands", 床头柜×2."""
    if language == "zh":
        name = _SLOTS_ZH.get(slot.name) or BY_NAME[slot.kinds[0]].zh[0]
        return f"{name}×{slot.count}" if slot.count > 1 else name
    name = _SLOTS_EN.get(slot.name, slot.name)
    return f"{slot.count} {plural(name)}" if slot.count > 1 else name


def plural(noun: str) -> str:
    return f"{noun}{'es' if noun.endswith(('s', 'ch')) else 's'}"


def listed(names: Sequence[str], language: Language) -> str:
    """ "a, b and c", a、b和c."""
    if len(names) < 2:
        return "".join(names)
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    return comma.join(names[:-1]) + last + names[-1]
