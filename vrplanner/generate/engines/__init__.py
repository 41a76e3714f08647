"""Makers of furniture meshes. `parametric` is built in; others are found by the entry point group
"vrplanner.mesh_engines", and are loaded when first asked for."""

from importlib.metadata import entry_points
from typing import Protocol

from vrplanner.core.errors import NotFound, Unavailable
from vrplanner.core.model import Model
from vrplanner.core.progress import Progress
from vrplanner.generate.spec import FurnitureSpec

GROUP = "vrplanner.mesh_engines"
DEFAULT = "parametric"


class MeshEngine(Protocol):
    """Makes models of exactly `spec.size_m`, origin at the centre of the footprint, front to +Z."""

    name: str

    def make(self, spec: FurnitureSpec, *, seed: int, progress: Progress) -> tuple[Model, frozenset[str]]:
        """The model, and the names of the features that it took into account. The same call gives the same model.

        Raises InvalidInput for a kind that it cannot make.
        """
        ...


def engine_names() -> list[str]:
    """The built-in engine first, then what installed packages add."""
    return [DEFAULT, *sorted(entry.name for entry in entry_points(group=GROUP))]


def load_engine(name: str = DEFAULT) -> MeshEngine:
    """The engine of that name. Raises NotFound, or Unavailable where its package fails to load."""
    if name == DEFAULT:
        from vrplanner.generate.engines.parametric import ParametricEngine

        return ParametricEngine()
    found = next((entry for entry in entry_points(group=GROUP) if entry.name == name), None)
    if found is None:
        raise NotFound(f'There is no mesh engine called "{name}".', hint=f"Known: {', '.join(engine_names())}.")
    try:
        engine: MeshEngine = found.load()()
    except ImportError as error:
        raise Unavailable(f'The mesh engine "{name}" does not load: {error}.', hint="Reinstall its package.") from None
    return engine
