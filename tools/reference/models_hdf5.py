"""Writes packages/models/golden/weights/chunks.json: one weight in every way in which h5py packs chunks.

Run: python tools/reference/models_hdf5.py
"""

import base64
import io
import json
import pathlib
import zlib

import h5py
import numpy as np

values = np.sin(np.arange(5 * 7 * 3, dtype=np.float32)).reshape(5, 7, 3)
ways = {
    "gzip": dict(compression="gzip", chunks=(2, 3, 2)),
    "gzip, shuffled": dict(compression="gzip", shuffle=True, chunks=(2, 3, 2)),
    "gzip, shuffled, checked": dict(compression="gzip", shuffle=True, fletcher32=True, chunks=(2, 7, 3)),
    "checked": dict(fletcher32=True, chunks=(1, 1, 3)),
    "one chunk": dict(compression="gzip", chunks=(5, 7, 3)),
    "whole": dict(),
    "big-endian": dict(dtype=">f4"),
    "many chunks": dict(compression="gzip", chunks=(1, 1, 1)),
    "float64": dict(dtype="f8", compression="gzip", chunks=(3, 3, 3)),
}


def many(libver):
    """A file with more layers and attributes than fit into one block of any kind."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w", libver=libver) as file:
        names = [f"layer_{i:03}_{'x' * (i % 40)}" for i in range(300)]
        for i in range(6):
            file.attrs[f"layer_names{i}"] = names[50 * i : 50 * (i + 1)]
        for i in range(20):
            file.attrs[f"note {i}"] = "y" * 3000
        for i, name in enumerate(names):
            group = file.create_group(name)
            group.attrs["weight_names"] = [b"kernel"]
            group.create_dataset("kernel", data=np.float32([i]))
    return base64.b64encode(zlib.compress(buffer.getvalue(), 9)).decode()


files = {}
for name, options in ways.items():
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file.attrs["layer_names"] = ["a"]
        group = file.create_group("a")
        group.attrs["weight_names"] = [b"kernel"]
        group.create_dataset("kernel", data=values, **options)
    files[name] = base64.b64encode(buffer.getvalue()).decode()

target = pathlib.Path(__file__).parents[2] / "packages/models/golden/weights/chunks.json"
payload = {"h5py": h5py.__version__, "values": values.ravel().astype(float).tolist(), "files": files, "many": {"v0": many("earliest"), "v2": many(("v108", "v108"))}}
target.write_text(json.dumps(payload, indent=1) + "\n")
