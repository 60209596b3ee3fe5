"""The Python side of embeddings.ts: reads one question a line, answers with milliseconds an image."""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

BACKBONES = {
    "vgg16": keras.applications.VGG16,
    "vgg19": keras.applications.VGG19,
    "resnet101v2": keras.applications.ResNet101V2,
}
current = None

for line in sys.stdin:
    question = json.loads(line)
    if "hello" in question:
        answer = {"versions": f"Keras {keras.__version__}, TensorFlow {tf.__version__}"}
    else:
        key = (question["name"], tuple(question["inputShape"]), question["count"])
        if current is None or current[0] != key:
            keras.backend.clear_session()
            model = BACKBONES[key[0]](include_top=False, weights=None, input_shape=key[1], pooling="avg")
            size = int(np.prod(key[1]))
            images = np.stack([np.sin(np.arange(size) * (k + 1)) for k in range(key[2])])
            current = (key, model, images.astype(np.float32).reshape(-1, *key[1]))
        _, model, images = current
        batch = question["batchSize"]
        processor, start = time.process_time(), time.perf_counter()
        for i in range(0, len(images), batch):
            model.predict_on_batch(images[i : i + batch])
        wall, processor = time.perf_counter() - start, time.process_time() - processor
        answer = {"wall": wall * 1000 / len(images), "processor": processor * 1000 / len(images)}
    print(json.dumps(answer), flush=True)
