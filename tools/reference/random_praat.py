"""What `pnpm parity:random` asks of Praat 6.3, the program `praat`: a process for each call, a script with the numbers written in."""

import subprocess
import tempfile

import numpy as np
import soundfile


def praat(script, samples=None, rate=None):
    """All numbers that a script prints; NaN for what Praat calls undefined. `s` is the sound, if samples are given."""
    with tempfile.TemporaryDirectory() as folder:
        head = ""
        if samples is not None:
            # Praat reads samples as floats of 4 bytes at most: the rows draw no others.
            soundfile.write(f"{folder}/clip.wav", samples.astype(np.float32), rate, subtype="FLOAT")
            head = f's = Read from file: "{folder}/clip.wav"\n'
        with open(f"{folder}/script.praat", "w") as file:
            file.write(head + script)
        done = subprocess.run(["praat", "--run", f"{folder}/script.praat"], capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip().splitlines()[0])
    return np.array([float(x.replace("--undefined--", "nan")) for x in done.stdout.split()])


def formant_table(samples, sample_rate, n_formants=5, f_max=5500, window_length=0.025, time_step=0, pre_emphasis_from=50):
    """A row for each frame: its time, then frequency and bandwidth of each formant."""
    rows = int(n_formants + 0.5)
    return praat(
        f"""
        noprogress To Formant (burg): {time_step}, {n_formants}, {f_max}, {window_length}, {pre_emphasis_from}
        n = Get number of frames
        for i to n
          t = Get time from frame number: i
          appendInfo: t
          for k to {rows}
            f = Get value at time: k, t, "hertz", "linear"
            b = Get bandwidth at time: k, t, "hertz", "linear"
            appendInfo: " ", f, " ", b
          endfor
          appendInfoLine: ""
        endfor
        """,
        samples,
        sample_rate,
    ).reshape(-1, 1 + 2 * rows)


def formants(samples, sample_rate, **options):
    table = formant_table(samples, sample_rate, **options)
    return np.concatenate([table[:, 0], table[:, 1::2].T.ravel(), table[:, 2::2].T.ravel()])


def harmonicity_table(samples, sample_rate, method, time_step, f_min, silence_threshold, periods_per_window):
    """Times, then decibels."""
    return praat(
        f"""
        noprogress To Harmonicity ({method}): {time_step}, {f_min}, {silence_threshold}, {periods_per_window}
        n = Get number of frames
        for i to n
          t = Get time from frame number: i
          appendInfoLine: t
        endfor
        for i to n
          v = Get value in frame: i
          appendInfoLine: v
        endfor
        """,
        samples,
        sample_rate,
    ).reshape(2, -1)


def harmonicity(samples, sample_rate, **options):
    """Times, and shares of noise: 0 … 1, and 2 for silence."""
    times, decibels = harmonicity_table(samples, sample_rate, **options)
    return np.concatenate([times, np.where(decibels == -200, 2, 1 / (1 + 10 ** (decibels / 10)))])


def pulses(samples, sample_rate, f_min, f_max):
    return praat(
        f"""
        noprogress To PointProcess (periodic, cc): {f_min}, {f_max}
        n = Get number of points
        for i to n
          t = Get time from index: i
          appendInfoLine: t
        endfor
        """,
        samples,
        sample_rate,
    )


def given(times):
    """A script that makes the point process `p` of given times."""
    points = "\n".join(f"Add point: {time!r}" for time in map(float, times))
    return f'p = Create empty PointProcess: "p", 0, 100\n{points}\n'


def jitter(times, min_period, max_period, max_period_factor):
    return praat(given(times) + f"j = Get jitter (local): 0, 0, {min_period}, {max_period}, {max_period_factor}\nappendInfoLine: j")


def shimmer(samples, sample_rate, times, min_period, max_period, max_period_factor, max_amplitude_factor):
    return praat(
        given(times)
        + f"selectObject: s, p\na = Get shimmer (local): 0, 0, {min_period}, {max_period}, {max_period_factor}, {max_amplitude_factor}\nappendInfoLine: a",
        samples,
        sample_rate,
    )
