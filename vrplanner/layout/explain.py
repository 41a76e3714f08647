"""Why a layout is good, and what is not so good about it: scores by term and plain sentences in both languages."""

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from shapely.geometry import Polygon

from vrplanner.core.furniture import BY_NAME
from vrplanner.layout import tables as t
from vrplanner.layout.problem import Layout, Piece, Problem, Relation, piece_corners
from vrplanner.layout.search import Found
from vrplanner.layout.tables import window_corners
from vrplanner.layout.validity import MAIN_WAY_RADIUS_M, against_wall, missed_sides, walkable

Language = Literal["en", "zh"]

SCORED_TERMS = {
    "windows": (t.WINDOWS, 3.0), "clearance": (t.CLEARANCE, 3.0), "walls": (t.WALLS, 2.5),
    "together": (t.TOGETHER, 3.0), "alignment": (t.ALIGNMENT, 1.5), "balance": (t.BALANCE, 1.0),
}  # fmt: skip
"""Terms shown to people, each with its place among the costs and the cost at which its score has fallen to 1/e."""
SHARES = {"windows": 1.0, "clearance": 1.5, "walls": 1.0, "together": 2.0, "alignment": 0.5, "balance": 0.5,
          "walkways": 1.5, "fits": 2.0}  # fmt: skip
WAY_RADII_M = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)

_WORDS: dict[str, tuple[str, str]] = {
    "view": ("{A} faces {b} at {m:.1f} m.", "{a}正对{b}，距离 {m:.1f} 米。"),
    "at_one": ("{A} stands at {b}.", "{a}摆在{b}旁。"),
    "at_both": ("Both chairs stand at {b}.", "两把椅子都摆在{b}旁。"),
    "at_all": ("All {n} chairs stand at {b}.", "{n} 把椅子都围着{b}摆放。"),
    "beside": ("{A} stands beside {b}.", "{a}紧挨着{b}。"),
    "beside_both": ("There is one {a} on each side of {b}.", "{b}两侧各有一个{a}。"),
    "front_of": ("{A} is {m:.2f} m from {b}, within reach.", "{a}距{b} {m:.2f} 米，伸手可及。"),
    "around": ("{A} turns towards {b}, so that people can talk.", "{a}朝向{b}，便于交谈。"),
    "daylight": ("{A} is close to a window.", "{a}靠近窗户，采光好。"),
    "way_window": ("{m:.1f} m free on the way from the door to the window.", "从门到窗的通道净宽 {m:.1f} 米。"),
    "way": ("A way at least {m:.1f} m wide leads to everything.", "到每件家具的通道至少宽 {m:.1f} 米。"),
    "narrow": ("The way to {a} is narrower than 0.9 m.", "通往{a}的通道窄于 0.9 米。"),
    "narrow_all": (
        "Many ways are narrower than 0.9 m, though none is narrower than 0.6 m.",
        "不少通道窄于 0.9 米，但都不小于 0.6 米。",
    ),
    "doors": ("Every door opens freely.", "所有的门都能完全打开。"),
    "windows": ("No window is covered.", "没有窗户被遮挡。"),
    "window": ("{A} stands partly before a window.", "{a}部分挡住了窗户。"),
    "clearance": ("There is less free space than usual at {a}.", "{a}周围的活动空间偏小。"),
    "walls": ("{A} have their backs to a wall.", "{a}靠墙摆放。"),
    "walls_one": ("{A} has its back to a wall.", "{a}靠墙摆放。"),
    "left_out": ("{A} did not fit and is left out.", "{a}放不下，没有摆进房间。"),
    "left_out_many": ("{A} did not fit and are left out.", "{a}放不下，没有摆进房间。"),
    "relation": ("{A} could not be placed well with {b}.", "{a}没能与{b}很好地搭配。"),
}


def scores_of(problem: Problem, found: Found) -> dict[str, float]:
    """0..1 by term, 1 is best. `fits` is the share of pieces that stand in the room, weighted by what matters."""
    scores = {name: math.exp(-float(found.costs[i]) / scale) for name, (i, scale) in SCORED_TERMS.items()}
    scores["walkways"] = _main_way_share(problem, found.layout)
    weights = np.array([{1: 4.0, 2: 2.0, 3: 1.0}[piece.priority] for piece in problem.pieces])
    scores["fits"] = float((weights * found.layout.present).sum() / weights.sum())
    return {name: round(min(1.0, score), 3) for name, score in scores.items()}


def score_of(scores: dict[str, float]) -> float:
    """All terms as one, 0..1."""
    return round(sum(SHARES[name] * score for name, score in scores.items()) / sum(SHARES.values()), 3)


def reasons_of(problem: Problem, found: Found, *, language: Language = "en") -> tuple[str, ...]:
    """What speaks for this layout and what against it, the weightiest first."""
    speaker = _Speaker(problem, found, 1 if language == "zh" else 0)
    return tuple(dict.fromkeys(speaker.sentences()))


def titles_of(problem: Problem, found: Sequence[Found], *, language: Language = "en") -> list[str]:
    """Names that tell layouts apart: where the main piece stands, and the next ones as far as needed."""
    speakers = [_Speaker(problem, each, 1 if language == "zh" else 0) for each in found]
    for named in range(1, 4):
        titles = [speaker.title(named) for speaker in speakers]
        if len(set(titles)) == len(titles):
            break
    return titles if found else []


def free_way_m(problem: Problem, layout: Layout) -> float:
    """The widest walker that gets from every door to a window, metres; 0 if none does or there is no window."""
    best = 0.0
    for radius_m in WAY_RADII_M:
        ground = walkable(problem, layout, radius_m=radius_m)
        strips = [Polygon(window_corners(problem, window)).buffer(radius_m) for window in problem.windows]
        if ground.is_empty or not any(strip.intersects(ground) for strip in strips):
            break
        best = 2 * radius_m
    return best


def _main_way_share(problem: Problem, layout: Layout) -> float:
    """The share of pieces that a 0.9 m wide way leads to."""
    here = [i for i in range(len(problem)) if layout.present[i] and not problem.pieces[i].rug]
    if not here:
        return 1.0
    return 1.0 - len(_narrow(problem, layout)) / len(here)


def _narrow(problem: Problem, layout: Layout) -> list[int]:
    ground = walkable(problem, layout, radius_m=MAIN_WAY_RADIUS_M)
    here = [i for i in range(len(problem)) if layout.present[i]]
    return [i for i in here if missed_sides(problem, layout, i, ground, MAIN_WAY_RADIUS_M)]


class _Speaker:
    """Puts one layout into words of one language (0 English, 1 Chinese)."""

    def __init__(self, problem: Problem, found: Found, language: int) -> None:
        self.problem = problem
        self.found = found
        self.layout = found.layout
        self.language = language

    def sentences(self) -> Iterator[str]:
        yield from self._left_out()
        yield from self._relations()
        yield from self._ways()
        if self.problem.doors:
            yield self._say("doors")
        yield from self._windows()
        yield from self._walls()
        yield from self._complaints()

    def title(self, named: int) -> str:
        pieces = self.problem.pieces
        here = [i for i in range(len(pieces)) if self.layout.present[i] and not pieces[i].fixed and not pieces[i].rug]
        if not here:
            return ("Nothing moves", "保持不变")[self.language]
        main = sorted(here, key=lambda i: (pieces[i].priority, -pieces[i].area_m2))[:named]
        text = ("，" if self.language == 1 else ", ").join(self._stands(i) for i in main)
        return _capital(text)

    def _stands(self, i: int) -> str:
        compass, name = self._compass(i), _bare(self._name(i))
        if against_wall(self.problem, self.layout, i):
            return (f"{name} on the {compass[0]} wall", f"{name}靠{compass[1]}墙")[self.language]
        return (f"{name} in the {compass[0]} of the room", f"{name}在房间{compass[1]}侧")[self.language]

    def _compass(self, i: int) -> tuple[str, str]:
        """Where a piece stands: its wall if its back is to one, else its side of the room."""
        yaw = float(self.layout.pose[i, 2])
        away = np.array([math.sin(yaw), -math.cos(yaw)])
        if not against_wall(self.problem, self.layout, i):
            centre = self.problem.floor.centroid
            away = self.layout.pose[i, :2] - np.array([centre.x, centre.y])
            if np.hypot(*away) < 0.4:
                return ("middle", "中央")
        names = (("east", "东"), ("north", "北"), ("west", "西"), ("south", "南"))
        return names[round(math.atan2(away[1], away[0]) / (math.pi / 2)) % 4]

    def _left_out(self) -> Iterator[str]:
        out = [i for i in range(len(self.problem)) if not self.layout.present[i]]
        if out:
            yield self._say("left_out" if len(out) == 1 else "left_out_many", a=self._list(out))

    def _relations(self) -> Iterator[str]:
        broken = {f.pieces for f in self.found.findings if f.rule == "relation"}
        kept = [
            r
            for r in self.problem.relations
            if self.layout.present[r.a] and self.layout.present[r.b] and (r.a, r.b) not in broken
        ]
        for relation in kept:
            yield from self._pair(relation)
        yield from self._seats([r for r in kept if r.type == "at"])
        yield from self._companions([r for r in kept if r.type == "beside" and not r.wish])

    def _pair(self, r: Relation) -> Iterator[str]:
        """What is said of one relation by itself."""
        names = {"a": self._name(r.a), "b": self._name(r.b)}
        if r.type == "view":
            yield self._say("view", **names, m=math.dist(self.layout.pose[r.a, :2], self.layout.pose[r.b, :2]))
        elif r.type == "front_of" and not r.wish:
            yield self._say("front_of", **names, m=self._gap_m(r.a, r.b))
        elif r.type == "around" and self._turns_to(r.a, r.b):
            yield self._say("around", **names)
        elif r.type == "daylight" and self._by_window(r.a):
            yield self._say("daylight", **names)

    def _seats(self, relations: list[Relation]) -> Iterator[str]:
        for table, chairs in _by_target(relations).items():
            if len(chairs) == 1:
                yield self._say("at_one", a=self._name(chairs[0]), b=self._name(table))
            elif len(chairs) == 2:
                yield self._say("at_both", b=self._name(table))
            else:
                yield self._say("at_all", n=len(chairs), b=self._name(table))

    def _companions(self, relations: list[Relation]) -> Iterator[str]:
        for bed, stands in _by_target(relations).items():
            kinds = {self.problem.pieces[stand].kind for stand in stands}
            if len(stands) == 2 and len(kinds) == 1:
                stand = _bare(piece_name(self.problem.pieces[stands[0]], chinese=self.language == 1))
                yield self._say("beside_both", a=stand, b=self._name(bed))
            else:
                yield from (self._say("beside", a=self._name(stand), b=self._name(bed)) for stand in stands)

    def _ways(self) -> Iterator[str]:
        way_m = free_way_m(self.problem, self.layout) if self.problem.windows and self.problem.doors else 0.0
        if way_m >= 0.8:
            yield self._say("way_window", m=way_m)
        narrow = _narrow(self.problem, self.layout)
        if not narrow:
            yield self._say("way", m=2 * MAIN_WAY_RADIUS_M)
        elif len(narrow) <= 3:
            yield self._say("narrow", a=self._list(narrow))
        else:
            yield self._say("narrow_all")

    def _windows(self) -> Iterator[str]:
        covering = [f.pieces[0] for f in self.found.findings if f.rule == "window"]
        for i in dict.fromkeys(covering):
            yield self._say("window", a=self._name(i))
        if self.problem.windows and not covering:
            yield self._say("windows")

    def _walls(self) -> Iterator[str]:
        backed = [
            i for i, piece in enumerate(self.problem.pieces)
            if piece.wall == "must" and not piece.fixed and self.layout.present[i] and piece.priority < 3
            and against_wall(self.problem, self.layout, i)
        ]  # fmt: skip
        if backed:
            yield self._say("walls" if len(backed) > 1 else "walls_one", a=self._list(backed))

    def _complaints(self) -> Iterator[str]:
        tight = [f.pieces[0] for f in self.found.findings if f.rule == "clearance"]
        if tight:
            yield self._say("clearance", a=self._list(list(dict.fromkeys(tight))))
        for finding in self.found.findings:
            if finding.rule == "relation":
                a, b = finding.pieces
                yield self._say("relation", a=self._name(a), b=self._name(b))

    def _turns_to(self, a: int, b: int) -> bool:
        dx, dy = self.layout.pose[b, :2] - self.layout.pose[a, :2]
        turn = abs(math.remainder(math.atan2(-dx, dy) - float(self.layout.pose[a, 2]), math.tau))
        return turn <= math.radians(50) and self._gap_m(a, b) <= 1.1

    def _by_window(self, i: int) -> bool:
        at = Polygon(piece_corners(self.problem.pieces[i], self.layout.pose[i]))
        return any(Polygon(window_corners(self.problem, w)).distance(at) <= 1.0 for w in self.problem.windows)

    def _gap_m(self, a: int, b: int) -> float:
        shapes = [Polygon(piece_corners(self.problem.pieces[i], self.layout.pose[i])) for i in (a, b)]
        return float(shapes[0].distance(shapes[1]))

    def _list(self, pieces: list[int]) -> str:
        """Names in a row; pieces that are called alike are counted."""
        alike: dict[str, list[int]] = {}
        for i in pieces:
            alike.setdefault(self.problem.pieces[i].name, []).append(i)
        names = [self._several(same) for same in alike.values()]
        if self.language == 1:
            return "、".join(names)
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def _several(self, pieces: list[int]) -> str:
        if len(pieces) == 1:
            return self._name(pieces[0])
        name = _bare(piece_name(self.problem.pieces[pieces[0]], chinese=self.language == 1))
        count = len(pieces)
        if count == 2:
            return (f"two {_plural(name)}", f"两个{name}")[self.language]
        return (f"{count} {_plural(name)}", f"{count} 个{name}")[self.language]

    def _name(self, i: int) -> str:
        piece = self.problem.pieces[i]
        name = piece_name(piece, chinese=self.language == 1)
        alike = sum(other.name == piece.name and other.kind == piece.kind for other in self.problem.pieces)
        if alike == 1:
            return name
        return (f"one {_bare(name)}", f"一个{name}")[self.language]

    def _say(self, key: str, **words: object) -> str:
        words["A"] = _capital(str(words.get("a", "")))
        return _WORDS[key][self.language].format(**words)


def _by_target(relations: list[Relation]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = {}
    for relation in relations:
        grouped.setdefault(relation.b, []).append(relation.a)
    return grouped


def piece_name(piece: Piece, *, chinese: bool = False) -> str:
    """How a sentence calls a piece: its class in Chinese, its own name with an article in English."""
    kind = BY_NAME.get(piece.kind)
    if chinese:
        return kind.zh[0] if kind is not None else piece.name
    name = piece.name.replace("_", " ")
    # "Grey sofa" is a phrase, "KALLAX shelf" a name.
    name = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return "the " + " ".join("TV" if word == "tv" else word for word in name.split())


def _plural(noun: str) -> str:
    if noun.endswith("shelf"):
        return noun[:-1] + "ves"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
