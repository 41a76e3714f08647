"""A coarser picture while the view moves, for machines that draw without a graphics card."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl

SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "swrast", "gdi generic")
SHARE = 0.5

VERTEX = """
#version 330
out vec2 uv;
void main() {
    uv = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0;
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
"""
FRAGMENT = """
#version 330
uniform sampler2D picture;
in vec2 uv;
out vec4 color;
void main() { color = vec4(texture(picture, uv).rgb, 1.0); }
"""


def draws_in_software(gl: "moderngl.Context") -> bool:
    """Whether the processor does the drawing, some twenty times slower than a graphics card."""
    return any(name in gl.info["GL_RENDERER"].lower() for name in SOFTWARE)


class DraftTarget:
    """A framebuffer of half the size, and the means to spread it over the whole view."""

    def __init__(self, gl: "moderngl.Context") -> None:
        self._gl = gl
        self._program = gl.program(vertex_shader=VERTEX, fragment_shader=FRAGMENT)
        self._triangle = gl.vertex_array(self._program, [])
        self._picture: moderngl.Texture | None = None
        self._depth: moderngl.Renderbuffer | None = None
        self._target: moderngl.Framebuffer | None = None

    def sized(self, whole: tuple[int, int]) -> "moderngl.Framebuffer":
        """The framebuffer to draw into, for a view of `whole` pixels."""
        size = max(1, round(whole[0] * SHARE)), max(1, round(whole[1] * SHARE))
        if self._target is None or self._target.size != size:
            self._release_target()
            self._picture = self._gl.texture(size, 4)
            self._depth = self._gl.depth_renderbuffer(size)
            self._target = self._gl.framebuffer([self._picture], self._depth)
        return self._target

    def show_on(self, framebuffer: "moderngl.Framebuffer") -> None:
        """Spread what was drawn over a framebuffer."""
        assert self._picture is not None
        framebuffer.use()
        framebuffer.viewport = (0, 0, *framebuffer.size)
        self._gl.enable_only(0)
        self._picture.use(0)
        self._triangle.render(vertices=3)

    def _release_target(self) -> None:
        for owned in (self._target, self._depth, self._picture):
            if owned is not None:
                owned.release()

    def release(self) -> None:
        self._release_target()
        self._triangle.release()
        self._program.release()
