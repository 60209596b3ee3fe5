import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { warnUnlessIterated } from './warn-unless-iterated.ts';

async function* empty(): AsyncGenerator<never, void, void> {}
const told: string[] = [];
const onWarning = (message: string) => void told.push(message);
const endOfProcess = () => process.listeners('beforeExit').slice(listeners);
let listeners = 0;

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  listeners = process.listenerCount('beforeExit');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('waits for who iterates late, and keeps no process alive', () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  warnUnlessIterated(empty(), 'late', onWarning);
  expect((setTimer.mock.results[0]!.value as NodeJS.Timeout).hasRef()).toBe(false);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual(['late']);
});

it('tells at the end of the process by one listener, each call once', () => {
  for (const name of ['a', 'b']) warnUnlessIterated(empty(), name, onWarning);
  expect(endOfProcess()).toHaveLength(1);
  endOfProcess()[0]!(0);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual(['a', 'b']);
  expect(endOfProcess()).toEqual([]);
});

it.each([
  ['next', (generator: AsyncGenerator) => generator.next()],
  ['return', (generator: AsyncGenerator) => generator.return(undefined)],
  ['throw', (generator: AsyncGenerator) => generator.throw('ended').catch(() => {})],
])('tells nothing after %s', async (_name, use) => {
  await use(warnUnlessIterated(empty(), 'used', onWarning));
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
  expect(endOfProcess()).toEqual([]);
});

it('prints nothing by itself: it warns by the process, and in a page not at all', () => {
  const printed = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  warnUnlessIterated(empty(), 'by the process');
  vi.stubGlobal('process', undefined);
  warnUnlessIterated(empty(), 'in a page');
  vi.unstubAllGlobals();
  vi.advanceTimersByTime(10_000);
  expect(warned.mock.calls).toEqual([['by the process']]);
  expect(printed).not.toHaveBeenCalled();
});
