import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with the line `N passed, N failed`. A test file that could not be run counts as failed. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter from the default export
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const testModule of modules) {
      const tests = [...testModule.children.allTests()];
      passed += tests.filter((test) => test.result().state === "passed").length;
      failed += tests.filter((test) => test.result().state === "failed").length;
      if (testModule.state() === "failed" && testModule.errors().length > 0) failed += testModule.errors().length;
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}
