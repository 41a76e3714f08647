"""Thirty rooms drawn by hand, as different as the rooms people have, each with a layout that is known to work.

`known.json` keeps for each room a layout found by long searches: valid, and connected at 0.9 m where one is known that
is. The tests check both with the exact judge.
"""

import json
from functools import cache
from pathlib import Path

from vrplanner.app.bench.layout.sketch import room
from vrplanner.app.bench.layout.verdict import connected
from vrplanner.layout.neutral import layout_from_plain
from vrplanner.layout.problem import Layout, Problem

_KNOWN = Path(__file__).with_name("known.json")


@cache
def varied_rooms() -> tuple[Problem, ...]:
    """All thirty, in a fixed order."""
    return (*_living_rooms(), *_odd_living_rooms(), *_bedrooms(), *_workrooms(), *_dining_rooms(), *_whole_homes())


def known_layout(problem: Problem) -> Layout:
    """A layout of one of these rooms that is known to be valid."""
    return layout_from_plain(problem, _known()[problem.id])


def connectable() -> frozenset[str]:
    """Ids of the rooms for which a layout is known that a person 0.9 m wide can walk from every door to everything."""
    return frozenset(p.id for p in varied_rooms() if connected(p, known_layout(p)))


@cache
def _known() -> dict[str, dict[str, object]]:
    return {entry["room"]: entry for entry in json.loads(_KNOWN.read_text(encoding="utf-8"))}


def _living_rooms() -> tuple[Problem, ...]:
    return (
        room(
            "living room", walls="0,0 5.2,0 5.2,4.1 0,4.1", doors="5.2,3.7 5.2,2.8 in", windows="1.5,4.1 3.3,4.1 0.9",
            things="sofa; tv stand; coffee table; armchair; rug; bookcase; floor lamp; plant",
        ),
        room(
            "small living room", walls="0,0 3.6,0 3.6,4.2 0,4.2", doors="0.2,0 1.0,0 in",
            windows="1.0,4.2 2.6,4.2 0.8",
            things="sofa 1.8x0.85; tv stand 1.2x0.4; coffee table 0.9x0.5; bookcase; plant 0.35x0.35",
        ),
        room(
            "large living room", walls="0,0 7,0 7,5 0,5", doors="0,1.4 0,0.5 in; 7,4.4 7,3.5 out",
            windows="1.0,5 3.0,5 0.9; 4.2,5 6.2,5 0.9",
            things="sofa 2.4x0.95; sofa 1.8x0.9; armchair *2; coffee table 1.3x0.7; rug 3.0x2.0; tv stand 2.0x0.45;"
            "sideboard; bookcase *2; floor lamp *2; side table *2; plant",
        ),
        room(
            "narrow living room", walls="0,0 2.8,0 2.8,6.5 0,6.5", doors="0.2,0 1.0,0 in; 1.9,6.5 2.7,6.5 out",
            windows="2.8,2.5 2.8,4.5 0.9",
            things="sofa 2.0x0.85; tv stand 1.4x0.35; coffee table 0.8x0.45; bookcase 1.2x0.28; desk 1.1x0.55;"
            "office chair 0.5x0.5; plant 0.35x0.35",
        ),
        room(
            "living room with four doors", walls="0,0 5.4,0 5.4,4.6 0,4.6",
            doors="0.3,0 1.2,0 in; 5.4,0.4 5.4,1.3 out; 4.9,4.6 4.1,4.6 out; 0,4.3 0,3.4 in",
            windows="1.2,4.6 3.0,4.6 0.8",
            things="sofa 1.9x0.85; tv stand 1.5x0.4; coffee table 0.9x0.55; armchair; bookcase; side table; plant",
        ),
        room(
            "living room with five windows", walls="0,0 5.6,0 5.6,4.6 0,4.6", doors="2.3,0 3.2,0 in",
            windows="0.4,4.6 2.4,4.6 0.4; 3.2,4.6 5.2,4.6 0.4; 5.6,0.8 5.6,2.0 0.9; 5.6,2.6 5.6,3.8 0.9;"
            "0,3.6 0,2.0 0.9",
            things="sofa; tv stand; coffee table; armchair *2; rug; bookcase; floor lamp; side table; plant",
        ),
    )  # fmt: skip


def _odd_living_rooms() -> tuple[Problem, ...]:
    return (
        room(
            "L living and dining", walls="0,0 6.4,0 6.4,3.2 3.8,3.2 3.8,6.0 0,6.0", doors="6.4,0.3 6.4,1.2 in",
            windows="1.0,6.0 2.8,6.0 0.9; 4.4,3.2 5.8,3.2 0.9",
            things="sofa; tv stand; coffee table; rug; armchair; dining table 1.4x0.85; chair *4; sideboard 1.4x0.42;"
            "bookcase; plant",
        ),
        room(
            "T living room", walls="0,2.6 2.0,2.6 2.0,0 5.0,0 5.0,2.6 7.0,2.6 7.0,5.6 0,5.6", doors="2.4,0 3.3,0 in",
            windows="1.5,5.6 3.2,5.6 0.9; 4.0,5.6 5.7,5.6 0.9",
            things="sofa; tv stand; coffee table; rug; armchair *2; bookcase *2; desk 1.3x0.65; office chair;"
            "floor lamp; plant",
        ),
        room(
            "cut corner living room", walls="0,0 5.4,0 5.4,2.8 3.9,4.5 0,4.5", doors="0,3.9 0,3.0 in",
            windows="4.2,4.16 5.0,3.25333333 0.9; 1.0,4.5 2.6,4.5 0.9",
            things="sofa; tv stand 1.4x0.4; coffee table; armchair; rug 1.8x1.3; bookcase; side table; floor lamp",
        ),
        room(
            "living room with a bay", walls="0,0 4.8,0 4.8,4.0 3.6,4.0 3.0,4.8 1.8,4.8 1.2,4.0 0,4.0",
            doors="0.3,0 1.2,0 in", windows="1.9,4.8 2.9,4.8 0.5; 3.1,4.66666667 3.5,4.13333333 0.5",
            things="sofa 2.0x0.9; tv stand 1.4x0.4; coffee table 0.9x0.55; armchair; rug; bookcase; plant",
        ),
        room(
            "U living and dining", walls="0,0 7.2,0 7.2,5.4 4.6,5.4 4.6,3.0 2.8,3.0 2.8,5.4 0,5.4",
            doors="3.2,0 4.1,0 in", windows="0.6,5.4 2.2,5.4 0.9; 5.2,5.4 6.6,5.4 0.9",
            things="sofa 1.9x0.88; tv stand 1.4x0.4; coffee table 0.9x0.55; rug 1.8x1.3; dining table 1.5x0.85;"
            "chair *4; sideboard 1.4x0.42; bookcase; armchair; plant",
        ),
        room(
            "turned living room", walls="0,0 4.69846310,1.71010072 3.26197186,5.65685425 -1.43649124,3.94675353",
            doors="0.37587705,0.13680806 1.22160041,0.44462619 in",
            windows="-0.30888010,4.35713770 1.57050514,5.04117799 0.9",
            things="sofa 2.0x0.88; tv stand 1.5x0.4; coffee table 0.9x0.55; armchair; rug 1.8x1.3; bookcase; plant",
        ),
    )  # fmt: skip


def _bedrooms() -> tuple[Problem, ...]:
    return (
        room(
            "double bedroom", walls="0,0 3.3,0 3.3,3.7 0,3.7", doors="0.2,0 1.0,0 in", windows="0.9,3.7 2.3,3.7 0.9",
            things="bed; nightstand *2; wardrobe; dresser",
        ),
        room(
            "small double bedroom", walls="0,0 2.75,0 2.75,4.2 0,4.2", doors="0.1,0 0.9,0 in",
            windows="0.7,4.2 2.0,4.2 0.9",
            things="bed 1.4x2.0; nightstand 0.4x0.35; wardrobe 1.2x0.58; dresser 0.8x0.4",
        ),
        room(
            "single bedroom", walls="0,0 2.15,0 2.15,3.5 0,3.5", doors="0.1,0 0.86,0 in", windows="0.6,3.5 1.6,3.5 0.9",
            things="bed 0.9x2.0; nightstand 0.35x0.35; desk 1.0x0.5; chair; wardrobe 0.8x0.55",
        ),
        room(
            "large bedroom", walls="0,0 4.8,0 4.8,4.3 0,4.3", doors="0,0.4 0,1.3 in; 4.8,0.4 4.8,1.2 out",
            windows="1.0,4.3 2.2,4.3 0.9; 2.8,4.3 4.0,4.3 0.9",
            things="bed 1.8x2.1; nightstand *2; wardrobe 2.2x0.6; dresser; armchair; bench; rug; floor lamp;"
            "desk 1.1x0.55; office chair",
        ),
        room(
            "twin bedroom", walls="0,0 3.1,0 3.1,4.2 0,4.2", doors="3.0,0 2.2,0 in", windows="0.8,4.2 2.2,4.2 0.9",
            things="bed 0.9x2.0 *2; nightstand *2; wardrobe 1.2x0.58; desk 1.1x0.55; chair",
        ),
        room(
            "child's room", walls="0,0 2.7,0 2.7,3.6 0,3.6", doors="0.1,0 0.9,0 in", windows="0.8,3.6 2.0,3.6 0.9",
            things="bed 0.9x2.0; desk 1.0x0.55; office chair 0.5x0.5; wardrobe 1.0x0.55; bookcase 0.6x0.3; rug 1.4x1.0;"
            "ottoman 0.45x0.45; cabinet 0.8x0.4",
        ),
        room(
            "nursery", walls="0,0 2.5,0 2.5,3.3 0,3.3", doors="2.4,0 1.64,0 in", windows="0,2.2 0,1.2 0.9",
            things="crib; dresser 0.9x0.48; armchair 0.75x0.8; side table 0.4x0.4; rug 1.3x1.0; bookcase 0.6x0.28;"
            "wardrobe 0.9x0.55",
        ),
        room(
            "attic bedroom", walls="0,1.0 1.2,0 3.8,0 5.0,1.0 5.0,4.2 0,4.2", doors="2.1,0 2.9,0 in",
            windows="1.6,4.2 3.4,4.2 1.1", things="bed 1.4x2.0; nightstand *2; wardrobe 1.5x0.6; dresser; desk 1.2x0.6;"
            "office chair; rug 1.6x1.2",
        ),
        room(
            "bedroom for a wheelchair", walls="0,0 4.2,0 4.2,3.8 0,3.8", doors="0,0.5 0,1.5 slide", turning_m=1.5,
            windows="1.2,3.8 2.8,3.8 0.8", things="bed 1.4x2.0; nightstand *2; wardrobe 1.6x0.6; dresser; chair",
        ),
    )  # fmt: skip


def _workrooms() -> tuple[Problem, ...]:
    return (
        room(
            "home office", walls="0,0 3.0,0 3.0,3.6 0,3.6", doors="0.2,0 1.0,0 in", windows="3.0,1.0 3.0,2.4 0.9",
            things="desk 1.6x0.75; office chair; bookcase *3; armchair; floor lamp; cabinet; plant",
        ),
        room(
            "shared office with a column", walls="0,0 5.0,0 5.0,4.6 0,4.6", doors="4.8,0 3.9,0 in",
            windows="0.6,4.6 2.2,4.6 0.9; 2.8,4.6 4.4,4.6 0.9", fixed="column 0.4x0.4 @ 2.5,2.3,0",
            things="desk *2; office chair *2; bookcase *2; cabinet *2; plant; floor lamp",
        ),
    )  # fmt: skip


def _dining_rooms() -> tuple[Problem, ...]:
    return (
        room(
            "dining room", walls="0,0 3.6,0 3.6,4.0 0,4.0", doors="0.3,0 1.2,0 in; 3.6,3.6 3.6,2.7 out",
            windows="0.9,4.0 2.6,4.0 0.9", things="dining table 1.8x0.9; chair *6; sideboard; cabinet 0.8x0.4; plant",
        ),
        room(
            "kitchen with a table", walls="0,0 3.6,0 3.6,4.2 0,4.2", doors="3.6,3.9 3.6,3.1 in",
            windows="0.8,0 2.2,0 1.1",
            fixed="kitchen unit 2.4x0.6 @ 1.2,0.3,0; stove @ 2.7,0.3,0; fridge 0.6x0.6 @ 3.3,0.3,0;"
            "kitchen unit 1.2x0.6 @ 0.3,1.2,270",
            things="dining table 1.2x0.75; chair *4; cabinet 0.8x0.4",
        ),
        room(
            "open kitchen", walls="0,0 7.4,0 7.4,4.4 0,4.4", doors="7.4,1.3 7.4,0.4 in",
            windows="0,3.4 0,1.6 1.1; 3.4,4.4 5.6,4.4 0.8",
            fixed="kitchen unit 2.4x0.6 @ 1.8,4.1,180; fridge 0.6x0.65 @ 0.3,4.07,180; stove @ 0.3,1.0,270",
            things="dining table 1.6x0.9; chair *4; sofa 2.0x0.9; tv stand; coffee table; rug; armchair; plant",
        ),
    )  # fmt: skip


def _whole_homes() -> tuple[Problem, ...]:
    return (
        room(
            "studio", walls="0,0 5.8,0 5.8,4.2 0,4.2", doors="0.3,0 1.2,0 in", windows="3.0,4.2 5.0,4.2 0.9",
            fixed="kitchen unit 1.8x0.6 @ 0.9,3.9,180; fridge 0.6x0.62 @ 2.1,3.89,180",
            things="bed 1.4x2.0; nightstand; wardrobe 1.2x0.6; sofa 1.6x0.85; coffee table 0.8x0.5; tv stand 1.2x0.4;"
            "dining table 0.8x0.8; chair *2; bookcase",
        ),
        room(
            "L studio", walls="0,0 6.4,0 6.4,3.2 4.0,3.2 4.0,5.4 0,5.4", doors="6.4,0.3 6.4,1.2 in",
            windows="1.0,5.4 3.0,5.4 0.9; 0,2.6 0,1.2 0.9",
            fixed="kitchen unit 1.7x0.6 @ 5.55,2.9,180; fridge @ 4.4,2.87,180",
            things="bed 1.6x2.1; nightstand *2; wardrobe; desk 1.2x0.6; office chair; sofa 1.7x0.85;"
            "coffee table 0.8x0.5; tv stand 1.2x0.4; dining table 1.1x0.75; chair *2; plant",
        ),
        room(
            "living room for a wheelchair", walls="0,0 5.4,0 5.4,4.8 0,4.8", doors="0,0.5 0,1.5 slide", turning_m=1.5,
            windows="1.8,4.8 4.0,4.8 0.8",
            things="sofa; tv stand; coffee table 0.9x0.55; armchair; dining table 1.2x0.8; chair *2; bookcase;"
            "floor lamp",
        ),
        room(
            "twenty things", walls="0,0 7.4,0 7.4,5.4 0,5.4", doors="0,1.5 0,0.5 in; 7.4,4.9 7.4,4.0 out",
            windows="0.8,5.4 3.0,5.4 0.9; 4.2,5.4 6.4,5.4 0.9",
            things="sofa 2.3x0.95; armchair *2; coffee table; rug; tv stand; dining table 1.8x0.9; chair *6; sideboard;"
            "bookcase *2; desk; office chair; floor lamp; plant",
        ),
    )  # fmt: skip
