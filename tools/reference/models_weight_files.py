"""Writes packages/models/golden/weights/forms.json: small weight files of layers with parts, of 16 bits, with names beyond ASCII, behind
a user block; and Keras' values of each.

Run: python tools/reference/models_weight_files.py
"""

import base64
import json
import pathlib
import tempfile
import zlib

import h5py
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(18)
normalization = layers.Normalization(name="norm")
normalization.adapt(np.arange(12, dtype=np.float32).reshape(4, 3))


class Own(layers.Layer):
    """A layer with a weight of its own, a part, and a member `layers`, as models have it."""

    def __init__(self, **options):
        super().__init__(**options)
        self.layers = [layers.Dense(2, name="first"), layers.Dense(2, name="second")]
        self.extra = layers.Dense(2)

    def build(self, shape):
        self.scale = self.add_weight(shape=(2,))
        super().build(shape)

    def call(self, x):
        return self.extra(self.layers[1](self.layers[0](x))) * self.scale


class Scaled(keras.Model):
    """A model with a weight and a layer beside those of its graph."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.temperature = self.add_weight(shape=())
        self.side = layers.Dense(2, name="side")
        self.side.build((None, 3))


INNER = {
    "LSTM": lambda x: layers.LSTM(2, name="memory")(x),
    "GRU": lambda x: layers.GRU(2, name="memory")(x),
    "Bidirectional": lambda x: layers.Bidirectional(layers.LSTM(2), name="both")(x),
    "MultiHeadAttention": lambda x: layers.MultiHeadAttention(2, 2, dropout=0.1, name="attention")(x, x),
    "TimeDistributed": lambda x: layers.TimeDistributed(layers.Dense(2), name="each")(x),
    "nested": lambda x: keras.Sequential([keras.Input((4, 3)), layers.Dense(2, name="inside"), layers.Dropout(0.5)], name="inner")(x),
    "Normalization": lambda x: normalization(x),
    "beyond ASCII": lambda x: layers.Dense(2, name="größe_слой_感情")(x),
    "float16": lambda x: layers.Dense(2, dtype="float16", name="half")(x),
    "bfloat16": lambda x: layers.Dense(2, dtype="bfloat16", name="brain")(x),
    "GroupQueryAttention": lambda x: layers.GroupQueryAttention(2, 4, 2, name="grouped")(x, x),
    "a layer with layers": lambda x: Own(name="own")(x),
    "a compiled model with own weights": lambda x: layers.Dense(2, name="inside")(x),
}


def packed(path):
    return base64.b64encode(zlib.compress(path.read_bytes(), 9)).decode()


def entry(model, path):
    weights = [w.numpy().astype(np.float32) for w in model.weights]
    return {"file": packed(path), "weights": [{"shape": list(w.shape), "values": w.ravel().tolist()} for w in weights]}


cases = {}
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for name, make in INNER.items():
        x = keras.Input((4, 3))
        is_own = name == "a compiled model with own weights"
        model = (Scaled if is_own else keras.Model)(x, layers.Dense(1, name="end")(make(x)), name="whole")
        for weight in model.trainable_weights:
            weight.assign(np.random.standard_normal(weight.shape))
        if is_own:
            model.compile("adam", "mse")
            model.optimizer.build(model.trainable_variables)
        for suffix in [".weights.h5"] if is_own or "layers" in name else [".weights.h5", ".h5"]:
            path = folder / f"model{suffix}"
            model.save_weights(path) if suffix == ".weights.h5" else model.save(path)
            cases[name + suffix] = entry(model, path)
        for size in [512, 2048] if name == "LSTM" else []:
            with h5py.File(folder / "block.h5", "w", userblock_size=size) as block, h5py.File(folder / "model.weights.h5") as source:
                for key in source:
                    source.copy(key, block)
            cases[f"a user block of {size} bytes"] = entry(model, folder / "block.h5")

target = pathlib.Path(__file__).parents[2] / "packages/models/golden/weights/forms.json"
target.write_text(json.dumps({"keras": keras.__version__, "cases": cases}, separators=(",", ":"), ensure_ascii=False) + "\n")
