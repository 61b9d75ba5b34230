import { describe, expect, it } from "vitest";
import { objectsInCell } from "../../src/imports/lost-objections.ts";
import { holdsFor, isObjection, objectionField, restricts, willIn } from "../../src/schema/objections.ts";
import { aField, aSchema, aSelect, fieldOf } from "../builders.ts";

describe("a name that speaks of an objection", () => {
  it.each([
    "Do not contact",
    "doNotContact",
    "DO_NOT_CALL",
    "Don't e-mail",
    "HasOptedOutOfEmail",
    "HASOPTEDOUTOFEMAIL",
    "DONOTCALL",
    "donotemail",
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
    "Do Not Mail",
    "Do not allow Bulk Emails",
    "DoNotEMail",
    "Opted out of email: Marketing Information",
    "Objects to marketing",
    "Opposition e-mail",
    "Robinson list",
    "Robinsonliste",
    "Do not contact (yes/no)",
    "Fax Opt Out",
    "No calls",
    "Bezwaar marketing",
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
    "Kein Widerspruch",
    "No objection to contact",
    "Aucune opposition",
    "Not opted out",
    "Nicht abgemeldet",
    "Not unsubscribed",
    "Geen bezwaar",
    "sin oposición",
    "Widerspruch zurückgenommen",
    "Opt-out removed",
    "Opt-in / Opt-out",
    "Subscribed / Unsubscribed",
    "Consent withdrawn",
    "Do not contact before noon",
    "Never contacted",
    "No. calls",
    "Nr. Anrufe",
    "Objects",
    "Objects owned",
    "Opposition",
    "Sales objections",
    "Objection reason",
    "Objection handling",
    "Opposition leader",
    "Unsubscribe rate",
    "Unsubscribe link",
    "Opt-out URL",
    "Unsubscribe count",
    "Blocklist score",
    "Robinson",
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
    expect(["Fax Opt Out", "Do Not Mail", "Postal opt-out", "Keine Werbung (Brief)"].map(keyFor)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(["Email opt out", "Do not call", "Fax opt out"].map((column) => holdsFor(column, field("no_mail")))).toEqual([true, false, false]);
    expect(holdsFor("Do not call", field("stop"))).toBe(true);
  });

  it("take objections only in boxes and in options that object", () => {
    const keyFor = (...fields: ReturnType<typeof aField>[]) => objectionField("Opposition e-mail", aSchema({ fields }).fields)?.apiKey;
    const label = "Do not e-mail";
    expect(keyFor(aField({ key: "text", label, valueType: "TEXT" }))).toBeUndefined();
    expect(keyFor(aSelect(["Summer", "Winter"], { key: "select", label }))).toBeUndefined();
    expect(keyFor(aSelect(["Yes", "No"], { key: "select", label }))).toBe("select");
  });

  it.each([
    ["Plan", "Robinson", false],
    ["Topics", "Objection handling", false],
    ["Supplier status", "Blocklisted", false],
    ["Vote", "Opposed", false],
    ["Marketing", "Not opted out", false],
    ["Marketing", "Kein Widerspruch", false],
    ["Marketing", "Opposed", true],
    ["E-mail status", "Blocklisted", true],
    ["Status", "Unsubscribed", true],
    ["Status", "Do not contact", true],
    ["Status", "Opted out", true],
  ])("object by an option only if it is clear: %s, %s", (label, option, objects) => {
    const { fields } = aSchema({ fields: [aSelect([option], { key: "select", label })] });
    expect(fields.map((one) => isObjection(one, "opt_0"))).toEqual([objects]);
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
      ["Opt out", "x"],
      ["Opt out", "✓"],
      ["Opt out", "Jan 5, 2024"],
      ["Opt out", 45000],
      ["Opt out", "yes, by phone"],
      ["Opt out", "told us on the phone that she wants no more letters of any kind"],
      ["Opposition", "oui"],
      ["HS email optout 1234", "yes"],
    ] as const;
    for (const [column, cell] of objecting) expect(objectsInCell(column, cell)).toBe(true);
    const others = [
      ["Email Opt Out", "0"],
      ["Objection", "Price"],
      ["Opt out", ""],
      ["Opt out", "n/a"],
      ["Opt out", "not opted out"],
      ["Opt out", "subscribed"],
      ["Kein Widerspruch", "ja"],
      ["Opt-in / Opt-out", "yes"],
      ["Unsubscribe link", "https://x.example/u"],
      ["Newsletter", "yes"],
      ["Colour", "red"],
    ] as const;
    for (const [column, cell] of others) expect(objectsInCell(column, cell)).toBe(false);
  });
});
