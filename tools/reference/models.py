"""Writes the golden files of packages/models/golden/ that concern backbones, weights and preprocessing.

    python tools/reference/models.py

Needs Keras 3 on TensorFlow, h5py, NumPy and SciPy. Weights and images come from Philox4x32-10, mirrored here from
packages/models/src/weights/philox.ts, so that the files hold features alone:

    layers.json           names, classes and output shapes of the layers of keras.applications, and their parameter counts
    features.json         what those networks compute from seeded weights: embeddings whole, feature maps sampled
    preprocess.json       keras.applications.*.preprocess_input
    initializers.json     the random weights of initializeWeights, computed with NumPy, and Keras' spread of them
    weights/*.h5          small files that Keras' own writer made, in the three naming styles of Keras 1, 2 and 3
    weights/features.json what Keras computes from them
"""

import base64
import hashlib
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import h5py
import keras
import numpy as np
import scipy
import tensorflow as tf
from keras.src.applications import resnet as keras_resnet
from keras.src.legacy.saving import legacy_h5_format
from scipy.stats import truncnorm

GOLDEN = pathlib.Path(__file__).parents[2] / "packages" / "models" / "golden"
VERSIONS = {module.__name__: module.__version__ for module in (keras, tf, np, scipy, h5py)}
BACKBONES = {
    "vgg16": keras.applications.VGG16,
    "vgg19": keras.applications.VGG19,
    "resnet50v2": keras.applications.ResNet50V2,
    "resnet101v2": keras.applications.ResNet101V2,
    "resnet152v2": keras.applications.ResNet152V2,
}


def philox(count, seed, stream):
    """The first `count` words of a stream (Salmon et al. 2011), for all counters at once."""
    mask = np.uint64(0xFFFFFFFF)
    blocks = (count + 3) // 4
    c0 = np.arange(blocks, dtype=np.uint64)
    c1, c2, c3 = np.zeros_like(c0), np.full_like(c0, stream), np.zeros_like(c0)
    k0, k1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        p0, p1 = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (
            (p1 >> np.uint64(32)) ^ c1 ^ np.uint64(k0),
            p1 & mask,
            (p0 >> np.uint64(32)) ^ c3 ^ np.uint64(k1),
            p0 & mask,
        )
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3], axis=1).reshape(-1)[:count]


def uniform(shape, seed, stream):
    """Float64 in (0, 1)."""
    return ((philox(int(np.prod(shape)), seed, stream).astype(np.float64) + 0.5) / 2**32).reshape(shape)


def seed_weights(model, seed):
    """Gives every weight a seeded value; BatchNorm far from an identity, so that no part of it can be left out."""
    stream = 0
    for layer in model.layers:
        values = []
        for variable in layer.trainable_weights + layer.non_trainable_weights:
            shape, name = tuple(variable.shape), variable.name
            u = uniform(shape, seed, stream)
            stream += 1
            if name == "kernel":
                relu = getattr(layer, "activation", None) is keras.activations.relu
                u = (2 * u - 1) * np.sqrt((6 if relu else 3) / np.prod(shape[:-1]))
            elif name == "gamma":
                u = 0.8 + 0.4 * u
            elif name == "moving_variance":
                u = 0.5 + u
            else:
                u = (2 * u - 1) * 0.1
            values.append(u.astype(np.float32))
        if values:
            # The order of Layer.set_weights is that of the legacy files for these layers.
            layer.set_weights(values)


def images(count, shape, seed):
    return np.stack([2 * uniform(shape, seed, i) - 1 for i in range(count)]).astype(np.float32)


def sample(tensor, count=256):
    """Values at scattered places of a whole batch of feature maps, the same in features.test.ts."""
    flat = np.asarray(tensor).reshape(-1)
    places = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) & np.uint64(0xFFFFFFFF)) % np.uint64(flat.size)
    return flat[places]


def pack(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()


def write(name, content):
    path = GOLDEN / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"versions": VERSIONS, **content}, indent=None, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size)


def build(name, shape, pooling):
    # A fresh session: Keras numbers unnamed layers across models.
    keras.backend.clear_session()
    pooling = None if pooling == "none" else pooling
    return BACKBONES[name](include_top=False, weights=None, input_shape=tuple(shape), pooling=pooling)


def counts(model):
    trainable = sum(int(np.prod(v.shape)) for v in model.trainable_variables)
    return {"total": model.count_params(), "trainable": trainable}


def layers():
    cases = []
    for name in BACKBONES:
        for shape, pooling in [([64, 130, 3], "avg"), ([224, 224, 3], "none"), ([32, 32, 1], "max")]:
            model = build(name, shape, pooling)
            case = {"name": name, "inputShape": shape, "pooling": pooling, **counts(model)}
            case["weights"] = len(model.weights)
            case["layers"] = [[l.name, type(l).__name__, *l.output.shape[1:]] for l in model.layers]
            if pooling != "avg":
                case["layers"] = case["layers"][-2:]
            cases.append(case)
    write("layers.json", {"cases": cases})


def blocks(model):
    """The end of every block, and the padding and pooling that are easy to get wrong."""
    suffixes = ("_pool", "_out", "pool1_pad", "post_relu")
    return [layer.name for layer in model.layers[:-1] if layer.name.endswith(suffixes)]


def features():
    cases = []
    shapes = [([64, 130, 3], "avg"), ([224, 224, 3], "avg")]
    odd = {"vgg16": ([32, 32, 1], "max"), "resnet50v2": ([47, 33, 1], "none")}
    for seed, name in enumerate(BACKBONES, start=100):
        for shape, pooling in shapes + ([odd[name]] if name in odd else []):
            model = build(name, shape, pooling)
            seed_weights(model, seed)
            taps = blocks(model)
            outputs = [model.output] + [model.get_layer(tap).output for tap in taps]
            x = images(2, shape, seed)
            embedding, *maps = keras.Model(model.input, outputs).predict(x, verbose=0)
            cases.append(
                {
                    "name": name,
                    "inputShape": shape,
                    "pooling": pooling,
                    "seed": seed,
                    "images": 2,
                    "outputShape": list(embedding.shape[1:]),
                    "embedding": pack(embedding if pooling != "none" else sample(embedding)),
                    "taps": {tap: pack(sample(m)) for tap, m in zip(taps, maps)},
                    "magnitude": float(np.abs(embedding).max()),
                }
            )
            print(name, shape, "largest activation", [float(f"{np.abs(m).max():.3g}") for m in maps][-3:])
    write("features.json", {"cases": cases})


def preprocess():
    x = uniform((2, 3, 5, 3), 7, 0) * 255
    x = x.astype(np.float32)
    functions = {
        "vgg16": keras.applications.vgg16.preprocess_input,
        "vgg19": keras.applications.vgg19.preprocess_input,
        "resnet50v2": keras.applications.resnet_v2.preprocess_input,
        "resnet101v2": keras.applications.resnet_v2.preprocess_input,
        "resnet152v2": keras.applications.resnet_v2.preprocess_input,
    }
    expected = {name: pack(function(x.copy())) for name, function in functions.items()}
    write("preprocess.json", {"shape": list(x.shape), "images": pack(x), "expected": expected})


# Wichura's AS 241 (1988), PPND16: the coefficients of packages/models/src/weights/truncated-normal.ts, lowest degree first.
AS241 = [
    [3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3],
    [1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3],
    [1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4],
    [1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9],
]  # fmt: skip


def horner(x, coefficients):
    value = np.full_like(x, coefficients[-1])
    for c in coefficients[-2::-1]:
        value = value * x + c
    return value


def truncated_normal(u):
    """The steps of truncatedNormal in truncated-normal.ts, each rounded as IEEE 754 says."""
    q = (u - 0.5) * 0.9544997361036416
    r = 0.180625 - q * q
    central = (q * horner(r, AS241[0])) / horner(r, AS241[1])
    # Where the tail is not used, any value in its range will do.
    p = np.where(np.abs(q) > 0.425, 0.5 - np.abs(q), 0.05)
    z = (p - 0.04) / (p + 0.04)
    square, power, total = z * z, z.copy(), np.zeros_like(z)
    for k in range(1, 30, 2):
        total = total + power / k
        power = power * square
    r = np.sqrt(-(-3.2188758248682006 + 2 * total)) - 1.6
    tail = (np.sign(q) * horner(r, AS241[2])) / horner(r, AS241[3])
    return np.where(np.abs(q) <= 0.425, central, tail)


def initialize():
    seed, shapes = 2024, [(3, 3, 5, 7), (3, 3, 7, 64), (3, 3, 64, 96)]
    hashes, deviation = {"heNormal": hashlib.sha256(), "glorotUniform": hashlib.sha256()}, {}
    for i, shape in enumerate(shapes):
        fan_in, fan_out = int(np.prod(shape[:3])), int(np.prod(shape[:2])) * shape[3]
        u = uniform(shape, seed, 2 * i)
        kernels = {
            "heNormal": np.sqrt(2 / fan_in) / 0.87962566103423978 * truncated_normal(u),
            "glorotUniform": np.sqrt(6 / (fan_in + fan_out)) * (2 * u - 1),
        }
        for name, kernel in kernels.items():
            hashes[name].update(kernel.astype("<f4").tobytes() + bytes(4 * shape[3]))
    for name, initializer in [("heNormal", "HeNormal"), ("glorotUniform", "GlorotUniform")]:
        values = getattr(keras.initializers, initializer)(seed=1)(shapes[-1])
        deviation[name] = float(np.std(np.asarray(values)))
    u = np.concatenate([np.linspace(0.0001, 0.9999, 40), [1e-9, 0.029, 0.03, 0.97, 0.971, 1 - 1e-9]])
    write(
        "initializers.json",
        {
            "seed": seed,
            "sha256": {name: value.hexdigest() for name, value in hashes.items()},
            "deviation": deviation,
            "probabilities": base64.b64encode(u.astype("<f8").tobytes()).decode(),
            "quantiles": base64.b64encode(truncnorm.ppf(u, -2, 2).astype("<f8").tobytes()).decode(),
        },
    )


def small_vgg():
    """VGG16 with few filters, under its layer names."""
    keras.backend.clear_session()
    x = inputs = keras.layers.Input((32, 32, 3))
    for b, (convolutions, filters) in enumerate(zip([2, 2, 3, 3, 3], [2, 3, 4, 5, 6]), start=1):
        for k in range(1, convolutions + 1):
            layer = keras.layers.Conv2D(filters, 3, padding="same", activation="relu", name=f"block{b}_conv{k}")
            x = layer(x)
        x = keras.layers.MaxPooling2D(2, name=f"block{b}_pool")(x)
    return keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(x), name="vgg_small")


def small_resnet():
    """Keras' own ResNet V2 with few blocks and filters."""
    keras.backend.clear_session()

    def stack(x):
        x = keras_resnet.stack_residual_blocks_v2(x, 2, 2, name="conv2")
        return keras_resnet.stack_residual_blocks_v2(x, 3, 2, stride1=1, name="conv3")

    return keras_resnet.ResNet(
        stack, True, True, name="resnet_small", include_top=False, weights=None, input_shape=(32, 32, 3), pooling="avg"
    )


def legacy(path, model):
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


def renamed(source, path, rename, keep_version):
    """The same file with the dataset names, and the fixed-length name lists, that older versions of Keras wrote."""
    with h5py.File(source) as old, h5py.File(path, "w") as new:
        names = [n.decode() if hasattr(n, "decode") else n for n in old.attrs["layer_names"]]
        new.attrs["layer_names"] = np.array([n.encode() for n in names])
        if keep_version:
            new.attrs["backend"] = b"tensorflow"
            new.attrs["keras_version"] = b"2.4.0"
        for name in names:
            group = new.create_group(name)
            weights = [n.decode() if hasattr(n, "decode") else n for n in old[name].attrs["weight_names"]]
            group.attrs["weight_names"] = np.array([rename(name, w).encode() for w in weights])
            for weight in weights:
                group.create_dataset(rename(name, weight), data=old[name][weight][...])


def keras_1(layer, weight):
    return f"{layer}_{'W' if weight.endswith('kernel') else 'b'}_1:0"


def keras_2(layer, weight):
    return f"{layer}/{weight.split('/')[-1]}:0"


def weight_files():
    folder = GOLDEN / "weights"
    folder.mkdir(parents=True, exist_ok=True)
    vgg, seed = small_vgg(), 31
    seed_weights(vgg, seed)
    x = images(2, (32, 32, 3), seed)
    legacy(folder / "vgg-keras3.h5", vgg)
    renamed(folder / "vgg-keras3.h5", folder / "vgg-keras2.h5", keras_2, True)
    renamed(folder / "vgg-keras3.h5", folder / "vgg-keras1.h5", keras_1, False)
    vgg.save(folder / "vgg-model.h5")
    vgg.save_weights(folder / "vgg-new.weights.h5")
    expected = {"vgg": pack(vgg.predict(x, verbose=0))}

    resnet, seed = small_resnet(), 32
    seed_weights(resnet, seed)
    x = images(2, (32, 32, 3), seed)
    # Keras splits a list of names that is longer than an attribute may be; so small a limit makes it split this one.
    limit, legacy_h5_format.HDF5_OBJECT_HEADER_LIMIT = legacy_h5_format.HDF5_OBJECT_HEADER_LIMIT, 400
    legacy(folder / "resnet-split.h5", resnet)
    legacy_h5_format.HDF5_OBJECT_HEADER_LIMIT = limit
    expected["resnet"] = pack(resnet.predict(x, verbose=0))
    write("weights/features.json", {"seeds": {"vgg": 31, "resnet": 32}, "expected": expected})
    for path in sorted(folder.glob("*.h5")):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    layers()
    preprocess()
    initialize()
    weight_files()
    features()
