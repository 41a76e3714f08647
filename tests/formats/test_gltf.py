"""glTF in and out: our own files lose nothing, real ones are read, broken ones are refused in a sentence."""

import json
import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrplanner.core.errors import InvalidFile
from vrplanner.core.geometry import Vec3
from vrplanner.core.item import Item
from vrplanner.core.model import Material, Model, ModelStore, Part, Texture
from vrplanner.core.room import room_from_corners
from vrplanner.core.scene import Scene
from vrplanner.formats.gltf import read_model, write_model, write_scene

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000000300010018dd8db4"
    "0000000049454e44ae426082"
)


def box_part(size: Vec3 = (1.0, 1.0, 1.0), material: Material | None = None, *, rich: bool = False) -> Part:
    """A box on the floor, eight shared corners."""
    w, h, d = size
    corners = np.array([(x, y, z) for x in (-w / 2, w / 2) for y in (0, h) for z in (-d / 2, d / 2)], np.float32)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    triangles = np.array([t for a, b, c, e in quads for t in ((a, b, c), (a, c, e))], np.uint32)
    middle = np.array((0, h / 2, 0), np.float32)
    normals = (corners - middle) / np.linalg.norm(corners - middle, axis=1, keepdims=True)
    return Part(
        positions=corners,
        normals=normals.astype(np.float32),
        triangles=triangles,
        uvs=corners[:, :2].copy() if rich else None,
        colors=np.abs(normals).astype(np.float32) if rich else None,
        material=material or Material(),
    )


@given(
    color=st.tuples(*[st.floats(0, 1, width=32)] * 4),
    metallic=st.floats(0, 1, width=32),
    roughness=st.floats(0, 1, width=32),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    name=st.text(max_size=8),
)
def test_a_model_survives_writing_and_reading(
    color: tuple[float, float, float, float], metallic: float, roughness: float, flags: tuple[bool, ...], name: str
) -> None:
    texture = Texture(PIXEL) if flags[0] else None
    material = Material(
        name=name, color=color, metallic=metallic, roughness=roughness, emissive=(0.5, 0.0, 0.0), color_texture=texture,
        normal_texture=texture, double_sided=flags[1], blend=flags[2],
    )  # fmt: skip
    model = Model((box_part((2, 1, 0.5), material, rich=True), box_part()))
    again = read_model(write_model(model, "thing"))
    assert again.digest == model.digest


def test_a_scene_puts_items_where_they_stand() -> None:
    models = ModelStore()
    digest = models.add(Model((box_part((1, 1, 1)),)))
    item = Item(id="a", kind="chair", name="A", position=(2, 0, 1), yaw_rad=np.pi / 2, size=(2, 0.5, 1), model=digest)
    room = room_from_corners("r", [(0, 0), (5, 0), (5, 4), (0, 4)])
    alone = read_model(write_scene(Scene(items={"a": item}), models))
    low, high = alone.bounds
    np.testing.assert_allclose(low, (1.5, 0, 0), atol=1e-6)  # turned a quarter: 2 m wide along z
    np.testing.assert_allclose(high, (2.5, 0.5, 2), atol=1e-6)
    both = read_model(write_scene(Scene(rooms={"r": room}, items={"a": item}), models))
    assert both.triangle_count > alone.triangle_count


@pytest.mark.shared_data
def test_real_files_are_read(shared_data: Path) -> None:
    cabinet = read_model(shared_data / "gltf" / "painted_wooden_cabinet_1k.gltf")
    assert cabinet.parts[0].material.color_texture is not None
    assert all(0.2 < side < 3 for side in cabinet.size)
    for path in sorted((shared_data / "gltf_kenney").glob("*.glb")):
        model = read_model(path)
        assert model.triangle_count > 10
        assert read_model(write_model(model)).digest == model.digest


@given(cut=st.integers(0, 2000))
def test_a_file_cut_anywhere_is_refused(cut: int) -> None:
    whole = write_model(Model((box_part(rich=True),)))
    if cut < len(whole):
        with pytest.raises(InvalidFile):
            read_model(whole[:cut])


@given(data=st.data())
def test_a_file_with_a_changed_byte_is_read_or_refused_but_never_crashes(data: st.DataObject) -> None:
    whole = bytearray(write_model(Model((box_part(rich=True),))))
    for _ in range(3):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(InvalidFile):
        read_model(bytes(whole))


def glb_with(document: object) -> bytes:
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<III", 0x46546C67, 2, 20 + len(text)) + struct.pack("<II", len(text), 0x4E4F534A) + text


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "no triangles"),
        ({"extensionsRequired": ["KHR_draco_mesh_compression"]}, "KHR_draco"),
        ({"nodes": [{"children": [0]}], "scenes": [{"nodes": [0]}]}, "nested"),
        (
            {
                "scenes": [{"nodes": [0]}],
                "nodes": [{"mesh": 0}],
                "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
                "accessors": [{"componentType": 5126, "count": 10**12, "type": "VEC3"}],
            },
            "more data than is sensible",
        ),
    ],
)
def test_foreign_and_hostile_files_are_refused_with_a_reason(document: object, words: str) -> None:
    with pytest.raises(InvalidFile, match=words):
        read_model(glb_with(document))


def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.bin").write_bytes(b"0" * 100)
    inside = tmp_path / "models"
    inside.mkdir()
    file = inside / "a.gltf"
    file.write_text(
        json.dumps(
            {
                "scenes": [{"nodes": [0]}],
                "nodes": [{"mesh": 0}],
                "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
                "accessors": [{"componentType": 5126, "count": 3, "type": "VEC3", "bufferView": 0}],
                "bufferViews": [{"buffer": 0, "byteLength": 36}],
                "buffers": [{"uri": "../secret.bin", "byteLength": 100}],
            }
        )
    )
    with pytest.raises(InvalidFile, match="outside its folder"):
        read_model(file)


def shared_children(depth: int) -> dict[str, object]:
    """Nodes that each hold the next one twice: few in the file, 2 to the power of `depth` to whoever follows them."""
    nodes: list[dict[str, object]] = [{"children": [index + 1, index + 1]} for index in range(depth)]
    return {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [*nodes, {}]}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (json.dumps(shared_children(40)), "nested without end"),
        ('{"scenes": [{"nodes": [0]}], "nodes": [{"children": [0]}]}', "nested without end"),
        ('{"scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}], "meshes": [{"primitives": [{"attributes": '
         '{"POSITION": 0}}]}], "accessors": [{"componentType": 5126, "type": "VEC3", "count": Infinity}]}', "damaged"),
        ("null", "damaged"),
        ("[" * 100_000, "damaged"),
    ],
)  # fmt: skip
def test_hostile_files_end_soon_and_in_words_a_person_knows(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "model.gltf"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidFile, match=says) as refused:
        read_model(path)
    assert not any(word in str(refused.value) for word in ("Error", "object", "NoneType", "recursion"))
