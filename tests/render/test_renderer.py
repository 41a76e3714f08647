"""What drawing shows, what it costs, and that it gives everything back."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import moderngl
import numpy as np
import pytest

from vrplanner.core.camera import Camera
from vrplanner.core.model import Material, Model, ModelStore
from vrplanner.core.person import Avatar, Garment, Measurements
from vrplanner.core.quads import FaceMesh, Frame
from vrplanner.core.scene import Scene
from vrplanner.render import drawables
from vrplanner.render.camera import view_from_above, view_from_camera
from vrplanner.render.offscreen import OffscreenRenderer, render_picture, render_stereo
from vrplanner.render.renderer import Renderer
from vrplanner.render.settings import RenderSettings

INSIDE = Camera(id="in", name="", position=(4.2, 1.5, 3.4), target=(1.5, 0.6, 0.8), fov_rad=1.1)
OUTSIDE = Camera(id="out", name="", position=(5.5, 4.5, 7.0), target=(2.3, 0.3, 1.9), fov_rad=0.75)
SIZE = (240, 150)
PLAIN = RenderSettings(samples=0, shadow_pixels=512, soft_shadow_pixels=128)


def work_of(renderer: Renderer) -> dict[str, int]:
    return asdict(renderer.cache.work)


def since(renderer: Renderer, before: dict[str, int]) -> dict[str, int]:
    """The work done since `before`, without zeros."""
    return {name: now - before[name] for name, now in work_of(renderer).items() if now != before[name]}


@pytest.fixture
def offscreen(ctx: moderngl.Context, furnished: Any) -> Iterator[OffscreenRenderer]:
    drawing = OffscreenRenderer(ctx, furnished.models, PLAIN)
    yield drawing
    drawing.release()


def moved(scene: Scene, item_id: str, **fields: object) -> Scene:
    return scene.with_entity("items", item_id, replace(scene.item(item_id), **fields))  # type: ignore[arg-type]


def test_a_first_scene_uploads_each_mesh_once(offscreen: OffscreenRenderer, furnished: Any) -> None:
    offscreen.renderer.update(furnished.scene)
    work = offscreen.renderer.cache.work
    assert work.meshes_uploaded == 3, "the room, the tables' one model and the box"
    assert work.matrices_uploaded == 4


@pytest.mark.parametrize("item_id", ["table", "box"])
def test_a_moved_chair_uploads_one_matrix_and_no_mesh(
    offscreen: OffscreenRenderer, furnished: Any, item_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offscreen.renderer.update(furnished.scene)
    before = work_of(offscreen.renderer)
    for maker in ("rounded_box", "room_parts"):
        monkeypatch.setattr(drawables, maker, lambda *_, **__: pytest.fail("a mesh was made again"))
    offscreen.renderer.update(moved(furnished.scene, item_id, position=(2.5, 0, 1.7)))
    assert since(offscreen.renderer, before) == {"matrices_uploaded": 1}


def test_the_same_scene_again_uploads_nothing(offscreen: OffscreenRenderer, furnished: Any) -> None:
    offscreen.renderer.update(furnished.scene)
    before = work_of(offscreen.renderer)
    offscreen.renderer.update(replace(furnished.scene, name="renamed"))
    assert since(offscreen.renderer, before) == {}


def test_what_nothing_names_any_more_is_dropped(offscreen: OffscreenRenderer, furnished: Any) -> None:
    renderer = offscreen.renderer
    renderer.update(furnished.scene)
    before = work_of(renderer)
    one_table = furnished.scene.with_entity("items", "second", None)
    renderer.update(one_table)
    assert since(renderer, before) == {}, "the other table still names the model"
    renderer.update(one_table.with_entity("items", "table", None))
    assert since(renderer, before) == {"meshes_dropped": 1}
    before = work_of(renderer)
    renderer.update(Scene())
    assert since(renderer, before) == {"meshes_dropped": 2, "textures_dropped": 2}
    assert len(renderer.cache) == 0


def test_a_changed_room_uploads_the_room_only(offscreen: OffscreenRenderer, furnished: Any) -> None:
    offscreen.renderer.update(furnished.scene)
    before = work_of(offscreen.renderer)
    higher = replace(furnished.scene.room("room"), height_m=2.8)
    offscreen.renderer.update(furnished.scene.with_entity("rooms", "room", higher))
    assert since(offscreen.renderer, before) == {"meshes_uploaded": 1, "meshes_dropped": 1}


def test_many_things_grow_the_transform_table(offscreen: OffscreenRenderer, furnished: Any) -> None:
    box = furnished.scene.item("box")
    many = {f"b{n}": replace(box, id=f"b{n}", position=(0.04 * n, 0.0, 1.0)) for n in range(90)}
    scene = replace(furnished.scene, items={**furnished.scene.items, **many})
    before = offscreen.picture(furnished.scene, INSIDE, size=SIZE)
    crowded = offscreen.picture(scene, INSIDE, size=SIZE)
    assert not np.array_equal(before, crowded)
    again = offscreen.picture(furnished.scene, INSIDE, size=SIZE)
    assert np.abs(again.astype(int) - before.astype(int)).max() <= 1


def test_moving_a_thing_changes_the_picture_there(offscreen: OffscreenRenderer, furnished: Any) -> None:
    view = view_from_above((2.3, 1.9), 5.0, 5.0 * SIZE[1] / SIZE[0])
    without = offscreen.picture(furnished.scene.with_entity("items", "box", None), view, size=SIZE).astype(int)
    with_box = offscreen.picture(furnished.scene, view, size=SIZE).astype(int)
    ys, xs = np.nonzero(np.abs(with_box - without).sum(axis=2) > 120)
    # The plan point (3.7, 2.2) of the box, in pixels of this map view.
    scale = SIZE[0] / 5.0
    assert float(np.median(xs)) == pytest.approx((3.7 - 2.3) * scale + SIZE[0] / 2, abs=4)
    assert float(np.median(ys)) == pytest.approx((2.2 - 1.9) * scale + SIZE[1] / 2, abs=4)


def test_from_outside_one_sees_the_furniture_through_the_walls(offscreen: OffscreenRenderer, furnished: Any) -> None:
    orange = offscreen.picture(furnished.scene, OUTSIDE, size=SIZE)
    assert count_orange(orange) > 100
    offscreen.renderer.change_settings(replace(PLAIN, cutaway=False))
    solid = offscreen.picture(furnished.scene, replace(OUTSIDE, position=(5.5, 1.2, 8.0)), size=SIZE)
    assert count_orange(solid) == 0


def test_a_picture_goes_with_the_wall_it_hangs_on(offscreen: OffscreenRenderer, furnished: Any) -> None:
    box = furnished.scene.item("box")
    art = replace(box, id="art", kind="picture", position=(2.3, 1.2, 3.75), size=(1.0, 0.8, 0.04), yaw_rad=np.pi)
    scene = replace(furnished.scene, items={"art": art})
    from_inside = Camera(id="c", name="", position=(2.3, 1.5, 0.5), target=(2.3, 1.3, 3.8))
    assert count_orange(offscreen.picture(scene, from_inside, size=SIZE)) > 200
    assert count_orange(offscreen.picture(scene, OUTSIDE, size=SIZE)) == 0


def count_orange(picture: np.ndarray) -> int:
    red, green, blue = picture.astype(int).transpose(2, 0, 1)
    return int(((red > 1.35 * green) & (green > 1.4 * blue)).sum())


def test_sun_comes_through_glass_and_furniture_shades_the_floor(ctx: moderngl.Context, furnished: Any) -> None:
    empty = replace(furnished.scene, items={})
    view = view_from_above((2.3, 1.9), 5.0, 5.0 * SIZE[1] / SIZE[0])
    pictures = []
    for settings in (PLAIN, replace(PLAIN, sun_direction=(0.0, -0.3, -1.0))):
        drawing = OffscreenRenderer(ctx, furnished.models, settings)
        pictures.append(drawing.picture(empty, view, size=SIZE).astype(int).sum(axis=2))
        drawing.release()
    sunny, away = pictures
    lit_m2 = float((sunny - away > 60).sum()) * (5.0 / SIZE[0]) ** 2
    assert 0.5 < lit_m2 < 3.5, "a patch about as large as the window"


def test_a_highlight_draws_a_line_around_one_thing(offscreen: OffscreenRenderer, furnished: Any) -> None:
    plain = offscreen.picture(furnished.scene, INSIDE, size=SIZE).astype(int)
    marked = offscreen.picture(furnished.scene, INSIDE, size=SIZE, highlight=("table",)).astype(int)
    changed = np.abs(marked - plain).sum(axis=2)
    assert 40 < (changed > 90).sum() < 0.1 * changed.size
    nothing = offscreen.picture(furnished.scene, INSIDE, size=SIZE, highlight=("no such thing",)).astype(int)
    assert np.array_equal(nothing, plain)


def test_a_lamp_warms_the_wall_beside_it(offscreen: OffscreenRenderer, furnished: Any) -> None:
    def lamp(emission: float) -> Model:
        mesh = FaceMesh(Material(emissive=(emission, 0.7 * emission, 0.4 * emission)))
        mesh.box(Frame(np.zeros(3), *np.eye(3)), (-0.05, 0.05), (0.0, 0.1), (-0.05, 0.05))
        return Model((mesh.part(),))

    pictures = []
    for emission in (0.0, 1.0):
        bulb = replace(
            furnished.scene.item("box"),
            size=(0.1, 0.1, 0.1),
            position=(4.3, 1.2, 1.9),
            model=furnished.models.add(lamp(emission)),
        )
        scene = replace(furnished.scene, items={"bulb": bulb})
        eye = Camera(id="c", name="", position=(1.0, 1.3, 1.9), target=(4.6, 1.2, 1.9))
        pictures.append(offscreen.picture(scene, eye, size=SIZE).astype(int))
    brighter = pictures[1] - pictures[0]
    beside = brighter[SIZE[1] // 2 - 4 : SIZE[1] // 2 + 4, SIZE[0] // 2 + 20 : SIZE[0] // 2 + 26].mean(axis=(0, 1))
    assert beside[0] > 5
    assert brighter[:, :10].mean() < beside.mean() / 2, "far away it matters less"


def test_people_are_drawn_with_what_they_wear(offscreen: OffscreenRenderer, furnished: Any) -> None:
    def slab(color: tuple[float, float, float, float], half_m: float) -> Model:
        mesh = FaceMesh(Material(color=color))
        mesh.box(Frame(np.zeros(3), *np.eye(3)), (-half_m, half_m), (0.6, 1.7), (-half_m, half_m))
        return Model((mesh.part(),))

    models: ModelStore = furnished.models
    body, dress = models.add(slab((0.6, 0.4, 0.3, 1), 0.2)), models.add(slab((0.0, 0.0, 0.9, 1), 0.25))
    person = Avatar(
        id="me", name="Me", measurements=Measurements(height_m=1.7), position=(2.0, 0, 1.5), model=body, wearing=("g",)
    )
    garment = Garment(id="g", kind="dress", name="Dress", model=dress)
    scene = replace(furnished.scene, avatars={"me": person}, garments={"g": garment})
    picture = offscreen.picture(scene, INSIDE, size=SIZE).astype(int)
    blue = (picture[..., 2] > picture[..., 0] + 60).sum()
    assert blue > 300


def test_a_scan_replaces_the_room_when_asked(offscreen: OffscreenRenderer, furnished: Any) -> None:
    mesh = FaceMesh(Material(color=(1, 1, 1, 1)))
    mesh.box(Frame(np.zeros(3), *np.eye(3)), (0.0, 4.6), (-0.1, 0.0), (0.0, 3.8))
    part = mesh.part()
    magenta = np.tile(np.array([0.9, 0.0, 0.9], np.float32), (len(part.positions), 1))
    digest = furnished.models.add(Model((replace(part, colors=magenta),)))
    room = replace(furnished.scene.room("room"), scan_model=digest)
    scene = furnished.scene.with_entity("rooms", "room", room)

    def magentas(picture: np.ndarray) -> int:
        values = picture.astype(int)
        return int((np.minimum(values[..., 0], values[..., 2]) > values[..., 1] + 80).sum())

    assert magentas(offscreen.picture(scene, INSIDE, size=SIZE)) == 0
    offscreen.renderer.change_settings(replace(PLAIN, show_scan=True))
    assert magentas(offscreen.picture(scene, INSIDE, size=SIZE)) > 2000


def test_a_missing_model_is_drawn_as_a_box(offscreen: OffscreenRenderer, furnished: Any) -> None:
    scene = moved(furnished.scene, "table", model="0" * 64, color="#b5652f")
    picture = offscreen.picture(scene, INSIDE, size=SIZE)
    assert count_orange(picture) > count_orange(offscreen.picture(furnished.scene, INSIDE, size=SIZE))


def test_samples_smooth_edges(ctx: moderngl.Context, furnished: Any) -> None:
    """Along an edge, a picture with samples has tones between the two sides."""
    tones = []
    for samples in (0, 4):
        drawing = OffscreenRenderer(ctx, furnished.models, replace(PLAIN, samples=samples))
        picture = drawing.picture(furnished.scene, OUTSIDE, size=SIZE)
        drawing.release()
        tones.append(len(np.unique(picture.reshape(-1, 3), axis=0)))
    assert tones[1] > tones[0]


def test_an_empty_scene_is_a_backdrop(offscreen: OffscreenRenderer) -> None:
    picture = offscreen.picture(Scene(), OUTSIDE, size=SIZE).astype(int)
    assert picture.min() > 100
    assert np.abs(picture[..., 0] - picture[..., 2]).max() < 25


def test_drawing_to_a_target_with_samples_of_its_own(ctx: moderngl.Context, furnished: Any) -> None:
    """As a window's framebuffer has them."""
    renderer = Renderer(ctx, furnished.models, PLAIN)
    renderer.update(furnished.scene)
    several = ctx.framebuffer([ctx.renderbuffer(SIZE, 4, samples=4)], ctx.depth_renderbuffer(SIZE, samples=4))
    plain = ctx.framebuffer([ctx.texture(SIZE, 4)])
    renderer.draw(several, view_from_camera(INSIDE, SIZE), highlight=("table",))
    ctx.copy_framebuffer(plain, several)
    pixels = np.frombuffer(plain.read(), np.uint8)
    assert pixels.std() > 20
    renderer.release()
    ctx.detect_framebuffer(0).use()
    del several, plain


def test_render_picture_stands_alone(furnished: Any) -> None:
    """With a context of its own, and pictures that are the same every time."""
    first = render_picture(furnished.scene, furnished.models, INSIDE, size=(96, 64), samples=0)
    second = render_picture(furnished.scene, furnished.models, INSIDE, size=(96, 64), samples=0)
    assert first.shape == (64, 96, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, second)


def test_stereo_shifts_near_things_more_than_far_ones(furnished: Any) -> None:
    size = (128, 96)
    left, right = render_stereo(
        furnished.scene, furnished.models, INSIDE, size=size, samples=0, eye_distance_m=0.2, settings=PLAIN
    )

    def orange_at(picture: np.ndarray) -> float:
        red, green, blue = picture.astype(int).transpose(2, 0, 1)
        return float(np.nonzero((red > 1.35 * green) & (green > 1.4 * blue))[1].mean())

    assert orange_at(left) > orange_at(right) + 3
