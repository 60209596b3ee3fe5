/** A WAV file for tests: what {@link wavBytes} writes. */
export interface WavSpec {
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly bitsPerSample?: number;
  /** Format tag: 1 is PCM, 3 float, 0xFFFE EXTENSIBLE with PCM inside. */
  readonly tag?: number;
  readonly frames?: number;
  /** First byte of the samples, which the others follow: files of other seeds have other samples. */
  readonly seed?: number;
  /** Chunks between `fmt ` and `data`, by name and length. */
  readonly before?: readonly (readonly [id: string, length: number])[];
  /** Chunks after `data`. */
  readonly after?: readonly (readonly [id: string, length: number])[];
}

/** The chunks of a RAVDESS file, in its order, around the samples. */
export const RAVDESS_CHUNKS: Pick<WavSpec, 'before' | 'after'> = {
  before: [
    ['bext', 602],
    ['FLLR', 4044],
  ],
  after: [
    ['LIST', 26],
    ['_PMX', 300],
  ],
};

/** Bytes of a WAV file whose samples count up from `seed`. */
export function wavBytes(spec: WavSpec = {}): Uint8Array {
  const { sampleRate = 48_000, channels = 1, bitsPerSample = 16, tag = 1, frames = 16, seed = 0 } = spec;
  const blockAlign = channels * Math.ceil(bitsPerSample / 8);
  const format = new Uint8Array(tag === 0xfffe ? 40 : 16);
  const fields = new DataView(format.buffer);
  fields.setUint16(0, tag, true);
  fields.setUint16(2, channels, true);
  fields.setUint32(4, sampleRate, true);
  fields.setUint32(8, sampleRate * blockAlign, true);
  fields.setUint16(12, blockAlign, true);
  fields.setUint16(14, bitsPerSample, true);
  if (tag === 0xfffe) {
    fields.setUint16(16, 22, true);
    fields.setUint16(18, bitsPerSample, true);
    fields.setUint16(24, 1, true);
  }
  const samples = Uint8Array.from({ length: frames * blockAlign }, (_, i) => (seed + i) & 255);
  const filler = (chunks: WavSpec['before'] = []): Uint8Array[] =>
    chunks.map(([id, length]) => chunk(id, new Uint8Array(length).fill(7)));
  const body = [chunk('fmt ', format), ...filler(spec.before), chunk('data', samples), ...filler(spec.after)];
  const size = body.reduce((sum, { length }) => sum + length, 4);
  const head = new Uint8Array(12);
  head.set(ascii('RIFF'));
  new DataView(head.buffer).setUint32(4, size, true);
  head.set(ascii('WAVE'), 8);
  return Uint8Array.from(Buffer.concat([head, ...body]));
}

function chunk(id: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + content.length + (content.length & 1));
  bytes.set(ascii(id));
  new DataView(bytes.buffer).setUint32(4, content.length, true);
  bytes.set(content, 8);
  return bytes;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
