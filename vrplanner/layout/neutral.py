"""The neutral room.json and layout.json: how scripts and other tools hand rooms over and get layouts back."""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.layout.infer import infer_wishes
from vrplanner.layout.problem import SIDES, Door, Layout, Piece, Problem, Relation, Window
from vrplanner.layout.rules import ALIASES, CABLES_M, rule_for


def read_room(path: Path) -> Problem:
    """The problem a room.json describes. Raises InvalidFile or InvalidInput."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InvalidFile(f"{path.name} cannot be read as a room.", hint=str(error)) from error
    return problem_from_plain(plain)


def problem_from_plain(plain: Mapping[str, Any]) -> Problem:
    """The same from parsed JSON."""
    try:
        return _problem(plain)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        what = f"{type(error).__name__}: {error}"
        raise InvalidInput("This is not a room in the neutral format.", hint=what) from error


def layout_to_plain(problem: Problem, layout: Layout) -> dict[str, Any]:
    """`{room, items: {id: [x, y, yaw]}, dropped: [ids]}`."""
    return {"room": problem.id, **_placed(problem, layout)}


def suggestions_to_plain(problem: Problem, suggestions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`{room, suggestions: [{items, dropped, terms, why}]}` from mappings with layout, scores and reasons."""
    listed = [
        {**_placed(problem, s["layout"]), "score": s["score"], "terms": dict(s["scores"]), "why": list(s["reasons"])}
        for s in suggestions
    ]
    return {"room": problem.id, "suggestions": listed}


def layout_from_plain(problem: Problem, plain: Mapping[str, Any]) -> Layout:
    """A layout.json back. What it does not name counts as left out."""
    placed = plain.get("items", {})
    present = np.array([piece.id in placed for piece in problem.pieces], bool)
    pose = problem.current.copy()
    for i, piece in enumerate(problem.pieces):
        if present[i]:
            pose[i] = placed[piece.id]
    return Layout(pose=pose, present=present)


def _placed(problem: Problem, layout: Layout) -> dict[str, Any]:
    pairs = list(zip(problem.pieces, layout.pose, layout.present, strict=True))
    items = {piece.id: [round(float(v), 6) for v in pose] for piece, pose, here in pairs if here}
    return {"items": items, "dropped": [piece.id for piece, _pose, here in pairs if not here]}


def _problem(plain: Mapping[str, Any]) -> Problem:
    pieces = tuple(_piece(entry) for entry in plain["items"])
    index = {piece.id: i for i, piece in enumerate(pieces)}
    current = np.array([entry["current"] for entry in plain["items"]], float).reshape(-1, 3)
    windows = tuple(
        Window(id=w["id"], start=_point(w["p0"]), end=_point(w["p1"]), sill_m=float(w.get("sill", 0.9)))
        for w in plain.get("windows", ())
    )
    given = tuple(_relation(entry, index) for entry in plain.get("relations", ()))
    turning = (plain.get("accessibility") or {}).get("turning", 0.0)
    return Problem(
        id=str(plain["id"]),
        polygon=np.array(plain["polygon"], float).reshape(-1, 2),
        doors=tuple(
            Door(id=d["id"], hinge=_point(d["p0"]), leaf=_point(d["p1"]), swing=d.get("swing", "in"))
            for d in plain.get("doors", ())
        ),
        windows=windows,
        pieces=pieces,
        relations=(*given, *infer_wishes(pieces, current, windows, given)),
        current=current,
        turning_m=float(turning),
        sockets=tuple(_point(socket) for socket in plain.get("sockets", ())),
    )


def _point(pair: Sequence[float]) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


def _piece(entry: Mapping[str, Any]) -> Piece:
    kind = str(entry.get("class", "")).rstrip("0123456789")
    kind = ALIASES.get(kind, kind)
    rule = rule_for(kind)
    sides = tuple(entry.get("access", ("any",)))
    clear = {side: float(m) for side, m in entry.get("clear", {}).items() if side in SIDES}
    rug = bool(entry.get("rug", False))
    return Piece(
        id=str(entry["id"]),
        kind=kind,
        name=kind or str(entry["id"]),
        width_m=float(entry["w"]),
        depth_m=float(entry["d"]),
        height_m=float(entry["h"]),
        fixed=bool(entry.get("fixed", False)),
        wall="must" if entry.get("wall") else ("wish" if rule.wall == "wish" else "no"),
        corner=rule.corner,
        access_all=tuple(side for side in SIDES if side in sides),
        access_any=SIDES if "any" in sides else (),
        clear_m=clear,
        priority=min(3, max(1, int(entry.get("priority", 2)))),
        rug=rug,
        cable_m=CABLES_M.get(kind),
    )


def _relation(entry: Mapping[str, Any], index: Mapping[str, int]) -> Relation:
    kind = entry["type"]
    low, high = entry.get("dist") or entry.get("gap") or (0.0, 0.0)
    if kind not in ("view", "at", "beside", "front_of", "under"):
        raise InvalidInput(f'"{kind}" is not a relation known here.', hint="view, at, beside, front_of, under")
    return Relation(
        type=kind,
        a=index[entry["a"]],
        b=index[entry["b"]],
        low_m=float(low),
        high_m=float(high),
        max_angle_rad=math.radians(float(entry.get("max_angle", 25.0))),
    )
