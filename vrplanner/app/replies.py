"""What the assistant says, in the person's language: short sentences from one table."""

from collections.abc import Sequence
from typing import Literal

from vrplanner.assistant.lexicon import shown_zh
from vrplanner.core.furniture import find_class
from vrplanner.core.item import Item

Language = Literal["en", "zh"]

_WORDS: dict[str, tuple[str, str]] = {
    "placed": ("Here is {name}, {width} wide.", "放好了：{name}，宽{width}。"),
    "placed_many": ("Placed {count}: {name}.", "放好了{count}个：{name}。"),
    "elsewhere": (
        "There is no free place {where}; it stands as near as it fits.", "{where}没有空位，放在了最近的地方。",
    ),
    "moved": ("Moved {name}.", "{name}移好了。"),
    "moved_by": ("Moved {name} by {amount}.", "{name}移动了{amount}。"),
    "stopped": ("Moved {name} only {amount}: {blocker} is in the way.", "{name}只移动了{amount}，被{blocker}挡住了。"),
    "stuck": ("{name} cannot go there: {blocker} is in the way.", "{name}移不过去，被{blocker}挡住了。"),
    "turned": ("Turned {name}.", "{name}转好了。"),
    "no_turn": ("There is no room to turn {name} there.", "那里转不开{name}。"),
    "resized": ("{name} is now {size}.", "{name}现在是{size}。"),
    "restyled": ("{name} is now {style}.", "{name}现在是{style}。"),
    "replaced": ("Replaced {old} by {name}.", "已把{old}换成{name}。"),
    "removed": ("Removed {name}.", "已移除{name}。"),
    "copied": ("Here is another {name}.", "又放了一个{name}。"),
    "selected": ("Selected {name}.", "已选中{name}。"),
    "undone": ("Undone: {label}.", "已撤销：{label}。"),
    "nothing_to_undo": ("There is nothing to undo.", "没有可以撤销的。"),
    "redone": ("Done again: {label}.", "已重做：{label}。"),
    "nothing_to_redo": ("There is nothing to do again.", "没有可以重做的。"),
    "layouts": ("I have {count} layouts. The best: {reason}", "有{count}种布局。最好的：{reason}"),
    "no_layouts": ("I found no better layout.", "没有找到更好的布局。"),
    "furnishings": (
        "I have {count} ways to furnish it. The best: {title}. {money}", "有{count}种方案。最好的：{title}。{money}",
    ),
    "how_much": (
        "How much may it cost? Say for example: furnish this bedroom for 1,500 euros.",
        "预算是多少？例如：用一万五千元布置这个卧室。",
    ),
    "apply_question": ("Shall I apply the first?", "要用第一个吗？"),
    "applied": ("Applied: {title}.", "已采用：{title}。"),
    "rejected": ("Fine, everything stays as it is.", "好的，保持原样。"),
    "nothing_offered": ("There is nothing to say yes or no to.", "现在没有需要确认的。"),
    "cancelled": ("Cancelled.", "已取消。"),
    "painted": ("Painted the {surface} {color}.", "{surface}现在是{color}。"),
    "what_color": ("Which colour or material?", "要什么颜色或材质？"),
    "wearing": ("Putting on {name}.", "穿上了{name}。"),
    "took_off": ("Took off {name}.", "脱下了{name}。"),
    "not_worn": ("Nobody wears that.", "没有穿这件。"),
    "size_advice": ("With a chest of {chest} take size {size}.", "胸围{chest}，建议选{size}码。"),
    "no_avatar": ("There is no avatar with measurements yet.", "还没有带尺寸的人物。"),
    "item_size": ("{name}: {size}.", "{name}：{size}。"),
    "room_size": (
        "The room is {width} by {depth}, {height} high: {area} m².", "房间{width}乘{depth}，高{height}，{area}平方米。",
    ),
    "distance": ("Between them: {distance}.", "它们之间：{distance}。"),
    "describe": ("{name}: {facts}.", "{name}：{facts}。"),
    "inventory": ("In the room: {names}.", "房间里有：{names}。"),
    "empty_room": ("The room is empty.", "房间是空的。"),
    "cannot_answer": ("I cannot answer that yet.", "这个我还答不上来。"),
    "found": ("Found: {names}.", "找到：{names}。"),
    "found_none": ("Nothing in the catalogue fits.", "目录里没有合适的。"),
    "help": (
        'Say what to place, move, turn, paint or try on: "put a green sofa against the north wall", "undo that", '
        '"suggest a layout".',
        "可以说：“在窗边放一个书架”“把沙发往左移半米”“撤销”“推荐一个布局”。",
    ),
    "on_screen": ("That is done on the screen.", "请在屏幕上操作。"),
    "light": ("Lamps cannot be switched yet.", "灯光还不能调节。"),
    "buy": ("Buying is not possible from here.", "这里还不能购买。"),
    "which": ("Which one: {names}?", "是哪一个：{names}？"),
    "which_item": ("Which thing do you mean?", "您指的是哪一件？"),
    "missing": ("There is no {name} here.", "这里没有{name}。"),
    "not_understood": ("I did not understand that. Nothing was changed.", "没有听懂，什么都没有改动。"),
    "confirm": ("I understood: {what}. Shall I?", "我的理解是：{what}。要这样做吗？"),
    "no_room": ("There is no room yet. Scan or draw one first.", "还没有房间，请先扫描或绘制一个。"),
    "wall": ("the wall", "墙"), "door": ("the door", "门"), "and": (" and ", "和"), "or": (" or ", "还是"),
    "floor": ("floor", "地板"), "ceiling": ("ceiling", "天花板"), "walls": ("walls", "墙面"),
}  # fmt: skip


def words(key: str, language: Language, **values: object) -> str:
    """A sentence of the table, filled in."""
    return _WORDS[key][language == "zh"].format(**values)


def thing_name(item: Item, language: Language) -> str:
    """What to call an item: "the grey sofa", 灰色沙发."""
    if language == "en":
        name = item.name or item.kind
        return f"the {name if name.split()[0].isupper() else name[0].lower() + name[1:]}"
    entry = find_class(item.kind)
    return f"{_color_zh(item)}{entry.zh[0] if entry else item.name}"


def telling_names(items: Sequence[Item], language: Language) -> list[str]:
    """What to call items so that they can be told apart: by colour where their names are alike."""
    names = [thing_name(item, language) for item in items]
    if language == "en" and len(set(names)) < len(names):
        names = [
            f"the {item.color} {item.kind}" if item.color and "#" not in item.color else n
            for item, n in zip(items, names, strict=True)
        ]
    return list(dict.fromkeys(names))


def _color_zh(item: Item) -> str:
    if not item.color or item.color.startswith("#"):
        return ""
    shown = shown_zh("colors", item.color)
    return shown if not shown.isascii() else shown_zh("materials", item.color)


def length(metres: float, language: Language) -> str:
    """ "1.20 m" from a metre on, centimetres below."""
    if metres < 1:
        return f"{metres * 100:.0f}{' cm' if language == 'en' else '厘米'}"
    return f"{metres:.2f}{' m' if language == 'en' else '米'}"


def size(metres: Sequence[float], language: Language) -> str:
    """Width, depth and height of (width, height, depth)."""
    width, height, depth = (f"{side:.2f}" for side in metres)
    if language == "zh":
        return f"宽{width}、深{depth}、高{height}米"
    return f"{width} m wide, {depth} m deep, {height} m high"


_VERBS_ZH = {
    "remove": "移除",
    "place": "放置",
    "move": "移动",
    "rotate": "旋转",
    "resize": "调整大小",
    "restyle": "改样式",
    "replace": "替换",
    "duplicate": "复制",
    "buy": "购买",
    "arrange": "重新布置",
    "paint": "粉刷",
    "try_on": "试穿",
    "take_off": "脱下",
    "select": "选中",
    "search": "搜索",
    "measure": "测量",
    "light": "调灯光",
}


def verb(intent: str, language: Language) -> str:
    return _VERBS_ZH.get(intent, intent) if language == "zh" else intent.replace("_", " ")


def listed(names: Sequence[str], language: Language, *, last: str = "and") -> str:
    comma = "、" if language == "zh" else ", "
    if len(names) < 2:
        return comma.join(names)
    return comma.join(names[:-1]) + words(last, language) + names[-1]
