import type { FieldEdit } from "../fields/index.ts";
import { rawValues } from "../fields/raw-values.ts";
import { type Change, type FieldChange, idsOf, isOrigin, isSame, type LinksChange, lackingIn, rawOf, sameIds } from "./change.ts";
import type { Field, Relationship } from "./contact-schema.ts";
import { misfits } from "./dependent-selects.ts";
import { extended } from "./edits-of-values.ts";
import { keepsLines } from "./losses.ts";
import { liftedBy, restricts } from "./objections.ts";
import type { ContactRecord } from "./record.ts";

/** Whose value a field has after a merge: that of a contact, by ID, or another. */
export type Take = { readonly of: string } | { readonly edit: FieldEdit };

/** By the field. */
export type Takes = ReadonlyMap<Field, Take>;

/** A contact that stays, and one that is merged into it. */
export interface MergePair {
  readonly survivor: ContactRecord;
  readonly duplicate: ContactRecord;
}

/**
 * What a merge changes of the contact that stays. Lists and links of both are united; a single value is the survivor's,
 * or the duplicate's if the survivor has none, or if only the duplicate's is an objection. `takes` chooses other values
 * for single fields.
 *
 * @param members IDs of all contacts of the group, which are not to be linked to each other
 */
export function mergeChange(pair: MergePair, takes: Takes, members: ReadonlySet<string>): Change {
  const { survivor } = pair;
  const fields = survivor.fields.flatMap(({ field }): FieldChange[] => {
    if (!field.writable) return [];
    const before = rawOf(survivor, field);
    const after = valueAfter(field, pair, takes);
    return isSame(field, before, after) ? [] : [{ field, before, after }];
  });
  const links = survivor.relationships.flatMap(({ relationship, ids: before }): LinksChange[] => {
    const after = linksAfter(relationship, pair).filter((id) => !members.has(id));
    return sameIds(before, after) ? [] : [{ relationship, before, after }];
  });
  return { fields: withoutMisfits(fields, survivor, takes), links };
}

function valueAfter(field: Field, { survivor, duplicate }: MergePair, takes: Takes): unknown {
  const [own, others] = [rawOf(survivor, field), rawOf(duplicate, field)];
  const { type, definition } = field;
  // As the API takes it: what it answered may have another form.
  const written = (raw: unknown) => type.restored(raw, definition);
  const take = takes.get(field);
  if (take && "edit" in take) return take.edit(own);
  if (take) return take.of === duplicate.id ? written(others) : own;
  if (!type.isSet(others)) return own;
  if (!type.isSet(own)) return written(others);
  // What a person objected to on one of the contacts holds for the person.
  if (restricts(field, others) && !restricts(field, own) && !type.list.isMany(definition)) return written(others);
  return type.list.isMany(definition) ? extended(field, rawValues(written(own)), rawValues(written(others))) : own;
}

function linksAfter(relationship: Relationship, { survivor, duplicate }: MergePair): readonly string[] {
  const [own, others] = [idsOf(survivor, relationship), idsOf(duplicate, relationship)];
  if (isOrigin(relationship) || (relationship.definition.cardinality === "HAS_ONE" && own.length > 0)) return own;
  return [...new Set([...own, ...others])];
}

/** A dependent select and its parent may come from different contacts and not fit: then the survivor's stay. */
function withoutMisfits(fields: readonly FieldChange[], survivor: ContactRecord, takes: Takes): readonly FieldChange[] {
  const wrong = misfits(fields, survivor).flatMap(({ child }) => [child.apiKey, child.parent.apiKey]);
  const left = fields.filter(({ field }) => takes.has(field) || !wrong.includes(field.apiKey));
  return left.length === fields.length ? fields : withoutMisfits(left, survivor, takes);
}

/** The duplicate's values that a merge loses, as a change to empty values. @param change what it makes of the survivor */
export function lostValues(change: Change, { survivor, duplicate }: MergePair): Change {
  const after = (field: Field) => {
    const changed = change.fields.find((one) => one.field.apiKey === field.apiKey);
    return changed ? changed.after : rawOf(survivor, field);
  };
  const idsAfter = (relationship: Relationship) =>
    change.links.find((one) => one.relationship.apiKey === relationship.apiKey)?.after ?? idsOf(survivor, relationship);
  return {
    fields: duplicate.fields.flatMap(({ field, raw }): FieldChange[] => {
      if (!field.writable || !field.type.isSet(raw)) return [];
      if (field.type.list.hasLines && keepsLines(raw, after(field))) return [];
      const lost = lackingIn(after(field), rawValues(raw), field);
      return lost.length === 0 ? [] : [{ field, before: field.type.list.isMany(field.definition) ? lost : raw, after: null }];
    }),
    links: duplicate.relationships.flatMap(({ relationship, ids }): LinksChange[] => {
      const lost = ids.filter((id) => id !== survivor.id && id !== duplicate.id && !idsAfter(relationship).includes(id));
      return lost.length === 0 ? [] : [{ relationship, before: lost, after: [] }];
    }),
  };
}

/** The fields that only Lightfield writes, if the duplicate's value may be lost. */
export const unwritableLosses = ({ survivor, duplicate }: MergePair): Field[] =>
  duplicate.fields.flatMap(({ field, raw }) =>
    !field.writable && field.type.isSet(raw) && !isSame(field, raw, rawOf(survivor, field)) ? [field] : [],
  );

/** What happens to an objection in a merge: the change from the value that objects to the value after the merge. */
export interface Restriction extends FieldChange {
  /** Whether only the contact that goes has objected. */
  readonly isDuplicates: boolean;
}

/** What happens to the objections of either contact. */
export function restrictionsIn(change: Change, { survivor, duplicate }: MergePair): { readonly lifted: Restriction[]; readonly kept: Restriction[] } {
  const all = survivor.fields.flatMap(({ field, raw }): (Restriction & { readonly differs: boolean })[] => {
    const both = [raw, rawOf(duplicate, field)];
    const before = both.find((one) => restricts(field, one));
    const changed = change.fields.find((one) => one.field.apiKey === field.apiKey);
    const differs = both.some((one) => field.type.isSet(one) && !restricts(field, one));
    return before === undefined ? [] : [{ field, before, after: changed ? changed.after : raw, differs, isDuplicates: !restricts(field, raw) }];
  });
  const lifted = liftedBy({ fields: all });
  return { lifted, kept: all.filter((one) => one.differs && !lifted.includes(one)) };
}

/** The fields that can be written and in which the two contacts of a merge differ. */
export const differingFields = ({ survivor, duplicate }: MergePair): Field[] =>
  survivor.fields.flatMap(({ field, raw }) => (field.writable && !isSame(field, raw, rawOf(duplicate, field)) ? [field] : []));
