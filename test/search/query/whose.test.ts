import { expect, test } from "vitest";
import { parseQuery } from "../../../src/search/index.ts";
import { aDocument, anIndex } from "../support.ts";

const INDEX = anIndex(
  aDocument("owned", { name: "Ana Ruiz", account: "Tern", owner: "Tomás Herrera", option: "Customer" }),
  aDocument("tomasz", { name: "Tomasz Lund", account: "Tern", owner: "Priya Raman" }),
  aDocument("priya", { name: "Priya Iyer", account: "Kern", owner: "Kenji Ōta" }),
);

test.each([
  ["Tomás' customers", "owned", 1],
  ["who does Tomás own", "owned", 1],
  ["contacts that Tomás Herrera owns", "owned", 1],
  ["owned by Tomás", "owned", 1],
  ["Priya's contacts", "tomasz", 1],
  ["Priya Raman's contacts at Tern", "tomasz", 1],
  ["Priya's VIP contacts", "tomasz", 1],
  ["Tern's contacts", "owned", 2],
])("%s are those of an owner, or of a company", (query, id, matched) => {
  const result = INDEX.search(query, { limit: 5 });
  expect(result.hits[0]?.id).toBe(id);
  expect(result.matched).toBe(matched);
});

test.each(["Priya's number", "Priya", "what is Priya's e-mail?"])("%s is Priya herself", (query) => {
  expect(INDEX.search(query, { limit: 5 }).hits[0]?.id).toBe("priya");
});

test.each([
  "my contacts",
  "all my customers",
  "my churned customers",
  "my clients",
  "my customers in Berlin",
  "contacts of mine",
  "owned by me",
  "owner is me",
  "whom do I own",
  "how many leads do I have",
  "which leads do I have in Berlin",
])("%s are those of whoever asks", (query) => {
  expect(parseQuery(query).own).toBe(true);
});

test.each([
  "my contact at Tern",
  "Mine Yilmaz",
  "my accounts payable contact",
  "how many contacts do we have",
  "how many contacts do I have",
  "what number do I have for Ana",
  "tell me about Ana",
  "call me at 555 0134",
  "Ana, my old boss",
])("%s is anybody's", (query) => {
  expect(parseQuery(query).own).toBe(false);
});
