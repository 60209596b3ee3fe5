import { describe, expect, test } from 'vitest';
import { audioGolden, bytesOf } from '../../testing/audio-golden.ts';
import { DspError } from '../errors.ts';
import { loadWav } from '../load-wav.ts';
import { decodeWav } from './decode-wav.ts';

// DSP_FUZZ_RUNS=100000 for the long run.
const runs = Number(process.env.DSP_FUZZ_RUNS ?? 4000);

const files = audioGolden<{ cases: { file: string }[] }>('files').cases.map(({ file }) => bytesOf(file));

/** Lehmer's generator: the same files on every machine. */
let state = 1;
const random = (below: number): number => {
  state = (state * 48271) % 2147483647;
  return state % below;
};
const sizes = [0, 1, 2, 7, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const tags = ['RIFF', 'RIFX', 'RF64', 'fmt ', 'data', 'ds64', 'LIST', 'WAVE', '\0\0\0\0'];

function mutate(file: Uint8Array): Uint8Array {
  let bytes = file.slice();
  for (let times = 1 + random(2); times > 0; times--) {
    // Three in four hit the header, where it matters.
    const at = random(random(4) ? Math.min(bytes.length, 64) : bytes.length);
    const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const kind = random(8);
    if (kind === 0 || kind === 7) bytes[at] = random(256);
    else if (kind === 1) bytes[at]! ^= 1 << random(8);
    else if (kind === 2 && at + 4 <= bytes.length) fields.setUint32(at, sizes[random(sizes.length)]!, true);
    else if (kind === 3 && at + 2 <= bytes.length)
      fields.setUint16(at, [0, 1, 3, 6, 7, 0xfffe, 0xffff][random(7)]!, true);
    else if (kind === 4 && at + 4 <= bytes.length) bytes.set(Buffer.from(tags[random(tags.length)]!, 'latin1'), at);
    else if (kind === 5) bytes = bytes.slice(0, at + 1);
    else bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(random(bytes.length))]);
  }
  return bytes;
}

function randomBytes(): Uint8Array {
  const bytes = Uint8Array.from({ length: random(400) }, () => random(256));
  if (random(2)) bytes.set(Buffer.from('RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0', 'latin1').subarray(0, bytes.length));
  return bytes;
}

/** What one file did: decoded, or refused by this code. */
function outcome(bytes: Uint8Array): string {
  try {
    const { channels, sampleRate } = decodeWav(bytes);
    if (!(sampleRate > 0) || channels.length === 0) return 'broken';
    if (channels.some((channel) => channel.length !== channels[0]!.length)) return 'broken';
    if (channels.length * channels[0]!.length > bytes.length) return 'more samples than bytes';
    if (channels.some((channel) => channel.some((sample) => !Number.isFinite(sample)))) return 'not finite';
    // Every sixteenth goes all the way, through rates between 1 Hz and 4 GHz.
    if (random(16) === 0) {
      const { samples } = loadWav(bytes);
      if (samples.some((sample) => !Number.isFinite(sample))) return 'not finite after loading';
    }
    return 'decoded';
  } catch (error) {
    return DspError.isInstance(error) ? error.code : `${error}`;
  }
}

describe(`${runs} damaged files`, () => {
  test('decode or are refused, quickly and by the rules', { timeout: 600_000 }, () => {
    const seen: Record<string, number> = {};
    let slowest = 0;
    for (let run = 0; run < runs; run++) {
      const bytes = random(5) === 0 ? randomBytes() : mutate(files[random(files.length)]!);
      const start = performance.now();
      const result = outcome(bytes);
      slowest = Math.max(slowest, performance.now() - start);
      seen[result] = (seen[result] ?? 0) + 1;
    }
    const allowed = ['decoded', 'invalid-wav', 'unsupported-wav', 'invalid-option', 'non-finite'];
    expect(Object.keys(seen).filter((key) => !allowed.includes(key))).toEqual([]);
    // The files must be damaged in a way that tries both.
    expect(seen.decoded).toBeGreaterThan(runs / 8);
    expect(seen['invalid-wav']).toBeGreaterThan(runs / 5);
    expect(seen['unsupported-wav']).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(2000);
  });
});
