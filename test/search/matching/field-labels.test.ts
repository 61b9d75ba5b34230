import { expect, test } from "vitest";
import type { SearchDocument } from "../../../src/search/search-document.ts";
import { aDocument, anIndex } from "../support.ts";

const withParts = (document: SearchDocument, ...parts: SearchDocument["parts"]): SearchDocument => ({
  ...document,
  parts: [...document.parts, ...parts],
});

const INDEX = anIndex(
  withParts(
    aDocument("1", { name: "Rémi Noël" }),
    { kind: "text", key: "crm_id", text: "CRM-100555" },
    { kind: "option", key: "shirt", text: "XXL" },
  ),
  withParts(aDocument("2", { name: "Ida Size" }), { kind: "text", key: "crm_id", text: "CRM-100556" }),
  withParts(aDocument("3", { name: "Thorsten Legacy" }), { kind: "option", key: "shirt", text: "XXL" }),
  aDocument("4", { name: "Persona Lund", title: "Shirt designer" }),
);

const LABELS = new Map([
  ["crm_id", "Legacy CRM ID"],
  ["shirt", "T-shirt size"],
]);

const ask = (query: string) => INDEX.search(query, { limit: 5, labels: LABELS });

test.each(["Legacy CRM ID CRM-100555", "crm id 100555", "CRM-100555 (legacy CRM ID)"])("%s is whoever has that value", (query) => {
  expect(ask(query)).toMatchObject({ matched: 1, unmatched: [], clear: "1", hits: [{ id: "1", missing: [] }] });
});

test("counts those who have a value, not those who are called like the field", () => {
  expect(ask("T-shirt size XXL")).toMatchObject({ matched: 2, unmatched: [], hits: [{ missing: [] }, { missing: [] }] });
});

test.each([
  ["Ida Size", "2"],
  ["Thorsten Legacy", "3"],
  ["shirt designer", "4"],
])("%s is a name or a title where no value of the field stands beside it", (query, id) => {
  expect(ask(query).hits[0]?.id).toBe(id);
});
