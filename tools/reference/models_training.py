"""Writes packages/models/golden/training.json: what Keras' optimizers, schedules, callbacks and `fit` compute.

    python tools/reference/models_training.py

Needs Keras 3 on TensorFlow, NumPy and safetensors. Inputs stand in the file beside the results, as float32 values.

    optimizers     weights after each of some steps with given gradients, tiny and large ones among them
    schedules      learning rates over the steps
    normalization  mean and variance that Normalization.adapt finds
    early_stopping, reduce_on_plateau   what the callbacks make of a series of figures
    fits           20 epochs of a head without dropout, from given weights, in given order
    event_file     a TensorBoard event file
    safetensors    a file of the library safetensors
    fine_tuning    4 epochs of a small convolutional network, whole or frozen in part, with and without batch statistics
"""

import base64
import json
import os
import pathlib
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

GOLDEN = pathlib.Path(__file__).parents[2] / "packages" / "models" / "golden" / "training.json"
VERSIONS = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}


def numbers(array):
    """Shortest decimals that give the same float32 back."""
    return [float(np.format_float_positional(v, unique=True)) for v in np.asarray(array, np.float32).ravel()]


def optimizer_case(name, options, make):
    rng = np.random.default_rng(len(name))
    shapes = [[3, 2], [5]]
    start = [rng.normal(size=shape).astype(np.float32) for shape in shapes]
    steps = []
    for step in range(8):
        # Magnitudes from 1e-9 to 10: epsilon and clipping must show.
        scale = 10.0 ** rng.uniform(-9, 1, size=(2,))
        steps.append([(rng.normal(size=shape) * s).astype(np.float32) for shape, s in zip(shapes, scale)])
    variables = [keras.Variable(value, name=label) for value, label in zip(start, ["kernel", "bias"])]
    optimizer = make()
    results = []
    for gradients in steps:
        optimizer.apply([tf.constant(g) for g in gradients], variables)
        results.append([numbers(v) for v in variables])
    return {
        "name": name,
        "options": options,
        "shapes": shapes,
        "start": [numbers(v) for v in start],
        "gradients": [[numbers(g) for g in gradients] for gradients in steps],
        "weights": results,
    }


def optimizers():
    adam, adamw = keras.optimizers.Adam, keras.optimizers.AdamW

    def excluding():
        optimizer = adamw(0.05, weight_decay=0.1)
        optimizer.exclude_from_weight_decay(var_names=["bias"])
        return optimizer

    cases = {
        "adam, defaults": ({"name": "adam"}, lambda: adam()),
        "adam, other betas and epsilon": (
            {"name": "adam", "learningRate": 0.02, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
            lambda: adam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
        ),
        "adamw, defaults": ({"name": "adamw"}, lambda: adamw()),
        "adamw, excluded bias": (
            {"name": "adamw", "learningRate": 0.05, "weightDecay": 0.1, "excludeFromWeightDecay": ["bias"]},
            excluding,
        ),
        "adam, clipnorm": ({"name": "adam", "clipNorm": 0.5}, lambda: adam(clipnorm=0.5)),
        "adam, global clipnorm": ({"name": "adam", "globalClipNorm": 0.7}, lambda: adam(global_clipnorm=0.7)),
        "adam, clipvalue": ({"name": "adam", "clipValue": 0.01}, lambda: adam(clipvalue=0.01)),
    }
    return [optimizer_case(name, options, make) for name, (options, make) in cases.items()]


def schedules():
    schedule = keras.optimizers.schedules
    cases = [
        ({"schedule": "cosine", "initial": 0.1, "decaySteps": 10}, schedule.CosineDecay(0.1, 10)),
        (
            {"schedule": "cosine", "initial": 0.02, "decaySteps": 7, "alpha": 0.1, "warmupSteps": 4},
            schedule.CosineDecay(0.0, 7, alpha=0.1, warmup_target=0.02, warmup_steps=4),
        ),
        (
            {"schedule": "step", "initial": 0.5, "every": 3, "factor": 0.3},
            schedule.ExponentialDecay(0.5, 3, 0.3, staircase=True),
        ),
    ]
    return [{"options": options, "rates": [float(rate(step)) for step in range(16)]} for options, rate in cases]


def normalization():
    rng = np.random.default_rng(3)
    x = (rng.normal(size=(37, 5)) * [1, 10, 0.1, 3, 1] + [0, -5, 100, 2, 1]).astype(np.float32)
    layer = keras.layers.Normalization()
    layer.adapt(x)
    return {
        "x": numbers(x),
        "dim": 5,
        "mean": numbers(layer.adapt_mean),
        "variance": numbers(layer.adapt_variance),
        "normalized": numbers(layer(x)),
    }


def tiny_model(rate=0.1):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(rate), "mse")
    return model


def early_stopping():
    series = [1.0, 0.9, 0.905, 0.899, 0.91, 0.92, 0.88, 0.93, 0.94, 0.95, 0.2]
    cases = []
    for options, arguments in [
        ({"patience": 2}, dict(patience=2)),
        ({"patience": 1}, dict(patience=1)),
        ({"patience": 3, "minDelta": 0.005}, dict(patience=3, min_delta=0.005)),
        ({"patience": 2, "startFromEpoch": 4}, dict(patience=2, start_from_epoch=4)),
        ({"patience": 2, "mode": "max"}, dict(patience=2, mode="max")),
    ]:
        callback = keras.callbacks.EarlyStopping(monitor="val_loss", restore_best_weights=True, **arguments)
        model = tiny_model()
        callback.set_model(model)
        callback.on_train_begin()
        model.stop_training = False
        epochs = 0
        for epoch, value in enumerate(series):
            callback.on_epoch_end(epoch, {"val_loss": value})
            epochs += 1
            if model.stop_training:
                break
        cases.append({"options": options, "epochs": epochs, "bestEpoch": callback.best_epoch, "stopped": bool(model.stop_training)})
    return {"series": series, "cases": cases}


def reduce_on_plateau():
    series = [1.0, 0.9, 0.9, 0.89995, 0.91, 0.92, 0.88, 0.93, 0.94, 0.95, 0.95, 0.96, 0.97, 0.98]
    cases = []
    for options, arguments in [
        ({"patience": 2}, dict(patience=2)),
        ({"patience": 1, "factor": 0.3, "cooldown": 2}, dict(patience=1, factor=0.3, cooldown=2)),
        ({"patience": 2, "factor": 0.5, "minLearningRate": 0.03}, dict(patience=2, factor=0.5, min_lr=0.03)),
        ({"patience": 2, "minDelta": 0, "mode": "max"}, dict(patience=2, min_delta=0, mode="max")),
    ]:
        callback = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", **arguments)
        model = tiny_model()
        callback.set_model(model)
        callback.on_train_begin()
        rates = []
        for epoch, value in enumerate(series):
            callback.on_epoch_end(epoch, {"val_loss": value})
            rates.append(float(model.optimizer.learning_rate))
        cases.append({"options": options, "rates": rates})
    return {"series": series, "initial": 0.1, "cases": cases}


def fit_case(name, options, loss=None, optimizer=None, **fit):
    rng = np.random.default_rng(7)
    samples, dim, classes, units = 50, 12, 4, [10, 8]
    x = rng.normal(size=(samples + 20, dim)).astype(np.float32)
    y = rng.integers(0, classes, samples + 20)
    x[np.arange(len(y)), y] += 1.5
    layer = keras.layers.Normalization()
    layer.adapt(x[:samples])
    layers = [keras.Input((dim,)), layer]
    layers += [keras.layers.Dense(u, activation="relu") for u in units]
    layers += [keras.layers.Dense(classes, activation="softmax")]
    model = keras.Sequential(layers)
    start = []
    for dense in model.layers[1:]:
        kernel = (rng.normal(size=dense.kernel.shape) * 0.4).astype(np.float32)
        bias = (rng.normal(size=dense.bias.shape) * 0.1).astype(np.float32)
        dense.set_weights([kernel, bias])
        start += [kernel, bias]
    weights = rng.uniform(0.2, 2, samples).astype(np.float32)
    if "sampleWeights" in options:
        options = {**options, "sampleWeights": numbers(weights)}
        fit["sample_weight"] = weights
    model.compile(
        optimizer or keras.optimizers.Adam(0.01),
        loss or keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    one_hot = keras.utils.to_categorical(y, classes)
    history = model.fit(
        x[:samples], one_hot[:samples],
        validation_data=(x[samples:], one_hot[samples:]),
        batch_size=16, epochs=20, shuffle=False, verbose=0, **fit,
    ).history
    return {
        "name": name,
        "options": options,
        "units": units,
        "classes": classes,
        "dim": dim,
        "x": numbers(x[:samples]),
        "y": [int(v) for v in y[:samples]],
        "validation": {"x": numbers(x[samples:]), "y": [int(v) for v in y[samples:]]},
        "start": [numbers(w) for w in start],
        "history": {key: [float(v) for v in values] for key, values in history.items()},
        "probabilities": numbers(model.predict(x[samples:], verbose=0)),
    }


def fits():
    class_weights = [0.5, 2.0, 1.25, 0.75]
    cosine = keras.optimizers.schedules.CosineDecay(0.0, 60, alpha=0.05, warmup_target=0.01, warmup_steps=8)
    return [
        fit_case("adam", {"optimizer": {"name": "adam", "learningRate": 0.01}}),
        fit_case(
            "class weights and label smoothing",
            {"optimizer": {"name": "adam", "learningRate": 0.01}, "classWeights": class_weights, "labelSmoothing": 0.1},
            loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
            class_weight=dict(enumerate(class_weights)),
        ),
        fit_case("sample weights", {"optimizer": {"name": "adam", "learningRate": 0.01}, "sampleWeights": True}),
        fit_case(
            "adamw, cosine decay with warm-up, global clipnorm",
            {
                "optimizer": {
                    "name": "adamw",
                    "weightDecay": 0.02,
                    "globalClipNorm": 0.8,
                    "learningRate": {"schedule": "cosine", "initial": 0.01, "decaySteps": 60, "alpha": 0.05, "warmupSteps": 8},
                }
            },
            optimizer=keras.optimizers.AdamW(cosine, weight_decay=0.02, global_clipnorm=0.8),
        ),
    ]


class KeptStatistics(keras.layers.BatchNormalization):
    """Batch normalization whose gamma and beta are trained while its statistics stand still."""

    def call(self, inputs, training=None, mask=None):
        return super().call(inputs, training=False, mask=mask)


def convolutional_model(batch_normalization):
    layers = keras.layers
    return keras.Sequential([
        keras.Input((9, 8, 3)),
        layers.Conv2D(6, 3, padding="same", activation="relu", name="block1_conv"),
        batch_normalization(epsilon=1.001e-5, momentum=0.9, name="block1_bn"),
        layers.MaxPooling2D(2, name="block1_pool"),
        layers.Conv2D(5, 3, strides=2, padding="same", use_bias=False, name="block2_conv"),
        batch_normalization(epsilon=1.001e-5, momentum=0.9, name="block2_bn"),
        layers.Activation("relu", name="block2_relu"),
        layers.GlobalAveragePooling2D(name="pool"),
        layers.Dense(3, activation="softmax", name="predictions"),
    ])


def fine_tuning_case(name, frozen, batch_statistics):
    rng = np.random.default_rng(11)
    model = convolutional_model(keras.layers.BatchNormalization if batch_statistics else KeptStatistics)
    start = {}
    for layer in model.layers:
        values = []
        for weight in layer.weights:
            value = rng.normal(size=weight.shape).astype(np.float32) * 0.3
            if weight.path.endswith(("variance", "gamma")):
                value = np.abs(value) + np.float32(0.5)
            values.append(value.astype(np.float32))
        if values:
            layer.set_weights(values)
            start[layer.name] = [numbers(value) for value in values]
    x = rng.normal(size=(14, 9, 8, 3)).astype(np.float32)
    y = rng.integers(0, 3, 14)
    for layer in model.layers:
        if layer.name in frozen:
            layer.trainable = False
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size=5, epochs=4, shuffle=False, verbose=0).history
    return {
        "name": name,
        "frozen": frozen,
        "batchNorm": "batch" if batch_statistics else "inference",
        "x": numbers(x),
        "y": [int(v) for v in y],
        "start": start,
        "history": {key: [float(v) for v in values] for key, values in history.items()},
        "weights": {layer.name: [numbers(w) for w in layer.get_weights()] for layer in model.layers if layer.weights},
        "probabilities": numbers(model.predict(x, verbose=0)),
    }


def fine_tuning():
    block1 = ["block1_conv", "block1_bn", "block1_pool"]
    return [
        fine_tuning_case("whole, statistics kept", [], False),
        fine_tuning_case("whole, statistics of the batch", [], True),
        fine_tuning_case("from block 2, statistics kept", block1, False),
        fine_tuning_case("from block 2, statistics of the batch", block1, True),
        fine_tuning_case("one frozen batch normalization, statistics of the batch", ["block2_bn"], True),
    ]


def event_file():
    """Records as TensorFlow's own writer of event files frames them."""
    from tensorflow.core.framework.summary_pb2 import Summary
    from tensorflow.core.util.event_pb2 import Event

    scalars = [{"loss": 1.5, "val_accuracy": 0.1}, {"loss": 1e-20, "é": -3.25}]
    events = [Event(wall_time=1700000000.25, file_version="brain.Event:2")]
    for step, values in zip([0, 300], scalars):
        summary = Summary(value=[Summary.Value(tag=tag, simple_value=value) for tag, value in values.items()])
        events.append(Event(wall_time=1700000001.5 + step, step=step, summary=summary))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "events")
        with tf.io.TFRecordWriter(path) as writer:
            for event in events:
                writer.write(event.SerializeToString())
        data = pathlib.Path(path).read_bytes()
    return {"scalars": scalars, "steps": [0, 300], "wallTimes": [1700000000.25, 1700000001.5, 1700000301.5], "base64": base64.b64encode(data).decode()}


def safetensors_file():
    from safetensors.numpy import save

    tensors = {"a": np.array([[1, -2, 3.5], [1e-20, 5, 6]], np.float32), "b": np.array([0.5], np.float32)}
    data = save(tensors, metadata={"note": "größer"})
    return {
        "tensors": [[name, list(value.shape), numbers(value)] for name, value in sorted(tensors.items())],
        "base64": base64.b64encode(data).decode(),
    }


def main():
    golden = {
        "versions": VERSIONS,
        "optimizers": optimizers(),
        "schedules": schedules(),
        "normalization": normalization(),
        "earlyStopping": early_stopping(),
        "reduceOnPlateau": reduce_on_plateau(),
        "fits": fits(),
        "fineTuning": fine_tuning(),
        "eventFile": event_file(),
        "safetensors": safetensors_file(),
    }
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(golden) + "\n")
    print(f"{GOLDEN}: {GOLDEN.stat().st_size} bytes")


main()
