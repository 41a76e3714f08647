"""From words to furniture: parametric, textured meshes of exactly the size asked for."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

FAMILIES = (
    "sofas", "armchairs", "chairs", "office_chairs", "stools", "tables", "storage", "beds", "lighting", "decor",
    "plants", "kitchen", "bath",
)  # fmt: skip


def families() -> Iterable[Mapping[str, Callable[..., None]]]:
    """The builders of every family of furniture, imported when first wanted."""
    for name in FAMILIES:
        yield import_module(f"{__name__}.{name}").BUILDERS
