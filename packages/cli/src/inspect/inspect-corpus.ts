import { DspError } from '@ser/dsp';
import { openAudioFile } from '@ser/dsp/node';
import { byName, type Clip, labelsOfClips, speakersOf } from '../corpus/clip.ts';
import type { CorpusSource } from '../corpus/corpus-source.ts';
import { type CorpusContents, readCorpus } from '../corpus/read-corpus.ts';
import { givesParts } from '../corpus/split-corpus.ts';
import { type SoundShape, sameSounds } from '../files/same-sounds.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** Seconds of some recordings. */
export interface Durations {
  readonly total: number;
  readonly shortest: number;
  readonly median: number;
  readonly longest: number;
}

/** Recordings that have something in common. */
export interface Group {
  readonly name: string;
  readonly files: number;
  /** Number of different speakers, 0 where none is told. */
  readonly speakers: number;
  /** Null where none could be opened. */
  readonly seconds: Durations | null;
}

/** What a corpus holds, with what its recordings are. */
export interface Inspection {
  readonly contents: CorpusContents;
  readonly labels: readonly Group[];
  readonly speakers: readonly Group[];
  readonly seconds: Durations | null;
  /** Container or codec, rate and channels, as `WAV, 48000 Hz, mono`, most frequent first. */
  readonly formats: readonly { readonly format: string; readonly files: number }[];
  /** Names of recordings with the same samples, byte for byte or in other containers. */
  readonly copies: readonly (readonly string[])[];
  /** Of the copies those that are so only once they are decoded. */
  readonly otherContainers: readonly (readonly string[])[];
  /** Of the copies those that stand under different labels or speakers. */
  readonly contradictions: readonly (readonly string[])[];
  /** Recordings that cannot be opened. */
  readonly unreadable: readonly Problem[];
  /** The duration of each recording by its name. */
  readonly durations: ReadonlyMap<string, number>;
  readonly givesParts: boolean;
}

/** Reads a corpus and looks into every recording: the header, or where it does not tell the length, all of it. */
export async function inspectCorpus(
  source: CorpusSource,
  { reporter, signal }: { readonly reporter: Reporter; readonly signal: AbortSignal },
): Promise<Inspection> {
  const contents = await readCorpus(source, { reporter, signal });
  const { clips } = contents;
  const files = new Map<string, Audio>();
  const unreadable: Problem[] = [];
  const paths = [...new Set(clips.map(({ path }) => path))];
  const stage = reporter.stage('Recordings', paths.length);
  for (const [i, path] of paths.entries()) {
    signal.throwIfAborted();
    const audio = await lookInto(path, signal);
    if ('problem' in audio) unreadable.push({ path, reason: audio.problem });
    else files.set(path, audio);
    stage.update(i + 1);
  }
  const durations = new Map(
    clips.flatMap((clip) => {
      const audio = files.get(clip.path);
      return audio ? [[clip.name, secondsOf(clip, audio)] as const] : [];
    }),
  );
  const formats = new Map<string, number>();
  for (const { format } of files.values()) formats.set(format, (formats.get(format) ?? 0) + 1);
  const group = (name: string, own: readonly Clip[]): Group => ({
    name,
    files: own.length,
    speakers: speakersOf(own).length,
    seconds: describe(own.flatMap((clip) => durations.get(clip.name) ?? [])),
  });
  const clipsOf = new Map<string, Clip[]>();
  for (const clip of clips) clipsOf.set(clip.path, [...(clipsOf.get(clip.path) ?? []), clip]);
  const nameOf = (path: string): string => clipsOf.get(path)![0]!.name;
  const damaged = (path: string, { message }: Error): void => void unreadable.push({ path, reason: message });
  const sounds = (await sameSounds(files, signal, damaged)).map((sound) => ({
    ...sound,
    names: sound.paths.map(nameOf),
  }));
  const same = sounds.map(({ paths }) => paths);
  const factsOf = (path: string): string[] => clipsOf.get(path)!.map(({ label, speaker }) => `${label}\n${speaker}`);
  stage.end(`${files.size} opened${unreadable.length > 0 ? `, ${unreadable.length} not` : ''}`);
  return {
    contents,
    labels: labelsOfClips(clips).map((label) =>
      group(
        label,
        clips.filter((clip) => clip.label === label),
      ),
    ),
    speakers: speakersOf(clips).map((speaker) =>
      group(
        speaker,
        clips.filter((clip) => clip.speaker === speaker),
      ),
    ),
    seconds: describe([...durations.values()]),
    formats: [...formats]
      .map(([format, count]) => ({ format, files: count }))
      .sort((a, b) => b.files - a.files || byName(a.format, b.format)),
    copies: sounds.map(({ names }) => names),
    otherContainers: sounds.filter(({ sameBytes }) => !sameBytes).map(({ names }) => names),
    contradictions: same.filter((group) => new Set(group.flatMap(factsOf)).size > 1).map((group) => group.map(nameOf)),
    unreadable,
    durations,
    givesParts: givesParts(clips),
  };
}

interface Audio extends SoundShape {
  readonly format: string;
  readonly seconds: number;
}

async function lookInto(path: string, signal: AbortSignal): Promise<Audio | { readonly problem: string }> {
  try {
    const audio = await openAudioFile(path);
    try {
      const { sampleRate, channelCount, format } = audio;
      let frames = audio.frames ?? 0;
      if (audio.frames === undefined)
        for await (const [channel] of audio.read({ signal })) frames += channel?.length ?? 0;
      if (frames === 0) return { problem: 'it holds no audio' };
      const channels = channelCount === 1 ? 'mono' : channelCount === 2 ? 'stereo' : `${channelCount} channels`;
      return {
        format: `${format}, ${sampleRate} Hz, ${channels}`,
        seconds: frames / sampleRate,
        sampleRate,
        channelCount,
        frames,
      };
    } finally {
      await audio.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    if (DspError.isInstance(error)) return { problem: error.message.replace(`${path}: `, '') };
    throw error;
  }
}

/** Seconds of a clip: all of its file, or its segment as far as the file goes. */
function secondsOf({ start = 0, end }: Clip, { seconds }: Audio): number {
  return Math.max(0, Math.min(end ?? seconds, seconds) - start);
}

function describe(seconds: readonly number[]): Durations | null {
  if (seconds.length === 0) return null;
  const sorted = [...seconds].sort((a, b) => a - b);
  return {
    total: sorted.reduce((sum, one) => sum + one, 0),
    shortest: sorted[0]!,
    median: (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2,
    longest: sorted.at(-1)!,
  };
}
