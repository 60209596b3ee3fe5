import type { Finding } from './finding.ts';

/** What a check finds; one that throws is a finding itself. */
export async function findingsOf(
  about: Pick<Finding, 'group' | 'isNeeded'>,
  check: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (cause) {
    return [{ ...about, name: 'any', works: false, detail: cause instanceof Error ? cause.message : String(cause) }];
  }
}
