"""Does once what makes first uses slow: compiles kernels, joins model files. Set-up runs it; again it is quick.

python -m vrplanner.app.warm_up
"""

import logging

from vrplanner.core.errors import VrPlannerError


def warm_up() -> None:
    """Compile the layout's kernels and put the speech model together. Never raises: a first use tries again."""
    from vrplanner.layout.warm_up import warm_up as compile_layout
    from vrplanner.voice.recogniser import load_recogniser

    for work in (compile_layout, load_recogniser):
        try:
            work()
        except (VrPlannerError, OSError) as error:
            logging.getLogger(__name__).warning("%s: %s", work.__module__, error)


if __name__ == "__main__":
    warm_up()
