import { describe, expect } from "vitest";
import type { Cache } from "../../src/storage/index.ts";
import { aDesk, type Desk, type Fetch } from "../builders.ts";
import { open, test } from "../storage/temporary.ts";

/** Lists of contacts get no answer while the gate is shut. */
function aGate() {
  let open: () => void = () => undefined;
  let opened = Promise.resolve();
  const through =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (/contacts\?(?!.*filter)/.test(url)) await opened;
      return fetch(input, init);
    };
  const shut = () => {
    opened = new Promise((resolve) => {
      open = resolve;
    });
  };
  return { through, shut, open: () => open() };
}

/** A cache whose process is killed before its write number `at`. */
function killedAt(at: number, cache: Cache) {
  const attempted: string[] = [];
  const write: Cache["write"] = async (name, bytes) => {
    if (attempted.push(name) <= at) await cache.write(name, bytes);
  };
  return { ...cache, write, attempted };
}

/** A cache that waits before it writes an entry. */
function heldBefore(held: string, cache: Cache) {
  let reach: () => void = () => undefined;
  let release: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const write: Cache["write"] = async (name, bytes) => {
    if (name === held) {
      reach();
      await released;
    }
    await cache.write(name, bytes);
  };
  return { ...cache, write, reached, release };
}

/** Servers that share a workspace and a folder. */
function servers(directory: string) {
  const first = aDesk();
  const started = async (more: { cache?: (cache: Cache) => Cache; through?: (fetch: Fetch) => Fetch; hidden?: string[] } = {}) => {
    const { cache = (one) => one, through = (fetch) => fetch, hidden = [] } = more;
    return aDesk({ hidden, cache: cache(await open(directory)), through: () => through(first.sandbox.fetch) });
  };
  return { sandbox: first.sandbox, started };
}

const idAt = ({ sandbox }: Pick<Desk, "sandbox">, at: number) => [...sandbox.contacts().keys()][at] ?? "";

const entitle = (desk: Desk, id: string, title: string) => desk.text("update_contact", { id, fields: { title } });

/** Resolves when a server knows all contacts for sure, and they are so many. */
const settled = async (desk: Desk, count: string) =>
  expect.poll(() => desk.text("find_contacts", {})).toMatch(new RegExp(`^${count} contacts(?![\\s\\S]*Not searched)`));

describe("two servers with one cache", () => {
  test("do not hide what one of them created from the next server, whoever stores last", async ({ directory }) => {
    const { started } = servers(directory);
    const [one, other] = [await started(), await started()];
    for (const desk of [one, other]) await desk.text("find_contacts", {});
    await one.text("create_contact", { fields: { name: "Quillon Zwart" } });
    for (const desk of [one, other]) await desk.workspace.save();
    expect(await (await started()).text("find_contacts", { query: "Quillon Zwart" })).toMatch(/^Found/);
  });

  test("that store at the same time: the next knows at once what both have stored, and reads all again", async ({ directory }) => {
    const { sandbox, started } = servers(directory);
    const held = heldBefore("index", await open(directory));
    const one = await started({ cache: () => held });
    await one.text("find_contacts", {});
    const saving = one.workspace.save();
    await held.reached;
    const other = await started();
    await other.text("find_contacts", {});
    await entitle(other, idAt({ sandbox }, 5), "Zephyrologist");
    await other.workspace.save();
    held.release();
    await saving;

    const gate = aGate();
    const next = await started(gate);
    gate.shut();
    const answer = next.text("find_contacts", {});
    await expect.poll(() => next.workspace.index.search("zephyrologist", 1).hits[0]?.id).toBe(idAt({ sandbox }, 5));
    expect(next.workspace.replica.size).toBe(60);
    gate.open();
    expect(await answer).toMatch(/^60 contacts/);

    await next.workspace.save();
    gate.shut();
    expect(await (await started(gate)).text("find_contacts", {})).toMatch(/^60 contacts/);
  });

  test("of which one hides a field: neither takes contacts of the other", async ({ directory }) => {
    const { sandbox, started } = servers(directory);
    const id = idAt({ sandbox }, 5);
    const open = await started();
    await entitle(open, id, "Zephyrologist");
    await open.text("find_contacts", {});
    await open.workspace.save();
    const hiding = await started({ hidden: ["title"] });
    await settled(hiding, "60");
    expect(await hiding.text("find_contacts", { query: "zephyrologist" })).not.toMatch(/^Found/);
    await hiding.workspace.save();
    const again = await started();
    await settled(again, "60");
    expect(await again.text("find_contacts", { filters: [{ field: "title", value: "Zephyrologist" }] })).toMatch(/^1 contact passes/);
  });
});

describe("a server that is killed while it stores", () => {
  test("what it had found: the next knows everybody again, wherever it was", async ({ directory }) => {
    for (let at = 0, writes = 1; at < writes; at++) {
      const { started } = servers(`${directory}/${at}`);
      const killed = killedAt(at, await open(`${directory}/${at}`));
      const desk = await started({ cache: () => killed });
      await desk.text("find_contacts", {});
      await desk.workspace.save();
      writes = killed.attempted.length;
      expect(writes).toBeGreaterThan(3);
      expect(await (await started()).text("find_contacts", {})).toMatch(/^60 contacts/);
    }
  });

  test("a change: the next knows everybody at once, and is right soon, wherever it was", async ({ directory }) => {
    for (let at = 0, writes = 1; at < writes; at++) {
      const { sandbox, started } = servers(`${directory}/${at}`);
      const before = await started();
      await before.text("find_contacts", {});
      await before.workspace.save();
      const killed = killedAt(at, await open(`${directory}/${at}`));
      const desk = await started({ cache: () => killed });
      await desk.text("find_contacts", {});
      await entitle(desk, idAt({ sandbox }, 5), "Zephyrologist");
      await desk.text("create_contact", { fields: { name: "Quillon Zwart" } });
      await desk.workspace.save();
      writes = killed.attempted.length;
      expect(writes).toBeGreaterThan(2);

      const gate = aGate();
      const next = await started(gate);
      gate.shut();
      const answer = next.text("find_contacts", {});
      await expect.poll(() => next.workspace.replica.size).toBeGreaterThanOrEqual(60);
      gate.open();
      await answer;
      await settled(next, "61");
      expect(await next.text("find_contacts", { query: "zephyrologist" })).toContain(idAt({ sandbox }, 5));
    }
  });
});
