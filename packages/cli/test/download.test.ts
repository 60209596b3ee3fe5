import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { runBuilt, runInside } from './run-inside.ts';
import { type Finished, runSer } from './run-ser.ts';

const SPEECH = 'Audio_Speech_Actors_01-24.zip';
const SPEECH_BYTES = 208_468_073;
const VGG16 = 'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5';

let home: string;
let server: Server;
let mirror: string;
let asked: IncomingMessage[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-download-'));
  asked = [];
  answer = (_, response) => response.writeHead(404).end();
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ravdess/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(home, { recursive: true, force: true });
});

const download = (...args: string[]): Promise<Finished> => runBuilt(['download', ...args], { cwd: home });

test('without the user’s word nothing is asked of the server, and the license is shown', async () => {
  const refused = await download('--data', 'RAVDESS', '--mirror', mirror);
  expect(refused.code).toBe(EXIT.usage);
  expect(refused.stderr).toMatch(
    /CC BY-NC-SA 4\.0: Attribution, non-commercial[\s\S]*creativecommons[\s\S]*Cite: +Living/,
  );
  expect(refused.stderr).toContain('--accept-license');
  expect(asked).toEqual([]);
  expect(await readdir(home)).toEqual([]);
});

test('a killed download goes on where it was', async () => {
  const part = join(home, 'RAVDESS', '.ravdess-download', `${SPEECH}.part`);
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': SPEECH_BYTES, 'accept-ranges': 'bytes' });
    response.write(Buffer.alloc(3_000_000, 7));
  };
  const args = ['--data', 'RAVDESS', '--archives', 'speech', '--accept-license', '--mirror', mirror];
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  const running = runSer(['download', ...args], {
    cwd: home,
    onProgress: (_, end) => {
      kill = end;
    },
  });
  while (((await stat(part).catch(() => undefined))?.size ?? 0) < 3_000_000)
    await new Promise((r) => setTimeout(r, 20));
  kill!('SIGKILL');
  expect((await running).code).toBe(null);

  answer = (_, response) => response.writeHead(404).end();
  const resumed = await download(...args);
  expect(asked.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=3000000-']);
  expect(asked[1]!.url).toBe(`/ravdess/${SPEECH}?download=1`);
  expect(resumed.code).toBe(EXIT.failed);
  expect(resumed.stderr).toMatch(/answered 404[\s\S]*--mirror/);
  expect(resumed.stderr).not.toMatch(/^ +at /m);
  expect((await stat(part)).size).toBe(3_000_000);
});

test('what stands already is not fetched again', async () => {
  const path = 'Actor_01/03-01-01-01-01-01-01.wav';
  await mkdir(join(home, 'RAVDESS', '.ravdess-download'), { recursive: true });
  await mkdir(join(home, 'RAVDESS', 'Actor_01'));
  await writeFile(join(home, 'RAVDESS', path), 'sound');
  await writeFile(
    join(home, 'RAVDESS', '.ravdess-download', `${SPEECH}.json`),
    JSON.stringify({ md5: 'bc696df654c87fed845eb13823edef8a', files: { [path]: 5 } }),
  );
  const again = await download(
    '--data',
    'RAVDESS',
    '--archives',
    'speech',
    '--accept-license',
    '--mirror',
    mirror,
    '--json',
  );
  expect(again.code, again.stderr).toBe(EXIT.ok);
  expect(JSON.parse(again.stdout)).toMatchObject({ recordings: [{ archive: 'speech', files: 1, reused: true }] });
  expect(again.stderr).toMatch(/Recordings, speech +1 files, in place already/);
  expect(asked).toEqual([]);
});

test('weights that are not the official ones are not kept', async () => {
  answer = (_, response) => response.end('not the weights');
  const refused = await download('--weights', '--model', 'vgg16', '--cache', 'cache', '--mirror', mirror);
  expect(refused.code).toBe(EXIT.failed);
  expect(asked[0]!.url).toBe(`/ravdess/${VGG16}`);
  expect(refused.stderr).toMatch(
    /127\.0\.0\.1.*the MD5 is [0-9a-f]{32} instead of [0-9a-f]{32}[\s\S]*put the file into .*cache/,
  );
  expect(await readdir(join(home, 'cache', 'weights'))).toEqual([]);
  expect(await readFile(join(home, 'cache', 'weights', VGG16)).catch(() => 'none')).toBe('none');
});

test('on a terminal the program asks, and takes yes only', async () => {
  const questions: string[] = [];
  const args = ['download', '--data', join(home, 'RAVDESS'), '--mirror', mirror];
  const answering = (word: string) => async (question: string) => {
    questions.push(question);
    return word;
  };
  const refused = await runInside(args, { ask: answering('') });
  expect(refused).toMatchObject({ code: EXIT.usage, stderr: expect.stringContaining('nothing was fetched') });
  expect(questions[0]).toMatch(/CC BY-NC-SA 4\.0[\s\S]*Do you accept/);
  expect(asked).toEqual([]);
  const accepted = await runInside(args, { ask: answering('Yes') });
  expect(accepted).toMatchObject({ code: EXIT.failed, stderr: expect.stringContaining('answered 404') });
  expect(asked).toHaveLength(1);
});

test.each([
  [['--archives', 'video', '--data', 'x'], /speech, song, or both/],
  [[], /--data DIR .*--weights/],
  [['--data', 'x', '--mirror', 'zenodo'], /--mirror must be an address/],
  [['--data', 'x', '--retries', '-1'], /--retries/],
])('%j is refused', async (args, message) => {
  const refused = await runInside(['download', ...args]);
  expect(refused.stderr).toMatch(message);
  expect(refused.code).toBe(EXIT.usage);
});
