import { added, removed } from "../schema/change.ts";
import { isLanded, type Proof, type ProvenField, type ProvenLinks } from "../schema/proof.ts";
import { fieldChangeLine, linksChangeLine, type ShowOptions, shownLinks, shownValue } from "./change.ts";

function fieldLine(written: ProvenField, isNew: boolean, options: ShowOptions): string {
  const { field, after, now, stored } = written;
  if (!stored) return `${field.label}: NOT stored. Sent ${shownValue(field, after, options)}; the contact has ${shownValue(field, now, options)}`;
  return isNew ? `${field.label}: ${shownValue(field, now, options)}` : fieldChangeLine({ ...written, after: now }, options);
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
  return `${label}: stored in part, ${signed({ come, gone }, show)}; NOT stored: ${signed(missing, show)}; the contact has ${show(now)}`;
}

/** "+ Acme (acc_…); - Borealis (acc_…)" */
const signed = ({ come, gone }: Pick<ProvenLinks, "come" | "gone">, show: (ids: readonly string[]) => string): string =>
  [come.length > 0 ? `+ ${show(come)}` : "", gone.length > 0 ? `- ${show(gone)}` : ""].filter(Boolean).join("; ");

/** What was written, an attribute a line: before -> after as the contact holds it now, or what a new contact holds. */
export const writtenLines = ({ fields, links }: Pick<Proof, "fields" | "links">, isNew: boolean, options: ShowOptions): string[] => [
  ...fields.map((one) => fieldLine(one, isNew, options)),
  ...links.map((one) => linksLine(one, isNew, options)),
];
