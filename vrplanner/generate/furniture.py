"""The way in: words or a specification become a textured model of exactly the size asked for."""

import re
from dataclasses import dataclass

from vrplanner.core.furniture import BY_NAME
from vrplanner.core.geometry import Vec3
from vrplanner.core.item import Item
from vrplanner.core.model import Model
from vrplanner.core.progress import Progress, part, silent
from vrplanner.generate.engines import DEFAULT, load_engine
from vrplanner.generate.spec import FurnitureSpec
from vrplanner.generate.words import chinese_color, parse_description

_IN_THE_SIZE = frozenset({"mattress", "scale", "high", "low", "narrow"})
"""Features that have done their work once the size is known."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Generated:
    """A made piece. `ignored` names wishes that were understood but that pieces of this kind are not made with."""

    spec: FurnitureSpec
    model: Model
    ignored: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A short name for lists, in the language of the description: "Grey sofa", "灰色沙发"."""
        if re.search(r"[\u4e00-\u9fff]", self.spec.text):
            return chinese_color(self.spec.color_name) + BY_NAME[self.spec.kind].zh[0]
        kind = self.spec.kind.upper() if self.spec.kind == "tv" else self.spec.kind
        color = self.spec.color_name
        words = kind if color in ("", "multicolour", "clear") else f"{color} {kind}"
        return words[0].upper() + words[1:]

    def item(self, item_id: str, position: Vec3, yaw_rad: float) -> Item:
        """The piece as an item of a scene; whoever asks keeps `model` in the document's store."""
        return Item(
            id=item_id,
            kind=self.spec.kind,
            name=self.name,
            position=position,
            yaw_rad=yaw_rad,
            size=self.spec.size_m,
            model=self.model.digest,
            color=self.spec.color_name,
            material=self.spec.material,
            description=self.spec.text,
        )


def build(spec: FurnitureSpec, *, seed: int = 0) -> Model:
    """The model of a specification: exactly `spec.size_m`, origin at the centre of its footprint, front to +Z.

    The same specification and seed always give the same model; another seed varies grain, creases and the like.
    Raises InvalidInput for a kind that cannot be made.
    """
    return load_engine().make(spec, seed=seed, progress=silent)[0]


def generate(
    text_or_spec: str | FurnitureSpec, *, seed: int = 0, engine: str = DEFAULT, progress: Progress = silent
) -> Generated:
    """Make what the words (English or Chinese) or the specification describe."""
    progress(0.0, "Reading the description")
    spec = parse_description(text_or_spec) if isinstance(text_or_spec, str) else text_or_spec
    model, asked = load_engine(engine).make(spec, seed=seed, progress=part(progress, 0.1, 1.0))
    progress(1.0, "Made")
    handled = asked | _IN_THE_SIZE | {f"with_{name}" for name in asked}
    return Generated(spec=spec, model=model, ignored=tuple(sorted(set(spec.features) - handled)))
