"""Writes packages/models/golden/gradients.json: gradients of every layer that can be trained, and a fine-tuning by Keras.

    python tools/reference/models_gradients.py

Needs Keras 3 on TensorFlow and NumPy. Networks stand in the file as this project describes them, with weights and inputs.

    layers   one small network for each layer: its logits, and the gradients of `-sum(targets * log_softmax(logits)) * share`
             by its weights, by TensorFlow's automatic differentiation and by central differences, both in float64
    fits     4 epochs of `Model.fit` of a small ResNet V2 and a small VGG, whole and frozen in part, in float32
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

GOLDEN = pathlib.Path(__file__).parents[2] / "packages" / "models" / "golden" / "gradients.json"
layers = keras.layers


def numbers(array, digits=9):
    return [float(f"{v:.{digits}g}") for v in np.asarray(array, np.float64).ravel()]


class LayerWeights(layers.Layer):
    def __init__(self, count, **options):
        super().__init__(**options)
        self.count = count

    def build(self, shape):
        self.scores = self.add_weight(shape=(self.count,), name="scores")

    def call(self, x):
        states = tf.reshape(x, (-1, self.count, x.shape[-1] // self.count))
        return tf.reduce_sum(states * tf.nn.softmax(self.scores)[None, :, None], 1)


class KeptStatistics(layers.BatchNormalization):
    """Batch normalization whose gamma and beta are trained while its statistics stand still."""

    def call(self, inputs, training=None, mask=None):
        return super().call(inputs, training=False, mask=mask)


def build_layer(row, dtype):
    common = {"name": row["name"], "dtype": dtype}
    kind = row["type"]
    if kind == "zeroPadding2d":
        return layers.ZeroPadding2D(row["padding"], **common)
    if kind == "conv2d":
        return layers.Conv2D(
            row["filters"], row["kernelSize"], row["strides"], row["padding"],
            use_bias=row["useBias"], activation=row["activation"], **common,
        )
    if kind == "batchNormalization":
        return KeptStatistics(epsilon=row["epsilon"], **common)
    if kind == "activation":
        return layers.Activation(row["activation"], **common)
    if kind == "maxPooling2d":
        return layers.MaxPooling2D(row["poolSize"], row["strides"], **common)
    if kind == "averagePooling2d":
        return layers.AveragePooling2D(row["poolSize"], row["strides"], **common)
    if kind == "add":
        return layers.Add(**common)
    if kind == "globalPooling2d":
        return (layers.GlobalAveragePooling2D if row["mode"] == "avg" else layers.GlobalMaxPooling2D)(**common)
    if kind == "dense":
        return layers.Dense(row["units"], activation=row["activation"], use_bias=row["useBias"], **common)
    if kind == "normalization":
        return layers.Normalization(**common)
    return LayerWeights(row["layers"], **common)


def build_model(graph, dtype, masks=None):
    """A Keras model out of a description; dropout multiplies by a given mask."""
    values = {}
    for row in graph["layers"]:
        inputs = [values[name] for name in row["inputs"]]
        if row["type"] == "input":
            values[row["name"]] = entry = keras.Input(row["shape"], dtype=dtype)
        elif row["type"] == "identity":
            values[row["name"]] = inputs[0] * masks[row["name"]] if masks else inputs[0]
        else:
            values[row["name"]] = build_layer(row, dtype)(inputs if row["type"] == "add" else inputs[0])
    return keras.Model(entry, values[graph["outputs"][0]])


def draw_weights(model, rng):
    """Weights by layer, in Keras' order, rounded so that float32 holds them."""
    weights = {}
    for layer in model.layers:
        if not layer.weights:
            continue
        drawn = []
        for weight in layer.weights:
            shape, name = tuple(weight.shape), weight.name
            if name == "count":
                continue
            if "variance" in name or name == "gamma":
                value = rng.uniform(0.5, 1.5, shape)
            else:
                value = rng.normal(size=shape) * (0.3 if len(shape) > 1 else 0.2)
            drawn.append(np.float32(value))
        # Keras' Normalization has its statistics with a batch axis in front, and a count of samples behind.
        weights[layer.name] = drawn
    return weights


def set_weights(model, weights):
    for name, values in weights.items():
        layer = model.get_layer(name)
        if isinstance(layer, layers.Normalization):
            layer.set_weights([*values, np.asarray(0)])
            layer.finalize_state()
        else:
            layer.set_weights(values)


def row(kind, name, inputs, **settings):
    return {"type": kind, "name": name, "inputs": inputs if isinstance(inputs, list) else [inputs], **settings}


def conv(name, inputs, filters, size=3, strides=1, padding="valid", bias=True, activation="linear"):
    return row(
        "conv2d", name, inputs, filters=filters, kernelSize=size, strides=strides, padding=padding, useBias=bias,
        activation=activation,
    )


def dense(name, inputs, units, activation="linear"):
    return row("dense", name, inputs, units=units, useBias=True, activation=activation)


def image_case(name, shape, *middle):
    """Layers between a first convolution, so that gradients must pass them, and a classifier."""
    first = conv("first", "input", 3, 1)
    tail = [row("globalPooling2d", "pool", middle[-1]["name"], mode="avg"), dense("predictions", "pool", 3, "softmax")]
    return name, {"name": "case", "layers": [row("input", "input", [], shape=shape), first, *middle, *tail], "outputs": ["predictions"]}


def vector_case(name, size, *middle):
    first = dense("first", "input", 6)
    tail = [dense("predictions", middle[-1]["name"], 3, "softmax")]
    return name, {"name": "case", "layers": [row("input", "input", [], shape=[size]), first, *middle, *tail], "outputs": ["predictions"]}


def layer_cases():
    yield vector_case("dense with ReLU", 4, dense("hidden", "first", 5, "relu"))
    yield vector_case("softmax within a network", 4, row("activation", "middle", "first", activation="softmax"))
    yield vector_case("dropout", 4, row("identity", "dropout", "first"))
    yield vector_case("normalization", 4, row("normalization", "normalization", "first"))
    standardized = [row("input", "input", [], shape=[4]), row("normalization", "normalization", "input"), dense("predictions", "normalization", 3, "softmax")]
    yield "linear model of standardized features", {"name": "case", "layers": standardized, "outputs": ["predictions"]}
    yield vector_case("weighted sum of hidden states", 4, row("layerWeights", "weighted", "first", layers=3))
    yield image_case("convolution 3 × 3, same", [4, 5, 2], conv("middle", "first", 4, padding="same", activation="relu"))
    yield image_case("convolution 3 × 3 of many channels", [4, 3, 2], conv("wide", "first", 16, 1), conv("middle", "wide", 2, padding="same"))
    yield image_case("convolution 3 × 3 of many channels, without border", [4, 5, 2], conv("wide", "first", 16, 1), conv("middle", "wide", 2))
    yield image_case("convolution 3 × 3 of several tiles, odd sizes", [9, 7, 2], conv("middle", "first", 4, padding="same"))
    yield image_case("convolution 3 × 3 of several tiles, without border", [10, 8, 2], conv("middle", "first", 4, activation="relu"))
    yield image_case("convolution 3 × 3, stride 2, last column unread", [5, 6, 2], conv("middle", "first", 4, strides=2))
    yield image_case("convolution 1 × 1, stride 2, without bias", [5, 4, 2], conv("middle", "first", 4, 1, 2, bias=False))
    yield image_case("zero padding", [4, 3, 2], row("zeroPadding2d", "padding", "first", padding=2), conv("middle", "padding", 2))
    yield image_case("max pooling 2 × 2, last column unread", [4, 5, 2], row("maxPooling2d", "middle", "first", poolSize=2, strides=2))
    yield image_case(
        "max pooling 3 × 3, stride 2, behind a border", [5, 5, 2],
        row("zeroPadding2d", "padding", "first", padding=1), row("maxPooling2d", "middle", "padding", poolSize=3, strides=2),
    )
    yield image_case("max pooling 1 × 1, stride 2", [5, 4, 2], row("maxPooling2d", "middle", "first", poolSize=1, strides=2))
    yield image_case("average pooling 2 × 2, last column unread", [4, 5, 2], row("averagePooling2d", "middle", "first", poolSize=2, strides=2))
    yield image_case("average pooling 3 × 3, stride 2", [5, 5, 2], row("averagePooling2d", "middle", "first", poolSize=3, strides=2))
    yield image_case("batch normalization", [3, 4, 2], row("batchNormalization", "middle", "first", epsilon=1.001e-5))
    yield image_case(
        "addition", [3, 4, 2], conv("left", "first", 3, 1), row("activation", "right", "first", activation="relu"), row("add", "middle", ["left", "right"])
    )
    name, graph = image_case("global maximum", [3, 4, 2], row("activation", "middle", "first", activation="relu"))
    graph["layers"][-2]["mode"] = "max"
    yield name, graph


def layer_case(name, graph, tied=False):
    rng = np.random.default_rng(len(name))
    keras.utils.clear_session()
    shape = graph["layers"][0]["shape"]
    x = np.float32(rng.normal(size=(2, *shape)))
    if tied:
        # Flat pieces of an image, as digital silence makes them.
        x = np.float32(np.round(rng.uniform(-1, 1, size=(2, *shape))))
    targets = np.float32(rng.uniform(0, 1, size=(2, 3)))
    share = 0.25
    masks = {r["name"]: np.float32(rng.choice([0, 1.25], size=(2, 6))) for r in graph["layers"] if r["type"] == "identity"}
    model = build_model(graph, "float64", masks)
    weights = draw_weights(model, rng)
    set_weights(model, weights)
    *_, last = model.layers
    last.activation = keras.activations.linear

    def loss():
        logits = model(x.astype(np.float64), training=False)
        return -tf.reduce_sum(targets.astype(np.float64) * tf.nn.log_softmax(logits)) * share, logits

    with tf.GradientTape() as tape:
        value, logits = loss()
    variables = [(layer.name, i, w) for layer in model.layers for i, w in enumerate(layer.trainable_weights)]
    gradients = tape.gradient(value, [w.value for *_, w in variables])
    trained = []
    for (layer, index, weight), gradient in zip(variables, gradients):
        flat = weight.numpy().ravel()
        differences = np.empty(flat.size)
        step = 1e-6
        for i in range(0 if not tied else flat.size, flat.size):
            both = []
            for sign in (1, -1):
                moved = flat.copy()
                moved[i] += sign * step
                weight.assign(moved.reshape(weight.shape))
                both.append(float(loss()[0]))
            differences[i] = (both[0] - both[1]) / (2 * step)
        weight.assign(flat.reshape(weight.shape))
        trained.append({
            "layer": layer, "index": index, "gradient": numbers(gradient),
            # Where values are tied there is no derivative, only a rule.
            **({} if tied else {"differences": numbers(differences)}),
        })
        if not tied:
            worst = np.abs(differences - np.asarray(gradient).ravel()).max() / max(np.abs(gradient).max(), 1e-12)
            assert worst < 1e-6, (name, layer, index, worst)
    return {
        "name": name, "graph": graph, "x": numbers(x), "targets": numbers(targets), "share": share,
        "masks": {k: numbers(v) for k, v in masks.items()},
        "weights": {k: [{"shape": list(np.squeeze(v).shape) if k == "normalization" else list(v.shape), "data": numbers(v)} for v in values] for k, values in weights.items()},
        "logits": numbers(logits), "trained": trained,
    }


def small_vgg():
    rows = [row("input", "input", [], shape=[8, 9, 3])]
    last = "input"
    for block, filters in enumerate([4, 6], 1):
        rows.append(conv(f"block{block}_conv1", last, filters, padding="same", activation="relu"))
        rows.append(row("maxPooling2d", f"block{block}_pool", rows[-1]["name"], poolSize=2, strides=2))
        last = rows[-1]["name"]
    rows += [row("globalPooling2d", "avg_pool", last, mode="avg"), dense("predictions", "avg_pool", 3, "softmax")]
    return {"name": "vgg", "layers": rows, "outputs": ["predictions"]}


def small_resnet():
    rows = [row("input", "input", [], shape=[12, 10, 3])]

    def add(layer):
        rows.append(layer)
        return layer["name"]

    def activate(name, x):
        x = add(row("batchNormalization", f"{name}_bn", x, epsilon=1.001e-5))
        return add(row("activation", f"{name}_relu", x, activation="relu"))

    x = add(row("zeroPadding2d", "conv1_pad", "input", padding=3))
    x = add(conv("conv1_conv", x, 4, 7, 2))
    x = add(row("zeroPadding2d", "pool1_pad", x, padding=1))
    x = add(row("maxPooling2d", "pool1_pool", x, poolSize=3, strides=2))
    for block, strides in ((1, 1), (2, 2)):
        name = f"conv2_block{block}"
        entry, preact = x, activate(f"{name}_preact", x)
        y = add(conv(f"{name}_1_conv", preact, 3, 1, bias=False))
        y = activate(f"{name}_1", y)
        y = add(row("zeroPadding2d", f"{name}_2_pad", y, padding=1))
        y = add(conv(f"{name}_2_conv", y, 3, 3, strides, bias=False))
        y = activate(f"{name}_2", y)
        if block == 1:
            entry = add(conv(f"{name}_0_conv", preact, 8, 1, strides))
        else:
            entry = add(row("maxPooling2d", f"{name}_pool", entry, poolSize=1, strides=strides))
        y = add(conv(f"{name}_3_conv", y, 8, 1))
        x = add(row("add", f"{name}_out", [entry, y]))
    x = activate("post", x)
    add(row("globalPooling2d", "avg_pool", x, mode="avg"))
    add(dense("predictions", "avg_pool", 3, "softmax"))
    return {"name": "resnet", "layers": rows, "outputs": ["predictions"]}


def fit_case(name, graph, before):
    rng = np.random.default_rng(5)
    keras.utils.clear_session()
    model = build_model(graph, "float32")
    weights = draw_weights(model, rng)
    set_weights(model, weights)
    y = np.arange(12) % 3
    x = np.float32(rng.normal(size=(12, *graph["layers"][0]["shape"])))
    x[np.arange(12), :, :, y] += 1
    trainable = before == ""
    for layer in model.layers:
        trainable = trainable or layer.name.startswith(before + "_")
        layer.trainable = trainable
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size=5, epochs=4, shuffle=False, verbose=0).history
    return {
        "name": name, "graph": graph, "before": before, "x": numbers(x), "y": y.tolist(),
        "weights": {k: [{"shape": list(v.shape), "data": numbers(v)} for v in values] for k, values in weights.items()},
        "loss": numbers(history["loss"]),
        "after": {layer.name: [numbers(v) for v in layer.get_weights()] for layer in model.layers if layer.weights},
    }


cases = [layer_case(name, graph) for name, graph in layer_cases()]
name, graph = next(c for c in layer_cases() if c[0].startswith("max pooling 2"))
cases.append(layer_case("max pooling of equal values", graph, tied=True))
fits = [
    fit_case("vgg, whole", small_vgg(), ""),
    fit_case("vgg, from block2", small_vgg(), "block2"),
    fit_case("resnet, whole", small_resnet(), ""),
    fit_case("resnet, from its second block", small_resnet(), "conv2_block2"),
]
versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
GOLDEN.write_text(json.dumps({"versions": versions, "layers": cases, "fits": fits}, ensure_ascii=False, separators=(",", ":")) + "\n")
