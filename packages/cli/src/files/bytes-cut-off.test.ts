import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { beforeEach, expect, test } from 'vitest';
import { bytesCutOff } from './bytes-cut-off.ts';

let path: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ser-cut-'));
  path = join(folder, 'voice.wav');
  return () => rm(folder, { recursive: true });
});

const whole = encodeWav({ channels: [new Float32Array(1000)], sampleRate: 8000 }, { bitDepth: 16 });
const cutOff = async (bytes: Uint8Array): Promise<number> => {
  await writeFile(path, bytes);
  return bytesCutOff(path);
};
/** The file with another length in the header of its samples. */
const promising = (length: number): Uint8Array => {
  const bytes = Buffer.from(whole);
  bytes.writeUInt32LE(length, bytes.indexOf('data') + 4);
  return bytes;
};

test('a whole file lacks nothing, and one that is cut off what was cut', async () => {
  expect(await cutOff(whole)).toBe(0);
  expect(await cutOff(whole.subarray(0, -500))).toBe(500);
  expect(await cutOff(promising(2007))).toBe(7);
});

test('chunks before the samples are passed over, odd ones with their pad byte', async () => {
  const note = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
  const bytes = Buffer.concat([whole.subarray(0, 12), note, whole.subarray(12, -10)]);
  expect(await cutOff(bytes)).toBe(10);
});

test('what does not tell its length, or is no WAV file, is not cut off', async () => {
  expect(await cutOff(promising(0xffffffff))).toBe(0);
  expect(await cutOff(promising(0x7ffff000))).toBe(0);
  expect(await cutOff(Buffer.from('RIFF'))).toBe(0);
  expect(await cutOff(Buffer.from('no sound here, only words'))).toBe(0);
});
