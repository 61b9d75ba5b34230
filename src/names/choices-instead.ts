import { ApiError, type CallOptions, INACTIVE, isAt } from "../api/index.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { NameDirectory } from "./name-directory.ts";

/** How long, in ms, a refusal waits for the records to choose instead. */
const CHOICES_MS = 3000;

/**
 * If the API has refused a record as inactive: the records to choose instead, as in {@link NameDirectory.choices}. ""
 * for any other failure.
 */
export async function choicesInstead(
  failure: unknown,
  schema: ContactSchema | undefined,
  names: Pick<NameDirectory, "choices">,
  { signal, deadline }: CallOptions,
): Promise<string> {
  if (!(failure instanceof ApiError) || failure.code !== INACTIVE) return "";
  const refused = schema?.relationships.find(({ apiKey }) => isAt(failure.param, `relationships.${apiKey}`));
  return refused ? names.choices(refused.definition.objectType, { signal, deadline: deadline?.within(CHOICES_MS) }) : "";
}
