import { createSpeechSegmenter, refineSpeech, resample, type Signal, toMono } from '@ser/dsp';
import { openAudioFile, type SileroVad } from '@ser/dsp/node';
import { SerError } from '../errors.ts';
import type { Stretch } from './timeline.ts';

/** Which channel to read. */
export type Channel = number | 'mix';

/** Parts into which the picture divides a recording. */
const columns = 1200;
/** Samples of one entry of the first, finer division; twice as many each time that there are too many entries. */
const fine = 256;
const mostEntries = 2 ** 16;

/** What a first pass over a recording finds. */
export interface Survey {
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly length: number;
  readonly decoder: string;
  /** What told the speech; `none` where no speech can be told, and everything counts as such. */
  readonly speechBy: 'energy' | 'silero' | 'none';
  readonly speech: readonly Stretch[];
  readonly peaks: readonly number[];
  /** What is wrong with the file although it was read to its last sample. */
  readonly complaint: string | undefined;
}

/** How many channels a recording has. */
export async function countChannels(path: string): Promise<number> {
  const audio = await openAudioFile(path);
  await audio.close();
  return audio.channelCount;
}

/** Goes through a recording once: its length, its outline, and where somebody speaks. Memory holds a piece of it. */
export async function surveyRecording(
  path: string,
  channel: Channel,
  {
    signal,
    onSeconds,
    silero,
  }: { signal: AbortSignal; onSeconds?: (seconds: number) => void; silero?: SileroVad | undefined },
): Promise<Survey> {
  const audio = await openAudioFile(path);
  try {
    const { sampleRate, channelCount, decoder } = audio;
    if (channel !== 'mix' && channel > channelCount) {
      throw new SerError(`${path} has ${channelCount} channels; there is no channel ${channel}.`);
    }
    // What the network refines gets its margins there.
    const padding = silero ? { padding: 0 } : {};
    // Below 8 kHz there is no speech to be told: rates of telephones begin there.
    const segmenter = sampleRate >= 8000 ? createSpeechSegmenter({ sampleRate, ...padding }) : undefined;
    const network = segmenter && silero?.stream({ sampleRate });
    const probabilities: number[] = [];
    let speech: Stretch[] = [];
    const peaks: number[] = [];
    let step = fine;
    let length = 0;
    for await (const samples of pieces(audio.read({ signal }), channel)) {
      for (let i = 0; i < samples.length; ) {
        const at = Math.floor(length / step);
        const end = Math.min(samples.length, i + (at + 1) * step - length);
        length += end - i;
        let peak = peaks[at] ?? 0;
        for (; i < end; i++) peak = Math.max(peak, Math.abs(samples[i]!));
        peaks[at] = peak;
      }
      while (peaks.length > mostEntries) {
        const half = Math.ceil(peaks.length / 2);
        for (let at = 0; at < half; at++) peaks[at] = Math.max(peaks[2 * at]!, peaks[2 * at + 1] ?? 0);
        peaks.length = half;
        step *= 2;
      }
      if (segmenter) speech.push(...segmenter.push(samples));
      if (network) for (const p of await network.push(samples)) probabilities.push(p);
      onSeconds?.(length / sampleRate);
    }
    if (segmenter) speech.push(...segmenter.finish());
    else if (length > 0) speech.push({ start: 0, end: length });
    if (network) {
      for (const p of await network.finish()) probabilities.push(p);
      speech = refineSpeech(speech, { sampleRate, probabilities, length });
    }
    const speechBy = network ? 'silero' : segmenter ? 'energy' : 'none';
    return {
      sampleRate,
      channelCount,
      length,
      decoder,
      speechBy,
      speech,
      peaks: outline(peaks),
      complaint: audio.complaint?.(),
    };
  } finally {
    await audio.close();
  }
}

/**
 * Goes through a recording again and gives its windows, in order, at the rate that the model wants. Memory holds one window
 * and a piece of the recording.
 *
 * @param windows In order of their starts.
 */
export async function* readStretches(
  path: string,
  channel: Channel,
  windows: readonly Stretch[],
  { sampleRate, signal }: { sampleRate: number; signal: AbortSignal },
): AsyncGenerator<Float32Array> {
  if (windows.length === 0) return;
  const audio = await openAudioFile(path);
  try {
    let held = new Float32Array(0);
    /** Place of the first held sample. */
    let base = 0;
    let next = 0;
    const give = (end: number): Float32Array => {
      const window = windows[next]!;
      next++;
      const own = held.slice(window.start - base, Math.min(window.end, end) - base);
      return resample(own, { from: audio.sampleRate, to: sampleRate });
    };
    for await (const piece of pieces(audio.read({ signal }), channel)) {
      const end = base + held.length + piece.length;
      // What lies before the next window is let go.
      const from = Math.min(Math.max(windows[next]?.start ?? end, base), end);
      const grown = new Float32Array(end - from);
      if (from < base + held.length) grown.set(held.subarray(from - base));
      const offset = base + held.length - from;
      if (offset >= 0) grown.set(piece, offset);
      else grown.set(piece.subarray(-offset));
      [held, base] = [grown, from];
      while (next < windows.length && windows[next]!.end <= end) yield give(end);
      if (next === windows.length) return;
    }
    while (next < windows.length) yield give(base + held.length);
  } finally {
    await audio.close();
  }
}

/** One channel, or the mean of all. */
async function* pieces(source: AsyncIterable<Signal[]>, channel: Channel): AsyncGenerator<Float32Array> {
  for await (const channels of source) {
    if (channel !== 'mix') yield channels[channel - 1] as Float32Array;
    else yield (channels.length === 1 ? channels[0]! : toMono(channels)) as Float32Array;
  }
}

function outline(peaks: readonly number[]): number[] {
  const count = Math.min(columns, peaks.length);
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.floor((i * peaks.length) / count), Math.floor(((i + 1) * peaks.length) / count)];
    return Math.round(1000 * Math.max(...peaks.slice(from, Math.max(to, from + 1)))) / 1000;
  });
}
