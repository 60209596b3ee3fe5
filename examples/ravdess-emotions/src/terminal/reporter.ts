import { duration } from './duration.ts';

/** Where progress goes: a terminal draws bars, anything else gets plain lines. */
export interface ReporterOptions {
  readonly stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Only warnings. */
  readonly quiet?: boolean;
  /** Milliseconds, for tests. @default performance.now */
  readonly now?: () => number;
}

/** One stage of the work, such as "Features". */
export interface Stage {
  /** So many of the stage's items are done. */
  update(done: number, detail?: string): void;
  /** The stage is over; `summary` says what came out. Returns the stage's milliseconds. */
  end(summary: string): number;
}

/** Tells a person what the program does; never on stdout, which is for results. */
export interface Reporter {
  stage(title: string, total: number): Stage;
  note(text: string): void;
  warn(text: string): void;
}

const BAR = 24;
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 10_000;
const TITLE = 24;

/** A reporter on a stream; see {@link ReporterOptions}. */
export function createReporter({ stream, quiet = false, now = () => performance.now() }: ReporterOptions): Reporter {
  const terminal = stream.isTTY === true;
  let open = '';
  const line = (text: string): void => {
    stream.write(`${open ? '\r\x1b[K' : ''}${text}\n`);
    open = '';
  };
  const draw = (text: string): void => {
    open = text.slice(0, (stream.columns ?? 80) - 1);
    stream.write(`\r\x1b[K${open}`);
  };

  return {
    note: (text) => {
      if (!quiet) line(text);
    },
    warn: (text) => line(`warning: ${text}`),
    stage(title, total) {
      const start = now();
      let last = start;
      const label = title.padEnd(TITLE);
      if (terminal && !quiet) draw(`${label} ${bar(0)}`);
      return {
        update(done, detail = '') {
          const time = now();
          if (quiet || time - last < (terminal ? REDRAW_MS : PLAIN_LINE_MS)) return;
          last = time;
          const left = done > 0 ? ` ${duration(((time - start) / done) * (total - done))} left` : '';
          const counts = `${done}/${total}${left}${detail && ` · ${detail}`}`;
          if (terminal) draw(`${label} ${bar(done / total)} ${counts}`);
          else line(`${label} ${counts}`);
        },
        end(summary) {
          const elapsed = now() - start;
          if (!quiet) line(`${label} ${summary} (${duration(elapsed)})`);
          return elapsed;
        },
      };
    },
  };
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * BAR);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}]`;
}
