import { expect, it } from "vitest";
import { withoutLegalForm } from "../../src/names/legal-form.ts";
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

it("does not find names by their legal form", () => {
  const names = new SpeltNames(["Pixelwerk GmbH", "Nordlich AG"].map((name, at) => ({ id: `acc_${at}`, name })));
  expect(names.near("Nordlicht GmbH").map(({ name }) => name)).toEqual(["Nordlich AG"]);
  expect(names.near("Sonne GmbH")).toEqual([]);
});
