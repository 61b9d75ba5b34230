import { describe, expect, it } from "vitest";
import { DefinitionsChangedError } from "../../src/definitions/fresh-definitions.ts";
import type { DefinitionsJson } from "../../src/sandbox/index.ts";
import { aDesk, type Desk, writtenContact } from "../builders.ts";

const fieldOf = ({ fieldDefinitions }: DefinitionsJson, key: string) => {
  const definition = fieldDefinitions[key];
  if (!definition) throw new Error(`no field ${key}`);
  return definition;
};

/** A desk that has asked for the definitions, which a colleague then edits. */
async function aDeskThatMissed(edit: (definitions: DefinitionsJson) => void): Promise<Desk> {
  const desk = aDesk();
  await desk.live.get();
  desk.sandbox.editDefinitions(edit);
  return desk;
}

const definitionsAsked = (desk: Desk) => desk.requests().filter((request) => request === "GET /v1/contacts/definitions").length;
const writesSent = (desk: Desk) => desk.requests().filter((request) => request.startsWith("POST")).length;

describe("when the API refuses what the definitions allow", () => {
  it("an option that was replaced by one of the same label is written by its new ID", async () => {
    const desk = await aDeskThatMissed((definitions) => {
      for (const option of fieldOf(definitions, "lifecycle-stage").typeConfiguration.options ?? []) option.id = `${option.id}new`;
    });
    const text = await desk.text("create_contact", { fields: { name: "A B", lifecycle_stage: "Lead" } });
    expect(String(writtenContact(desk, text).fields["lifecycle-stage"]?.value)).toMatch(/new$/);
    expect([definitionsAsked(desk), writesSent(desk)]).toEqual([2, 2]);
    expect(desk.sandbox.contacts().size).toBe(61);
  });

  it("a field that became another's key is found by its label", async () => {
    const desk = await aDeskThatMissed(({ fieldDefinitions }) => {
      fieldDefinitions["icp-rating"] = { ...fieldOf({ fieldDefinitions } as DefinitionsJson, "icp-score") };
      delete fieldDefinitions["icp-score"];
    });
    const text = await desk.text("create_contact", { fields: { name: "A B", "ICP score": 5 } });
    expect(writtenContact(desk, text).fields["icp-rating"]?.value).toBe(5);
  });

  it("a field that is gone is said, with what else changed", async () => {
    const desk = await aDeskThatMissed((definitions) => {
      delete definitions.fieldDefinitions["icp-score"];
      fieldOf(definitions, "lifecycle-stage").typeConfiguration.options?.splice(0, 1);
      definitions.fieldDefinitions["shoe-size"] = { ...fieldOf(definitions, "notes"), label: "Shoe size" };
    });
    const error = await desk.run("create_contact", { fields: { name: "A B", icp_score: 5 } }).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(DefinitionsChangedError);
    expect(String(error)).toMatchInlineSnapshot(
      `"DefinitionsChangedError: The workspace's definitions changed: field icp_score is gone; the options of lifecycle_stage have changed (removed: Lead); field shoe_size is new."`,
    );
    expect((error as DefinitionsChangedError).cause).toMatchObject({ message: expect.stringContaining('The field "icp_score" is gone') });
    expect(desk.sandbox.contacts().size).toBe(60);
  });

  it("an option that is gone is said", async () => {
    const desk = await aDeskThatMissed((definitions) => {
      const { typeConfiguration } = fieldOf(definitions, "lifecycle-stage");
      typeConfiguration.options = typeConfiguration.options?.filter(({ label }) => label !== "Lead") ?? [];
    });
    expect(await desk.failure("create_contact", { fields: { name: "A B", lifecycle_stage: "Lead" } })).toBe(
      "The workspace's definitions changed: the options of lifecycle_stage have changed (removed: Lead).",
    );
    expect(writesSent(desk)).toBe(1);
  });

  it("a filter is encoded anew as well", async () => {
    const desk = await aDeskThatMissed((definitions) => {
      for (const option of fieldOf(definitions, "lifecycle-stage").typeConfiguration.options ?? []) option.id = `${option.id}new`;
    });
    await desk.text("list_contacts", { filters: [{ field: "lifecycle_stage", value: "Lead" }] });
    expect(definitionsAsked(desk)).toBe(2);
  });

  it("and nothing changed, its refusal stands and is not tried again", async () => {
    const desk = await aDeskThatMissed(() => {});
    expect(await desk.failure("create_contact", { fields: { name: "A B" }, relationships: { owner: "mem_unknown" } })).toContain("mem_unknown");
    expect(writesSent(desk)).toBe(1);
  });
});

it.each<[string, object]>([
  ["create_contact", { fields: { name: "A B", lifecycle_stage: "Sponsor" } }],
  ["update_contacts", { filters: [{ field: "title", operator: "isSet" }], fields: { lifecycle_stage: "Sponsor" } }],
  ["find_contacts", { filters: [{ field: "lifecycle_stage", value: "Sponsor" }] }],
  ["get_contact_definitions", { keys: ["lifecycle_stage"] }],
  ["import_contacts", { rows: [{ name: "A B", email: "ab@x.example", lifecycle_stage: "Sponsor" }] }],
])("an option that was just added is known to %s", async (tool, args) => {
  let now = Date.UTC(2026, 2, 2, 9);
  const desk = aDesk({ now: () => now });
  await desk.text("find_contacts");
  desk.sandbox.editDefinitions((definitions) => {
    for (const option of fieldOf(definitions, "lifecycle-stage").typeConfiguration.options ?? [])
      if (option.label === "Churned") option.label = "Sponsor";
  });
  now += 10_000;
  const { isError, text } = await desk.run(tool, args);
  expect(isError).not.toBe(true);
  expect(text).not.toContain("is not an option");
  expect(definitionsAsked(desk)).toBe(2);
  if (tool !== "get_contact_definitions")
    expect(await desk.failure("create_contact", { fields: { lifecycle_stage: "Nobody" } })).toContain('"Sponsor"');
  expect(definitionsAsked(desk)).toBe(2);
});

describe("definitions", () => {
  it("are kept for 10 minutes of use, and then fetched again", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const desk = aDesk({ now: () => now });
    await desk.text("list_contacts");
    now += 10 * 60_000 - 1;
    await desk.text("list_contacts");
    expect(definitionsAsked(desk)).toBe(1);
    now += 1;
    await desk.text("list_contacts");
    expect(definitionsAsked(desk)).toBe(2);
  });

  it("that are old are used on where the API cannot be asked", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    let broken = false;
    const desk = aDesk({
      now: () => now,
      through: (fetch) => async (input, init) =>
        broken && String(input instanceof Request ? input.url : input).endsWith("/definitions")
          ? new Response("{}", { status: 403 })
          : fetch(input, init),
    });
    await desk.live.get();
    now += 60 * 60_000;
    broken = true;
    expect(await desk.text("list_contacts")).toMatch(/^25 of 60 contacts/);
  });

  it("that did not change leave the workspace as it is; a change is told", async () => {
    const desk = aDesk();
    let changes = 0;
    desk.live.changed.add(() => changes++);
    const first = await desk.live.get();
    expect(await desk.live.refresh()).toBe(first);
    expect(changes).toBe(1);
    desk.sandbox.editDefinitions((definitions) => {
      fieldOf(definitions, "$title").label = "Job";
    });
    expect(await desk.live.refresh()).not.toBe(first);
    expect(changes).toBe(2);
  });

  it("that bring a rival for a key leave the key with the field that the agent was shown under it", async () => {
    const desk = await aDeskThatMissed((definitions) => {
      definitions.fieldDefinitions.$crm_id = { ...fieldOf(definitions, "notes"), label: "System ID" };
    });
    await desk.live.refresh();
    const text = await desk.text("create_contact", { fields: { crm_id: "old" } });
    expect(writtenContact(desk, text).fields).toMatchObject({ crm_id: { value: "old" }, $crm_id: { value: null } });
  });

  it("that rename an option leave its old label understood, with a remark, as long as no other option has it", async () => {
    const rename = (from: string, to: string) => (definitions: DefinitionsJson) => {
      for (const option of fieldOf(definitions, "lifecycle-stage").typeConfiguration.options ?? []) if (option.label === from) option.label = to;
    };
    const desk = await aDeskThatMissed(rename("Churned", "Lost"));
    await desk.live.refresh();
    const text = await desk.text("create_contact", { fields: { name: "A B", lifecycle_stage: "churned" } });
    expect(text).toContain("\nLifecycle stage: Lost\n");
    expect(text).toContain('\n"churned" is now called "Lost".\n');
    const filters = [{ field: "lifecycle_stage", value: "Churned" }];
    for (const tool of ["find_contacts", "list_contacts"]) expect(await desk.text(tool, { filters })).toContain('"Churned" is now called "Lost".');
    expect(await desk.text("find_contacts", { filters: [{ field: "lifecycle_stage", value: "Lost" }] })).not.toContain("is now called");
    // Renamed twice, and the first label is given to another option.
    desk.sandbox.editDefinitions(rename("Lost", "Gone"));
    await desk.live.refresh();
    expect(await desk.text("find_contacts", { filters })).toContain('"Churned" is now called "Gone".');
    desk.sandbox.editDefinitions(rename("Lead", "Churned"));
    await desk.live.refresh();
    expect(await desk.text("find_contacts", { filters })).not.toContain("is now called");
  });

  it("count on how many contacts seen each field was set", async () => {
    const desk = aDesk();
    await desk.text("list_contacts", { limit: 5 });
    // The answer goes out before its contacts are taken into the local copy.
    await desk.workspace.replica.filter(() => false);
    expect(desk.live.timesSet.get("$name")).toBe(5);
  });
});
