import type { Api, CallOptions } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import { withFreshDefinitions } from "../lookup/fresh-definitions.ts";
import type { LiveWorkspace } from "../lookup/live-workspace.ts";
import { type CreateInput, encodeCreate, encodeUpdate, type UpdateInput } from "../schema/encode.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import { type Proof, prove } from "./proof.ts";

/** What a write did. */
export interface Written {
  readonly contact: ContactRecord;
  readonly proof: Proof;
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
}

/** Creates and updates contacts from what an agent gives, each proven by the contact in the API's answer. */
export class ContactWriter {
  constructor(
    private readonly api: Pick<Api, "create" | "update">,
    private readonly live: LiveWorkspace,
    private readonly locale: Locale,
  ) {}

  /** @throws InvalidInput before any request, the errors of `api/`, DefinitionsChangedError */
  async create(input: CreateInput, options: CallOptions): Promise<Written> {
    return withFreshDefinitions(this.live, options, async (workspace) => {
      const { body, notes } = encodeCreate(input, workspace, this.locale);
      const contact = decodeContact(await this.api.create(body, options), workspace);
      return { contact, proof: prove(body, contact), notes };
    });
  }

  /** @throws as `create` */
  async update(id: string, input: UpdateInput, options: CallOptions): Promise<Written> {
    return withFreshDefinitions(this.live, options, async (workspace) => {
      const { body, notes } = encodeUpdate(input, workspace, this.locale);
      const contact = decodeContact(await this.api.update(id, body, options), workspace);
      return { contact, proof: prove(body, contact), notes };
    });
  }
}
