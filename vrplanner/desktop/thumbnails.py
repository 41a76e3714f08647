"""Small pictures of furniture and of whole layouts, drawn in jobs."""

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from vrplanner.core.camera import Camera
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.progress import Progress
from vrplanner.core.scene import Scene
from vrplanner.desktop.background import Background
from vrplanner.desktop.scene_camera import OrbitCamera
from vrplanner.desktop.services_protocol import Services

PRODUCT_PX = (224, 168)
LAYOUT_PX = (320, 200)
BATCH = 12


class Thumbnails(QObject):
    """Pictures by product id. Asking for one that is not there yet has it drawn soon."""

    ready = Signal(str)
    _drawn = Signal(str, QImage)

    def __init__(self, services: Services, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._pictures: dict[str, QImage] = {}
        self._asked: list[str] = []
        self._busy = False
        self._given_up = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._start)
        self._drawn.connect(self._keep)

    def get(self, product_id: str) -> QImage | None:
        picture = self._pictures.get(product_id)
        if picture is None and not self._given_up and product_id not in self._asked:
            self._asked.append(product_id)
            if not self._busy:
                self._soon.start()
        return picture

    def _start(self) -> None:
        # The newest requests are what is on screen now.
        batch = [product_id for product_id in self._asked if product_id not in self._pictures][-BATCH:]
        if not batch or self._busy or not self._background.is_open:
            return
        self._busy = True
        self._background.start(
            "Thumbnails", self._draw, batch, then=self._finished, failed=self._failed, lane="thumbnails", quiet=True
        )

    def _draw(self, product_ids: Sequence[str], *, progress: Progress) -> None:
        """On a job's thread."""
        from vrplanner.render.offscreen import offscreen_renderer
        from vrplanner.render.settings import RenderSettings

        models = ModelStore()
        with offscreen_renderer(models, RenderSettings(samples=4, shadow_pixels=512, soft_shadow_pixels=256)) as drawer:
            for i, product_id in enumerate(product_ids):
                progress(i / len(product_ids))
                try:
                    item, model = self._services.make_product(product_id, progress=progress)
                except VrPlannerError:
                    self._drawn.emit(product_id, QImage())
                    continue
                scene = item_scene(item, model, models)
                pixels = drawer.picture(scene, item_camera(item, PRODUCT_PX[0] / PRODUCT_PX[1]), size=PRODUCT_PX)
                self._drawn.emit(product_id, to_image(pixels))

    def _keep(self, product_id: str, picture: QImage) -> None:
        self._pictures[product_id] = picture
        if product_id in self._asked:
            self._asked.remove(product_id)
        self.ready.emit(product_id)

    def _finished(self, _: object) -> None:
        self._busy = False
        if self._asked:
            self._soon.start()

    def _failed(self, _: BaseException) -> None:
        # No OpenGL here: the plan symbols stay.
        self._busy = False
        self._given_up = True


def item_scene(item: Item, model: Model | None, models: ModelStore) -> Scene:
    digest = models.add(model) if model is not None else item.model
    alone = replace(item, position=(0.0, 0.0, 0.0), yaw_rad=0.0, model=digest)
    return Scene(items={alone.id or "item": alone})


def item_camera(item: Item, aspect: float) -> Camera:
    """Three quarters from the front, all of it in the picture."""
    width, height, depth = item.size
    radius = math.sqrt(width**2 + height**2 + depth**2) / 2
    fov_rad = math.radians(24)
    distance = radius * 1.08 / math.sin(fov_rad / 2) / min(1.0, aspect)
    orbit = OrbitCamera(
        target=(0.0, height * 0.48, 0.0), distance_m=distance, yaw_rad=0.6, pitch_rad=0.38, fov_rad=fov_rad
    )
    return orbit.camera


def layout_pictures(
    scenes: Sequence[Scene], models: ModelStore, *, size: tuple[int, int] = LAYOUT_PX, progress: Progress
) -> list[QImage]:
    """Each scene from the same high corner; for a job."""
    from vrplanner.render.offscreen import offscreen_renderer
    from vrplanner.render.settings import RenderSettings

    pictures = []
    with offscreen_renderer(models, RenderSettings(samples=4, shadow_pixels=1024)) as drawer:
        for i, scene in enumerate(scenes):
            progress(i / max(1, len(scenes)))
            orbit = replace(OrbitCamera(), pitch_rad=math.radians(52)).fitted(scene, size[0] / size[1])
            pictures.append(to_image(drawer.picture(scene, orbit.zoomed(1.12).camera, size=size)))
    return pictures


def to_image(pixels: object) -> QImage:
    """uint8 (h, w, 3) as a QImage of its own."""
    height, width, _ = pixels.shape  # type: ignore[attr-defined]
    data = pixels.tobytes()  # type: ignore[attr-defined]
    return QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
