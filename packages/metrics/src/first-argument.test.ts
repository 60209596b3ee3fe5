import { describe, expect, test } from 'vitest';
import * as main from './index.ts';
import { MetricsError } from './index.ts';
import * as probability from './probability/index.ts';
import * as speech from './speech/index.ts';

/** Functions that take their data by position. */
const byPosition = ['argmax', 'holmCorrection', 'compareWithPublished'];
const functions = Object.entries({ ...main, ...probability, ...speech }).filter(
  ([name, value]) => typeof value === 'function' && name !== 'MetricsError' && !byPosition.includes(name),
) as [string, (options: unknown, ...rest: unknown[]) => unknown][];

function refusal(run: () => unknown): MetricsError {
  try {
    run();
  } catch (error) {
    if (MetricsError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe.each(functions)('%s', (name, call) => {
  test.each([
    [
      'labels by position',
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
    ],
    ['a typed array', [Float32Array.of(1, 2)]],
    ['nothing', []],
    ['null', [null]],
    ['a number', [1]],
    ['a function', [() => 1]],
  ] as [string, unknown[]][])('refuses %s, and shows how it is called', (_, args) => {
    const error = refusal(() => call(args[0], ...args.slice(1)));
    expect(error.message).toContain(`${name}({`);
    expect(error.message.length).toBeLessThan(400);
  });

  test('refuses an unknown option by name, in a short message', () => {
    const error = refusal(() => call({ nonsense: 1, ['x'.repeat(10_000)]: 2 }));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toContain('"nonsense"');
    expect(error.message.length).toBeLessThan(400);
  });
});

test("knows scikit-learn's spelling, and what others call it", () => {
  const yTrue = ['a'];
  const spelled = (options: object): string => refusal(() => main.f1Score(options as never)).message;
  expect(spelled({ y_true: yTrue })).toBe('f1Score has no option "y_true". Did you mean yTrue?');
  expect(spelled({ yTrue, y_pred: yTrue })).toContain('Did you mean yPred?');
  expect(spelled({ yTrue, yPred: yTrue, zero_division: 0 })).toContain('Did you mean zeroDivision?');
  expect(spelled({ yTrue, predictions: yTrue })).toContain('Did you mean yPred?');
  expect(refusal(() => main.logLoss({ yTrue, probabilities: [[1]] } as never)).message).toContain(
    'Did you mean yProba?',
  );
});

test('an option that is undefined is left out', () => {
  expect(main.accuracyScore({ yTrue: ['a'], yPred: ['a'], average: undefined } as never)).toBe(1);
});
