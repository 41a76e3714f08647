"""OpenGL and torch in one process."""

import subprocess
import sys

SCRIPT = """
from vrplanner.render.context import create_headless_context
context = create_headless_context()
target = context.simple_framebuffer((16, 16))
target.use()
target.clear(1.0)
program = context.program(
    vertex_shader="#version 330\\nvoid main() { gl_Position = vec4(gl_VertexID, 0, 0, 1); }",
    fragment_shader="#version 330\\nout vec4 color; void main() { color = vec4(1); }",
)
context.vertex_array(program, []).render(vertices=3)
target.read()
import torch._dynamo
print("alive")
"""


def test_torch_can_be_loaded_after_opengl() -> None:
    """Without the precaution the process dies of a segmentation fault on Mesa's software renderer."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "alive", (done.returncode, done.stderr[-2000:])
