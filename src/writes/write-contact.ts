import { type Api, ApiError, type CallOptions } from "../api/index.ts";
import type { UpdateBody } from "../api/wire.ts";
import type { Locale } from "../fields/index.ts";
import { withFreshDefinitions } from "../lookup/fresh-definitions.ts";
import type { LiveWorkspace } from "../lookup/live-workspace.ts";
import type { NameDirectory } from "../lookup/names/name-directory.ts";
import { lookUpTargets } from "../lookup/names/targets.ts";
import { type CreateInput, type EncodedBody, encodeCreate, encodeUpdate, type UpdateInput } from "../schema/encode.ts";
import type { TargetId } from "../schema/link-target.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import type { Workspace } from "../schema/workspace.ts";
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
    private readonly api: Pick<Api, "create" | "update" | "retrieve">,
    private readonly live: LiveWorkspace,
    private readonly locale: Locale,
    private readonly names: NameDirectory,
  ) {}

  /** @throws InvalidInput before any request, the errors of `api/`, DefinitionsChangedError */
  async create(input: CreateInput, options: CallOptions): Promise<Written> {
    return withFreshDefinitions(this.live, options, async (workspace) => {
      const encode = (targetId: TargetId) => encodeCreate(input, workspace, this.locale, targetId);
      const { body, notes } = encode(await lookUpTargets(this.names, encode, options));
      const contact = this.#seen(decodeContact(await this.#sent(this.api.create(body, options)), workspace));
      return { contact, proof: prove(body, contact), notes };
    });
  }

  #seen(contact: ContactRecord): ContactRecord {
    this.names.saw([contact]);
    return contact;
  }

  /** A refused link may come from a name whose record is gone: the next call looks it up anew. */
  async #sent<T>(write: Promise<T>): Promise<T> {
    try {
      return await write;
    } catch (error) {
      if (error instanceof ApiError && error.param?.startsWith("relationships.")) this.names.expire();
      throw error;
    }
  }

  /** A value that names some of its parts (a first name) keeps the others: they are read from the contact first, and only then. */
  async #completed(id: string, { body, partial }: EncodedBody<UpdateBody>, workspace: Workspace, options: CallOptions): Promise<UpdateBody> {
    if (partial.size === 0) return body;
    const stored = await this.api.retrieve(id, options);
    const fields = new Map(body.fields);
    for (const { apiKey, type, definition } of workspace.fields) {
      const encoded = partial.get(apiKey);
      if (encoded) fields.set(apiKey, type.complete(encoded, stored.fields.get(apiKey)?.value, definition));
    }
    return { ...body, fields };
  }

  /** @throws as `create` */
  async update(id: string, input: UpdateInput, options: CallOptions): Promise<Written> {
    return withFreshDefinitions(this.live, options, async (workspace) => {
      const encode = (targetId: TargetId) => encodeUpdate(input, workspace, this.locale, targetId);
      const encoded = encode(await lookUpTargets(this.names, encode, options));
      const body = await this.#completed(id, encoded, workspace, options);
      const contact = this.#seen(decodeContact(await this.#sent(this.api.update(id, body, options)), workspace));
      return { contact, proof: prove(body, contact), notes: encoded.notes };
    });
  }
}
