import { DspError } from '@ser/dsp';
import { openSilero, type SileroVad } from '@ser/dsp/node';
import type { Finding } from './finding.ts';
import { testSound } from './test-sound.ts';

/** Lets the network that tells speech from other sound hear some, where it is there. */
export async function checkSilero(open: () => Promise<SileroVad> = openSilero): Promise<Finding[]> {
  const about = { group: 'speech detector', name: 'Silero VAD' };
  try {
    const silero = await open();
    try {
      const sampleRate = 16_000;
      const probabilities = await silero.probabilities(testSound(sampleRate), { sampleRate });
      return [{ ...about, works: probabilities.every((p) => p >= 0 && p <= 1), detail: 'ser timeline uses it' }];
    } finally {
      await silero.close();
    }
  } catch (error) {
    const isMissing = DspError.isInstance(error) && error.code === 'missing-package';
    const remedy = /(npm install .+)$/.exec((error as Error).message)?.[1];
    const detail = isMissing ? 'its package is not installed; ser timeline does without it' : (error as Error).message;
    return [{ ...about, works: false, detail, ...(isMissing && remedy && { remedy }) }];
  }
}
