"""Shading everything once: the program variants a material needs, and their uniforms."""

from collections.abc import Iterable
from typing import cast

import moderngl

from vrplanner.render.draw_list import DrawCall
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.programs import load_program, uniform_of
from vrplanner.render.uniforms import FRAME_BINDING, LIGHTS_BINDING

UNITS = {
    "transforms": 0,
    "color_map": 1,
    "surface_map": 2,
    "normal_map": 3,
    "sun_shadow": 4,
    "room_map": 5,
    "room_number": 6,
    "near_heights": 7,
    "wide_heights": 8,
    "occlusion": 9,
}


def bind_program(program: moderngl.Program) -> moderngl.Program:
    """Point a new program's samplers and blocks to where everything here puts them."""
    for name, unit in UNITS.items():
        if name in program:
            program[name] = unit
    for name, binding in (("Frame", FRAME_BINDING), ("Lights", LIGHTS_BINDING)):
        if name in program:
            cast(moderngl.UniformBlock, program[name]).binding = binding
    return program


def write_material(program: moderngl.Program, material: bytes) -> None:
    """Set as many of the material's rows as the compiler found to be used."""
    rows = uniform_of(program, "material")
    rows.write(material[: rows.array_length * 16])


class ForwardPass:
    def __init__(self, ctx: moderngl.Context) -> None:
        self.ctx = ctx
        self._owned = Owned()
        self._programs: dict[tuple[str, ...], moderngl.Program] = {}

    def draw(self, calls: Iterable[DrawCall], *, features: tuple[str, ...]) -> None:
        """Draw in the order given. `features` hold for all of them (SUN, SOFT_SHADOW, OCCLUSION, BLEND)."""
        material = b""
        bound: dict[str, moderngl.Texture] = {}
        program: moderngl.Program | None = None
        for call in calls:
            part = call.part
            # A scan's colours already hold the light of the room they were taken in.
            unlit = ("UNLIT",) if call.drawable.kind == "scan" else ()
            needed = self._program((*features, *part.features, *unlit))
            if needed is not program:
                program, material = needed, b""
            if part.uniforms != material:
                material = part.uniforms
                write_material(program, material)
            for name, texture in part.maps.items():
                if bound.get(name) is not texture:
                    texture.use(UNITS[name])
                    bound[name] = texture
            uniform_of(program, "transform_row").value = call.row
            if part.double_sided:
                self.ctx.disable(moderngl.CULL_FACE)
                call.array(program).render()
                self.ctx.enable(moderngl.CULL_FACE)
            else:
                call.array(program).render()

    def _program(self, features: tuple[str, ...]) -> moderngl.Program:
        if features not in self._programs:
            program = load_program(self.ctx, "forward/forward", defines=features)
            self._programs[features] = self._owned.keep(bind_program(program))
        return self._programs[features]

    def release(self) -> None:
        self._programs.clear()
        self._owned.release()
