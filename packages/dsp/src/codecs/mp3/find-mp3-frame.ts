/** Kilobits a second by version (MPEG 1, or 2 and 2.5), layer and index. Source: ISO/IEC 11172-3 and 13818-3. */
const bitRates: Readonly<Record<1 | 2, Readonly<Record<1 | 2 | 3, readonly number[]>>>> = {
  1: {
    1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  },
  2: {
    1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    3: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  },
};
const sampleRates: readonly number[] = [44100, 48000, 32000];

interface Mp3Frame {
  readonly offset: number;
  readonly channelCount: number;
  readonly bytes: number;
}

/** The first frame of MPEG audio among these bytes that another one follows, or `undefined`. */
export function findMp3Frame(head: Uint8Array): Mp3Frame | undefined {
  for (let offset = 0; offset + 4 <= head.length; offset++) {
    const frame = parseFrame(head, offset);
    if (frame === undefined) continue;
    const next = offset + frame.bytes;
    // The second frame proves the first, which eleven bits alone do not; a file of one frame has none.
    if (next + 4 > head.length ? offset === 0 : parseFrame(head, next)) return frame;
  }
  return undefined;
}

function parseFrame(bytes: Uint8Array, offset: number): Mp3Frame | undefined {
  const [a, b, c, d] = bytes.subarray(offset, offset + 4) as unknown as [number, number, number, number];
  const [version, layer] = [(b >> 3) & 3, (4 - ((b >> 1) & 3)) as 1 | 2 | 3 | 4];
  if (a !== 0xff || (b & 0xe0) !== 0xe0 || version === 1 || layer === 4) return undefined;
  const generation = version === 3 ? 1 : 2;
  const kilobits = bitRates[generation][layer][(c >> 4) - 1];
  const base = sampleRates[(c >> 2) & 3];
  if (kilobits === undefined || base === undefined) return undefined;
  const sampleRate = base / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const padding = (c >> 1) & 1;
  const slots = layer === 3 && generation === 2 ? 72 : 144;
  const bitRate = kilobits * 1000;
  const length =
    layer === 1
      ? 4 * (Math.floor((12 * bitRate) / sampleRate) + padding)
      : Math.floor((slots * bitRate) / sampleRate) + padding;
  return { offset, channelCount: d >> 6 === 3 ? 1 : 2, bytes: length };
}
