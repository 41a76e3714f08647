"""Models and scenes as binary glTF 2.0 (Khronos, 2017-2021), nothing lost: reading gives the same digest."""

import json
import struct
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.model import Material, Model, Part, Texture

GLB_MAGIC, JSON_CHUNK, BINARY_CHUNK = 0x46546C67, 0x4E4F534A, 0x004E4942
FLOAT, UNSIGNED_INT = 5126, 5125
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
REPEAT, LINEAR, LINEAR_MIPMAP_LINEAR = 10497, 9729, 9987


class GltfWriter:
    """Collects meshes and nodes, then gives the bytes. Equal materials and textures are written once."""

    def __init__(self, generator: str) -> None:
        self._json: dict[str, list[dict[str, object]]] = {
            name: [] for name in ("nodes", "meshes", "accessors", "bufferViews", "materials", "textures", "images")
        }
        self._generator = generator
        self._binary = bytearray()
        self._materials: dict[Material, int] = {}
        self._textures: dict[Texture, int] = {}
        self._roots: list[int] = []

    def add_mesh(self, model: Model, name: str = "") -> int:
        mesh: dict[str, object] = {"primitives": [self._primitive(part) for part in model.parts]}
        return self._append("meshes", mesh | ({"name": name} if name else {}))

    def add_node(self, mesh: int, name: str, world_from_node: NDArray[np.float64] | None = None) -> int:
        """A root node that shows a mesh; the matrix is 4x4, columns are the axes."""
        node: dict[str, object] = {"mesh": mesh, "name": name}
        if world_from_node is not None:
            node["matrix"] = [float(value) for value in world_from_node.T.reshape(-1)]
        index = self._append("nodes", node)
        self._roots.append(index)
        return index

    def to_bytes(self) -> bytes:
        """The GLB file."""
        document: dict[str, object] = {
            "asset": {"version": "2.0", "generator": self._generator},
            "scene": 0,
            "scenes": [{"nodes": self._roots}],
            "buffers": [{"byteLength": len(self._binary)}],
            **{name: entries for name, entries in self._json.items() if entries},
        }
        if self._json["textures"]:
            document["samplers"] = [
                {"magFilter": LINEAR, "minFilter": LINEAR_MIPMAP_LINEAR, "wrapS": REPEAT, "wrapT": REPEAT}
            ]
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
        text += b" " * (-len(text) % 4)
        binary = bytes(self._binary) + b"\0" * (-len(self._binary) % 4)
        total = 12 + 8 + len(text) + 8 + len(binary)
        header = struct.pack("<III", GLB_MAGIC, 2, total)
        chunks = struct.pack("<II", len(text), JSON_CHUNK) + text + struct.pack("<II", len(binary), BINARY_CHUNK)
        return header + chunks + binary

    def _append(self, name: str, entry: dict[str, object]) -> int:
        self._json[name].append(entry)
        return len(self._json[name]) - 1

    def _view(self, data: bytes, target: int | None = None) -> int:
        self._binary += b"\0" * (-len(self._binary) % 4)
        view: dict[str, object] = {"buffer": 0, "byteOffset": len(self._binary), "byteLength": len(data)}
        self._binary += data
        return self._append("bufferViews", view | ({"target": target} if target else {}))

    def _accessor(self, values: NDArray[np.generic], kind: str, *, bounds: bool = False) -> int:
        flat = np.ascontiguousarray(values)
        indices = kind == "SCALAR"
        entry: dict[str, object] = {
            "bufferView": self._view(flat.tobytes(), ELEMENT_ARRAY_BUFFER if indices else ARRAY_BUFFER),
            "componentType": UNSIGNED_INT if indices else FLOAT,
            "count": flat.size if indices else len(flat),
            "type": kind,
        }
        if bounds and len(flat):
            entry |= {"min": flat.min(axis=0).tolist(), "max": flat.max(axis=0).tolist()}
        return self._append("accessors", entry)

    def _primitive(self, part: Part) -> dict[str, object]:
        attributes = {
            "POSITION": self._accessor(part.positions, "VEC3", bounds=True),
            "NORMAL": self._accessor(part.normals, "VEC3"),
        }
        if part.uvs is not None:
            attributes["TEXCOORD_0"] = self._accessor(part.uvs, "VEC2")
        if part.colors is not None:
            attributes["COLOR_0"] = self._accessor(part.colors, "VEC3")
        indices = self._accessor(part.triangles, "SCALAR")
        return {"attributes": attributes, "indices": indices, "material": self._material(part.material)}

    def _material(self, material: Material) -> int:
        if material not in self._materials:
            self._materials[material] = self._append("materials", self._material_entry(material))
        return self._materials[material]

    def _material_entry(self, material: Material) -> dict[str, object]:
        surface: dict[str, object] = {
            "baseColorFactor": list(material.color),
            "metallicFactor": material.metallic,
            "roughnessFactor": material.roughness,
        }
        if material.color_texture:
            surface["baseColorTexture"] = {"index": self._texture(material.color_texture)}
        if material.roughness_metal_texture:
            surface["metallicRoughnessTexture"] = {"index": self._texture(material.roughness_metal_texture)}
        entry: dict[str, object] = {"pbrMetallicRoughness": surface}
        if material.name:
            entry["name"] = material.name
        if any(material.emissive):
            entry["emissiveFactor"] = list(material.emissive)
        if material.normal_texture:
            entry["normalTexture"] = {"index": self._texture(material.normal_texture)}
        if material.double_sided:
            entry["doubleSided"] = True
        if material.blend:
            entry["alphaMode"] = "BLEND"
        return entry

    def _texture(self, texture: Texture) -> int:
        if texture not in self._textures:
            image = self._append("images", {"bufferView": self._view(texture.data), "mimeType": texture.mime})
            self._textures[texture] = self._append("textures", {"source": image, "sampler": 0})
        return self._textures[texture]


def glb_of(models: Iterable[tuple[str, Model]], generator: str) -> bytes:
    """A GLB with one node a named model, each in its own frame."""
    writer = GltfWriter(generator)
    for name, model in models:
        writer.add_node(writer.add_mesh(model, name), name)
    return writer.to_bytes()
