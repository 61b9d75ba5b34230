import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quote } from "../../src/text/quote.ts";

describe("quoting a value from outside", () => {
  it("shows the first 80 characters of its JSON, whatever it is", () => {
    const printable = fc.jsonValue({ maxDepth: 6 }).filter((value) => /^[ -~]*$/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(fc.oneof(printable, fc.array(printable, { maxLength: 200 })), (value) => {
        const json = JSON.stringify(value);
        expect(quote(value)).toBe(json.length > 80 ? `${json.slice(0, 80)}…` : json);
      }),
    );
  });

  it("reads no more of it than is shown", () => {
    const read: string[] = [];
    const huge = new Proxy(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, "x"])), {
      get: (target, key) => {
        read.push(String(key));
        return Reflect.get(target, key);
      },
    });
    expect(quote(huge)).toMatch(/^\{"key0":"x",.*…$/);
    expect(read.length).toBeLessThan(100);
  });
});
