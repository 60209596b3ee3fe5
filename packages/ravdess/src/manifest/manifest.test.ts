import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../catalog.ts';
import { RavdessError } from '../errors.ts';
import { formatFilename } from '../filename/format-filename.ts';
import { csvLine, parseCsv } from './csv.ts';
import { manifestFromCsv, manifestToCsv } from './manifest-csv.ts';
import type { ManifestEntry } from './manifest-entry.ts';
import { manifestFromJson, manifestToJson } from './manifest-json.ts';

const [first, second] = catalog({ modality: 'audio-only' });
const entries: ManifestEntry[] = [
  {
    path: 'Actor_01/03-01-01-01-01-01-01.wav',
    recording: first!,
    size: 317_000,
    header: { sampleRate: 48_000, channels: 1, bitsPerSample: 16, frames: 144_000, duration: 3 },
    pcmHash: 'ab'.repeat(32),
    part: 'train',
  },
  { path: 'a, "quoted"\nfolder/03-01-01-01-01-01-02.wav', recording: second! },
];

describe('manifests', () => {
  test('as JSON', () => {
    expect(manifestToJson(entries)).toBe(`{
  "format": "ravdess-manifest",
  "version": 1,
  "files": [
    {"path":"Actor_01/03-01-01-01-01-01-01.wav","size":317000,"pcmHash":"${'ab'.repeat(32)}","part":"train","modality":"audio-only","vocalChannel":"speech","emotion":"neutral","intensity":"normal","statement":"kids","repetition":1,"actor":1,"sex":"male","sampleRate":48000,"channels":1,"bitsPerSample":16,"frames":144000,"duration":3},
    {"path":"a, \\"quoted\\"\\nfolder/03-01-01-01-01-01-02.wav","modality":"audio-only","vocalChannel":"speech","emotion":"neutral","intensity":"normal","statement":"kids","repetition":1,"actor":2,"sex":"female"}
  ]
}
`);
    expect(manifestFromJson(manifestToJson(entries))).toEqual(entries);
    expect(manifestFromJson(manifestToJson([]))).toEqual([]);
  });

  test('as CSV', () => {
    expect(manifestToCsv(entries)).toBe(
      `${[
        'path,modality,vocalChannel,emotion,intensity,statement,repetition,actor,sex,size,sampleRate,channels,bitsPerSample,frames,duration,pcmHash,part',
        `Actor_01/03-01-01-01-01-01-01.wav,audio-only,speech,neutral,normal,kids,1,1,male,317000,48000,1,16,144000,3,${'ab'.repeat(32)},train`,
        '"a, ""quoted""\nfolder/03-01-01-01-01-01-02.wav",audio-only,speech,neutral,normal,kids,1,2,female,,,,,,,,',
      ].join('\n')}\n`,
    );
    expect(manifestFromCsv(manifestToCsv(entries))).toEqual(entries);
    expect(manifestFromCsv(manifestToCsv([]))).toEqual([]);
  });

  test('survive both formats, whatever they hold', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => !/[\\/]/.test(value) && value !== '..');
    const count = fc.nat();
    const entry = fc
      .record({
        folder: text,
        recording: fc.constantFrom(...catalog({ modality: 'audio-only', vocalChannel: 'song' })),
        size: fc.option(count, { nil: undefined }),
        header: fc.option(
          fc.record({
            sampleRate: fc.integer({ min: 1, max: 192_000 }),
            channels: count,
            bitsPerSample: count,
            frames: count,
          }),
          { nil: undefined },
        ),
        pcmHash: fc.option(text, { nil: undefined }),
        part: fc.option(text, { nil: undefined }),
      })
      .filter(({ folder }) => !/^[a-z]:/i.test(folder) && !folder.includes('\0'))
      .map(({ folder, header, ...rest }) => ({
        ...rest,
        path: `${folder}/${formatFilename(rest.recording)}`,
        header: header && { ...header, duration: header.frames / header.sampleRate },
      }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (list) => {
        const plain = JSON.parse(JSON.stringify(list)) as unknown;
        expect(manifestFromJson(manifestToJson(list))).toEqual(plain);
        expect(manifestFromCsv(manifestToCsv(list))).toEqual(plain);
        expect(
          manifestFromCsv(`\uFEFF${manifestToCsv(list).replaceAll(/\n(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '\r\n')}`),
        ).toEqual(plain);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('are written from scanned files by their path below the corpus folder', () => {
    const scanned = {
      path: '/data/x/Actor_01/03-01-01-01-01-01-01.wav',
      relativePath: entries[0]!.path,
      recording: first!,
      header: null,
    };
    expect(manifestFromCsv(manifestToCsv([scanned]))).toEqual([{ path: entries[0]!.path, recording: first }]);
  });

  test('need no column but the path, in any order', () => {
    expect(manifestFromCsv('note,path\r\nx,Actor_01\\03-01-01-01-01-01-01.wav\r\n')).toEqual([
      { path: 'Actor_01/03-01-01-01-01-01-01.wav', recording: first },
    ]);
  });

  const json = (file: unknown): string => JSON.stringify({ format: 'ravdess-manifest', version: 1, files: [file] });
  const path = '03-01-01-01-01-01-01.wav';
  test.each<[() => unknown, RegExp]>([
    [() => manifestFromJson('{'), /not JSON/],
    [() => manifestFromJson('[]'), /"format": "ravdess-manifest"/],
    [() => manifestFromJson('{"format":"ravdess-manifest","version":2,"files":[]}'), /"version": 1/],
    [() => manifestFromJson(json(null)), /In files\[0\], path is undefined/],
    [() => manifestFromJson(json({ path: '../03-01-01-01-01-01-01.wav' })), /without "\.\."/],
    [() => manifestFromJson(json({ path: '/etc/03-01-01-01-01-01-01.wav' })), /relative path/],
    [() => manifestFromJson(json({ path: 'C:\\03-01-01-01-01-01-01.wav' })), /relative path/],
    [() => manifestFromJson(json({ path: 'hello.wav' })), /seven two-digit fields/],
    [
      () => manifestFromJson(json({ path, emotion: 'happy' })),
      /emotion is "happy"; allowed is neutral, as the file name says/,
    ],
    [() => manifestFromJson(json({ path, actor: 2 })), /actor is 2; allowed is 1/],
    [() => manifestFromJson(json({ path, size: -1 })), /size is -1/],
    [() => manifestFromJson(json({ path, size: 1.5 })), /size is 1\.5/],
    [() => manifestFromJson(json({ path, frames: 10 })), /sampleRate is undefined; allowed is all of/],
    [() => manifestFromJson(json({ path, sampleRate: 0, channels: 1, bitsPerSample: 16, frames: 1 })), /rate above 0/],
    [() => manifestFromJson(json({ path, part: 7 })), /part is 7; allowed is text/],
    [() => manifestFromCsv(''), /names its columns/],
    [() => manifestFromCsv('file\nx'), /names its columns/],
    [() => manifestFromCsv(`path,sex\n\n${path},female`), /In line 3, sex is "female"; allowed is male/],
    [() => manifestFromCsv(`path,size\n"${path}\n"`), /Line 2 of the manifest has 1 cells, its first line 2/],
    [() => manifestFromCsv(`path,size\n${path},many`), /size is "many"/],
    [() => manifestFromCsv(`path\n"${path}`), /quote on line 2 is never closed/],
    [() => manifestFromCsv(`path\n"${path}"x`), /quote on line 2 is followed by more of its cell/],
    [() => manifestToCsv([{ path: '/abs/03-01-01-01-01-01-01.wav', recording: first! }]), /relative path/],
    [() => manifestToJson([{ path, recording: second! }]), /begins with 03-01-01-01-01-01-02/],
  ])('refuse what they are not: %#', (attempt, message) => {
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-manifest' }) as never);
  });

  test('throw nothing but their own error on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'path', path, '\uFEFF', '{', ']', 'x') }),
        (text) => {
          for (const read of [manifestFromCsv, manifestFromJson]) {
            try {
              read(text);
            } catch (error) {
              if (!RavdessError.isInstance(error)) throw error;
            }
          }
        },
      ),
      { seed: 12, numRuns: 2000 },
    );
  });
});

describe('parseCsv', () => {
  test('gives back what csvLine wrote, with the lines that rows begin on', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const parsed = parseCsv(rows.map((row) => `${csvLine(row)}\n`).join(''));
        expect(parsed.map(({ cells }) => cells)).toEqual(rows);
        let line = 1;
        for (const [i, row] of rows.entries()) {
          expect(parsed[i]!.line).toBe(line);
          line += csvLine(row).split('\n').length;
        }
      }),
      { seed: 13, numRuns: 500 },
    );
    expect(parseCsv('a,').map(({ cells }) => cells)).toEqual([['a', '']]);
    expect(parseCsv('a,b').map(({ cells }) => cells)).toEqual([['a', 'b']]);
  });
});
