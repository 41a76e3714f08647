"""Shading everything once: the program variants a material needs, and their uniforms."""

from collections.abc import Iterable

import moderngl

from vrplanner.render.draw_list import DrawCall
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.programs import load_program
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
            program[name].binding = binding
    return program


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
            needed = self._program((*features, *part.features))
            if needed is not program:
                program, material = needed, b""
            if part.uniforms != material:
                material = part.uniforms
                program["material"].write(material)
            for name, texture in part.maps.items():
                if bound.get(name) is not texture:
                    texture.use(UNITS[name])
                    bound[name] = texture
            program["transform_row"].value = call.row
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
