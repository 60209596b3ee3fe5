import { DspError } from '../../errors.ts';

/** Elements that hold others which are looked at. Source: RFC 8794 (EBML), RFC 9559 (Matroska). */
const masters: ReadonlySet<number> = new Set([0x18538067, 0x1654ae6b, 0xae, 0x1f43b675, 0xa0]);
const id = {
  trackEntry: 0xae,
  trackNumber: 0xd7,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  cluster: 0x1f43b675,
  block: 0xa1,
  simpleBlock: 0xa3,
  discardPadding: 0x75a2,
} as const;
const wanted: ReadonlySet<number> = new Set(Object.values(id));
/** No packet of sound is longer; frames of pictures are not kept. */
const largest = 2 ** 26;

/** A packet of the track. */
export interface WebmPacket {
  readonly bytes: Uint8Array;
  /** Nanoseconds to drop at its end. */
  readonly discard: number;
}

/** Reads the packets of the first track of one codec from WebM or Matroska that comes in pieces. */
export class WebmPackets {
  readonly #codec: string;
  #held = new Uint8Array(0);
  #skip = 0;
  #tracks: { number?: number; codec?: string; head?: Uint8Array }[] = [];
  #track: number | undefined;
  /** The head of the codec, once the tracks are known. */
  head: Uint8Array | undefined;
  /** A packet waits for what may be said of its end behind it. */
  #waiting: WebmPacket[] = [];

  /** @param codec Matroska's name, as `'A_OPUS'`. */
  constructor(codec: string) {
    this.#codec = codec;
  }

  /** What is complete by these bytes. @throws {@link DspError} `invalid-audio`. */
  push(bytes: Uint8Array): WebmPacket[] {
    const done: WebmPacket[] = [];
    if (this.#held.length === 0) this.#held = bytes.slice();
    else {
      const grown = new Uint8Array(this.#held.length + bytes.length);
      grown.set(this.#held);
      grown.set(bytes, this.#held.length);
      this.#held = grown;
    }
    let at = 0;
    for (;;) {
      const skipped = Math.min(this.#skip, this.#held.length - at);
      at += skipped;
      this.#skip -= skipped;
      const element = elementAt(this.#held, at);
      if (element === undefined) break;
      if (masters.has(element.id)) {
        this.#enter(element.id);
        at = element.body;
      } else if (!wanted.has(element.id)) {
        at = element.body;
        this.#skip = element.size;
      } else {
        if (element.size > largest) throw damaged('an element is longer than the file can be');
        if (element.body + element.size > this.#held.length) break;
        this.#take(element.id, this.#held.subarray(element.body, element.body + element.size), done);
        at = element.body + element.size;
      }
    }
    this.#held = this.#held.slice(at);
    return done;
  }

  /** What waited for more. */
  finish(): WebmPacket[] {
    const rest = this.#waiting;
    this.#waiting = [];
    return rest;
  }

  #enter(element: number): void {
    if (element === id.trackEntry) this.#tracks.push({});
    if (element !== id.cluster || this.#track !== undefined) return;
    const track = this.#tracks.find(({ codec, head }) => codec === this.#codec && head !== undefined);
    if (track?.number === undefined) throw damaged(`no track of ${this.#codec} stands before the sound`);
    [this.#track, this.head] = [track.number, track.head];
  }

  #take(element: number, body: Uint8Array, done: WebmPacket[]): void {
    const track = this.#tracks.at(-1);
    if (element === id.trackNumber && track) track.number = integer(body);
    else if (element === id.codecId && track)
      track.codec = String.fromCharCode(...body.subarray(0, 32)).replace(/\0+$/, '');
    else if (element === id.codecPrivate && track) track.head = body.slice();
    else if (element === id.discardPadding) {
      const last = this.#waiting.pop();
      if (last) this.#waiting.push({ ...last, discard: Math.max(0, signedInteger(body)) });
    } else if (element === id.block || element === id.simpleBlock) {
      const number = varint(body, 0);
      if (number === undefined || number.value !== this.#track) return;
      done.push(...this.finish());
      this.#waiting = unlace(body, number.next).map((bytes) => ({ bytes, discard: 0 }));
    }
  }
}

/** The element that begins here, if its head is complete. A size that is not told is taken as 0: what follows is looked at. */
function elementAt(bytes: Uint8Array, at: number): { id: number; body: number; size: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 4) throw damaged('no element begins where one should');
  if (at + length > bytes.length) return undefined;
  let name = 0;
  for (let i = 0; i < length; i++) name = name * 256 + bytes[at + i]!;
  const size = varint(bytes, at + length);
  if (size === undefined) return undefined;
  return { id: name, body: size.next, size: size.value };
}

/** A number that tells its own length; all ones, "unknown", is 0. */
function varint(bytes: Uint8Array, at: number): { value: number; next: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw damaged('a length is no number');
  if (at + length > bytes.length) return undefined;
  let value = first & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    value = value * 256 + bytes[at + i]!;
    isUnknown &&= bytes[at + i] === 0xff;
  }
  return { value: isUnknown ? 0 : value, next: at + length };
}

/** The packets of a block, behind its track number: one, or several that are laced. */
function unlace(body: Uint8Array, at: number): Uint8Array[] {
  const lacing = ((body[at + 2] ?? 0) >> 1) & 3;
  let place = at + 3;
  if (lacing === 0) return [body.slice(place)];
  const count = (body[place++] ?? 0) + 1;
  const sizes: number[] = [];
  if (lacing === 2) sizes.push(...new Array<number>(count - 1).fill((body.length - place) / count));
  while (sizes.length < count - 1) {
    if (lacing === 1) {
      let size = 0;
      let part: number;
      do {
        part = body[place++] ?? 0;
        size += part;
      } while (part === 255);
      sizes.push(size);
    } else {
      const number = varint(body, place);
      if (number === undefined) throw damaged('a block ends within its sizes');
      // Behind the first stand differences, shifted by half their range.
      const half = 2 ** (7 * (number.next - place) - 1) - 1;
      sizes.push(sizes.length === 0 ? number.value : sizes.at(-1)! + number.value - half);
      place = number.next;
    }
  }
  const packets: Uint8Array[] = [];
  for (const size of sizes) {
    if (!(size >= 0) || !Number.isInteger(size) || place + size > body.length) throw damaged('a block ends too early');
    packets.push(body.slice(place, place + size));
    place += size;
  }
  return [...packets, body.slice(place)];
}

function integer(body: Uint8Array): number {
  return body.reduce((value, byte) => value * 256 + byte, 0);
}

/** What is discarded may be negative, which means silence to add. */
function signedInteger(body: Uint8Array): number {
  const value = integer(body);
  return body[0]! >= 0x80 ? value - 256 ** body.length : value;
}

function damaged(what: string): DspError {
  return new DspError('invalid-audio', `WebM: ${what}. The file is damaged.`);
}
