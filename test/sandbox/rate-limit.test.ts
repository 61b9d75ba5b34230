import { expect, it } from "vitest";
import { aClock, aContact, aSandbox, get, HEADERS, post } from "./support.ts";

const limits = (answer: Response) => ["Limit", "Remaining", "Reset"].map((name) => answer.headers.get(`X-RateLimit-${name}`));

it("every answer says how much is left of its bucket", async () => {
  const clock = aClock(1_772_442_000_250);
  const sandbox = aSandbox({ rateLimit: 3, now: clock.now });
  expect(limits(await get(sandbox, "/v1/contacts"))).toEqual(["3", "2", "1772442001"]);
  expect(limits(await get(sandbox, "/v1/contacts?limit=0"))).toEqual(["3", "1", "1772442001"]);
  expect(limits(await get(sandbox, "/v1/contacts/definitions"))).toEqual(["3", "2", "1772442001"]);
  expect(limits(await sandbox.fetch("https://api.lightfield.app/v1/contacts"))).toEqual(["3", "1", "1772442001"]);
});

it("one request too many gets 429, the next second is free again", async () => {
  const clock = aClock();
  const sandbox = aSandbox({ rateLimit: 2, now: clock.now });
  await get(sandbox, "/v1/contacts");
  await get(sandbox, "/v1/contacts");
  const refused = await get(sandbox, "/v1/contacts");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("Retry-After")).toBe("1");
  expect(await refused.json()).toMatchObject({ error: { type: "too_many_requests" } });
  expect(await (await get(sandbox, "/v1/contacts")).json()).toMatchObject({ type: "too_many_requests" });
  clock.advance(1000);
  expect((await get(sandbox, "/v1/contacts")).status).toBe(200);
});

it("reads, writes and lists have a bucket each", async () => {
  const sandbox = aSandbox({ rateLimit: 1 });
  const { id } = aContact(sandbox);
  const statuses = [
    (await get(sandbox, "/v1/members")).status,
    (await get(sandbox, "/v1/accounts")).status,
    (await get(sandbox, `/v1/contacts/${id}`)).status,
    (await get(sandbox, "/v1/auth/validate")).status,
    (await post(sandbox, "/v1/contacts", { fields: {} })).status,
    (await sandbox.fetch(`https://api.lightfield.app/v1/contacts/${id}`, { method: "DELETE", headers: HEADERS })).status,
  ];
  expect(statuses).toEqual([200, 429, 200, 429, 200, 429]);
  expect(sandbox.requests.map(({ bucket }) => bucket)).toEqual(["Search", "Search", "Read", "Read", "Write", "Write"]);
});

it("the default is 25 a second", async () => {
  const sandbox = aSandbox({ rateLimit: 25 });
  const statuses = await Promise.all(Array.from({ length: 27 }, () => get(sandbox, "/v1/auth/validate").then(({ status }) => status)));
  expect(statuses.filter((status) => status === 200)).toHaveLength(25);
});

it("Infinity switches the limit off, headers stay", async () => {
  const sandbox = aSandbox();
  for (let count = 0; count < 40; count++) await get(sandbox, "/v1/auth/validate");
  expect(Number(limits(await get(sandbox, "/v1/auth/validate"))[1])).toBeGreaterThan(25);
});
