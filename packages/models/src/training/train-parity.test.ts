import { beforeAll, describe, it } from 'vitest';
import { checkFineTuning, checkFit } from '../../testing/training-cases.ts';
import { golden } from '../../testing/training-golden.ts';
import { selectBackend } from '../accelerators/select-backend.ts';

describe.each(['wasm', 'cpu'] as const)('train on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(golden.fits)('repeats 20 epochs of Keras from the same start and batches: $name', (fit) =>
    checkFit(fit, backend),
  );

  it('gives the same in micro-batches', () => checkFit(golden.fits[1]!, backend, 5));

  it.each(golden.fineTuning)('changes a convolutional network as Keras does: $name', (fit) =>
    checkFineTuning(fit, backend),
  );
});
