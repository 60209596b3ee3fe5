import { describe, expect, it } from 'vitest';
import { golden } from '../../testing/training-golden.ts';
import { crc32c } from './crc32c.ts';
import { scalarRecord, versionRecord } from './event-record.ts';

describe('event records', () => {
  it('are, byte for byte, what TensorFlow writes', () => {
    const { scalars, steps, wallTimes, base64 } = golden.eventFile;
    const records = [
      versionRecord(wallTimes[0]!),
      ...scalars.map((values, i) => scalarRecord(values, steps[i]!, wallTimes[i + 1]!)),
    ];
    expect(Buffer.concat(records).toString('base64')).toBe(base64);
  });
});

describe('crc32c', () => {
  it('gives the check sums of RFC 3720, appendix B.4', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  });
});
