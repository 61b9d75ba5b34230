import { expect, it } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";

it("adds twelve people who are there twice, and twelve pairs who look like that, and leaves all others as they are", () => {
  const [without, withThem] = [createSandbox({ contacts: 30 }).contacts(), createSandbox({ contacts: 30, duplicates: true }).contacts()];
  expect(withThem.size - without.size).toBe(2 * (12 + 12));
  for (const [id, contact] of without) expect(withThem.get(id)).toEqual(contact);
});

it("sets only fields that the workspace has", () => {
  const definitions = { objectType: "contact", fieldDefinitions: {}, relationshipDefinitions: {} } as const;
  const contacts = createSandbox({ contacts: 0, duplicates: true, definitions }).contacts();
  expect([...contacts.values()].flatMap(({ fields, relationships }) => [...Object.keys(fields), ...Object.keys(relationships)])).toEqual([]);
});
