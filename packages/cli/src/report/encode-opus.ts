import { spawn } from 'node:child_process';
import { findFfmpeg } from '@ser/dsp/node';
import { SerError } from '../errors.ts';

/** Bits per second: speech stays speech, and 500 recordings of 4 s weigh 2.7 MB. */
const RATE = '12k';

/**
 * A function that makes Ogg Opus of a mono WAV, by the program ffmpeg; equal input gives equal bytes.
 *
 * @throws {SerError} where there is no ffmpeg on the path or named by `FFMPEG`.
 */
export async function openOpusEncoder(): Promise<(wav: Uint8Array) => Promise<Uint8Array>> {
  const ffmpeg = await findFfmpeg();
  if (ffmpeg === undefined)
    throw new SerError(
      '--audio opus is made by the program ffmpeg, which was not found on the path nor named by FFMPEG. Install it, or write --audio auto: sounds as WAV, as many as the page holds. ser doctor says how.',
    );
  return (wav) => run(ffmpeg.path, wav);
}

async function run(path: string, wav: Uint8Array): Promise<Uint8Array> {
  // Without "bitexact" the stream's serial number and the encoder's version would be in the bytes.
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  const opus = ['-c:a', 'libopus', '-b:a', RATE, '-application', 'voip', '-f', 'ogg', 'pipe:1'];
  const child = spawn(path, ['-v', 'error', '-f', 'wav', '-i', 'pipe:0', ...exact, ...opus]);
  const pieces: Uint8Array[] = [];
  let complaint = '';
  child.stdout.on('data', (bytes: Uint8Array) => pieces.push(bytes));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  // An encoder that it lacks ends it before it reads.
  child.stdin.on('error', () => {});
  child.stdin.end(wav);
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  if (code !== 0)
    throw new SerError(
      `ffmpeg made no Opus: ${complaint.trim().split('\n').at(-1)?.slice(0, 200) || `it ended with ${code}`}. --audio auto does without.`,
    );
  return Buffer.concat(pieces);
}
