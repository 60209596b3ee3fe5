import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, decodeWav, encodeWav, resample } from '@ser/dsp';
import type { SileroVad } from '@ser/dsp/node';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shareOut } from '../corpus/shard.ts';
import { SerError } from '../errors.ts';
import { UNCALIBRATED } from '../evaluation/calibration.ts';
import type { WindowPredictor } from '../predict/open-window-predictor.ts';
import { WINDOW_BATCH, type WindowFeatures } from '../predict/window-recipe.ts';
import { DEFAULTS } from '../settings/settings.ts';
import { type Elsewhere, takeFeatures } from './elsewhere.ts';
import { type FeaturesTask, featuresTask } from './features-task.ts';
import { makeTimeline, type TimelineContext } from './make-timeline.ts';
import { mergeWindows, smooth } from './merge-windows.ts';
import { timelinePage } from './page.ts';
import { partialWindows } from './partial-windows.ts';
import { planWindows } from './plan-windows.ts';
import { type FeaturesRequest, readFeatures } from './read-features.ts';
import { readStretches, surveyRecording } from './read-recording.ts';
import { readSpeakers } from './read-speakers.ts';
import { speakerTable } from './speaker-times.ts';
import { surveyTask } from './survey-task.ts';
import { TEXT_FORMATS } from './text-formats.ts';
import { clock, sentence, type Timeline } from './timeline.ts';
import { planJobs, timelinesOf } from './timelines-of.ts';

const RATE = 16_000;
const labels = ['calm', 'angry'];
let folder: string;
let recording: string;
const signal = new AbortController().signal;

/** Something voiced: gliding harmonics, which a segmenter takes for speech. */
function voice(seconds: number, loudness: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, n) => {
    const t = n / RATE;
    phase += (150 + 40 * Math.sin(2 * Math.PI * 1.7 * t)) / RATE;
    let sum = 0;
    for (let h = 1; h <= 20; h++) {
      sum += Math.sin(2 * Math.PI * h * phase) / (1 + Math.abs(h - 3 - 3 * Math.sin(2 * Math.PI * 2.3 * t)));
    }
    return loudness * 0.1 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t));
  });
}
const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * RATE));
const joined = (...parts: Float32Array[]): Float32Array => Float32Array.from(parts.flatMap((part) => [...part]));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeline-'));
  recording = join(folder, 'call.wav');
  const left = joined(silence(1), voice(3, 0.2), silence(1.5), voice(2.5, 1), silence(1));
  const right = joined(silence(6), voice(2, 0.5), silence(1));
  await writeFile(recording, encodeWav({ channels: [left, right], sampleRate: RATE }, { bitDepth: 16 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Loud stretches are angry. */
const predictor: WindowPredictor = {
  duration: 1,
  sampleRate: 8000,
  labels,
  isShared: true,
  recipe: { kind: 'front end', frontEnd: 'waveform', settings: { ...DEFAULTS, duration: 1, sampleRate: 8000 } },
  networkSeconds: () => 0,
  calibration: UNCALIBRATED,
  lowestRate: RATE,
  highest: 4000,
  async *probabilities(stretches) {
    for await (const { level } of stretches) {
      yield level !== null && level > -34 ? Float32Array.of(0.2, 0.8) : Float32Array.of(0.9, 0.1);
    }
  },
  close: async () => {},
};
const context = (more: Partial<TimelineContext> = {}): TimelineContext => ({
  ...{ predictor, model: 'VGG16', run: 'runs/demo', caveats: ['A caveat.'], signal },
  ...more,
});

describe('makeTimeline', () => {
  test('finds the speech of a channel, and what is angry in it, to the sample', async () => {
    const made = await makeTimeline(recording, 1, context());
    expect(made.length).toBe(9 * RATE);
    expect(made.speech).toHaveLength(2);
    const seconds = made.speech.map(({ start, end }) => [start / RATE, end / RATE]);
    for (const [i, [start, end]] of (
      [
        [1, 4],
        [5.5, 8],
      ] as const
    ).entries()) {
      expect(Math.abs(seconds[i]![0]! - start)).toBeLessThan(0.1);
      expect(Math.abs(seconds[i]![1]! - end)).toBeLessThan(0.1);
    }
    expect(made.segments.map(({ label }) => label)).toEqual(['calm', 'angry']);
    expect(made.segments.map(({ start, end }) => ({ start, end }))).toEqual(made.speech);
    expect(sentence(made)).toBe('Mostly calm; angry at 0:05–0:08.'.replace('0:08', clock(made.speech[1]!.end / RATE)));
    for (const { probabilities } of made.windows) expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
  });

  test('a network that tells speech decides, energy says where it begins and ends', async () => {
    /** Says of every step of 32 ms the same. */
    const silero = (probability: number): SileroVad => ({
      path: 'none',
      probabilities: () => Promise.reject(new Error('A whole recording is not in memory.')),
      stream: ({ sampleRate }) => {
        let seconds = 0;
        let given = 0;
        const steps = (until: number): Float32Array<ArrayBuffer> => {
          const fresh = new Float32Array(until - given).fill(probability);
          given = until;
          return fresh;
        };
        return {
          push: async (samples) => {
            seconds += samples.length / sampleRate;
            return steps(Math.floor(seconds / 0.032));
          },
          finish: async () => steps(Math.ceil(seconds / 0.032)),
        };
      },
      close: async () => {},
    });
    const [plain, heard, deaf] = await Promise.all(
      [undefined, silero(0.9), silero(0.1)].map((one) => makeTimeline(recording, 1, context({ silero: one }))),
    );
    expect([plain!.speechBy, heard!.speechBy, heard!.speech.length]).toEqual(['energy', 'silero', 2]);
    const pad = Math.round(0.02 * RATE);
    expect(heard!.speech.map(({ start, end }) => [start - pad, end + pad])).toEqual(
      plain!.speech.map(({ start, end }) => [start, end]),
    );
    expect([deaf!.speech, sentence(deaf!)]).toEqual([[], 'No speech was found.']);
    // Below the rates of telephones neither can tell, and nobody is said to have.
    const slow = join(folder, 'slow.wav');
    await writeFile(slow, encodeWav({ channels: [new Float32Array(400).fill(0.1)], sampleRate: 4000 }));
    for (const one of [undefined, silero(0.1)]) {
      const made = await makeTimeline(slow, 1, context({ silero: one }));
      expect([made.speechBy, made.speech]).toEqual(['none', [{ start: 0, end: 400 }]]);
    }
  });

  test('a survey in another thread gives the same timeline, and the same words where something is wrong', async () => {
    const survey: Elsewhere['survey'] = async (task) => {
      const answer = structuredClone(await surveyTask(task));
      if ('problem' in answer) throw new SerError(answer.problem);
      return answer.survey;
    };
    const elsewhere = context({ elsewhere: { survey } });
    expect(await makeTimeline(recording, 1, elsewhere)).toEqual(await makeTimeline(recording, 1, context()));
    await expect(makeTimeline(recording, 3, elsewhere)).rejects.toThrow(/has 2 channels; there is no channel 3/);
  });

  test('each channel has its own, and the mean of both', async () => {
    const right = await makeTimeline(recording, 2, context());
    expect(right.speech).toHaveLength(1);
    expect((await makeTimeline(recording, 'mix', context())).speech.length).toBeGreaterThan(1);
    await expect(makeTimeline(recording, 3, context())).rejects.toThrow(/has 2 channels; there is no channel 3/);
  });

  test('answers as predict does: calibrated, and none where it gives none', async () => {
    const plain = await makeTimeline(recording, 1, context());
    const warm = { ...predictor, calibration: { temperature: 2, threshold: 0.7, files: 20 } };
    const made = await makeTimeline(recording, 1, context({ predictor: warm }));
    const at = (p: number): number => Math.sqrt(p) / (Math.sqrt(p) + Math.sqrt(1 - p));
    for (const [i, { probabilities }] of made.windows.entries())
      expect(probabilities[1]).toBeCloseTo(at(plain.windows[i]!.probabilities[1]!), 6);
    // 0.9 becomes 0.75, and 0.8 becomes 0.67.
    expect(made.segments.map(({ label, reasons }) => [label, ...reasons])).toEqual([
      ['calm'],
      [null, 'probability too low'],
    ]);
    const wide = { ...predictor, lowestRate: 48_000, highest: 20_000 };
    const narrow = await makeTimeline(recording, 1, context({ predictor: wide }));
    expect(new Set(narrow.segments.flatMap(({ reasons }) => reasons))).toEqual(new Set(['band missing']));
    // Said to be speech, and none of it is.
    const speakers = readSpeakers('start,end,speaker\n0.1,0.9,A\n4.05,5.4,B\n', 's.csv');
    const silent = await makeTimeline(recording, 1, context({ speakers }));
    expect(silent.segments.map(({ label, reasons }) => [label, ...reasons])).toEqual([
      [null, 'silent'],
      [null, 'silent'],
    ]);
  });

  test('interrupted, it goes on where it was, to the same bytes', async () => {
    const path = join(folder, 'long.wav');
    const left = joined(...Array.from({ length: 4 }, (_, i) => [voice(5, 0.2 + 0.2 * i), silence(0.7)]).flat());
    await writeFile(path, encodeWav({ channels: [left], sampleRate: RATE }, { bitDepth: 16 }));
    let computed = 0;
    const counting = (most: number): WindowPredictor => ({
      ...predictor,
      duration: 0.4,
      async *probabilities(stretches) {
        for await (const row of predictor.probabilities(stretches)) {
          if (++computed > most) throw new Error('killed');
          yield row;
        }
      },
    });
    const whole = await makeTimeline(path, 1, context({ predictor: counting(1000) }));
    const windows = computed;
    expect(windows).toBeGreaterThan(2 * WINDOW_BATCH);
    const place = join(folder, 'long.partial');
    const partial = partialWindows(place, 'k');
    computed = 0;
    await expect(makeTimeline(path, 1, context({ predictor: counting(70), partial }))).rejects.toThrow('killed');
    // A line that was cut off counts for nothing.
    await appendFile(place, '{"first":64,"windows":[{"level":-20,"ra');
    computed = 0;
    const again = partialWindows(place, 'k');
    expect(JSON.stringify(await makeTimeline(path, 1, context({ predictor: counting(1000), partial: again })))).toBe(
      JSON.stringify(whole),
    );
    expect(computed).toBe(windows - 2 * WINDOW_BATCH);
    // What another program wrote at the same time does not go on where ours ended.
    const kept = await partialWindows(place, 'k').read();
    expect(kept.length).toBeGreaterThanOrEqual(2 * WINDOW_BATCH);
    const last = (await readFile(place, 'utf8')).trimEnd().split('\n').at(-1)!;
    await appendFile(place, `${last}\n`);
    expect(await partialWindows(place, 'k').read()).toEqual(kept);
    // Of other settings, it is begun anew.
    expect(await partialWindows(place, 'other').read()).toEqual([]);
    await again.remove();
    expect(await again.read()).toEqual([]);
  });

  test('every recording has its timelines, whichever share it is in; what is wrong is told', async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    await copyFile(recording, join(other, 'call.wav'));
    const text = join(folder, 'text.wav');
    await writeFile(text, 'no sound');
    const out = join(folder, 'out');
    const jobs = planJobs([recording, text, join(other, 'call.wav')], out);
    expect(jobs.map(({ base }) => base)).toEqual(['call', 'text', 'call-2']);
    const beside = planJobs(['a.speakers.wav', 'a.wav', 'b.wav', 'b.channels.wav'], out);
    expect(beside.map(({ base }) => base)).toEqual(['a.speakers', 'a-2', 'b', 'b.channels-2']);
    const shares = shareOut(
      jobs.map((clip) => ({ clip })),
      2,
    );
    expect(shares.flatMap((share) => [...share]).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      [...jobs].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
    const about = { ...context(), identity: 'i', speakers: undefined, wanted: 'each', onProgress: () => {} } as const;
    const [first, damaged] = [await timelinesOf(jobs[0]!, about), await timelinesOf(jobs[1]!, about)];
    expect(first.results.map(({ channel, kept }) => [channel, kept])).toEqual([
      [1, false],
      [2, false],
    ]);
    expect(damaged.problems).toEqual([{ path: text, reason: expect.stringMatching(/No audio format is known/) }]);
    // Bad ones are told, and the others go on.
    for (const [sampleRate, channels, frames, said] of [
      [1, 1, 30, /Rates must not differ by more than a factor of 256/],
      [8000, 1, 800, 'No speech was found.'],
      [8000, 96, 800, 'No speech was found.'],
    ] as const) {
      const path = join(folder, 'bad.wav');
      const hum = new Float32Array(frames).fill(0.1);
      await writeFile(path, encodeWav({ channels: new Array(channels).fill(hum), sampleRate }, { bitDepth: 16 }));
      const [job] = planJobs([path], out);
      const { results, problems } = await timelinesOf(job!, { ...about, wanted: 'mix' });
      expect(results[0]?.sentence ?? problems[0]!.reason).toMatch(said);
    }
    const bytes = await readFile(recording);
    await writeFile(join(folder, 'cut.wav'), bytes.subarray(0, bytes.length - 1000));
    const [cut] = planJobs([join(folder, 'cut.wav')], out);
    for (const kept of [false, true]) {
      const complaint = 'its head promises 1000 bytes of samples more than it holds';
      expect((await timelinesOf(cut!, { ...about, wanted: 1 })).results).toMatchObject([{ kept, complaint }]);
    }
    expect(await readFile(join(out, 'cut.channel-1.html'), 'utf8')).toContain(
      'The recording is damaged: its head promises 1000',
    );
    expect((await timelinesOf(jobs[0]!, about)).results.every(({ kept }) => kept)).toBe(true);
    const table = (await readFile(join(out, 'call.channels.csv'), 'utf8')).split('\n');
    expect([table[0], ...table.slice(1).map((line) => line.split(',')[0])]).toEqual([
      'channel,speech,calm,angry,no_answer',
      ...['1', '2', ''],
    ]);
    expect(await readdir(out)).not.toContain('call.speakers.csv');
    expect((await readdir(out)).filter((name) => name.startsWith('call.channel-1')).sort()).toEqual(
      ['.TextGrid', '.csv', '.html', '.json', '.labels.txt', '.rttm', '.srt', '.vtt'].map((e) => `call.channel-1${e}`),
    );
  });

  test('segments of others take the place of the speech that is found', async () => {
    const speakers = readSpeakers('start,end,speaker\n5.6,7,B\n1,3.5,A\n6,7.5,A\n100,101,C\n', 's.csv');
    const made = await makeTimeline(recording, 1, context({ speakers }));
    expect(made.segments.map(({ speaker, label, start }) => [speaker, label, start / RATE])).toEqual([
      ['A', 'calm', 1],
      ['B', 'angry', 5.6],
      ['A', 'angry', 6],
    ]);
    expect(speakerTable([made])).toBe(
      'channel,speaker,speech,calm,angry,no_answer\n' +
        '1,A,4.000000000,2.500000000,1.500000000,0.000000000\n1,B,1.400000000,0.000000000,1.400000000,0.000000000\n' +
        '1,C,0.000000000,0.000000000,0.000000000,0.000000000\n',
    );
    const page = timelinePage(made, { title: 'x', source: 'x.wav' });
    expect(page).toContain('<tr><th scope="row">A</th><td>0:04</td><td>63 %</td><td>38 %</td></tr>');
    expect(page).toContain('<tr><th scope="row">C</th><td>0:00</td><td>0 %</td><td>0 %</td></tr>');
    expect(page).not.toContain('<th scope="col">no answer</th>');
    expect(page).toContain('in the segments that were given');
    const silent = { ...made, segments: [], speech: [], windows: [] };
    expect(speakerTable([{ ...silent, speakers: undefined }])).toBe(
      'channel,speech,calm,angry,no_answer\n1,0.000000000,0.000000000,0.000000000,0.000000000\n',
    );
  });
});

test('readStretches gives the samples of each window, whatever the pieces', async () => {
  const whole = decodeWavFile();
  const random = createRandom(3);
  const windows = Array.from({ length: 12 }, () => {
    const start = Math.floor(random() * 8 * RATE);
    return { start, end: start + 1 + Math.floor(random() * RATE) };
  }).sort((a, b) => a.start - b.start || a.end - b.end);
  let next = 0;
  for await (const samples of readStretches(recording, 1, windows, { sampleRate: 8000, signal })) {
    const { start, end } = windows[next++]!;
    const expected = resample((await whole).slice(start, end), { from: RATE, to: 8000 });
    expect([samples.length, samples.every((sample, i) => sample === expected[i])]).toEqual([expected.length, true]);
  }
  expect(next).toBe(windows.length);
  const { peaks, length } = await surveyRecording(recording, 1, { signal });
  expect(length).toBe((await whole).length);
  const loudest = (await whole).reduce((top, x) => Math.max(top, Math.abs(x)), 0);
  expect(Math.max(...peaks)).toBeCloseTo(loudest, 3);

  async function decodeWavFile(): Promise<Float32Array> {
    const { readFile } = await import('node:fs/promises');
    return decodeWav(await readFile(recording)).channels[0]!;
  }
});

describe('features that another thread computes ahead', () => {
  const request = (path: string, count = 100): FeaturesRequest => ({
    ...{ path, channel: 1, sampleRate: 8000, recipe: predictor.recipe },
    windows: Array.from({ length: count }, (_, i) => ({ start: 1000 * i, end: 1000 * i + 800 })),
  });
  const all = async (source: AsyncIterable<WindowFeatures>) => {
    const list: WindowFeatures[] = [];
    for await (const one of source) list.push(one);
    return list;
  };
  const ahead = (asked: FeaturesRequest) =>
    takeFeatures(asked, (port) => featuresTask({ ...asked, port } satisfies FeaturesTask));

  test('are the same, in order', async () => {
    const asked = request(recording);
    const own = await all(readFeatures(asked, signal));
    expect(await all(ahead(asked))).toEqual(own);
    expect(own.some(({ features }) => features === null) && own.some(({ features }) => features !== null)).toBe(true);
  });

  test('are the same from a thread of the program, which surveys too and says what is wrong', async () => {
    const asked = request(recording, 10);
    const signal = new AbortController().signal;
    // Threads run the built module.
    const { withElsewhere } = await import('../../dist/timeline/elsewhere.js');
    await withElsewhere({ most: 1, temporaryFolder: folder, signal }, async (elsewhere) => {
      expect(await all(elsewhere.features(asked))).toEqual(await all(readFeatures(asked, signal)));
      expect(await elsewhere.survey({ path: recording, channel: 1 })).toEqual(
        await surveyRecording(recording, 1, { signal }),
      );
      const missing = elsewhere.features(request(join(folder, 'none.wav')));
      await expect(missing.next()).rejects.toThrow(/no such file/);
    });
  });

  test('end where nobody takes them, and say what is wrong with the recording', async () => {
    let ended = false;
    const asked = request(recording);
    const source = takeFeatures(asked, async (port) => {
      const answer = await featuresTask({ ...asked, port });
      ended = true;
      return answer;
    });
    for await (const _ of source) break;
    expect(ended).toBe(true);
    await expect(ahead(request(join(folder, 'none.wav'))).next()).rejects.toThrow(/no such file/);
    await expect(takeFeatures(asked, () => Promise.reject(new Error('no thread'))).next()).rejects.toThrow('no thread');
  });
});

test('windows cover a stretch from its first to its last sample; a short one is a whole clip where there is room', () => {
  fc.assert(
    fc.property(
      ...([fc.nat(1000), fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 20, max: 900 })] as const),
      ...([fc.nat(300), fc.nat(300)] as const),
      (start, length, size, before, behind) => {
        const stretch = { start, end: start + length, speaker: 'A' };
        const room = { start: Math.max(0, start - before), end: stretch.end + behind };
        for (const windows of [planWindows(stretch, size), planWindows(stretch, size, room)]) {
          const isRight = windows.every((one, k) => {
            const last = windows[k - 1];
            return one.speaker === 'A' && (!last || (one.start <= last.end && one.start > last.start));
          });
          expect(isRight).toBe(true);
        }
        const own = planWindows(stretch, size);
        expect([own[0]!.start, own.at(-1)!.end]).toEqual([start, stretch.end]);
        const lengths = new Set(own.map((one) => one.end - one.start));
        expect([...lengths]).toEqual([Math.min(size, length)]);
        const roomy = planWindows(stretch, size, room);
        if (length > size) expect(roomy).toEqual(own);
        else {
          const [{ start: first, end: last }] = roomy as [(typeof roomy)[0]];
          expect(room.start <= first && first <= start && stretch.end <= last && last <= room.end).toBe(true);
          expect(last - first).toBe(Math.min(size, room.end - room.start));
        }
      },
    ),
  );
  // In the middle where there is room for that.
  const among = (start: number, room: { start: number; end: number }) =>
    planWindows({ start, end: start + 100 }, 150, room);
  expect(among(100, { start: 0, end: 1000 })).toEqual([{ start: 75, end: 225 }]);
  expect(among(10, { start: 0, end: 1000 })).toEqual([{ start: 0, end: 150 }]);
  expect(among(100, { start: 0, end: 210 })).toEqual([{ start: 60, end: 210 }]);
});

test('a single window that differs is smoothed away; segments cover the speech without a gap', () => {
  const [low, high] = [
    [0.8, 0.2],
    [0.1, 0.9],
  ] as const;
  expect(smooth([low, low, high, low, low].map((row) => [...row]))).toEqual(new Array(5).fill([0.8, 0.2]));
  expect(smooth([[...high]])).toEqual([[0.1, 0.9]]);
  const speech = { start: 100, end: 1000 };
  const rows = [low, low, high, high, low];
  const windows = planWindows(speech, 300).map((window, i) => ({
    ...window,
    stretch: 0,
    probabilities: rows[i]!,
    reasons: [],
  }));
  expect(mergeWindows(speech, windows, labels)).toEqual([
    { start: 100, end: 475, label: 'calm', probability: 0.8, reasons: [] },
    { start: 475, end: 775, label: 'angry', probability: 0.9, reasons: [] },
    { start: 775, end: 1000, label: 'calm', probability: 0.8, reasons: [] },
  ]);
  // What cannot be told is a segment of its own, for each reason.
  const untold = windows.map((window, i) => ({ ...window, reasons: i < 2 ? (['too quiet'] as const) : [] }));
  expect(mergeWindows(speech, untold, labels).map(({ label, reasons }) => [label, ...reasons])).toEqual([
    [null, 'too quiet'],
    ['angry'],
    ['calm'],
  ]);
});

test('readSpeakers reads RTTM and CSV, and says what is wrong', () => {
  expect(readSpeakers('SPEAKER call 1 2.5 1.25 <NA> <NA> Ann <NA> <NA>\n;; note\n', 'a.rttm')).toEqual([
    { start: 2.5, end: 3.75, speaker: 'Ann', recording: 'call' },
  ]);
  expect(readSpeakers('speaker,start,end,file\n"B, C",0,1,x.wav\n', 'a.csv')).toEqual([
    { start: 0, end: 1, speaker: 'B, C', recording: 'x.wav' },
  ]);
  for (const [text, message] of [
    ['from,to\n1,2\n', /lacks start/],
    ['start,end,speaker\n2,1,A\n', /found 2 to 1/],
    ['start,end,speaker\n', /holds no segment/],
    ['SPEAKER call 1 x 1 <NA> <NA> A\n', /found NaN/],
    ['SPEAKER call 1 1 1e309 <NA> <NA> A\n', /found 1 to Infinity/],
  ] as const) {
    expect(() => readSpeakers(text, 'a.csv')).toThrow(message);
  }
});

describe('what is written', () => {
  const timeline: Timeline = {
    ...{ file: 'my call.wav', channel: 2, sampleRate: 48_000, length: 480_001, labels, model: 'VGG16', run: 'r' },
    ...{
      decoder: '@ser/dsp',
      speechBy: 'energy',
      caveats: ['</script> & "so"'],
      speech: [{ start: 1, end: 480_001 }],
      peaks: [0.1, 0.5],
    },
    windows: [{ start: 1, end: 480_001, stretch: 0, probabilities: [0.25, 0.75], reasons: [] }],
    segments: [
      { start: 1, end: 240_000, label: 'calm', probability: 0.6, reasons: [], speaker: 'A "x"' },
      { start: 240_000, end: 480_001, label: 'angry', probability: 0.75, reasons: [] },
    ],
  };
  const written = (ending: string): string => TEXT_FORMATS.find((format) => format.ending === ending)!.write(timeline);

  test('CSV, SRT, WebVTT, labels, TextGrid and RTTM', () => {
    expect(written('.csv').split('\n')[1]).toBe('0.000020833,5.000000000,1,240000,2,"A ""x""",calm,0.600000,');
    expect(written('.srt')).toContain('1\n00:00:00,000 --> 00:00:05,000\nA "x": calm (60 %)\n\n2\n00:00:05,000 -->');
    expect(written('.vtt')).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:05\.000\n/);
    expect(written('.labels.txt').split('\n')[1]).toBe('5.000000000\t10.000020833\tangry (75 %)');
    expect(written('.TextGrid')).toMatch(
      /intervals: size = 3\n[\s\S]*xmax = 0\.000020833\n +text = ""\n[\s\S]*"angry"/,
    );
    expect(written('.rttm').split('\n')[1]).toBe(
      'SPEAKER my_call.wav 2 5.000000000 5.000020833 <NA> <NA> angry <NA> <NA>',
    );
    // Nine decimals lead back to the sample.
    expect(Math.round(Number(written('.csv').split('\n')[2]!.split(',')[1]) * 48_000)).toBe(480_001);
  });

  test('a page that holds everything, with the sentence first and nothing of the data as markup', () => {
    const page = timelinePage(timeline, { title: '<b>', source: 'a%20b.wav' });
    expect(page).toContain('<p class="lead">Mostly angry; calm at 0:00–0:05.</p>');
    expect(page).toContain('&lt;b&gt;');
    expect(page).toContain('&lt;/script&gt; &amp; &quot;so&quot;');
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).toContain('in the speech that was found;');
    // A curve stays in its speech, though the window around it, at an edge of the recording, has its middle elsewhere.
    const short = {
      ...timeline,
      speech: [{ start: 0, end: 48_000 }],
      windows: [{ ...timeline.windows[0]!, start: 0 }],
    };
    expect(timelinePage(short, { title: 'x', source: '' })).toContain('d="M0.00 200.0L100.00 200.0L100.00 200.0"');
  });

  test('what cannot be told is said', () => {
    const [first, second] = timeline.segments;
    const untold = { ...second!, label: null, reasons: ['probability too low', 'too quiet'] as const };
    const made = { ...timeline, segments: [first!, untold] };
    const of = (ending: string): string => TEXT_FORMATS.find((format) => format.ending === ending)!.write(made);
    expect(of('.csv')).toMatch(/,,0\.750000,probability too low; too quiet\n$/);
    expect(of('.labels.txt')).toMatch(/\tno answer \(probability too low, too quiet\)\n$/);
    expect(of('.TextGrid')).toContain('text = "no answer"');
    expect(of('.rttm')).toMatch(/ no_answer <NA> <NA>\n$/);
    expect(sentence(made)).toBe('Mostly no answer; calm at 0:00–0:05.');
    expect(timelinePage(made, { title: 'x', source: 'x.wav' })).toContain('no answer: probability too low, too quiet');
  });

  test('no speech is said', () => {
    expect(sentence({ ...timeline, speech: [], segments: [] })).toBe('No speech was found.');
    expect(clock(3725.9)).toBe('1:02:05');
  });
});
