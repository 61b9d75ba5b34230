import fc from "fast-check";
import { expect, it } from "vitest";
import type { ApiKey, ContactId, WireContact } from "../../../src/api/index.ts";
import { fromRow, Shapes, toRow } from "../../../src/replica/contacts/row.ts";
import { outlineOf, RowParts } from "../../../src/replica/contacts/row-part.ts";

const key = fc.string({ unit: "binary", minLength: 1, maxLength: 6 }).map((text) => text as ApiKey);
/** Long enough to be read in another way. */
const longText = fc.string({ unit: fc.constantFrom('"', "\\", "a", "é"), minLength: 40, maxLength: 120 });
const contact = fc.record({
  id: fc.constant("con_1" as ContactId),
  createdAt: fc.string({ unit: "binary" }),
  updatedAt: fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
  externalId: fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
  httpLink: fc.option(fc.string(), { nil: undefined }),
  fields: fc
    .array(fc.tuple(key, fc.record({ valueType: fc.constantFrom("TEXT", "X"), value: fc.oneof(fc.jsonValue({ stringUnit: "binary" }), longText) })))
    .map((all) => new Map(all)),
  relationships: fc
    .array(
      fc.tuple(
        key,
        fc.record({ cardinality: fc.constantFrom("HAS_ONE", "HAS_MANY"), objectType: fc.constantFrom("account", ""), ids: fc.array(fc.string()) }),
      ),
    )
    .map((all) => new Map(all)),
});

it("a part of a row is what the whole row has of it", () => {
  fc.assert(
    fc.property(fc.array(contact, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.boolean()), (contacts, chosen) => {
      const shapes = new Shapes();
      const next = () => chosen.next().value === true;
      const keys = (of: (one: WireContact) => ReadonlyMap<ApiKey, unknown>) => new Set(contacts.flatMap((one) => [...of(one).keys()].filter(next)));
      const parts = new RowParts({ fields: keys((one) => one.fields), relationships: keys((one) => one.relationships) }, shapes);
      for (const one of contacts) {
        const row = toRow(one, shapes, () => false);
        const { projection } = parts;
        const whole = fromRow(one.id, row.toString(), shapes);
        expect(parts.read(one.id, row)).toEqual({
          id: whole.id,
          createdAt: whole.createdAt,
          updatedAt: whole.updatedAt,
          fields: new Map([...whole.fields].filter(([name]) => projection.fields.has(name))),
          relationships: new Map([...whole.relationships].filter(([name]) => projection.relationships.has(name))),
        });
        const size = whole.fields.size + whole.relationships.size;
        expect(outlineOf(row)).toEqual({ createdAt: whole.createdAt, updatedAt: whole.updatedAt, size });
      }
    }),
  );
});
