import { describe, expect, it } from "vitest";
import { isObjection, objectionField, objectsInCell, restricts, willIn } from "../../src/schema/objections.ts";
import { aField, aSchema, fieldOf } from "../builders.ts";

describe("a name that speaks of an objection", () => {
  it.each([
    "Do not contact",
    "doNotContact",
    "DO_NOT_CALL",
    "Don't e-mail",
    "HasOptedOutOfEmail",
    "Email Opt Out",
    "Unsubscribed from all email",
    "GDPR objection",
    "Blocklisted",
    "RGPD opposition",
    "Désabonné",
    "Ne pas contacter",
    "Werbesperre",
    "Kontaktverbot",
    "Widerspruch (DSGVO)",
    "Keine Werbung",
    "No contactar",
    "Oposición RGPD",
    "Non contattare",
    "Não contatar",
    "Niet bellen",
    "Uitgeschreven",
    "Newsletter opt-out",
  ])("is recognised: %s", (name) => expect(willIn(name)).toBe("objection"));

  it.each(["Newsletter opt-in", "optIn", "Marketing consent", "Einwilligung", "Consentement", "OK to contact"])("is a consent: %s", (name) =>
    expect(willIn(name)).toBe("consent"),
  );

  it.each([
    "Title",
    "Position",
    "Composition",
    "Last contacted",
    "No contact yet",
    "Preferred contact",
    "Contact owner",
    "Sperrfrist",
    "Number of calls",
  ])("is neither: %s", (name) => expect(willIn(name)).toBeUndefined());
});

describe("the fields of a workspace", () => {
  const schema = aSchema({
    fields: [
      aField({ key: "stop", label: "Kontaktsperre", valueType: "CHECKBOX" }),
      aField({ key: "no_mail", label: "Do not e-mail", valueType: "CHECKBOX" }),
      aField({ key: "news", label: "Newsletter", valueType: "CHECKBOX" }),
      aField({ key: "vip", label: "VIP", valueType: "CHECKBOX" }),
      aField({
        key: "mailing",
        label: "Mailing",
        valueType: "SINGLE_SELECT",
        config: {
          options: [
            { id: "opt_1", label: "Subscribed" },
            { id: "opt_2", label: "Unsubscribed" },
          ],
        },
      }),
    ],
  });
  const field = (key: string) => fieldOf(schema, key);

  it("restrict by a yes, by a consent that is not given, or by an option that says so", () => {
    const restricting = [
      ["stop", true],
      ["news", false],
      ["mailing", "opt_2"],
    ] as const;
    for (const [key, raw] of restricting) expect(restricts(field(key), raw)).toBe(true);
    const free = [
      ["stop", false],
      ["stop", null],
      ["news", true],
      ["vip", true],
      ["vip", false],
      ["mailing", "opt_1"],
    ] as const;
    for (const [key, raw] of free) expect(restricts(field(key), raw)).toBe(false);
    expect(isObjection(field("news"), false)).toBe(false);
  });

  it("take the objections of columns for the same channel, or for all", () => {
    const keyFor = (column: string) => objectionField(column, schema.fields)?.apiKey;
    expect(["Unsubscribed from all email", "Opposition", "Do not call", "Newsletter opt-out"].map(keyFor)).toEqual([
      "no_mail",
      "stop",
      "stop",
      undefined,
    ]);
  });
});

describe("a cell", () => {
  it("objects by a yes, a date or its own words", () => {
    const objecting = [
      ["Email Opt Out", "1"],
      ["RGPD opposition", "oui"],
      ["Unsubscribed", true],
      ["UNSUB_TIME", "2024-05-01 10:00"],
      ["Marketing status", "unsubscribed"],
    ] as const;
    for (const [column, cell] of objecting) expect(objectsInCell(column, cell)).toBe(true);
    const others = [
      ["Email Opt Out", "0"],
      ["Objection", "Price"],
      ["Unsubscribe link", "https://x.example/u"],
      ["Newsletter", "yes"],
      ["Colour", "red"],
    ] as const;
    for (const [column, cell] of others) expect(objectsInCell(column, cell)).toBe(false);
  });
});
