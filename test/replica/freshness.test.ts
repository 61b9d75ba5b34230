import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, describe, expect, it } from "vitest";
import { Deadline } from "../../src/api/index.ts";
import { aDesk, type Desk, type Fetch } from "../builders.ts";
import { aMemoryCache } from "../memory-cache.ts";
import { inFastTime } from "../writes/fake-time.ts";

beforeEach(() => inFastTime());

const HOUR_MS = 3_600_000;

/** In hours: too short for another sweep. */
const SOME_MINUTES = 4 / 60;

const ZEPHYROLOGISTS = { filters: [{ field: "title", value: "Zephyrologist" }] };

const urlOf = (input: Parameters<Fetch>[0]) => String(input instanceof Request ? input.url : input);

/** Holds back what `isHeld` says until it is released, or the request is given up. */
function aGate(isHeld: (url: string) => boolean) {
  let release = () => {};
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  const through =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      const givenUp = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      if (isHeld(urlOf(input))) await Promise.race([opened, givenUp]);
      return fetch(input, init);
    };
  return { through, release };
}

const refusing =
  (isRefused: (url: string) => boolean) =>
  (fetch: Fetch): Fetch =>
  async (input, init) =>
    isRefused(urlOf(input)) ? new Response("{}", { status: 418 }) : fetch(input, init);

/** A session that has seen everybody and ended; `later` begins the next over the same workspace. */
async function aSessionThatEnded() {
  let time = Date.UTC(2026, 2, 2, 9, 0, 30);
  const now = () => time;
  const cache = aMemoryCache();
  const before = aDesk({ contacts: 60, cache, now });
  await before.text("find_contacts", {});
  await before.workspace.save();
  return {
    sandbox: before.sandbox,
    colleague: aDesk({ now, through: () => before.sandbox.fetch }),
    requests: before.requests,
    later: (hours: number, through = (fetch: Fetch) => fetch) => {
      time += hours * HOUR_MS;
      return aDesk({ cache, now, through: () => through(before.sandbox.fetch) });
    },
  };
}

const at = ({ sandbox }: Awaited<ReturnType<typeof aSessionThatEnded>>, place: number) => [...sandbox.contacts().keys()][place] ?? "";
const firstOf = (session: Parameters<typeof at>[0]) => at(session, 0);

async function findWithin(ms: number, desk: Desk) {
  return desk.run("find_contacts", {}, { deadline: Deadline.after(ms) });
}

const isPageOfAll = (url: string) => /\/contacts\?limit=25&offset=\d+$/.test(url);

describe("with a cache of some days ago", () => {
  it("filters count what is there now", async () => {
    const session = await aSessionThatEnded();
    await session.colleague.text("update_contact", { id: firstOf(session), fields: { title: "Zephyrologist" } });
    const desk = session.later(72);
    const text = await desk.text("find_contacts", ZEPHYROLOGISTS);
    expect(text).toMatch(/^1 contact passes/);
    expect(text).not.toContain("As of");
  });

  it("a query is answered at once with what is known and what the API finds, and says of when that is until all is read again", async () => {
    const session = await aSessionThatEnded();
    await session.colleague.text("create_contact", { fields: { name: "Quillon Zwart" } });
    const { through, release } = aGate(isPageOfAll);
    const desk = session.later(72, through);
    const text = await desk.text("find_contacts", { query: "Quillon Zwart" });
    expect(text).toMatch(/^Found: con_/);
    expect(text.split("\n").at(-1)).toBe("As of 2026-03-02 10:00 +01:00; being refreshed.");
    release();
    await desk.text("find_contacts", {});
    expect(await desk.text("find_contacts", { query: "Quillon Zwart" })).not.toContain("As of");
  });

  it("an unreadable question is refused at once while the API cannot be reached", async () => {
    const session = await aSessionThatEnded();
    const { through: held } = aGate(isPageOfAll);
    const refused = refusing(isPageOfAll);
    let isRefused = true;
    const desk = session.later(72, (fetch) => {
      const [refusingFetch, heldFetch] = [refused(fetch), held(fetch)];
      return (...request) => (isRefused ? refusingFetch : heldFetch)(...request);
    });
    const question = { query: "how many zephyrologists do we have" };
    await desk.failure("find_contacts", question);
    isRefused = false;
    const from = performance.now();
    expect(await desk.failure("find_contacts", question)).toContain("could not be read");
    expect(performance.now() - from).toBeLessThan(1000);
  });

  it("what cannot be refreshed is said to be old", async () => {
    const session = await aSessionThatEnded();
    const answer = await findWithin(3000, session.later(72, aGate(isPageOfAll).through));
    expect(answer.text).toMatch(/^60 contacts/);
    expect(answer.text.split("\n")).toContain("As of 2026-03-02 10:00 +01:00; being refreshed.");
    const refused = session.later(0, refusing(isPageOfAll));
    expect(await refused.text("find_contacts", {})).toMatch(/^As of 2026-03-02 10:00 \+01:00; could not be refreshed: the API answered \d{3} /m);
  });
});

describe("with a cache of some hours ago", () => {
  it.each([5, SOME_MINUTES])("a query waits for what has changed %d hours later", async (hours) => {
    const session = await aSessionThatEnded();
    await session.colleague.text("create_contact", { fields: { name: "Quillon Zwart" } });
    const text = await session.later(hours).text("find_contacts", { query: "Quillon Zwart" });
    expect(text).toMatch(/^Found: con_/);
    expect(text).not.toContain("As of");
  });
});

it("where few contacts are known, a query finds whom a colleague has edited some minutes before", async () => {
  const session = await aSessionThatEnded();
  const desk = session.later(0);
  await desk.text("find_contacts", {});
  await session.colleague.text("update_contact", { id: firstOf(session), fields: { title: "Zephyrologist" } });
  const later = session.later(6 / 60);
  const text = await later.text("find_contacts", { query: "Zephyrologist" });
  expect(text).toMatch(`Found: ${firstOf(session)}`);
  expect(text).not.toContain("As of");
});

describe("after a restart, where a colleague has deleted somebody from the middle of the list", () => {
  it("the count knows of it", async () => {
    const session = await aSessionThatEnded();
    session.sandbox.deleteContact(at(session, 30));
    const text = await session.later(2).text("find_contacts", {});
    expect(text).toMatch(/^59 contacts/);
    expect(text).not.toContain("As of");
  });

  it("the count says of when it is until all is read again", async () => {
    const session = await aSessionThatEnded();
    session.sandbox.deleteContact(at(session, 30));
    const desk = session.later(2, aGate((url) => isPageOfAll(url) && url.endsWith("offset=24")).through);
    const answer = await findWithin(3000, desk);
    expect(answer.text).toMatch(/^60 contacts/);
    expect(answer.text.split("\n")).toContain("As of 2026-03-02 10:00 +01:00; being refreshed.");
  });
});

describe("where no field tells who was edited, after some minutes, a count by filters", () => {
  it("knows whom colleagues have edited so that they pass, or pass no longer", async () => {
    const session = await aSessionThatEnded();
    const desk = session.later(SOME_MINUTES);
    await desk.text("find_contacts", {});
    await session.colleague.text("update_contact", { id: at(session, 20), fields: { title: "Zephyrologist" } });
    await session.colleague.text("update_contact", { id: at(session, 30), fields: { title: "Zephyrologist" } });
    const came = await desk.text("find_contacts", ZEPHYROLOGISTS);
    expect(came).toMatch(/^2 contacts pass/);
    await session.colleague.text("update_contact", { id: at(session, 20), fields: { title: "Baker" } });
    await session.colleague.text("update_contact", { id: at(session, 40), fields: { title: "Zephyrologist" } });
    const swapped = await desk.text("find_contacts", ZEPHYROLOGISTS);
    expect(swapped).toMatch(/^2 contacts pass/);
    expect(swapped).toContain(at(session, 40));
    expect(swapped).not.toContain(at(session, 20));
    for (const text of [came, swapped]) expect(text).not.toContain("As of");
  });

  it("knows the contacts of every page, although as many have come as gone", async () => {
    const session = await aSessionThatEnded();
    const editTo = (title: string, place: number) =>
      session.sandbox.editContact(at(session, place), ({ fields }) => {
        fields.$title = { valueType: "TEXT", value: title };
      });
    for (let place = 0; place < 40; place += 1) editTo("Zephyrologist", place);
    const desk = session.later(SOME_MINUTES);
    await desk.text("find_contacts", ZEPHYROLOGISTS);
    editTo("Baker", 35);
    editTo("Zephyrologist", 55);
    const pages = [
      await desk.text("find_contacts", { ...ZEPHYROLOGISTS, limit: 25, offset: 25 }),
      await desk.text("find_contacts", { ...ZEPHYROLOGISTS, limit: 25 }),
    ];
    expect(pages[0]).toMatch(/^40 contacts pass/);
    expect(pages.join()).toContain(at(session, 55));
    expect(pages.join()).not.toContain(at(session, 35));
    expect(pages.join()).not.toContain("As of");
  });

  it("costs a request where nobody was edited", async () => {
    const session = await aSessionThatEnded();
    const desk = session.later(SOME_MINUTES);
    await desk.text("find_contacts", {});
    const before = session.requests().length;
    expect(await desk.text("find_contacts", ZEPHYROLOGISTS)).not.toContain("As of");
    expect(session.requests().length - before).toBe(1);
  });

  it.each([
    ["the API cannot filter so", [{ field: "title", operator: "contains", value: "Zephyrolog" }], (fetch: Fetch) => fetch],
    ["the API does not answer", ZEPHYROLOGISTS.filters, refusing((url) => /contacts\?.*(title|Zephyr)/.test(url))],
  ])("says of when it is where %s", async (_, filters, through) => {
    const session = await aSessionThatEnded();
    const text = await session.later(SOME_MINUTES, through).text("find_contacts", { filters });
    expect(text.split("\n").at(-1)).toBe("As of 4 minutes ago.");
  });
});

describe("where no field tells who was edited, after some minutes, a query", () => {
  const EDITED = { name: "Quillon Zwart", title: "Zephyrologist", email: "quillon@zwart.example" };

  async function aColleaguesEdit() {
    const session = await aSessionThatEnded();
    const desk = session.later(SOME_MINUTES);
    await desk.text("find_contacts", {});
    const id = at(session, 30);
    await session.colleague.text("update_contact", { id, fields: { ...EDITED, email: { replace: EDITED.email } } });
    const before = session.requests().length;
    const requests = () =>
      session
        .requests()
        .slice(before)
        .filter((request) => request.startsWith("GET /v1/contacts"));
    return { desk, id, query: (query: string) => desk.text("find_contacts", { query }), requests };
  }

  it.each([EDITED.name, EDITED.email, "quillon zwart"])("finds by %j whom a colleague has edited", async (query) => {
    const session = await aColleaguesEdit();
    const text = await session.query(query);
    expect(text).toMatch(`Found: ${session.id}`);
    expect(text).not.toContain("As of");
  });

  it.each(["Zwart", EDITED.title])("says of when it is where the API has no filter for %j", async (query) => {
    const { query: find } = await aColleaguesEdit();
    const text = await find(query);
    expect(text).toMatch(/^No contact matches/);
    expect(text.split("\n").at(-1)).toBe("As of 4 minutes ago.");
  });

  it("asks nothing but how they are now where one is meant", async () => {
    const { desk, query, requests } = await aColleaguesEdit();
    const [sure] = (await desk.find({ filters: [], limit: 1 }, desk.call, () => undefined)).contacts;
    const email = sure?.contact.fields.find(({ field }) => field.type.identifies === "email")?.raw;
    expect(await query(String([email].flat()[0]))).toMatch(`Found: ${sure?.contact.id}`);
    expect(requests()).toEqual([`GET /v1/contacts/${sure?.contact.id}`]);
  });

  it("asks a few times, and not again within the minute", async () => {
    const { query, requests } = await aColleaguesEdit();
    await query("xqzvkwj");
    expect(requests().length).toBeLessThan(5);
    expect(requests().length).toBeGreaterThan(0);
    const before = requests().length;
    expect(await query("Xqzvkwj ")).toContain("As of 4 minutes ago.");
    expect(requests().slice(before)).toEqual([]);
  });
});

it("what is fresh is not asked for again", async () => {
  const session = await aSessionThatEnded();
  const desk = session.later(0);
  await desk.text("find_contacts", {});
  const before = session.requests().length;
  expect(await desk.text("find_contacts", { query: "xqzvkwj" })).not.toContain("As of");
  await desk.text("find_contacts", {});
  expect(session.requests().slice(before)).toEqual([]);
});

it("an answer comes before the call's own deadline, with as much as was read until then", async () => {
  const desk = aDesk({ contacts: 200, through: aGate((url) => isPageOfAll(url) && !url.endsWith("offset=0")).through });
  await desk.live.get();
  const answer = await findWithin(3000, desk);
  expect(answer.text).toMatch(/^At least 25 contacts/);
  expect(answer.text).toContain("Searched 25 of 200 contacts so far");
});

it("the wait for contacts ends in time although garbage was collected meanwhile", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  let held = 0;
  const { through } = aGate((url) => isPageOfAll(url) && !url.endsWith("offset=0") && ++held > 0);
  const desk = aDesk({ contacts: 200, through });
  await desk.live.get();
  const answer = findWithin(3000, desk);
  while (held === 0) await nextTurn();
  collect();
  expect((await answer)?.text).toContain("the others are still being read");
});

describe("a colleague's contact", () => {
  it.each([
    [{ query: "Quillon Zwart" }],
    [ZEPHYROLOGISTS],
    // Nobody else has this title, and others have the other words.
    [{ query: "how many zephyrologists do we have" }],
    [{ query: "Zephyrologist Charlotte" }],
    // Somebody else has almost this name.
    [{ query: "Charlotta Jackson" }, "Charlotta Jackson"],
  ])("is found by %j some seconds after it was created", async (question, name = "Quillon Zwart") => {
    let time = Date.UTC(2026, 2, 2, 9, 0, 30);
    const now = () => time;
    const desk = aDesk({ contacts: 60, now });
    const colleague = aDesk({ now, through: () => desk.sandbox.fetch });
    await desk.text("find_contacts", {});
    const [id] = /con_\w+/.exec(await colleague.text("create_contact", { fields: { name, title: "Zephyrologist" } })) ?? [];
    time += 10_000;
    expect(await desk.text("find_contacts", question)).toMatch(new RegExp(`${id}|^1 contact passes`));
    const before = desk.requests().length;
    await desk.text("find_contacts", { query: "Nobody Knowsme" });
    expect(desk.requests().length).toBe(before);
  });
});

it("what is seen after the clock was set back counts, although what was known seems to be later", async () => {
  let [time, isGone] = [Date.UTC(2026, 2, 2, 9), false];
  const through =
    (fetch: Fetch): Fetch =>
    async (input, init) =>
      isGone && input instanceof Request && input.url.includes("/contacts/con_") ? new Response("{}", { status: 404 }) : fetch(input, init);
  const desk = aDesk({ contacts: 26, now: () => time, through });
  await desk.text("find_contacts", {});
  const [first = "", second = ""] = desk.sandbox.contacts().keys();
  isGone = true;
  await desk.failure("retrieve_contact", { id: first });
  isGone = false;
  await desk.text("update_contact", { id: second, fields: { title: "CFO" } });
  desk.sandbox.editContact(second, (contact) => {
    contact.fields.$title = { valueType: "TEXT", value: "Zephyrologist" };
    contact.updatedAt = null;
  });
  time -= 3_600_000;
  for (const id of [first, second]) await desk.text("retrieve_contact", { id });
  expect(await desk.text("find_contacts", {})).toMatch(/^26 contacts/);
  expect(await desk.text("find_contacts", ZEPHYROLOGISTS)).toMatch(/^1 contact passes/);
});
