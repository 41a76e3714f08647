"""What the terms of a layout are called in a sentence about what somebody likes, English and Chinese."""

from typing import Literal

Language = Literal["en", "zh"]

TERMS: dict[str, tuple[str, str]] = {
    "alignment": ("furniture parallel to the walls", "家具与墙面平行"),
    "balance": ("furniture balanced about the middle of the room", "家具分量居中、布置均衡"),
    "beside": ("things beside what they belong to, such as a night stand at the bed", "配套家具紧挨着摆放"),
    "changes": ("little moved from where it stands now", "尽量少挪动现有家具"),
    "choice": ("pieces that fit your style and each other", "家具风格相符、彼此搭配"),
    "clearance": ("free space around the furniture", "家具周围留足活动空间"),
    "conversation": ("seats turned towards each other", "座位彼此相对、便于交谈"),
    "daylight": ("daylight at the desk", "书桌采光好"),
    "fits": ("a place for every piece", "每件家具都摆得下"),
    "focus": ("seats that look at what the room is about", "座位朝向房间的视觉中心"),
    "in_front": ("tables within reach of the seats", "茶几伸手可及"),
    "left_out": ("a place for every piece", "每件家具都摆得下"),
    "nearness": ("things close to what they are used with", "常一起用的家具离得近"),
    "seating": ("chairs at their tables", "椅子摆在桌旁"),
    "sockets": ("lamps and screens near a socket", "电器靠近插座"),
    "symmetry": ("symmetry", "对称布置"),
    "together": ("things that belong together close to each other", "配套的家具摆在一起"),
    "under": ("rugs under what they belong to", "地毯铺在所属家具下方"),
    "view": ("a good view of the screen", "看电视的视角好"),
    "walkways": ("wide ways through the room", "通道宽敞"),
    "walls": ("furniture that stands against the walls", "家具靠墙摆放"),
    "windows": ("windows that nothing stands before", "窗前不被遮挡"),
}

NOTHING_YET = (
    "Nothing has been learned yet: take one of the suggested layouts, and vrplanner begins to.",
    "还没有学到什么：采用一个建议的布局后，就会开始学习。",
)
NOTHING_CLEAR = (
    "No preference is clear yet ({learned}).",
    "目前还看不出明显的喜好（{learned}）。",
)
SENTENCES = {
    "much": ("You clearly prefer layouts with {term} ({learned}).", "您明显偏爱{term}的布局（{learned}）。"),
    "more": ("You prefer layouts with {term} ({learned}).", "您偏爱{term}的布局（{learned}）。"),
    "less": ("You care less about {term} ({learned}).", "您不太在意{term}（{learned}）。"),
}


def called(term: str, language: Language) -> str:
    """A term in words; one that is not known here by its own name in quotes."""
    if term in TERMS:
        return TERMS[term][_place(language)]
    name = term.replace("_", " ")
    return f"「{name}」较高" if language == "zh" else f'more "{name}"'


def learned_from(choices: int, language: Language) -> str:
    if language == "zh":
        return f"来自 {choices} 次选择"
    return f"learned from {choices} choice{'' if choices == 1 else 's'}"


def sentence(words: tuple[str, str], language: Language, **values: object) -> str:
    return words[_place(language)].format(**values)


def _place(language: Language) -> int:
    return 1 if language == "zh" else 0
