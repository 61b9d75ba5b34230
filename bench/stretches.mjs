// Loaded into a server before the program, on Linux: how long it works without a pause. The figures are CPU time of its
// main thread, which depends less on other work. A SIGUSR2 begins the measurement. STRETCHES names the file that gets the
// figures at the end.
import { openSync, readSync, writeFileSync } from "node:fs";

/** How often, in ms, it looks whether other work could have run. */
const LOOK_MS = 1;

/** The first number of the file: in ns. */
const about = openSync(`/proc/self/task/${process.pid}/schedstat`, "r");
const text = Buffer.alloc(64);

/** CPU time of the main thread, in ms. */
function cpuTime() {
  readSync(about, text, 0, text.length, 0);
  return Number(text.toString("latin1", 0, text.indexOf(" "))) / 1e6;
}

let longestMs = 0;
let before = cpuTime();
(function look() {
  const now = cpuTime();
  longestMs = Math.max(longestMs, now - before);
  before = now;
  setTimeout(look, LOOK_MS).unref();
})();
process.on("SIGUSR2", () => {
  longestMs = 0;
});
process.once("exit", () => writeFileSync(process.env.STRETCHES ?? "", JSON.stringify({ longestMs, cpuMs: cpuTime() })));
