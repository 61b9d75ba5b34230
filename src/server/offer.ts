import { PROMPTS } from "../prompts/index.ts";
import type { Prompt } from "../prompts/prompt.ts";
import type { LateSession } from "./late-session.ts";

export const MIME_TYPE = "text/plain";
export const CONTACTS = "lightfield://contacts/";

export const DEFINITIONS_RESOURCE = {
  uri: `${CONTACTS}definitions`,
  name: "contact-definitions",
  title: "Contact definitions",
  description: "Fields and relationships of contacts in this workspace",
  mimeType: MIME_TYPE,
};

const CONTACT_TEMPLATE = {
  uriTemplate: `${CONTACTS}{id}`,
  name: "contact",
  title: "Contact",
  description: "Everything about one contact, as it is now",
  mimeType: MIME_TYPE,
};

/** What a client is offered. All of it follows from the tools that are offered. */
export interface Offer {
  /** Whether a tool is offered. */
  has(tool: string): boolean;
  readonly prompts: readonly Prompt[];
  readonly resources: readonly (typeof DEFINITIONS_RESOURCE)[];
  readonly templates: readonly (typeof CONTACT_TEMPLATE)[];
}

/** @param tools the names of the tools that are offered */
export function offerOf(tools: ReadonlySet<string>): Offer {
  const has = (tool: string) => tools.has(tool);
  return {
    has,
    prompts: PROMPTS.filter((prompt) => prompt.tools.every(has)),
    resources: has("get_contact_definitions") ? [DEFINITIONS_RESOURCE] : [],
    templates: has("retrieve_contact") ? [CONTACT_TEMPLATE] : [],
  };
}

/**
 * Makes what lists a part of the offer, once the key's scopes are known. If they change a list that the client already
 * has, the client is told.
 *
 * @param partOf the part of the offer that is listed
 */
export function offerList(
  session: Pick<LateSession, "offeredTools" | "scopesKnown">,
  partOf: (offer: Offer) => readonly { readonly name: string }[],
  tellClient: () => Promise<void>,
): () => Promise<Offer> {
  let shown: string | undefined;
  const namesIn = (offer: Offer) => String(partOf(offer).map(({ name }) => name));
  const reportChange = async () => {
    if (shown !== undefined && shown !== namesIn(offerOf(await session.offeredTools()))) await tellClient();
  };
  // The client may be gone by then.
  session.scopesKnown.add(() => void reportChange().catch(() => undefined));
  return async () => {
    const offer = offerOf(await session.offeredTools({ waits: true }));
    shown = namesIn(offer);
    return offer;
  };
}
