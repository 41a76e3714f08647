"""The numbers by which the compiled kernels find their way in the arrays of `tables`."""

# Columns of `Tables.pieces`.
HALF_W, HALF_D, TOP, BASE, SOLID, FIXED, WALL, CORNER, ACCESS_ALL, ACCESS_ANY = range(10)
CLEAR = 10  # and the three after it: front, back, left, right
ALIGN, RADIUS, DROP_COST, AREA, WALKED_OVER, REACH, SHY, CABLE, PRICE, MISFIT = range(14, 24)
PIECE_COLUMNS = 24
# Columns of a state: x, y, yaw, cos yaw, sin yaw, present, and the row of `Tables.pieces` that says what stands there.
X, Y, YAW, COS, SIN, PRESENT, MODEL = range(7)
STATE_COLUMNS = 7
# Columns of `Tables.edges`: start, end, inward normal, length, whether the corner at the start is reflex.
EDGE_LENGTH, EDGE_REFLEX = 6, 7
# Columns of `Tables.zones`: 1 for doors and 0 for windows, height above which it counts, a circle around it, vertex
# count, then x, y pairs.
ZONE_HARD, ZONE_HEIGHT, ZONE_X, ZONE_Y, ZONE_RADIUS, ZONE_COUNT, ZONE_XY = range(7)
ZONE_VERTICES = 9
# Columns of `Tables.relations`. `REL_C` is a third piece, or unused.
REL_TYPE, REL_A, REL_B, REL_LOW, REL_HIGH, REL_ANGLE, REL_WEIGHT, REL_SIDES, REL_C = range(9)
RELATION_COLUMNS = 9
VIEW, AT, BESIDE, FRONT_OF, UNDER, AROUND, NEAR, DAYLIGHT, FOOT_OF, APART, SPREAD, MIRROR, CIRCLE, FOCUS = range(14)
RELATION_CODES = {
    name: code
    for code, name in enumerate(
        ("view", "at", "beside", "front_of", "under", "around", "near", "daylight", "foot_of", "apart", "spread",
         "mirror", "circle", "focus")
    )
}  # fmt: skip
# Places in `Tables.room`.
ROOM_X, ROOM_Y, ROOM_CONVEX, ROOM_AREA = 4, 5, 6, 7
# Places in `Tables.wishes`: how much every change of the room weighs, and what it may cost (0: as much as it will).
KEEP, BUDGET_LIMIT = range(2)

TERMS = (
    "overlap", "outside", "doors", "reach", "wheelchair", "windows", "clearance", "walkways", "walls", "alignment",
    "view", "seating", "beside", "in_front", "under", "nearness", "conversation", "symmetry", "balance", "focus",
    "daylight", "sockets", "changes", "choice", "budget", "left_out",
)  # fmt: skip
(
    OVERLAP, OUTSIDE, DOORS, REACHED, WHEELCHAIR, WINDOWS, CLEARANCE, WALKWAYS, WALLS, ALIGNMENT,
    VIEWS, SEATING, BESIDES, IN_FRONT, UNDERS, NEARNESS, CONVERSATION, SYMMETRY, BALANCE, FOCAL,
    DAYLIT, SOCKETS, CHANGES, CHOICE, BUDGET, LEFT_OUT,
) = range(len(TERMS))  # fmt: skip
HARD_TERMS = (OVERLAP, OUTSIDE, DOORS, REACHED, WHEELCHAIR, BUDGET)
TERM_OF_RELATION = (
    VIEWS, SEATING, BESIDES, IN_FRONT, UNDERS, CONVERSATION, NEARNESS, DAYLIT, IN_FRONT, NEARNESS, SYMMETRY, SYMMETRY,
    CONVERSATION, FOCAL,
)  # fmt: skip
"""The term each kind of relation counts under."""
WEIGHTS = {
    "overlap": 5.0, "outside": 5.0, "doors": 5.0, "reach": 6.0, "wheelchair": 6.0, "windows": 2.0, "clearance": 1.5,
    "walkways": 1.0, "walls": 6.0, "alignment": 1.5, "view": 2.0, "seating": 2.0, "beside": 2.0, "in_front": 2.0,
    "under": 2.0, "nearness": 2.0, "conversation": 2.0, "symmetry": 2.0, "balance": 1.0, "focus": 2.0, "daylight": 2.0,
    "sockets": 1.0, "changes": 4.0, "choice": 4.0, "budget": 6.0, "left_out": 1.0,
}  # fmt: skip
"""How much one unit of each term counts. A hard term's unit is one violation (plus its depth)."""
