"""Tells the runtime which OpenGL context the program draws with, by asking which one is current on this thread."""

import ctypes
import sys
from typing import Any

from vrplanner.core.errors import Unavailable
from vrplanner.render.context import create_headless_context

EGL_CONFIG_ID = 0x3028
EGL_NONE = 0x3038
GLX_FBCONFIG_ID = 0x8013
EGL_EXTENSION = "XR_MNDX_egl_enable"
OPENGL_EXTENSION = "XR_KHR_opengl_enable"


def create_context(extensions: frozenset[str]) -> Any:
    """A moderngl context of a kind that a runtime with these extensions can share pictures with."""
    if not sys.platform.startswith("linux") or EGL_EXTENSION in extensions:
        return create_headless_context()
    import moderngl

    try:
        context = moderngl.create_context(standalone=True, require=330)  # GLX, which needs a display
    except Exception as error:  # moderngl raises plain Exception
        raise Unavailable(
            f"No OpenGL 3.3 context can be made here ({error}).", hint="Start the program under X11 or XWayland."
        ) from error
    context.gc_mode = "context_gc"
    return context


def current_binding(extensions: frozenset[str]) -> Any:
    """The `next` structure of xrCreateSession for the GL context that is current. Keep it alive until then."""
    if sys.platform == "win32":
        return _wgl_binding()
    glx = _glx_binding()
    if glx is not None:
        return glx
    if EGL_EXTENSION in extensions:
        egl = _egl_binding()
        if egl is not None:
            return egl
    raise Unavailable(
        "The headset's runtime cannot draw with the OpenGL context in use.", hint="Start the program under X11."
    )


def _egl_binding() -> Any | None:
    import xr

    egl = _library("libEGL.so.1")
    if egl is None:
        return None
    for name in ("eglGetCurrentContext", "eglGetCurrentDisplay", "eglGetProcAddress"):
        getattr(egl, name).restype = ctypes.c_void_p
    context, display = egl.eglGetCurrentContext(), egl.eglGetCurrentDisplay()
    if not context or not display:
        return None
    number = ctypes.c_int()
    egl.eglQueryContext(ctypes.c_void_p(display), ctypes.c_void_p(context), EGL_CONFIG_ID, ctypes.byref(number))
    wanted = (ctypes.c_int * 3)(EGL_CONFIG_ID, number.value, EGL_NONE)
    config, count = ctypes.c_void_p(), ctypes.c_int()
    egl.eglChooseConfig(ctypes.c_void_p(display), wanted, ctypes.byref(config), 1, ctypes.byref(count))
    types = xr.platform.linux
    return types.GraphicsBindingEGLMNDX(
        get_proc_address=ctypes.cast(egl.eglGetProcAddress, types.PFN_xrEglGetProcAddressMNDX),
        display=ctypes.cast(display, types.EGLDisplay),
        config=ctypes.cast(config, types.EGLConfig),
        context=ctypes.cast(context, types.EGLContext),
    )


def _glx_binding() -> Any | None:
    """None where no GLX context is current. Asks GLX itself, since EGL contexts may live beside it."""
    if _library("libGL.so.1") is None:
        return None
    import xr
    from OpenGL import GLX

    context = GLX.glXGetCurrentContext()
    if not context:
        return None
    display = GLX.glXGetCurrentDisplay()
    number = ctypes.c_int()
    GLX.glXQueryContext(display, context, GLX_FBCONFIG_ID, ctypes.byref(number))
    config = _glx_config(display, number.value)
    visual = GLX.glXGetVisualFromFBConfig(display, config)
    return xr.platform.GraphicsBindingOpenGLXlibKHR(
        x_display=display,
        visualid=visual.contents.visualid if visual else 0,  # a context without a window may have none
        glx_fbconfig=config,
        glx_drawable=GLX.glXGetCurrentDrawable(),
        glx_context=context,
    )


def _glx_config(display: Any, number: int) -> Any:
    """The configuration with this number. Mesa's glXChooseFBConfig does not find them by number, so all are asked."""
    from OpenGL import GLX

    screen, count, value = 0, ctypes.c_int(), ctypes.c_int()
    configs = GLX.glXGetFBConfigs(display, screen, ctypes.byref(count))
    for index in range(count.value):
        GLX.glXGetFBConfigAttrib(display, configs[index], GLX_FBCONFIG_ID, ctypes.byref(value))
        if value.value == number:
            return configs[index]
    raise Unavailable("The graphics driver does not know the OpenGL context in use.", hint="Update it.")


def _wgl_binding() -> Any:
    """Written after the specification of XR_KHR_opengl_enable; has never been run."""
    import xr
    from OpenGL import WGL

    return xr.platform.GraphicsBindingOpenGLWin32KHR(h_dc=WGL.wglGetCurrentDC(), h_glrc=WGL.wglGetCurrentContext())


def _library(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None
