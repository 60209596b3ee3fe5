"""The Python side of twin.ts: reads one question a line, answers with one line. The pipeline itself is ser_pipeline.py."""

import json
import os
import pathlib
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import joblib
import librosa
import numpy as np
import ser_pipeline as ser
from sklearn.metrics import accuracy_score, classification_report

work = None
plan = []
clips = []
features = None
embeddings = {}
models = {}


def hello(_):
    """Imports Keras, and starts the worker processes with librosa in them."""
    import keras
    import sklearn
    import tensorflow as tf

    warm = ser.Example("train", "", "", "pitch", 1.0, 0), ser.Example("train", "", "", "stretch", 1.1, 0)
    noise = np.random.RandomState(0).standard_normal(ser.SAMPLE_RATE).astype(np.float32)
    parallel(joblib.delayed(ser.spectrograms)(noise, warm) for _ in range(2 * os.cpu_count()))
    return {
        "versions": f"Keras {keras.__version__}, TensorFlow {tf.__version__}, librosa {librosa.__version__}, "
        f"scikit-learn {sklearn.__version__}, joblib {joblib.__version__}"
    }


def prepare(question):
    """Scan and split here, the augmentation's draws from the plan; says whether the parts are the same files."""
    global work, plan, clips, features
    work = pathlib.Path(question["work"])
    plan = ser.read_plan(question["plan"])
    files = ser.scan(question["data"])
    count = question["files"] or len(files)
    files = [files[i * len(files) // count] for i in range(count)]
    parts = dict(zip(ser.PARTS, ser.split(files)))
    same = all(
        [f.name for f in parts[part]] == [e.file for e in plan if e.part == part and not e.augmentation]
        for part in ser.PARTS
    )
    by_file = {}
    for row, example in enumerate(plan):
        by_file.setdefault(example.file, []).append(row)
    paths = {f.name: str(f) for f in files}
    clips = [(paths[file], rows) for file, rows in by_file.items()]
    stored = work / "features.npy"
    features = np.load(stored) if stored.exists() else None
    return {"files": len(files), "examples": len(plan), "sameParts": same}


def compute_features(question):
    """A share of the clips with their copies, on all cores, or one after the other as a naive script does it."""
    global features
    chunk = clips[question["chunk"] :: question["chunks"]]
    tasks = ((path, [plan[row] for row in rows]) for path, rows in chunk)
    if question.get("naive"):
        results = [ser.clip_features(*task) for task in tasks]
    else:
        results = parallel(joblib.delayed(ser.clip_features)(*task) for task in tasks)
    if question.get("keep"):
        if features is None:
            features = np.zeros((len(plan), *results[0].shape[1:]), np.float32)
        for (_, rows), result in zip(chunk, results):
            features[rows] = result
        if question["chunk"] == question["chunks"] - 1:
            np.save(work / "features.npy", features)
    return {"items": sum(len(rows) for _, rows in chunk)}


def open_backbone(question):
    import keras

    name, size = question["backbone"], question["size"]
    models.clear()
    keras.backend.clear_session()
    shape = (*(size or features.shape[1:]), 3)
    models[name] = ser.backbone(name, shape, question["weights"])
    models[name].predict(np.zeros((question["batchSize"], *shape), np.float32), verbose=0)
    return {}


def embed(question):
    name, rows = question["backbone"], slice(question["chunk"], question["end"] or len(plan), question["chunks"])
    # Image by image in memory would be gigabytes at 224 x 224: a hundred at a time.
    wanted = range(len(plan))[rows]
    batch = question["batchSize"]
    out = np.concatenate(
        [
            models[name].predict(ser.images(features[wanted[i : i + 8 * batch]], question["size"]), batch_size=batch, verbose=0)
            for i in range(0, len(wanted), 8 * batch)
        ]
    )
    if name not in embeddings:
        embeddings[name] = np.zeros((len(plan), out.shape[1]), np.float32)
    embeddings[name][wanted] = out
    if question["chunk"] == question["chunks"] - 1:
        np.save(work / f"{name}.npy", embeddings[name])
    return {"items": len(wanted)}


def head(question):
    """Trains one head on the cached embeddings and evaluates it on the test part."""
    x = np.load(work / f"{question['backbone']}.npy")
    history, predicted, actual = ser.train_head(x, plan, question["learningRate"], question["seed"])
    classification_report(actual, predicted, target_names=ser.LABELS, zero_division=0)
    best = int(np.argmax(history["val_accuracy"]))
    return {
        "epochs": len(history["loss"]),
        "bestEpoch": best + 1,
        "valAccuracy": history["val_accuracy"][best],
        "accuracy": accuracy_score(actual, predicted),
        "tested": len(actual),
    }


def naive(question):
    """`fit` through the frozen backbone: what a step of 32 images costs in training, and in validation."""
    import keras

    name, size, batch = question["backbone"], question["size"], 32
    base = models[name]
    outputs = base(base.input, training=False)
    for layer in ser.head_layers():
        outputs = layer(outputs)
    model = ser.compiled(keras.Model(base.input, outputs), 1e-4)
    x, y = ser.images(features[:batch], size), ser.labels_of(plan[:batch])
    return {
        "step": timed(lambda: model.train_on_batch(x, y), question["steps"]),
        "validationStep": timed(lambda: model.test_on_batch(x, y), question["steps"]),
    }


def timed(run, times):
    """Seconds of one of several runs, on the clock and of all processors; a first run, which traces, does not count."""
    run()
    processor, start = time.process_time(), time.perf_counter()
    for _ in range(times):
        run()
    return {
        "wall": (time.perf_counter() - start) / times,
        "processor": (time.process_time() - processor) / times,
    }


def check(question):
    """Waveforms as librosa loads them and what becomes of them, so that both sides can start from the same samples."""
    folder = work / "check"
    folder.mkdir(exist_ok=True)
    row_clip = {row: path for path, rows in clips for row in rows}
    for row in question["rows"]:
        y = ser.load(row_clip[row])
        np.save(folder / f"{row}.wave.npy", y)
        np.save(folder / f"{row}.float32.npy", ser.spectrograms(y, [plan[row]])[0].astype(np.float32))
        np.save(folder / f"{row}.float64.npy", ser.spectrograms(y.astype(np.float64), [plan[row]])[0].astype(np.float32))
    given = np.load(work / "ours-features.npy")
    for row in question["rows"]:
        np.save(folder / f"{row}.image.npy", ser.images(given[row : row + 1], question["size"])[0])
    return {}


def embed_ours(question):
    """Embeds spectrograms of the other side, so that both backbones can start from the same images."""
    name = question["backbone"]
    given = np.load(work / "ours-features.npy")[question["rows"]]
    out = models[name].predict(ser.images(given, question["size"]), batch_size=question["batchSize"], verbose=0)
    np.save(work / f"{name}-from-ours.npy", out)
    return {}


ANSWERS = {
    "hello": hello,
    "prepare": prepare,
    "features": compute_features,
    "backbone": open_backbone,
    "embed": embed,
    "head": head,
    "naive": naive,
    "check": check,
    "embedOurs": embed_ours,
}

if __name__ == "__main__":
    with joblib.Parallel(n_jobs=os.cpu_count()) as parallel:
        for line in sys.stdin:
            question = json.loads(line)
            answer = ANSWERS[question["do"]](question)
            print(json.dumps(answer), flush=True)
