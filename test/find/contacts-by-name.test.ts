import { expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { fewFields } from "../replica/sync/support.ts";

const REPORTS_TO = { label: "Reports to", description: null, cardinality: "HAS_ONE", objectType: "contact" } as const;

it("a name is not taken for its only known contact where a colleague has given it to another since", async () => {
  let now = Date.UTC(2026, 2, 2, 9);
  const desk = aDesk({ contacts: 200, now: () => now, definitions: { ...fewFields(), relationshipDefinitions: { reports_to: REPORTS_TO } } });
  const [id = "", known = "", ...ids] = desk.sandbox.contacts().keys();
  const namesake = ids[100] ?? "";
  const call = (one: string) =>
    desk.sandbox.editContact(one, ({ fields }) => {
      fields.$name = { valueType: "FULL_NAME", value: { firstName: "Dana", lastName: "Scully" } };
    });
  call(known);
  await desk.text("find_contacts", {});
  now += 150_000;
  call(namesake);
  // This looks for new contacts at the ends of the list.
  await desk.text("find_contacts", {});
  expect(await desk.failure("update_contact", { id, relationships: { reports_to: "Dana Scully" } })).toContain(namesake);
});
