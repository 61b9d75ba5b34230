import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FaultKind, FaultPlan } from "../../src/sandbox/index.ts";
import { aDesk, aField, aRelationship, aSelect, type Desk, definitionsJson, someDefinitions } from "../builders.ts";
import { type Contents, contentsOf } from "./contents.ts";
import { inFakeTime } from "./fake-time.ts";
import { playAll, RUNS } from "./played.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 2, 9) });
  return () => vi.useRealTimers();
});

const KINDS: readonly FaultKind[] = ["429", "503", "reset-before", "reset-after", "bad-json", "truncated", "slow"];

const TAGS = ["red", "green", "blue"];

/** Every kind of value that a merge treats otherwise: single ones, lists, links to one and to many. */
const DEFINITIONS = definitionsJson(
  someDefinitions(
    [
      aField({ key: "$name", valueType: "FULL_NAME" }),
      aField({ key: "$email", valueType: "EMAIL", config: { multipleValues: true } }),
      aField({ key: "$phone", valueType: "TELEPHONE", config: { multipleValues: true } }),
      aField({ key: "$title" }),
      aField({ key: "notes" }),
      aField({ key: "score", valueType: "NUMBER" }),
      aField({ key: "opt-in", valueType: "CHECKBOX" }),
      aSelect(TAGS, { key: "tags", valueType: "MULTI_SELECT" }),
    ],
    [
      aRelationship({ key: "$account", slug: "account", cardinality: "HAS_MANY", objectType: "account" }),
      aRelationship({ key: "$owner", slug: "owner", objectType: "member" }),
    ],
  ),
);

const someContact = fc.record(
  {
    $title: fc.constantFrom("CEO", "CFO"),
    $email: fc.uniqueArray(fc.constantFrom("a@one.example", "b@two.example", "c@three.example"), { minLength: 1 }),
    notes: fc.constantFrom("met in Bonn", "called"),
    score: fc.nat(3),
    "opt-in": fc.boolean(),
    tags: fc.uniqueArray(fc.nat(TAGS.length - 1), { minLength: 1 }).map((at) => at.map((one) => `opt_${one}`)),
    accounts: fc.uniqueArray(fc.nat(2), { minLength: 1 }),
    owner: fc.nat(1),
  },
  { requiredKeys: [] },
);

const someMerge = fc.record({
  seed: fc.nat(),
  contacts: fc.array(someContact, { minLength: 7, maxLength: 7 }),
  /** The first contacts in groups of these sizes; at least one stays out. */
  sizes: fc.constantFrom([2], [3], [2, 2], [3, 2], [2, 2, 2]),
  /** Whose title each group takes: by place, "keep", a value, or by the rule. */
  takes: fc.array(fc.constantFrom(0, 1, "keep", undefined), { minLength: 3, maxLength: 3 }),
  value: fc.constantFrom("Chief of Staff", undefined),
  faults: fc.shuffledSubarray([...KINDS], { minLength: 3 }).map((kinds): FaultPlan => ({ probability: 1 / 3, kinds })),
  indexLagMs: fc.constantFrom(0, 30_000),
  mergeCleanupMs: fc.constantFrom(0, 3_000, 40_000),
  mergeResolutions: fc.constantFrom("key" as const, "slug" as const),
  /** A colleague edits a contact of this group after the plan was made. */
  disturbed: fc.option(fc.nat(2), { nil: undefined, freq: 3 }),
});

type Merge = typeof someMerge extends fc.Arbitrary<infer M> ? M : never;

const stateOf = ({ sandbox }: Desk): Map<string, Contents> => new Map([...sandbox.contacts()].map(([id, contact]) => [id, contentsOf(contact)]));

const union = (one: unknown, other: unknown) => [...new Set([one ?? [], other ?? []].flat())];
const isList = (key: string) => ["$email", "tags"].includes(key);

/** What a merge is to make of contacts, by the rule that the documents state. */
function merged([first, ...others]: readonly Contents[], title: unknown): Contents {
  const result = others.reduce<Contents>((one, other) => {
    const keys = new Set([...Object.keys(one.fields), ...Object.keys(other.fields)]);
    // A consent that one of them refused stays refused.
    const isRefused = (key: string) => key === "opt-in" && [one, other].some(({ fields }) => fields[key] === false);
    const fields = [...keys].map((key) => [
      key,
      isRefused(key) ? false : isList(key) ? union(one.fields[key], other.fields[key]).sort() : (one.fields[key] ?? other.fields[key]),
    ]);
    const accounts = union(one.links.$account, other.links.$account).sort() as string[];
    const owner = one.links.$owner ?? other.links.$owner;
    return {
      fields: Object.fromEntries(fields),
      links: { ...(accounts.length > 0 ? { $account: accounts } : {}), ...(owner ? { $owner: owner } : {}) },
    };
  }, first ?? { fields: {}, links: {} });
  return title === undefined ? sorted(result) : sorted({ ...result, fields: { ...result.fields, $title: title } });
}

/** The order of lists and keys means nothing. */
const sorted = ({ fields, links }: Contents): Contents => ({
  fields: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value])),
  links: Object.fromEntries(Object.entries(links).map(([key, ids]) => [key, [...ids].sort()])),
});

const total = { merges: 0, calls: 0, unfinished: 0 };

async function play(about: Merge): Promise<void> {
  const { seed, sizes, takes, value, faults, indexLagMs, mergeCleanupMs, mergeResolutions, disturbed } = about;
  const desk = aDesk({ seed, contacts: 7, definitions: DEFINITIONS, indexLagMs, mergeCleanupMs, mergeResolutions, now: Date.now });
  await fill(desk, about);
  const before = stateOf(desk);
  const ids = [...before.keys()];
  const groups = sizes.map((size, at) => ids.slice(sum(sizes.slice(0, at)), sum(sizes.slice(0, at)) + size));
  const titleOf = (id: string | undefined) => before.get(id ?? "")?.fields.$title;
  const taken = groups.map((group, at) => {
    const take = value === undefined ? takes[at] : undefined;
    // A contact without a title has none to take.
    return typeof take === "number" && titleOf(group[take]) !== undefined ? group[take] : undefined;
  });
  // What is taken holds for one group.
  const isAlone = groups.length === 1;
  const [first] = taken;
  const take = isAlone ? [value ?? first].flatMap((one) => (one === undefined ? [] : [{ field: "title", value: one }])) : [];
  const call = (name: string, args: object) =>
    inFakeTime(
      desk.run(name, args).then(
        ({ text }) => text,
        (error: Error) => `FAILED ${error.message}`,
      ),
    );

  const shown = await call("merge_contacts", { groups, take });
  expect(shown).toMatch(/^Plan: /);
  const plan_id = /"plan_id": "(plan_[\w-]+)"/.exec(shown)?.[1];
  expect(stateOf(desk)).toEqual(before);
  const isDisturbed = (at: number) => at === disturbed;
  const edited = disturbed === undefined ? undefined : groups[disturbed]?.at(-1);
  if (edited)
    desk.sandbox.editContact(edited, ({ fields }) => {
      fields.notes = { valueType: "TEXT", value: "edited by a colleague" };
    });
  const between = stateOf(desk);

  const merges = groups.reduce((count, group) => count + group.length - 1, 0);
  desk.sandbox.setFaults(faults);
  const answers: string[] = [];
  for (let calls = 0; calls < 12; calls += 1) {
    if (calls === 4) desk.sandbox.setFaults(undefined);
    const text = await call("apply_plan", { plan_id });
    answers.push(text);
    total.calls += 1;
    const gone = groups.flatMap(([, ...duplicates]) => duplicates).filter((id) => !desk.sandbox.contacts().has(id)).length;
    // No answer claims a merge that is not made; one that was made may still have to be asked for.
    expect(writtenIn(text), text).toBeLessThanOrEqual(gone);
    if (!/left to do|^FAILED/.test(text)) break;
    total.unfinished += 1;
    await vi.advanceTimersByTimeAsync(10_000);
  }
  desk.sandbox.setFaults(undefined);

  const said = answers.join("\n---\n");
  const last = answers.at(-1) ?? "";
  const made = groups.flatMap(([, ...duplicates]) => duplicates).filter((id) => !desk.sandbox.contacts().has(id)).length;
  expect(writtenIn(last) + onlyGoneIn(last), said).toBe(made);
  // Contacts that could not even be read, in six attempts, are planned again.
  if (/[1-9]\d* failed/.test(last)) {
    expect(made).toBeLessThan(merges);
    const left = groups
      .filter((_, at) => !isDisturbed(at))
      .map((group) => group.filter((id) => desk.sandbox.contacts().has(id)))
      .filter(({ length }) => length > 1);
    if (left.length > 0) {
      const again = await call("merge_contacts", {
        groups: left,
        take: take.filter((one) => value !== undefined || left.flat().includes(one.value)),
      });
      const next = { plan_id: /"plan_id": "(plan_[\w-]+)"/.exec(again)?.[1] };
      let text = await call("apply_plan", next);
      for (let calls = 1; calls < 4 && text.includes("left to do"); calls += 1) text = await call("apply_plan", next);
      expect(text).not.toMatch(/failed|left to do/);
    }
  }
  const after = stateOf(desk);
  for (const [at, group] of groups.entries()) {
    const [keep = "", ...duplicates] = group;
    if (isDisturbed(at)) {
      // The merge of the contact that was edited is left out; those before it may be made.
      const [last] = duplicates.slice(-1);
      expect(after.get(last ?? ""), said).toEqual(between.get(last ?? ""));
      continue;
    }
    const title = isAlone ? (value ?? titleOf(taken[at])) : undefined;
    expect(
      duplicates.filter((id) => after.has(id)),
      said,
    ).toEqual([]);
    const contacts = group.map((id) => between.get(id)).filter((one) => one !== undefined);
    expect(sorted(after.get(keep) ?? { fields: {}, links: {} }), said).toEqual(merged(contacts, title));
    expect(duplicates.filter((id) => desk.workspace.replica.has(id))).toEqual([]);
  }
  const others = ids.filter((id) => !groups.flat().includes(id));
  for (const id of others) expect(after.get(id), said).toEqual(before.get(id));
  if (edited && !/[1-9]\d* failed/.test(last)) expect(said).toMatch(/skipped, changed since the plan was made/);
  expect(said).not.toMatch(/otherwise|FAILED/);
  total.merges += made;
}

/** How many merges an answer says that the plan has made so far. */
function writtenIn(text: string): number {
  if (/^(?:This plan was applied already\. )?Merged /.test(text)) return 1;
  return Number(/(\d+) of \d+ written/.exec(text)?.[1] ?? 0);
}

/** Of how many merges an answer says only that the contact is gone: they add nothing, and their answer was lost. */
function onlyGoneIn(text: string): number {
  const lines = text.split("\n").filter((line) => /: skipped, the answer to the merge was lost; the duplicate is gone/.test(line));
  return lines.reduce((count, line) => count + line.split(" into ").length - 1, 0);
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

/** Gives the sandbox's contacts the values of the case. */
async function fill({ sandbox, api }: Desk, { contacts, sizes }: Merge): Promise<void> {
  const accounts = (await api.listAccounts({ limit: 3 })).records.map(({ id }) => id);
  const members = (await api.listMembers({ limit: 2 })).records.map(({ id }) => id);
  for (const [at, id] of [...sandbox.contacts().keys()].entries()) {
    const group = sizes.findIndex((_, one) => at < sum(sizes.slice(0, one + 1)));
    const { accounts: linked = [], owner, ...values } = contacts[at] ?? {};
    sandbox.editContact(id, ({ fields, relationships }) => {
      // Those of a group are one person, whatever else they hold.
      if (fields.$phone) fields.$phone.value = [`+4930901820${group + 1}`];
      for (const [key, field] of Object.entries(fields).filter(([key]) => key !== "$phone"))
        field.value = key === "$name" ? { firstName: "Dana", lastName: "Scully" } : (Reflect.get(values, key) ?? null);
      if (relationships.$account) relationships.$account.values = linked.flatMap((one) => accounts[one] ?? []);
      if (relationships.$owner) relationships.$owner.values = owner === undefined ? [] : [members[owner] ?? ""];
    });
  }
}

describe("plans of merges, one in three requests failing, end with one contact each that holds what the plan said", () => {
  playAll("played", someMerge, play, RUNS);

  it("after many merges, some of them not finished", () => {
    expect(total.merges).toBeGreaterThan(RUNS);
    expect(total.unfinished).toBeGreaterThan(RUNS / 20);
  });
});
