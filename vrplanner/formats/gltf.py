"""glTF in and out. See `gltf_reader` for what is read and `gltf_writer` for how it is written."""

from pathlib import Path

from vrplanner import __version__
from vrplanner.core.drawn import drawn_items, drawn_people
from vrplanner.core.model import Model, ModelStore
from vrplanner.core.room_mesh import room_model
from vrplanner.core.scene import Scene
from vrplanner.core.shared_walls import neighbours_of
from vrplanner.formats.gltf_reader import read_gltf
from vrplanner.formats.gltf_writer import GltfWriter, glb_of

GENERATOR = f"vrplanner {__version__}"


def read_model(source: Path | bytes) -> Model:
    """The model in a `.glb` or `.gltf` file (a path), or in a GLB's bytes. Raises InvalidFile."""
    return read_gltf(source)


def write_model(model: Model, name: str = "") -> bytes:
    """A GLB of one model. Reading it gives a model of the same digest; `name` is not part of it."""
    return glb_of([(name, model)], GENERATOR)


def write_scene(scene: Scene, models: ModelStore) -> bytes:
    """A GLB of everything: rooms in world coordinates, one node an item, avatar and worn garment; models shared."""
    writer = GltfWriter(GENERATOR)
    for room in scene.rooms.values():
        mesh = room_model(room, neighbours_of(room, scene.rooms.values()))
        writer.add_node(writer.add_mesh(mesh, room.name), room.name)
    meshes: dict[str, int] = {}
    named = (*scene.items.values(), *scene.avatars.values(), *scene.garments.values())
    names = {entity.id: entity.name for entity in named}
    for drawn in [*drawn_items(scene, models), *drawn_people(scene, models)]:
        if drawn.digest not in meshes:
            meshes[drawn.digest] = writer.add_mesh(models.get(drawn.digest), drawn.digest[:12])
        writer.add_node(meshes[drawn.digest], names[drawn.entity_id], drawn.world_from_model)
    return writer.to_bytes()
