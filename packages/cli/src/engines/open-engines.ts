import { ModelsError, selectBackend } from '@ser/models';
import { SerError } from '../errors.ts';
import type { Reporter } from '../terminal/reporter.ts';
import { BACKENDS } from './backends.ts';
import type { OpenEngine } from './engine.ts';
import { ENGINES } from './engines.ts';

/** What a run computes with. */
export interface Engines {
  /** What computes embeddings. */
  readonly engine: OpenEngine;
  /** Name of the back end that trains. */
  readonly backend: string;
  /** What that computes on, in words. */
  readonly device: string;
}

/** What was asked for; `auto` takes what works. */
export interface EngineChoice {
  readonly engine: string;
  readonly backend: string;
}

/** The names that `--engine` and `--backend` take. */
export const ENGINE_CHOICES: readonly string[] = ['auto', ...ENGINES.map(({ name }) => name)];
export const BACKEND_CHOICES: readonly string[] = ['auto', ...BACKENDS.map(({ name }) => name)];

/**
 * Opens the back end that trains, and the engine that goes with it.
 *
 * @throws {SerError} where what was asked for cannot be used: the reason, and what to do.
 */
export async function openEngines(choice: EngineChoice, reporter: Reporter): Promise<Engines> {
  // The native packages are this program's optional peers, so they are looked up from here.
  const importPackage = (name: string): Promise<unknown> => import(name);
  const selected = await selectBackend(choice.backend as Parameters<typeof selectBackend>[0], { importPackage }).catch(
    (cause: unknown) => {
      const enable = BACKENDS.find(({ name }) => name === choice.backend)?.enable;
      const how = enable === undefined ? '' : ` In a copy of the repository: npx pnpm@10.34.9 ${enable}`;
      throw ModelsError.isInstance(cause) ? new SerError(`${cause.message}${how}`, { cause }) : cause;
    },
  );
  const wanted = choice.engine === 'auto' ? selected.engine : choice.engine;
  // Asked for by name an engine is used or refused; else the next one takes its place.
  const rows = [...ENGINES].sort((a, b) => Number(b.name === wanted) - Number(a.name === wanted));
  const engine = await firstOf(choice.engine === 'auto' ? rows : rows.slice(0, 1), selected);
  reporter.note(`Training on ${selected.name}: ${selected.device}. Embeddings by ${engine.title}.`);
  return { engine, backend: selected.name, device: selected.device };
}

async function firstOf(
  rows: typeof ENGINES,
  backend: Parameters<(typeof ENGINES)[number]['available']>[0],
): Promise<OpenEngine> {
  const refused: string[] = [];
  for (const row of rows) {
    const found = await row.available(backend);
    if ('open' in found) return found;
    refused.push(`${row.title} cannot be used: ${found.reason}. To get it: ${found.remedy}`);
  }
  throw new SerError(refused.join('\n'));
}
