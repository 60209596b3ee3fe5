import type { Reporter, TestModule } from 'vitest/node';

/** Ends a test run with its real counts on one line, `N passed, N failed, N skipped`, and names what was skipped. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let passed = 0;
    let failed = 0;
    const skipped: string[] = [];
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped.push(`${module.relativeModuleId} > ${test.fullName}`);
      }
      // A file that broke before its first test has failed, even though no test of it did.
      if (module.state() === 'failed' && failed === before) failed++;
    }
    for (const name of skipped) console.log(`skipped: ${name}`);
    console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  }
}
