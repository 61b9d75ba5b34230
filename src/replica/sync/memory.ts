import type { WireContact } from "../../api/index.ts";
import type { ContactSchema, Field } from "../../schema/contact-schema.ts";
import type { ContactSink } from "./contact-sink.ts";
import { modifiedAt, modifiedField } from "./modified-field.ts";
import type { SyncState } from "./state.ts";
import type { SyncProgress } from "./sync.ts";

const DAY_MS = 24 * 3_600_000;

const BEING_READ_AGAIN = "an unknown number of contacts, which are being read again";

interface MemoryOptions {
  readonly sink: ContactSink;
  readonly schema: () => ContactSchema | undefined;
  readonly now: () => number;
  readonly state: SyncState;
  readonly known?: Set<string> | undefined;
  onState(state: SyncState): void;
}

/** What the sync knows: who there is, how far it has got, and how it learns of changes. */
export class Memory {
  readonly known: Set<string>;
  readonly #options: MemoryOptions;
  #state: SyncState;
  /** The state as it was last handed out. */
  #stored: SyncState;
  #dated: { readonly schema: ContactSchema; readonly field: Field | undefined } | undefined;

  constructor(options: MemoryOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#stored = options.state;
    this.known = options.known ?? new Set(options.sink.ids());
  }

  get state(): SyncState {
    return this.#state;
  }

  get progress(): SyncProgress {
    const { total, complete, isDoubtful, notCovered } = this.#state;
    return { known: this.known.size, total, complete, notCovered: isDoubtful && complete ? BEING_READ_AGAIN : notCovered };
  }

  /** The field that tells when a contact was last modified, if there is one. */
  get modifiedField(): Field | undefined {
    const schema = this.#options.schema();
    if (schema && this.#dated?.schema !== schema) this.#dated = { schema, field: modifiedField(schema) };
    return schema && this.#dated?.field;
  }

  put(contact: WireContact, seenAt: number): void {
    this.known.add(contact.id);
    this.#options.sink.put(contact, seenAt);
    const field = this.modifiedField;
    const modified = field && modifiedAt(contact, field.apiKey);
    // A date far ahead was not kept by Lightfield, and would hide every change until then.
    if (modified !== undefined && modified > (this.#state.modifiedUntil ?? 0) && modified < this.#options.now() + DAY_MS) {
      this.update({ modifiedUntil: modified });
    }
  }

  update(changes: Partial<SyncState>): void {
    this.#state = { ...this.#state, ...changes };
  }

  /** Hands the state out, if it has changed. */
  store(): void {
    if (this.#state === this.#stored) return;
    this.#stored = this.#state;
    this.#options.onState(this.#state);
  }

  /** Whether a moment is no longer ago than `ms`. One that lies ahead comes from a clock that was wrong. */
  isWithin(ms: number, moment = 0): boolean {
    const age = this.#options.now() - moment;
    return age >= 0 && age < ms;
  }
}
