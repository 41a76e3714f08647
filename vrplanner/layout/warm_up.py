"""Compile the kernels ahead of time: some ten seconds once a machine, nothing from then on."""

import numpy as np

from vrplanner.layout.anneal import cost_by_term
from vrplanner.layout.problem import Door, Piece, Problem, current_layout
from vrplanner.layout.tables import make_state, make_tables


def warm_up() -> None:
    """Call it where a person does not wait: while the program is set up, or in the background at its start."""
    problem = Problem(
        id="warm-up",
        polygon=np.array([(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 3.0)]),
        doors=(Door(id="door", hinge=(0.5, 0.0), leaf=(1.4, 0.0)),),
        windows=(),
        pieces=(Piece(id="chair", kind="chair", name="chair", width_m=0.5, depth_m=0.5, height_m=0.9),),
        relations=(),
        current=np.array([(1.5, 2.0, 0.0)]),
    )
    cost_by_term(make_tables(problem), make_state(problem, current_layout(problem)))
