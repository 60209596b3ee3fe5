import { DspError } from '../../errors.ts';
import type { Codec } from '../codec.ts';
import { type Decoded, importDecoder, type StreamDecoder, streamAudio } from '../stream-audio.ts';
import { oggPage } from './ogg-writer.ts';
import { type WebmPacket, WebmPackets } from './webm-packets.ts';

const name = '@audio/decode-opus';
const magic: readonly number[] = [0x1a, 0x45, 0xdf, 0xa3];

/**
 * Opus in WebM or Matroska, as browsers record it, by `@audio/decode-opus`: the packets are handed over as an Ogg stream. With
 * another codec inside, such a file is left to other rows.
 */
export const webmCodec: Codec = {
  name: 'webm',
  sniff: (head) => magic.every((byte, i) => head[i] === byte) && isOpus(head),
  async open(source) {
    const create = await importDecoder(name, 'WebM (Opus)');
    return streamAudio(source, {
      format: 'WebM (Opus)',
      package: name,
      create: async () => webmDecoder(await create()),
    });
  },
};

function isOpus(head: Uint8Array): boolean {
  let text = '';
  for (const byte of head) text += String.fromCharCode(byte);
  return text.includes('A_OPUS');
}

/** A decoder of Ogg Opus that takes WebM. */
function webmDecoder(opus: StreamDecoder): StreamDecoder {
  const webm = new WebmPackets('A_OPUS');
  let sequence = 0;
  let granule = 0;
  const pages = (packets: readonly WebmPacket[], isEnd: boolean): Uint8Array => {
    const parts: Uint8Array[] = [];
    if (sequence === 0 && webm.head !== undefined) {
      parts.push(oggPage(webm.head, { sequence: sequence++, granule: 0, isLast: false }));
      parts.push(oggPage(tags, { sequence: sequence++, granule: 0, isLast: false }));
    }
    for (const [i, { bytes, discard }] of packets.entries()) {
      if (bytes.length >= 65_025) throw new DspError('invalid-audio', 'WebM: a packet is too long for Opus.');
      granule += samplesOf(bytes);
      const isLast = isEnd && i === packets.length - 1;
      const end = Math.max(0, granule - Math.round((discard * 48) / 1e6));
      parts.push(oggPage(bytes, { sequence: sequence++, granule: isLast ? end : granule, isLast }));
    }
    const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  };
  const decode = (ogg: Uint8Array): Decoded =>
    ogg.length === 0 ? { channelData: [], sampleRate: 48_000 } : opus.decode(ogg);
  return {
    decode: (bytes) => decode(pages(webm.push(bytes), false)),
    flush() {
      const last = decode(pages(webm.finish(), true));
      const rest = opus.flush?.() ?? { channelData: [], sampleRate: 48_000 };
      if (!rest.channelData[0]?.length) return last;
      if (!last.channelData[0]?.length) return rest;
      const channelData = last.channelData.map((begin, c) => {
        const whole = new Float32Array(begin.length + rest.channelData[c]!.length);
        whole.set(begin);
        whole.set(rest.channelData[c]!, begin.length);
        return whole;
      });
      return { channelData, sampleRate: last.sampleRate };
    },
    free: () => opus.free(),
  };
}

/** A head of comments without any. */
const tags: Uint8Array = Uint8Array.from([
  ...Array.from('OpusTags', (letter) => letter.charCodeAt(0)),
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
]);

/** Samples of a packet at 48 kHz, by its first byte. Source: RFC 6716, section 3.1. */
function samplesOf(packet: Uint8Array): number {
  const [toc = 0, count = 0] = packet;
  const configuration = toc >> 3;
  const frame =
    configuration < 12
      ? [480, 960, 1920, 2880][configuration & 3]!
      : configuration < 16
        ? [480, 960][configuration & 1]!
        : [120, 240, 480, 960][configuration & 3]!;
  const frames = [1, 2, 2, count & 63][toc & 3]!;
  return frame * frames;
}
