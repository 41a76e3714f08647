"""What the window asks of the rest of the program. `app.services.Services` is one; tests hand in a small fake.

Threading: every method with `progress` is called inside a job, on a worker thread, and gets immutable scenes or a copy
of the document to read. It hands back values (items, models, proposals); the window alone changes its document, on its
own thread. `say` and `answer` are the exception: a sentence may need several commands with work between them, so they
get a `document` whose `execute`, `undo` and `redo` wait until the window's thread has carried them out.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from vrplanner.app.settings import Settings
from vrplanner.core.commands.base import Command, Macro
from vrplanner.core.document import Document
from vrplanner.core.errors import VrPlannerError
from vrplanner.core.geometry import Point2, Vec3
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.person import Avatar, Build, Garment, Measurements
from vrplanner.core.progress import Progress, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.room import Room
from vrplanner.core.scene import Scene

Status = Literal["ok", "warning", "missing"]


class Product(Protocol):
    """An entry of the catalogue. `name` is in the language asked for; `size` is (width, height, depth), metres."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def size(self) -> Vec3: ...
    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str: ...
    @property
    def price_note(self) -> str:
        """What to know about a price that is no offer, in the language asked for; nothing where it is one."""


class Request(Protocol):
    """Something said that only whoever shows the document can do: look elsewhere, save, export."""

    @property
    def intent(self) -> str: ...


class Turn(Protocol):
    """What came of one sentence: what to say, labels of what was done, and what waits for a yes or no.

    `selected` is the item now talked about; `requests` are for the window to carry out.
    """

    @property
    def reply(self) -> str: ...
    @property
    def done(self) -> Sequence[str]: ...
    @property
    def proposals(self) -> Sequence[Proposal]: ...
    @property
    def question(self) -> str: ...
    @property
    def awaits_answer(self) -> bool: ...
    @property
    def selected(self) -> str | None: ...
    @property
    def requests(self) -> Sequence[Request]: ...


class Scanned(Protocol):
    """A room found in a capture, the boxes of what stands in it, and the coloured mesh (None if not wanted)."""

    @property
    def room(self) -> Room: ...
    @property
    def items(self) -> tuple[Item, ...]: ...
    @property
    def mesh(self) -> Model | None: ...


class Visit(Protocol):
    """Somebody is in the headset."""

    def stop(self, *, timeout_s: float = 10.0) -> bool:
        """Ask for the end and wait for it that long; gives whether it came in time."""


class Check(Protocol):
    """One line of the health page; `hint` says what to do when `status` is not ok."""

    @property
    def name(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...


class Study(Protocol):
    """What happened inside one search for a layout.

    `energies` (chains, samples) is the cost of each chain over its `steps` proposals; `terms` the weighted costs before
    and after; `walkable` (rows along z, columns along x) is 0 where nobody can stand, 1 where a person 0.6 m wide gets,
    2 where one 0.9 m wide does, from `origin` (x, z) in cells of `cell_m`. `outline` (K, 2) are the room's corners,
    `footprints` (4, 2) each those of the pieces with these `names`, all (x, z) on the plan, metres.
    """

    @property
    def energies(self) -> NDArray[np.float64]: ...
    @property
    def steps(self) -> int: ...
    @property
    def terms(self) -> Mapping[str, tuple[float, float]]: ...
    @property
    def walkable(self) -> NDArray[np.uint8]: ...
    @property
    def origin(self) -> Point2: ...
    @property
    def cell_m(self) -> float: ...
    @property
    def outline(self) -> NDArray[np.float64]: ...
    @property
    def footprints(self) -> Sequence[NDArray[np.float64]]: ...
    @property
    def names(self) -> Sequence[str]: ...
    @property
    def proposals_per_s(self) -> float: ...
    @property
    def valid(self) -> int:
        """How many of the chains ended in a layout that works."""

    @property
    def chains(self) -> int: ...


class Furnishing(Protocol):
    """A `Proposal` to furnish a room, with its account: `spent` of `budget`, in `currency`; what stayed out and why,
    and what speaks for it, a sentence each. `name` is what it is called in short, `places` what its layout is.
    """

    @property
    def title(self) -> str: ...
    @property
    def commands(self) -> tuple[Command, ...]: ...
    @property
    def name(self) -> str: ...
    @property
    def places(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def budget(self) -> float: ...
    @property
    def spent(self) -> float: ...
    @property
    def left_out(self) -> tuple[str, ...]: ...
    @property
    def why(self) -> tuple[str, ...]: ...
    def as_command(self) -> Macro: ...
    def preview(self, scene: Scene) -> Scene: ...


class FurnishingChoices(Protocol):
    """By the names that `furnish` takes: what kinds of rooms and styles are called, and for how many people a kind
    usually is. `currency` (ISO 4217) is that of the prices.
    """

    @property
    def kinds(self) -> Mapping[str, str]: ...
    @property
    def styles(self) -> Mapping[str, str]: ...
    @property
    def people(self) -> Mapping[str, int]: ...
    @property
    def most_people(self) -> int: ...
    @property
    def currency(self) -> str: ...


class Services(Protocol):
    """Files, furniture, suggestions and talk. Everything raises VrPlannerError with a message fit to be shown."""

    # Files
    def open(self, path: Path, *, progress: Progress = silent) -> Document: ...
    def save(
        self, document: Document, path: Path, *, thumbnail: bytes | None = None, progress: Progress = silent
    ) -> None: ...
    def export(self, document: Document, path: Path, *, progress: Progress = silent) -> None:
        """Write `path` as its suffix says: .glb (everything), .svg (the plan)."""

    def import_model(self, path: Path, *, progress: Progress = silent) -> tuple[Item, Model]:
        """A model file as an item at the origin; the window gives it an id and a place."""

    def scan(self, path: Path, *, progress: Progress = silent) -> Scanned: ...
    def sample_projects(self) -> Sequence[Path]:
        """Projects that ship with the program, to start from."""

    # Furniture
    def search_products(self, words: str, *, language: str = "en", limit: int = 200) -> Sequence[Product]:
        """Quick (called while typing, on the window's thread); every product when `words` is empty."""

    def make_product(self, product_id: str, *, progress: Progress = silent) -> tuple[Item, Model]: ...
    def generate(self, words: str, *, seed: int = 0, progress: Progress = silent) -> tuple[Item, Model]:
        """Furniture that does not exist yet, as an item at the origin."""

    # Layouts
    def arrange(
        self,
        scene: Scene,
        room_id: str | None,
        *,
        count: int = 3,
        seed: int = 0,
        keep: float = 0.0,
        only: Collection[str] = (),
        language: Literal["en", "zh"] = "en",
        progress: Progress = silent,
    ) -> Sequence[Proposal]:
        """Suggestions for a room, or (None) for all of them together. `keep` 0..1: how much should stay where it is;
        `only`: the ids of the items that may move, all when empty.
        """

    def adapt(self, scene: Scene, room_id: str, held_id: str, *, progress: Progress = silent) -> Proposal | None:
        """What else should move while the item `held_id` is held where `scene` has it; None when nothing has to."""

    def furnish(
        self,
        scene: Scene,
        models: ModelStore,
        room_id: str,
        *,
        budget: float,
        currency: str = "EUR",
        rate: float | None = None,
        style: str | None = None,
        kind: str | None = None,
        people: int | None = None,
        count: int = 3,
        seed: int = 0,
        language: Literal["en", "zh"] = "en",
        progress: Progress = silent,
    ) -> Sequence[Furnishing]:
        """Ways to furnish a room for at most `budget`; their models go into `models`. `rate` is how much of the prices'
        currency one unit of `currency` is. What is None is told from the room, or left open.
        """

    def furnishing_choices(self, language: Literal["en", "zh"] = "en") -> FurnishingChoices: ...
    def room_kind(self, scene: Scene, room_id: str) -> str:
        """The kind of a room as its name or its furniture tells it; "" where neither does. Quick."""

    def layout_terms(self, language: Literal["en", "zh"] = "en") -> Mapping[str, tuple[str, str]]:
        """By the name of each term of a proposal's scores: what it is called and what it asks for."""

    def layout_score(self, scores: Mapping[str, float]) -> float:
        """The scores of all terms as one, 0..1, as `Proposal.score` is made from them."""

    def study_layout(
        self,
        scene: Scene,
        room_id: str,
        *,
        seed: int = 0,
        language: Literal["en", "zh"] = "en",
        progress: Progress = silent,
    ) -> Study: ...

    # Taste
    def choose_layout(self, proposals: Sequence[Proposal], chosen_index: int) -> None:
        """The person took this one of the suggestions; quick. `Settings.learn_taste` says whether that is learned."""

    def taste_sentences(self, language: Literal["en", "zh"] = "en") -> Sequence[str]: ...
    def taste_choices(self) -> int:
        """From how many choices something was learned."""

    def forget_taste(self) -> None: ...

    # Talk
    def say(
        self, document: Document, text: str, *, selected: str | None = None, progress: Progress = silent
    ) -> Turn: ...
    def answer(self, document: Document, accepted: bool, *, choice: int = 0, progress: Progress = silent) -> Turn:
        """Accept (the proposal numbered `choice`) or reject what the last turn offered."""

    # People
    def make_avatar(
        self, measurements: Measurements, build: Build, *, progress: Progress = silent
    ) -> tuple[Avatar, Model]: ...
    def make_garment(
        self,
        words: str,
        avatar: Avatar,
        *,
        worn: Sequence[tuple[Garment, Model]] = (),
        progress: Progress = silent,
    ) -> tuple[Garment, Model]:
        """A garment for this avatar, to be put on over what it already has `worn`."""

    # The headset
    def enter_headset(
        self,
        document: Document,
        *,
        submit: Callable[[Command, str], None],
        ended: Callable[[VrPlannerError | None], None],
    ) -> Visit:
        """Show the document in the headset from now on, on a thread of its own.

        `submit(command, gesture)` and `ended(error)` are called on that thread; `error` is None after a good end. The
        visit reads `document.scene` and changes nothing itself.
        """

    # The program
    def load_settings(self) -> Settings: ...
    def save_settings(self, settings: Settings) -> None: ...
    def doctor(self, *, progress: Progress = silent) -> Sequence[Check]: ...
