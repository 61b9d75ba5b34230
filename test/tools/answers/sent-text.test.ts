import { expect, test } from "vitest";
import { type ContactId, NetworkError } from "../../../src/api/index.ts";
import { sentText } from "../../../src/tools/answers/sent-text.ts";
import { newRecord } from "../../../src/writes/journal/write-record.ts";
import { BERLIN } from "../../builders.ts";

const LOST = new NetworkError(
  { operation: { name: "update", label: "Updating the contact", bucket: "Write" }, attempts: 1, writeOutcome: "unknown" },
  "TIMEOUT",
  true,
);

const notWritten = (action: "create" | "update", failure: NetworkError | undefined, sentBefore: boolean) => {
  const write = {
    tool: `${action}_contact`,
    action,
    contact: "con_1" as ContactId,
    name: "Dana",
    change: { fields: [], links: [] },
    idempotencyKeys: [],
  };
  const record = { ...newRecord(write, 0), outcome: "not-written" } as const;
  const result = { outcome: "not-written", record, contact: undefined, proof: undefined, failure, sentBefore, isKeyOnDisk: false } as const;
  return sentText({ ...result, unlogged: undefined }, BERLIN);
};

test.each([
  ["update", LOST, false, /^Not written: no answer .*You can repeat the call safely, because it uses the same idempotency key\.$/],
  ["update", LOST, true, /^Not written: no answer .*You can repeat the call safely, because it uses the same idempotency key\.$/],
  ["update", undefined, true, /The earlier call wrote them, but somebody has changed them since/],
  ["update", undefined, false, /the API accepted the change to Dana \(con_1\) but stored none of it/],
  ["create", undefined, true, /^Not created: the earlier call created Dana \(con_1\), and this contact was deleted since, or merged into another/],
] as const)("why a write was not made: %s, %s, sent before: %s", (action, failure, sentBefore, text) => {
  expect(notWritten(action, failure, sentBefore)).toMatch(text);
});
