import type { NameOf } from "../schema/change.ts";
import type { Links } from "../schema/record.ts";
import { oneLine } from "../text/plain-text.ts";
import { asWord, nameAndId } from "../text/words.ts";
import { cut } from "./value.ts";

const LONGEST = 80;
const MOST_IN_CELL = 4;

type Linked = Pick<Links, "relationship" | "ids">;

const nameIn = ({ relationship }: Linked, id: string, nameOf: NameOf) => cut(oneLine(nameOf(relationship.definition.objectType, id) ?? ""), LONGEST);

/** Linked records as "Acme Solar (acc_…)"; only the ID if the name is not known. */
export function namesWithIds(links: Linked, nameOf: NameOf): string {
  return links.ids.map((id) => nameAndId(nameIn(links, id, nameOf), id)).join(", ");
}

/** Linked records by name, for a cell of a table. It says how many are left out. */
export function namesAlone(links: Linked, nameOf: NameOf, most = MOST_IN_CELL): string {
  const rest = links.ids.length - most;
  const names = links.ids.slice(0, most).map((id) => nameIn(links, id, nameOf) || asWord(id));
  return [...names, ...(rest > 0 ? [`… (+${rest} more)`] : [])].join(", ");
}
