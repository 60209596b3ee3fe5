import { CALLS, PACKAGES, type PackageName, type Project } from './project.ts';

/** What stands in a cell: `undefined` where the package works in the setting, else what went wrong, in a line. */
export type Outcome = string | undefined;

/** One row of the table: tries all packages in a setting. */
export interface Setting {
  readonly name: string;
  /** Why no package works there, where that is decided. @default they must work */
  readonly knownToFail?: string;
  readonly tries: (project: Project) => Promise<Readonly<Record<PackageName, Outcome>>>;
}

/** A row's cells. */
export type Outcomes = Record<PackageName, Outcome>;

/** A cell for every package. */
export const outcomesOf = (cell: (name: PackageName) => Outcome): Outcomes =>
  Object.fromEntries(PACKAGES.map((name) => [name, cell(name)])) as Outcomes;

/** The line of an output that tells most. */
export function telling(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const line =
    lines.find((one) => /error|cannot|must use|unexpected/i.test(one) && !one.startsWith('at ')) ??
    lines.find(Boolean) ??
    'failed';
  return line.replace(/(file:\/\/)?\/\S*\/node_modules\//g, '').slice(0, 140);
}

/** Tries the packages one by one. */
export function each(tryOne: (name: PackageName, project: Project) => Promise<void>): Setting['tries'] {
  return async (project) => {
    const outcomes = outcomesOf(() => undefined);
    for (const name of PACKAGES) {
      outcomes[name] = await tryOne(name, project).then(
        () => undefined,
        (error: Error) => telling(error.message),
      );
    }
    return outcomes;
  };
}

const checked = (name: PackageName): string => `if (!(${CALLS[name]})) throw new Error('another value');`;
/** A program that calls a package. */
export const esm = (name: PackageName): string => `import * as m from '@ser/${name}';\n${checked(name)}\n`;
