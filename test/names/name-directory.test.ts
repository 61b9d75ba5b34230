import { describe, expect, it, vi } from "vitest";
import type { NamedRecord } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import type { NameDirectory } from "../../src/names/name-directory.ts";
import { aMemoryCache } from "../memory-cache.ts";
import { aDirectory, refs, refusal } from "./a-directory.ts";

const HOUR = 60 * 60_000;

const account = (index: number, name = `Company ${index}`): NamedRecord => ({ id: `acc_${index}`, name });
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe("names for a page of 25", () => {
  it.each([
    ["60 accounts are listed whole", 60, 3, 0],
    ["of 500 accounts, pages cost less than IDs", 500, 20, 0],
    ["of 50,000 accounts only those on the page are read, after a look at how many there are", 50_000, 1, 25],
  ])("%s", async (_, count, pages, singles) => {
    const { ensure, requests, nameOf } = aDirectory({ accounts: range(0, count).map((index) => account(index)) });
    const shown = range(0, 25).map((at) => count - 1 - at);
    expect(await ensure(...shown)).toEqual([]);
    const made = requests();
    expect(made.filter((one) => one.startsWith("page"))).toHaveLength(pages);
    expect(made.filter((one) => one.startsWith("acc_"))).toHaveLength(singles);
    expect(nameOf(count - 1)).toBe(`Company ${count - 1}`);
    await ensure(...shown);
    expect(requests()).toEqual([]);
  });

  it("in a large workspace the look is taken once", async () => {
    const { ensure, requests } = aDirectory({ accounts: range(0, 50_000).map((index) => account(index)) });
    await ensure(...range(1000, 1025));
    requests();
    await ensure(...range(1020, 1045));
    expect(requests()).toEqual(range(1025, 1045).map((index) => `acc_${index}`));
  });

  it("one or two are read as they are; once they have cost as much as the list, it is made", async () => {
    const { ensure, requests } = aDirectory({ accounts: range(0, 60).map((index) => account(index)) });
    await ensure(3);
    await ensure(30);
    expect(requests()).toEqual(["acc_3", "acc_30"]);
    await ensure(55);
    expect(requests()).toEqual(["page 0", "page 1", "page 2"]);
    await ensure(...range(0, 60));
    expect(requests()).toEqual([]);
  });

  it("what no list has is read by ID, and what is gone is asked for once", async () => {
    const accounts = range(0, 30).map((index) => account(index));
    const { ensure, requests, nameOf } = aDirectory({ accounts, unlisted: (id) => id === "acc_7" });
    expect(await ensure(1, 2, 7, 99)).toEqual([]);
    expect(requests()).toEqual(["page 0", "page 1", "acc_7", "acc_99"]);
    expect([nameOf(7), nameOf(99)]).toEqual(["Company 7", undefined]);
    await ensure(1, 2, 7, 99);
    expect(requests()).toEqual([]);
  });

  it("are read again after a day, and shown as they were meanwhile", async () => {
    let time = 0;
    const accounts = [account(0, "Before")];
    let error: Error | undefined;
    const { ensure, requests, nameOf } = aDirectory({ accounts, now: () => time, failing: () => error });
    await ensure(0);
    accounts[0] = account(0, "After");
    time = 23 * HOUR;
    await ensure(0);
    expect(requests()).toEqual(["acc_0"]);
    time = 25 * HOUR;
    error = refusal(418);
    expect(await ensure(0)).toEqual(["Account names could not be read just now; IDs are shown."]);
    expect(nameOf(0)).toBe("Before");
    error = undefined;
    time += 31_000;
    await ensure(0);
    expect(nameOf(0)).toBe("After");
  });

  it("that fail are not asked for again by the answers of the next half minute", async () => {
    let time = 0;
    const { ensure, requests } = aDirectory({ accounts: [], now: () => time, failing: () => refusal(418) });
    await ensure(1);
    expect(await ensure(2)).toHaveLength(1);
    expect(requests()).toHaveLength(1);
    time = 31_000;
    await ensure(2);
    expect(requests()).toHaveLength(1);
  });

  it("of a cancelled call leave no trace", async () => {
    const controller = new AbortController();
    const cancelled = () => (controller.signal.aborted ? new Error("cancelled") : undefined);
    let failing = cancelled;
    const { directory, ensure, nameOf } = aDirectory({ accounts: [account(1)], failing: () => failing() });
    controller.abort();
    expect(await directory.ensure(refs(1), { signal: controller.signal })).toEqual([]);
    failing = () => undefined;
    await ensure(1);
    expect(nameOf(1)).toBe("Company 1");
  });

  it("more than 50 of one answer are not read one by one, which is said", async () => {
    const { ensure } = aDirectory({ accounts: range(0, 50_000).map((index) => account(index)) });
    expect(await ensure(...range(100, 170))).toEqual(["20 account names were not read; their IDs are shown."]);
  });
});

it("where no answer waits for them, all names are read, as a list once that costs no more", async () => {
  const { directory, requests, nameOf } = aDirectory({ accounts: range(0, 2500).map((index) => account(index)) });
  expect(await directory.ensure(refs(...range(0, 70)), {})).toEqual([]);
  expect(requests()).toHaveLength(1 + 45);
  expect(await directory.ensure(refs(...range(100, 180)), {})).toEqual([]);
  expect(requests()).toHaveLength(100);
  expect(nameOf(2499)).toBe("Company 2499");
});

describe("an account's name in a large workspace", () => {
  const many = [...range(0, 2000).map((index) => account(index)), account(9001, "Acme Solar"), account(9002, "ACME SOLAR"), account(9003, "Beacon")];

  it("is looked for with the API's filter, in its likely spellings, and not again for ten minutes", async () => {
    let time = 0;
    const { resolve, requests } = aDirectory({ accounts: many, now: () => time });
    expect(await resolve("beacon")).toBe("acc_9003");
    expect(requests()).toEqual(["page 0", "startsWith beacon", "startsWith Beacon"]);
    expect(await resolve("Beacon")).toBe("acc_9003");
    expect(requests()).toEqual([]);
    time = 11 * 60_000;
    expect(await resolve("Beacon")).toBe("acc_9003");
    expect(requests()).toEqual(["startsWith Beacon"]);
  });

  it("is found although more than a page begins so", async () => {
    const { resolve, requests } = aDirectory({ accounts: [...many, account(9004, "Company")] });
    expect(await resolve("Company")).toBe("acc_9004");
    expect(requests()).toContain("equal Company");
  });

  it("that two have in different spellings is refused once both are known", async () => {
    const { ensure, refusal: refused } = aDirectory({ accounts: many });
    await ensure(9001, 9002);
    expect(await refused("acme solar")).toBe(
      '"acme solar" is the name of 2 accounts. Accepted: the ID of one of them: Acme Solar (acc_9001) | ACME SOLAR (acc_9002).',
    );
  });

  it("that is not found says how much was searched", async () => {
    const { refusal: refused } = aDirectory({ accounts: many });
    expect(await refused("Beakon")).toBe(
      'No account "Beakon" was found (only 25 of 2,003 accounts were searched in full, the others by the beginning of the name). Accepted: account name or ID (acc_…); spell it as Lightfield shows it; find_contacts {"group_by":["account"]} shows the accounts that contacts have.',
    );
  });

  it("that has moved to another account since is not taken from memory", async () => {
    const accounts = [...many];
    const { resolve, ensure } = aDirectory({ accounts });
    await ensure(9003);
    accounts[accounts.findIndex(({ id }) => id === "acc_9003")] = account(9003, "Renamed");
    accounts.push(account(9005, "Beacon"));
    expect(await resolve("Beacon")).toBe("acc_9005");
  });
});

it("a name that a list of 60 does not have is looked for again in a fresh list", async () => {
  let time = 0;
  const accounts = range(0, 60).map((index) => account(index));
  const { resolve, refusal: refused, requests } = aDirectory({ accounts, now: () => time });
  expect(await refused("Newcomer")).toContain('There is no account "Newcomer"');
  requests();
  expect(await refused("Newcomer")).toContain("no account");
  expect(requests()).toEqual([]);
  accounts.push(account(60, "Newcomer"));
  time = 31_000;
  expect(await resolve("newcomer")).toBe("acc_60");
  expect(requests()).toHaveLength(3);
});

it("a snapshot carries names to the next session, which does not trust it for IDs", async () => {
  const accounts = range(0, 60).map((index) => account(index));
  const first = aDirectory({ accounts });
  await first.ensure(...range(30, 55));
  const second = aDirectory({ accounts, now: () => HOUR });
  const cache = aMemoryCache();
  await first.directory.store(cache);
  await second.directory.restore(cache);
  await second.ensure(...range(0, 60));
  expect(second.requests()).toEqual([]);
  expect(second.nameOf(59)).toBe("Company 59");
  expect(await second.resolve("Company 59")).toBe("acc_59");
  expect(second.requests()).toHaveLength(3);
});

it("names are stored in several entries, which are written only when there are others", async () => {
  const accounts = range(0, 4500).map((index) => account(index));
  const first = aDirectory({ accounts });
  await first.directory.ensure(refs(...range(0, 4500)), {});
  const cache = aMemoryCache();
  const write = vi.spyOn(cache, "write");
  const written = async (directory: NameDirectory) => {
    write.mockClear();
    await directory.store(cache);
    return write.mock.calls.map(([name]) => name);
  };
  expect(await written(first.directory)).toEqual(["names-0", "names-1", "names-2", "names"]);
  expect(await written(first.directory)).toEqual(["names"]);
  const second = aDirectory({ accounts, now: () => HOUR });
  await second.directory.restore(cache);
  expect([0, 2000, 4499].map(second.nameOf)).toEqual(["Company 0", "Company 2000", "Company 4499"]);
  expect(await written(second.directory)).toEqual(["names"]);
});

it("names are taken where others are missing, but not for a list of all", async () => {
  const accounts = range(0, 2500).map((index) => account(index));
  const first = aDirectory({ accounts });
  await first.directory.ensure(refs(...range(0, 2500)), {});
  const cache = aMemoryCache();
  await first.directory.store(cache);
  await cache.remove("names-0");
  const second = aDirectory({ accounts });
  await second.directory.restore(cache);
  expect([7, 2499].map(second.nameOf)).toEqual([undefined, "Company 2499"]);
  expect(await second.resolve("Company 7")).toBe("acc_7");
});

const HEAD = '{"version":4,"stamp":"s","parts":1,"types":[],"pending":{}}';

it.each([
  ["", ""],
  ["{", "{"],
  ["[]", "null"],
  ['{"version":1,"types":[]}', ""],
  [HEAD, '{"stamp":"s","objectType":"account","rows":[["acc_7"]]}'],
  [HEAD, '{"stamp":"s","objectType":"account","rows":[[7,"Company 7",null,null,1]]}'],
])("what is no stored name is ignored: %s, %s", async (head, part) => {
  const { directory, nameOf } = aDirectory({ accounts: [] });
  const cache = aMemoryCache();
  cache.entries.set("names", Buffer.from(head));
  cache.entries.set("names-0", Buffer.from(part));
  await directory.restore(cache);
  expect(nameOf(7)).toBeUndefined();
});

it("LIGHTFIELD_ME is an e-mail address", () => {
  expect(readConfig({ LIGHTFIELD_ME: " dana@fbi.example " })).toMatchObject({ me: "dana@fbi.example", problems: [] });
  expect(readConfig({ LIGHTFIELD_ME: "Dana" }).problems).toEqual(["LIGHTFIELD_ME must be your e-mail address in Lightfield."]);
});
