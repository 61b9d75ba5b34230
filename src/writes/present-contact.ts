import { ApiError, type CallOptions } from "../api/index.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";

/** Whether the API answers that there is no such contact. */
export const isMissing = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 404;

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
    if (isMissing(error)) return error;
    throw error;
  }
}
