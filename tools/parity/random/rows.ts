import { corporaRows } from './corpora-rows.ts';
import { dspRows } from './dsp-rows.ts';
import { metricsRows } from './metrics-rows.ts';
import { modelsRows } from './models-rows.ts';
import type { RandomRow } from './row.ts';

/** Tables of all packages; a package adds its own. */
export const allRows: readonly RandomRow[] = [...dspRows, ...metricsRows, ...modelsRows, ...corporaRows];
