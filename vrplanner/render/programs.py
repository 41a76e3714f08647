"""Shader programs from the files in `shaders/`, with `#include "file"` and `#define`s."""

import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import moderngl
import numpy as np
from numpy.typing import NDArray

from vrplanner.core.resources import shaders_dir

_INCLUDE = re.compile(r'^#include "([\w/.]+)"\s*$', re.MULTILINE)


@cache
def shader_source(name: str, defines: tuple[str, ...] = ()) -> str:
    """The text of `shaders/<name>` with its includes put in and the defines set after the version line."""
    head = "#version 330 core\n" + "".join(f"#define {define}\n" for define in defines)
    return head + _expanded(shaders_dir() / name)


def _expanded(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda match: _expanded(shaders_dir() / match[1]), text)


def load_program(ctx: moderngl.Context, name: str, *, defines: tuple[str, ...] = ()) -> moderngl.Program:
    """The program of `shaders/<name>.vert` and `.frag`."""
    return ctx.program(
        vertex_shader=shader_source(f"{name}.vert", defines), fragment_shader=shader_source(f"{name}.frag", defines)
    )


def uniform_of(program: moderngl.Program, name: str) -> moderngl.Uniform:
    """One of the program's uniforms, for values written often."""
    return cast(moderngl.Uniform, program[name])


def set_matrix(program: moderngl.Program, name: str, matrix: NDArray[np.floating[Any]]) -> None:
    """Give a mat4 uniform a (4, 4) matrix; GLSL keeps columns together."""
    uniform_of(program, name).write(np.ascontiguousarray(matrix.T, np.float32).tobytes())
