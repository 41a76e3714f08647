"""Furniture names from pictures with an ultralytics YOLO classification model that ships with the program."""

import os
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vrplanner.core.resources import assets_dir

WEIGHTS = "models/furniture-classifier.pt"
CROP_PX = 64


class YoloClassifier:
    """Wraps a loaded YOLO model; `classify` is the `Classifier` protocol of `vrplanner.scan.labels`."""

    def __init__(self, model) -> None:
        self._model = model

    def classify(self, crops: Sequence[NDArray[np.uint8]]) -> list[Mapping[str, float]]:
        """Class probabilities for each crop (h, w, 3) sRGB of any size."""
        if not crops:
            return []
        pictures = [np.ascontiguousarray(squared(crop)[:, :, ::-1]) for crop in crops]  # ultralytics takes BGR
        results = self._model.predict(pictures, imgsz=CROP_PX, verbose=False, device="cpu")
        return [{result.names[i]: float(p) for i, p in enumerate(result.probs.data.tolist())} for result in results]


def squared(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The crop in the middle of a grey square: the model cuts pictures square, and a lamp is tall."""
    height, width = crop.shape[:2]
    side = max(height, width)
    canvas = np.full((side, side, 3), 114, np.uint8)
    y, x = (side - height) // 2, (side - width) // 2
    canvas[y : y + height, x : x + width] = crop
    return canvas


def load_classifier() -> YoloClassifier | None:
    """The shipped classifier; None where its weights are missing (names then come from sizes alone)."""
    path = assets_dir() / WEIGHTS
    if not path.exists():
        return None
    os.environ.setdefault("YOLO_OFFLINE", "true")
    from ultralytics import YOLO

    return YoloClassifier(YOLO(path, task="classify"))
