"""The Python side of head-epoch.ts and fine-tuning.ts: reads one question a line, answers with seconds."""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

layers = keras.layers
BACKBONES = {
    "vgg16": keras.applications.VGG16,
    "vgg19": keras.applications.VGG19,
    "resnet101v2": keras.applications.ResNet101V2,
}
kept = {}


def head_layers():
    for units in (512, 512, 256):
        yield layers.Dense(units, activation="relu")
        yield layers.Dropout(0.2)
    yield layers.Dense(8, activation="softmax")


def compiled(model):
    model.compile(keras.optimizers.Adam(1e-4), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def timed(run):
    processor, start = time.process_time(), time.perf_counter()
    run()
    return {"wall": time.perf_counter() - start, "processor": time.process_time() - processor}


def head_epoch(question):
    """One epoch of `fit` on embeddings that are in memory; the first, which traces, is thrown away."""
    dim, rows = question["dim"], question["rows"]
    if ("head", dim, rows) not in kept:
        x = np.sin(np.arange(rows * dim, dtype=np.float32)).reshape(rows, dim)
        y = np.arange(rows) % 8
        normalization = layers.Normalization()
        normalization.adapt(x)
        model = compiled(keras.Sequential([keras.Input((dim,)), normalization, *head_layers()]))
        model.fit(x, y, batch_size=32, epochs=2, verbose=0)
        kept["head", dim, rows] = (model, x, y)
    model, x, y = kept["head", dim, rows]
    return timed(lambda: model.fit(x, y, batch_size=32, epochs=1, verbose=0))


def step(question):
    """One `train_on_batch` of a backbone with a head, frozen before a layer; the first, which traces, is thrown away."""
    key = (question["name"], tuple(question["inputShape"]), question["batch"], question["before"])
    if kept.get("key") != key:
        keras.backend.clear_session()
        backbone = BACKBONES[key[0]](include_top=False, weights=None, input_shape=key[1], pooling="avg")
        found = key[3] == ""
        for layer in backbone.layers:
            found = found or layer.name.startswith(key[3] + "_")
            # Batch normalization stays in inference mode, as recommended for fine-tuning.
            layer.trainable = found and not isinstance(layer, layers.BatchNormalization)
        outputs = backbone.output
        for layer in head_layers():
            outputs = layer(outputs)
        model = compiled(keras.Model(backbone.input, outputs))
        x = np.sin(np.arange(key[2] * int(np.prod(key[1])), dtype=np.float32)).reshape(key[2], *key[1])
        kept.update(key=key, model=model, x=x, y=np.arange(key[2]) % 8)
        model.train_on_batch(kept["x"], kept["y"])
        model.train_on_batch(kept["x"], kept["y"])
    return timed(lambda: kept["model"].train_on_batch(kept["x"], kept["y"]))


for line in sys.stdin:
    question = json.loads(line)
    if "hello" in question:
        answer = {"versions": f"Keras {keras.__version__}, TensorFlow {tf.__version__}"}
    else:
        answer = head_epoch(question) if "dim" in question else step(question)
    print(json.dumps(answer), flush=True)
