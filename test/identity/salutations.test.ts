import { describe, expect, it } from "vitest";
import { compare } from "../../src/identity/compare.ts";
import { personName } from "../../src/identity/person-name.ts";
import { surenessOf } from "../../src/identity/sureness.ts";
import { aTyped } from "../builders.ts";
import { aPerson } from "./person.ts";

const names = aTyped({ key: "name", valueType: "FULL_NAME" });

/** Somebody as they are stored after a write: without what stood before the name. */
const stored = (text: string) => {
  const [name = "", ...values] = text.split("; ");
  const { firstName = "", lastName = "" } = names.encode(name) as { firstName?: string; lastName?: string };
  return aPerson([firstName === "" ? `${lastName},` : `${lastName}, ${firstName}`, ...values].join("; "));
};

const verdictOf = (one: string, other: string) => compare(aPerson(one), aPerson(other)).kind;

describe("opposite salutations are a difference like two first names", () => {
  it.each([
    ["Herr Schmidt", "Frau Schmidt"],
    ["Herrn Schmidt", "Fräulein Schmidt"],
    ["Mr. Lee", "Mrs. Lee"],
    ["Mr Lee", "Ms Lee"],
    ["Mr. Lee", "Miss Lee"],
    ["M. Dupont", "Mme Dupont"],
    ["M. Dupont", "Mlle Dupont"],
    ["Monsieur Dupont", "Mademoiselle Dupont"],
    ["Sr. Vega", "Sra. Vega"],
    ["Señor Vega", "Señorita Vega"],
    ["Senhor Silva", "Senhora Silva"],
    ["Sig. Rossi", "Sig.ra Rossi"],
    ["Signor Rossi", "Signorina Rossi"],
    ["Dhr. Jansen", "Mevr. Jansen"],
    ["Meneer Jansen", "Mw. Jansen"],
    ["Herr Hansen", "Fru Hansen"],
    ["Herr Dr. Schmidt", "Frau Schmidt"],
    ["Herr Prof. Dr. Schmidt", "Frau Prof. Dr. Schmidt"],
    ["SCHMIDT, HERR", "SCHMIDT, FRAU"],
  ])("%s and %s", (one, other) => {
    for (const values of ["+49897001; at Acme", "schmidt@home.example"]) {
      for (const [a, b] of [
        [one, other],
        [other, one],
      ]) {
        const verdict = compare(aPerson(`${a}; ${values}`), aPerson(`${b}; ${values}`));
        expect(verdict.evidence.name.grade).toBe("different");
        expect(verdict.kind).toBe("ambiguous");
        expect(surenessOf(verdict)).toBeUndefined();
      }
    }
  });

  it.each([
    ["Herr Schmidt", "Schmidt, Herr"],
    ["Herr Schmidt", "Hr. Schmidt"],
    ["Mrs. Lee", "Ms Lee"],
    ["Dr. Schmidt", "Prof. Schmidt"],
  ])("but %s and %s are none", (one, other) => {
    expect(verdictOf(`${one}; +49897001`, `${other}; +49897001`)).toBe("same");
  });
});

describe("a salutation before a last name, and somebody of the name", () => {
  it.each([
    // Only an address that names her says that she is no other one of the family.
    ["Frau Schmidt; anna.schmidt@home.example", "Anna Schmidt; anna.schmidt@home.example", "same"],
    ["Frau Schmidt; a.schmidt@home.example", "Anna Schmidt; a.schmidt@home.example", "same"],
    ["Frau Schmidt; schmidt@home.example", "Anna Schmidt; schmidt@home.example", "ambiguous"],
    ["Frau Schmidt; hans.schmidt@home.example", "Hans Schmidt; hans.schmidt@home.example", "same"],
    ["Frau Schmidt; #7", "Anna Schmidt; #7", "same"],
    ["Frau Schmidt; +49897001", "Anna Schmidt; +49897001", "ambiguous"],
    ["Schmidt; +49897001", "Hans Schmidt; +49897001", "ambiguous"],
    ["Frau Schmidt; info@home.example", "Anna Schmidt; info@home.example", "ambiguous"],
    ["Frau Schmidt; at Acme", "Anna Schmidt; at Acme", "ambiguous"],
    ["Frau Schmidt; at Acme; a@acme.example", "Anna Schmidt; at Acme; b@acme.example", "other"],
    ["Frau Schmidt", "Anna Schmidt", "other"],
    ["Frau Schmidt; at Acme", "Anna Weber; at Acme", "other"],
  ])("%s | %s: %s", (one, other, kind) => {
    expect(verdictOf(one, other)).toBe(kind);
  });
});

describe("a last name that was stored without its salutation", () => {
  it.each([
    ["Herr Schmidt; +49897001", "Frau Schmidt; +49897001", "ambiguous"],
    ["Herr Schmidt; schmidt@home.example", "Frau Schmidt; schmidt@home.example", "ambiguous"],
    ["Herr Schmidt; at Acme", "Frau Schmidt; at Acme", "ambiguous"],
    ["Frau Schmidt; a.schmidt@home.example", "Frau Schmidt; a.schmidt@home.example", "same"],
    ["Schmidt; +49897001", "Schmidt; +49897001", "same"],
  ])("%s | %s: %s", (one, other, kind) => {
    expect(compare(aPerson(one), stored(other)).kind).toBe(kind);
  });
});

it.each([
  ["Dr. Schmidt", undefined],
  ["Dr. Kim Adler", undefined],
  ["Herr Kim Adler", "male"],
  ["Frau Herr", "female"],
  [{ firstName: "Frau", lastName: "Schmidt" }, "female"],
  [{ firstName: "Frau Dr. Anna", lastName: "Schmidt" }, "female"],
  [{ lastName: "Mme Dupont" }, "female"],
])("the salutation of %j says: %s", (written, gender) => {
  expect(personName(written)?.gender).toBe(gender);
});

it("a salutation may be told beside the name", () => {
  expect(personName({ lastName: "Schmidt" }, "Frau Dr.")).toMatchObject({ gender: "female", given: [], family: ["schmidt"] });
});
