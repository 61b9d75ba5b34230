import { describe, expect, it } from "vitest";
import type { Lookup } from "../../../src/find/questions/lookups.ts";
import { plainQuestion } from "../../../src/find/questions/plain-question.ts";
import { type Understood, understand } from "../../../src/find/questions/understand.ts";
import { contactWords } from "../../../src/find/questions/words/contact-words.ts";
import type { FilterInput } from "../../../src/schema/filters.ts";
import { parseQuery } from "../../../src/search/index.ts";
import { aDesk } from "../../builders.ts";
import { anIndex, sandboxPeople } from "../../search/support.ts";
import { ARRANGEMENTS } from "./arrangements.ts";
import { CONDITIONS } from "./conditions.ts";

const NOW = Date.UTC(2026, 2, 18, 9);

const desk = aDesk({ contacts: 500, now: () => NOW });
const schema = await desk.live.get(desk.call);
const index = anIndex(...(await sandboxPeople(500)).map(({ document }) => document));

const read = (asked: string) => {
  const question = plainQuestion(asked);
  return understand(question, {
    schema,
    now: NOW,
    negations: parseQuery(question).negations,
    ...contactWords({
      count: (word, kinds) => index.count(word, kinds),
      hasTogether: (text, kinds) => index.hasBeginningWith(text, kinds),
      isWhole: () => true,
    }),
  });
};

/** A filter as the lines of the set have it: "deal_size greaterThan 50000". */
function filterText({ field, operator = "=", value, values, any, all }: FilterInput): string {
  if (any ?? all) return `(${(any ?? all ?? []).map(filterText).join(any ? " | " : " & ")})`;
  return [field, operator, values?.join("/") ?? value].filter((part) => part !== undefined).join(" ");
}

function readingText(understood: Understood | Lookup): string {
  if (understood.kind === "lookup")
    return understood.doubtful.length === 0 ? "plain" : `plain, doubtful ${understood.doubtful.map(({ text }) => text).join(" / ")}`;
  const { filters, sort, groupBy, measures, limit, shareOf, rest, columns, unmapped } = understood;
  if (unmapped.length > 0) return `nothing fits ${unmapped.join(" / ")}`;
  return [
    ...filters.map(filterText),
    ...(sort === undefined ? [] : [`sort ${sort}`]),
    ...(groupBy.length > 0 ? [`by ${groupBy.join(", ")}`] : []),
    ...measures,
    ...(limit === undefined ? [] : [`limit ${limit}`]),
    ...(shareOf === undefined ? [] : [`share of ${shareOf === 0 ? "all" : filters.slice(0, shareOf).map(filterText).join(" & ")}`]),
    ...(rest === "" ? [] : [`query ${rest}`]),
    ...(columns.length > 0 ? [`show ${columns.join(", ")}`] : []),
  ].join("; ");
}

const lines = [CONDITIONS, ARRANGEMENTS]
  .flatMap((set) => Object.values(set))
  .flatMap((group) => group.trim().split("\n"))
  .map((line) => line.split(" => ").map((side) => side.trim()));

describe("questions that filters, an order or groups answer", () => {
  it("are read as what they mean", () => {
    expect(lines.length).toBeGreaterThanOrEqual(120);
    const wrong = lines.flatMap(([question = "", expected]) => {
      const reading = readingText(read(question));
      return reading === expected ? [] : [`${question}: ${reading} instead of ${expected}`];
    });
    expect(wrong).toEqual([]);
  });

  it("are read in time that grows with their length alone, also with many places", () => {
    const asked: string[] = [];
    const words = contactWords({
      count: (word, kinds) => index.count(word, kinds),
      hasTogether: (text, kinds) => {
        asked.push(text);
        return index.hasBeginningWith(text, kinds);
      },
      isWhole: () => true,
    });
    const lookUps = (times: number) => {
      asked.length = 0;
      understand(`customers in ${"Paris Lyon ".repeat(times)}`, { schema, now: NOW, negations: [], ...words });
      return asked.length;
    };
    expect(lookUps(10)).toBeGreaterThan(0);
    expect(lookUps(40)).toBeLessThan(5 * lookUps(10));
  });

  it("are answered with what the filters answer, and with the filters, so that they can be corrected", async () => {
    const answer = await desk.text("find_contacts", { query: "how many customers per region with deals over 50k" });
    const args = {
      filters: [
        { field: "lifecycle_stage", value: "Customer" },
        { field: "deal_size", operator: "greaterThan", value: 50_000 },
      ],
      group_by: ["region"],
    };
    const [table, read] = answer.split("\nRead as ");
    expect(JSON.parse(read ?? "")).toEqual(args);
    expect(await desk.text("find_contacts", args)).toBe(table);
  });

  it("are read in the same way by the first call of a session and by later ones", async () => {
    for (const query of ["security at Acme", "contacts at Redwood Insurance", "legal"]) {
      const fresh = aDesk({ contacts: 500, now: () => NOW });
      const first = await fresh.text("find_contacts", { query });
      expect(await fresh.text("find_contacts", { query })).toBe(first);
    }
  });

  it("leave the words of names to the search, among what passes", async () => {
    const answer = await desk.text("find_contacts", { query: "security customers without a deal size", fields: ["lifecycle_stage", "deal_size"] });
    expect(answer).toContain('Read as {"query":"security","filters":[');
    for (const line of answer.split("\n").filter((one) => one.startsWith("con_"))) expect(line).toMatch(/\tCustomer\t-/);
  });

  it("say how many have another phone or e-mail, if the question is only about one of the fields", async () => {
    expect(await desk.text("find_contacts", { query: "leads without a phone number" })).toMatch(
      /^18 contacts pass [\s\S]*\nOnly Phone was looked at: 4 of these have Mobile\.\n/,
    );
    expect(await desk.text("find_contacts", { query: "how many leads have a phone" })).toMatch(
      /\nOnly Phone was looked at: 4 more have only Mobile\.$/,
    );
    expect(await desk.text("find_contacts", { query: "leads without a phone owned by Priya" })).toContain(": 1 of these has Mobile.");
    expect(await desk.text("find_contacts", { query: "contacts without an email" })).toContain("Only Email was looked at: 3 of these have ");
    for (const query of ["leads without a mobile", "leads without a phone or a mobile", "leads without an email"])
      expect(await desk.text("find_contacts", { query })).not.toContain("was looked at");
  });

  it("count only those who have the title", async () => {
    const count = async (query: string) => /^(?:\d+|Found)/.exec(await desk.text("find_contacts", { query }))?.[0];
    expect(await count("head of security not at Acme")).toBe("5");
    expect(await count("head of IT not in the UK")).toBe("5");
    expect(await count("lead of security with a phone")).toBe("7");
    for (const query of ["head of finance, leads only", "head of legal at Acme"])
      expect(await desk.text("find_contacts", { query })).toMatch(/^No contact (?:among the \d+ that pass the filters )?matches /);
  });

  it("show who has the role at the company, if nobody has the name", async () => {
    expect(await desk.text("find_contacts", { query: "Zbigniew, head of marketing at Oakmont" })).toMatch(
      /^No contact has "Zbigniew"\. 1 contact matches the other words \(title .*, account Oakmont\)\.\n.*\n\S+\tŻaneta Kowalczyk\t/,
    );
    expect(await desk.text("find_contacts", { query: "Zbigniew at Oakmont" })).toMatch(/^No contact has "Zbigniew"\. .* lists them\.$/);
  });

  it("give no list where nothing in the workspace fits a part of them", async () => {
    expect(await desk.failure("find_contacts", { query: "offers over 50k" })).toBe(
      'query: "over 50k" and "offers" could not be read as conditions, so nothing was searched. Accepted: arguments such as filters, with the keys that get_contact_definitions lists; or a query without these conditions. The fields with numbers are icp_score, deal_size (EUR), annual_budget (USD), sentiment.',
    );
    expect(await desk.failure("find_contacts", { query: "mode of the deal size" })).toMatch(
      / Measures are sum, average, median, min, max\. The fields with numbers are icp_score, deal_size \(EUR\), annual_budget\b/,
    );
    expect(await desk.failure("find_contacts", { query: "contacts at companies with over 500 employees" })).toContain(
      " Conditions can test contacts, but not their accounts.",
    );
    expect(await desk.failure("find_contacts", { query: "prospects in EMEA" })).toContain(' Options of lifecycle_stage are "Lead", ');
    expect(await desk.failure("find_contacts", { query: "customers in Europe" })).toContain(' Options of region are "Americas", "EMEA", "APAC".');
    expect(await desk.failure("find_contacts", { query: "EMEA contacts with a territory that isn't in EMEA" })).toContain(
      'query: No contact passes both region equal "EMEA" and region not_equal "EMEA".',
    );
    for (const query of [
      "share of leads with phone by owner",
      "percentage of contacts with phone per industry",
      "share of leads who have a phone by owner",
    ])
      expect(await desk.failure("find_contacts", { query })).toContain(" A share within each group cannot be found: with group_by, ");
    const noDay = (day: string) => desk.failure("find_contacts", { query: `created after ${day}` });
    expect(await noDay("3/4/2026")).toContain('query: "created after 3/4/2026" could not be read as a condition, so nothing was searched.');
    expect(await noDay("3/4/2026")).toContain(' "3/4/2026" may be 2026-04-03 or 2026-03-04. Accepted: the year first, e.g. 2026-12-31.');
    expect(await noDay("31.02.2026")).toContain(' "31.02.2026" does not exist in the calendar. Accepted: ');
    expect(await desk.failure("find_contacts", { query: "industries with no leads" })).toContain(" Groups without contacts cannot be found.");
    // The rest is not offered as the whole question.
    expect(await desk.failure("find_contacts", { query: "leads over 50k in Paris" })).toContain(
      ' The rest was read as {"filters":[{"field":"lifecycle_stage","value":"Lead"},{"field":"address","operator":"hasWords","value":"Paris"}]}.',
    );
  });

  it("are refused if they ask for people of a kind, and no contact has the words as they are written", async () => {
    for (const query of [
      "born in 1980",
      "contacts with open invoices",
      "female contacts",
      "who introduced Priya Iyer",
      "who is Priya Iyer's lawyer",
    ]) {
      expect(await desk.failure("find_contacts", { query })).toContain("could not be read as");
    }
    // What a contact has is found, and so is somebody who is named, even if the name is misspelt.
    expect(await desk.text("find_contacts", { query: "who prefers calls in the morning" })).toMatch(/^\d+ contacts match/);
    expect(await desk.text("find_contacts", { query: "when did we last talk to Maja Jensen" })).toContain("Maja Jensen");
    expect(await desk.text("find_contacts", { query: "could you remind me who Tobis Hofman is" })).toContain("Tobias Hofmann");
  });

  it("list follow-ups in the order of time, the longest overdue first, unless they say another", async () => {
    const days = async (query: string, more = {}) => {
      const answer = await desk.text("find_contacts", { query, fields: ["next_follow_up"], limit: 25, ...more });
      return [...answer.matchAll(/^con_\S+\t(\d{4}-\S+ \S+)/gm)].map(([, day = ""]) => day);
    };
    const overdue = await days("overdue follow-ups");
    expect(overdue.length).toBeGreaterThan(8);
    expect(overdue).toEqual(overdue.toSorted());
    const newest = await days("overdue follow-ups", { sort: "next_follow_up desc" });
    expect(newest).toEqual(newest.toSorted().toReversed());
  });

  it("say that a contact counts once, where groups are made by a last or next date and the question does not say so", async () => {
    const once = "\nEach contact counts once, by Last interaction.";
    expect(await desk.text("find_contacts", { query: "interactions per quarter by region 2025" })).toContain(once);
    expect(await desk.text("find_contacts", { query: "contacts by quarter of last interaction" })).not.toContain(once);
  });

  it("may say what only the user knows", async () => {
    for (const query of ["Theo Lemaitre if memory serves", "whatshisname, Theo Lemaitre"])
      expect(await desk.text("find_contacts", { query })).toMatch(/^(?:Found: |No contact has .* 1 contact matches ).*name Théo Lemaître/);
    expect(await desk.failure("find_contacts", { query: "customers, I know nothing of their dogs" })).toContain("could not be read as");
  });

  it("offer no rest that lacks one of several alternatives", async () => {
    const failure = await desk.failure("find_contacts", { query: "customers in Berlin or with a dog" });
    expect(failure).toContain("could not be read as");
    expect(failure).not.toContain("the query was read as");
  });

  it("are about the attributes and options of any workspace", async () => {
    const select = { id: "f1", label: "Tier", description: null, valueType: "SINGLE_SELECT", readOnly: false };
    const number = { id: "f2", label: "Seats", description: null, valueType: "NUMBER", readOnly: false, typeConfiguration: {} };
    const options = ["Gold member", "VIP"].map((label) => ({ id: `opt_${label}`, label, description: null }));
    const definitions = {
      objectType: "contact",
      fieldDefinitions: { tier: { ...select, typeConfiguration: { options } }, seats: number },
      relationshipDefinitions: {},
    } as const;
    const elsewhere = aDesk({ definitions, contacts: 5 });
    const other = await elsewhere.live.get(elsewhere.call);
    const reading = (question: string) =>
      readingText(
        understand(question, {
          schema: other,
          now: NOW,
          negations: parseQuery(question).negations,
          ...contactWords({ count: () => 0, hasTogether: () => false, isWhole: () => true }),
        }),
      );
    expect(reading("VIPs with more than 20 seats")).toBe("tier = VIP; seats greaterThan 20");
    expect(reading("how many gold members per month")).toBe("tier = Gold member; by created month");
    expect(reading("not spoken to since June")).toBe("nothing fits not spoken to since June");
    expect(reading("largest seats, not VIP")).toBe("tier not_equal VIP; sort seats desc");
    expect(reading("customers without seats")).toBe("nothing fits customers");
  });
});
