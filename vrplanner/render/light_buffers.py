"""The light of a scene on the GPU: shadow maps, plan maps and the block of lights."""

from collections.abc import Iterator, Sequence

import moderngl
import numpy as np

from vrplanner.core.geometry import Vec3
from vrplanner.core.room import Room
from vrplanner.render.draw_list import DrawCall
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.lighting import LAMP_STRENGTH, LampLight, Lighting, light_rooms
from vrplanner.render.passes.forward import UNITS
from vrplanner.render.passes.shadow import SoftShadow, SunShadow
from vrplanner.render.settings import RenderSettings
from vrplanner.render.uniforms import LIGHTS, LIGHTS_BINDING

FURNITURE_BLOCKS = 0.8


class LightBuffers:
    def __init__(self, ctx: moderngl.Context, settings: RenderSettings) -> None:
        self.ctx = ctx
        self._owned = Owned()
        self._shadows = Owned()
        self._block = self._owned.keep(ctx.buffer(reserve=LIGHTS.itemsize))
        self._plan = Owned()
        self._rooms: list[Room] | None = None
        self._lighting: Lighting = light_rooms([])
        self._lamps: tuple[LampLight, ...] = ()
        self._settings: RenderSettings | None = None
        self.resize(settings)

    def resize(self, settings: RenderSettings) -> None:
        """Make the shadow maps that these settings ask for; the next `update` fills them."""
        before, self._settings = self._settings, settings
        self._rooms = None
        if before is not None and _shadow_sizes(before) == _shadow_sizes(settings):
            return
        self._shadows.release()
        self._sun = self._shadows.keep(SunShadow(self.ctx, settings.shadow_pixels)) if settings.shadow_pixels else None
        soft = settings.shadow_pixels and settings.soft_shadow_pixels
        self._soft = self._shadows.keep(SoftShadow(self.ctx, settings.soft_shadow_pixels)) if soft else None

    def update(self, rooms: Sequence[Room], calls: Sequence[DrawCall]) -> None:
        """Light these rooms, and draw the shadows of everything in them."""
        same = self._rooms is not None and len(rooms) == len(self._rooms)
        if not same or any(now is not before for now, before in zip(rooms, self._rooms or (), strict=False)):
            self._lighting = light_rooms(rooms, sun_direction=self._settings.sun_direction if self._settings else None)
            self._upload_plan()
            self._rooms = list(rooms)
        casting = [call for call in calls if call.casts_shadow]
        if casting:
            casting[0].cache.transforms.texture.use(UNITS["transforms"])
        if self._sun:
            self._sun.draw(casting, self._lighting)
        if self._soft:
            standing = [call for call in casting if call.drawable.kind in ("item", "avatar")]
            self._soft.draw([call for call in standing if not call.drawable.hangs], self._lighting)
        self._lamps = self._lighting.lamps(_glowing(calls))
        self._write_block()

    def bind(self) -> tuple[str, ...]:
        """Bind everything for shading; gives the shader features it needs."""
        self._block.bind_to_uniform_block(LIGHTS_BINDING)
        self._room_map.use(UNITS["room_map"])
        self._room_number.use(UNITS["room_number"])
        # A count known when the shader is compiled lets the compiler unroll its loops.
        features = [f"WINDOWS {len(self._lighting.windows)}", f"LAMPS {len(self._lamps)}"]
        if self._sun and self._lighting.sun_color.any():
            self._sun.depths.use(UNITS["sun_shadow"])
            features.append("SUN")
        if self._soft:
            self._soft.near.use(UNITS["near_heights"])
            self._soft.wide.use(UNITS["wide_heights"])
            features.append("SOFT_SHADOW")
        return tuple(features)

    def release(self) -> None:
        self._plan.release()
        self._shadows.release()
        self._owned.release()

    def _upload_plan(self) -> None:
        """The plan maps, whose size follows that of the home."""
        self._plan.release()
        distances, numbers = self._lighting.room_map, self._lighting.room_number
        size = (numbers.shape[1], numbers.shape[0])
        self._room_map = self._plan.keep(self.ctx.texture(size, 2, distances.tobytes(), dtype="f4"))
        self._room_map.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._room_number = self._plan.keep(self.ctx.texture(size, 1, numbers.tobytes()))
        self._room_number.filter = (moderngl.NEAREST, moderngl.NEAREST)
        for texture in (self._room_map, self._room_number):
            texture.repeat_x = texture.repeat_y = False

    def _write_block(self) -> None:
        light, block = self._lighting, np.zeros((), LIGHTS)
        west, north, width_m, depth_m = light.plan_rect
        if self._sun:
            block["sun_clip_from_world"] = self._sun.clip_from_world.T
        block["to_sun"] = (*light.to_sun, 1.0 if self._sun else 0.0)
        block["sun_color"] = (*light.sun_color, self._sun.texel_m if self._sun else 0.0)
        block["ceiling_color"] = (*light.ceiling_color, FURNITURE_BLOCKS)
        block["wall_color"][:3] = light.wall_color
        block["floor_color"][:3] = light.floor_color
        block["plan_rect"] = (west, north, 1 / width_m, 1 / depth_m)
        for index, window in enumerate(light.windows):
            block["window_centre"][index] = (*window.centre, window.room)
            block["window_normal"][index] = (*window.normal, window.half_width_m)
            block["window_color"][index] = (*light.window_color, window.half_height_m)
        for index, lamp in enumerate(self._lamps):
            block["lamp_position"][index] = (*lamp.position, lamp.room)
            block["lamp_color"][index, :3] = np.array(lamp.color) * LAMP_STRENGTH
        self._block.write(block.tobytes())


def _glowing(calls: Sequence[DrawCall]) -> Iterator[tuple[Vec3, Vec3]]:
    for call in calls:
        if any(call.part.emission):
            x, y, z = call.middle.tolist()
            yield (x, y, z), call.part.emission


def _shadow_sizes(settings: RenderSettings) -> tuple[int, int]:
    return settings.shadow_pixels, settings.soft_shadow_pixels
