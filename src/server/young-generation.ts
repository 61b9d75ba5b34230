import { setFlagsFromString } from "node:v8";

/** V8's own growth factor, the same in Node.js 20 to 26. */
const V8_DEFAULT = 2;

/**
 * Keeps V8's space for new objects at its present size, some 16 MB. While thousands of contacts are read it would
 * double for good, although contacts outlive it anyway. Node.js has this setting only as an option of the command line.
 * It holds for the whole process, so the process's start decides.
 */
export function keepYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  // The launcher stores compiled code at the exit, and V8 refuses code that was made with other flags than its start's.
  process.prependOnceListener("exit", () => setFlagsFromString(`--semi-space-growth-factor=${V8_DEFAULT}`));
}
