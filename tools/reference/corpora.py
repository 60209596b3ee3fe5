"""Golden values of @ser/corpora: scikit-learn's splits of the RAVDESS file lists, and numpy's legacy generator.

Run from the repository root:  python tools/reference/corpora.py
Needs numpy and scikit-learn 1.9. Writes packages/corpora/golden/*.json; every file says which versions and arguments
made it. Long index lists stand as the SHA-256 of their comma-joined text, folds as one base-36 digit an item.
"""

import hashlib
import itertools
import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.model_selection import (
    GroupKFold,
    GroupShuffleSplit,
    KFold,
    LeaveOneGroupOut,
    ShuffleSplit,
    StratifiedGroupKFold,
    StratifiedKFold,
    train_test_split,
)

OUT = pathlib.Path(__file__).resolve().parents[2] / "packages/corpora/golden"
EMOTIONS = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]


def recordings(channels):
    """(emotion, actor) of every audio-only file of the channels, sorted by file name."""
    return [
        (EMOTIONS[emotion - 1], actor)
        for channel, emotion, intensity, _, _, actor in itertools.product(
            channels, range(1, 9), (1, 2), (1, 2), (1, 2), range(1, 25)
        )
        if not (emotion == 1 and intensity == 2) and not (channel == 2 and (emotion > 6 or actor == 18))
    ]


CORPUS = {"all": recordings((1, 2)), "speech": recordings((1,)), "song": recordings((2,))}


def odd_labels():
    """Small lists with ties, odd sizes and awkward label order; `y` are classes, `groups` groups."""
    random = np.random.RandomState(7)
    return {
        "ties": {"y": [i % 5 for i in range(35)], "groups": [i // 4 for i in range(35)]},
        "numbers": {"y": random.choice([10, 9, -1, 2], 41).tolist(), "groups": random.randint(0, 9, 41).tolist()},
        # U+FF21 sorts before U+1D400 by code point and after it by UTF-16 unit.
        "unicode": {
            "y": random.choice(["\uff21", "\U0001d400", "é", "Z", "a"], 53).tolist(),
            "groups": random.choice(["g10", "g9", "\uff21", "\U0001d400", "x", "y", "z"], 53).tolist(),
        },
        "one class": {"y": ["a"] * 23, "groups": random.randint(0, 11, 23).tolist()},
        "many classes": {"y": (np.arange(300) % 37).tolist(), "groups": random.randint(0, 40, 300).tolist()},
        "uneven": {"y": random.choice(list("abc"), 101, p=[0.8, 0.15, 0.05]).tolist(),
                   "groups": np.minimum(random.geometric(0.12, 101), 20).tolist()},
    }


ODD = odd_labels()


def digest(indices):
    return hashlib.sha256(",".join(str(int(i)) for i in indices).encode()).hexdigest()


def labels_of(name):
    if name in CORPUS:
        return [emotion for emotion, _ in CORPUS[name]], [actor for _, actor in CORPUS[name]]
    return ODD[name]["y"], ODD[name]["groups"]


def train_test():
    cases = []

    def add(name, seed, stratify, whole=False, **sizes):
        y, _ = labels_of(name)
        train, test = train_test_split(
            np.arange(len(y)), random_state=seed, stratify=y if stratify else None, **sizes
        )
        case = {"list": name, "seed": seed, "stratify": stratify, "sizes": sizes, "train": len(train), "test": len(test)}
        case["trainDigest"], case["testDigest"] = digest(train), digest(test)
        if whole:
            case["trainIndices"], case["testIndices"] = train.tolist(), test.tolist()
            case["supports"] = {emotion: int(sum(y[i] == emotion for i in test)) for emotion in sorted(set(y))}
        cases.append(case)

    for name, seed in itertools.product(("all", "speech"), (0, 1, 42)):
        add(name, seed, True, whole=True, test_size=0.2)
    for name, size in itertools.product(CORPUS, (0.1, 0.15, 0.25, 0.3, 0.33)):
        for seed in (0, 7, 2**32 - 1):
            add(name, seed, True, test_size=size)
    for seed in (0, 42):
        add("all", seed, True)
        add("all", seed, False)
        add("song", seed, False, test_size=0.33)
        add("speech", seed, True, test_size=100)
        add("speech", seed, True, train_size=0.6)
        add("speech", seed, True, train_size=1000)
        add("speech", seed, True, test_size=0.13, train_size=0.29)
        add("speech", seed, False, test_size=0.13, train_size=0.29)
        add("song", seed, True, test_size=17, train_size=0.5)
    for name, size, seed in itertools.product(("ties", "numbers", "unicode", "one class", "many classes"),
                                              (0.2, 0.37, 0.5), range(5)):
        add(name, seed, True, test_size=size)
    return cases


def folds():
    cases = []

    def add(name, kind, splitter, n_splits=None, shuffle=False, seed=None):
        y, groups = labels_of(name)
        fold = np.full(len(y), -1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for f, (_, test) in enumerate(splitter.split(np.zeros(len(y)), y, groups)):
                fold[test] = f
        assert (fold >= 0).all()
        case = {"list": name, "splitter": kind, "nSplits": n_splits, "shuffle": shuffle, "seed": seed,
                "foldsDigest": digest(fold)}
        if len(fold) < 400 or n_splits == 5:
            case["folds"] = "".join(np.base_repr(f, 36) for f in fold)
        cases.append(case)

    kinds = {"stratifiedKFold": StratifiedKFold, "groupKFold": GroupKFold, "stratifiedGroupKFold": StratifiedGroupKFold}
    for name, kind, n_splits in itertools.product(CORPUS, kinds, (2, 4, 5, 6, 8, 12, 23)):
        add(name, kind, kinds[kind](n_splits), n_splits)
        for seed in (0, 42):
            add(name, kind, kinds[kind](n_splits, shuffle=True, random_state=seed), n_splits, True, seed)
    for name, kind, n_splits in itertools.product(ODD, kinds, (2, 3, 5)):
        add(name, kind, kinds[kind](n_splits), n_splits)
        for seed in range(4):
            add(name, kind, kinds[kind](n_splits, shuffle=True, random_state=seed), n_splits, True, seed)
    for name in ("speech", "song", "unicode", "numbers", "uneven"):
        add(name, "leaveOneGroupOut", LeaveOneGroupOut())
    for name, n_splits in itertools.product(("speech", *ODD), (2, 3, 5, 7)):
        add(name, "kFold", KFold(n_splits), n_splits)
        for seed in (0, 42):
            add(name, "kFold", KFold(n_splits, shuffle=True, random_state=seed), n_splits, True, seed)
    return cases


def shuffles():
    """Every split of the shuffling splitters: digests of both parts, in their order."""
    cases = []
    kinds = {"shuffleSplit": ShuffleSplit, "groupShuffleSplit": GroupShuffleSplit}
    sizes = ({}, {"test_size": 0.3}, {"train_size": 0.5}, {"test_size": 2, "train_size": 0.4}, {"test_size": 0.2, "train_size": 0.35})
    for name, kind, size, n_splits in itertools.product(("speech", *ODD), kinds, sizes, (None, 3)):
        y, groups = labels_of(name)
        for seed in (0, 42):
            splitter = kinds[kind](**({} if n_splits is None else {"n_splits": n_splits}), random_state=seed, **size)
            splits = list(splitter.split(np.zeros(len(y)), y, groups))
            cases.append({
                "list": name, "splitter": kind, "nSplits": n_splits, "seed": seed, "sizes": size,
                "first": splits[0][1].tolist() if len(y) < 100 else None,
                "train": digest(np.concatenate([train for train, _ in splits])),
                "test": digest(np.concatenate([test for _, test in splits])),
                "lengths": [[len(train), len(test)] for train, test in splits][:2],
            })
    return cases


def generator():
    cases = []
    for seed in (0, 1, 42, 2**31, 2**32 - 1):
        far = np.random.RandomState(seed)
        far.randint(0, 2**32, 1300, dtype=np.uint32)
        cases.append({
            "seed": seed,
            "uint32": np.random.RandomState(seed).randint(0, 2**32, 5, dtype=np.uint32).tolist(),
            "uint32After1300": far.randint(0, 2**32, 5, dtype=np.uint32).tolist(),
            "permutation10": np.random.RandomState(seed).permutation(10).tolist(),
            "permutation1000": digest(np.random.RandomState(seed).permutation(1000)),
            "choice5Of8": np.random.RandomState(seed).choice(np.arange(8), size=5, replace=False).tolist(),
        })
    return cases


def deviation():
    cases = []
    random = np.random.RandomState(3)
    for rows, columns in [(2, 8), (5, 8), (8, 1), (9, 1), (23, 1), (140, 1), (5, 3), (24, 7), (12, 37), (1, 130), (3, 1)]:
        matrix = random.randint(0, 40, (rows, columns)) / random.randint(41, 400, columns)
        cases.append({
            "rows": rows,
            "columns": columns,
            "values": matrix.ravel().tolist(),
            "byColumn": np.std(matrix, axis=0).tolist(),
            "firstRow": float(np.std(matrix[0])),
        })
    return cases


def write(name, cases, **extra):
    document = {
        "generator": "tools/reference/corpora.py",
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        **extra,
        "cases": cases,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


write("random", generator())
write("deviation", deviation())
write("train-test-split", train_test(), lists=ODD)
write("k-fold", folds(), lists=ODD)
write("shuffle-split", shuffles(), lists=ODD)
