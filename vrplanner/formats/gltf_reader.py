"""glTF 2.0 files (`.glb`, `.gltf`) as one model: triangles of all nodes of the scene, with their materials.

Reads what the core specification has, sparse accessors included. Compressed meshes (Draco, meshopt) and animations are
not read: the first are refused by name, the second ignored.
"""

import base64
import binascii
import json
import logging
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.errors import InvalidFile, InvalidInput
from vrplanner.core.files import read_file
from vrplanner.core.model import Material, Model, Part, Texture
from vrplanner.formats.gltf_writer import BINARY_CHUNK, GLB_MAGIC, JSON_CHUNK

LIMIT_BYTES = 512_000_000
LIMIT_TRIANGLES = 10_000_000
LIMIT_NODES = 200_000  # counted each time one is reached: a few that share their children can stand for billions
TYPES = {5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
COLUMNS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN = TRIANGLE_MODES = (4, 5, 6)
Json = dict[str, Any]
# What reading values that are not as the specification says ends in.
DAMAGE = (LookupError, TypeError, ValueError, OverflowError, struct.error, AttributeError, RecursionError)


def read_gltf(source: Path | bytes) -> Model:
    """The model in a `.glb` or `.gltf` file, or in the bytes of a `.glb`.

    Raises InvalidFile for what is no glTF, is damaged, leaves its folder, or needs an extension that is not read here.
    """
    data = source if isinstance(source, bytes) else read_file(source, limit_bytes=LIMIT_BYTES)
    folder = None if isinstance(source, bytes) else Path(source).parent
    try:
        return _Reader(*_split(data), folder).model()
    except InvalidFile:
        raise
    except InvalidInput as error:
        raise InvalidFile(f"This glTF file is damaged: {error.message}") from None
    except DAMAGE as error:
        logging.getLogger(__name__).warning("damaged glTF file: %r", error)
        raise InvalidFile(
            "This glTF file is damaged: it does not hold what it says it holds.", hint="Export it again."
        ) from None


def _split(data: bytes) -> tuple[Json, bytes]:
    """The JSON and the binary chunk."""
    if data[:4] != struct.pack("<I", GLB_MAGIC):
        try:
            return json.loads(data.decode("utf-8")), b""
        except (UnicodeDecodeError, ValueError):
            raise InvalidFile("This is no glTF file.", hint="Choose a .glb or .gltf file.") from None
    version, length = struct.unpack_from("<II", data, 4)
    if version != 2 or length > len(data):
        raise InvalidFile("This GLB file is cut short or not of version 2.", hint="Fetch or export it again.")
    chunks: dict[int, bytes] = {}
    offset = 12
    while offset + 8 <= length:
        size, kind = struct.unpack_from("<II", data, offset)
        if offset + 8 + size > length:
            raise InvalidFile("This GLB file is cut short.", hint="Fetch or export it again.")
        chunks.setdefault(kind, data[offset + 8 : offset + 8 + size])
        offset += 8 + size
    return json.loads(chunks[JSON_CHUNK].decode("utf-8")), chunks.get(BINARY_CHUNK, b"")


@dataclass
class _Reader:
    """One file being read; indices are the file's."""

    json: Json
    binary: bytes
    folder: Path | None

    def __post_init__(self) -> None:
        unread = [name for name in self.json.get("extensionsRequired", []) if name != "KHR_materials_unlit"]
        if unread:
            raise InvalidFile(
                f"This glTF file needs {', '.join(unread)}, which is not read here.",
                hint="Export it without compression or extensions.",
            )
        self._buffers: dict[int, bytes] = {}
        self._materials: dict[int, Material] = {}
        self._triangles = 0
        self._visits = 0

    def model(self) -> Model:
        parts: list[Part] = []
        for node in self._root_nodes():
            self._collect(node, np.eye(4), parts, depth=0)
        if not parts:
            raise InvalidFile("This glTF file has no triangles in it.")
        return Model(tuple(parts))

    def _root_nodes(self) -> list[int]:
        scenes = self.json.get("scenes")
        if scenes:
            return list(scenes[self.json.get("scene", 0)].get("nodes", []))
        children = {child for node in self.json.get("nodes", []) for child in node.get("children", [])}
        return [index for index in range(len(self.json.get("nodes", []))) if index not in children]

    def _collect(self, index: int, world_from_parent: NDArray[np.float64], parts: list[Part], *, depth: int) -> None:
        self._visits += 1
        if depth > 64 or self._visits > LIMIT_NODES:
            raise InvalidFile("This glTF file's nodes are nested without end.")
        node = self.json["nodes"][index]
        world_from_node = world_from_parent @ _node_matrix(node)
        if "mesh" in node:
            primitives = self.json["meshes"][node["mesh"]]["primitives"]
            shown = (entry for entry in primitives if entry.get("mode", TRIANGLES) in TRIANGLE_MODES)
            parts.extend(_moved(self._part(entry), world_from_node) for entry in shown)
        for child in node.get("children", []):
            self._collect(child, world_from_node, parts, depth=depth + 1)

    def _part(self, primitive: Json) -> Part:
        attributes = primitive["attributes"]
        positions = self._floats(attributes["POSITION"])
        triangles = self._triangle_indices(primitive, len(positions))
        self._triangles += len(triangles)
        if self._triangles > LIMIT_TRIANGLES:
            raise InvalidFile(f"This glTF file has more than {LIMIT_TRIANGLES:,} triangles.", hint="Simplify it first.")
        normals = self._floats(attributes["NORMAL"]) if "NORMAL" in attributes else _flat_normals(positions, triangles)
        uvs = self._floats(attributes["TEXCOORD_0"]) if "TEXCOORD_0" in attributes else None
        colors = self._floats(attributes["COLOR_0"])[:, :3] if "COLOR_0" in attributes else None
        return Part(
            positions=positions,
            normals=normals,
            triangles=triangles,
            uvs=uvs,
            colors=None if colors is None else np.ascontiguousarray(colors),
            material=self._material(primitive.get("material")),
        )

    def _triangle_indices(self, primitive: Json, vertices: int) -> NDArray[np.uint32]:
        if "indices" in primitive:
            flat = self._accessor(primitive["indices"])[:, 0].astype(np.uint32)
        else:
            flat = np.arange(vertices, dtype=np.uint32)
        mode = primitive.get("mode", TRIANGLES)
        if mode == TRIANGLES:
            return flat[: len(flat) // 3 * 3].reshape(-1, 3)
        if mode == TRIANGLE_FAN:
            return np.stack([np.full(len(flat) - 2, flat[0], np.uint32), flat[1:-1], flat[2:]], axis=1)
        strip = np.stack([flat[:-2], flat[1:-1], flat[2:]], axis=1)
        strip[1::2] = strip[1::2, [1, 0, 2]]
        return np.ascontiguousarray(strip)

    def _floats(self, index: int) -> NDArray[np.float32]:
        """An accessor as float32; integers are normalised as the specification says."""
        values = self._accessor(index)
        if values.dtype == np.float32:
            return values
        largest = np.iinfo(values.dtype).max
        return np.maximum(values.astype(np.float32) / largest, -1.0, dtype=np.float32)

    def _accessor(self, index: int) -> NDArray[Any]:
        """An accessor's values, (count, columns)."""
        accessor = self.json["accessors"][index]
        dtype = np.dtype(TYPES[accessor["componentType"]]).newbyteorder("<")
        columns, count = COLUMNS[accessor["type"]], int(accessor["count"])
        if count < 0 or count * columns * dtype.itemsize > LIMIT_BYTES:
            raise InvalidFile("This glTF file claims more data than is sensible.")
        if "bufferView" in accessor:
            values = self._strided(accessor["bufferView"], accessor.get("byteOffset", 0), dtype, count, columns)
        else:
            values = np.zeros((count, columns), dtype)
        if "sparse" in accessor:
            values = self._with_sparse(values, accessor["sparse"], dtype, columns)
        return values.astype(dtype.newbyteorder("="))

    def _strided(self, view_index: int, offset: int, dtype: np.dtype[Any], count: int, columns: int) -> NDArray[Any]:
        view = self.json["bufferViews"][view_index]
        data = self._view(view_index)
        packed = dtype.itemsize * columns
        stride = view.get("byteStride") or packed
        if offset < 0 or stride < packed or (count and offset + stride * (count - 1) + packed > len(data)):
            raise InvalidFile("This glTF file points outside its own data.", hint="Export it again.")
        return np.ndarray((count, columns), dtype, data, offset, (stride, dtype.itemsize)).copy()

    def _with_sparse(self, values: NDArray[Any], sparse: Json, dtype: np.dtype[Any], columns: int) -> NDArray[Any]:
        index_type = np.dtype(TYPES[sparse["indices"]["componentType"]]).newbyteorder("<")
        count = int(sparse["count"])
        where = self._strided(
            sparse["indices"]["bufferView"], sparse["indices"].get("byteOffset", 0), index_type, count, 1
        )
        values[where[:, 0]] = self._strided(
            sparse["values"]["bufferView"], sparse["values"].get("byteOffset", 0), dtype, count, columns
        )
        return values

    def _view(self, index: int) -> bytes:
        view = self.json["bufferViews"][index]
        start = view.get("byteOffset", 0)
        data = self._buffer(view["buffer"])[start : start + view["byteLength"]]
        if start < 0 or len(data) != view["byteLength"]:
            raise InvalidFile("This glTF file is cut short.", hint="Fetch or export it again.")
        return data

    def _buffer(self, index: int) -> bytes:
        if index not in self._buffers:
            uri = self.json["buffers"][index].get("uri")
            self._buffers[index] = self.binary if uri is None else self._fetch(uri)
        return self._buffers[index]

    def _fetch(self, uri: str) -> bytes:
        """A data URI, or a file beside the glTF file; never anything else."""
        if uri.startswith("data:"):
            try:
                return base64.b64decode(uri.partition(",")[2], validate=True)
            except binascii.Error:
                raise InvalidFile("This glTF file has damaged data inside.") from None
        if self.folder is None:
            raise InvalidFile("This glTF file needs other files beside it.", hint="Use a single .glb file.")
        path = (self.folder / unquote(uri)).resolve()
        if "://" in uri or not path.is_relative_to(self.folder.resolve()):
            raise InvalidFile(f"This glTF file points outside its folder: {uri}.", hint="Use a single .glb file.")
        return read_file(path, limit_bytes=LIMIT_BYTES)

    def _material(self, index: int | None) -> Material:
        if index is None:
            return Material()
        if index not in self._materials:
            self._materials[index] = self._read_material(self.json["materials"][index])
        return self._materials[index]

    def _read_material(self, entry: Json) -> Material:
        surface = entry.get("pbrMetallicRoughness", {})
        red, green, blue, alpha = (float(value) for value in surface.get("baseColorFactor", (1, 1, 1, 1)))
        glow_red, glow_green, glow_blue = (float(value) for value in entry.get("emissiveFactor", (0, 0, 0)))
        return Material(
            name=str(entry.get("name", "")),
            color=(red, green, blue, alpha),
            metallic=float(surface.get("metallicFactor", 1.0)),
            roughness=float(surface.get("roughnessFactor", 1.0)),
            emissive=(glow_red, glow_green, glow_blue),
            color_texture=self._texture(surface.get("baseColorTexture")),
            normal_texture=self._texture(entry.get("normalTexture")),
            roughness_metal_texture=self._texture(surface.get("metallicRoughnessTexture")),
            double_sided=bool(entry.get("doubleSided", False)),
            blend=entry.get("alphaMode") == "BLEND",
        )

    def _texture(self, reference: Json | None) -> Texture | None:
        if reference is None:
            return None
        source = self.json["textures"][reference["index"]].get("source")
        if source is None:
            return None
        image = self.json["images"][source]
        data = self._view(image["bufferView"]) if "bufferView" in image else self._fetch(image["uri"])
        if data.startswith(b"\x89PNG"):
            return Texture(data, "image/png")
        if data.startswith(b"\xff\xd8"):
            return Texture(data, "image/jpeg")
        raise InvalidFile("This glTF file has a picture that is neither PNG nor JPEG.", hint="Convert its textures.")


def _node_matrix(node: Json) -> NDArray[np.float64]:
    if "matrix" in node:
        return np.array(node["matrix"], float).reshape(4, 4).T
    x, y, z, w = node.get("rotation", (0, 0, 0, 1))
    matrix = np.eye(4)
    matrix[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    matrix[:3, :3] *= np.array(node.get("scale", (1, 1, 1)), float)
    matrix[:3, 3] = node.get("translation", (0, 0, 0))
    return matrix


def _moved(part: Part, matrix: NDArray[np.float64]) -> Part:
    """The part in the frame above; as it is when the matrix does nothing, so that our own files keep their digest."""
    if np.array_equal(matrix, np.eye(4)):
        return part
    linear = matrix[:3, :3]
    positions = part.positions @ linear.T + matrix[:3, 3]
    determinant = np.linalg.det(linear)
    if abs(determinant) < 1e-18:
        raise InvalidFile("This glTF file has a part that is scaled to nothing.")
    normals = part.normals @ np.linalg.inv(linear)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    triangles = part.triangles if determinant > 0 else np.ascontiguousarray(part.triangles[:, ::-1])
    return Part(
        positions=positions.astype(np.float32),
        normals=normals.astype(np.float32),
        triangles=triangles,
        uvs=part.uvs,
        colors=part.colors,
        material=part.material,
    )


def _flat_normals(positions: NDArray[np.float32], triangles: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Normals from the triangles, summed by area at each vertex."""
    a, b, c = (positions[triangles[:, i]] for i in range(3))
    across = np.cross(b - a, c - a)
    normals = np.zeros_like(positions)
    for i in range(3):
        np.add.at(normals, triangles[:, i], across)
    return (normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)).astype(np.float32)
