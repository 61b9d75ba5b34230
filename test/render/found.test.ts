import { expect, it } from "vitest";
import type { ContactId } from "../../src/api/index.ts";
import { foundTable, type Reason, reasonsText } from "../../src/render/found.ts";
import { answerText } from "../../src/text/answer.ts";
import { BERLIN } from "../builders.ts";

const aReason = (kind: string, matched: string, more: Partial<Reason> = {}): Reason => ({
  kind,
  matched,
  query: matched.toLowerCase(),
  how: "exact",
  ...more,
});

const ACME = [aReason("account", "Acme"), aReason("account", "Solar")];

const tableOf = (...reasons: (readonly Reason[])[]) => {
  const { why, table } = foundTable(
    reasons.map((own, at) => ({
      contact: { id: `con_${at}` as ContactId, createdAt: "2026-01-01T00:00:00Z", fields: [], relationships: [] },
      reasons: own,
    })),
    [],
    { locale: BERLIN, nameOf: () => undefined },
  );
  return { why, text: answerText([table]) };
};

it("words of one kind stand together, and what was read as something else says so", () => {
  const reasons = [
    ...ACME,
    aReason("name", "Smith", { query: "smyth", how: "typo" }),
    aReason("phone", "4930123456", { query: "3456", how: "phone" }),
  ];
  expect(reasonsText([...reasons, ...ACME], { id: "con_0" as ContactId, createdAt: "2026-01-01T00:00:00Z", fields: [], relationships: [] })).toBe(
    "account Acme Solar, name smyth→Smith, phone …3456",
  );
});

it("what all were found by is said once, and beside each only what is its own", () => {
  expect(tableOf(ACME, ACME)).toEqual({ why: "account Acme Solar", text: "id\ncon_0\ncon_1" });
  expect(tableOf([...ACME, aReason("name", "Alexa", { query: "alex", how: "typo" })], [aReason("name", "Alex"), ...ACME], ACME)).toEqual({
    why: "account Acme Solar",
    text: "id\twhy\ncon_0\tname alex→Alexa\ncon_1\tname Alex\ncon_2\t-",
  });
  expect(tableOf([], [])).toEqual({ why: "", text: "id\ncon_0\ncon_1" });
});
