"""From words to furniture: parametric, textured meshes of exactly the size asked for."""

from collections.abc import Callable, Iterable, Mapping


def families() -> Iterable[Mapping[str, Callable[..., None]]]:
    """The builders of every family of furniture, imported when first wanted."""
    from vrplanner.generate import bath, beds, chairs, decor, kitchen, lighting, plants, seating, storage, tables

    modules = (seating, chairs, tables, storage, beds, lighting, decor, plants, kitchen, bath)
    return tuple(module.BUILDERS for module in modules)
