"""From words to furniture: parametric, textured meshes of exactly the size asked for."""

from collections.abc import Callable, Iterable, Mapping


def families() -> Iterable[Mapping[str, Callable[..., None]]]:
    """The builders of every family of furniture, imported when first wanted."""
    from vrplanner.generate import beds, chairs, lighting, seating, storage, tables

    return tuple(module.BUILDERS for module in (seating, chairs, tables, storage, beds, lighting))
