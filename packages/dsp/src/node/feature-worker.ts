import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type FeatureAnswer, type FeatureTask, featurizeFile } from './featurize-file.ts';

/** Answers at once: the thread has started. */
export const ready = (): boolean => true;

/** Features of one file; the matrices travel without a copy. */
export async function featurize(task: FeatureTask): Promise<FeatureAnswer> {
  const answer = await featurizeFile(task);
  if ('code' in answer) return answer;
  const buffers = answer.matrices.map(({ data }) => data.buffer);
  return move({ [transferableSymbol]: buffers, [valueSymbol]: answer } as never) as unknown as FeatureAnswer;
}
