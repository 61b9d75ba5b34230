import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, vi } from "vitest";

/** The folders of a reader, for exported files and for files to import. Both are empty at first. */
export interface Folders {
  readonly exports: string;
  readonly imports: string;
}

/** When the reader tries the documents. Answers that name the date are then the same on every run. */
const TODAY = new Date("2026-11-27T10:15:00Z");

/** Sets the clock to the reader's for the tests of a file. Returns a way to make their folders. */
export function useReader(): () => Folders {
  const made: string[] = [];
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: TODAY });
  });
  afterAll(() => {
    vi.useRealTimers();
    for (const folder of made) rmSync(folder, { recursive: true });
  });
  return () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "docs-")));
    made.push(folder);
    const [exports, imports] = [join(folder, "exports"), join(folder, "imports")];
    mkdirSync(exports);
    mkdirSync(imports);
    return { exports, imports };
  };
}
