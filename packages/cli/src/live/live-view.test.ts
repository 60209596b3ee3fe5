import { request } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { createReporter } from '../terminal/reporter.ts';
import type { LiveState } from './live-state.ts';
import { type LiveView, openLiveView } from './open-live-view.ts';

let live: LiveView;
afterEach(() => live.close());

async function open(): Promise<void> {
  live = await openLiveView('train --model VGG16', createReporter({ stream: new PassThrough(), quiet: true }));
}

async function state(): Promise<LiveState> {
  return (await fetch(`${live.url}state`)).json() as Promise<LiveState>;
}

test('the page follows stages, notes and the figures of each epoch', async () => {
  await open();
  const stage = live.reporter.stage('VGG16 training', 60);
  live.reporter.note('Training on wasm.');
  const sink = live.sink('VGG16, fold-0, head');
  await sink.write({ loss: 1.5, val_loss: 2 }, 0);
  stage.update(12, 'loss 1.500');
  expect(await state()).toEqual({
    command: 'train --model VGG16',
    stages: [{ title: 'VGG16 training', total: 60, done: 12, detail: 'loss 1.500', left: null, summary: null }],
    notes: ['Training on wasm.'],
    curves: [{ name: 'VGG16, fold-0, head', epochs: [{ epoch: 0, scalars: { loss: 1.5, val_loss: 2 } }] }],
  });
  stage.end('24 epochs');
  expect((await state()).stages[0]).toMatchObject({ done: 60, summary: '24 epochs' });
});

test('it is on the loopback, tells and does nothing else, and answers no other name', async () => {
  await open();
  expect(live.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const page = await fetch(live.url);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*script-src 'sha256-/);
  expect(await page.text()).toContain('<h1>Training</h1>');
  expect((await fetch(`${live.url}etc/passwd`)).status).toBe(404);
  expect((await fetch(`${live.url}state`, { method: 'POST' })).status).toBe(405);
  // A name of the web that leads to this machine is another host.
  const { port } = new URL(live.url);
  const code = await new Promise((done) => {
    request({ host: '127.0.0.1', port, path: '/state', headers: { host: `evil.example:${port}` } }, (answer) =>
      done(answer.resume().statusCode),
    ).end();
  });
  expect(code).toBe(403);
});
