"""OpenGL contexts without a window."""

import sys
from typing import TYPE_CHECKING, Any

from vrplanner.core.errors import Unavailable
from vrplanner.core.native import before_opengl

if TYPE_CHECKING:
    import moderngl

REQUIRED_VERSION = 330
SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "gdi generic", "apple software")


def create_headless_context() -> "moderngl.Context":
    """A new OpenGL 3.3 core context of its own, current on the calling thread; release it there too.

    Objects it no longer needs are freed by `context.gc()`, which its owner calls once a frame. Raises Unavailable when
    the machine has no OpenGL.
    """
    import moderngl

    before_opengl()
    backends: tuple[dict[str, Any], ...] = ({},)
    if sys.platform.startswith("linux"):
        # EGL needs no display. The versioned names exist where no development package is installed.
        backends = ({"backend": "egl", "libgl": "libGL.so.1", "libegl": "libEGL.so.1"}, {"backend": "egl"}, {})
    reason = ""
    for backend in backends:
        try:
            context = moderngl.create_context(require=REQUIRED_VERSION, standalone=True, **backend)
        except Exception as error:  # glcontext raises bare exceptions of its own for each platform
            reason = reason or str(error)
            continue
        context.gc_mode = "context_gc"
        return context
    raise Unavailable(
        f"OpenGL 3.3 cannot be started here ({reason}).",
        hint="Install a graphics driver; on Linux without one, Mesa's software renderer (libegl1, libgl1-mesa-dri).",
    )


def is_software(ctx: "moderngl.Context") -> bool:
    """Whether OpenGL runs on the CPU here."""
    renderer = str(ctx.info["GL_RENDERER"]).lower()
    return any(name in renderer for name in SOFTWARE)
