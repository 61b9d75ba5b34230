import { beforeEach, describe, expect, it } from "vitest";
import { IDENTIFYING_KINDS } from "../../src/identity/kinds/index.ts";
import { aDesk, writtenContact } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";

beforeEach(() => inFastTime());

interface Sample {
  /** A field of the sandbox that the kind covers. */
  readonly field: string;
  readonly value: string;
  /** Another form of the value. */
  readonly again: string;
  /** What answers call the value. */
  readonly called: string;
}

/** One for each kind that covers fields. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  unique: { field: "crm_id", value: "A-17", again: "A-17", called: "Legacy CRM ID" },
  email: { field: "email", value: "ada@wolfram.example", again: "Ada@Wolfram.example", called: "e-mail" },
  phone: { field: "phone", value: "+49 30 23125700", again: "0049 30 23125-700", called: "phone" },
  profile: { field: "linkedIn", value: "ada-wolfram", again: "https://de.linkedin.com/in/Ada-Wolfram/?trk=x", called: "linkedin.com profile" },
};

function sampleOf(kind: string): Sample {
  const sample = SAMPLES[kind];
  if (!sample) throw new Error(`Add a sample of ${kind} to SAMPLES.`);
  return sample;
}

describe.each(IDENTIFYING_KINDS.filter(({ covers }) => covers))("$name", ({ name, isExclusive }) => {
  it("is found by creates, imports and find_duplicates", async () => {
    const { field, value, again, called } = sampleOf(name);
    const desk = aDesk({ contacts: 30 });
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields: { name: "Ada Wolfram", [field]: value } }));
    const same = { name: "Ada Wolfram", [field]: again };

    const refusal = await desk.failure("create_contact", { fields: same });
    expect(refusal).toContain(id);
    expect(refusal).toContain(`(same ${called})`);

    const rows = [{ ...same, title: "CTO" }];
    expect(await desk.text("import_contacts", { rows })).toContain("1 to update");
    expect(await desk.text("import_contacts", { rows, match_on: [field] })).toContain("1 to update");

    // No second contact can have an exclusive value.
    if (isExclusive) return;
    await desk.text("create_contact", { fields: same, allow_duplicate: true });
    expect(await desk.text("find_duplicates", { query: "Ada Wolfram" })).toContain(`same ${called}`);
  });

  it("is found where only the API knows the contact, and not its name", async () => {
    const { field, value } = sampleOf(name);
    const [desk, colleague] = [aDesk({ contacts: 30 }), aDesk({ contacts: 0 })];
    const { fields } = writtenContact(colleague, await colleague.text("create_contact", { fields: { name: "Ada Wolfram", [field]: value } }));
    // The local copy is filled, and does not see at once what somebody else changes.
    await desk.text("find_contacts", { query: "Ada Wolfram" });
    const [id = ""] = [...desk.sandbox.contacts().keys()];
    desk.sandbox.editContact(id, (contact) => {
      contact.fields = fields;
    });
    expect(await desk.failure("create_contact", { fields: { name: "A. Wolfram", [field]: value } })).toContain(id);
  });
});
