"""Everything the window and the headset ask of the features, in one place.

Methods with `progress` are made to run inside a job: they read scenes and hand back values; the thread that owns a
document changes it. Heavy engines are loaded when first asked and kept.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vrplanner.app.settings import Settings, load_settings, save_settings
from vrplanner.core.commands.base import Command
from vrplanner.core.document import Document
from vrplanner.core.errors import NotFound, VrPlannerError
from vrplanner.core.item import Item
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.money import GUIDE_KEY
from vrplanner.core.person import Avatar, Build, Garment, Measurements
from vrplanner.core.progress import Progress, part, silent
from vrplanner.core.proposal import Proposal
from vrplanner.core.resources import assets_dir
from vrplanner.core.scene import Scene

if TYPE_CHECKING:
    from vrplanner.app.dialogue import Dialogue, Turn
    from vrplanner.app.doctor import Check
    from vrplanner.app.furnishing.choices import Choices
    from vrplanner.app.furnishing.telling import Furnishing
    from vrplanner.app.taste import TasteKeeper
    from vrplanner.catalog.product import Product
    from vrplanner.catalog.store import Catalog
    from vrplanner.layout.study import Study
    from vrplanner.layout.term_words import Language
    from vrplanner.scan.pipeline import ScanResult
    from vrplanner.tryon.body import Body
    from vrplanner.voice.recogniser import Recogniser
    from vrplanner.xr.background import HeadsetVisit

ORIGIN = (0.0, 0.0, 0.0)


class Services:
    """One for the program's life. Raises VrPlannerError with words fit to be shown."""

    def __init__(self) -> None:
        self._dialogue: Dialogue | None = None
        self._bodies: dict[tuple[Measurements, Build], Body] = {}

    # Files

    def open(self, path: Path, *, progress: Progress = silent) -> Document:
        from vrplanner.formats import vrplan

        return vrplan.load(path, progress=progress)

    def save(
        self, document: Document, path: Path, *, thumbnail: bytes | None = None, progress: Progress = silent
    ) -> None:
        from vrplanner.formats import vrplan

        vrplan.save(path, document, thumbnail=thumbnail, progress=progress)

    def export(self, document: Document, path: Path, *, progress: Progress = silent) -> None:
        """Write `path` as its ending says: .glb, .svg, .png."""
        from vrplanner.app.exporting import export

        export(document, path, progress=progress)

    def import_model(self, path: Path, *, progress: Progress = silent) -> tuple[Item, Model]:
        """A model file as an item at the origin without an id."""
        from vrplanner.app.importing import import_model

        progress(0.1, path.name)
        imported = import_model(path)
        item = replace(imported.item, description=imported.doubt) if imported.doubt else imported.item
        return item, imported.model

    def scan(self, path: Path, *, progress: Progress = silent) -> "ScanResult":
        from vrplanner.scan.capture import open_capture
        from vrplanner.scan.pipeline import scan_room

        return scan_room(open_capture(path), progress=progress)

    def sample_projects(self) -> Sequence[Path]:
        return sorted((assets_dir() / "samples").glob("*.vrplan"))

    # Furniture

    @cached_property
    def catalog(self) -> "Catalog":
        from vrplanner.catalog.store import builtin_catalog

        return builtin_catalog()

    def search_products(self, words: str, *, language: str = "en", limit: int = 200) -> "Sequence[Product]":
        """Quick enough to be called while typing; every product when `words` is empty."""
        return self.catalog.search(words, language=language, limit=limit)

    def make_product(self, product_id: str, *, progress: Progress = silent) -> tuple[Item, Model]:
        product = self.catalog.get(product_id)
        item, model = self.generate(product.description, progress=progress)
        extra = {**item.extra, GUIDE_KEY: True} if product.price_note else item.extra
        priced = replace(item, price=product.price, currency=product.currency, extra=extra)
        return replace(priced, name=product.name, product=product.id), model

    def generate(
        self,
        words: str,
        *,
        seed: int = 0,
        size: tuple[float | None, float | None, float | None] = (None, None, None),
        progress: Progress = silent,
    ) -> tuple[Item, Model]:
        """Furniture that does not exist yet, as an item at the origin without an id.

        `size` (width, height, depth; metres) overrules the words where it is not None.
        """
        from vrplanner.generate.furniture import generate
        from vrplanner.generate.words import parse_description

        spec = parse_description(words)
        width_m, height_m, depth_m = (asked or usual for asked, usual in zip(size, spec.size_m, strict=True))
        made = generate(replace(spec, size_m=(width_m, height_m, depth_m)), seed=seed, progress=progress)
        return made.item("", ORIGIN, 0.0), made.model

    def arrange(
        self,
        scene: Scene,
        room_id: str | None,
        *,
        count: int = 3,
        seed: int = 0,
        keep: float = 0.0,
        only: Collection[str] = (),
        language: "Language" = "en",
        progress: Progress = silent,
    ) -> Sequence[Proposal]:
        """Suggested layouts of a room, or (None) of all rooms together, leaning towards what this person was learned to
        like. `keep` (0..1): how much should stay where it is; `only`: the items that may move.
        """
        from vrplanner.layout.flat import suggest_flat
        from vrplanner.layout.suggest import suggest_layouts

        taste = self.taste_weights()
        if room_id is None:
            return suggest_flat(
                scene, count=count, seed=seed, keep=keep, taste=taste, language=language, progress=progress
            )
        return suggest_layouts(
            scene, room_id, count=count, seed=seed, keep=keep, only=only, taste=taste, language=language,
            progress=progress,
        )  # fmt: skip

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
        effort: float = 1.0,
        language: "Language" = "en",
        progress: Progress = silent,
    ) -> "Sequence[Furnishing]":
        """Ways to furnish a room from the catalogue for at most `budget`; see `app.furnishing.furnish`."""
        from vrplanner.app.furnishing.furnish import furnish
        from vrplanner.app.furnishing.plan import Wish

        wish = Wish(budget=budget, currency=currency, kind=kind, people=people, style=style, rate=rate)
        return furnish(
            scene, room_id, wish=wish, products=self.catalog, make=self.make_product, models=models, count=count,
            seed=seed, effort=effort, language=language, progress=progress,
        )  # fmt: skip

    def furnishing_choices(self, language: "Language" = "en") -> "Choices":
        """The kinds of rooms and the styles that `furnish` knows, and the currency of the prices."""
        from vrplanner.app.furnishing.choices import choices

        return choices(self.catalog, language)

    def room_kind(self, scene: Scene, room_id: str) -> str:
        """The kind of a room as its name or its furniture tells it; "" where neither does."""
        from vrplanner.app.furnishing.choices import guessed_kind

        return guessed_kind(scene, room_id)

    def adapt(
        self, scene: Scene, room_id: str, held_id: str, *, language: "Language" = "en", progress: Progress = silent
    ) -> Proposal | None:
        """What else should move while a person holds an item where the scene has it; None when nothing has to."""
        from vrplanner.layout.live import adapt_layout

        return adapt_layout(scene, room_id, held_id, language=language, progress=progress)

    def layout_terms(self, language: "Language" = "en") -> Mapping[str, tuple[str, str]]:
        """Each term of a layout's scores: what it is called and what it asks for."""
        from vrplanner.layout.term_words import TERM_WORDS, term_label, term_meaning

        return {name: (term_label(name, language), term_meaning(name, language)) for name in TERM_WORDS}

    def layout_score(self, scores: Mapping[str, float]) -> float:
        """The scores of all terms as one, 0..1, as that of a proposal is made from them."""
        from vrplanner.layout.scores import score_of

        return score_of(scores)

    def study_layout(
        self, scene: Scene, room_id: str, *, seed: int = 0, language: "Language" = "en", progress: Progress = silent
    ) -> "Study":
        """One search with what happened inside, for those who tune it."""
        from vrplanner.layout.study import study_layout

        return study_layout(scene, room_id, seed=seed, language=language, progress=progress)

    # Taste

    @cached_property
    def taste(self) -> "TasteKeeper":
        from vrplanner.app.taste import TasteKeeper

        return TasteKeeper()

    def choose_layout(self, proposals: Sequence[Proposal], chosen_index: int) -> None:
        """Somebody took this one of the suggestions: learn from it, unless the settings forbid it."""
        self.taste.choose(proposals, chosen_index)

    def taste_sentences(self, language: "Language" = "en") -> Sequence[str]:
        """What was learned of this person's taste, in words; that there is nothing yet, if so."""
        return self.taste.sentences(language)

    def taste_weights(self) -> Mapping[str, float]:
        """What the soft terms of layouts are multiplied by for this person, 0.5..2; empty while nothing is known."""
        return self.taste.weights()

    def taste_choices(self) -> int:
        """From how many choices something was learned."""
        return self.taste.choices

    def forget_taste(self) -> None:
        self.taste.forget()

    # Talk

    def say(self, document: Document, text: str, *, selected: str | None = None, progress: Progress = silent) -> "Turn":
        """Carry a sentence out on the document; what is uncertain comes back as a question or proposals."""
        return self._talk(document).say(text, selected=selected, progress=progress)

    def answer(self, document: Document, accepted: bool, *, choice: int = 0, progress: Progress = silent) -> "Turn":
        """Accept (the proposal numbered `choice`) or reject what the last turn offered."""
        return self._talk(document).answer(accepted, choice=choice, progress=progress)

    @cached_property
    def recogniser(self) -> "Recogniser":
        from vrplanner.voice.recogniser import load_recogniser

        return load_recogniser()

    def _talk(self, document: Document) -> "Dialogue":
        from vrplanner.app.dialogue import Dialogue

        if self._dialogue is None or self._dialogue.document is not document:
            self._dialogue = Dialogue(document, self)
        return self._dialogue

    # People

    def make_avatar(
        self, measurements: Measurements, build: Build, *, progress: Progress = silent
    ) -> tuple[Avatar, Model]:
        """An avatar without an id at the origin, and its body. It keeps what was asked for: that makes it again."""
        body = self.body(measurements, build, progress=progress)
        avatar = Avatar(id="", name="Avatar", measurements=body.asked, build=build, model=body.model.digest)
        return avatar, body.model

    def make_garment(
        self,
        words: str,
        avatar: Avatar,
        *,
        worn: Sequence[tuple[Garment, Model]] = (),
        progress: Progress = silent,
    ) -> tuple[Garment, Model]:
        """A garment without an id, made to sit on this avatar over what it wears beneath such a thing."""
        from vrplanner.tryon.describe import describe_garment
        from vrplanner.tryon.garments import make_garment

        body = self.body(avatar.measurements, avatar.build, progress=part(progress, 0.0, 0.4))
        layer = describe_garment(words).layer
        beneath = [model for garment, model in worn if describe_garment(garment.description).layer < layer]
        made = make_garment(words, body, over=beneath, progress=part(progress, 0.4, 1.0))
        return made.garment, made.model

    def body(self, measurements: Measurements, build: Build, *, progress: Progress = silent) -> "Body":
        """The body of these measurements, with what it measures in truth."""
        from vrplanner.tryon.body import make_body

        key = (measurements, build)
        if key not in self._bodies:
            self._bodies[key] = make_body(measurements, build, progress=progress)
        return self._bodies[key]

    # The headset

    def enter_headset(
        self,
        document: Document,
        *,
        submit: Callable[[Command, str], None],
        ended: Callable[[VrPlannerError | None], None],
    ) -> "HeadsetVisit":
        """Show the document in the headset from now on, on a thread of its own, which calls `submit` and `ended`."""
        from vrplanner.xr.background import HeadsetVisit

        visit = HeadsetVisit(document, submit=submit, ended=lambda report, error: ended(error))
        visit.start()
        return visit

    # The program

    def load_settings(self) -> Settings:
        return load_settings()

    def save_settings(self, settings: Settings) -> None:
        save_settings(settings)

    def doctor(self, *, progress: Progress = silent) -> "Sequence[Check]":
        from vrplanner.app.doctor import examine

        return examine(progress=progress)


def first_room(scene: Scene) -> str:
    """The id of the room a command means when it names none. Raises NotFound in a scene without rooms."""
    if not scene.rooms:
        raise NotFound("There is no room yet.", hint="Scan one, or draw one first.")
    return next(iter(scene.rooms))
