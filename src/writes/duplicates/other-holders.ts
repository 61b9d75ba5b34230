import { identifyingTexts } from "../../identity/held-values.ts";
import { identifyingKindOf } from "../../identity/kinds/index.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { WritableWorkspace } from "../writable-workspace.ts";

/** How many contacts the index returns for a value: enough to see that many people hold it. */
const MOST_HOLDERS = 50;

/** What the local copy is searched for to find those who hold a value that several people may have. */
function searchedTexts({ fields }: ContactRecord): Set<string> {
  return new Set(
    fields.flatMap(({ field, raw }) => {
      const kind = identifyingKindOf(field);
      if (!kind?.isShareable || !field.type.isSet(raw)) return [];
      return kind.search?.localTexts?.(raw, field) ?? identifyingTexts({ field, kind }, raw);
    }),
  );
}

/** Other contacts of the local copy that may hold a value which several of these have in common. */
export function otherHolders(contacts: readonly ContactRecord[], { index, replica }: Pick<WritableWorkspace, "index" | "replica">): ContactRecord[] {
  const held = contacts.flatMap((contact) => [...searchedTexts(contact)]);
  const shared = new Set(held.filter((text, at) => held.indexOf(text) !== at));
  const members = new Set<string>(contacts.map(({ id }) => id));
  const found = new Set([...shared].flatMap((text) => index.searchAsWritten(text, MOST_HOLDERS).hits.map(({ id }) => id)));
  return [...found].flatMap((id) => (members.has(id) ? [] : (replica.get(id) ?? [])));
}
