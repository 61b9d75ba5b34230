import { expect, it, vi } from "vitest";
import { Deadline } from "../../../src/api/index.ts";
import { decodeContact } from "../../../src/schema/record.ts";
import { presentContacts } from "../../../src/writes/plans/present-contacts.ts";
import { countPerTurn, stopClock } from "../../async/per-turn.ts";
import { aDesk, aSchema } from "../../builders.ts";

it("lets other work run between contacts that it takes from the local copy", async () => {
  const { workspace, sandbox } = aDesk();
  const schema = aSchema({});
  const ids = [...sandbox.contacts().keys()];
  const known = decodeContact(await workspace.api.retrieve(ids[0] ?? "", {}), schema);
  await stopClock();
  const taken = countPerTurn();
  const get = () => {
    taken.note();
    vi.advanceTimersByTime(4);
    return known;
  };
  const replica = Object.assign(Object.create(workspace.replica), { get });
  // No time is left to read contacts.
  const call = { deadline: Deadline.after(0) };
  const found = await presentContacts(ids, { workspace: { api: workspace.api, replica }, schema, call, onProgress: () => undefined });
  expect(found.size).toBe(ids.length);
  expect(taken.most()).toBe(2);
});

it("reads only as long as it is told, and takes the rest from the local copy", async () => {
  const { workspace, sandbox } = aDesk();
  const schema = await workspace.live.get({});
  const ids = [...sandbox.contacts().keys()];
  await Promise.all(ids.map((id) => workspace.api.retrieve(id, {})));
  const retrieve = vi.spyOn(workspace.api, "retrieve");
  const found = await presentContacts(ids, { workspace, schema, call: {}, mostMs: 0, onProgress: () => undefined });
  expect([found.size, retrieve.mock.calls.length]).toEqual([ids.length, 0]);
});
