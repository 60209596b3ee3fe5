"""The Python side of side-by-side.ts: reads task names, answers with seconds a call."""

import pathlib
import re
import sys
import time

import numpy as np
import soundfile
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, StratifiedKFold, train_test_split

folder = pathlib.Path(sys.argv[1])
EMOTIONS = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
FIELDS = ["modality", "vocalChannel", "emotion", "intensity", "statement", "repetition", "actor"]
PATTERN = re.compile(r"(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)\.wav")
files = sorted(path.name for path in folder.glob("*/*.wav"))
names = [files[i % len(files)] for i in range(10**6)]
y = np.array([EMOTIONS[int(name[6:8]) - 1] for name in files])
groups = np.array([int(name[18:20]) for name in files])
many = np.resize(y, 10**6)


def parse(name):
    return dict(zip(FIELDS, map(int, PATTERN.fullmatch(name).groups())))


def folds(splitter):
    return list(splitter.split(np.zeros(len(y)), y, groups))


TASKS = {
    "parse 1e6 names": lambda: [parse(name) for name in names],
    "headers of 2,452 files": lambda: [soundfile.info(path) for path in sorted(folder.glob("*/*.wav"))],
    "trainTestSplit 2,452": lambda: train_test_split(files, test_size=0.2, stratify=y, random_state=42),
    "trainTestSplit 1e6": lambda: train_test_split(np.arange(10**6), test_size=0.2, stratify=many, random_state=42),
    "stratifiedKFold 2,452": lambda: folds(StratifiedKFold(5, shuffle=True, random_state=42)),
    "groupKFold 2,452": lambda: folds(GroupKFold(5, shuffle=True, random_state=42)),
    "stratifiedGroupKFold 2,452": lambda: folds(StratifiedGroupKFold(5, shuffle=True, random_state=42)),
}

for line in sys.stdin:
    task = TASKS[line.strip()]
    start = time.perf_counter()
    task()
    print(time.perf_counter() - start, flush=True)
