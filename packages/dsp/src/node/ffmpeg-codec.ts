import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteSource, Codec, OpenAudio } from '../codecs/codec.ts';
import { foreignFormat } from '../codecs/foreign-formats.ts';
import { DspError } from '../errors.ts';
import type { Signal } from '../signal.ts';
import { decodeSamples } from '../wav/samples.ts';
import { type FfmpegSays, ffmpegSays } from './ffmpeg-says.ts';
import { type Ffmpeg, findFfmpeg } from './find-ffmpeg.ts';
import { otherDecoders } from './other-decoders.ts';

/** Milliseconds without a byte after which the program counts as hanging. */
const stallMs = 60_000;

/** What the program says of a file, and what that means. */
const failures: readonly (readonly [sign: string, meaning: string])[] = [
  ['matches no streams', 'the file has no sound'],
  ['moov atom not found', 'the file was cut off: its index, which stands at the end, is missing'],
];

const installCommands: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install ffmpeg',
  win32: 'winget install Gyan.FFmpeg',
};

/**
 * Everything else that has sound (AAC, MP4, MOV, WebM, AMR, Windows Media, …), by the `ffmpeg` program where one is
 * installed: the last row of what `loadAudioFile` tries.
 *
 * It also knows the formats of the other rows, so that it stands in for packages that are not installed.
 */
export const ffmpegCodec: Codec = ffmpegCodecBy(findFfmpeg, stallMs);

/** The same with another program, which counts as hanging after so many milliseconds without a byte. */
export function ffmpegCodecBy(find: () => Promise<Ffmpeg | undefined>, stall: number): Codec {
  return {
    name: 'ffmpeg',
    usesTags: true,
    // A file that nobody knows may still be one that ffmpeg does; text and pictures are none.
    sniff: (head) => head.length > 0 && (foreignFormat(head)?.isMedia ?? isBinary(head)),
    async open(source) {
      const ffmpeg = await find();
      const format = foreignFormat(await source.read({ offset: 0, length: 4096 }))?.name ?? 'This format';
      if (ffmpeg === undefined) {
        throw new DspError(
          'missing-package',
          `${format} is decoded by the program ffmpeg, which was not found on the path nor named by FFMPEG. ` +
            `Install it: ${installCommands[process.platform] ?? 'sudo apt-get install ffmpeg'}`,
        );
      }
      const file = await asFile(source);
      try {
        return await openWith({ ...ffmpeg, stall }, file.path, format, file.remove);
      } catch (error) {
        await file.remove();
        throw error;
      }
    },
  };
}

/** A program, and how long it may be silent. */
interface Patient extends Ffmpeg {
  readonly stall: number;
}

function isBinary(head: Uint8Array): boolean {
  return head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
}

/** ffmpeg needs to seek (an MP4 may have its index at the end), so bytes in memory become a temporary file. */
async function asFile(source: ByteSource): Promise<{ path: string; remove: () => Promise<void> }> {
  if (source.path !== undefined) return { path: source.path, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'ser-dsp-'));
  const path = join(folder, 'audio');
  await writeFile(path, await source.read({ offset: 0, length: source.size }));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function openWith(
  ffmpeg: Patient,
  path: string,
  format: string,
  remove: () => Promise<void>,
): Promise<OpenAudio> {
  const { sampleRate, channelCount } = await probe(ffmpeg, path, format);
  const frameBytes = 4 * channelCount;
  let complaint: string | undefined;
  const onComplaint = async (said: FfmpegSays): Promise<void> => {
    const text = said.last(await otherDecoders(ffmpeg.path, input(path), ffmpeg.stall));
    if (text) complaint = `ffmpeg says of it: ${text}`;
  };
  return {
    sampleRate,
    channelCount,
    format,
    decoder: `ffmpeg ${ffmpeg.version}`,
    async *read({ first = 0, count = Number.POSITIVE_INFINITY, dtype, signal } = {}) {
      let at = 0;
      for await (const bytes of wholeFrames(run(ffmpeg, path, format, { signal, onComplaint }), frameBytes)) {
        const frames = bytes.length / frameBytes;
        const [from, to] = [Math.max(0, first - at), Math.min(frames, first + count - at)];
        at += frames;
        if (from < to) {
          const make = (): Signal => (dtype === 'float64' ? new Float64Array(to - from) : new Float32Array(to - from));
          const channels = Array.from({ length: channelCount }, make);
          const pcm = { encoding: 'f32', sampleRate, channelCount, frameBytes, littleEndian: true } as const;
          decodeSamples(bytes.subarray(from * frameBytes, to * frameBytes), pcm, channels);
          yield channels;
        }
        if (at >= first + count) return;
      }
    },
    complaint: () => complaint,
    close: remove,
  };
}

/** Rate and channels of the first sound stream, as ffmpeg prints them. */
async function probe(
  ffmpeg: Patient,
  path: string,
  format: string,
): Promise<{ sampleRate: number; channelCount: number }> {
  // A WAV header of the stream tells both in a form that no version changes.
  const head: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of start(
    ffmpeg,
    ['-i', input(path), '-map', '0:a:0', '-t', '0.1', '-c:a', 'pcm_s16le', '-f', 'wav', '-'],
    format,
  )) {
    head.push(bytes);
    size += bytes.length;
    if (size >= 44) break;
  }
  const bytes = Buffer.concat(head);
  if (bytes.length < 28) throw new DspError('invalid-audio', `${format}: ffmpeg found no sound in it.`);
  return { channelCount: bytes.readUInt16LE(22), sampleRate: bytes.readUInt32LE(24) };
}

function run(ffmpeg: Patient, path: string, format: string, how: StartOptions): AsyncGenerator<Uint8Array> {
  return start(ffmpeg, ['-i', input(path), '-map', '0:a:0', '-c:a', 'pcm_f32le', '-f', 'f32le', '-'], format, how);
}

/** A path that begins with a dash or looks like a protocol stays a path. */
function input(path: string): string {
  return `file:${path}`;
}

interface StartOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told what the program said of a file that it decoded all the same. */
  readonly onComplaint?: (said: FfmpegSays) => Promise<void>;
}

async function* start(
  { path, stall }: Patient,
  args: readonly string[],
  format: string,
  { signal, onComplaint }: StartOptions = {},
): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const child = spawn(path, ['-nostdin', '-v', 'error', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = ffmpegSays();
  let stalled = false;
  child.stderr.setEncoding('utf8').on('data', said.add);
  const ended = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  ended.catch(() => {});
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    child.kill('SIGKILL');
    // What the program itself started lives on and may hold its ends of the pipes: a process group, which could be ended as a
    // whole, would not hear Ctrl-C.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  let timer: NodeJS.Timeout | undefined;
  const rearm = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stalled = true;
      stop();
    }, stall);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    rearm();
    try {
      for await (const bytes of child.stdout) {
        clearTimeout(timer);
        yield bytes as Uint8Array;
        rearm();
      }
    } catch (error) {
      if (!stopped) throw error;
    }
    const code = await ended;
    signal?.throwIfAborted();
    if (stalled)
      throw new DspError('invalid-audio', `${format}: ffmpeg gave nothing for ${stall / 1000} s and was ended.`);
    if (code !== 0) {
      const known = failures.find(([sign]) => said.beginning().includes(sign))?.[1];
      const words = `ffmpeg could not decode it: ${said.last() ?? `it ended with ${code}`}`;
      throw new DspError('invalid-audio', `${format}: ${known ?? words}.`);
    }
    if (said.last() !== undefined) await onComplaint?.(said);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    // The reader may have had enough.
    if (child.exitCode === null && !stopped) stop();
  }
}

async function* wholeFrames(pieces: AsyncIterable<Uint8Array>, frameBytes: number): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % frameBytes);
    if (whole > 0) yield bytes.subarray(0, whole);
    rest = bytes.subarray(whole);
  }
}
