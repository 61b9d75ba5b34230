import { describe, expect, it } from "vitest";
import type { FieldChange } from "../../../src/schema/change.ts";
import { decodeContact } from "../../../src/schema/record.ts";
import { answerText } from "../../../src/text/answer.ts";
import { draftAnswer } from "../../../src/tools/answers/draft-answer.ts";
import type { DraftRow, PlanDraft } from "../../../src/writes/plans/draft.ts";
import { aDesk, type Desk, fieldOf } from "../../builders.ts";
import { idsOf } from "../../writes/plans/plan-support.ts";

/** Builds rows that change a contact from one value to another. */
async function rowsOf(desk: Desk) {
  const schema = await desk.live.get(desk.call);
  const [id = ""] = idsOf(desk);
  const contact = decodeContact(await desk.workspace.api.retrieve(id, desk.call), schema);
  const change = (key: string, before: unknown, after: unknown): FieldChange => ({ field: fieldOf(schema, key), before, after });
  const update = (number: number | undefined, name: string, fields: readonly FieldChange[]): DraftRow => ({
    kind: "update",
    number,
    name,
    contact,
    by: "Email",
    change: { fields, links: [] },
  });
  return { id, change, update };
}

const answerOf = async (desk: Desk, draft: Partial<PlanDraft>) => {
  const { isError, lines } = await draftAnswer({ rows: [], notes: [], ...draft }, "import_contacts", ["Columns: name."], {
    ...desk,
    api: desk.workspace.api,
  });
  return { isError, text: answerText(lines) };
};

const aName = (lastName: string) => ({ firstName: "Maja", lastName });

describe("a plan", () => {
  it("is all that update_contacts makes, so that dry_run changes nothing", async () => {
    const desk = aDesk();
    const [id] = idsOf(desk);
    const plan = await desk.text("update_contacts", { ids: [id], fields: [{ field: "title", value: "CFO" }], dry_run: true });
    expect(plan).toContain("Nothing is written yet.");
  });

  it("leads with names that would change, then other values, whatever comes before them in the file", async () => {
    const desk = aDesk();
    const { id, change, update } = await rowsOf(desk);
    const { text } = await answerOf(desk, {
      rows: [
        ...Array.from({ length: 30 }, (_, at) => update(at + 1, `Person ${at + 1}`, [change("$title", null, "CEO")])),
        update(31, "Ann Lee", [change("$title", "CFO", "CEO"), change("$email", ["a@lee.example"], ["a@lee.example", "b@lee.example"])]),
        update(32, "Maja Jensen", [change("$title", "CFO", "CEO"), change("$name", aName("Jensen"), aName("Berg"))]),
        update(33, "Bo Ek", [change("$title", "CFO", "CEO")]),
      ],
    });
    expect(text.split("\n").slice(0, 8)).toEqual([
      "Would change names (1):",
      `~ row 32 Maja Jensen (${id}, by Email): Name: Maja Jensen -> Maja Berg; Title: CFO -> CEO`,
      "Would overwrite values (2):",
      `~ row 31 Ann Lee (${id}, by Email); row 33 Bo Ek (${id}, by Email): Title: CFO -> CEO`,
      "Columns: name.",
      "Plan: 33 to update.",
      'Writes Title: CEO in 33 rows; Email: + b@lee.example in 1; Name: Maja Berg in 1. apply_plan with "dry_run": true and "only" shows rows in full.',
      `~ row 1 Person 1 (${id}, by Email): Title: (empty) -> CEO`,
    ]);
    expect(text).toContain("Also: ~ row 6 Person 6, ");
    expect(text).toMatch(/ and 5 more\nNothing is written yet\..* "only" or "except" with row numbers applies a part\.$/);
  });

  it("counts further lines of a text as an addition, and lines that go as a loss", async () => {
    const desk = aDesk();
    const { change, update } = await rowsOf(desk);
    const { text } = await answerOf(desk, {
      rows: [
        update(1, "Ann Lee", [change("notes", "Likes tea\nHas a dog", "Likes tea\nHas a dog\nCalled")]),
        update(2, "Bo Ek", [change("notes", "Likes tea\nHas a dog", "Has a dog\nCalled")]),
        update(3, "Cy Ito", [change("notes", "Likes tea", "Likes tea and coffee")]),
      ],
    });
    expect(text).toMatch(/^Would overwrite values \(2\):\n~ row 2 Bo Ek .*\n~ row 3 Cy Ito .*\nColumns/);
    expect(text).toMatch(/\n~ row 1 Ann Lee \(.*\): Notes: \+ "Called" \(2 lines kept\)\n/);
  });

  it("names the fields of a line that is cut, and how to see it in full", async () => {
    const desk = aDesk();
    const { change, update } = await rowsOf(desk);
    const long = "word ".repeat(60).trim();
    const emails = Array.from({ length: 12 }, (_, at) => `number${at}@newcomers.example`);
    const fields = [change("$title", null, long), change("notes", null, long), change("$email", null, emails)];
    const { text } = await answerOf(desk, { rows: [update(1, "Ann Lee", fields)] });
    expect(text).toMatch(
      /\nWrites Title: word .* in 1 row; Notes: word .* in 1; Email: number0@newcomers\.example, .* in 1\. apply_plan with "dry_run": true shows rows in full\.\n~ row 1 .*… \(\+\d+ characters\)\n/,
    );
  });

  it("says first that the session may not write all of it", async () => {
    const desk = aDesk({ maxWrites: 2 });
    const { change, update } = await rowsOf(desk);
    const row = (number: number) => update(number, `Person ${number}`, [change("$title", "CFO", "CEO")]);
    const { text } = await answerOf(desk, { rows: [1, 2, 3].map(row) });
    expect(text).toMatch(
      /^The plan has 3 writes, but this session may make only 2 more writes \(LIGHTFIELD_MAX_WRITES is 2\)\.\nWould overwrite values \(3\):\n/,
    );
    expect((await answerOf(desk, { rows: [1, 2].map(row) })).text).toMatch(/^Would overwrite values/);
  });

  it("leaves no loss untold among thousands of rows, within the size of an answer", async () => {
    const desk = aDesk();
    const { id, change, update } = await rowsOf(desk);
    const rows = Array.from({ length: 8000 }, (_, at): DraftRow => {
      const number = at + 1;
      const name = `Person ${number}`;
      if (number <= 2000)
        return update(number, name, [change("$name", aName(`Jensen${at}`), aName(`Berg${at}`)), change("$title", "CFO", `Part ${at}`)]);
      if (number <= 4000) return update(number, name, [change("$title", "CFO", `Head of part ${at}`)]);
      if (number <= 6000) return { kind: "invalid", number, name, reason: `fields.email: "x${at}@" is not an e-mail address`.padEnd(350, ".") };
      return {
        kind: "ambiguous",
        number,
        name,
        reason: "shares only the phone number with Maja Jensen",
        candidates: [{ id, name: "Maja Jensen", shares: "shares only the phone number" }],
        create: { fields: [change("$title", null, "CEO")], links: [] },
      };
    });
    const { text } = await answerOf(desk, { rows });
    for (const [pattern, last] of [
      [/\n~ Name of ([\d,]+) more rows: (\d+)-2000\n/, 2000],
      [/\n~ Title of ([\d,]+) more rows: (\d+)-2000\n/, 2000],
      [/\n~ Title of ([\d,]+) more rows: (\d+)-4000\n/, 4000],
      [/\n! ([\d,]+) more: rows (\d+)-8000\. Import only these rows to see their candidates\n/, 8000],
      [/\n… ([\d,]+) more are left out: rows (\d+)-6000\n/, 6000],
    ] as const) {
      const [, more = "", from = ""] = pattern.exec(text) ?? [];
      expect(Number(more.replace(",", ""))).toBe(last - Number(from) + 1);
    }
    for (const number of [1, 2001, 6001]) expect(text).toContain(`row ${number} Person ${number}`);
    expect(text).toMatch(/Nothing is written yet\.[^\n]*$/);
  });

  it("says of more rows than it can list that they lie within others", async () => {
    const desk = aDesk();
    const { change, update } = await rowsOf(desk);
    const rows = Array.from({ length: 6000 }, (_, at) =>
      update(at + 1, `Person ${at + 1}`, [at % 2 === 0 ? change("$title", "CFO", `Head of part ${at}`) : change("$title", null, "CEO")]),
    );
    const { text } = await answerOf(desk, { rows });
    expect(text).toMatch(/\n~ Title of [\d,]+ more rows: within \d+-5999\n/);
  });

  it("names a hundred rows with the same loss, and gives the numbers of the others", async () => {
    const desk = aDesk();
    const { change, update } = await rowsOf(desk);
    const rows = Array.from({ length: 150 }, (_, at) => update(at + 1, `P${at + 1}`, [change("$title", "CFO", "CEO")]));
    const { text } = await answerOf(desk, { rows });
    expect(text).toMatch(
      /^Would overwrite values \(150\):\n~ row 1 P1 \(by Email\); .*row 100 P100 \(by Email\); and rows 101-150: Title: CFO -> CEO\n/,
    );
    expect(text).toMatch(/ "only" or "except" with row numbers applies a part\.$/);
  });

  it("is not kept as long as it is incomplete, which it says first", async () => {
    const desk = aDesk();
    const { change, update } = await rowsOf(desk);
    const incomplete = ['Not settled: "Kontakt" seems to hold e-mail addresses.'];
    const { isError, text } = await answerOf(desk, { rows: [update(1, "Ann Lee", [change("$title", null, "CEO")])], incomplete });
    expect(isError).toBe(true);
    expect(text).toMatch(/^Not settled: "Kontakt" seems to hold e-mail addresses\.\nColumns: name\.\nSo far: 1 to update\.\n/);
    expect(text).toMatch(/\nNothing can be applied yet\.$/);
    expect(text).not.toContain("plan_id");
  });
});
