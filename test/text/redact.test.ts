import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneLine } from "../../src/text/plain-text.ts";
import { quote } from "../../src/text/quote.ts";
import { REDACTED, redactor } from "../../src/text/redact.ts";
import { expectLinear } from "../cpu-time.ts";

const KEY = "sk_lf_Ab3d-Ef6h_Jk9m";
/** A key of another form: what is set is the key, whatever it looks like. */
const ODD_KEY = 'own.Key"4f7d\\=with+marks';

const between = (key: string, mark: string) => [...key].join(mark);

describe("a key", () => {
  it.each([KEY, KEY.toUpperCase(), between(KEY, "\u200b"), between(KEY, "\ufe0f"), between(KEY, "\u{e0041}"), `x${KEY}`, "sk_lf_sandbox"])(
    "of Lightfield's form is taken out, whosever it is: %j",
    (key) => {
      expect(redactor(undefined)(`Bad key ${key}, or so`)).toMatch(/^Bad key x?\[API key\], or so$/);
      expect(redactor(undefined)(`Bad key ${quote(key)}, or so`)).toBe(`Bad key "${key.startsWith("x") ? "x" : ""}${REDACTED}", or so`);
    },
  );

  it("that is the server's own is taken out in any form, with anything in between", () => {
    for (const own of [KEY, ODD_KEY, `${ODD_KEY} \n`]) {
      const key = own.trim();
      for (const text of [key, between(key, "\n"), between(key, " "), between(key, "\u200b"), between(key, "\r\n> ")]) {
        for (const shown of [text, oneLine(text), JSON.stringify(text), JSON.stringify({ text: JSON.stringify(text) })]) {
          const left = redactor(own)(`a ${shown} b`);
          expect(left).toContain(REDACTED);
          expect(left.replace(/[^a-z0-9]/gi, "")).not.toContain(key.slice(-8).replace(/[^a-z0-9]/gi, ""));
        }
      }
    }
  });

  it("is not seen in words that merely begin like one", () => {
    const text = "Keys begin with sk_lf_, such as sk_lf_… The task_lf is done; ask lf.";
    expect(redactor("short")(text)).toBe(text);
    expect(redactor(KEY)(text)).toBe(text);
  });

  it("leaves JSON as JSON, and what is beside it as it was", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(KEY, ODD_KEY, "sk_lf_", "\\", '"', "\n"))), (parts) => {
        const redact = redactor(ODD_KEY);
        const json = redact(JSON.stringify({ text: parts.join(""), after: "end" }));
        const { text, after } = JSON.parse(json) as { text: string; after: string };
        expect(after).toBe("end");
        expect(text).not.toContain(KEY);
        expect(text).not.toContain(ODD_KEY);
      }),
    );
  });

  it("costs no more than the text is long", async () => {
    const parts = ["sk_lf_", "s\u200b", "own.Key", "\\", "_", "-", "a b "];
    await expectLinear((length) => parts.map((part) => redactor("-".repeat(40))(redactor(KEY)(part.repeat(length)))), 50_000);
  });
});
