import { expect, it } from "vitest";
import { isCompanyName, withoutLegalForm } from "../../src/names/legal-form.ts";
import { SpeltNames } from "../../src/names/spelt-names.ts";

it.each([
  ["Nordlicht GmbH", "Nordlicht"],
  ["Nordlicht GmbH & Co. KG", "Nordlicht"],
  ["Initech, Inc.", "Initech"],
  ["Stark S.A.", "Stark"],
  ["Stark S. A.", "Stark"],
  ["Stark UG (haftungsbeschränkt)", "Stark"],
  ["Acme Pty Ltd", "Acme"],
  ["Marco", "Marco"],
  ["Texaco", "Texaco"],
  ["AG", "AG"],
  ["GmbH & Co. KG", "GmbH"],
])("%s is %s without its legal form", (name, bare) => {
  expect(withoutLegalForm(name)).toBe(bare);
});

it.each(["Nordlicht GmbH", "Lenz AG", "Acme Corp.", "Stark S.A.", "ACME INC", "Holm & Co", "Holm Oy Ltd", "Vogt ApS"])("%s is a company", (name) => {
  expect(isCompanyName(name)).toBe(true);
});

it.each(["Maria Sa", "MARIA SA", "Eric Co", "Tae Se", "Ian Marco", "GmbH", "Asa"])("%s may be a person", (name) => {
  expect(isCompanyName(name)).toBe(false);
});

it("does not find names by their legal form", () => {
  const names = new SpeltNames(["Pixelwerk GmbH", "Nordlich AG"].map((name, at) => ({ id: `acc_${at}`, name })));
  expect(names.near("Nordlicht GmbH").map(({ name }) => name)).toEqual(["Nordlich AG"]);
  expect(names.near("Sonne GmbH")).toEqual([]);
});
