import { Worker } from 'node:worker_threads';

/**
 * Listens to the process that supervises this one: it tells of signals, and when it is gone, this process ends at once. A thread
 * listens, since the main one may compute for long.
 */
export function listenToParent(onSignal: () => void): void {
  const listener = new Worker(new URL('./parent-listener-worker.js', import.meta.url));
  listener.on('message', onSignal);
  listener.on('error', () => {});
  listener.unref();
}
