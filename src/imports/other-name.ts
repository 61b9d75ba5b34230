import { compareNames } from "../identity/compare-names.ts";
import { identityOf } from "../identity/identity.ts";
import { WEIGHT } from "../identity/kinds/identifying-kind.ts";
import { isNameField } from "../identity/kinds/index.ts";
import { namesHolder } from "../identity/names-holder.ts";
import { personName } from "../identity/person-name.ts";
import type { PresentChange } from "../writes/plans/draft.ts";

/**
 * The addresses of a contact that a change gives the name of another person, by the words of both names: those that
 * hold the stored name and not the new one. None after a marriage or a corrected letter. Undefined if the new name may
 * be another form of the stored one.
 */
export function addressesOfOldName({ contact, change }: PresentChange): string[] | undefined {
  const named = change.fields.find(({ field }) => isNameField(field));
  const [stored, next] = [personName(named?.before), personName(named?.after)];
  if (!stored || !next) return undefined;
  const { grade, almost } = compareNames(stored, next);
  if (grade !== "different") return grade === "given" ? [] : undefined;
  if (almost !== undefined) return [];
  return identityOf(contact.fields, []).values.flatMap(({ kind, texts }) =>
    texts.filter((text) => {
      const handle = kind.weightOf(text) === WEIGHT.personal ? kind.handleOf?.(text) : undefined;
      return handle !== undefined && namesHolder(handle, stored) && !namesHolder(handle, next);
    }),
  );
}
