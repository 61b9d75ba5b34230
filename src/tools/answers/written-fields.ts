import { mapInSlices } from "../../async/time-slices.ts";
import { madeLines } from "../../render/change.ts";
import { type Change, linksOf } from "../../schema/change.ts";
import type { Attribute } from "../../schema/contact-schema.ts";
import { counted, grouped } from "../../text/plural.ts";
import { type NameContext, naming } from "./naming.ts";
import type { ShownRow } from "./row-lines.ts";

/** What rows write to one attribute. */
interface WrittenField {
  readonly attribute: Attribute;
  count: number;
  /** The value, by the IDs of linked records; undefined if it differs from row to row. */
  text: string | undefined;
  /** The part of the first row's change. */
  readonly first: Change;
}

/** All that rows write, with the value that all have: "Writes Name in 57 rows; Persona: Champion in 3." */
export async function writtenFieldsLine(rows: readonly ShownRow[], context: NameContext, most?: number): Promise<string> {
  const written = new Map<string, WrittenField>();
  const show = { locale: context.locale, nameOf: () => undefined, brief: true, most };
  await mapInSlices(rows, ({ change }) => {
    for (const { attribute, part } of parts(change)) {
      const before = written.get(attribute.agentKey);
      const isOpen = before === undefined || before.text !== undefined;
      const text = isOpen ? madeLines(part, show).join() : undefined;
      if (before === undefined) written.set(attribute.agentKey, { attribute, count: 1, text, first: part });
      else {
        before.count += 1;
        if (before.text !== text) before.text = undefined;
      }
    }
  });
  const all = [...written.values()];
  const named = await naming(
    all.flatMap(({ text, first }) => (text === undefined ? [] : linksOf(first))),
    context,
    { brief: true, most },
  );
  const noun = rows.every(({ number }) => number === undefined) ? "contact" : "row";
  const texts = all.map(({ attribute, count, text, first }, at) => {
    const what = text === undefined ? attribute.label : madeLines(first, named.show).join();
    return `${what} in ${at === 0 ? counted(count, noun) : grouped(count)}`;
  });
  return `Writes ${texts.join("; ")}.`;
}

/** A change, one part for each attribute. */
function parts({ fields, links }: Change) {
  return [
    ...fields.map((one) => ({ attribute: one.field, part: { fields: [one], links: [] } })),
    ...links.map((one) => ({ attribute: one.relationship, part: { fields: [], links: [one] } })),
  ];
}
