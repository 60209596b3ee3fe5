import { expect, test } from 'vitest';
import { inFolder, QUICK } from './quick.ts';

// `pnpm drills` has these and the long ones.
test.each(Object.keys(QUICK))('%s does no harm', async (name) => {
  expect(await inFolder(QUICK[name]!)).toMatch(/\d (times|signals|kills)/);
});
