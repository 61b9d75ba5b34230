import type { CreateBody, LinkChange, SentIds, UpdateBody } from "../api/wire.ts";
import type { ContactRecord, FieldValue, Links } from "../schema/record.ts";

/** A value that was written, beside what the contact holds now. */
export interface ProvenField extends FieldValue {
  /** What was sent; `null` where the field was cleared. */
  readonly sent: unknown;
  readonly stored: boolean;
}

export interface ProvenLinks extends Links {
  readonly change: "add" | "remove" | "replace";
  /** The IDs of the change; none where it cleared. */
  readonly sent: readonly string[];
  readonly stored: boolean;
}

/** Whether a write did what it was asked, read off the contact that the API answered with. */
export interface Proof {
  readonly fields: readonly ProvenField[];
  readonly links: readonly ProvenLinks[];
  /** True where everything that was sent is stored. */
  readonly complete: boolean;
}

const idsOf = (sent: SentIds | null): readonly string[] => (sent === null ? [] : typeof sent === "string" ? [sent] : sent);

/** The links of a create are an addition to none. */
function sentLinks(sent: SentIds | LinkChange): { change: ProvenLinks["change"]; ids: readonly string[] } {
  if (typeof sent !== "string") {
    if ("add" in sent) return { change: "add", ids: idsOf(sent.add) };
    if ("remove" in sent) return { change: "remove", ids: idsOf(sent.remove) };
    if ("replace" in sent) return { change: "replace", ids: idsOf(sent.replace) };
  }
  return { change: "add", ids: idsOf(sent) };
}

function holds(change: ProvenLinks["change"], sent: readonly string[], now: readonly string[]): boolean {
  if (change === "remove") return sent.every((id) => !now.includes(id));
  const added = sent.every((id) => now.includes(id));
  return change === "add" ? added : added && now.length === new Set(sent).size;
}

/**
 * Compares what was sent with the contact in the answer. A value that the API accepted and did not store shows here and nowhere else.
 * Forms that mean the same (another spelling of a URL, another order) count as stored.
 */
export function prove(body: CreateBody | UpdateBody, contact: ContactRecord): Proof {
  const fields = contact.fields.flatMap(({ field, raw }) => {
    if (!body.fields.has(field.apiKey)) return [];
    const sent = body.fields.get(field.apiKey);
    return [{ field, raw, sent, stored: field.type.same(sent, raw, field.definition) }];
  });
  const links = contact.relationships.flatMap(({ relationship, ids }) => {
    const sent = body.relationships.get(relationship.apiKey);
    if (sent === undefined) return [];
    const { change, ids: sentIds } = sentLinks(sent);
    return [{ relationship, ids, change, sent: sentIds, stored: holds(change, sentIds, ids) }];
  });
  return { fields, links, complete: [...fields, ...links].every(({ stored }) => stored) };
}
