import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { duration } from './duration.ts';
import { createPace } from './pace.ts';
import { createReporter } from './reporter.ts';

function sink(isTTY: boolean): { stream: Writable & { isTTY: boolean; columns: number }; text: () => string } {
  let text = '';
  const stream = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        text += chunk;
        done();
      },
    }),
    { isTTY, columns: 80 },
  );
  return { stream, text: () => text };
}

test('plain lines where there is no terminal: one now and then, one at the end', () => {
  let time = 0;
  const { stream, text } = sink(false);
  const stage = createReporter({ stream, now: () => time }).stage('Features', 100);
  for (let done = 1; done <= 100; done++) {
    time += 250;
    stage.update(done);
  }
  expect(stage.end('100 spectrograms')).toBe(25_000);
  const lines = text().trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^Features +40\/100 · 4\.00\/s · 15\.0 s left$/);
  expect(lines.at(-1)).toMatch(/^Features +100 spectrograms \(25\.0 s\)$/);
  expect(text()).not.toContain('\x1b');
});

test('a bar on a terminal, wiped by the closing line', () => {
  let time = 0;
  const { stream, text } = sink(true);
  const stage = createReporter({ stream, now: () => time }).stage('Training', 4);
  stage.update(0);
  time = 1000;
  stage.update(1);
  time = 5000;
  stage.update(3, 'loss 0.1');
  expect(text()).toContain('[########..] 3/4 · 0.500/s · 2.0 s left · loss 0.1');
  stage.end('done');
  expect(text().endsWith('\r\x1b[KTraining                 done (5.0 s)\n')).toBe(true);
});

test('an epoch that is under way is counted when it is done', () => {
  let time = 0;
  const { stream, text } = sink(true);
  const stage = createReporter({ stream, now: () => time }).stage('Training', 60);
  stage.update(0);
  time = 1000;
  stage.update(5);
  time = 5000;
  stage.update(11 + 5 / 11);
  expect(text()).toContain('] 11/60 · ');
});

test('a bar makes room for what else is written', () => {
  let time = 0;
  const { stream, text } = sink(true);
  const reporter = createReporter({ stream, now: () => time });
  const stage = reporter.stage('Training', 4);
  reporter.wipe();
  expect(text().endsWith('\r\x1b[K')).toBe(true);
  const before = text().length;
  reporter.wipe();
  expect(text()).toHaveLength(before);
  time = 500;
  stage.update(2);
  expect(text().slice(before)).toContain('2/4');
});

test('bytes are megabytes, and what was there before does not count as speed', () => {
  let time = 0;
  const { stream, text } = sink(true);
  const stage = createReporter({ stream, now: () => time }).stage('Archive', 208_500_000, { unit: 'bytes' });
  stage.update(100_000_000);
  time = 500;
  stage.update(101_000_000);
  time = 2500;
  stage.update(105_600_000);
  expect(text()).toContain('105.6/208.5 MB · 2.3 MB/s · 44.7 s left');
});

test('the pace is that of the last twenty seconds, not that of reused items long ago', () => {
  const pace = createPace();
  expect(pace.rate()).toBeUndefined();
  for (let time = 0; time <= 2500; time += 10) pace.see(time / 2, time);
  expect(pace.rate()).toBeCloseTo(500, 5);
  for (let time = 3000; time <= 60_000; time += 100) pace.see(1000 + time / 1000, time);
  expect(pace.rate()).toBeCloseTo(1, 5);
});

test.each([1, 2, 8])('after five seconds the time left is right within a factor of two, %i workers', (workers) => {
  // 400 items are there already and fly by; the other 600 take 0.4 s each, give or take a half.
  const pace = createPace();
  let seed = 1;
  const random = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  pace.see(0, 0);
  for (let done = 1; done <= 400; done++) pace.see(done, done);
  const free = Array.from({ length: workers }, () => 400);
  const ends: number[] = [];
  for (let i = 0; i < 600; i++) {
    const worker = free.indexOf(Math.min(...free));
    free[worker]! += 400 * (0.5 + random());
    ends.push(free[worker]!);
  }
  ends.sort((a, b) => a - b);
  for (const [i, time] of ends.entries()) {
    pace.see(401 + i, time);
    if (time < 5000 || i > 590) continue;
    const told = (599 - i) / pace.rate()!;
    const really = (ends.at(-1)! - time) / 1000;
    expect(told / really, `${Math.round(time)} ms`).toBeGreaterThan(0.5);
    expect(told / really, `${Math.round(time)} ms`).toBeLessThan(2);
  }
});

test('items of unlike weight: the time left is told by what they weigh', () => {
  let time = 0;
  const { stream, text } = sink(true);
  // A short file, and one nine times as long.
  const stage = createReporter({ stream, now: () => time }).stage('VGG16 predicts', 2, { work: 100 });
  for (time = 500; time <= 5000; time += 500) stage.update(time < 1000 ? 0 : 1, '', time / 500);
  expect(text()).toContain('1/2 · 45.0 s left');
  expect(text().split('\r').at(-1)).not.toContain('/s');
});

test('there is no estimate before there is something to tell', () => {
  const pace = createPace();
  pace.see(0, 0);
  // Two workers that took ten seconds to start end their first items together.
  pace.see(1, 10_000);
  expect(pace.rate()).toBeUndefined();
  pace.see(2, 10_001);
  expect(pace.rate()).toBeUndefined();
  pace.see(3, 12_500);
  expect(pace.rate()).toBeCloseTo(1 / 2.5, 3);
});

test('quiet keeps warnings only', () => {
  const { stream, text } = sink(false);
  const reporter = createReporter({ stream, quiet: true });
  reporter.note('a note');
  reporter.stage('Stage', 1).end('done');
  reporter.warn('careful');
  expect(text()).toBe('warning: careful\n');
});

test('durations', () => {
  expect([40, 12_340, 99_949, 99_960, 125_000].map(duration)).toEqual([
    '0.0 s',
    '12.3 s',
    '99.9 s',
    '1 min 40 s',
    '2 min 05 s',
  ]);
});
