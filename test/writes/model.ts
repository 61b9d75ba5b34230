import { expect } from "vitest";
import type { FaultPlan } from "../../src/sandbox/index.ts";
import type { Desk } from "../builders.ts";
import { type Contents, contentsOf } from "./contents.ts";
import { inFakeTime } from "./fake-time.ts";

/** An edit of a contact: what is asked of a tool, and what it makes of the contact. */
export interface Edit {
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, unknown>>;
  apply(contents: Contents): Contents;
}

type State = ReadonlyMap<string, Contents>;

/** A write that an answer has claimed. */
interface Claimed {
  /** Of a write or of a batch; undefined where the answer could not name it. */
  readonly write: string | undefined;
  readonly contacts: readonly { readonly id: string; readonly before: Contents | undefined; readonly after: Contents | undefined }[];
}

type Claim =
  | { readonly kind: "written"; readonly id: string; readonly write: string }
  | { readonly kind: "unchanged" }
  | { readonly kind: "undone"; readonly undoes: string; readonly write: string }
  | { readonly kind: "refused" }
  | { readonly kind: "unknown" };

/** Values that a contact has got since its create are shown before it goes to the trash. */
const UNCONFIRMED = /^Nothing has been undone yet\. .*\nIt has since got: /;

/** What an answer says. One that says nothing that is understood fails the test. */
function claimIn(isError: boolean, text: string): Claim {
  const undone = /^Undid (\w+): .*?\. Write (w\w{6})\./.exec(text);
  if (undone?.[1] && undone[2]) return { kind: "undone", undoes: undone[1], write: undone[2] };
  const written = /^(?:Created|Updated) .*?\((con_\w+)\)\. Write (w\w{6})\./.exec(text);
  if (written?.[1] && written[2] && !isError) return { kind: "written", id: written[1], write: written[2] };
  if (/^(?:Created .* )?It is not known whether .*: /.test(text)) return { kind: "unknown" };
  if (!isError && /^Nothing was written: /.test(text)) return { kind: "unchanged" };
  if (!isError && UNCONFIRMED.test(text)) return { kind: "refused" };
  expect({ isError, text }).toMatchObject({ isError: true, text: expect.not.stringMatching(/^(?:Created|Updated|Restored|Undid)/) });
  // Only an answer that says so in its first words may leave open what became of a write.
  expect(text).not.toContain("check before writing again");
  return { kind: "refused" };
}

/** `now` with everything that differs between the two others as the first of them has it. */
function takenBack(now: Contents, before: Contents, after: Contents): Contents {
  const of = (part: "fields" | "links") => {
    const [was, became] = [new Map(Object.entries(before[part])), new Map(Object.entries(after[part]))];
    const result = new Map<string, unknown>(Object.entries(now[part]));
    for (const key of new Set([...was.keys(), ...became.keys()])) {
      if (JSON.stringify(was.get(key)) === JSON.stringify(became.get(key))) continue;
      if (was.has(key)) result.set(key, was.get(key));
      else result.delete(key);
    }
    return Object.fromEntries(result);
  };
  return { fields: of("fields"), links: of("links") as Contents["links"] };
}

/** What the tools' answers claim, held against the sandbox after every call. */
export class Model {
  readonly #desk: Desk;
  readonly #faults: FaultPlan;
  readonly #claims: Claimed[] = [];
  readonly #undone = new Set<Claimed>();
  /** Whether the session knows of writes that no answer has named. */
  #unnamed = false;
  readonly #duplicatesAllowed = new Set<string>();
  readonly counts = { calls: 0, written: 0, refused: 0, unchanged: 0, unknown: 0, undone: 0 };

  constructor(desk: Desk, faults: FaultPlan) {
    this.#desk = desk;
    this.#faults = faults;
  }

  state(): State {
    return new Map([...this.#desk.sandbox.contacts()].map(([id, contact]) => [id, contentsOf(contact)]));
  }

  async #call(name: string, args: object): Promise<{ claim: Claim; text: string }> {
    const run = this.#desk.run(name, args).then(
      ({ isError = false, text }) => ({ isError, text }),
      (error: Error) => ({ isError: true, text: error.message }),
    );
    const { isError, text } = await inFakeTime(run);
    const claim = claimIn(isError, text);
    this.counts.calls += 1;
    this.counts[claim.kind] += 1;
    return { claim, text };
  }

  /** The same with nothing in the way. */
  async #calmly<T>(work: () => Promise<T>): Promise<T> {
    this.#desk.sandbox.setFaults(undefined);
    const result = await work();
    this.#desk.sandbox.setFaults(this.#faults);
    return result;
  }

  /** Calls of `create_contact` at once. */
  async create(
    calls: readonly { readonly input: { readonly fields: object }; readonly allowDuplicate: boolean; readonly made: Contents }[],
  ): Promise<void> {
    const before = this.state();
    const call = async ({ input, allowDuplicate, made }: (typeof calls)[number]) => {
      const { claim, text } = await this.#call("create_contact", { ...input, ...(allowDuplicate ? { allow_duplicate: true } : {}) });
      return { claim, text, made, allowDuplicate };
    };
    const answers = await Promise.all(calls.map(call));
    const unsure = answers.flatMap(({ claim }, at) => (claim.kind === "unknown" ? [at] : []));
    if (unsure.length > 0) {
      this.#unnamed = true;
      const possible = this.#newSince(before).map((id) => this.state().get(id));
      for (const contents of possible) expect(calls.map(({ made }) => made)).toContainEqual(contents);
      await this.#calmly(async () => {
        for (const at of unsure) {
          const one = calls[at];
          if (!one) continue;
          const again = await call(one);
          // Another contact of the person is in the way. As a duplicate, the create has the same key.
          answers[at] = again.claim.kind === "unknown" ? await call({ ...one, allowDuplicate: true }) : again;
        }
      });
    }
    const after = this.state();
    const claimed = answers.flatMap(({ claim, made, allowDuplicate, text }) => {
      expect(claim.kind, text).not.toBe("unknown");
      if (claim.kind !== "written") return [];
      expect(after.get(claim.id), text).toEqual(made);
      if (allowDuplicate) this.#duplicatesAllowed.add(claim.id);
      this.#claims.push({ write: claim.write, contacts: [{ id: claim.id, before: undefined, after: made }] });
      return [claim.id];
    });
    const news = this.#newSince(before);
    // One whose outcome was unknown may be named by a refusal instead: it is the one that is there already.
    const named = unsure.length === 0 ? [] : news.filter((id) => answers.some(({ text }) => text.includes(id)));
    expect(new Set([...claimed, ...named])).toEqual(new Set(news));
    expect(new Set(claimed).size).toBe(claimed.length);
    // Which of several was the last is not said.
    if (claimed.length > 1) this.#unnamed = true;
    this.#expectOthersUntouched(before, after, news);
  }

  /** A call of `update_contact`. `expected`: what the call expects, and whether that is so. */
  async update(id: string, edit: Edit, expected?: { readonly expect: object; readonly holds: boolean }): Promise<void> {
    const before = this.state();
    const args = { id, ...argumentsOf(edit), ...(expected ? { expect: expected.expect } : {}) };
    let { claim, text } = await this.#call("update_contact", args);
    const held = before.get(id);
    const wanted = held && edit.apply(held);
    if (claim.kind === "unknown") {
      expect([held, wanted]).toContainEqual(this.state().get(id));
      this.#unnamed = true;
      ({ claim, text } = await this.#calmly(() => this.#call("update_contact", args)));
      expect(["written", "unchanged"], text).toContain(claim.kind);
    }
    if (text.includes("Repeat the call to make your change anyway")) {
      expect(this.state()).toEqual(before);
      ({ claim, text } = await this.#calmly(() => this.#call("update_contact", args)));
      expect(claim.kind, text).toBe("written");
    }
    const after = this.state();
    const isDone = claim.kind === "written" || claim.kind === "unchanged";
    if (expected?.holds === false) expect(isDone, text).toBe(false);
    if (isDone) expect(after.get(id), text).toEqual(wanted);
    this.#expectOthersUntouched(before, after, isDone ? [id] : []);
    if (claim.kind !== "written") return;
    this.#expectInIndex(id);
    this.#claims.push({ write: claim.write, contacts: [{ id, before: held, after: wanted }] });
  }

  /** A call of `update_contact` during which a colleague may make an edit that has nothing to do with it. */
  async updateBesides(id: string, edit: Edit, colleagues: Edit, hasWorked: () => boolean): Promise<void> {
    const before = this.state();
    const { claim, text } = await this.#call("update_contact", { id, ...argumentsOf(edit) });
    const after = this.state();
    const held = before.get(id);
    const basis = held && hasWorked() ? colleagues.apply(held) : held;
    const wanted = basis && edit.apply(basis);
    const possible = { written: [wanted], unchanged: [wanted], refused: [basis], undone: [], unknown: [basis, wanted] }[claim.kind];
    expect(possible, text).toContainEqual(after.get(id));
    this.#expectOthersUntouched(before, after, [id]);
    this.#unnamed = true;
  }

  /** Updates of one contact at once, none of which undoes another. */
  async updateAtOnce(id: string, edits: readonly Edit[]): Promise<void> {
    const before = this.state();
    const answers = await Promise.all(edits.map((edit) => this.#call("update_contact", { id, ...argumentsOf(edit) })));
    const unsure = edits.filter((_, at) => answers[at]?.claim.kind === "unknown");
    for (const edit of unsure) {
      this.#unnamed = true;
      const { claim, text } = await this.#calmly(() => this.#call("update_contact", { id, ...argumentsOf(edit) }));
      expect(["written", "unchanged"], text).toContain(claim.kind);
    }
    const done = edits.filter((_, at) => answers[at]?.claim.kind !== "refused");
    const held = before.get(id);
    const after = this.state();
    expect(after.get(id)).toEqual(held && done.reduce((contents, edit) => edit.apply(contents), held));
    this.#expectOthersUntouched(before, after, [id]);
    this.#unnamed = true;
  }

  /** `update_contacts`, and `apply_plan` until it is done. `meanwhile` happens in between. */
  async updateMany(ids: readonly string[], edit: Edit, meanwhile: () => void): Promise<void> {
    const shown = this.state();
    const planned = await inFakeTime(this.#desk.text("update_contacts", { ids, ...argumentsOf(edit) }).catch((error: Error) => error.message));
    const planId = planIn(planned);
    meanwhile();
    if (planId === undefined) return;
    const before = this.state();
    const text = await this.#applied(planId);
    const after = this.state();
    const changed = changedBetween(before, after);
    const counted = this.#expectCounted(text, changed.length);
    for (const id of changed) {
      const [then, now, is] = [shown, before, after].map((state) => state.get(id) ?? NOTHING);
      // What was so already when the plan was made, or what was known of the contact then, is no part of the plan.
      if (then && now && is) expectMadeOf(is, [now, takenBack(now, edit.apply(then), then)]);
    }
    this.#expectOthersUntouched(before, after, changed);
    const batch = (/undo_write \{"write_id": "(b\w{6})"/.exec(text) ?? ONLY_WRITE.exec(text))?.[1];
    if (counted !== changed.length) this.#unnamed = true;
    if (batch !== undefined && counted === changed.length)
      this.#claims.push({ write: batch, contacts: changed.map((id) => ({ id, before: before.get(id), after: after.get(id) })) });
    else if (changed.length > 0) this.#unnamed = true;
  }

  /** `import_contacts` of people by their addresses, and `apply_plan` until it is done. */
  async importPeople(people: readonly { readonly row: Readonly<Record<string, string>>; readonly made: Contents }[]): Promise<void> {
    const before = this.state();
    const args = { rows: people.map(({ row }) => row) };
    const planned = await inFakeTime(this.#desk.text("import_contacts", args).catch((error: Error) => error.message));
    const planId = planIn(planned);
    if (planId === undefined) return expect(this.state()).toEqual(before);
    const text = await this.#applied(planId);
    const after = this.state();
    const made = this.#newSince(before);
    for (const id of made) expect(people.map((one) => one.made)).toContainEqual(after.get(id));
    const changed = changedBetween(before, after);
    for (const id of changed) {
      const now = before.get(id);
      const meant = people.find((one) => [now?.fields.$email].flat().includes(one.row.email));
      expect(after.get(id), text).toEqual(now && withField(now, "$title", meant?.row.title));
    }
    this.#expectCounted(text, made.length + changed.length);
    this.#expectOthersUntouched(before, after, [...made, ...changed]);
    this.#unnamed = true;
  }

  /** What came of a plan in the end. */
  async #applied(planId: string): Promise<string> {
    const apply = () => inFakeTime(this.#desk.text("apply_plan", { plan_id: planId }).catch((error: Error) => error.message));
    let text = await apply();
    for (let again = 0; again < 2 && text.includes("left to do"); again += 1) text = await apply();
    if (text.includes("left to do")) text = await this.#calmly(apply);
    expect(text).not.toContain("left to do");
    return text;
  }

  /** A row of which the answer was lost may be found to be so already by the next run. */
  #expectCounted(text: string, changed: number): number {
    const counted = ONLY_WRITE.test(text) ? 1 : Number(/^(?:This plan was applied already\. )?(\d+)(?: of \d+)? written/.exec(text)?.[1] ?? 0);
    const unchanged = Number(/(\d+) unchanged/.exec(text)?.[1] ?? 0);
    expect(counted, text).toBeLessThanOrEqual(changed);
    expect(counted + unchanged, text).toBeGreaterThanOrEqual(changed);
    return counted;
  }

  /** `undo_write` of one of the writes that were claimed; without a number, of the last. */
  async undo(at: number | undefined): Promise<void> {
    const open = this.#claims.filter((one) => !this.#undone.has(one));
    const wanted = at === undefined ? open.at(-1) : this.#claims[at % Math.max(1, this.#claims.length)];
    if (!wanted?.write) return;
    const isBatch = wanted.write.startsWith("b");
    if (isBatch) return this.#undoBatch(wanted);
    const before = this.state();
    const isLast = at === undefined && !this.#unnamed && !this.#undone.has(wanted);
    const undo = () => this.#call("undo_write", { ...(isLast ? {} : { write_id: wanted.write }), confirm: true });
    let { claim, text } = await undo();
    if (UNCONFIRMED.test(text)) {
      expect(this.state()).toEqual(before);
      ({ claim, text } = await undo());
      expect(text).not.toMatch(UNCONFIRMED);
    }
    const [{ id, before: was, after: became } = { id: "", before: undefined, after: undefined }] = wanted.contacts;
    const now = before.get(id);
    const restored = now && was && became ? takenBack(now, was, became) : undefined;
    if (claim.kind === "unknown") {
      this.#unnamed = true;
      expect([now, restored]).toContainEqual(this.state().get(id));
      ({ claim, text } = await this.#calmly(() => this.#call("undo_write", { write_id: wanted.write, confirm: true })));
      expect(["undone", "unchanged"], text).toContain(claim.kind);
    }
    const after = this.state();
    const isDone = claim.kind === "undone" || claim.kind === "unchanged";
    if (isDone) expect(after.get(id), text).toEqual(restored);
    this.#expectOthersUntouched(before, after, isDone ? [id] : []);
    // One that was taken back before stands again, or what took it back does not.
    if (this.#undone.has(wanted)) this.#unnamed = true;
    if (isDone) this.#undone.add(wanted);
    if (claim.kind !== "undone") return;
    expect(claim.undoes).toBe(wanted.write);
    // What is in the trash stays there.
    if (restored) this.#claims.push({ write: claim.write, contacts: [{ id, before: now, after: restored }] });
    const undo2 = this.#claims.at(-1);
    if (restored && undo2) this.#undone.add(undo2);
  }

  async #undoBatch(wanted: Claimed): Promise<void> {
    const before = this.state();
    const { text } = await this.#calmly(async () => ({
      text: await inFakeTime(this.#desk.text("undo_write", { write_id: wanted.write }).catch((error: Error) => error.message)),
    }));
    const after = this.state();
    const changed = changedBetween(before, after);
    for (const id of changed) {
      const one = wanted.contacts.find((contact) => contact.id === id);
      const now = before.get(id);
      expect(after.get(id), text).toEqual(now && one?.before && one.after ? takenBack(now, one.before, one.after) : undefined);
    }
    this.#unnamed = true;
  }

  /** At most one contact for each address, apart from those that were to be there twice. */
  expectOneEach(addresses: readonly string[]): void {
    const contacts = [...this.state()].filter(([id]) => !this.#duplicatesAllowed.has(id));
    for (const address of addresses) {
      const holders = contacts.filter(([, { fields }]) => [fields.$email].flat().includes(address));
      expect(holders.length, address).toBeLessThanOrEqual(1);
    }
  }

  /** Every write that was claimed is in the list of writes. */
  async expectListed(): Promise<void> {
    const text = await this.#calmly(() => inFakeTime(this.#desk.text("list_writes", { limit: 200, since: "2020-01-01" })));
    // A plan with one write is listed as that write.
    for (const { write, contacts } of this.#claims) if (write && (!write.startsWith("b") || contacts.length > 1)) expect(text).toContain(write);
  }

  #newSince(before: State): string[] {
    return [...this.state().keys()].filter((id) => !before.has(id));
  }

  #expectOthersUntouched(before: State, after: State, touched: readonly string[]): void {
    for (const id of new Set([...before.keys(), ...after.keys()])) if (!touched.includes(id)) expect(after.get(id)).toEqual(before.get(id));
  }

  /** What was written is found here at once, as it is. */
  #expectInIndex(id: string): void {
    const record = this.#desk.workspace.replica.get(id);
    const wire = this.#desk.sandbox.contacts().get(id);
    const known = new Map(record?.fields.map(({ field, raw }) => [field.apiKey as string, raw]));
    for (const key of ["$title", "notes", "$email"]) expect(known.get(key) ?? null).toEqual(wire?.fields[key]?.value ?? null);
  }
}

const NOTHING: Contents = { fields: {}, links: {} };

/** Every attribute is as one of these has it. */
function expectMadeOf(contents: Contents, parts: readonly Contents[]): void {
  const valuesOf = ({ fields, links }: Contents) => new Map<string, unknown>([...Object.entries(fields), ...Object.entries(links)]);
  const [is, ...possible] = [contents, ...parts].map(valuesOf);
  const keys = new Set([...(is?.keys() ?? []), ...possible.flatMap((one) => [...one.keys()])]);
  for (const key of keys) expect(possible.map((one) => one.get(key))).toContainEqual(is?.get(key));
}

/** The answer to a plan of one write that was made. */
const ONLY_WRITE = /^(?:This plan was applied already\. )?(?:Created|Updated) .+\. Write (w\w{6})\./;

const planIn = (text: string) => /apply_plan \{"plan_id": "(plan_[\w-]+)"/.exec(text)?.[1];

/** Who was there before and is not the same after. */
const changedBetween = (before: State, after: State) =>
  [...before.keys()].filter((id) => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id)));

/** An edit as the tools take it; what is null or an empty list in it is to be emptied. */
export function argumentsOf({ fields = {}, relationships = {} }: Pick<Edit, "fields" | "relationships">): object {
  const isNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  const given = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => !isNothing(value)));
  const emptied = Object.entries({ ...fields, ...relationships }).flatMap(([key, value]) => (isNothing(value) ? [key] : []));
  return { fields: given(fields), relationships: given(relationships), clear_fields: emptied };
}

/** Several edits as one. */
export const together = (edits: readonly Edit[]): Edit => ({
  fields: Object.assign({}, ...edits.map(({ fields }) => fields)),
  relationships: Object.assign({}, ...edits.map(({ relationships }) => relationships)),
  apply: (contents) => edits.reduce((result, edit) => edit.apply(result), contents),
});

/** The contents with another value of a field; one that is unset is absent. */
export function withField({ fields, links }: Contents, key: string, value: unknown): Contents {
  const rest = Object.entries(fields).filter(([other]) => other !== key);
  const isUnset = value === null || (Array.isArray(value) && value.length === 0);
  return { fields: Object.fromEntries([...rest, ...(isUnset ? [] : [[key, value] as const])]), links };
}

export function withLinks({ fields, links }: Contents, key: string, ids: readonly string[]): Contents {
  const rest = Object.entries(links).filter(([other]) => other !== key);
  return { fields, links: Object.fromEntries([...rest, ...(ids.length === 0 ? [] : [[key, ids.toSorted()] as const])]) };
}
