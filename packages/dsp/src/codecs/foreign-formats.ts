const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** Formats by how they begin: name, and whether it holds sound at all. Rows of the table of codecs are asked first. */
const formats: readonly (readonly [name: string, isMedia: boolean, test: (head: Uint8Array) => boolean])[] = [
  ['WebM or Matroska', true, (b) => b[0] === 0x1a && b[1] === 0x45 && b[2] === 0xdf && b[3] === 0xa3],
  ['MP4 or M4A (AAC)', true, (b) => text(b, 4, 4) === 'ftyp' && !text(b, 8, 4).startsWith('qt') && !isVoice(b)],
  ['3GP (AMR or AAC)', true, (b) => text(b, 4, 4) === 'ftyp' && isVoice(b)],
  ['QuickTime', true, (b) => ['ftyp', 'moov', 'mdat', 'wide', 'free'].includes(text(b, 4, 4))],
  ['AMR', true, (b) => text(b, 0, 5) === '#!AMR'],
  ['AAC (ADTS)', true, (b) => b[0] === 0xff && (b[1]! & 0xf6) === 0xf0],
  ['Windows Media', true, (b) => b[0] === 0x30 && b[1] === 0x26 && b[2] === 0xb2 && b[3] === 0x75],
  ['AVI', true, (b) => text(b, 0, 4) === 'RIFF' && text(b, 8, 4) === 'AVI '],
  ['CAF', true, (b) => text(b, 0, 4) === 'caff'],
  ['Wave64', true, (b) => text(b, 0, 4) === 'riff'],
  ['AC-3', true, (b) => b[0] === 0x0b && b[1] === 0x77],
  ['WavPack', true, (b) => text(b, 0, 4) === 'wvpk'],
  ["Monkey's Audio", true, (b) => text(b, 0, 4) === 'MAC '],
  ['DSD', true, (b) => text(b, 0, 4) === 'DSD ' || text(b, 0, 4) === 'FRM8'],
  ['NIST SPHERE', true, (b) => text(b, 0, 7) === 'NIST_1A'],
  ['MPEG video', true, (b) => b[0] === 0 && b[1] === 0 && b[2] === 1 && (b[3] === 0xba || b[3] === 0xb3)],
  ['MPEG transport stream', true, (b) => b[0] === 0x47 && b[188] === 0x47],
  ['Flash video', true, (b) => text(b, 0, 3) === 'FLV'],
  ['Ogg with another codec', true, (b) => text(b, 0, 4) === 'OggS'],
  ['AIFF with another codec', true, (b) => text(b, 0, 4) === 'FORM'],
  ['MIDI (notes, no sound)', false, (b) => text(b, 0, 4) === 'MThd'],
  ['a ZIP archive', false, (b) => text(b, 0, 4) === 'PK\u0003\u0004'],
  ['a PDF', false, (b) => text(b, 0, 4) === '%PDF'],
  ['a PNG image', false, (b) => text(b, 1, 3) === 'PNG'],
  ['a JPEG image', false, (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ['a web page', false, (b) => /^\s*<(!doctype|html|\?xml)/i.test(text(b, 0, 64))],
  ['a pointer of Git LFS, not the file', false, (b) => text(b, 0, 22) === 'version https://git-lfs'.slice(0, 22)],
];

function isVoice(head: Uint8Array): boolean {
  return text(head, 8, 2) === '3g';
}

/** What a file is that no codec of the table knows, by its first bytes. */
export function foreignFormat(head: Uint8Array): { name: string; isMedia: boolean } | undefined {
  const found = formats.find(([, , test]) => test(head));
  return found && { name: found[0], isMedia: found[1] };
}
