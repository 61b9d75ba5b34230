import { expect, it } from "vitest";
import { compare } from "../../src/identity/compare.ts";
import { personName } from "../../src/identity/person-name.ts";
import { surenessOf } from "../../src/identity/sureness.ts";
import { aTyped } from "../builders.ts";
import { identity } from "./person.ts";

const names = aTyped({ key: "name", valueType: "FULL_NAME" });

/** Somebody of this name, as it is stored after a write, with the account and the number of all others. */
const stored = (written: string) => identity({ name: names.encode(written), phone: ["+49897001"], account: "Acme" });

const verdictOn = (one: string, other: string) => compare(stored(one), stored(other));

it.each([
  ["Herr Schmidt", "Frau Schmidt"],
  ["Mr. Lee", "Mrs. Lee"],
  ["Mr Lee", "Ms Lee"],
  ["Mr. Lee", "Miss Lee"],
  ["M. Dupont", "Mme Dupont"],
  ["Monsieur Dupont", "Mademoiselle Dupont"],
  ["Sr. Vega", "Sra. Vega"],
  ["Señor Vega", "Señorita Vega"],
  ["Sig. Rossi", "Sig.ra Rossi"],
  ["Herr Dr. Schmidt", "Frau Schmidt"],
  ["Herr Prof. Dr. Schmidt", "Frau Prof. Dr. Schmidt"],
  ["SCHMIDT, HERR", "SCHMIDT, FRAU"],
])("%s and %s are two people, although they share number and account", (one, other) => {
  for (const verdict of [verdictOn(one, other), verdictOn(other, one)]) {
    expect(verdict.kind).not.toBe("same");
    expect(surenessOf(verdict)).toBeUndefined();
  }
});

it.each([
  ["Herr Schmidt", "Schmidt, Herr"],
  ["Herr Schmidt", "Hr. Schmidt"],
  ["Mrs. Lee", "Ms Lee"],
  ["Dr. Schmidt", "Prof. Schmidt"],
  ["Dr. Schmidt", "Frau Schmidt"],
  ["M. Dupont", "Mr. Dupont"],
  ["Frau Schmidt", "Anna Schmidt"],
])("%s and %s may be one person", (one, other) => {
  expect(surenessOf(verdictOn(one, other))).toBeDefined();
});

it.each([
  ["Dr. Schmidt", undefined],
  ["Dr. Kim Adler", undefined],
  ["Herr Kim Adler", "male"],
  ["Frau Herr", "female"],
])("the salutation of %s says: %s", (written, gender) => {
  expect(personName(written)?.gender).toBe(gender);
});
