import { EXIT } from '../errors.ts';

/** Milliseconds that the step at hand has to come to an end of its own, so that all is over within two seconds. */
const PATIENCE = 1500;

/** What makes the work end, and what tells of signals besides this process's own. */
export interface EndOnSignal {
  readonly controller: AbortController;
  /** A signal came to the process that supervises this one. */
  readonly tell: () => void;
}

/**
 * Ctrl-C, SIGTERM and a terminal that is closed stop the work: at first by the returned signal, between two steps; at the second
 * time, or where the step takes longer, by the end of the process. Files are whole either way.
 *
 * A terminal's Ctrl-C reaches this process and the one above it, which tells of it: the two count once.
 *
 * @param onForced Is called before the process is ended in the middle of a step.
 */
export function endOnSignal(onForced: () => void): EndOnSignal {
  const controller = new AbortController();
  let [own, told] = [0, 0];
  const force = (): never => {
    onForced();
    process.exit(EXIT.interrupted);
  };
  const act = (): void => {
    if (Math.max(own, told) > 1) force();
    if (controller.signal.aborted) return;
    controller.abort(new Error('interrupted'));
    setTimeout(force, PATIENCE).unref();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      own++;
      act();
    });
  }
  return {
    controller,
    tell: () => {
      told++;
      act();
    },
  };
}
