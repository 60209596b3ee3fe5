import { describe, expect, test } from 'vitest';
import * as dsp from './index.ts';
import * as ndarrayEntry from './ndarray/index.ts';
import * as nodeEntry from './node/index.ts';

type Call = (...args: unknown[]) => unknown;

const long = Float32Array.from({ length: 60000 }, (_, i) => Math.sin(i));
const audioBuffer = { sampleRate: 16000, length: 3, numberOfChannels: 1, getChannelData: () => long };

/** What people give in place of a signal, and what the message must name. */
const inputs: Record<string, [value: unknown, ...named: RegExp[]]> = {
  '16-bit integers': [Int16Array.from(long, (x) => x * 32767), /Int16Array of 60000/, /x \/ 32768/],
  'the bytes of a file': [new Uint8Array(60000), /Uint8Array/, /loadAudio\(bytes\)/],
  'an ArrayBuffer': [new ArrayBuffer(60000), /an ArrayBuffer/, /loadAudio\(bytes\)/],
  'an audio object': [{ samples: long, sampleRate: 16000 }, /object with samples, sampleRate/, /\(audio\.samples/],
  'an object of channels': [{ channels: [long, long], sampleRate: 16000 }, /object with channels/, /toMono/],
  'a plain array': [Array.from(long), /an array of 60000 values/, /Float64Array\.from/],
  'channels in a list': [[long, long], /an array of 2 values, the first a Float32Array/, /toMono/],
  'an AudioBuffer': [audioBuffer, /getChannelData\(0\)/],
  'a promise': [Promise.resolve(long), /Promise/, /await/],
  text: ['clip.wav'.repeat(5000), /the text "clip\.wav/],
  nothing: [undefined, /undefined/],
  null: [null, /null/],
  'a number': [22050, /number 22050/],
};

/** First arguments that are not signals: which of the wrong ones are refused, and whether the message must be the shared one. */
const others: Record<string, 'channels' | 'list' | 'bytes' | 'number' | 'options' | 'complex' | 'seed' | 'any'> = {
  toMono: 'list',
  split: 'channels',
  trimSilence: 'channels',
  istft: 'complex',
  irfft: 'complex',
  phaseVocoder: 'complex',
  hzToMel: 'number',
  melToHz: 'number',
  hzToOcts: 'number',
  octsToHz: 'number',
  createRandom: 'seed',
  deriveSeed: 'seed',
  compose: 'any',
  oneOf: 'any',
  someOf: 'any',
  toImage: 'any',
  encodePng: 'any',
  pitchTuning: 'any',
  refineSpeech: 'any',
  createNormal: 'any',
  getWindow: 'any',
  defineTransform: 'options',
  transformFromJson: 'any',
};

/** Functions of one object of settings. */
const ofOptions = (name: string): boolean =>
  others[name] === 'options' ||
  /^random[A-Z]/.test(name) ||
  ['melFilterBank', 'chromaFilterBank', 'melFrequencies', 'fftFrequencies', 'exponentialImpulseResponse'].includes(
    name,
  );

/**
 * What belongs to reading and writing files has its tests beside it, and so has what makes an object, and what takes numbers of
 * frames in any array.
 */
const elsewhere =
  /^(DspError|Matrix|load|decode|encodeWav|open|stream|webAudio|createSpeech|segmentSpeech|createStream|framesToTime|timesLike)/;

const isFunction = (value: unknown): value is Call => typeof value === 'function';
const calls = Object.entries<unknown>(dsp).filter(
  (entry): entry is [string, Call] => isFunction(entry[1]) && !elsewhere.test(entry[0]),
);

/** The error of a call, which must be typed and short. */
function refusal(run: () => unknown): dsp.DspError {
  let error: unknown;
  try {
    const value = run();
    throw new Error(`not refused: gave ${JSON.stringify(value)?.slice(0, 80)}`);
  } catch (caught) {
    error = caught;
  }
  if (!dsp.DspError.isInstance(error)) throw error;
  expect(error.message.length).toBeLessThan(400);
  return error;
}

describe('a wrong first argument is refused by name', () => {
  const named = calls.filter(([name]) => !others[name] && !ofOptions(name));
  test('of more than forty functions', () => expect(named.length).toBeGreaterThan(40));
  test.each(named)('%s', (name, call) => {
    for (const [what, [value, ...patterns]] of Object.entries(inputs)) {
      const { code, message } = refusal(() => call(value, {}));
      expect(code, what).toBe('invalid-signal');
      expect(message, what).toContain(`${name} wants`);
      for (const pattern of patterns) expect(message, what).toMatch(pattern);
    }
  });

  test.each(calls.filter(([name]) => others[name] && !ofOptions(name)))(
    '%s, which takes something else',
    (name, call) => {
      for (const [what, [value]] of Object.entries(inputs)) {
        const kind = others[name];
        if ((kind === 'channels' || kind === 'list') && what === 'channels in a list') continue;
        if ((kind === 'number' || kind === 'seed') && what === 'a number') continue;
        if (name === 'pitchTuning' && /integers|bytes|array|list|AudioBuffer/.test(what)) continue;
        if (name === 'toImage' && what === 'channels in a list') continue;
        refusal(() => call(value, name === 'getWindow' ? 8 : {}));
      }
    },
  );

  test.each(calls.filter(([name]) => ofOptions(name)))('%s, which takes options alone', (_, call) => {
    for (const [what, [value]] of Object.entries(inputs)) if (what !== 'nothing') refusal(() => call(value));
  });

  test('of the entries for Node and for ndarray', async () => {
    for (const [value] of Object.values(inputs)) refusal(() => ndarrayEntry.toNdarray(value as never));
    for (const [value] of Object.values(inputs)) refusal(() => ndarrayEntry.fromNdarray(value as never));
    await expect(nodeEntry.writePng('x.png', long as never)).rejects.toMatchObject({ code: 'invalid-signal' });
  });
});

describe('unknown options are refused with the spelling', () => {
  const first = (name: string): unknown[] => {
    if (ofOptions(name)) return [];
    if (others[name] === 'complex') return name === 'irfft' ? [dsp.rfft(long)] : [dsp.stft(long)];
    if (others[name] === 'number') return [440];
    if (name === 'getWindow') return ['hann', 8];
    if (name === 'pitchTuning') return [[440]];
    if (['compose', 'oneOf', 'someOf'].includes(name)) return [[dsp.randomGain()]];
    const ofMatrices = [
      'delta',
      'normalize',
      'toImage',
      'colormap',
      'specAugment',
      'pcen',
      'stackMemory',
      'griffinLim',
    ];
    if (ofMatrices.includes(name)) return [dsp.spectrogram(long)];
    return [long];
  };
  const without = [
    'toMono',
    'tonnetz',
    'onsetBacktrack',
    'refineSpeech',
    'rfft',
    'invertPolarity',
    'encodePng',
    'createRandom',
    'deriveSeed',
    'createNormal',
  ];
  const withOptions = calls.filter(([name]) => !without.includes(name) && name !== 'transformFromJson');

  test.each(withOptions)('%s', (name, call) => {
    expect(refusal(() => call(...first(name), { bogus: 1 })).message).toMatch(/has no option "bogus"\. It knows /);
    for (const value of [22050, 'hann', null, [1, 2], long]) {
      expect(refusal(() => call(...first(name), value)).message).toMatch(/takes its options as one object/);
    }
  });

  test.each([
    ['mfcc', { sr: 22050 }, 'sampleRate'],
    ['melSpectrogram', { n_mels: 64 }, 'nMels'],
    ['melSpectrogram', { n_fft: 512 }, 'nFft'],
    ['melSpectrogram', { fmin: 20 }, 'fMin'],
    ['stft', { hop_length: 64 }, 'hopLength'],
    ['stft', { nfft: 64 }, 'nFft'],
    ['resample', { orig_sr: 48000, target_sr: 16000 }, 'from'],
    ['pitchShift', { sampleRate: 22050, n_steps: 2 }, 'nSteps'],
    ['powerToDb', { top_db: 80 }, 'topDb'],
    ['rms', { frame_length: 80 }, 'frameLength'],
  ])('%s(…, %o) asks for %s', (name, options, meant) => {
    expect(refusal(() => (dsp as unknown as Record<string, Call>)[name]!(long, options)).message).toMatch(
      new RegExp(`Did you mean ${meant}\\?$`),
    );
  });

  test('the data given as an option is told where it stands', () => {
    expect(refusal(() => dsp.mfcc(long, { y: long } as never)).message).toMatch(/first argument: mfcc\(y, \{/);
  });

  test('an option that is undefined is the default', () => {
    expect(dsp.mfcc(long, { nMfcc: undefined, sampleRate: undefined }).shape[0]).toBe(20);
  });
});
