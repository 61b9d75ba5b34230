import { type ApiError, type CallOptions, isNotFound } from "../api/index.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";

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
