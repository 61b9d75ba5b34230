/** What a check found. A warning leaves the server usable. `skipped`: nothing can be said, or nothing is set. */
export type Status = "ok" | "warning" | "failure" | "skipped";

export interface Finding {
  /** What was looked at, in a few words. */
  readonly check: string;
  readonly status: Status;
  readonly detail: string;
  /** What to do, for a warning or a failure. */
  readonly remedy?: string;
}

export const ok = (check: string, detail: string): Finding => ({ check, status: "ok", detail });
export const skipped = (check: string, detail: string): Finding => ({ check, status: "skipped", detail });
export const warning = (check: string, detail: string, remedy: string): Finding => ({ check, status: "warning", detail, remedy });
export const failure = (check: string, detail: string, remedy: string): Finding => ({ check, status: "failure", detail, remedy });
