import { type CallOptions, Deadline, RateShare, type WireContact } from "../api/index.ts";
import { within } from "../async/waiting.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { shownOptions } from "../fields/options.ts";
import { importableFiles } from "../imports/import-file.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";
import { type ContactSchema, mainField } from "../schema/contact-schema.ts";
import { beginningOf } from "../text/beginning.ts";
import { oneLine } from "../text/plain-text.ts";
import { namedId } from "./named-id.ts";
import { type Completion, NO_COMPLETION, Ranking } from "./ranking.ts";

/** What is completed: a person's name, a contact's ID, a group of contacts by one of their values, a file to import. */
export type Completed = "person" | "contact" | "group" | "file";

/** Milliseconds in which a list of values is of use to somebody who types. */
const PATIENCE_MS = 250;

/** Milliseconds for what a completion reads in the background, so that the next one knows more. */
const BACKGROUND_MS = 20_000;

/** Longer names do not help to choose. */
const LONGEST_VALUE = 120;

/** Stops a scan that nobody waits for any more. */
const OVER = new Error("The completion is over");

interface CompletionSources {
  readonly workspace: {
    readonly live: LiveSchema;
    readonly locale: Locale;
    readonly names: NameDirectory;
    readonly replica: Replica;
    readonly index: ContactIndex;
    readonly replication: Replication;
  };
  /** Absolute path of the import folder; undefined if none is set. */
  readonly importDirectory: string | undefined;
}

type Sources = CompletionSources["workspace"];

const clean = (text: string) => beginningOf(oneLine(text), LONGEST_VALUE).trimEnd();

/**
 * Completes what somebody types, within a quarter of a second, from what is known on this computer then. The rest is read
 * in the background. Never rejects.
 */
export async function complete(
  what: Completed,
  typed: string,
  { workspace, importDirectory }: CompletionSources,
  signal: AbortSignal,
): Promise<Completion> {
  const until = Deadline.after(PATIENCE_MS);
  try {
    if (what === "file") return await within(PATIENCE_MS, files(typed, importDirectory), NO_COMPLETION);
    const schema = await within(until.remainingMs, workspace.live.get(), undefined);
    // Until an entry of the hidden fields is corrected, nobody knows what it hides.
    if (!schema || schema.unmatchedHidden.length > 0) return NO_COMPLETION;
    await within(until.remainingMs, what === "group" ? readNames(schema, workspace) : readContacts(workspace), undefined);
    if (signal.aborted) return NO_COMPLETION;
    return what === "group" ? groups(typed, schema, workspace) : await contacts(what, typed, schema, workspace, { deadline: until, signal });
  } catch {
    return NO_COMPLETION;
  }
}

async function files(typed: string, importDirectory: string | undefined): Promise<Completion> {
  const ranking = new Ranking(typed);
  // A name that is not shown as it is would be read as another text.
  for (const file of await importableFiles(importDirectory, typed)) if (oneLine(file) === file) ranking.add(file);
  return ranking.completion(true);
}

/** Labels of options, then members, then accounts. */
function groups(typed: string, schema: ContactSchema, { names }: Sources): Completion {
  const ranking = new Ranking(typed);
  for (const { definition } of schema.fields) for (const { label } of shownOptions(definition)) ranking.add(clean(label), { group: 0 });
  for (const [group, type] of linkedTypes(schema).entries()) {
    for (const { name, inactive } of names.ofType(type)?.store.named() ?? []) if (!inactive) ranking.add(name, { group: group + 1 });
  }
  return ranking.completion(true);
}

async function contacts(
  what: "person" | "contact",
  typed: string,
  schema: ContactSchema,
  { replica, index, replication, locale }: Sources,
  { deadline, signal }: CallOptions,
): Promise<Completion> {
  const isId = what === "contact" && typed.startsWith("con_");
  const ranking = new Ranking(typed);
  const reads = (["FULL_NAME", "EMAIL"] as const).flatMap((valueType) => mainField(schema.fields, valueType) ?? []);
  const nameOf = (contact: WireContact): string => {
    for (const { apiKey, type, definition } of reads) {
      const shown = type.show(contact.fields.get(apiKey)?.value ?? null, definition, locale);
      if (shown !== "") return clean(shown);
    }
    return "";
  };
  let isAll = true;
  const scan = replica.scan(
    (contact) => {
      if (signal?.aborted || ranking.isFull || deadline?.remainingMs === 0) throw OVER;
      const name = nameOf(contact);
      if (what === "person") ranking.add(name);
      else ranking.add(isId ? contact.id : name, { value: namedId(name, contact.id) });
    },
    { reads, ids: isId ? idsBeginning(typed, replica.ids()) : typed.trim() === "" ? undefined : index.beginningWith(typed, ["name"]) },
  );
  await scan.catch((error: unknown) => {
    if (error !== OVER) throw error;
    isAll = false;
  });
  return ranking.completion(isAll && replication.coverage.complete);
}

/** Reads the cache, then in the background what the API has. */
async function readContacts({ replication }: Sources): Promise<void> {
  const sync = await replication.start();
  void sync.run({ urgent: false }).catch(() => undefined);
}

/** Reads the cache, then the members, and the accounts if they are few. */
async function readNames(schema: ContactSchema, { replication, names }: Sources): Promise<void> {
  const call: CallOptions = { deadline: Deadline.after(BACKGROUND_MS), share: new RateShare(1) };
  await replication.start();
  await Promise.allSettled(
    linkedTypes(schema).map(async (type) => {
      const known = names.ofType(type);
      if (known && !known.loader.isRefused && known.store.named().length === 0)
        await known.loader.list(call, (pages) => pages <= known.source.mostPages);
    }),
  );
}

function* idsBeginning(typed: string, ids: Iterable<string>): Generator<string> {
  for (const id of ids) if (id.startsWith(typed)) yield id;
}

/** The types of the records that people group contacts by, as far as contacts are linked to them. */
const linkedTypes = ({ relationships }: ContactSchema): string[] =>
  ["member", "account"].filter((type) => relationships.some(({ definition }) => definition.objectType === type));
