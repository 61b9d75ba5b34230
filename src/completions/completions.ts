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

interface CompletionsOptions {
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

const clean = (text: string) => beginningOf(oneLine(text), LONGEST_VALUE).trimEnd();

/** Completes what somebody types, from what is known on this computer. The rest is read in the background. */
export class Completions {
  readonly #workspace: CompletionsOptions["workspace"];
  readonly #importDirectory: string | undefined;

  constructor({ workspace, importDirectory }: CompletionsOptions) {
    this.#workspace = workspace;
    this.#importDirectory = importDirectory;
  }

  /** Answers within a quarter of a second with what is known then. Never rejects. */
  async complete(what: Completed, typed: string, signal: AbortSignal): Promise<Completion> {
    const until = Deadline.after(PATIENCE_MS);
    try {
      if (what === "file") return await within(PATIENCE_MS, this.#files(typed), NO_COMPLETION);
      const schema = await within(until.remainingMs, this.#workspace.live.get(), undefined);
      // Until an entry of the hidden fields is corrected, nobody knows what it hides.
      if (!schema || schema.unmatchedHidden.length > 0) return NO_COMPLETION;
      await within(until.remainingMs, what === "group" ? this.#readNames(schema) : this.#readContacts(), undefined);
      if (signal.aborted) return NO_COMPLETION;
      return what === "group" ? this.#groups(typed, schema) : await this.#contacts(what, typed, schema, { deadline: until, signal });
    } catch {
      return NO_COMPLETION;
    }
  }

  async #files(typed: string): Promise<Completion> {
    const ranking = new Ranking(typed);
    // A name that is not shown as it is would be read as another text.
    for (const file of await importableFiles(this.#importDirectory, typed)) if (oneLine(file) === file) ranking.add(file);
    return ranking.completion(true);
  }

  /** Labels of options, then members, then accounts. */
  #groups(typed: string, schema: ContactSchema): Completion {
    const ranking = new Ranking(typed);
    for (const { definition } of schema.fields) for (const { label } of shownOptions(definition)) ranking.add(clean(label), { group: 0 });
    for (const [group, type] of linkedTypes(schema).entries()) {
      for (const { name, inactive } of this.#workspace.names.ofType(type)?.store.named() ?? [])
        if (!inactive) ranking.add(name, { group: group + 1 });
    }
    return ranking.completion(true);
  }

  async #contacts(what: "person" | "contact", typed: string, schema: ContactSchema, { deadline, signal }: CallOptions): Promise<Completion> {
    const { replica, index, replication, locale } = this.#workspace;
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
  async #readContacts(): Promise<void> {
    const sync = await this.#workspace.replication.start();
    void sync.run({ urgent: false }).catch(() => undefined);
  }

  /** Reads the cache, then the members, and the accounts if they are few. */
  async #readNames(schema: ContactSchema): Promise<void> {
    const { replication, names } = this.#workspace;
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
}

function* idsBeginning(typed: string, ids: Iterable<string>): Generator<string> {
  for (const id of ids) if (id.startsWith(typed)) yield id;
}

/** The types of the records that people group contacts by, as far as contacts are linked to them. */
const linkedTypes = ({ relationships }: ContactSchema): string[] =>
  ["member", "account"].filter((type) => relationships.some(({ definition }) => definition.objectType === type));
