import { describe, expect, it } from "vitest";
import { withoutLink } from "../../src/schema/record-id.ts";
import { aDesk } from "../builders.ts";

const ACCEPTED = "Accepted: contact ID (con_…), as find_contacts shows it.";
const [ONE, OTHER] = ["con_c01t4bag124v7cm15y389o", "con_c1c4dceh1dzcfe80x2zr6r"];

describe("IDs of contacts", () => {
  it.each(["retrieve_contact", "update_contact", "get_contact_history"])("are asked for by their form: %s", async (tool) => {
    expect(await aDesk().failure(tool, {})).toContain(`id: Missing. ${ACCEPTED}`);
  });

  it.each<[string, object, readonly string[]]>([
    [
      "update_contacts",
      { ids: [ONE, "Maja Jensen", "acc_1"], fields: { title: "x" } },
      [`ids: "Maja Jensen" is not a valid ID. "acc_1" is not a valid ID. ${ACCEPTED}`],
    ],
    ["find_duplicates", { ids: ["Maja Jensen"] }, [`ids: "Maja Jensen" is not a valid ID. ${ACCEPTED}`]],
    [
      "merge_contacts",
      { keep: "Aoi Ito", merge: [OTHER, "Aoi I.", "a b"] },
      [`keep: "Aoi Ito" is not a valid ID. ${ACCEPTED}`, `merge: "Aoi I." is not a valid ID. "a b" is not a valid ID. ${ACCEPTED}`],
    ],
    [
      "merge_contacts",
      {
        groups: [[ONE, OTHER], ["con_3", "Aoi Ito"], ["con_5"]],
      },
      [
        `groups[1]: "Aoi Ito" is not a valid ID. ${ACCEPTED}`,
        'groups[2]: "con_5" is alone. Accepted: the ID of the contact to keep, then those of its duplicates.',
      ],
    ],
    ["merge_contacts", { keep: ONE, merge: [OTHER, OTHER] }, [`${OTHER} is given twice. Accepted: each contact once.`]],
  ])("are all named by their argument if they are wrong: %s %j", async (tool, args, problems) => {
    expect((await aDesk().failure(tool, args)).split("\n")).toEqual(problems);
  });

  it("are taken as answers show them, with the name before them, and as a link to the contact", async () => {
    const desk = aDesk();
    const [id = ""] = desk.sandbox.contacts().keys();
    const [, name = ""] = /^Name: (.*)$/m.exec(await desk.text("retrieve_contact", { id })) ?? [];
    for (const given of [`${name} (${id})`, `https://crm.lightfield.app/contacts/${id}?tab=notes`])
      expect(await desk.text("update_contact", { id: given, fields: { title: "CFO" }, dry_run: true })).toContain("-> CFO");
    expect(await desk.text("retrieve_contact", { id: `${name} (${id})` })).toContain(`Contact ${id}`);
    expect(await desk.failure("update_contact", { id: `Zora Lind (${id})`, fields: { title: "CFO" } })).toBe(
      `Not written: ${id} is "${name}", not "Zora Lind". Accepted: the ID of the contact that is meant.`,
    );
    expect(await desk.failure("retrieve_contact", { id: "Brightloom (acc_c0suhg801oqi66r03y1yzr)" })).toContain("is not a valid ID");
  });

  it("are looked for in long texts without delay", () => {
    const text = `https://x${"/con_a?".repeat(30_000)} b`;
    const start = performance.now();
    expect(withoutLink(text)).toBe(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
