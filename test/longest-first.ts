import { statSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files with tests that start processes: by their length, they take about twice as long as others. */
const STARTS_PROCESSES = /\/test\/(?:e2e|packaging|docs\/commands)\b/;

/** How long a file takes, by its length. */
const weightOf = ({ moduleId }: TestSpecification) => statSync(moduleId).size * (STARTS_PROCESSES.test(moduleId) ? 2 : 1);

/** Files that take long begin first, so that all workers end at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => weightOf(other) - weightOf(one));
  }
}
