import type { WireContact } from "../../api/index.ts";
import { ageMs } from "../../async/age.ts";
import { Listeners } from "../../async/listeners.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import type { ContactSchema, Field } from "../../schema/contact-schema.ts";
import type { ContactSink } from "./contact-sink.ts";
import { modifiedAt, modifiedField } from "./modified-field.ts";
import type { SyncState } from "./sync-state.ts";

const DAY_MS = 24 * 3_600_000;

interface CheckpointOptions {
  readonly sink: ContactSink;
  readonly live: Pick<LiveSchema, "current">;
  /** Clock in ms. */
  readonly now: () => number;
  /** The state that an earlier session left. */
  readonly state: SyncState;
  /** The IDs in the sink. The checkpoint takes the set over. */
  readonly known: Set<string>;
}

/** How far the sync has got, and which contacts it knows. */
export class Checkpoint {
  readonly known: Set<string>;
  /** Tells the state whenever it is worth storing. */
  readonly saved = new Listeners<SyncState>();
  readonly #options: CheckpointOptions;
  #state: SyncState;
  #savedState: SyncState;
  #modified: { readonly schema: ContactSchema; readonly field: Field | undefined } | undefined;

  constructor(options: CheckpointOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#savedState = options.state;
    this.known = options.known;
  }

  get state(): SyncState {
    return this.#state;
  }

  /** The field that says when a contact was last modified, if there is one. */
  get modifiedField(): Field | undefined {
    const schema = this.#options.live.current;
    if (schema && this.#modified?.schema !== schema) this.#modified = { schema, field: modifiedField(schema) };
    return schema && this.#modified?.field;
  }

  /** Passes a contact on to the sink. */
  put(contact: WireContact, seenAt: number): void {
    this.known.add(contact.id);
    this.#options.sink.put(contact, seenAt);
    const field = this.modifiedField;
    const modified = field && modifiedAt(contact, field.apiKey);
    // Lightfield itself writes no date far in the future. Such a date would hide every change until then.
    if (modified !== undefined && modified > (this.#state.modifiedUntil ?? 0) && modified < this.#options.now() + DAY_MS) {
      this.update({ modifiedUntil: modified });
    }
  }

  update(changes: Partial<SyncState>): void {
    this.#state = { ...this.#state, ...changes };
  }

  /** Tells the listeners about the state, if it has changed. */
  save(): void {
    if (this.#state === this.#savedState) return;
    this.#savedState = this.#state;
    this.saved.tell(this.#state);
  }

  /** Whether a moment was less than `ms` ago. */
  isWithin(ms: number, moment: number): boolean {
    return ageMs(moment, this.#options.now()) < ms;
  }
}
