import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../src/sandbox/index.ts";
import { aDesk, writtenContact } from "../../builders.ts";

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
      "13 groups: 8 certain, 4 likely, 1 possible. Compared 78 contacts.
      1 certain: Juergen Moeller (con_Moeller1, J.Moeller@globex.example, Einkauf, last changed) = Jürgen Möller (con_Möller2, j.moeller@globex.example): same e-mail with other capitals and name
      Differences: only the second has Account
      2 certain: Paloma Quintero (con_Quintero3, last changed) = Paloma Quintero (con_Quintero4, Head of Sales): same linkedin.com profile in another form and name
      Differences: only the second has Title
      3 certain: Tara Ravensworth (con_Ravensworth5, tara@ravensworth.example, CTO, most complete, last changed) = T. Ravensworth (con_Ravensworth6): same e-mail, initial and last name
      4 certain: Mirela Dobre (con_Dobre7, MIRELA@dobre.example, most complete, last changed) = mirela@dobre.example (con_8, mirela@dobre.example): same e-mail with other capitals
      5 certain: Dana Whitlock (con_Whitlock9, dana.whitlock@initech.example, Director of Finance, most complete, oldest) = Dana Whitlock (con_Whitlock10, Dana.Whitlock@Initech.example, CFO): same e-mail with other capitals and name
      Differences: Title
      6 certain: Halasz Imre (con_Imre11, +36301110122, last changed) = Imre Halasz (con_Halasz12): same phone, name in another order and account
      7 certain: Jonathan Abernaty (con_Abernaty13, +442071110124, last changed) = Jonathan Abernathy (con_Abernathy14): same phone, first name and account, a typo in the last name
      8 certain: Henrike Paulsen (con_Paulsen15, henrike+crm@paulsen.example, last changed) = Henrike Paulsen (con_Paulsen16, henrike@paulsen.example): same mailbox under another address, name and account
      9 likely: Birgit Winterfeld (con_Winterfeld17, birgit@sommer.example, last changed) = Birgit Sommer (con_Sommer18): same e-mail and first name; different last name
      Differences: only the second has Account
      10 likely: Robert Delacroix (con_Delacroix19, +14155550121, COO, most complete, last changed) = Bob Delacroix (con_Delacroix20): same phone, name with a nickname and account
      11 likely: Chiara Fontanelli (con_Fontanelli21, chiara@umbria.example, most complete, oldest) = Chiara Fontanelli (con_Fontanelli22, chiara.fontanelli@gmail.com): same phone and name; different e-mail
      12 likely: Kwabena Osei (con_Osei23, kwabena.osei@accra.example, last changed) = Kwabena Osei (con_Osei24, VP Operations): same name and account
      Differences: only the second has Title
      13 possible: James Carter (con_Carter25, james.carter2@vandelay.example, last changed) = James Carter (con_Carter26, james.carter@vandelay.example): same name and account; different e-mail
      To merge the certain groups: merge_contacts {"groups":[["con_Moeller1","con_Möller2"],["con_Quintero3","con_Quintero4"],["con_Ravensworth5","con_Ravensworth6"],["con_Dobre7","con_8"],["con_Whitlock9","con_Whitlock10"],["con_Imre11","con_Halasz12"],["con_Abernaty13","con_Abernathy14"],["con_Paulsen15","con_Paulsen16"]]}"
    `);
  });

  it("come a page at a time", async () => {
    const desk = deskWithDuplicates();
    const text = await desk.text("find_duplicates", { limit: 2, offset: 10 });
    expect(withNames(text, desk.sandbox)).toMatchInlineSnapshot(`
      "13 groups: 8 certain, 4 likely, 1 possible. Compared 78 contacts. Groups 11 to 12:
      11 likely: Chiara Fontanelli (con_Fontanelli1, chiara@umbria.example, most complete, oldest) = Chiara Fontanelli (con_Fontanelli2, chiara.fontanelli@gmail.com): same phone and name; different e-mail
      12 likely: Kwabena Osei (con_Osei3, kwabena.osei@accra.example, last changed) = Kwabena Osei (con_Osei4): same name and account
      Differences: only the second has Title
      More: a limit up to 200.
      Once the user agrees that group 11 is one person: merge_contacts {"keep":"con_Fontanelli1","merge":["con_Fontanelli2"]}"
    `);
  });

  it("come without what is the same for all", async () => {
    const text = await aDesk({ contacts: 500 }).text("find_duplicates", { limit: 3 });
    expect(text.match(/^Differences: /gm)).toHaveLength(3);
    expect(text).not.toMatch(/changed (\S+) \| \1/);
  });

  it("are none in a workspace without them", async () => {
    expect(await aDesk({ contacts: 10 }).text("find_duplicates")).toMatchInlineSnapshot(`"No duplicates. Compared 10 contacts."`);
  });
});

describe("the duplicates of somebody", () => {
  it("says why a few who are called the same are not one person", async () => {
    expect(await aDesk({ contacts: 500 }).text("find_duplicates", { query: "Carmen Romero" })).toMatch(
      /^No duplicates\. Compared 2 contacts with all 500\.\nCarmen Romero \(con_\w+, \S+\) and Carmen Romero \(con_\w+, \S+\): same name; different e-mail and account$/,
    );
  });

  it("are shown with what differs and the call that merges them", async () => {
    const desk = deskWithDuplicates();
    expect(withNames(await desk.text("find_duplicates", { query: "dana whitlock" }), desk.sandbox)).toMatchInlineSnapshot(`
      "1 group: 1 certain. Compared 2 contacts with all 78.
      1 certain: Dana Whitlock (con_Whitlock1, dana.whitlock@initech.example, most complete, oldest) = Dana Whitlock (con_Whitlock2, Dana.Whitlock@Initech.example): same e-mail with other capitals and name
      Differences: changed 2024-05-06 | 2024-05-08; Title Director of Finance | CFO
      To merge the certain groups: merge_contacts {"keep":"con_Whitlock1","merge":["con_Whitlock2"]}"
    `);
  });

  it("come with the merge of the first group, if no group is certain and the user has to agree", async () => {
    const desk = deskWithDuplicates();
    const text = withNames(await desk.text("find_duplicates", { query: "osei" }), desk.sandbox);
    expect(text.split("\n").at(-1)).toMatchInlineSnapshot(
      `"Once the user agrees that group 1 is one person: merge_contacts {"keep":"con_Osei1","merge":["con_Osei2"]}"`,
    );
    const possible = await desk.text("find_duplicates", { query: "james carter" });
    expect(possible).toContain("1 possible");
    expect(possible).not.toContain("merge_contacts");
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
    expect(await desk.text("find_duplicates", { ids: [id] })).toBe("No duplicates. Compared 1 contact with all 78.");
  });

  it("are found for a contact that somebody else has created since the contacts were read", async () => {
    const desk = deskWithDuplicates();
    await desk.text("find_duplicates");
    const colleague = aDesk({ sandbox: desk.sandbox });
    const fields = { name: "Dana Whitlock", email: ["dana.whitlock@initech.example"] };
    const { id } = writtenContact(colleague, await colleague.text("create_contact", { fields, allow_duplicate: true }));
    expect(await desk.text("find_duplicates", { ids: [id] })).toMatch(/^1 group: 1 certain\. Compared 1 contact with all 79\./);
  });

  it("are refused for a contact that does not exist, and for ids beside a query", async () => {
    const desk = deskWithDuplicates();
    expect(await desk.failure("find_duplicates", { ids: ["con_gone"] })).toMatchInlineSnapshot(
      `"ids: There is no contact "con_gone". Accepted: IDs that find_contacts shows."`,
    );
    expect(await desk.failure("find_duplicates", { ids: ["con_gone"], query: "Dana" })).toMatchInlineSnapshot(
      `"ids and query were given together. Accepted: one of them."`,
    );
  });

  it.each(["contacts by industry", "the 3 newest contacts", "average deal size"])(
    "are refused for %s, which no list of duplicates answers",
    async (query) => {
      expect(await deskWithDuplicates().failure("find_duplicates", { query })).toContain(
        "its query cannot ask for groups, sums or a number of contacts",
      );
    },
  );

  it("are found as the contacts are now", async () => {
    const desk = deskWithDuplicates();
    const both = ["dana.whitlock@initech", "Dana.Whitlock@Initech"].map((email) => idOf(desk.sandbox, email));
    await desk.text("find_duplicates");
    await desk.run("update_contact", { id: both[0], fields: { email: ["dw@elsewhere.example"], name: "Dora Whitlock" } });
    expect(await desk.text("find_duplicates", { ids: both })).toMatch(/^No duplicates/);
  });
});

it("says which scope a merge lacks, and shows the IDs of all groups", async () => {
  const whyNot = "merge_contacts is not offered, because the API key lacks the scope contacts:delete.";
  const desk = aDesk({ contacts: 30, duplicates: true, notOffered: whyNot });
  const text = await desk.text("find_duplicates", { query: "dana whitlock" });
  expect(text.split("\n").at(-1)).toBe(whyNot);
  expect(text.match(/con_/g)).toHaveLength(2);
});

it("never reads or shows a hidden field", async () => {
  const desk = aDesk({ contacts: 30, duplicates: true, hidden: ["email"] });
  const text = await desk.text("find_duplicates", { query: "dana whitlock" });
  expect(text).not.toContain("e-mail");
});

it("calls no group certain while something is hidden that tells people apart", async () => {
  for (const [hidden, isCertain] of [
    ["email", false],
    ["linkedIn", false],
    ["account", false],
    ["title", true],
  ] as const) {
    const text = await aDesk({ contacts: 30, duplicates: true, hidden: [hidden] }).text("find_duplicates", { limit: 20 });
    expect(/^\d+ groups: \d+ certain/.test(text), hidden).toBe(isCertain);
    expect(text.includes("\nHidden fields were not compared, so no group is certain.\n"), hidden).toBe(!isCertain);
  }
});

describe("writes that meet somebody who is there twice", () => {
  it("say so in a refused create, with the call that merges the two", async () => {
    const desk = deskWithDuplicates();
    const answer = await desk.failure("create_contact", { fields: { name: "Dana Whitlock", email: ["dana.whitlock@initech.example"] } });
    expect(withNames(answer.split("\n").at(-1) ?? "", desk.sandbox)).toMatchInlineSnapshot(
      `"Stored twice: Dana Whitlock = Dana Whitlock (certain: same e-mail with other capitals and name). To merge: merge_contacts {"keep":"con_Whitlock1","merge":["con_Whitlock2"]}"`,
    );
  });

  it("say so in the plan of an import", async () => {
    const desk = deskWithDuplicates();
    const answer = await desk.text("import_contacts", { text: "Name,Email,Title\nDana Whitlock,dana.whitlock@initech.example,CEO" });
    expect(withNames(answer.replace(/plan_[\w-]{20}/, "plan_1"), desk.sandbox)).toMatchInlineSnapshot(`
      "Ambiguous (1):
      ! row 1 Dana Whitlock: may mean 2 contacts. Candidates: Dana Whitlock (con_Whitlock1; has the same e-mail; would change Title: Director of Finance -> CEO), Dana Whitlock (con_Whitlock2; has the same e-mail; would change Title: CFO -> CEO)
      Columns: name, email, title.
      Plan: 1 ambiguous.
      Stored twice: Dana Whitlock = Dana Whitlock (certain: same e-mail with other capitals and name). To merge: merge_contacts {"keep":"con_Whitlock1","merge":["con_Whitlock2"]}
      Nothing is written yet. Once the user has said which contacts these rows mean, call apply_plan {"plan_id": "plan_1"} with "as_new": [1] for a new contact, or "as": [{"row": 1, "contact": "con_…"}] for an existing one. The plan is valid for 30 minutes, while this server runs."
    `);
  });

  it("offer no merge of who is only likely one person", async () => {
    const desk = aDesk();
    for (const name of ["João Silva Filho", "João Silva"])
      await desk.run("create_contact", { fields: { name, email: ["silva@n.example"] }, allow_duplicate: true });
    const answer = await desk.failure("create_contact", { fields: { name: "João Silva", email: ["silva@n.example"] } });
    expect(answer).not.toContain("merge_contacts");
    expect(answer).toMatch(/Perhaps stored twice: .* \(likely: .*\)\. To see what differs: find_duplicates \{"ids":\["con_\w+","con_\w+"\]\}$/);
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
