"""The layout optimiser: speed, first layouts, proposals, peers, and rooms of real homes.

`sketch` writes rooms in short lines, `varied` has thirty drawn by hand, `homes` makes random ones from statistics;
`peers` and `depth_first` are other ways to furnish them; `parts` measures all that and puts them beside what was asked.
"""

from collections.abc import Sequence

from vrplanner.app.bench.figure import Figure
from vrplanner.core.progress import Progress, part, silent

HELP = "layouts: proposals a second, first and best layouts, other optimisers, 500 rooms of real homes"
PARTS = ("suggestions", "speed", "first", "proposals", "peers", "depth-first", "homes", "gpu")


def measure(*, parts: Sequence[str] = PARTS, quick: bool = False, progress: Progress = silent) -> list[Figure]:
    """The figures of these parts of PARTS; `quick` takes a few rooms only, to see that everything works."""
    from vrplanner.app.bench.layout.parts import MEASURES
    from vrplanner.layout.warm_up import warm_up

    progress(0.0, "compiling")
    warm_up()
    figures = []
    for k, name in enumerate(parts):
        stage = part(progress, k / len(parts), (k + 1) / len(parts))
        figures += MEASURES[name](quick=quick, progress=stage)
    return figures
