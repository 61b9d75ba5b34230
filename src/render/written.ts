import type { Proof, ProvenField, ProvenLinks } from "../schema/proof.ts";
import { fieldChangeLine, linksChangeLine, type ShowOptions, shownLinks, shownValue } from "./change.ts";

function fieldLine(written: ProvenField, isNew: boolean, options: ShowOptions): string {
  const { field, after, now, stored } = written;
  if (!stored) return `${field.label}: NOT stored. Sent ${shownValue(field, after, options)}; the contact has ${shownValue(field, now, options)}`;
  return isNew ? `${field.label}: ${shownValue(field, now, options)}` : fieldChangeLine({ ...written, after: now }, options);
}

function linksLine(written: ProvenLinks, isNew: boolean, options: ShowOptions): string {
  const { relationship, before, after, now, stored } = written;
  if (stored)
    return isNew ? `${relationship.label}: ${shownLinks(relationship, now, options)}` : linksChangeLine({ ...written, after: now }, options);
  const sent = linksChangeLine({ relationship, before, after }, options).slice(relationship.label.length + 2);
  return `${relationship.label}: NOT stored. Sent ${sent}; the contact has ${shownLinks(relationship, now, options)}`;
}

/** What was written, an attribute a line: before -> after as the contact holds it now, or what a new contact holds. */
export const writtenLines = ({ fields, links }: Pick<Proof, "fields" | "links">, isNew: boolean, options: ShowOptions): string[] => [
  ...fields.map((one) => fieldLine(one, isNew, options)),
  ...links.map((one) => linksLine(one, isNew, options)),
];
