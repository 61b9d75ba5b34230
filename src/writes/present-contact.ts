import { type ApiError, type CallOptions, isNotFound } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { nameKey } from "../names/name-key.ts";
import { type ContactRecord, contactName, decodeContact } from "../schema/record.ts";
import { WriteRefused } from "./refusal.ts";
import { refusedText } from "./sentences.ts";

/** The contact as it is now, or the API's answer that there is none. @throws the other errors of `api/` */
export async function presentContact(
  id: string,
  { api, live }: Pick<WorkspaceParts, "api" | "live">,
  call: CallOptions,
): Promise<ContactRecord | ApiError> {
  const schema = await live.get(call);
  try {
    return decodeContact(await api.retrieve(id, call), schema);
  } catch (error) {
    if (isNotFound(error)) return error;
    throw error;
  }
}

/** @param called the name that a call gives beside the ID @throws WriteRefused if the contact has another name */
export function checkCalled(contact: ContactRecord, called: string | undefined, locale: Locale): void {
  const name = contactName(contact, locale);
  if (called !== undefined && nameKey(called) !== nameKey(name)) throw new WriteRefused(refusedText.otherName(contact.id, name, called));
}
