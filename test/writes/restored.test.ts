import fc from "fast-check";
import { expect, it } from "vitest";
import { SANDBOX_API_KEY } from "../../src/sandbox/index.ts";
import { aDesk, fieldOf } from "../builders.ts";

const blanks = fc.constantFrom("", " ", "  ", "\t");

const padded = (text: fc.Arbitrary<string>) => fc.tuple(blanks, text, blanks).map((parts) => parts.join(""));

const part = fc.oneof(padded(fc.constantFrom("Ann", "van der Berg", "O'Neil, MD", "1 Road", "DE", "null")), fc.constant(""));

const address = fc.record(
  {
    street: part,
    street2: part,
    city: part,
    state: part,
    postalCode: part,
    country: fc.constantFrom("DE", "CH", "US"),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.integer({ min: -180, max: 180 }),
  },
  { requiredKeys: [] },
);

const emails = fc.array(fc.constantFrom("a@b.example", "A@B.example", "c+d@e.example", "ü@ö.example"), { maxLength: 4 });

/** What the sandbox takes, by API key: values as this program would not write them itself, too. */
const WRITABLE: Record<string, fc.Arbitrary<unknown>> = {
  $title: fc.oneof(padded(fc.string()), fc.constantFrom('["a","b"]', "null", '{"add": "x"}', "a, b")),
  background: padded(fc.constantFrom("# Title\n\n- one", "a,b;c", "[1]")),
  $email: emails,
  email: fc.constantFrom("a@b.example", "A@B.example"),
  $phone: fc.array(fc.constantFrom("+14155552671", "+49 30 901820 ext. 5", "+14155552671;ext=100", "(415) 555-2671", "12345678"), { maxLength: 3 }),
  mobile: fc.constantFrom(["+14155552671"], []),
  "press-links": fc.array(fc.constantFrom("http://www.a.example/", "https://a.example", "HTTPS://A.example/x?y#z"), { maxLength: 3 }),
  website: fc.constantFrom("http://www.a.example/", "https://a.example/%20"),
  $linkedIn: fc.constantFrom("http://linkedin.com/in/Dana", "https://de.linkedin.com/in/dana/"),
  $twitter: fc.constantFrom("https://x.com/dana", "https://twitter.com/Dana/"),
  $name: fc.record({ firstName: part, lastName: part }, { requiredKeys: [] }),
  $address: address,
  $doNotContact: fc.boolean(),
  "icp-score": fc.integer().map((number) => number / 100),
  "deal-size": fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  "next-follow-up": fc.constantFrom("2026-03-29T02:30:00.123Z", "0101-01-01T00:00:00+01:00", "2026-02-03T14:30:59-11:30"),
};

/** Parts and values that are unset in either of the ways in which the API says so. */
const withoutUnset = (value: unknown): unknown => {
  if (value === "" || (Array.isArray(value) && value.length === 0)) return null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const parts = Object.entries(value).filter(([, text]) => text !== "" && text !== null);
  return parts.length === 0 ? null : Object.fromEntries(parts);
};

it.each(Object.keys(WRITABLE))("what %s held is held again when it is written back, to the letter", async (key) => {
  const desk = aDesk({ contacts: 1 });
  const [id = ""] = [...desk.sandbox.contacts().keys()];
  const field = fieldOf(await desk.live.get(), key);
  const write = async (value: unknown) => {
    // Not through the client, which keeps to the API's rate limit.
    const answer = await desk.sandbox.fetch(`https://api.lightfield.app/v1/contacts/${id}`, {
      method: "POST",
      headers: { authorization: `Bearer ${SANDBOX_API_KEY}`, "lightfield-version": "2026-03-01", "content-type": "application/json" },
      body: JSON.stringify({ fields: { [key]: value } }),
    });
    expect(answer.status, JSON.stringify(value)).toBe(200);
    return desk.sandbox.contacts().get(id)?.fields[key]?.value;
  };
  await fc.assert(
    fc.asyncProperty(WRITABLE[key] ?? fc.constant(null), async (value) => {
      const held = await write(value);
      await write(null);
      expect(withoutUnset(await write(field.type.restored(held, field.definition)))).toEqual(withoutUnset(held));
    }),
    { numRuns: 50 },
  );
});

it.each<[string, unknown, unknown]>([
  ["$name", "Dana Scully", { firstName: "Dana", lastName: "Scully" }],
  ["$name", { firstName: "Dana", lastName: null }, { firstName: "Dana" }],
  ["$address", { city: "Berlin", latitude: "52.5" }, { city: "Berlin", latitude: 52.5 }],
  ["$phone", "+14155552671", ["+14155552671"]],
  ["icp-score", "12", 12],
  ["$email", "a@b.example", ["a@b.example"]],
  ["$address", "1 Road", { street: "1 Road" }],
])("%s as an answer may have it (%j) is written as the API takes it", async (key, raw, written) => {
  const { type, definition } = fieldOf(await aDesk().live.get(), key);
  expect(type.restored(raw, definition)).toEqual(written);
});

it("options are written by their ID, also those that are gone", async () => {
  const { type, definition } = fieldOf(await aDesk().live.get(), "interests");
  const [first] = definition.config.options ?? [];
  expect(type.restored([{ id: first?.id, label: first?.label }, "opt_gone"], definition)).toEqual([first?.id, "opt_gone"]);
});
