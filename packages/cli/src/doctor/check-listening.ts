import { DspError, segmentSpeech } from '@ser/dsp';
import { fileCodecs, findFfmpeg, openSilero } from '@ser/dsp/node';
import type { Finding } from './finding.ts';

/** Loads every decoder: one that is there looks at a file that is none, and says so. */
export async function checkDecoders(): Promise<Finding[]> {
  const group = 'decoders';
  const findings: Finding[] = [];
  for (const { name, open } of fileCodecs) {
    if (name === 'ffmpeg') continue;
    const missing = await open({ size: 0, read: async () => new Uint8Array(0) }).then(
      () => undefined,
      (cause: unknown) => (DspError.isInstance(cause) && cause.code === 'missing-package' ? cause.message : undefined),
    );
    const remedy = missing && /(npm install \S+)/.exec(missing)?.[1];
    findings.push({
      group,
      name,
      works: missing === undefined,
      detail: missing === undefined ? 'loaded' : 'the package that decodes it is not installed',
      ...(remedy && { remedy }),
    });
  }
  const ffmpeg = await findFfmpeg();
  findings.push({
    group,
    name: 'ffmpeg',
    works: ffmpeg !== undefined,
    detail: ffmpeg
      ? `${ffmpeg.version}, by ${ffmpeg.path}: AAC, MP4, WebM and all else that has sound`
      : 'not on the path, nor named by FFMPEG: AAC, MP4, WebM and the like cannot be read',
    ...(!ffmpeg && { remedy: INSTALL[process.platform] ?? 'sudo apt-get install ffmpeg' }),
  });
  return findings;
}

const INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install ffmpeg',
  win32: 'winget install Gyan.FFmpeg',
};

/** A second of voiced sound between two of silence. */
function testSound(sampleRate: number): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: 3 * sampleRate }, (_, n) => {
    const t = n / sampleRate;
    phase += (150 + 40 * Math.sin(2 * Math.PI * 1.7 * t)) / sampleRate;
    if (t < 1 || t >= 2) return 0;
    let sum = 0;
    for (let h = 1; h <= 20; h++) sum += Math.sin(2 * Math.PI * h * phase) / (1 + Math.abs(h - 4));
    return 0.1 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t));
  });
}

/** Lets what tells speech from other sound hear that: what needs nothing, and the network where it is there. */
export async function checkSpeech(): Promise<Finding[]> {
  const sampleRate = 16_000;
  const group = 'speech detector';
  const samples = testSound(sampleRate);
  const found = segmentSpeech(samples, { sampleRate });
  const seconds = found.map(
    ({ start, end }) => `${(start / sampleRate).toFixed(1)}–${(end / sampleRate).toFixed(1)} s`,
  );
  const works = found.length > 0 && found.every(({ start, end }) => start > 0.8 * sampleRate && end < 2.2 * sampleRate);
  const own: Finding = {
    group,
    name: 'segmentSpeech',
    works,
    detail: works
      ? 'by level and spectral flatness, without a model'
      : `it finds ${seconds.join(', ') || 'nothing'} of 1.0–2.0 s`,
    isNeeded: true,
  };
  const name = 'Silero VAD';
  try {
    const silero = await openSilero();
    const probabilities = await silero.probabilities(samples, { sampleRate });
    await silero.close();
    return [own, { group, name, works: probabilities.every((p) => p >= 0 && p <= 1), detail: 'ser timeline uses it' }];
  } catch (error) {
    const isMissing = DspError.isInstance(error) && error.code === 'missing-package';
    const remedy = /(npm install .+)$/.exec((error as Error).message)?.[1];
    const detail = isMissing ? 'its package is not installed; ser timeline does without it' : (error as Error).message;
    return [own, { group, name, works: false, detail, ...(isMissing && remedy && { remedy }) }];
  }
}
