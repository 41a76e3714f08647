"""From words to furniture: parametric, textured meshes of exactly the size asked for."""

from collections.abc import Callable, Iterable, Mapping


def families() -> Iterable[Mapping[str, Callable[..., None]]]:
    """The builders of every family of furniture, imported when first wanted."""
    from vrplanner.generate import seating, storage, tables

    return (seating.BUILDERS, tables.BUILDERS, storage.BUILDERS)
