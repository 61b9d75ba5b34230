import { setFlagsFromString } from "node:v8";

/**
 * Keeps V8's space for new objects at its present size, some 16 MB. While thousands of contacts are read it would
 * double for good, although contacts outlive it anyway. Node.js has this setting only as an option of the command line.
 * It holds for the whole process, so the process's start decides.
 */
export function keepYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
