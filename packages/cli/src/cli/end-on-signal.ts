import { EXIT } from '../errors.ts';

/** Milliseconds that the step at hand has to come to an end of its own, so that all is over within two seconds. */
const PATIENCE = 1500;

/**
 * Ctrl-C, SIGTERM and a terminal that is closed stop the work: at first by the returned signal, between two steps; at the second
 * time, or where the step takes longer, by the end of the process. Files are whole either way.
 *
 * @param onForced Is called before the process is ended in the middle of a step.
 */
export function endOnSignal(onForced: () => void): AbortController {
  const controller = new AbortController();
  const force = (): never => {
    onForced();
    process.exit(EXIT.interrupted);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) force();
      controller.abort(new Error('interrupted'));
      setTimeout(force, PATIENCE).unref();
    });
  }
  return controller;
}
