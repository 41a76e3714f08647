"""Why a layout is good, and what is not so good about it: plain sentences in both languages."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from shapely.geometry import Point, Polygon

from vrplanner.core.furniture import BY_NAME
from vrplanner.layout.columns import TERMS
from vrplanner.layout.problem import Layout, Piece, Problem, Relation, piece_corners
from vrplanner.layout.room_tables import window_corners
from vrplanner.layout.scores import narrow_ways
from vrplanner.layout.search import Found, first_valid
from vrplanner.layout.term_words import Language
from vrplanner.layout.validity import MAIN_WAY_RADIUS_M, against_wall, walkable

MOVED_M = 0.01
FACING_RAD, TALKING_M = math.radians(70), 2.0
WAY_RADII_M = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)

_WORDS: dict[str, tuple[str, str]] = {
    "view": ("{A} faces {b} at {m:.1f} m.", "{a}正对{b}，距离 {m:.1f} 米。"),
    "at_one": ("{A} stands at {b}.", "{a}摆在{b}旁。"),
    "at_both": ("Both chairs stand at {b}.", "两把椅子都摆在{b}旁。"),
    "at_all": ("All {n} chairs stand at {b}.", "{n} 把椅子都围着{b}摆放。"),
    "at_some": ("{n} of {m} chairs stand at {b}.", "{m} 把椅子中有 {n} 把摆在{b}旁。"),
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
    "conversation": ("The seats face each other across {m:.1f} m.", "座位彼此相对，相距 {m:.1f} 米。"),
    "symmetry": ("{A} and {b} mirror each other.", "{a}与{b}左右对称。"),
    "symmetry_alike": ("The two {a} mirror each other.", "两个{a}左右对称。"),
    "focus": ("{A} looks to the window.", "{a}朝向窗户。"),
    "sockets": ("Every cable reaches a socket.", "所有电线都够得到插座。"),
    "socket": ("{A} is {m:.1f} m too far from a socket.", "{a}离插座还差 {m:.1f} 米。"),
    "turning": ("A wheelchair can turn in a circle of {m:.1f} m.", "轮椅可在 {m:.1f} 米的圆内回转。"),
    "moved": ("Only {a} moves.", "只移动{a}。"),
    "left_out": ("{A} did not fit and is left out: {why}.", "{a}放不下，没有摆进房间：{why}。"),
    "left_out_many": ("{A} did not fit and are left out: {why}.", "{a}放不下，没有摆进房间：{why}。"),
    "too_large": ("larger than the room", "比房间还大"),
    "no_wall": ("no wall is long enough", "没有足够长的墙"),
    "not_alone": (
        "even in the empty room it has no place where it could be used",
        "即使房间空着，也没有能使用它的位置",
    ),
    "with_partner": ("without {b} it has no use", "没有{b}就用不上"),
    "floor_full": ("the rest already takes {m:.0f} % of the floor", "其余家具已占地面的 {m:.0f}%"),
    "relation": ("{A} could not be placed well with {b}.", "{a}没能与{b}很好地搭配。"),
}


def reasons_of(found: Found, *, before: Found | None = None, language: Language = "en") -> tuple[str, ...]:
    """What speaks for this layout and what against it, the weightiest first; `before` is the room as it stands."""
    speaker = _Speaker(found, 1 if language == "zh" else 0)
    moves = speaker.moves(before.layout) if before is not None else ()
    return tuple(dict.fromkeys((*speaker.left_out(), *moves, *speaker.sentences())))


def titles_of(found: Sequence[Found], *, language: Language = "en") -> list[str]:
    """Names that tell layouts apart: where the main piece stands, and the next ones as far as needed."""
    speakers = [_Speaker(each, 1 if language == "zh" else 0) for each in found]
    titles: list[str] = []
    for named in range(1, 4):
        titles = [speaker.title(named) for speaker in speakers]
        if len(set(titles)) == len(titles):
            return titles
    # Alike even so: the later ones are counted.
    return [f"{title} ({n})" if (n := titles[: k + 1].count(title)) > 1 else title for k, title in enumerate(titles)]


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


class _Speaker:
    """Puts one layout into words of one language (0 English, 1 Chinese)."""

    def __init__(self, found: Found, language: int) -> None:
        self.problem = found.problem
        self.found = found
        self.layout = found.layout
        self.language = language

    def sentences(self) -> Iterator[str]:
        yield from self._relations()
        yield from self._order()
        yield from self._ways()
        if self.problem.turning_m:
            yield self._say("turning", m=self.problem.turning_m)
        if self.problem.doors:
            yield self._say("doors")
        yield from self._windows()
        yield from self._walls()
        yield from self._sockets()
        yield from self._complaints()

    def moves(self, before: Layout) -> Iterator[str]:
        """Which pieces move, when they are few."""
        here = [i for i in range(len(self.problem)) if self.layout.present[i] and not self.problem.pieces[i].fixed]
        moved = [i for i in here if float(abs(self.layout.pose[i] - before.pose[i]).max()) > MOVED_M]
        if 0 < len(moved) <= min(3, len(self.problem) - 1) and self.layout.present.all():
            yield self._say("moved", a=self._list(moved))

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

    def left_out(self) -> Iterator[str]:
        """What had to go, and why; what has the same reason in one sentence."""
        grouped: dict[str, list[int]] = {}
        for i in range(len(self.problem)):
            if not self.layout.present[i]:
                grouped.setdefault(self._why_out(i), []).append(i)
        for why, out in grouped.items():
            yield self._say("left_out" if len(out) == 1 else "left_out_many", a=self._list(out), why=why)

    def _why_out(self, i: int) -> str:
        piece, floor = self.problem.pieces[i], self.problem.floor
        for r in self.problem.relations:
            if r.a == i and r.type in ("at", "beside") and not self.layout.present[r.b]:
                return self._say("with_partner", b=self._name(r.b))
        long_m, short_m = max(piece.width_m, piece.depth_m), min(piece.width_m, piece.depth_m)
        sides = sorted(_sides_m(floor))
        if short_m > sides[0] or long_m > math.hypot(*sides) or piece.area_m2 > floor.area:
            return self._say("too_large")
        ring = list(floor.exterior.coords)
        walls_m = [math.dist(a, b) for a, b in itertools.pairwise(ring)]
        if piece.wall == "must" and piece.width_m > max(walls_m):
            return self._say("no_wall")
        if piece.priority == 1 and not _fits_alone(self.problem, i):
            return self._say("not_alone")
        standing = (k for k, other in enumerate(self.problem.pieces) if self.layout.present[k] and not other.rug)
        taken = sum(self.problem.pieces[k].area_m2 for k in standing) / floor.area
        return self._say("floor_full", m=100 * taken)

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

    def _order(self) -> Iterator[str]:
        for r in self.problem.relations:
            if r.type == "circle" and self._face_each_other(r.members):
                first, second = (self.layout.pose[i, :2] for i in r.members[:2])
                if self.layout.present[list(r.members)].all():
                    yield self._say("conversation", m=math.dist(first, second))
            if r.type == "mirror" and self.layout.present[[r.a, r.b]].all() and self._cost("symmetry") < 0.1:
                names = [_bare(self._name(i)) for i in (r.a, r.b)]
                alike = self.problem.pieces[r.a].kind == self.problem.pieces[r.b].kind
                kind = _bare(piece_name(self.problem.pieces[r.a], chinese=self.language == 1))
                plural = kind if self.language else _plural(kind)
                yield self._say("symmetry_alike", a=plural) if alike else self._say("symmetry", a=names[0], b=names[1])
            if r.type == "focus" and self.layout.present[r.a] and self._cost("focus") < 0.1:
                yield self._say("focus", a=self._name(r.a))

    def _face_each_other(self, seats: Sequence[int]) -> bool:
        """Whether each looks towards the middle of all, and none sits apart."""
        at = self.layout.pose[list(seats), :2]
        ways = at.mean(axis=0) - at
        turns = np.arctan2(-ways[:, 0], ways[:, 1]) - self.layout.pose[list(seats), 2]
        apart = float(np.hypot(*ways.T).max()) > TALKING_M
        return not apart and bool((np.cos(turns) > math.cos(FACING_RAD)).all())

    def _cost(self, term: str) -> float:
        return float(self.found.costs[TERMS.index(term)])

    def _sockets(self) -> Iterator[str]:
        plugged = [i for i, p in enumerate(self.problem.pieces) if p.cable_m is not None and self.layout.present[i]]
        if not plugged or not self.problem.sockets:
            return
        missing = [(i, m) for i in plugged if (m := self._cable_missing_m(i)) > 0.05]
        for i, missing_m in missing:
            yield self._say("socket", a=self._name(i), m=missing_m)
        if not missing:
            yield self._say("sockets")

    def _cable_missing_m(self, i: int) -> float:
        piece = self.problem.pieces[i]
        shape = Polygon(piece_corners(piece, self.layout.pose[i]))
        return min(shape.distance(Point(socket)) for socket in self.problem.sockets) - (piece.cable_m or 0.0)

    def _seats(self, relations: list[Relation]) -> Iterator[str]:
        meant = _by_target([r for r in self.problem.relations if r.type == "at"])
        for table, chairs in _by_target(relations).items():
            if 1 < len(chairs) < len(meant[table]):
                yield self._say("at_some", n=len(chairs), m=len(meant[table]), b=self._name(table))
            elif len(chairs) == 1:
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
        narrow = narrow_ways(self.problem, self.layout)
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


def _fits_alone(problem: Problem, i: int) -> bool:
    """Whether a piece finds a place with nothing around it but what is fixed."""
    kept = [k for k, piece in enumerate(problem.pieces) if k == i or piece.fixed]
    pieces = tuple(problem.pieces[k] for k in kept)
    return first_valid(replace(problem, pieces=pieces, current=problem.current[kept], relations=())) is not None


def _sides_m(floor: Polygon) -> tuple[float, float]:
    """The sides of the smallest rectangle around the floor."""
    ring = floor.minimum_rotated_rectangle.exterior.coords
    return math.dist(ring[0], ring[1]), math.dist(ring[1], ring[2])


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
