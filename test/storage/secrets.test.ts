import { createDecipheriv, createHash, hkdfSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect } from "vitest";
import { BASE_URL, bytes, everythingIn, onlyFolder, open, test } from "./temporary.ts";

const KEY = "sk_lf_CANARYkeyCANARYkeyCANARYkey";
const PLAIN = "CANARY Maja Jensen <maja.jensen@canary.example> CANARY";

/** A text as it is and in the usual encodings, at each of base64's three alignments. */
const shapes = (text: string) => [
  text,
  Buffer.from(text).toString("hex"),
  ...[0, 1, 2].flatMap((shift) =>
    (["base64", "base64url"] as const).map((encoding) => Buffer.from(text.slice(shift)).toString(encoding).slice(0, -4)),
  ),
];

test("neither the key nor what is cached appears in any file or file name", async ({ directory }) => {
  const cache = await open(directory, { apiKey: KEY });
  await cache.write("names", bytes(PLAIN));
  await cache.write("contacts-0001", bytes(PLAIN.repeat(20_000)));
  const everything = await everythingIn(directory);
  expect(everything.length).toBeGreaterThan(1_000_000);
  for (const shape of [KEY, PLAIN, "CANARY", BASE_URL.href, BASE_URL.host].flatMap(shapes)) {
    if (shape.length >= 6) expect(everything.includes(shape), shape).toBe(false);
  }
});

test("the same bytes are sealed differently each time", async ({ directory }) => {
  const cache = await open(directory);
  const seen = new Set<string>();
  for (let time = 0; time < 20; time++) {
    await cache.write("names", bytes(PLAIN));
    seen.add((await readFile(join(await onlyFolder(directory), "names.entry"))).subarray(8, 20).toString("hex"));
  }
  expect(seen.size).toBe(20);
});

test("each entry is encrypted with AES-256-GCM, by a key that HKDF-SHA256 derives", async ({ directory }) => {
  const cache = await open(directory, { apiKey: KEY, version: 3 });
  await cache.write("names", bytes(PLAIN));
  const folder = await onlyFolder(directory);
  const audience = createHash("sha256").update("https://api.lightfield.app/").digest("hex");
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync("sha256", KEY, "lightfield-contacts-mcp cache", `${purpose} ${audience}`, length));
  expect(basename(folder)).toBe(`lightfield-cache-${derive("folder", 16).toString("hex")}-v3`);
  const sealed = await readFile(join(folder, "names.entry"));
  const decipher = createDecipheriv("aes-256-gcm", derive("encryption", 32), sealed.subarray(8, 20), { authTagLength: 16 })
    .setAAD(Buffer.from("LFCACHE1\x003\0names"))
    .setAuthTag(sealed.subarray(-16));
  expect(decipher.update(sealed.subarray(20, -16), undefined, "utf8") + decipher.final("utf8")).toBe(PLAIN);
});
