import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../src/sandbox/index.ts";
import { aDesk } from "../../builders.ts";

const deskWithDuplicates = () => aDesk({ contacts: 30, duplicates: true });

/** Replaces IDs by the names in them, so that an answer can be read. */
const withNames = (text: string, sandbox: Sandbox) => {
  const counts = new Map<string, number>();
  return text.replace(/con_\w+/g, (id) => {
    const { firstName = "", lastName = "" } = (sandbox.contacts().get(id)?.fields.$name?.value ?? {}) as { firstName?: string; lastName?: string };
    counts.set(id, counts.get(id) ?? counts.size + 1);
    return `con_${lastName || firstName}${counts.get(id)}`;
  });
};

const idOf = (sandbox: Sandbox, email: string) =>
  [...sandbox.contacts().values()].find(({ fields }) => JSON.stringify(fields.$email?.value ?? "").includes(email))?.id ?? "";

describe("all duplicates of a workspace", () => {
  it("come surest first, with the arguments that merge the certain ones", async () => {
    const desk = deskWithDuplicates();
    expect(withNames(await desk.text("find_duplicates", { limit: 20 }), desk.sandbox)).toMatchInlineSnapshot(`
      "14 groups: 11 certain, 1 likely, 2 possible. Compared 78 contacts.
      1 certain: Birgit Winterfeld (last changed) = Birgit Sommer: same e-mail and first name; different last name
      differ: only the others have account
      2 certain: Juergen Moeller (last changed) = Jürgen Möller: same e-mail with other capitals and name
      differ: only the others have account
      3 certain: Paloma Quintero (last changed) = Paloma Quintero: same profile in another form and name
      differ: only the others have title
      4 certain: Tara Ravensworth (most complete, last changed) = T. Ravensworth: same e-mail, initial and last name
      5 certain: Mirela Dobre (most complete, last changed) = mirela@dobre.example: same e-mail with other capitals
      6 certain: Dana Whitlock (most complete, oldest) = Dana Whitlock: same e-mail with other capitals and name
      differ: title
      7 certain: Robert Delacroix (most complete, last changed) = Bob Delacroix: same phone, name with a nickname and account
      8 certain: Chiara Fontanelli (most complete, oldest) = Chiara Fontanelli: same phone and name; different e-mail
      9 certain: Halasz Imre (last changed) = Imre Halasz: same phone, name in another order and account
      10 certain: Jonathan Abernaty (last changed) = Jonathan Abernathy: same phone, first name and account, a typo in the last name
      11 certain: Henrike Paulsen (last changed) = Henrike Paulsen: same mailbox in another spelling, name and account
      12 likely: Kwabena Osei (con_Osei1, last changed) = Kwabena Osei (con_Osei2): same name and account
      differ: only the others have title
      13 possible: Ole Kamphaus (con_Kamphaus3, last changed) = Jule Kamphaus (con_Kamphaus4): same e-mail and last name; different name
      14 possible: James Carter (con_Carter5, last changed) = James Carter (con_Carter6): same name and account; different e-mail
      merge_contacts {"groups":[["con_Winterfeld7","con_Sommer8"],["con_Moeller9","con_Möller10"],["con_Quintero11","con_Quintero12"],["con_Ravensworth13","con_Ravensworth14"],["con_Dobre15","con_16"],["con_Whitlock17","con_Whitlock18"],["con_Delacroix19","con_Delacroix20"],["con_Fontanelli21","con_Fontanelli22"],["con_Imre23","con_Halasz24"],["con_Abernaty25","con_Abernathy26"],["con_Paulsen27","con_Paulsen28"]]}"
    `);
  });

  it("come a page at a time", async () => {
    const desk = deskWithDuplicates();
    const text = await desk.text("find_duplicates", { limit: 2, offset: 10 });
    expect(withNames(text, desk.sandbox)).toMatchInlineSnapshot(`
      "14 groups: 11 certain, 1 likely, 2 possible, from 11. Compared 78 contacts.
      11 certain: Henrike Paulsen (last changed) = Henrike Paulsen: same mailbox in another spelling, name and account
      12 likely: Kwabena Osei (con_Osei1, last changed) = Kwabena Osei (con_Osei2): same name and account
      differ: only the others have title
      More: offset 12, or a limit up to 200.
      merge_contacts {"keep":"con_Paulsen3","merge":["con_Paulsen4"]}"
    `);
  });

  it("are none in a workspace without them", async () => {
    expect(await aDesk({ contacts: 10 }).text("find_duplicates")).toMatchInlineSnapshot(`"No duplicates. Compared 10 contacts."`);
  });
});

describe("the duplicates of somebody", () => {
  it("are shown with what differs and the call that merges them", async () => {
    const desk = deskWithDuplicates();
    expect(withNames(await desk.text("find_duplicates", { query: "dana whitlock" }), desk.sandbox)).toMatchInlineSnapshot(`
      "1 group: 1 certain. Compared 78 contacts, to find duplicates of 2.
      1 certain: Dana Whitlock (most complete, oldest) = Dana Whitlock: same e-mail with other capitals and name
      differ: changed 2024-05-06 | 2024-05-08; title Director of Finance | CFO
      merge_contacts {"keep":"con_Whitlock1","merge":["con_Whitlock2"]}"
    `);
  });

  it("are found by ID and by filters, from either side", async () => {
    const desk = deskWithDuplicates();
    const answers = await Promise.all([
      desk.text("find_duplicates", { ids: [idOf(desk.sandbox, "dana.whitlock@initech")] }),
      desk.text("find_duplicates", { ids: [idOf(desk.sandbox, "Dana.Whitlock@Initech")] }),
      desk.text("find_duplicates", {
        filters: [
          { field: "title", operator: "equal", value: "CFO" },
          { field: "name", operator: "contains", value: "Whitlock" },
        ],
      }),
    ]);
    const groups = answers.map((text) => text.split("\n").slice(1));
    expect(groups[0]).toHaveLength(3);
    expect(groups).toEqual([groups[0], groups[0], groups[0]]);
  });

  it("are none for somebody who is there once", async () => {
    const desk = deskWithDuplicates();
    const { id } = [...desk.sandbox.contacts().values()][0] ?? { id: "" };
    expect(await desk.text("find_duplicates", { ids: [id] })).toBe("No duplicates. Compared 78 contacts, to find duplicates of 1.");
  });

  it("are refused for a contact that does not exist, and for ids beside a query", async () => {
    const desk = deskWithDuplicates();
    expect(await desk.failure("find_duplicates", { ids: ["con_gone"] })).toMatchInlineSnapshot(
      `"ids: There is no contact "con_gone". Accepted: IDs that find_contacts shows."`,
    );
    expect(await desk.failure("find_duplicates", { ids: ["con_gone"], query: "Dana" })).toMatchInlineSnapshot(
      `"ids were given with a query or filters. Accepted: one or the other."`,
    );
  });

  it("are found as the contacts are now", async () => {
    const desk = deskWithDuplicates();
    const both = ["dana.whitlock@initech", "Dana.Whitlock@Initech"].map((email) => idOf(desk.sandbox, email));
    await desk.text("find_duplicates");
    await desk.run("update_contact", { id: both[0], fields: { email: ["dw@elsewhere.example"], name: "Dora Whitlock" } });
    expect(await desk.text("find_duplicates", { ids: both })).toMatch(/^No duplicates/);
  });
});

it("says which scope a merge lacks, and shows the IDs of all groups", async () => {
  const whyNot = "merge_contacts needs a key with contacts:update and contacts:delete; this key lacks contacts:delete.";
  const desk = aDesk({ contacts: 30, duplicates: true, notOffered: whyNot });
  const text = await desk.text("find_duplicates", { query: "dana whitlock" });
  expect(text.split("\n").at(-1)).toBe(whyNot);
  expect(text.match(/con_/g)).toHaveLength(2);
});

it("never reads or shows a hidden field", async () => {
  const desk = aDesk({ contacts: 30, duplicates: true, hidden: ["email"] });
  const text = await desk.text("find_duplicates", { query: "dana whitlock" });
  expect(text).not.toContain("certain");
  expect(text).not.toContain("e-mail");
});

describe("writes that meet somebody who is there twice", () => {
  it("say so in a refused create, with the call that merges the two", async () => {
    const desk = deskWithDuplicates();
    const answer = await desk.failure("create_contact", { fields: { name: "Dana Whitlock", email: ["dana.whitlock@initech.example"] } });
    expect(withNames(answer.split("\n").at(-1) ?? "", desk.sandbox)).toMatchInlineSnapshot(
      `"Existing duplicates: Dana Whitlock = Dana Whitlock (certain: same e-mail with other capitals and name). To merge: merge_contacts {"keep":"con_Whitlock1","merge":["con_Whitlock2"]}"`,
    );
  });

  it("say so in the plan of an import", async () => {
    const desk = deskWithDuplicates();
    const answer = await desk.text("import_contacts", { text: "Name,Email,Title\nDana Whitlock,dana.whitlock@initech.example,CEO" });
    expect(withNames(answer.replace(/plan_[\w-]{20}/, "plan_1"), desk.sandbox)).toMatchInlineSnapshot(`
      "Ambiguous (1):
      ! row 1 Dana Whitlock: it may mean 2 contacts. Candidates: Dana Whitlock (con_Whitlock1; has the same e-mail; would change Title: Director of Finance -> CEO), Dana Whitlock (con_Whitlock2; has the same e-mail; would change Title: CFO -> CEO)
      Columns: name, email, title.
      Plan: 1 ambiguous.
      Name: split into first | last name: "Dana Whitlock" = "Dana" | "Whitlock".
      Existing duplicates: Dana Whitlock = Dana Whitlock (certain: same e-mail with other capitals and name). To merge: merge_contacts {"keep":"con_Whitlock1","merge":["con_Whitlock2"]}
      Nothing is written yet. Once the user has said who these people are, apply_plan {"plan_id": "plan_1"} with "as_new": [1] for a new contact, "as": [{"row": 1, "contact": "con_…"}] for an existing one applies them, within 30 minutes and while this server runs."
    `);
  });

  it("offer no merge that the key may not make", async () => {
    const desk = aDesk({ contacts: 30, duplicates: true, notOffered: "merge_contacts is switched off." });
    const answer = await desk.failure("create_contact", { fields: { name: "Dana Whitlock", email: ["dana.whitlock@initech.example"] } });
    expect(answer).not.toContain("merge_contacts");
  });
});

it("takes two calls and under 500 tokens to find somebody twice and plan the merge that keeps the newer title", async () => {
  const desk = deskWithDuplicates();
  const asked = { query: "Dana Whitlock" };
  const found = await desk.text("find_duplicates", asked);
  const offered = JSON.parse(/merge_contacts (\{.*\})/.exec(found)?.[1] ?? "{}");
  const merge = { ...offered, take: [{ field: "title", value: offered.merge[0] }] };
  const planned = await desk.text("merge_contacts", merge);
  expect(planned).toContain("Title: Director of Finance -> CFO");
  const tokens = [JSON.stringify(asked), found, JSON.stringify(merge), planned].reduce((sum, text) => sum + countTokens(text), 0);
  expect(tokens).toBeLessThan(500);
});
