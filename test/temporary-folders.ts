import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** The real path of a new folder. */
const made = (prefix = "lightfield-test-"): string => realpathSync(mkdtempSync(join(tmpdir(), prefix)));

/** On Windows, the files of a program that has just ended stay locked for a moment. */
const removed = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

/** A folder that goes with the test that makes it. */
export function aFolder(): string {
  const folder = made();
  onTestFinished(() => removed(folder));
  return folder;
}

/** A folder for all tests of a file. */
export function aFolderForAll(prefix?: string): string {
  const folder = made(prefix);
  afterAll(() => removed(folder));
  return folder;
}

/** The same as {@link aFolder}, as a fixture. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern which fixtures are needed
export async function folderFixture({}: object, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = made();
  await use(folder);
  removed(folder);
}
