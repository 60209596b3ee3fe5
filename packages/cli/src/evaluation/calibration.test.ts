import { createRandom } from '@ser/dsp';
import { expect, test } from 'vitest';
import { calibrate, fitCalibration, UNCALIBRATED } from './calibration.ts';

const random = createRandom(3);
/** Files whose most probable class is right as often as `trust` says for their confidence. */
const files = (count: number, confidence: () => number, trust: (confidence: number) => number) => {
  const rows = Array.from({ length: count }, () => {
    const sure = confidence();
    const guess = Math.floor(4 * random());
    const actual = random() < trust(sure) ? guess : (guess + 1 + Math.floor(3 * random())) % 4;
    return { row: Array.from({ length: 4 }, (_, label) => (label === guess ? sure : (1 - sure) / 3)), actual };
  });
  return [rows.map(({ row }) => row), rows.map(({ actual }) => actual)] as const;
};

test('a temperature keeps the order of the classes and the sum of 1', () => {
  for (const temperature of [0.5, 1, 3]) {
    const row = calibrate([0.5, 0.3, 0.15, 0.05], temperature);
    expect(row.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
    expect([...row].sort((a, b) => b - a)).toEqual(row);
  }
  expect(calibrate([0.5, 0.3, 0.2], 1)).toEqual([0.5, 0.3, 0.2].map((p) => expect.closeTo(p, 12)));
  expect(calibrate([1, 0], 2)[1]).toBeGreaterThan(0);
});

test('a model that is too sure gets a temperature above 1, an honest one about 1', () => {
  const tooSure = fitCalibration(
    ...files(
      2000,
      () => 0.95,
      () => 0.6,
    ),
  );
  expect(tooSure.temperature).toBeGreaterThan(1.5);
  expect(Math.max(...calibrate([0.95, 0.05 / 3, 0.05 / 3, 0.05 / 3], tooSure.temperature))).toBeCloseTo(0.6, 1);
  const honest = fitCalibration(
    ...files(
      2000,
      () => 0.4 + 0.6 * random(),
      (sure) => sure,
    ),
  );
  expect(honest.temperature).toBeCloseTo(1, 0);
  // Below one half fewer than half are right, by the honest word itself.
  expect(honest.threshold).toBeGreaterThan(0.45);
  expect(honest.threshold).toBeLessThanOrEqual(0.5);
});

test('what the validation part does not show is not claimed', () => {
  expect(
    fitCalibration(
      ...files(
        2000,
        () => 0.3 + 0.6 * random(),
        () => 0.9,
      ),
    ).threshold,
  ).toBe(null);
  expect(
    fitCalibration(
      ...files(
        9,
        () => 0.5,
        () => 0.5,
      ),
    ),
  ).toEqual({ ...UNCALIBRATED, files: 9 });
});
