import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../catalog.ts';
import { RavdessError } from '../errors.ts';
import { EMOTIONS, MODALITIES, STATEMENTS, VOCAL_CHANNELS } from '../labels.ts';
import type { Recording } from '../recording.ts';
import { formatFilename } from './format-filename.ts';
import { parseFilename } from './parse-filename.ts';
import { parseFilenameLenient } from './parse-filename-lenient.ts';

const published: Recording = {
  modality: 'audio-only',
  vocalChannel: 'speech',
  emotion: 'fearful',
  intensity: 'normal',
  statement: 'dogs',
  repetition: 1,
  actor: 12,
  sex: 'female',
};

function refusal(attempt: () => unknown): RavdessError {
  try {
    attempt();
  } catch (error) {
    expect(RavdessError.isInstance(error)).toBe(true);
    return error as RavdessError;
  }
  throw new Error('was accepted');
}

describe('parseFilename', () => {
  test.each([
    '03-01-06-01-02-01-12',
    '03-01-06-01-02-01-12.wav',
    '03-01-06-01-02-01-12.WAV',
    './03-01-06-01-02-01-12.wav',
    '/03-01-06-01-02-01-12.wav',
    'Actor_12/03-01-06-01-02-01-12.wav',
    'corpus/actor_12/03-01-06-01-02-01-12.Wav',
    'C:\\RAVDESS\\Actor_12\\03-01-06-01-02-01-12.wav',
    'Actor_12\\03-01-06-01-02-01-12.wav',
    'ACTOR_012/03-01-06-01-02-01-12.wav',
    'Actor_12_backup/03-01-06-01-02-01-12.wav',
  ])('reads the published example as %s', (name) => {
    expect(parseFilename(name)).toEqual(published);
  });

  test('tells the sexes: odd is male', () => {
    expect(parseFilename('03-01-06-01-02-01-11.wav').sex).toBe('male');
    expect(parseFilename('03-01-06-01-02-01-12.wav').sex).toBe('female');
  });

  test('does not swap calm and surprised', () => {
    expect(parseFilename('03-01-02-01-01-01-01').emotion).toBe('calm');
    expect(parseFilename('03-01-08-01-01-01-01').emotion).toBe('surprised');
  });

  test.each([
    ['03-01-09-01-01-01-01.wav', 'emotion', '09', '01 neutral'],
    ['03-01-00-01-01-01-01.wav', 'emotion', '00', '08 surprised'],
    ['04-01-01-01-01-01-01.wav', 'modality', '04', '03 audio-only'],
    ['03-03-01-01-01-01-01.wav', 'vocalChannel', '03', '02 song'],
    ['03-01-02-03-01-01-01.wav', 'intensity', '03', '02 strong'],
    ['03-01-02-01-03-01-01.wav', 'statement', '03', '02 dogs'],
    ['03-01-02-01-01-03-01.wav', 'repetition', '03', '01 1, 02 2'],
    ['03-01-02-01-01-01-25.wav', 'actor', '25', '01 to 24'],
    ['03-01-02-01-01-01-00.wav', 'actor', '00', '01 to 24'],
    ['03-01-01-02-01-01-01.wav', 'intensity', 'strong', 'normal for neutral'],
    ['03-02-07-01-01-01-01.wav', 'emotion', 'disgust', 'in song'],
    ['03-02-08-01-01-01-01.wav', 'emotion', 'surprised', 'in song'],
    ['03-02-01-01-01-01-18.wav', 'actor', '18', 'speech only'],
    ['01-01-02-01-01-01-01.wav', 'extension', '".wav"', '.mp4 for audio-video'],
    ['02-01-02-01-01-01-01.wav', 'extension', '".wav"', '.mp4 for video-only'],
    ['03-01-02-01-01-01-01.mp4', 'extension', '".mp4"', '.wav for audio-only'],
    ['03-01-02-01-01-01-01.flac', 'extension', '".flac"', '.wav'],
    ['03-01-02-01-01-01-01_croppad.wav', 'suffix', '"_croppad"', 'nothing between'],
    ['03-01-02-01-01-01-01.tar.wav', 'suffix', '".tar"', 'nothing between'],
    ['Actor_02/03-01-02-01-01-01-01.wav', 'folder', '"Actor_02"', 'Actor_01'],
    ['03-01-02-01-01-01-011.wav', 'name', '"03-01-02-01-01-01-011.wav"', 'seven two-digit fields'],
    ['03_01_02_01_01_01_01.wav', 'name', '"03_01_02_01_01_01_01.wav"', 'seven two-digit fields'],
    ['.DS_Store', 'name', '".DS_Store"', 'seven two-digit fields'],
    ['._03-01-02-01-01-01-01.wav', 'name', '"._03', 'seven two-digit fields'],
    ['', 'name', '""', 'seven two-digit fields'],
    ['Actor_01/', 'name', '""', 'seven two-digit fields'],
  ])('refuses %s for its %s', (name, field, received, allowed) => {
    const error = refusal(() => parseFilename(name));
    expect(error).toMatchObject({ code: 'invalid-filename', field });
    expect(error.received).toContain(received);
    expect(error.allowed).toContain(allowed);
    for (const part of [field, error.received!, error.allowed!]) expect(error.message).toContain(part);
  });

  test('keeps a message short and printable, whatever the name', () => {
    const { message } = refusal(() => parseFilename(`\u0000\u001b[31m${'x'.repeat(1e6)}`));
    expect(message.length).toBeLessThan(500);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(message).not.toMatch(/[\u0000-\u001f]/);
  });

  test('takes more actors where the corpus has more', () => {
    expect(parseFilename('03-01-02-01-01-01-61.wav', { maxActor: 99 })).toMatchObject({ actor: 61, sex: 'male' });
    expect(refusal(() => parseFilename('03-01-02-01-01-01-61.wav', { maxActor: 60 })).allowed).toBe('01 to 60');
    for (const maxActor of [0, 100, 1.5, Number.NaN]) {
      expect(refusal(() => parseFilename('03-01-02-01-01-01-01', { maxActor })).code).toBe('invalid-option');
    }
  });
});

describe('formatFilename', () => {
  test('is undone by parseFilename, and undoes it, over the whole catalog', () => {
    const recordings = catalog();
    expect(recordings).toHaveLength(7356);
    for (const recording of recordings) {
      const name = formatFilename(recording);
      const parsed = parseFilename(name);
      expect(parsed).toEqual(recording);
      expect(formatFilename(parsed)).toBe(name);
      expect(name.endsWith(recording.modality === 'audio-only' ? '.wav' : '.mp4')).toBe(true);
    }
  });

  test('gives other extensions, and none', () => {
    expect(formatFilename(published, { extension: '' })).toBe('03-01-06-01-02-01-12');
    expect(formatFilename(published, { extension: '.flac' })).toBe('03-01-06-01-02-01-12.flac');
    expect(formatFilename({ ...published, sex: undefined })).toBe('03-01-06-01-02-01-12.wav');
  });

  test.each([
    [{ emotion: 'anger' }, 'emotion', 'neutral, calm'],
    [{ modality: 'audio' }, 'modality', 'audio-video'],
    [{ repetition: 3 }, 'repetition', '1, 2'],
    [{ actor: 25 }, 'actor', '1 to 24'],
    [{ actor: 1.5 }, 'actor', '1 to 24'],
    [{ sex: 'male' }, 'sex', 'female for actor 12'],
    [{ emotion: 'neutral', intensity: 'strong' }, 'intensity', 'normal for neutral'],
    [{ vocalChannel: 'song', emotion: 'disgust' }, 'emotion', 'in song'],
    [{ vocalChannel: 'song', actor: 18 }, 'actor', 'speech only'],
  ])('refuses %o', (change, field, allowed) => {
    const error = refusal(() => formatFilename({ ...published, ...change } as Recording));
    expect(error).toMatchObject({ code: 'invalid-recording', field });
    expect(error.message).toContain(allowed);
  });
});

describe('parseFilenameLenient', () => {
  test('reads what departs from the corpus, and says how', () => {
    const parsed = parseFilenameLenient('Actor_07\\01-01-01-02-02-01-12_croppad.FLAC');
    expect(parsed).toMatchObject({ name: '01-01-01-02-02-01-12_croppad.FLAC', suffix: '_croppad', extension: '.flac' });
    expect(parsed.recording).toMatchObject({
      modality: 'audio-video',
      emotion: 'neutral',
      intensity: 'strong',
      actor: 12,
    });
    expect(parsed.issues.map(({ field }) => field)).toEqual(['intensity', 'suffix', 'extension', 'folder']);
  });

  test('lists every field that is out of range', () => {
    const parsed = parseFilenameLenient('04-03-09-03-03-03-99');
    expect(parsed.recording).toBeNull();
    expect(parsed.issues.map(({ field }) => field)).toEqual([
      'modality',
      'vocalChannel',
      'emotion',
      'intensity',
      'statement',
      'repetition',
      'actor',
    ]);
  });

  test('never throws, whatever the string', () => {
    const twoDigits = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
    const nearly = fc.tuple(fc.string(), fc.array(twoDigits, { minLength: 6, maxLength: 8 }), fc.string());
    const strings = fc.oneof(
      fc.string({ unit: 'binary' }),
      nearly.map(([before, fields, after]) => `${before}${fields.join('-')}${after}`),
    );
    fc.assert(
      fc.property(strings, (name) => {
        const { recording, issues } = parseFilenameLenient(name);
        expect(recording !== null || issues.length > 0).toBe(true);
      }),
      { seed: 4, numRuns: 5000 },
    );
  });

  test('and the strict parser agree: no issue means accepted, an issue means refused for it', () => {
    const field = (labels: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: labels + 1 }).map((n) => `0${n}`);
    const names = fc
      .tuple(
        fc.constantFrom('', 'Actor_01/', 'Actor_18\\', 'a/b/', '/', 'actor_1/', 'Actor_/'),
        fc.tuple(
          field(MODALITIES.length),
          field(VOCAL_CHANNELS.length),
          field(EMOTIONS.length),
          field(2),
          field(STATEMENTS.length),
          field(2),
          fc.integer({ min: 0, max: 26 }).map((n) => String(n).padStart(2, '0')),
        ),
        fc.constantFrom('', '.wav', '.mp4', '.WAV', '.Mp4', '_x.wav', '.wa', '.wavv', '7.wav', '.', '\n', '.wav\n'),
      )
      .map(([folder, fields, rest]) => folder + fields.join('-') + rest);
    let accepted = 0;
    fc.assert(
      fc.property(names, (name) => {
        const lenient = parseFilenameLenient(name);
        if (lenient.issues.length === 0) {
          accepted++;
          expect(parseFilename(name)).toEqual(lenient.recording);
        } else {
          const { field: part, received, allowed } = refusal(() => parseFilename(name));
          expect({ field: part, received, allowed }).toEqual(lenient.issues[0]);
        }
      }),
      { seed: 5, numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
