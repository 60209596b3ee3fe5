/**
 * A program of Node that starts the Next application of its folder, asks the routes that it is given for their text, and ends it, whatever
 * happened.
 *
 * @param patience Milliseconds that the application may take until it is ready; each answer may take half of them.
 */
export const visit = (patience = 60_000): string => `import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
const free = createServer().listen(0);
await new Promise((done) => free.once('listening', done));
const { port } = free.address();
await new Promise((done) => free.close(done));
const server = spawn(process.execPath, ['../node_modules/next/dist/bin/next', 'start', '-p', String(port)]);
let log = '';
const answers = {};
try {
  await new Promise((done, fail) => {
    const take = (text) => { log += text; if (/Ready/.test(log)) done(); };
    server.stdout.on('data', take);
    server.stderr.on('data', take);
    server.on('exit', () => fail(new Error('error: ' + log)));
    setTimeout(() => fail(new Error('error: not ready after ${patience} ms: ' + log)), ${patience}).unref();
  });
  for (const path of [...process.argv.slice(2).map((name) => 'api/' + name), 'api/features']) {
    const signal = AbortSignal.timeout(${patience / 2});
    answers[path] = await (await fetch('http://localhost:' + port + '/' + path, { signal })).text();
  }
} finally {
  const ended = new Promise((done) => server.once('exit', done));
  if (server.kill()) await ended;
}
console.log(JSON.stringify({ answers, log }));
`;
