"""Golden values of @ser/dsp for randomness, images, stretching, shifting and filters.

Run from the repository root:  python tools/reference/dsp_augmentation.py
Needs numpy, scipy, librosa 0.11, tensorflow, pillow and matplotlib. Every file says which versions and arguments made it.
"""

import json
import pathlib
import sys

import numpy as np

OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/dsp/golden/augmentation"


def write(name, versions, cases, digits=None):
    """One JSON file; floats keep all their digits unless `digits` asks for fewer significant ones."""

    def plain(value):
        if isinstance(value, np.ndarray):
            return [plain(v) for v in value.tolist()]
        if isinstance(value, (np.floating, float)):
            return float(value) if digits is None else float(f"{float(value):.{digits}g}")
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return value

    OUT.mkdir(parents=True, exist_ok=True)
    document = {"generator": "tools/reference/dsp_augmentation.py", "versions": versions, "cases": plain(cases)}
    (OUT / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


def random_numbers():
    cases = []
    for seed in [0, 1, 42, 2**31, 2**32 - 1]:
        uniform = np.random.RandomState(seed).random_sample(1500)
        normal = np.random.RandomState(seed).standard_normal(1500)
        picked = [0, 1, 2, 3, 310, 311, 312, 313, 623, 624, 1499]
        cases.append({"seed": seed, "index": picked, "uniform": uniform[picked], "normal": normal[picked]})
    write("random", {"numpy": np.__version__}, cases)


def resize():
    import PIL
    import tensorflow as tf
    from PIL import Image

    random = np.random.RandomState(7)
    cases = []
    for (rows, columns), (height, width) in [
        ((6, 9), (6, 9)),
        ((5, 7), (11, 13)),
        ((13, 11), (5, 4)),
        ((64, 10), (24, 25)),
        ((3, 30), (8, 7)),
        ((1, 1), (3, 2)),
        ((2, 9), (1, 1)),
    ]:
        plane = random.random_sample((rows, columns)).astype(np.float32)
        column = plane[:, :, None]
        cases.append(
            {
                "shape": [rows, columns],
                "height": height,
                "width": width,
                "plane": plane.ravel(),
                "tensorflow": {
                    "sampled": tf.image.resize(column, (height, width), method="bilinear", antialias=False).numpy().ravel(),
                    "antialiased": tf.image.resize(column, (height, width), method="bilinear", antialias=True).numpy().ravel(),
                },
                "pillow": np.asarray(Image.fromarray(plane, mode="F").resize((width, height), Image.BILINEAR)).ravel(),
            }
        )
    write("resize", {"tensorflow": tf.__version__, "pillow": PIL.__version__}, cases, digits=9)


PARTS = {"random": random_numbers, "resize": resize}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
