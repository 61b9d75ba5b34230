import { type Problems, Rejection } from "../../fields/rejection.ts";
import { groupBy } from "../../maps.ts";
import { holdsMany } from "../../schema/contact-schema.ts";
import { quote } from "../../text/quote.ts";
import { isSameTarget, type MatchedColumn } from "./matched-column.ts";
import type { Target } from "./named-attributes.ts";
import type { Meaning } from "./usual-names.ts";

const PARTED = "one column for the whole, or one for each part";

/** Parts that are text: several columns make one. */
const JOINED_PARTS: ReadonlySet<string> = new Set(["firstName", "lastName", "street", "street2"]);

/**
 * Collects columns that contradict each other: one for a whole value beside those for its parts, or two for one value
 * that cannot be joined.
 */
export function checkContradictions(matched: readonly MatchedColumn[], ids: readonly string[], problems: Problems): void {
  const refuse = (subject: string, columns: readonly string[], accepted: string) =>
    problems.collect(subject, () => {
      throw new Rejection(
        `Several columns are mapped to it: ${columns.map(quote).join(", ")}`,
        `${accepted}; map the others to "" with the columns argument`,
      );
    });
  for (const [attribute, all] of groupBy(matched, (one) => one.attribute)) {
    for (const group of groupBy(all, ({ choice }) => choice).values()) {
      const columns = group.map(({ column }) => column);
      const wholes = group.filter(({ part }) => part === undefined);
      const isMixed = wholes.length > 0 && wholes.length < group.length;
      const isSeveral = group.some((one) => {
        const same = group.filter((other) => isSameTarget(one, other));
        return same.length > 1 && !canJoin(same);
      });
      if (isMixed || isSeveral) refuse(attribute.agentKey, columns, isMixed || wholes.length < group.length ? PARTED : "one column");
    }
  }
  if (ids.length > 1) refuse("The contact's ID", ids, "one column");
}

/** Whether several columns give one value: those of a list, and texts that belong together. */
function canJoin(columns: readonly MatchedColumn[]): boolean {
  if (columns.every(({ attribute }) => holdsMany(attribute))) return true;
  const groups = new Set(columns.map(({ group }) => group));
  return (groups.size === 1 || COMPLEMENTS.some((complement) => groups.has(complement))) && columns.every(isText);
}

/** Meanings, and groups, of columns that complete the text of another one: the number of a house, the "van" of a name. */
export const COMPLEMENTS: readonly Meaning[] = ["houseNumber", "lastNamePrefix", "secondLastName"];

const isText = ({ attribute, part }: Target) =>
  attribute.kind === "field" &&
  (part === undefined ? attribute.type.parts.size === 0 && attribute.type.search.as === "text" : JOINED_PARTS.has(part));
