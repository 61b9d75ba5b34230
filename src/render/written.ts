import { added, type FieldChange, removed } from "../schema/change.ts";
import { isLanded, type Proof, type ProvenField, type ProvenLinks } from "../schema/proof.ts";
import { fieldChangeLine, linksChangeLine, type ShowOptions, shownDifference, shownLinks, shownListChange, shownValue, signed } from "./change.ts";

function fieldLine(written: ProvenField, isNew: boolean, options: ShowOptions): string {
  const { field, before, after, now, stored, isOther } = written;
  const lost = isOther && field.type.isSet(before) ? ` instead of ${shownValue(field, before, options)}` : "";
  if (!stored) return `${field.label}: NOT stored${notStored({ field, before: after, after: now }, options)}${lost}`;
  return isNew ? `${field.label}: ${shownValue(field, now, options)}` : fieldChangeLine({ ...written, after: now }, options);
}

/** Compares what was sent with what the contact has. A list too long to show is shown as additions and removals. */
function notStored(change: FieldChange, options: ShowOptions): string {
  const { before, after, isWhole, note } = shownDifference(change, options);
  const list = isWhole ? undefined : shownListChange(change, options);
  return list === undefined ? `. Sent ${before}; the contact has ${after}${note}` : ` (sent -> the contact has): ${list}`;
}

function linksLine(written: ProvenLinks, isNew: boolean, options: ShowOptions): string {
  const { relationship, before, after, now, come, gone, stored } = written;
  const { label } = relationship;
  const show = (ids: readonly string[]) => shownLinks(relationship, ids, options);
  if (stored) return isNew ? `${label}: ${show(now)}` : linksChangeLine({ ...written, after: now }, options);
  if (!isLanded(written)) {
    const sent = linksChangeLine({ relationship, before, after }, options).slice(label.length + 2);
    return `${label}: NOT stored. Sent ${sent}; the contact has ${show(now)}`;
  }
  const missing = {
    come: added(written).filter((id) => !come.includes(id)),
    gone: removed(written).filter((id) => !gone.includes(id)),
  };
  return `${label}: stored in part, ${signed({ come, gone, kept: 0 }, show)}; NOT stored: ${signed({ ...missing, kept: 0 }, show)}; the contact has ${show(now)}`;
}

/** What was written, one attribute per line: before -> after as the contact holds it, or the values of a new one. */
export const writtenLines = ({ fields, links }: Pick<Proof, "fields" | "links">, isNew: boolean, options: ShowOptions): string[] => [
  ...fields.map((one) => fieldLine(one, isNew, options)),
  ...links.map((one) => linksLine(one, isNew, options)),
];
