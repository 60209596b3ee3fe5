import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take over ten seconds each, the longest first: one that began last would keep one core busy alone. */
const LONG = [
  'checks/packaging.test.ts',
  'test/prediction.test.ts',
  'test/training.test.ts',
  'test/learns.test.ts',
  'test/ser.test.ts',
  'ravdess-emotions.test.ts',
  'test/encoder.test.ts',
  'embeddings/features.test.ts',
  'generate.test.ts',
  'fuzz/fuzz.test.ts',
  'readme-examples.test.ts',
  'src/lock.test.ts',
];

/** Begins with the long files, then goes on in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((end) => moduleId.endsWith(end));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
