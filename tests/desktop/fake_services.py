"""A small stand-in for the program's services, quick and without weights."""

import math
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from fake_furnishing import FurnishingServices

from vrplanner.app.settings import Settings
from vrplanner.core.commands.base import Command
from vrplanner.core.commands.items import MoveItem, PlaceItem
from vrplanner.core.document import Document
from vrplanner.core.errors import InvalidFile, InvalidInput, VrPlannerError
from vrplanner.core.furniture import BY_NAME, CLASSES, all_names
from vrplanner.core.item import Item
from vrplanner.core.model import Material, Model, Part
from vrplanner.core.person import Avatar, Build, Garment, Measurements
from vrplanner.core.progress import Progress, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.room import Room, room_from_corners
from vrplanner.core.scene import Scene


@dataclass(frozen=True)
class FakeProduct:
    id: str
    kind: str
    name: str
    size: tuple[float, float, float]
    price: float | None = 99.0
    currency: str = "EUR"
    price_note: str = "Guide price."


@dataclass(frozen=True)
class FakeRequest:
    intent: str


@dataclass(frozen=True)
class FakeTurn:
    reply: str
    done: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    question: str = ""
    awaits_answer: bool = False
    selected: str | None = None
    requests: tuple[FakeRequest, ...] = ()


@dataclass(frozen=True)
class FakeCheck:
    name: str
    status: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class FakeAsked:
    """What layouts were asked for."""

    room_id: str | None
    keep: float
    only: tuple[str, ...]
    seed: int


@dataclass(frozen=True, kw_only=True)
class FakeStudy:
    energies: np.ndarray
    steps: int
    terms: Mapping[str, tuple[float, float]]
    walkable: np.ndarray
    origin: tuple[float, float]
    cell_m: float
    outline: np.ndarray
    footprints: Sequence[np.ndarray]
    names: Sequence[str]
    proposals_per_s: float
    valid: int
    chains: int


def _set_event() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def _south(item: Item, by_m: float) -> tuple[float, float, float]:
    x, y, z = item.position
    return x, y, z + by_m


@dataclass(frozen=True)
class FakeScan:
    room: Room
    items: tuple[Item, ...] = ()
    mesh: Model | None = None


def box_model(size: tuple[float, float, float]) -> Model:
    """Twelve triangles with an origin at the centre of the footprint."""
    w, h, d = size
    corners = np.array([(x, y, z) for x in (-w / 2, w / 2) for y in (0, h) for z in (-d / 2, d / 2)], dtype=np.float32)
    quads = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
    positions, normals, triangles = [], [], []
    for quad in quads:
        points = corners[list(quad)]
        normal = np.cross(points[1] - points[0], points[2] - points[0])
        base = len(positions)
        positions += list(points)
        normals += [normal / np.linalg.norm(normal)] * 4
        triangles += [(base, base + 1, base + 2), (base, base + 2, base + 3)]
    part = Part(
        positions=np.array(positions, np.float32),
        normals=np.array(normals, np.float32),
        triangles=np.array(triangles, np.uint32),
        material=Material(name="plain", color=(0.6, 0.5, 0.4, 1.0)),
    )
    return Model(parts=(part,))


class FakeVisit:
    """Somebody in a headset; `act` is what their hands do, on a thread of its own as in truth."""

    def __init__(self, submit: Callable[[Command, str], None], ended: Callable[[VrPlannerError | None], None]) -> None:
        self._submit, self._ended = submit, ended
        self.stops: list[float] = []

    def act(self, command: Command, gesture: str) -> None:
        run_apart(lambda: self._submit(command, gesture))

    def end(self, error: VrPlannerError | None = None) -> None:
        run_apart(lambda: self._ended(error))

    def stop(self, *, timeout_s: float = 10.0) -> bool:
        self.stops.append(timeout_s)
        return True


def run_apart(call: Callable[[], None]) -> None:
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


@dataclass
class FakeServices(FurnishingServices):
    """Remembers what it was asked; `proposals` and `turns` may be set by a test."""

    settings: Settings = field(default_factory=Settings)
    saved: list[tuple[Path, Scene]] = field(default_factory=list)
    exported: list[Path] = field(default_factory=list)
    answers: list[tuple[bool, int]] = field(default_factory=list)
    stored: dict[Path, Document] = field(default_factory=dict)
    made_over: list[tuple[str, list[str]]] = field(default_factory=list)
    visits: list["FakeVisit"] = field(default_factory=list)
    no_headset: VrPlannerError | None = None
    choices: list[tuple[tuple[Proposal, ...], int]] = field(default_factory=list)
    arranged: list[FakeAsked] = field(default_factory=list)
    adapted: list[Scene] = field(default_factory=list)
    adapts_when: threading.Event = field(default_factory=_set_event)
    studied: list[int] = field(default_factory=list)

    def open(self, path: Path, *, progress: Progress = silent) -> Document:
        if path not in self.stored:
            raise InvalidFile(f"{path.name} is not a project.", hint="Choose another file.")
        return self.stored[path]

    def save(
        self, document: Document, path: Path, *, thumbnail: bytes | None = None, progress: Progress = silent
    ) -> None:
        assert thumbnail is None or thumbnail.startswith(b"\x89PNG")
        self.saved.append((path, document.scene))

    def export(self, document: Document, path: Path, *, progress: Progress = silent) -> None:
        self.exported.append(path)

    def import_model(self, path: Path, *, progress: Progress = silent) -> tuple[Item, Model]:
        return self._make("chair", path.stem)

    def scan(self, path: Path, *, progress: Progress = silent) -> FakeScan:
        room = room_from_corners("scanned", [(0, 0), (3, 0), (3, 2), (0, 2)])
        item = Item(id="found", kind="chair", name="Chair", position=(1, 0, 1), size=(0.5, 0.9, 0.5))
        return FakeScan(room, (item, item))

    def sample_projects(self) -> Sequence[Path]:
        return list(self.stored)

    def search_products(self, words: str, *, language: str = "en", limit: int = 200) -> Sequence[FakeProduct]:
        products = [
            FakeProduct(
                entry.name.replace(" ", "-"),
                entry.name,
                entry.name.capitalize() if language == "en" else entry.zh[0],
                entry.usual_size,
            )
            for entry in CLASSES
        ]
        return [product for product in products if words.lower() in product.name.lower()][:limit]

    def make_product(self, product_id: str, *, progress: Progress = silent) -> tuple[Item, Model]:
        kind = product_id.replace("-", " ")
        return self._make(kind, kind.capitalize())

    def generate(self, words: str, *, seed: int = 0, progress: Progress = silent) -> tuple[Item, Model]:
        kind = next((entry.name for name, entry in all_names() if name in words.lower()), "")
        if not kind:
            raise InvalidInput(f'"{words}" names no furniture.', hint="Say what it is, for example a chair.")
        return self._make(kind, words)

    def arrange(
        self,
        scene: Scene,
        room_id: str | None,
        *,
        count: int = 3,
        seed: int = 0,
        keep: float = 0.0,
        only: Collection[str] = (),
        language: str = "en",
        progress: Progress = silent,
    ) -> Sequence[Proposal]:
        self.arranged.append(FakeAsked(room_id, keep, tuple(only), seed))
        progress(0.5, "half way")
        return [
            Proposal(
                title=f"Layout {i + 1}",
                commands=tuple(
                    MoveItem(item_id=item.id, position=_south(item, 0.1 * i + 0.1))
                    for item in scene.items.values()
                    if not item.fixed and (not only or item.id in only)
                ),
                reasons=("The way from the door stays free.",),
                scores={"walkways": 0.9 - 0.1 * i, "balance": 0.7, "view": 0.8, "daylight": 0.5, "walls": 0.75},
                before={"walkways": 0.4, "balance": 0.75, "view": 0.2, "daylight": 0.5, "walls": 0.7},
                score=0.9 - 0.1 * i,
            )
            for i in range(count)
        ]

    def adapt(self, scene: Scene, room_id: str, held_id: str, *, progress: Progress = silent) -> Proposal | None:
        """The rug goes to the north as far as the held thing is to the east of the middle; nothing when that is west.

        It waits for `adapts_when`, and stops when it is cancelled.
        """
        self.adapted.append(scene)
        while not self.adapts_when.wait(0.002):
            progress(0.5)
        progress(1.0)
        way_m = scene.item(held_id).position[0]
        if way_m <= 0 or held_id == "rug_1":
            return None
        return Proposal(title="Make room", commands=(MoveItem(item_id="rug_1", position=(0.0, 0.0, -way_m)),))

    def layout_terms(self, language: str = "en") -> Mapping[str, tuple[str, str]]:
        names = ("walkways", "balance", "view", "daylight", "walls")
        return {name: (f"{name.capitalize()} ({language})", f"What {name} asks for.") for name in names}

    def layout_score(self, scores: Mapping[str, float]) -> float:
        return sum(scores.values()) / len(scores)

    def study_layout(
        self, scene: Scene, room_id: str, *, seed: int = 0, language: str = "en", progress: Progress = silent
    ) -> FakeStudy:
        self.studied.append(seed)
        rng = np.random.default_rng(seed)
        walls = scene.room(room_id).polygon
        west, north, east, south = walls.bounds
        walkable = np.full((round((south - north) / 0.05), round((east - west) / 0.05)), 2, np.uint8)
        walkable[:12], walkable[12:20] = 0, 1
        items = list(scene.items.values())
        return FakeStudy(
            energies=40 * np.exp(-np.linspace(0, 4, 300)) * rng.uniform(0.7, 1.3, (6, 300)),
            steps=20000,
            terms={"walkways": (6.0, 1.0), "view": (3.0, 0.2), "balance": (0.5, 0.9), "walls": (0.0, 0.0)},
            walkable=walkable,
            origin=(west, north),
            cell_m=0.05,
            outline=np.array(walls.exterior.coords[:-1]),
            footprints=[np.array(item.footprint.exterior.coords[:4]) for item in items],
            names=[item.name for item in items],
            proposals_per_s=123456.0,
            valid=5,
            chains=6,
        )

    def choose_layout(self, proposals: Sequence[Proposal], chosen_index: int) -> None:
        self.choices.append((tuple(proposals), chosen_index))

    def taste_sentences(self, language: str = "en") -> Sequence[str]:
        if language == "zh":
            return [f"来自 {len(self.choices)} 次选择。"]
        return [f"Learned from {len(self.choices)} choices."]

    def taste_choices(self) -> int:
        return len(self.choices)

    def forget_taste(self) -> None:
        self.choices.clear()

    def say(
        self, document: Document, text: str, *, selected: str | None = None, progress: Progress = silent
    ) -> FakeTurn:
        if "layout" in text:
            return FakeTurn("Three ways:", proposals=tuple(self.arrange(document.scene, "", count=2)))
        if text == "save it":
            return FakeTurn("Saving.", requests=(FakeRequest("save"),))
        if "undo" in text.lower():
            label = document.undo()
            return FakeTurn("Taken back.", done=(label,) if label else ())
        item, model = self.generate(text)
        document.models.add(model)
        placed = replace(item, id=document.scene.fresh_id(item.kind.replace(" ", "_")), position=(0.0, 0.0, 0.0))
        document.execute(PlaceItem(item=placed))
        return FakeTurn(f"Here is {item.name}.", done=(f"Place {item.name}",), selected=placed.id)

    def answer(self, document: Document, accepted: bool, *, choice: int = 0, progress: Progress = silent) -> FakeTurn:
        self.answers.append((accepted, choice))
        if accepted:
            document.execute(self.arrange(document.scene, "", count=2)[choice].as_command())
        return FakeTurn("Done." if accepted else "Left as it was.")

    def make_avatar(
        self, measurements: Measurements, build: Build, *, progress: Progress = silent
    ) -> tuple[Avatar, Model]:
        return Avatar(id="", name="Avatar", measurements=measurements, build=build), box_model((0.5, 1.7, 0.3))

    def make_garment(
        self,
        words: str,
        avatar: Avatar,
        *,
        worn: Sequence[tuple[Garment, Model]] = (),
        progress: Progress = silent,
    ) -> tuple[Garment, Model]:
        self.made_over.append((words, [garment.name for garment, _ in worn]))
        height_m = avatar.measurements.height_m * 0.7
        return Garment(id="", kind="dress", name=words, description=words), box_model((0.6, height_m, 0.4))

    def enter_headset(
        self,
        document: Document,
        *,
        submit: Callable[[Command, str], None],
        ended: Callable[[VrPlannerError | None], None],
    ) -> "FakeVisit":
        if self.no_headset is not None:
            raise self.no_headset
        visit = FakeVisit(submit, ended)
        self.visits.append(visit)
        return visit

    def load_settings(self) -> Settings:
        return self.settings

    def save_settings(self, settings: Settings) -> None:
        self.settings = settings

    def doctor(self, *, progress: Progress = silent) -> Sequence[FakeCheck]:
        return [FakeCheck("Python", "ok", "3.11"), FakeCheck("Headset", "missing", "No runtime.", "Install one.")]

    @staticmethod
    def _make(kind: str, name: str) -> tuple[Item, Model]:
        size = BY_NAME[kind].usual_size
        model = box_model(size)
        return Item(id="", kind=kind, name=name, position=(0, 0, 0), size=size, model=model.digest), model


def furnished_scene() -> Scene:
    """A living room of 5 x 4 m with a door, a window and five pieces."""
    from vrplanner.core.room import Opening, with_opening

    room = room_from_corners("room_1", [(-2.5, -2), (2.5, -2), (2.5, 2), (-2.5, 2)], name="Living room")
    north, _, south, _ = (wall.id for wall in room.walls)
    window = Opening(id="window_1", kind="window", offset_m=1.6, width_m=1.8, height_m=1.3, sill_m=0.9)
    door = Opening(id="door_1", kind="door", offset_m=0.4, width_m=0.9, height_m=2.05)
    room = with_opening(with_opening(room, north, window), south, door)
    places = (
        ("rug", 0.0, -0.3, 0, "beige"),
        ("sofa", 0.0, -1.5, 0, "#3f6f8f"),
        ("coffee table", 0.0, -0.3, 0, "oak"),
        ("armchair", -1.9, 0.3, 90, "#c8743c"),
        ("chair", 1.5, 0.8, 200, "#7d9484"),
    )
    items = {}
    for kind, x, z, yaw_deg, color in places:
        name = kind.replace(" ", "_") + "_1"
        items[name] = Item(
            id=name, kind=kind, name=kind.capitalize(), position=(x, 0.0, z), yaw_rad=math.radians(yaw_deg),
            size=BY_NAME[kind].usual_size, color=color,
        )  # fmt: skip
    return Scene(rooms={room.id: room}, items=items, name="Living room")
