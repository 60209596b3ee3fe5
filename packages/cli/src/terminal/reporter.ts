import { printable } from '@ser/files';
import { duration } from './duration.ts';
import { createPace } from './pace.ts';
import { type Paint, painter } from './paint.ts';
import { printableLines } from './printable-lines.ts';
import { wrapWords } from './wrap-words.ts';

/** Where progress goes: a terminal draws bars, anything else gets plain lines. */
export interface ReporterOptions {
  readonly stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Only warnings. */
  readonly quiet?: boolean;
  /** Gives words their color. @default none */
  readonly paint?: Paint;
  /** Milliseconds, for tests. @default performance.now */
  readonly now?: () => number;
}

/** What a stage counts. */
export interface StageOptions {
  /** `bytes` shows megabytes. @default items, as numbers */
  readonly unit?: 'bytes';
  /** What all items weigh together, where some take longer than others: the time left is told by that. @default as items */
  readonly work?: number;
}

/** One stage of the work, such as "Features". */
export interface Stage {
  /** So many of the stage's items are done, and so much of its work. */
  update(done: number, detail?: string, work?: number): void;
  /** The stage is over; `summary` says what came out. Returns the stage's milliseconds. */
  end(summary: string): number;
}

/** Tells a person what the program does; never on stdout, which is for results. */
export interface Reporter {
  stage(title: string, total: number, options?: StageOptions): Stage;
  note(text: string): void;
  warn(text: string): void;
}

/** A reporter that shares its terminal with the results. */
export interface TerminalReporter extends Reporter {
  /** Takes an unfinished bar away before something else is written; its next update draws it again. */
  wipe(): void;
}

const BAR = { wide: 24, narrow: 10 };
/** Columns from which there is room for the wide bar. */
const WIDE = 100;
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 10_000;
const TITLE = 24;
const MEGA = 1e6;

/** A reporter on a stream; see {@link ReporterOptions}. */
export function createReporter({
  stream,
  quiet = false,
  paint = painter(false),
  now = () => performance.now(),
}: ReporterOptions): TerminalReporter {
  const terminal = stream.isTTY === true;
  const width = (stream.columns ?? 80) < WIDE ? BAR.narrow : BAR.wide;
  let open = '';
  /** What is longer than a terminal is wide breaks at words. */
  const broken = (text: string, indent?: number): string =>
    terminal && stream.columns ? wrapWords(text, stream.columns, indent) : text;
  const line = (text: string): void => {
    stream.write(`${open ? '\r\x1b[K' : ''}${text}\n`);
    open = '';
  };
  const draw = (text: string): void => {
    open = text.slice(0, (stream.columns ?? 80) - 1);
    stream.write(`\r\x1b[K${open}`);
  };

  return {
    wipe() {
      if (open) stream.write('\r\x1b[K');
      open = '';
    },
    note: (text) => {
      if (!quiet) line(broken(printableLines(text)));
    },
    warn: (text) => line(broken(`warning: ${printableLines(text)}`).replace('warning:', paint('warning', 'warning:'))),
    stage(title, total, { unit, work: all } = {}) {
      const start = now();
      const pace = createPace();
      let last = start;
      const label = printable(title).padEnd(TITLE);
      if (terminal && !quiet) draw(`${label} ${bar(0, width)}`);
      return {
        update(done, detail = '', work = done) {
          const time = now();
          if (quiet) return;
          pace.see(work, time);
          if (time - last < (terminal ? REDRAW_MS : PLAIN_LINE_MS)) return;
          last = time;
          const text = [
            counts(done, total, unit),
            ...speed(pace.rate(), (all ?? total) - work, { unit, weighed: all !== undefined }),
            printable(detail),
          ]
            .filter(Boolean)
            .join(' · ');
          if (terminal) draw(`${label} ${bar(done / total, width)} ${text}`);
          else line(`${label} ${text}`);
        },
        end(summary) {
          const elapsed = now() - start;
          if (!quiet) line(broken(`${label} ${printableLines(summary)} (${duration(elapsed)})`, TITLE + 1));
          return elapsed;
        },
      };
    },
  };
}

function counts(done: number, total: number, unit: StageOptions['unit']): string {
  if (unit === 'bytes') return `${(done / MEGA).toFixed(1)}/${(total / MEGA).toFixed(1)} MB`;
  // A training counts the steps of an epoch as parts of it.
  return `${Math.floor(done)}/${total}`;
}

/** The rate now, and how long the rest takes at it. */
function speed(
  rate: number | undefined,
  left: number,
  { unit, weighed }: { unit: StageOptions['unit']; weighed: boolean },
): string[] {
  if (rate === undefined) return [];
  const time = `${duration((1000 * left) / rate)} left`;
  if (weighed) return [time];
  const shown = unit === 'bytes' ? `${(rate / MEGA).toFixed(1)} MB/s` : `${rate.toPrecision(3)}/s`;
  return [rate >= 1000 && unit !== 'bytes' ? `${Math.round(rate)}/s` : shown, time];
}

function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, share) * width);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
}
