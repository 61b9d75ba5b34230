import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import type { WireContactJson } from "../../src/sandbox/index.ts";
import { aDesk, aField, type Desk, definitionsJson, someDefinitions } from "../builders.ts";

const NOW = Date.UTC(2026, 2, 18, 9);

interface Full {
  readonly desk: Desk;
  readonly contacts: readonly WireContactJson[];
  /** The label of a contact's option; "-" if it has none. */
  option(contact: WireContactJson, key: string): string;
}

async function aFullDesk(contacts = 200): Promise<Full> {
  const desk = aDesk({ contacts, now: () => NOW });
  await desk.text("find_contacts", {});
  const { fields } = await desk.live.get(desk.call);
  const labels = new Map(fields.flatMap(({ definition }) => definition.config.options ?? []).map(({ id, label }) => [id, label]));
  return {
    desk,
    contacts: [...desk.sandbox.contacts().values()],
    option: (contact, key) => labels.get(String(stored(contact, key))) ?? "-",
  };
}

const stored = (contact: WireContactJson, key: string) => contact.fields[key]?.value ?? null;
const amount = (contact: WireContactJson) => stored(contact, "deal-size") as number | null;

/** The rows of a table in an answer, without its header. */
const rowsOf = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => line.includes("\t"))
    .map((line) => line.split("\t"))
    .slice(1);

describe("sort", () => {
  it("shows the largest or the smallest first, and those without a value last in both directions", async () => {
    const { desk, contacts } = await aFullDesk();
    const amounts = contacts.flatMap((contact) => amount(contact) ?? []).sort((a, b) => a - b);
    const without = `${contacts.length - amounts.length} contacts without Expected deal size come last.`;
    for (const [sort, expected] of [
      ["deal_size desc", amounts.toReversed()],
      ["-deal_size", amounts.toReversed()],
      ["deal_size", amounts],
      ["Expected deal size ascending", amounts],
    ] as const) {
      const text = await desk.text("find_contacts", { sort, fields: ["deal_size"], limit: 25 });
      expect(text).toContain(without);
      expect(rowsOf(text).map(([, shown = ""]) => Number(shown.replace(/[^\d.]/g, "")))).toEqual(expected.slice(0, 25));
    }
    const end = await desk.text("find_contacts", { sort: "deal_size desc", fields: ["deal_size"], offset: 199, limit: 1 });
    expect(end).toContain("\nExpected deal size: -\n");
  });

  it("takes a part of the address, in the same words as group_by", async () => {
    const { desk } = await aFullDesk();
    const texts = ["address.country desc", "address country desc", "country of address desc"].map((sort) =>
      desk.text("find_contacts", { sort, fields: ["address.country"], limit: 25 }),
    );
    const [first = "", ...others] = await Promise.all(texts);
    for (const other of others) expect(other).toBe(first);
    const countries = rowsOf(first).map(([, country]) => country);
    expect(countries).toContain("United States");
    expect(countries).toEqual(countries.toSorted().toReversed());
  });

  it("takes several keys, options in their order, and linked records by name", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const text = await desk.text("find_contacts", { sort: "lifecycle_stage desc, created desc", fields: ["lifecycle_stage", "created"], limit: 3 });
    const churned = contacts.filter((contact) => option(contact, "lifecycle-stage") === "Churned").map(({ id }) => id);
    expect(rowsOf(text).map(([id]) => id)).toEqual(churned.toReversed().slice(0, 3));
    const byOwner = rowsOf(await desk.text("find_contacts", { sort: "owner", fields: ["owner"], limit: 25 }));
    expect(new Set(byOwner.map(([, owner]) => owner))).toEqual(new Set(["Alex Morgan"]));
  });

  it("shows what it sorts by, and only contacts that pass the filters and have the words of the query", async () => {
    const { desk, contacts } = await aFullDesk();
    const isMeant = (contact: WireContactJson) => /director/i.test(String(stored(contact, "$title"))) && amount(contact) !== null;
    const best = contacts.filter(isMeant).sort((a, b) => (amount(b) ?? 0) - (amount(a) ?? 0));
    expect(best.length).toBeGreaterThan(2);
    const filters = [{ field: "deal_size", operator: "isSet" }];
    const text = await desk.text("find_contacts", { query: "director", filters, sort: "deal_size desc", limit: 2 });
    expect(text).toMatch(new RegExp(`^${best.length} contacts match`));
    expect(text.split("\n")[1]).toMatch(/\tdeal_size$/);
    expect(amount(contacts.find(({ id }) => id === rowsOf(text)[0]?.[0]) as WireContactJson)).toBe(amount(best[0] as WireContactJson));
  });
});

describe("a list without a limit", () => {
  it("is shown whole if it is short, with what the filters compare", async () => {
    const { desk, contacts } = await aFullDesk();
    const amounts = contacts.flatMap((contact) => amount(contact) ?? []).sort((a, b) => b - a);
    const [short, long] = [6, 12].map((at) => ({ filters: [{ field: "deal_size", operator: ">=", value: amounts[at - 1] }] }));
    const whole = await desk.text("find_contacts", short);
    expect(whole).toMatch(/^\d contacts pass the filters\.\n.*\tdeal_size\n/);
    expect(rowsOf(whole).map((cells) => Number(cells.at(-1)?.replace(/[^\d.]/g, "")))).toEqual(expect.arrayContaining(amounts.slice(0, 6)));
    expect(rowsOf(await desk.text("find_contacts", { ...short, sort: "deal_size desc" }))).toHaveLength(rowsOf(whole).length);
    expect(rowsOf(await desk.text("find_contacts", { ...short, limit: 2 }))).toHaveLength(2);
    expect(rowsOf(await desk.text("find_contacts", { ...short, offset: 1 }))).toHaveLength(4);
    expect(rowsOf(await desk.text("find_contacts", long ?? {}))).toHaveLength(4);
  });
});

describe("group_by", () => {
  it("says which of the groups that are not shown are as large, how many contacts have no value, and tells records of one name apart", async () => {
    const { desk, contacts } = await aFullDesk();
    const without = contacts.filter(({ relationships }) => (relationships.$account?.values.length ?? 0) === 0).length;
    const few = await desk.text("find_contacts", { group_by: ["account"], sort: "count desc", limit: 3 });
    expect(few).toContain(` more groups: offset 3. The next has the same count.\n${without} contacts without Account are not among these.`);
    const meridian = { filters: [{ field: "account", operator: "contains", value: "meridian" }], group_by: ["account"] };
    const names = rowsOf(await desk.text("find_contacts", meridian)).map(([name = ""]) => name);
    expect(names.filter((name) => /^Meridian Health \(acc_\w+\)$/.test(name))).toHaveLength(2);
    expect(names.every((name) => name.startsWith("Meridian") || !name.includes("("))).toBe(true);
  });

  it("counts every contact once, options in their order, in a small table", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const args = { group_by: ["lifecycle_stage"] };
    const text = await desk.text("find_contacts", args);
    const rows = rowsOf(text);
    expect(rows.map(([label]) => label)).toEqual(["Lead", "Marketing Qualified", "Sales Qualified", "Opportunity", "Customer", "Churned", "-"]);
    for (const [label, count] of rows) expect(Number(count)).toBe(contacts.filter((one) => option(one, "lifecycle-stage") === label).length);
    expect(countTokens(JSON.stringify(args) + text)).toBeLessThan(120);
  });

  it("takes a part of the address, countries by their names", async () => {
    const { desk, contacts } = await aFullDesk();
    const countries = new Map([
      ["Germany", "DE"],
      ["United Kingdom", "GB"],
    ]);
    for (const written of ["address.country", "address country", "country of address"]) {
      const counts = new Map(rowsOf(await desk.text("find_contacts", { group_by: [written] })).map(([label, count]) => [label, Number(count)]));
      for (const [name, code] of countries) {
        const isThere = ({ fields }: WireContactJson) => (fields.$address?.value as { country?: string } | null)?.country === code;
        expect(counts.get(name)).toBe(contacts.filter(isThere).length);
      }
    }
    const cities = await desk.text("find_contacts", { group_by: ["address.city"], sort: "address.city desc" });
    expect(cities.split("\n")[1]).toBe("address.city\tcount");
    const failure = await desk.failure("find_contacts", { group_by: ["address.planet"] });
    expect(failure).toContain('"Address" has no part "planet"');
  });

  it("leaves out who objects to this channel, or to any contact, if it asks whom one can reach", async () => {
    const checkbox = (key: string, label: string) => aField({ key, label, valueType: "CHECKBOX" });
    const fields = [checkbox("no_mail", "Email opt out"), checkbox("no_calls", "Do not call"), checkbox("none", "Do not contact")];
    const desk = aDesk({
      contacts: 20,
      now: () => NOW,
      definitions: definitionsJson(someDefinitions([aField({ key: "mail", label: "Email", valueType: "EMAIL" }), ...fields])),
    });
    const text = await desk.text("find_contacts", { query: "who can I email", limit: 0 });
    for (const key of ["no_mail", "none"]) expect(text).toContain(`{"field":"${key}","operator":"not_equal","value":"true"}`);
    expect(text).not.toContain("no_calls");
  });

  it("tells values of an unknown type apart as they are written, and says which are no numbers", async () => {
    const values = ["007", "7", 7, "red"];
    const desk = aDesk({
      contacts: 20,
      now: () => NOW,
      definitions: definitionsJson(someDefinitions([aField({ key: "color", valueType: "COLOR" })])),
    });
    const ids = [...desk.sandbox.contacts().keys()];
    for (const [at, id] of ids.entries()) {
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.color = { valueType: "COLOR", value: values[at] ?? null };
      });
    }
    await desk.text("find_contacts", {});
    const table = await desk.text("find_contacts", { group_by: ["color"], measures: ["sum color"] });
    expect(rowsOf(table).map(([label, count]) => [label, count])).toEqual([
      ["007", "1"],
      ["7", "2"],
      ["red", "1"],
      ["-", "16"],
      ["all", "20"],
    ]);
    expect(table).toContain("17 contacts have no number in color.");
  });

  it("says which share of all contacts each group has, and only beside groups", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const rows = rowsOf(await desk.text("find_contacts", { group_by: ["region"], measures: ["share"] }));
    for (const [label = "", count, share] of rows) {
      expect(Number(count)).toBe(contacts.filter((one) => option(one, "region") === label).length);
      expect(share).toBe(`${Math.round((Number(count) / contacts.length) * 1000) / 10} %`);
    }
    expect(await desk.failure("find_contacts", { measures: ["share"] })).toContain("Accepted: group_by beside it, or a query");
  });

  it("sums and averages numbers, of groups and of all", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const args = { group_by: ["region"], measures: ["sum deal_size", "average icp_score", "max of deal_size", "median deal_size"], sort: "sum desc" };
    const text = await desk.text("find_contacts", args);
    const rows = rowsOf(text);
    const numbers = (label: string, key: string) =>
      contacts.filter((one) => label === "all" || option(one, "region") === label).flatMap((one) => (stored(one, key) as number | null) ?? []);
    const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
    for (const [label = "", , total = "", average, most = "", median = ""] of rows) {
      const [amounts, scores] = [numbers(label, "deal-size"), numbers(label, "icp-score")];
      expect(Number(total.replace(/[^\d.]/g, ""))).toBe(sum(amounts));
      expect(Number(average)).toBeCloseTo(sum(scores) / scores.length, 2);
      expect(Number(most.replace(/[^\d.]/g, ""))).toBe(Math.max(...amounts));
      const middle = amounts.toSorted((a, b) => a - b).slice(Math.ceil(amounts.length / 2) - 1, Math.floor(amounts.length / 2) + 1);
      expect(Number(median.replace(/[^\d.]/g, ""))).toBe(sum(middle) / middle.length);
    }
    expect(rows.at(-1)?.[0]).toBe("all");
    for (const [key, name] of [
      ["deal-size", "Expected deal size"],
      ["icp-score", "ICP score"],
    ] as const)
      expect(text.split("\n").filter((line) => line === `${contacts.length - numbers("all", key).length} contacts have no ${name}.`)).toHaveLength(1);
    expect(rows.at(-2)?.[0]).toBe("-");
    const sums = rows.slice(0, -2).map(([, , total = ""]) => Number(total.replace(/[^\d.]/g, "")));
    expect(sums).toEqual(sums.toSorted((a, b) => b - a));
    expect(countTokens(JSON.stringify(args) + text)).toBeLessThan(300);
  });

  it("takes filters of groups, by their count or a measure, and says how many groups pass", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const counts = new Map<string, number>();
    for (const contact of contacts) {
      const industry = option(contact, "industry");
      if (industry !== "-") counts.set(industry, (counts.get(industry) ?? 0) + 1);
    }
    const large = [...counts].filter(([, count]) => count > 3);
    const count = { field: "count", operator: ">", value: 3 };
    const text = await desk.text("find_contacts", { filters: [count], group_by: ["industry"], limit: 25 });
    const without = contacts.filter((contact) => option(contact, "industry") === "-").length;
    expect(text).toContain(`${large.length} of ${counts.size} groups pass. ${without} contacts without Industry are in no group.\n`);
    const two = await desk.text("find_contacts", { filters: [count], group_by: ["industry", "owner"], limit: 25 });
    const isWithout = (one: WireContactJson) => option(one, "industry") === "-" || (one.relationships.$owner?.values.length ?? 0) === 0;
    expect(two).toContain(` ${contacts.filter(isWithout).length} contacts without Industry or Owner are in no group.`);
    expect(new Map(rowsOf(text).map(([label = "", shown]) => [label, Number(shown)]))).toEqual(new Map(large));
    const sums = { field: "total of deal_size", operator: "lessThan", value: "0" };
    const none = await desk.text("find_contacts", { filters: [sums], group_by: ["owner"] });
    expect(none).toMatch(/\nNone of 8 groups passes\. \d+ contacts without Owner are in no group\.\n?/);
    const region = { field: "region", value: "EMEA" };
    expect(await desk.failure("find_contacts", { filters: [region, count] })).toBe(
      'filters[1]: "count" is a figure for groups, so it needs group_by. Accepted: filters of contacts, or group_by.',
    );
    const any = [region, { all: [count] }];
    expect(await desk.failure("find_contacts", { filters: [{ any }], group_by: ["industry"] })).toBe(
      'filters[0]: "count" is a figure for groups, so it cannot stand inside another filter. Accepted: this filter on its own in filters.',
    );
    const wrong = { field: "region", value: "EMEO" };
    expect(await desk.failure("find_contacts", { filters: [count, wrong], group_by: ["industry"] })).toMatch(/^filters\[1\]: "EMEO"/);
    expect(await desk.failure("find_contacts", { filters: [region, { ...count, operator: "like" }], group_by: ["industry"] })).toMatch(
      /^filters\[1\]: "like"/,
    );
    expect(await desk.failure("find_contacts", { filters: [{ ...count, value: "many" }], group_by: ["industry"] })).toContain(
      '"many" is not a number',
    );
  });

  it("compares the first and the last date of groups with dates", async () => {
    const { desk } = await aFullDesk();
    const all = rowsOf(await desk.text("find_contacts", { group_by: ["owner"], measures: ["max createdAt"], limit: 25 })).filter(
      ([owner]) => owner !== "-" && owner !== "all",
    );
    const [limit = ""] = all
      .map(([, , date = ""]) => date)
      .sort()
      .slice(-3);
    const filters = [{ field: "max createdAt", operator: ">=", value: limit.slice(0, 10) }];
    const late = rowsOf(await desk.text("find_contacts", { group_by: ["owner"], filters, limit: 25 }));
    expect(late.map(([owner]) => owner).sort()).toEqual(
      all
        .filter(([, , date = ""]) => date >= limit.slice(0, 10))
        .map(([owner]) => owner)
        .sort(),
    );
    expect(late.length).toBeLessThan(all.length);
  });

  it("names linked records, the largest groups first, with the contacts that have none last", async () => {
    const { desk, contacts } = await aFullDesk();
    const rows = rowsOf(await desk.text("find_contacts", { group_by: ["owner"] }));
    expect(rows.map(([owner]) => owner)).toContain("Priya Raman");
    expect(rows.at(-1)).toEqual(["-", String(contacts.filter(({ relationships }) => (relationships.$owner?.values.length ?? 0) === 0).length)]);
    const counts = rows.slice(0, -1).map(([, count]) => Number(count));
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  it.each([
    ["lastInteractionAt month", /^\d{4}-\d\d$/],
    ["lastInteractionAt by week", /^\d{4}-\d\d-\d\d$/],
    ["quarter of lastInteractionAt", /^\d{4}-Q[1-4]$/],
    ["lastInteractionAt:year", /^\d{4}$/],
    ["day(lastInteractionAt)", /^\d{4}-\d\d-\d\d$/],
  ])("takes dates by a unit, in order: %s", async (grouping, form) => {
    const { desk, contacts } = await aFullDesk();
    const rows = rowsOf(await desk.text("find_contacts", { group_by: [grouping], limit: 25 }));
    const labels = rows.map(([label = ""]) => label).filter((label) => label !== "-");
    expect(labels).toEqual(labels.toSorted());
    for (const [label = "", count] of rows.filter(([one]) => one !== "-").slice(0, 3)) {
      expect(label).toMatch(form);
      const inZone = (contact: WireContactJson) =>
        new Date(Date.parse(String(stored(contact, "$lastInteractionAt")))).toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });
      if (/^\d{4}(?:-\d\d)?$/.test(label))
        expect(Number(count)).toBe(contacts.filter((one) => stored(one, "$lastInteractionAt") !== null && inZone(one).startsWith(label)).length);
    }
  });

  it("takes two attributes, and says where a contact may count twice", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const rows = rowsOf(await desk.text("find_contacts", { group_by: "region, industry", sort: "count desc", limit: 5 }));
    for (const [region, industry, count] of rows) {
      expect(Number(count)).toBe(contacts.filter((one) => option(one, "region") === region && option(one, "industry") === industry).length);
    }
    expect(await desk.text("find_contacts", { group_by: ["interests"] })).toContain("A contact may be in several groups.");
  });

  it("counts what passes the filters, or has the words of a query", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const isDirector = (contact: WireContactJson) => /director/i.test(String(stored(contact, "$title")));
    const expected = contacts.filter((one) => isDirector(one) && option(one, "region") === "EMEA").length;
    const filters = [{ field: "title", operator: "contains", value: "director" }];
    for (const args of [{ filters }, { query: "directors" }]) {
      expect(rowsOf(await desk.text("find_contacts", { ...args, group_by: ["region"] }))).toContainEqual(["EMEA", String(expected)]);
    }
  });

  it("is not needed for the sum of all, which says how many contacts have no number", async () => {
    const { desk, contacts } = await aFullDesk();
    const total = contacts.reduce((sum, one) => sum + (amount(one) ?? 0), 0);
    const lacking = contacts.filter((one) => (amount(one) ?? null) === null).length;
    expect(await desk.text("find_contacts", { measures: ["total deal_size"] })).toBe(
      `200 contacts.\nsum deal_size: ${total.toLocaleString("en-US")} EUR\n${lacking} contacts have no Expected deal size.`,
    );
    const filters = [{ field: "deal_size", operator: "isSet" }];
    expect(await desk.text("find_contacts", { filters, measures: ["average deal_size"] })).not.toContain("have no");
  });
});

it("limit 0 asks for the count alone", async () => {
  const { desk, contacts, option } = await aFullDesk();
  const customers = contacts.filter((one) => option(one, "lifecycle-stage") === "Customer").length;
  expect(await desk.text("find_contacts", { filters: [{ field: "lifecycle_stage", value: "Customer" }], limit: 0 })).toBe(
    `${customers} contacts pass the filters.`,
  );
  expect(await desk.text("find_contacts", { limit: 0 })).toBe("200 contacts.");
  expect(await desk.text("find_contacts", { query: "director", limit: 0 })).toMatch(/^\d+ contacts? match(es)?\.$/);
});

it("all problems of a call are reported at once", async () => {
  const { desk } = await aFullDesk(20);
  const args = {
    filters: [{ field: "nothing", value: 1 }],
    fields: ["nmae", "title"],
    group_by: ["title week", "stage"],
    measures: ["sum title", "mode deal_size"],
  };
  expect(await desk.failure("find_contacts", args)).toMatchInlineSnapshot(`
    "filters[0]: There is no field or relationship "nothing". Accepted: the keys that get_contact_definitions lists.
    fields: There is no field or relationship "nmae". Accepted: the keys that get_contact_definitions lists.
    group_by: "title week": "Title" is not a date. Accepted: "title" without a unit of time.
    group_by: There is no field or relationship "stage". Did you mean "lifecycle_stage"? Accepted: the keys that get_contact_definitions lists.
    measures: "sum title": "Title" is not a number. Accepted: sum, average, median, min or max, and the key of a number, e.g. "sum deal_size".
    measures: "mode deal_size" is not a measure. Accepted: sum, average, median, min or max, and the key of a number, e.g. "sum deal_size"."
  `);
  expect(await desk.failure("find_contacts", { sort: "dealsise" })).toContain('Did you mean "deal_size"?');
  expect(await desk.failure("find_contacts", { group_by: ["region"], sort: "title" })).toContain(
    "Accepted: count, region, each also with asc or desc",
  );
});

it("says how old a sum is if edits by others may be missing", async () => {
  let now = NOW;
  const desk = aDesk({ contacts: 30, now: () => now });
  await desk.text("find_contacts", {});
  now += 4 * 60_000;
  expect(await desk.text("find_contacts", { group_by: ["region"] })).toMatch(/\nAs of \d+ minutes ago\.$/);
});

describe("a share", () => {
  it("is the part of some contacts that a condition fits, and says of which", async () => {
    const { desk, contacts, option } = await aFullDesk();
    const leads = contacts.filter((one) => option(one, "lifecycle-stage") === "Lead");
    const silent = leads.filter((one) => stored(one, "$phone") === null);
    const text = await desk.text("find_contacts", { query: "what share of leads has no phone" });
    expect(text.split("\n")[0]).toBe(`${silent.length} of ${leads.length} contacts: ${Math.round((silent.length / leads.length) * 1000) / 10} %.`);
    expect(text).toContain('as a share of {"filters":[{"field":"lifecycle_stage","value":"Lead"}]}');
    const nobody = await desk.text("find_contacts", { query: "what share of contacts has a deal over 900k" });
    expect(nobody.split("\n")[0]).toBe(`0 of ${contacts.length} contacts: 0 %.`);
    expect(nobody).toContain("as a share of all contacts");
  });
});
