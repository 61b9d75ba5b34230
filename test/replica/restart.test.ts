import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../../src/api/index.ts";
import { aDesk, type DeskOptions, type Fetch } from "../builders.ts";
import { aMemoryCache } from "../memory-cache.ts";

/** Desks of successive sessions over one sandbox, with one cache. */
function sessions(options: DeskOptions = {}) {
  const cache = aMemoryCache();
  const first = aDesk({ contacts: 60, cache, ...options });
  const restarted = ({ through = (fetch) => fetch, ...more }: DeskOptions = {}) =>
    aDesk({ ...options, cache, ...more, through: () => through(first.sandbox.fetch) });
  return { cache, first, restarted };
}

const isList = (request: string) => request.startsWith("GET /v1/contacts?");

/** A session to which the API lists no contacts, so that it knows only what is stored. */
const unlisted: DeskOptions = {
  through: (fetch) => async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    return request.method === "GET" && pathname === "/v1/contacts" ? new Response("{}", { status: 400 }) : fetch(request);
  },
};

/** How often contacts were listed while `work` ran. */
async function listings(desk: { requests(): string[] }, work: () => Promise<unknown>): Promise<number> {
  const before = desk.requests().length;
  await work();
  return desk.requests().slice(before).filter(isList).length;
}

const someone = (desk: ReturnType<typeof aDesk>, at = 40) => {
  const contact = [...desk.sandbox.contacts().values()][at];
  if (!contact) throw new Error("no contact");
  return contact;
};

/** Saves until the search index is stored too: a name that arrives meanwhile puts it off to a later save. */
async function saveWhole(desk: ReturnType<typeof aDesk>, cache: ReturnType<typeof aMemoryCache>): Promise<void> {
  do await desk.workspace.save();
  while (!cache.entries.has("search-0"));
}

describe("a restart", () => {
  it("finds from the cache, with names, without listing all contacts again", async () => {
    const { first, restarted } = sessions();
    const before = await first.text("find_contacts", { filters: [{ field: "account", operator: "isSet" }], limit: 25 });
    await first.workspace.save();
    const desk = restarted();
    let after = "";
    const lists = await listings(first, async () => {
      after = await desk.text("find_contacts", { filters: [{ field: "account", operator: "isSet" }], limit: 25 });
    });
    expect(after).toBe(before);
    // A look at the ends of the list at most.
    expect(lists).toBeLessThanOrEqual(2);
    expect(first.requests().filter((request) => request.startsWith("GET /v1/accounts")).length).toBeLessThanOrEqual(5);
  });

  it("reads a question with the words that contacts have now", async () => {
    const { first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const { id } = someone(first);
    const colleague = aDesk({ through: () => first.sandbox.fetch });
    await colleague.text("update_contact", { id, fields: { title: "Zephyrologist" } });
    const question = { query: "how many zephyrologists do we have" };
    expect(await restarted(unlisted).failure("find_contacts", question)).toContain("could not be read");
    expect(await restarted().text("find_contacts", question)).toMatch(/^1 contact passes/);
  });

  it.each([
    ["update_contacts", { filters: [{ field: "account", operator: "isSet" }], fields: { title: "CFO" } }],
    ["update_contacts", { filters: [{ field: "title", value: "Nobody's" }], fields: { title: "CFO" } }],
    ["import_contacts", { rows: [{ Email: "zed@quill.example" }] }],
  ])("says in an answer of %s how old its contacts are, if it cannot read them: %j", async (name, args) => {
    const { first, restarted } = sessions({ contacts: 26 });
    await first.text("find_contacts", {});
    await first.workspace.save();
    expect(await restarted(unlisted).text(name, args)).toMatch(/^As of .*could not be refreshed: the API answered 400 /m);
    expect(await restarted().text(name, args)).not.toContain("As of");
  });

  it("does not lose what was stored in a session that finds nobody", async () => {
    const { cache, first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const entries = new Map(cache.entries);
    const idle = restarted();
    await idle.workspace.save();
    expect([...cache.entries]).toEqual([...entries]);
    const lister = restarted();
    await lister.text("list_contacts", { limit: 5 });
    await lister.workspace.save();
    expect(await listings(first, async () => expect(await restarted().text("find_contacts", {})).toMatch(/^60 contacts/))).toBeLessThanOrEqual(2);
  });

  it.each(["before", "after"])("knows a change made %s the first find call, of a session and of the next", async (when) => {
    const { first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const { id } = someone(first);
    const second = restarted();
    if (when === "after") await second.text("find_contacts", {});
    await second.text("update_contact", { id, fields: { title: "Zephyrologist" } });
    const created = /con_\w+/.exec(await second.text("create_contact", { fields: { name: "Quillon Zwart" } }))?.[0];
    if (when === "after") expect(await second.text("find_contacts", { query: "zephyrologist" })).toContain(id);
    await second.workspace.save();
    const third = restarted();
    expect(await third.text("find_contacts", { query: "zephyrologist" })).toContain(id);
    expect(await third.text("find_contacts", { query: "Quillon Zwart" })).toContain(created);
    expect(await second.text("find_contacts", { query: "zephyrologist" })).toContain(id);
    expect(await second.text("find_contacts", { filters: [{ field: "title", value: "Zephyrologist" }] })).toMatch(/^1 contact passes/);
  });

  it.each(["before", "after"])("leaves out who was found to be gone %s the first find call", async (when) => {
    const { first, restarted } = sessions({ indexLagMs: 1e9 });
    await first.text("find_contacts", {});
    await first.workspace.save();
    const { id, fields } = someone(first);
    const email = String([fields.$email?.value].flat()[0]);
    expect(await first.text("find_contacts", { query: email })).toContain(id);
    const second = restarted();
    if (when === "after") await second.text("find_contacts", {});
    first.sandbox.deleteContact(id);
    await second.failure("retrieve_contact", { id });
    expect(await second.text("find_contacts", { query: email })).not.toContain(id);
    expect(await second.text("find_contacts", {})).toMatch(/^59 contacts/);
    await second.workspace.save();
    const third = restarted(unlisted);
    expect(await third.text("find_contacts", { query: email })).not.toContain(id);
    expect(await third.text("find_contacts", {})).toMatch(/^59 contacts/);
    // Whoever stands behind the gap is still stored in the right entry.
    const last = someone(first, 58).id;
    await third.text("update_contact", { id: last, fields: { title: "Zephyrologist" } });
    await third.workspace.save();
    expect(await restarted(unlisted).text("find_contacts", {})).toMatch(/^59 contacts/);
  });

  it("knows of somebody who was gone in a session that looked for nobody else", async () => {
    const { first, restarted } = sessions({ indexLagMs: 1e9 });
    await first.text("find_contacts", {});
    await first.workspace.save();
    const { id } = someone(first);
    const second = restarted();
    await second.live.get();
    first.sandbox.deleteContact(id);
    await second.failure("retrieve_contact", { id });
    await second.workspace.save();
    expect(await restarted(unlisted).text("find_contacts", {})).toMatch(/^59 contacts/);
  });

  it("keeps everybody when someone of an early entry is gone and someone of a later one changes", async () => {
    const { first, restarted } = sessions({ contacts: 2100 });
    await first.text("find_contacts", {});
    await first.workspace.save();
    const gone = someone(first, 10).id;
    const second = restarted();
    await second.text("find_contacts", {});
    first.sandbox.deleteContact(gone);
    await second.failure("retrieve_contact", { id: gone });
    await second.workspace.save();
    const third = restarted();
    await third.text("find_contacts", {});
    await third.text("update_contact", { id: someone(first, 2090).id, fields: { title: "Zephyrologist" } });
    await third.workspace.save();
    expect(await restarted().text("find_contacts", {})).toMatch(/^2,099 contacts/);
  });

  it("goes by other hidden fields, and stores none of theirs", async () => {
    const { cache, first, restarted } = sessions({ hidden: ["title"] });
    const title = String(someone(first).fields.title?.value ?? someone(first).fields.$title?.value);
    await first.text("find_contacts", { query: "Qwertz" });
    await first.workspace.save();
    for (const [name, bytes] of cache.entries) if (name !== "definitions") expect(Buffer.from(bytes).toString()).not.toContain(title);
    const shown = restarted({ hidden: [] });
    expect(await listings(first, () => shown.text("find_contacts", {}))).toBeGreaterThan(2);
    expect(await shown.text("find_contacts", { filters: [{ field: "title", value: title }] })).toContain(title);
  });

  it("leaves no entry that other hidden fields were stored with, nor one that is used no more", async () => {
    const { cache, first, restarted } = sessions();
    await first.text("find_contacts", {});
    await saveWhole(first, cache);
    const contacts = cache.entries.get("contacts-0") ?? new Uint8Array();
    const search = cache.entries.get("search-0") ?? new Uint8Array();
    // As a workspace leaves them that had more contacts.
    for (const [name, bytes] of [["contacts-1", contacts] as const, ["search-1", search] as const, ["search-2", search] as const])
      cache.entries.set(name, bytes);
    // As a session leaves them that was killed while it deleted them.
    cache.entries.set("search-4", search);
    const desk = restarted({ hidden: ["title"] });
    await desk.text("find_contacts", {});
    expect([...cache.entries.keys()].filter((name) => /^(contacts|search)-/.test(name))).toEqual([]);
    await saveWhole(desk, cache);
    expect([...cache.entries.keys()].filter((name) => /^(contacts|search)-/.test(name))).toEqual(["contacts-0", "search-0"]);
    cache.entries.set("search-1", search);
    cache.entries.set(
      "index",
      Buffer.from(
        Buffer.from(cache.entries.get("index") ?? "")
          .toString()
          .replace(/"stamp":"/, '"stamp":"x'),
      ),
    );
    const again = restarted({ hidden: ["title"] });
    await again.text("find_contacts", {});
    await again.workspace.save();
    expect([...cache.entries.keys()]).not.toContain("search-1");
  });

  it("leaves the entries as they are until it knows the definitions, and so what is hidden", async () => {
    const { cache, first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const before = [...cache.entries.keys()];
    await restarted({ hidden: ["title"] }).workspace.replication.awaitContacts({}, 1000);
    expect([...cache.entries.keys()]).toEqual(before);
  });

  it("goes by what the hidden fields are now, although the setting is the same", async () => {
    const { cache, first, restarted } = sessions({ hidden: ["Shoe size"] });
    const title = String(someone(first).fields.$title?.value);
    await first.text("find_contacts", {});
    await first.workspace.save();
    expect(Buffer.from(cache.entries.get("contacts-0") ?? "").toString()).toContain(title);
    first.sandbox.editDefinitions(({ fieldDefinitions }) => {
      for (const definition of Object.values(fieldDefinitions)) if (/title/i.test(definition.label)) definition.label = "Shoe size";
    });
    const desk = restarted();
    await desk.text("find_contacts", {});
    await desk.workspace.save();
    expect(Buffer.from(cache.entries.get("contacts-0") ?? "").toString()).not.toContain(title);
  });

  it("indexes anew after the definitions changed", async () => {
    const { first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const field = Object.entries((await first.live.get()).fields).find(([, { type }]) => type.name === "select")?.[1];
    first.sandbox.editDefinitions(({ fieldDefinitions }) => {
      for (const option of fieldDefinitions[String(field?.apiKey)]?.typeConfiguration.options ?? []) option.label = `${option.label} Zebrafish`;
    });
    expect(await restarted().text("find_contacts", { query: "zebrafish" })).toContain("con_");
  });

  it("does not take a search index that was stored after the definitions had changed for one that was made with them", async () => {
    let time = Date.UTC(2026, 2, 2, 9);
    const { first, restarted } = sessions({ now: () => time });
    await first.text("find_contacts", {});
    await first.workspace.save();
    first.sandbox.editDefinitions(({ fieldDefinitions }) => {
      for (const option of fieldDefinitions["lifecycle-stage"]?.typeConfiguration.options ?? [])
        if (option.label === "Lead") option.label = "Quibble";
    });
    time += 30 * 60_000;
    await first.text("create_contact", { fields: { name: "Quillon Zwart" } });
    await first.workspace.save();
    // A label, or one that lacks a letter, would be read as a filter, which asks no search index.
    const found = await restarted().text("find_contacts", { query: "Quibbla" });
    expect(found).toMatch(/^\d+ contacts match\. The first 4 \(Lifecycle stage Quibbla→Quibble\):/);
    const whoIsFound = found.split("\n").filter((line) => !line.startsWith("As of "));
    expect(whoIsFound.join("\n")).toBe(await restarted({ cache: aMemoryCache() }).text("find_contacts", { query: "Quibbla" }));
  });

  it("says how many contacts a query has gone through while they are still being indexed, and names nobody as the one", async () => {
    const { first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const desk = restarted();
    const query = String([someone(first).fields.$email?.value].flat()[0]);
    expect(await desk.text("find_contacts", { query })).toMatch(/^Found:/);
    vi.spyOn(desk.workspace.index, "unindexed", "get").mockReturnValue(25);
    const text = await desk.text("find_contacts", { query });
    expect(text).toContain("Searched 35 of 60 contacts so far");
    expect(text).not.toMatch(/^Found:/);
  });

  it.each(["index", "contacts-0", "search-0", "names", "definitions"])("rebuilds without %s, and from a damaged one", async (name) => {
    for (const damage of [undefined, Buffer.from("damaged"), Buffer.from('{"entries":["x"],"fields":[]}')]) {
      const { cache, first, restarted } = sessions();
      const query = { query: String([someone(first).fields.$email?.value].flat()[0]) };
      await first.text("find_contacts", {});
      const before = await first.text("find_contacts", query);
      await first.workspace.save();
      expect(cache.entries.has(name)).toBe(true);
      if (damage) cache.entries.set(name, damage);
      else cache.entries.delete(name);
      const desk = restarted();
      await desk.workspace.live.restore();
      await desk.text("list_contacts", { limit: 3 });
      expect(await desk.text("find_contacts", {})).toMatch(/^60 contacts/);
      expect(await desk.text("find_contacts", query)).toBe(before);
    }
  });

  it("does not mix what two servers stored", async () => {
    const { cache, first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const { id } = someone(first);
    const second = restarted();
    // In another order, as it met somebody before it read the list.
    await second.text("find_contacts", {});
    await second.text("update_contact", { id, fields: { title: "Zephyrologist" } });
    const mine = cache.entries.get("index");
    await second.workspace.save();
    // The other server was the last to write what names the entries, but not to write them.
    if (mine) cache.entries.set("index", mine);
    const third = restarted();
    expect(await third.text("find_contacts", { query: "zephyrologist" })).toContain(id);
    expect(await third.text("find_contacts", {})).toMatch(/^(At least )?60 contacts/);
    await expect.poll(() => third.text("find_contacts", {})).toMatch(/^60 contacts/);
  });
});

describe("a refused key", () => {
  const refusing =
    (isRefused: () => boolean) =>
    (fetch: Fetch): Fetch =>
    async (input, init) =>
      isRefused() ? new Response(JSON.stringify({ error: { message: "no" } }), { status: 401 }) : fetch(input, init);

  it("wipes disk and memory, and nothing that was known is shown any more", async () => {
    const cache = aMemoryCache();
    let refused = false;
    let time = Date.UTC(2026, 2, 2, 9);
    const desk = aDesk({ cache, through: refusing(() => refused), now: () => time });
    await desk.text("find_contacts", {});
    await desk.workspace.save();
    expect(cache.entries.size).toBeGreaterThan(3);
    refused = true;
    time += 5 * 60_000;
    // The definitions are fresh, so that nothing but the background's look at the list learns of it.
    await desk.run("find_contacts", {}).catch(() => undefined);
    await expect.poll(() => desk.workspace.replica.size).toBe(0);
    await expect(desk.run("find_contacts", { query: "anna" })).rejects.toSatisfy((error) => error instanceof ApiError && error.status === 401);
    expect([...cache.entries.keys()]).toEqual([]);
    expect(desk.workspace.replica.size).toBe(0);
    await desk.workspace.save();
    expect([...cache.entries.keys()]).toEqual([]);
    refused = false;
    expect(await desk.text("find_contacts", {})).toMatch(/^60 contacts/);
  });

  it("is what a call ends with that had pages in hand, and these do not come back", async () => {
    const cache = aMemoryCache();
    const pages: Promise<unknown>[] = [];
    let refuse: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    const through =
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        const isPage = /contacts\?limit=25&offset=[1-9]/.test(String(input instanceof Request ? input.url : input));
        if (!isPage) return fetch(input, init);
        if (pages.length === 8) {
          refuse();
          pages.push(refused);
          return new Response("{}", { status: 401 });
        }
        const page = fetch(input, init);
        pages.push(page);
        await refused;
        return page;
      };
    const desk = aDesk({ contacts: 1000, cache, through });
    await expect(desk.run("find_contacts", { query: "smith" })).rejects.toSatisfy((error) => error instanceof ApiError && error.status === 401);
    await Promise.all(pages);
    for (let turn = 0; turn < 100; turn++) await nextTurn();
    expect(desk.workspace.replica.size).toBe(0);
    await desk.workspace.save();
    expect([...cache.entries.keys()]).toEqual([]);
    expect(await desk.text("find_contacts", {})).toMatch(/^1,000 contacts/);
  });

  it("is noticed by the first call of a restarted server", async () => {
    const { cache, first, restarted } = sessions();
    await first.text("find_contacts", {});
    await first.workspace.save();
    const desk = aDesk({ cache, through: refusing(() => true) });
    await desk.workspace.live.restore();
    await expect(desk.run("find_contacts", {})).rejects.toSatisfy((error) => error instanceof ApiError && error.status === 401);
    expect([...cache.entries.keys()]).toEqual([]);
    expect(await restarted().text("find_contacts", {})).toMatch(/^60 contacts/);
  });
});
