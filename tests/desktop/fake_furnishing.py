"""Furnishings as a test wants them: quick, in two styles, with an account that adds up."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vrplanner.core.commands.items import PlaceItem
from vrplanner.core.errors import InvalidInput
from vrplanner.core.item import Item
from vrplanner.core.model import ModelStore
from vrplanner.core.money import GUIDE_KEY
from vrplanner.core.progress import Progress, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.scene import Scene

LEAST = 300.0
PRICES = {"bed": 250.0, "nightstand": 40.0, "lamp": 30.0, "plant": 25.0, "rug": 90.0}


@dataclass(frozen=True, kw_only=True)
class FakeFurnishing(Proposal):
    name: str
    places: str
    currency: str
    budget: float
    spent: float
    left_out: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FakeChoices:
    kinds: Mapping[str, str]
    styles: Mapping[str, str]
    people: Mapping[str, int]
    most_people: int = 12
    currency: str = "EUR"


@dataclass(frozen=True, kw_only=True)
class FakeWish:
    """What a furnishing was asked for."""

    room_id: str
    budget: float
    currency: str
    rate: float | None
    style: str | None
    kind: str | None
    people: int | None
    seed: int


@dataclass
class FurnishingServices:
    """The furnishing part of `FakeServices`. It waits for `furnishes_when`, and stops when it is cancelled."""

    wishes: list[FakeWish] = field(default_factory=list)
    furnishes_when: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.furnishes_when.set()

    def furnishing_choices(self, language: str = "en") -> FakeChoices:
        zh = language == "zh"
        return FakeChoices(
            kinds={"bedroom": "卧室" if zh else "Bedroom", "living room": "客厅" if zh else "Living room"},
            styles={"modern": "现代" if zh else "Modern", "rustic": "乡村" if zh else "Rustic"},
            people={"bedroom": 2, "living room": 3},
        )

    def room_kind(self, scene: Scene, room_id: str) -> str:
        name = scene.room(room_id).name.lower()
        return name if name in {"bedroom", "living room"} else ""

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
        language: str = "en",
        progress: Progress = silent,
    ) -> Sequence[FakeFurnishing]:
        self.wishes.append(
            FakeWish(room_id=room_id, budget=budget, currency=currency, rate=rate, style=style, kind=kind,
                     people=people, seed=seed)
        )  # fmt: skip
        progress(0.5, "half way")
        while not self.furnishes_when.wait(0.002):
            progress(0.5)
        own = budget * (rate or 1.0)
        if own < LEAST:
            raise InvalidInput(f"The cheapest bed comes to {LEAST:.0f} EUR.", hint=f"Give at least {LEAST:.0f} EUR.")
        return [_furnishing(scene, own, name, shift) for shift, name in enumerate((style or "modern", "rustic"))]


def _furnishing(scene: Scene, budget: float, style: str, shift: int) -> FakeFurnishing:
    kinds = ["bed", "nightstand", "nightstand", "lamp", "plant", "rug"]
    commands = []
    for i, kind in enumerate(kinds):
        item = Item(
            id=scene.fresh_id(kind) if i != 2 else "nightstand_second", kind=kind, name=f"{style} {kind}",
            position=(-1.5 + 0.5 * i, 0.0, 0.1 * shift), size=(0.4, 0.5, 0.4), price=PRICES[kind], currency="EUR",
            product=f"{style}-{kind}", extra={GUIDE_KEY: True},
        )  # fmt: skip
        commands.append(PlaceItem(item=item))
    spent = sum(PRICES[kind] for kind in kinds)
    return FakeFurnishing(
        title=f"{style} bedroom, about {spent:.0f} EUR",
        commands=tuple(commands),
        name=f"{style} bedroom",
        places="Bed on the north wall",
        currency="EUR",
        budget=budget,
        spent=spent,
        left_out=("There was no money left for a wardrobe.",),
        why=("Every door opens freely.",),
    )
