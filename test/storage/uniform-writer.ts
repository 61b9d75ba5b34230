// A second server: writes entries whose bytes are all alike, until its input ends. Arguments: directory, a byte.
import { openCache } from "../../src/storage/index.ts";

const [directory = "", byte = "0"] = process.argv.slice(2);
const cache = await openCache({
  directory,
  apiKey: "sk_lf_one",
  baseUrl: new URL("https://api.lightfield.app"),
  version: 1,
  log: (_, line) => process.stderr.write(`${line}\n`),
});
let ended = false;
process.stdin.resume().once("end", () => {
  ended = true;
});
for (let round = 0; !ended; round++) {
  // Lengths differ as well, so that a mixture would be seen.
  const entry = new Uint8Array(200_000 + Number(byte) * 1000 + (round % 1000)).fill(Number(byte));
  await Promise.all([cache.write("contacts-0001", entry), cache.write("contacts-0002", entry)]);
  process.stdout.write(".");
}
