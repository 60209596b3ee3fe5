import { describe, expect, test } from 'vitest';
import { catalog } from '../catalog.ts';
import { formatFilename } from '../filename/format-filename.ts';
import { IDENTICAL_FILES, STEREO_FILES } from '../known-files.ts';
import { formatSummary } from './format-summary.ts';
import { missingRecordings } from './missing-recordings.ts';
import { summarizeCorpus } from './summarize-corpus.ts';

const audio = catalog({ modality: 'audio-only' });

/** The audio files as an audit of the archives describes them, every one two seconds long. */
const audited = audio.map((recording) => {
  const name = formatFilename(recording);
  return {
    recording,
    header: {
      sampleRate: 48_000,
      channels: STEREO_FILES.includes(name) ? 2 : 1,
      bitsPerSample: 16,
      frames: 96_000,
      duration: 2,
    },
    pcmHash: IDENTICAL_FILES.includes(name) ? 'same' : name,
  };
});

describe('summarizeCorpus', () => {
  test('counts the corpus as published', () => {
    const summary = summarizeCorpus(audited);
    expect(summary.counts).toEqual({ speech: 1440, song: 1012, total: 2452 });
    expect(summary.byEmotion).toEqual({
      neutral: { speech: 96, song: 92, total: 188 },
      calm: { speech: 192, song: 184, total: 376 },
      happy: { speech: 192, song: 184, total: 376 },
      sad: { speech: 192, song: 184, total: 376 },
      angry: { speech: 192, song: 184, total: 376 },
      fearful: { speech: 192, song: 184, total: 376 },
      disgust: { speech: 192, song: 0, total: 192 },
      surprised: { speech: 192, song: 0, total: 192 },
    });
    expect(summary.bySex).toEqual({
      male: { speech: 720, song: 528, total: 1248 },
      female: { speech: 720, song: 484, total: 1204 },
    });
    expect(summary.byActor).toHaveLength(24);
    expect(summary.byActor[17]).toEqual({ actor: 18, sex: 'female', counts: { speech: 60, song: 0, total: 60 } });
    expect(summary.missing).toEqual([]);
    expect(summary.formats).toEqual([
      { sampleRate: 48_000, channels: 1, bitsPerSample: 16, count: 2446 },
      { sampleRate: 48_000, channels: 2, bitsPerSample: 16, count: 6 },
    ]);
    expect(summary.duration).toBe(2 * 2452);
    expect(summary.stereo).toEqual(STEREO_FILES);
    expect(summary.identical).toEqual([IDENTICAL_FILES]);
  });

  test('counts nothing of nothing', () => {
    expect(summarizeCorpus([])).toMatchObject({
      counts: { total: 0 },
      byActor: [],
      missing: [],
      formats: [],
      duration: 0,
    });
  });

  test('lists what is missing of the parts that are there', () => {
    const some = audio.filter(({ vocalChannel, actor }) => vocalChannel === 'song' && actor !== 3);
    const { missing } = summarizeCorpus(some);
    expect(missing).toHaveLength(44);
    expect(missing[0]).toBe('03-02-01-01-01-01-03.wav');
    expect(missingRecordings(some, audio)).toHaveLength(44 + 1440);
    expect(missingRecordings([], catalog({ vocalChannel: 'speech' }))).toHaveLength(4320);
  });
});

describe('formatSummary', () => {
  test('is a table for people', () => {
    const few = audited.filter(({ recording }) => recording.actor === 1 && recording.vocalChannel === 'speech');
    expect(formatSummary(summarizeCorpus(few))).toBe(`\
                 speech    song   total
neutral               4       0       4
calm                  8       0       8
happy                 8       0       8
sad                   8       0       8
angry                 8       0       8
fearful               8       0       8
disgust               8       0       8
surprised             8       0       8

male                 60       0      60
female                0       0       0

actor 01 (male)      60       0      60

all                  60       0      60

58 files of 48000 Hz, 16 bits, 1 channel
2 files of 48000 Hz, 16 bits, 2 channels
0.03 hours in all
missing: 03-01-01-01-01-01-02.wav, 03-01-01-01-01-01-03.wav, 03-01-01-01-01-01-04.wav, 03-01-01-01-01-01-05.wav, 03-01-01-01-01-01-06.wav, 03-01-01-01-01-01-07.wav and 1374 more
stereo: 03-01-02-01-01-02-01.wav, 03-01-08-01-02-02-01.wav, all known
`);
  });

  test('tells known oddities from others', () => {
    expect(formatSummary(summarizeCorpus(audited))).toContain(
      `identical samples: ${IDENTICAL_FILES.join(', ')}, all known`,
    );
    const odd = audited.slice(0, 2).map((item) => ({ ...item, pcmHash: 'x', header: { ...item.header, channels: 2 } }));
    const text = formatSummary(summarizeCorpus(odd));
    expect(text).toContain('stereo: 03-01-01-01-01-01-01.wav, 03-01-01-01-01-01-02.wav\n');
    expect(text).toContain('identical samples: 03-01-01-01-01-01-01.wav, 03-01-01-01-01-01-02.wav\n');
    expect(formatSummary(summarizeCorpus(audio))).not.toContain('hours');
  });
});
