"""A real headset, or Monado, through OpenXR and OpenGL.

Source of the order of calls: OpenXR 1.1 specification, chapters 9 (session) and 10 (rendering), and the extension
XR_KHR_opengl_enable.
"""

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from vrplanner.core.errors import Unavailable, VrPlannerError
from vrplanner.render.gpu_objects import Owned
from vrplanner.xr import gl_binding
from vrplanner.xr.backend import Eye, Frame, HandName
from vrplanner.xr.input import PROFILE_EXTENSIONS, Actions, is_valid, pose_of
from vrplanner.xr.pose import Fov
from vrplanner.xr.session import RuntimeLost, SessionMachine, SessionState

if TYPE_CHECKING:
    import moderngl

VALIDATION_LAYER = "XR_APILAYER_LUNARG_core_validation"
GL_SRGB8_ALPHA8, GL_RGBA8 = 0x8C43, 0x8058
WAIT_FOR_IMAGE_NS = 1_000_000_000
APPLICATION_NAME = "vrplanner"


class OpenXrBackend:
    """One instance, one session, one stereo swapchain an eye. Make it, use it and close it on one thread.

    Raises Unavailable where there is no runtime, no headset or no OpenGL; RuntimeLost when the runtime goes away later.
    """

    name = "openxr"

    def __init__(self, *, layers: Sequence[str] = ()) -> None:
        os.environ.setdefault("XR_LOADER_DEBUG", "none")  # what it would print is said in plain words below
        import xr

        self._xr = xr
        self._instance: Any = None
        self._session: Any = None
        self._actions: Actions | None = None
        self._swapchains: list[_Swapchain] = []
        self._spaces: list[Any] = []
        self.machine = SessionMachine()
        self._number = 0
        self._views: Sequence[Any] = ()
        self._drawn: set[int] = set()
        try:
            self._open(layers)
        except BaseException:
            self.close()
            raise

    # --- opening ---

    def _open(self, layers: Sequence[str]) -> None:
        with _plain_errors(self._xr):
            extensions = self._create_instance(layers)
            system_id = self._get_system()
            self.ctx: moderngl.Context = gl_binding.create_context(extensions)
            self._create_session(system_id, extensions)
            self._create_spaces()
            self._create_swapchains(system_id)
            self._actions = Actions(self._instance, self._session, extensions)

    def _create_instance(self, layers: Sequence[str]) -> frozenset[str]:
        xr = self._xr
        if layers:
            xr.api_layer.expose_packaged_api_layers()
        there = {_text(p.extension_name) for p in xr.enumerate_instance_extension_properties()}
        wanted = {gl_binding.OPENGL_EXTENSION, gl_binding.EGL_EXTENSION, *PROFILE_EXTENSIONS.values()}
        extensions = frozenset(there & wanted)
        if gl_binding.OPENGL_EXTENSION not in extensions:
            raise Unavailable("The active OpenXR runtime does not take pictures drawn with OpenGL.")
        application = xr.ApplicationInfo(
            application_name=APPLICATION_NAME,
            application_version=xr.Version(1, 0, 0),
            engine_name=APPLICATION_NAME,
            engine_version=xr.Version(1, 0, 0),
            api_version=xr.Version(1, 0, 0),
        )
        self._instance = xr.create_instance(
            xr.InstanceCreateInfo(
                application_info=application,
                enabled_extension_names=sorted(extensions),
                enabled_api_layer_names=list(layers),
            )
        )
        self.runtime_name = _text(xr.get_instance_properties(self._instance).runtime_name)
        return extensions

    def _get_system(self) -> int:
        xr = self._xr
        form = xr.FormFactor.HEAD_MOUNTED_DISPLAY
        try:
            system_id: int = xr.get_system(self._instance, xr.SystemGetInfo(form_factor=form))
        except xr.exception.FormFactorUnavailableError:
            raise Unavailable("No headset is connected.", hint="Connect it, switch it on and try again.") from None
        return system_id

    def _create_session(self, system_id: int, extensions: frozenset[str]) -> None:
        xr = self._xr
        xr.platform.get_opengl_graphics_requirements_khr(self._instance, system_id)  # owed before any session
        binding = gl_binding.current_binding(extensions)
        info = xr.SessionCreateInfo(system_id=system_id, next=binding)
        self._session = xr.create_session(self._instance, info)

    def _create_spaces(self) -> None:
        xr = self._xr
        there = {xr.ReferenceSpaceType(kind) for kind in xr.enumerate_reference_spaces(self._session)}
        kind, floor = xr.ReferenceSpaceType.STAGE, 0.0
        if kind not in there:  # seated runtimes: the origin is at the eyes, so the floor is put below them
            kind, floor = xr.ReferenceSpaceType.LOCAL, -1.6
        position = xr.Vector3f(0.0, floor, 0.0)
        placed = xr.Posef(orientation=xr.Quaternionf(0.0, 0.0, 0.0, 1.0), position=position)
        self._stage = self._space(kind, placed)
        self._head = self._space(xr.ReferenceSpaceType.VIEW, xr.Posef())

    def _space(self, kind: Any, pose: Any) -> Any:
        info = self._xr.ReferenceSpaceCreateInfo(reference_space_type=kind, pose_in_reference_space=pose)
        space = self._xr.create_reference_space(self._session, info)
        self._spaces.append(space)
        return space

    def _create_swapchains(self, system_id: int) -> None:
        xr = self._xr
        self._view_type = xr.ViewConfigurationType.PRIMARY_STEREO
        sizes = xr.enumerate_view_configuration_views(self._instance, system_id, self._view_type)
        formats = xr.enumerate_swapchain_formats(self._session)
        chosen = next((f for f in (GL_SRGB8_ALPHA8, GL_RGBA8) if f in formats), None)
        if chosen is None:
            raise Unavailable("The headset's runtime takes no 8-bit colour pictures.")
        width, height = sizes[0].recommended_image_rect_width, sizes[0].recommended_image_rect_height
        self.eye_size = (width, height)
        self._swapchains = [_Swapchain(xr, self._session, self.ctx, chosen, self.eye_size) for _ in sizes]
        self._projections = (xr.CompositionLayerProjectionView * len(sizes))()
        for projection, swapchain in zip(self._projections, self._swapchains, strict=True):
            projection.__init__(sub_image=swapchain.sub_image)
        self._layer = xr.CompositionLayerProjection(space=self._stage, views=self._projections)
        modes = [xr.EnvironmentBlendMode(mode) for mode in self._blend_modes(system_id)]
        opaque = xr.EnvironmentBlendMode.OPAQUE
        self._blend_mode = opaque if opaque in modes else modes[0]  # glasses that one sees through have no opaque one
        self._locate_info = xr.ViewLocateInfo(view_configuration_type=self._view_type, space=self._stage)

    def _blend_modes(self, system_id: int) -> Sequence[int]:
        modes: Sequence[int] = self._xr.enumerate_environment_blend_modes(self._instance, system_id, self._view_type)
        return modes

    # --- the life of the session ---

    @property
    def running(self) -> bool:
        return self.machine.running

    def poll(self) -> Iterator[SessionState]:
        xr = self._xr
        while True:
            with _plain_errors(xr):
                try:
                    event = xr.poll_event(self._instance)
                except xr.exception.EventUnavailable:
                    return
                if event.type == xr.StructureType.EVENT_DATA_INSTANCE_LOSS_PENDING.value:
                    raise RuntimeLost(_LOST, hint=_AGAIN)
                if event.type != xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED.value:
                    continue
                pointer = ctypes.cast(ctypes.byref(event), ctypes.POINTER(xr.EventDataSessionStateChanged))
                state = SessionState(int(pointer.contents.state))
                duty = self.machine.enter(state)
                if duty == "begin":
                    info = xr.SessionBeginInfo(primary_view_configuration_type=self._view_type)
                    xr.begin_session(self._session, info)
                elif duty == "end":
                    xr.end_session(self._session)
            yield state

    def request_exit(self) -> None:
        with _plain_errors(self._xr):
            self._xr.request_exit_session(self._session)

    # --- frames ---

    @contextmanager
    def frame(self) -> Iterator[Frame]:
        xr = self._xr
        with _plain_errors(xr):
            timing = xr.wait_frame(self._session, xr.FrameWaitInfo())
            xr.begin_frame(self._session, xr.FrameBeginInfo())
        self._drawn.clear()
        try:
            with _plain_errors(xr):
                frame = self._look(timing)
            yield frame
        finally:
            self._end_frame(timing.predicted_display_time)

    def _look(self, timing: Any) -> Frame:
        xr = self._xr
        time_ns = timing.predicted_display_time
        self._number += 1
        self._locate_info.display_time = time_ns
        state, self._views = xr.locate_views(self._session, self._locate_info)
        bits = xr.ViewStateFlags
        wanted = int(bits.POSITION_VALID_BIT) | int(bits.ORIENTATION_VALID_BIT)
        tracked = int(state.view_state_flags) & wanted == wanted
        head = xr.locate_space(self._head, self._stage, time_ns)
        assert self._actions is not None
        return Frame(
            number=self._number,
            time_s=time_ns / 1e9,
            should_render=bool(timing.should_render) and tracked,
            head=pose_of(head.pose) if is_valid(xr, head.location_flags) else None,
            eyes=tuple(Eye(pose_of(view.pose), _fov_of(view.fov)) for view in self._views) if tracked else (),
            hands=self._actions.read(self._stage, time_ns),
        )

    @contextmanager
    def eye_target(self, index: int) -> Iterator["moderngl.Framebuffer"]:
        swapchain = self._swapchains[index]
        with _plain_errors(self._xr):
            framebuffer = swapchain.acquire()
        try:
            yield framebuffer
        finally:
            with _plain_errors(self._xr):
                swapchain.release()
        self._projections[index].pose = self._views[index].pose
        self._projections[index].fov = self._views[index].fov
        self._drawn.add(index)

    def _end_frame(self, time_ns: int) -> None:
        """With the layer if both eyes were drawn, and with none otherwise: every frame begun is ended."""
        xr = self._xr
        layers = [ctypes.byref(self._layer)] if len(self._drawn) == len(self._swapchains) else []
        info = xr.FrameEndInfo(display_time=time_ns, environment_blend_mode=self._blend_mode, layers=layers)
        with _plain_errors(xr):
            xr.end_frame(self._session, info)

    def rumble(self, hand: HandName, *, strength: float = 0.5, duration_s: float = 0.05) -> None:
        if self._actions is not None and self.machine.focused:
            with _plain_errors(self._xr):
                self._actions.rumble(hand, strength=strength, duration_s=duration_s)

    # --- closing ---

    def close(self) -> None:
        """A runtime that is gone cannot refuse: its handles are given back as far as it still answers."""
        xr = self._xr
        handles = [*(swapchain.close for swapchain in self._swapchains)]
        if self._actions is not None:
            handles.append(self._actions.close)
        handles += [_destroyer(xr.destroy_space, space) for space in self._spaces]
        if self._session is not None:
            handles.append(_destroyer(xr.destroy_session, self._session))
        if self._instance is not None:
            handles.append(_destroyer(xr.destroy_instance, self._instance))
        self._swapchains, self._actions, self._spaces = [], None, []
        self._session = self._instance = None
        for destroy in handles:
            try:
                destroy()
            except xr.exception.XrException:
                continue
        if hasattr(self, "ctx"):
            self.ctx.release()
            del self.ctx


class _Swapchain:
    """The pictures of one eye, each with a framebuffer made once."""

    def __init__(
        self, xr: Any, session: Any, ctx: "moderngl.Context", pixel_format: int, size: tuple[int, int]
    ) -> None:
        self._xr = xr
        width, height = size
        usage = xr.SwapchainUsageFlags
        self.handle = xr.create_swapchain(
            session,
            xr.SwapchainCreateInfo(
                usage_flags=usage.COLOR_ATTACHMENT_BIT | usage.SAMPLED_BIT | usage.TRANSFER_DST_BIT,
                format=pixel_format,
                sample_count=1,
                width=width,
                height=height,
                face_count=1,
                array_size=1,
                mip_count=1,
            ),
        )
        images = xr.enumerate_swapchain_images(self.handle, xr.SwapchainImageOpenGLKHR)
        self._owned = Owned()
        depth = self._owned.keep(ctx.depth_renderbuffer(size))
        self._textures = [ctx.external_texture(image.image, size, 4, 0, "f1") for image in images]
        self._framebuffers = [self._owned.keep(ctx.framebuffer([texture], depth)) for texture in self._textures]
        rect = xr.Rect2Di(offset=xr.Offset2Di(0, 0), extent=xr.Extent2Di(width, height))
        self.sub_image = xr.SwapchainSubImage(swapchain=self.handle, image_rect=rect, image_array_index=0)
        self._wait_info = xr.SwapchainImageWaitInfo(timeout=WAIT_FOR_IMAGE_NS)

    def acquire(self) -> "moderngl.Framebuffer":
        xr = self._xr
        index = xr.acquire_swapchain_image(self.handle, xr.SwapchainImageAcquireInfo())
        xr.wait_swapchain_image(self.handle, self._wait_info)
        framebuffer: moderngl.Framebuffer = self._framebuffers[index]
        return framebuffer

    def release(self) -> None:
        self._xr.release_swapchain_image(self.handle, self._xr.SwapchainImageReleaseInfo())

    def close(self) -> None:
        self._owned.release()
        self._xr.destroy_swapchain(self.handle)


_LOST = "The headset's runtime went away."
_AGAIN = "Your room is as you left it. Start the runtime again, then enter VR again."


@contextmanager
def _plain_errors(xr: Any) -> Iterator[None]:
    """What the runtime reports, as errors in a person's words."""
    errors = xr.exception
    try:
        yield
    except (errors.InstanceLostError, errors.SessionLostError) as error:
        raise RuntimeLost(_LOST, hint=_AGAIN) from error
    except errors.RuntimeUnavailableError as error:
        raise Unavailable(
            "There is no OpenXR runtime on this machine.",
            hint="Install and start the headset's software (SteamVR, Meta Quest Link; Monado on Linux), then try "
            "again. Without a headset, the verb xr --simulate shows a simulated one.",
        ) from error
    except errors.RuntimeFailureError as error:
        raise Unavailable(
            "The headset's runtime does not answer.",
            hint="Start it, check that the headset is connected, and try again.",
        ) from error
    except errors.XrException as error:
        raise VrPlannerError(f"The headset's runtime refused a call ({type(error).__name__}: {error}).") from error


def _destroyer(function: Any, handle: Any) -> Any:
    return lambda: function(handle)


def _text(raw: Any) -> str:
    return raw.decode() if isinstance(raw, bytes) else str(raw)


def _fov_of(fov: Any) -> Fov:
    return Fov(fov.angle_left, fov.angle_right, fov.angle_up, fov.angle_down)
