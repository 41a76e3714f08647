"""The frame loop: shows a document in a headset until it is taken off, and lets the hands change it."""

import gc
import statistics
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.commands import Command
from vrplanner.core.document import Document
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.files import write_atomic
from vrplanner.core.geometry import Vec3
from vrplanner.core.png import png_bytes
from vrplanner.core.progress import Progress, silent
from vrplanner.core.scene import Scene
from vrplanner.render.camera import View, eye_view
from vrplanner.render.gpu_objects import Owned
from vrplanner.render.passes.multisample import MultisampleTarget
from vrplanner.render.picking import Ray, pick
from vrplanner.render.renderer import Renderer
from vrplanner.render.settings import FAST, RenderSettings
from vrplanner.xr.backend import Backend, Frame
from vrplanner.xr.interaction import Interaction, Outcome, Submit, Target
from vrplanner.xr.locomotion import Arc, Locomotion, Rig, starting_rig
from vrplanner.xr.pointer import shapes_of
from vrplanner.xr.remote import Devices, RemoteDriver
from vrplanner.xr.report import XrReport
from vrplanner.xr.session import SessionState
from vrplanner.xr.shape_pass import ShapePass
from vrplanner.xr.simulate import remote_port

if TYPE_CHECKING:
    import moderngl

BackendName = Literal["openxr", "fake"]
Script = Callable[[int], Devices | None]
"""Given the number of the frame about to be drawn (from 1): how to hold the headset; None leaves it as it is."""
Picture = NDArray[np.uint8]
"""(height, width, 3), sRGB, first row on top."""

IDLE_PAUSE_S = 0.01
REMEMBERED_FRAMES = 5000
SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swiftshader")
IN_HEADSET = RenderSettings(samples=4, shadow_pixels=2048, cutaway=False, studio=False)


def run(
    document: Document,
    *,
    frames: int | None = None,
    capture_dir: Path | None = None,
    capture_frames: Collection[int] = (),
    backend: BackendName | Backend = "openxr",
    script: Script | None = None,
    submit: Submit | None = None,
    settings: RenderSettings | None = None,
    rig: Rig | None = None,
    layers: Collection[str] = (),
    stop: Callable[[], bool] = lambda: False,
    progress: Progress = silent,
) -> XrReport:
    """Show `document` in the headset until `frames` were drawn (None: until the person or `stop` ends the session).

    Runs on the calling thread, which owns the session and its GL context from beginning to end. What hands do goes
    through `submit(command, gesture)`, which may pass it on to the thread that owns the document; without it commands
    are executed here. `script` holds a headset that nobody wears (the fake one, or a simulated one). Pictures of both
    eyes are written to `capture_dir` as PNG: of the last frame, or of each of `capture_frames`. A `backend` that is
    handed in is closed in the end.

    Raises Unavailable without a runtime or headset and RuntimeLost when it goes away. The document is then as the last
    finished gesture left it, and a new call starts a new session.
    """
    steps: list[str] = []
    with ExitStack() as stack:
        device = _opened(backend, layers)
        stack.callback(device.close)
        puppet = _puppeteer(device, stack) if script else None
        visit = _Visit(document, device, submit or _executor(document, steps), settings, rig)
        try:
            wanted = frozenset(capture_frames) or frozenset({frames} if frames and capture_dir else ())
            with _calm_collector():
                visit.loop(frames=frames, script=script, puppet=puppet, captured=wanted, stop=stop, progress=progress)
        finally:
            visit.release()
        return XrReport(
            backend=device.name,
            runtime=device.runtime_name,
            eye_size=device.eye_size,
            frames=visit.count,
            states=tuple(state.name for state in visit.states),
            frame_ms=visit.times.frame_ms,
            draw_ms=visit.times.draw_ms,
            captures=_written(visit.pictures, capture_dir),
            steps=tuple(steps),
        )


@dataclass(slots=True)
class _Times:
    """Of the last frames only: a visit may last for hours."""

    starts_s: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED_FRAMES))
    drawn_s: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED_FRAMES))

    @property
    def frame_ms(self) -> float:
        gaps = [later - earlier for earlier, later in pairwise(self.starts_s)]
        return round(statistics.median(gaps) * 1000, 2) if gaps else 0.0

    @property
    def draw_ms(self) -> float:
        return round(statistics.median(self.drawn_s) * 1000, 2) if self.drawn_s else 0.0


class _Visit:
    """Everything one session needs, made before its first frame, so that frames only use it."""

    def __init__(
        self, document: Document, device: Backend, submit: Submit, settings: RenderSettings | None, rig: Rig | None
    ) -> None:
        self._document, self._device = document, device
        settings = settings or _settings_for(device)
        self._samples = settings.samples
        self._capture_samples = max(settings.samples, 4)
        self._multisample = MultisampleTarget(device.ctx)
        self._renderer = Renderer(device.ctx, document.models, settings)
        self._shapes = ShapePass(device.ctx)
        self._interaction = Interaction(pick=self._pick, submit=submit, feel=self._feel)
        self._locomotion = Locomotion(rig or starting_rig(document.scene))
        self._arrived = rig is not None
        self._drawn_scene: Scene | None = None
        self._show(document.scene)
        self._warm_up()
        self.states: list[SessionState] = []
        self.pictures: dict[int, list[Picture]] = {}
        self.times = _Times()
        self.count = 0

    def loop(
        self,
        *,
        frames: int | None,
        script: Script | None,
        puppet: Callable[[Devices], None] | None,
        captured: Collection[int],
        stop: Callable[[], bool],
        progress: Progress,
    ) -> None:
        leaving = False
        while not self.states or self.states[-1] is not SessionState.EXITING:
            for state in self._device.poll():
                self.states.append(state)
            if not self._device.running:
                time.sleep(IDLE_PAUSE_S)
                continue
            devices = script(self.count + 1) if script and self._focused else None
            if devices is not None and puppet is not None:
                puppet(devices)
            self._one_frame(captured, draw=not leaving)
            if frames:
                progress(min(1.0, self.count / frames), f"frame {self.count} of {frames}")
            if not leaving and ((frames is not None and self.count >= frames) or stop()):
                leaving = True
                self._device.request_exit()

    def release(self) -> None:
        self._interaction.cancel()
        for owner in (self._shapes, self._renderer, self._multisample):
            owner.release()
        self._device.ctx.gc()

    @property
    def _focused(self) -> bool:
        return bool(self.states) and self.states[-1] is SessionState.FOCUSED

    def _warm_up(self) -> None:
        """Draw once where nobody looks: drivers compile and allocate at the first drawing; no frame has time for it."""
        ctx, size = self._device.ctx, self._device.eye_size
        owned = Owned()
        color, depth = owned.keep(ctx.texture(size, 4)), owned.keep(ctx.depth_renderbuffer(size))
        target = owned.keep(ctx.framebuffer([color], depth))
        try:
            ahead = 0.7
            view = eye_view(self._locomotion.rig.pose.matrix, (-ahead, ahead, ahead, -ahead))
            self._draw(target, view, frozenset(self._document.scene.items), self._samples)
        finally:
            owned.release()

    def _one_frame(self, captured: Collection[int], *, draw: bool) -> None:
        with self._device.frame() as frame:
            started_s = time.perf_counter()
            outcome = self._think(frame)
            if not (draw and frame.should_render):
                return
            self.count += 1
            self._show(outcome.scene)
            self._shapes.update(shapes_of(outcome, self._locomotion.arc))
            marked = _marked(outcome, self._locomotion.arc)
            for index in range(len(frame.eyes)):
                picture = self._draw_eye(frame, index, marked, keep=self.count in captured)
                if picture is not None:
                    self.pictures.setdefault(self.count, []).append(picture)
            self.times.starts_s.append(started_s)
            self.times.drawn_s.append(time.perf_counter() - started_s)
        self._device.ctx.gc()

    def _think(self, frame: Frame) -> Outcome:
        if not self._arrived and frame.head is not None:  # now it is known where in their own room the person stands
            self._locomotion.rig = starting_rig(self._document.scene, frame.head)
            self._arrived = True
        rig = self._locomotion.rig
        hands = {hand: rig.hand_to_world(state) for hand, state in frame.hands.items()} if self._focused else None
        outcome = self._interaction.update(self._document.scene, hands, frame.time_s)
        self._locomotion.update(outcome.scene, frame.head, frame.hands, outcome.busy, frame.time_s)
        return outcome

    def _draw_eye(self, frame: Frame, index: int, marked: frozenset[str], *, keep: bool) -> Picture | None:
        eye = frame.eyes[index]
        view = eye_view(self._locomotion.rig.to_world(eye.pose).matrix, eye.fov.angles_rad)
        with self._device.eye_target(index) as target:
            self._draw(target, view, marked, self._capture_samples if keep else self._samples)
            return _read(target) if keep else None

    def _draw(self, target: "moderngl.Framebuffer", view: View, marked: frozenset[str], samples: int) -> None:
        """Hands go onto the same canvas as the room: its depth tells what hides them, its samples smooth them."""
        canvas = self._multisample.target(self._device.eye_size, samples) if samples > 1 else target
        self._renderer.draw(canvas, view, highlight=marked)
        self._shapes.draw(canvas, view, darkness=self._locomotion.darkness)
        if canvas is not target:
            self._multisample.resolve_to(target)

    def _show(self, scene: Scene) -> None:
        if scene is not self._drawn_scene:
            self._renderer.update(scene)
            self._drawn_scene = scene

    def _pick(self, scene: Scene, origin: Vec3, direction: Vec3) -> Target | None:
        hit = pick(scene, self._document.models, Ray(origin=origin, direction=direction))
        return Target(hit.point, hit.id if hit.kind == "item" else None) if hit else None

    def _feel(self, hand: Literal["left", "right"], strength: float) -> None:
        self._device.rumble(hand, strength=strength)


@contextmanager
def _calm_collector() -> Iterator[None]:
    """What is alive before the first frame is not looked through again for garbage: with large libraries loaded one
    full collection takes longer than a frame."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _marked(outcome: Outcome, arc: Arc | None) -> frozenset[str]:
    """What gets a line around it: what is picked, held or pointed at, unless the hand points out a way to go."""
    going = arc.hand if arc else None
    pointed = {view.item_id for hand, view in outcome.hands.items() if view.item_id and hand != going}
    return frozenset(pointed | ({outcome.selected} if outcome.selected else set()))


def _opened(backend: BackendName | Backend, layers: Collection[str]) -> Backend:
    if backend == "openxr":
        from vrplanner.xr.openxr_backend import OpenXrBackend

        return OpenXrBackend(layers=tuple(layers))
    if backend == "fake":
        from vrplanner.xr.fake_backend import FakeBackend

        return FakeBackend()
    return backend


def _puppeteer(device: Backend, stack: ExitStack) -> Callable[[Devices], None]:
    from vrplanner.xr.fake_backend import FakeBackend

    if isinstance(device, FakeBackend):
        return lambda devices: setattr(device, "devices", devices)
    port = remote_port()
    if port is None:
        raise VrPlannerError(
            "Only a simulated headset can be moved by a script.", hint="Run with --simulate or --fake."
        )
    return stack.enter_context(RemoteDriver(port)).send


def _executor(document: Document, steps: list[str]) -> Submit:
    def execute(command: Command, gesture: str) -> None:
        label = command.label(document.scene)
        document.execute(command, gesture=gesture)
        steps.append(label)

    return execute


def _settings_for(device: Backend) -> RenderSettings:
    renderer = str(device.ctx.info["GL_RENDERER"]).lower()
    return FAST if any(name in renderer for name in SOFTWARE_RENDERERS) else IN_HEADSET


def _read(framebuffer: "moderngl.Framebuffer") -> Picture:
    width, height = framebuffer.size
    data = framebuffer.read(components=3, alignment=1)
    return np.frombuffer(data, np.uint8).reshape(height, width, 3)[::-1]


def _written(pictures: dict[int, list[Picture]], folder: Path | None) -> tuple[Path, ...]:
    """Only after the session: encoding a picture takes longer than a frame may."""
    if folder is None or not pictures:
        return ()
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, eyes in sorted(pictures.items()):
        stem = f"frame_{number:04}_" if len(pictures) > 1 else ""
        for side, picture in zip(("left", "right"), eyes, strict=False):
            path = folder / f"{stem}{side}.png"
            write_atomic(path, png_bytes(picture))
            paths.append(path)
    return tuple(paths)
