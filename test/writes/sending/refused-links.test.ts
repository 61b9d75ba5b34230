import { expect, it } from "vitest";
import { aDesk, type Desk, type Fetch } from "../../builders.ts";
import { aLog, contactOf, idsOf } from "../plans/plan-support.ts";

const UNKNOWN = "acc_c0c0c0c0c0c0c0c0c0c0c0c0";

const accountsOf = (desk: Desk, id: string) => contactOf(desk, id).relationships.$account?.values ?? [];
const titleOf = (desk: Desk, id: string) => contactOf(desk, id).fields.$title?.value ?? null;

/** Accounts that any contact of the sandbox is linked to, other than those of one. */
const otherAccounts = (desk: Desk, than: string) => {
  const theirs = accountsOf(desk, than);
  return [...new Set(idsOf(desk).flatMap((id) => accountsOf(desk, id)))].filter((one) => !theirs.includes(one));
};

function linked(desk: Desk): string {
  const id = idsOf(desk).find((one) => accountsOf(desk, one).length > 0);
  if (id === undefined) throw new Error("no contact with an account");
  return id;
}

/** An API that refuses the nth write. */
const refusing = (nth: number) => {
  let writes = 0;
  return (fetch: Fetch): Fetch =>
    (input, init) => {
      const isRefused = input instanceof Request && input.method === "POST" && ++writes === nth;
      if (!isRefused) return fetch(input, init);
      return Promise.resolve(Response.json({ error: { type: "unprocessable_content", message: "No." } }, { status: 422 }));
    };
};

it.each([{}, { fields: { title: "Zookeeper" } }])(
  "a replacement that is refused takes nothing away, and counts for nothing: with %j",
  async (more) => {
    const log = aLog();
    const desk = aDesk({ auditLog: log, maxWrites: 1 });
    const id = linked(desk);
    const before = { accounts: [...accountsOf(desk, id)], title: titleOf(desk, id) };
    for (const _ of [1, 2])
      expect(await desk.failure("update_contact", { id, ...more, relationships: { account: { replace: [UNKNOWN] } } })).not.toContain(
        "LIGHTFIELD_MAX_WRITES",
      );
    expect({ accounts: accountsOf(desk, id), title: titleOf(desk, id) }).toEqual(before);
    expect(log.lines.map((line) => JSON.parse(line).outcome)).toEqual(["unknown", "refused", "unknown", "refused"]);
    expect(await desk.text("list_writes")).toMatch(/^0 writes since /);
    expect((await desk.run("update_contact", { id, fields: { notes: "n" } })).isError).toBe(false);
  },
);

it("links of which the last is refused are told of, logged, counted and taken back", async () => {
  const log = aLog();
  const desk = aDesk({ contacts: 300, auditLog: log, maxWrites: 1 });
  const id = linked(desk);
  const before = [...accountsOf(desk, id)];
  const come = otherAccounts(desk, id).slice(0, 26);
  expect(come).toHaveLength(26);
  const { isError, text } = await desk.run("update_contact", { id, relationships: { account: { add: [...come, UNKNOWN] } } });
  expect(isError).toBe(true);
  expect(text).toContain("in part");
  expect(text).toMatch(/\nAccount: stored in part, \+ .*; NOT stored: \+ .*acc_c0c0c0.*; the contact has /);
  expect(accountsOf(desk, id)).toEqual([...before, ...come.slice(0, 25)]);
  expect(JSON.parse(log.lines.at(-1) ?? "")).toMatchObject({
    outcome: "partly",
    relationships: { $account: { old: before, new: [...before, ...come.slice(0, 25)] } },
  });
  expect(await desk.failure("update_contact", { id, fields: { title: "CEO" } })).toContain("LIGHTFIELD_MAX_WRITES");
  expect((await desk.run("undo_write")).isError).toBe(false);
  expect(accountsOf(desk, id)).toEqual(before);
});

it("a title and a replacement of which the removal is refused are taken back together", async () => {
  const desk = aDesk({ through: refusing(2) });
  const id = linked(desk);
  const before = { accounts: [...accountsOf(desk, id)], title: titleOf(desk, id) };
  const [account] = otherAccounts(desk, id);
  const input = { id, fields: { title: "Zookeeper" }, relationships: { account: { replace: [account] } } };
  const { isError, text } = await desk.run("update_contact", input);
  expect(isError).toBe(true);
  expect(text).toContain("in part");
  expect({ accounts: accountsOf(desk, id), title: titleOf(desk, id) }).toEqual({ accounts: [...before.accounts, account], title: "Zookeeper" });
  expect((await desk.run("undo_write")).isError).toBe(false);
  expect({ accounts: accountsOf(desk, id), title: titleOf(desk, id) }).toEqual(before);
});

it("what the API has accepted and not stored counts as a write", async () => {
  const ignoring =
    (fetch: Fetch): Fetch =>
    (input, init) => {
      if (!(input instanceof Request) || input.method !== "POST") return fetch(input, init);
      return fetch(new Request(input.url, { headers: input.headers }));
    };
  const desk = aDesk({ through: ignoring, maxWrites: 1 });
  const id = linked(desk);
  expect((await desk.run("update_contact", { id, fields: { title: "Zookeeper" } })).text).toContain("stored none of it");
  expect(await desk.failure("update_contact", { id, fields: { title: "Zookeeper" } })).toContain("LIGHTFIELD_MAX_WRITES");
});
