"""The pipeline of `ser`, recipe `published`, in Python: librosa, Keras, scikit-learn. Read it beside `ser`'s own stages.

What `ser` drew (which clip is augmented how) is read from its plan, everything else is done here.
"""

import csv
import json
import pathlib
from typing import NamedTuple

import librosa
import numpy as np
from sklearn.model_selection import train_test_split

SAMPLE_RATE = 22050
SECONDS = 3.0
CODES = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
LABELS = sorted(CODES)
PARTS = ["train", "validation", "test"]


class Example(NamedTuple):
    """A line of plan.csv: a clip as it is, or one augmented copy of it."""

    part: str
    file: str
    emotion: str
    augmentation: str
    value: float
    seed: int


# Scan, split, plan


def scan(data):
    """Audio-only recordings by file name: modality is the first of the seven numbers."""
    files = [p for p in pathlib.Path(data).rglob("*.wav") if p.name.startswith("03-")]
    return sorted(files, key=lambda p: p.name)


def emotion_of(path):
    return CODES[int(path.name.split("-")[2]) - 1]


def split(files, test_size=0.2, validation_size=0.1, seed=0):
    """Stratified by file, as published; a tenth of the training part is for early stopping."""
    rest, test = train_test_split(files, test_size=test_size, stratify=[emotion_of(f) for f in files], random_state=seed)
    train, validation = train_test_split(
        rest, test_size=validation_size, stratify=[emotion_of(f) for f in rest], random_state=seed
    )
    return train, validation, test


def read_plan(path):
    with open(path, newline="") as file:
        return [
            Example(r["part"], r["file"], r["label"], *draw(r["augmentation"], r["seed"])) for r in csv.DictReader(file)
        ]


def draw(description, seed):
    """Kind, value and seed of an augmentation; the first number of the stream is the chance, which is 1 in a plan."""
    if not description:
        return "", 0.0, 0
    transform = json.loads(description)
    _, first, second = np.random.RandomState(int(seed)).random_sample(3)
    match transform["type"]:
        case "gaussianNoise":
            return "noise", transform["minAmplitude"], int(second * 2**32)
        case "timeStretch":
            return "stretch", transform["minRate"] + first * (transform["maxRate"] - transform["minRate"]), 0
        case "pitchShift":
            low, high = transform["minSemitones"], transform["maxSemitones"]
            return "pitch", low + first * (high - low), 0
    raise ValueError(f"this side makes no copies by {transform['type']}")


# Features


def load(path):
    y, _ = librosa.load(path, sr=SAMPLE_RATE, duration=SECONDS)
    return y


def augment(y, example):
    match example.augmentation:
        case "noise":
            noise = np.random.RandomState(example.seed).standard_normal(len(y))
            return (y + example.value * noise).astype(y.dtype)
        case "stretch":
            return librosa.effects.time_stretch(y, rate=example.value)
        case "pitch":
            return librosa.effects.pitch_shift(y, sr=SAMPLE_RATE, n_steps=example.value)
    return y


def log_mel(y):
    mel = librosa.feature.melspectrogram(y=y, sr=SAMPLE_RATE, n_mels=64, fmin=0, fmax=8000)
    return librosa.power_to_db(mel, ref=np.max)


def spectrograms(y, examples):
    """Log-mel spectrograms of a loaded clip and its augmented copies, [copies, 64, 130]."""
    size = int(SECONDS * SAMPLE_RATE)
    y = librosa.util.fix_length(y, size=size)
    y = y / np.max(np.abs(y))
    return np.stack([log_mel(librosa.util.fix_length(augment(y, example), size=size)) for example in examples])


def clip_features(path, examples):
    return spectrograms(load(path), examples)


# Embeddings


def images(features, size):
    """Each spectrogram min-max scaled to [0, 1], resized and repeated in three channels, [n, height, width, 3]."""
    import tensorflow as tf

    low = features.min(axis=(1, 2), keepdims=True)
    high = features.max(axis=(1, 2), keepdims=True)
    scaled = ((features - low) / (high - low))[..., np.newaxis]
    if size is not None:
        scaled = tf.image.resize(scaled, size, method="bilinear", antialias=True).numpy()
    return np.repeat(scaled, 3, axis=-1)


def backbone(name, shape, weights):
    """A frozen backbone of keras.applications with the weights that lie in a folder, one .npy file a tensor."""
    import keras

    build = {
        "vgg16": keras.applications.VGG16,
        "vgg19": keras.applications.VGG19,
        "resnet101v2": keras.applications.ResNet101V2,
    }[name]
    model = build(include_top=False, weights=None, input_shape=shape, pooling="avg")
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([np.load(f"{weights}/{layer.name}.{variable.name}.npy") for variable in layer.weights])
    model.trainable = False
    return model


# Head


def head_layers():
    from keras import layers

    for units in (512, 512, 256):
        yield layers.Dense(units, activation="relu")
        yield layers.Dropout(0.2)
    yield layers.Dense(len(LABELS), activation="softmax")


def compiled(model, learning_rate):
    import keras

    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def labels_of(examples):
    return np.array([LABELS.index(example.emotion) for example in examples])


def class_weights(examples):
    """Balanced, from the training files before augmentation."""
    from sklearn.utils.class_weight import compute_class_weight

    y = labels_of([example for example in examples if not example.augmentation])
    return dict(enumerate(compute_class_weight("balanced", classes=np.arange(len(LABELS)), y=y)))


def train_head(x, plan, learning_rate, seed, epochs=100, patience=25):
    """Trains the head on the embeddings of the training part, early stopping by those of the validation part."""
    import keras
    from sklearn.preprocessing import StandardScaler

    keras.utils.set_random_seed(seed)
    of = {part: [i for i, example in enumerate(plan) if example.part == part] for part in PARTS}
    y = labels_of(plan)
    train = of["train"]
    # Features that are constant in training keep a scale of 1, where `Normalization.adapt` would divide by 1e-7.
    scaler = StandardScaler().fit(x[train])
    normalization = keras.layers.Normalization(mean=scaler.mean_, variance=scaler.scale_**2)
    head = compiled(keras.Sequential([keras.Input(x.shape[1:]), normalization, *head_layers()]), learning_rate)
    stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=patience, restore_best_weights=True)
    slower = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.3, patience=7, min_lr=1e-4)
    history = head.fit(
        x[train],
        y[train],
        validation_data=(x[of["validation"]], y[of["validation"]]),
        epochs=epochs,
        batch_size=32,
        class_weight=class_weights([plan[i] for i in train]),
        callbacks=[stop, slower],
        verbose=0,
    )
    predicted = head.predict(x[of["test"]], batch_size=256, verbose=0).argmax(axis=1)
    return history.history, predicted, y[of["test"]]
