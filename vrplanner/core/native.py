"""Native libraries that cannot live in one process as they come."""

import sys
from types import ModuleType
from typing import cast


def before_opengl() -> None:
    """Call this before an OpenGL context is made.

    Mesa's drivers load LLVM. triton, which torch imports when parts of it are first used, brings another LLVM whose
    symbols then resolve to Mesa's, and the process dies in its initialiser. Loaded before Mesa it does no harm;
    afterwards it must not be loaded at all. Nothing here compiles with triton, and torch does without it.
    """
    sys.modules.setdefault("triton", cast(ModuleType, None))
