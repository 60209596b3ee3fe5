import { checkCount } from '../input/check-option.ts';
import type { DrawIndex } from '../numeric/random.ts';

/**
 * Draws `replicates` samples of `units` unit indices with replacement and hands each to `use`, in one reused array.
 *
 * @throws {MetricsError} `invalid-option` for a number of replicates below 1.
 */
export function drawResamples(
  units: number,
  replicates: number,
  draw: DrawIndex,
  use: (drawn: Int32Array) => void,
): void {
  checkCount('replicates', replicates);
  const drawn = new Int32Array(units);
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let i = 0; i < units; i++) drawn[i] = draw(units);
    use(drawn);
  }
}
