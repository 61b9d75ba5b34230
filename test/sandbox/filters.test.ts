import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/index.ts";
import { aSandbox, created, get, idsOf, list, optionId, refusal } from "./support.ts";

const ADA = {
  $name: { firstName: "Ada", lastName: "Lovelace" },
  $title: "Countess",
  $email: ["ada@engine.example", "countess@home.example"],
  $phone: ["+442079460000"],
  $linkedIn: "https://www.linkedin.com/in/ada-lovelace",
  $address: { street: "12 St James's Square", city: "London", country: "GB" },
  $doNotContact: true,
  "icp-score": 90.5,
  "deal-size": 1000,
  "next-follow-up": "2026-05-01T10:00:00+02:00",
  website: "https://ada.example",
};

/** A sandbox in which Ada is the last of four contacts. */
async function withAda(options: SandboxOptions = {}) {
  const sandbox = aSandbox({ contacts: 3, ...options });
  const stage = await optionId(sandbox, "lifecycle-stage", "Churned");
  const [account] = await idsOf(sandbox, "accounts");
  const [owner = ""] = await idsOf(sandbox, "members");
  const { id } = await created(
    sandbox,
    { ...ADA, "lifecycle-stage": stage },
    { $account: account, $owner: owner, referred: [...sandbox.contacts().keys()][0] },
  );
  const finds = async (filter: Record<string, string>) => (await list(sandbox, filter)).data.some((contact) => contact.id === id);
  return { sandbox, stage, account, owner, finds };
}

let sandbox: Sandbox;
let world: Awaited<ReturnType<typeof withAda>>;

beforeAll(async () => {
  world = await withAda();
  sandbox = world.sandbox;
});

describe("finds by", () => {
  it.each<[string, string]>([
    ["$title[equal]", "Countess"],
    ["$title", "Countess"],
    ["$title[startsWith]", "Count"],
    ["$title[startsWith]", ""],
    ["$title[-equal]", "Duchess"],
    ["$name[equal]", "Ada Lovelace"],
    ["$name[startsWith]", "Ada"],
    ["$linkedIn[startsWith]", "https://www.linkedin.com/in/ada"],
    ["$address[startsWith]", "12 St James's Square, London"],
    ["$email[contains]", "countess@home.example"],
    ["$email", "ada@engine.example"],
    ["$phone[contains]", "+442079460000"],
    ["website[contains]", "https://ada.example"],
    ["$doNotContact[equal]", "true"],
    ["icp-score[equal]", "90.5"],
    ["icp-score[greaterThan]", "90.4"],
    ["icp-score[greaterThanOrEqual]", "90.5"],
    ["icp-score[lessThan]", "91"],
    ["icp-score[-lessThan]", "90"],
    ["deal-size[lessThanOrEqual]", "1000"],
    ["next-follow-up[equal]", "2026-05-01T08:00:00Z"],
    ["next-follow-up[greaterThan]", "2026-05-01T09:59:59+02:00"],
    ["crm_id[-startsWith]", ""],
  ])("%s=%s", async (name, value) => {
    expect(await world.finds({ [name]: value })).toBe(true);
  });

  it("an option ID", async () => {
    expect(await world.finds({ "lifecycle-stage": world.stage })).toBe(true);
  });

  it("relationships by slug, with $ for a system one, and by key where there is no slug", async () => {
    expect(await world.finds({ "$account-contact[contains]": world.account ?? "" })).toBe(true);
    expect(await world.finds({ "$owner[equal]": world.owner })).toBe(true);
    expect(await world.finds({ $owner: world.owner })).toBe(true);
    expect(await world.finds({ "$owner[-equal]": world.owner })).toBe(false);
    expect(await world.finds({ referred: [...sandbox.contacts().keys()][0] ?? "" })).toBe(true);
  });
});

describe("does not find by", () => {
  it.each<[string, string]>([
    ["$title[equal]", "countess"],
    ["$title[-startsWith]", ""],
    ["$email[contains]", "ada@"],
    ["$name[-equal]", "Ada Lovelace"],
    ["icp-score[greaterThan]", "90.5"],
    ["next-follow-up[lessThan]", "2026-05-01T08:00:00Z"],
    ["crm_id[startsWith]", ""],
  ])("%s=%s", async (name, value) => {
    expect(await world.finds({ [name]: value })).toBe(false);
  });
});

it("joins filters with AND and pages what is left", async () => {
  expect(await list(sandbox, { "$title[equal]": "Countess", "icp-score[greaterThan]": "95" })).toMatchObject({ totalCount: 0, data: [] });
  expect(await list(sandbox, { "$title[equal]": "Countess", offset: "1" })).toMatchObject({ totalCount: 1, data: [] });
});

describe("refuses with 400", () => {
  it.each<[string, string]>([
    ["$nothing", "x"],
    ["__proto__", "x"],
    ["$account[contains]", "acc_1"],
    ["account-contact[contains]", "acc_1"],
    ["$account-contact[startsWith]", "acc_1"],
    ["$account-contact[contains]", "con_1"],
    ["-$title[equal]", "x"],
    ["$title[contains]", "x"],
    ["$title[like]", "x"],
    ["$title[]", "x"],
    ["$email[equal]", "x@y.example"],
    ["$email[startsWith]", ""],
    ["$doNotContact[equal]", "yes"],
    ["icp-score[equal]", "many"],
    ["icp-score[equal]", ""],
    ["next-follow-up[equal]", "2026-05-01"],
    ["lifecycle-stage[equal]", "Churned"],
    ["interests[equal]", "opt_1"],
    ["events[contains]", "opt_1"],
    ["background[equal]", "x"],
    ["email-signature[equal]", "x"],
    ["sentiment[equal]", "4"],
    ["sort", "name"],
  ])("%s=%s", async (name, value) => {
    const answer = get(sandbox, `/v1/contacts?${new URLSearchParams({ [name]: value })}`);
    expect(await refusal(answer)).toMatchObject({ status: 400, type: "bad_request", param: name });
  });
});

it("an older deployment answers 400 to every filter", async () => {
  const { finds, sandbox: old } = await withAda({ filters: false });
  expect(await refusal(get(old, "/v1/contacts?%24title=Countess"))).toMatchObject({ status: 400, param: "$title" });
  expect(await refusal(get(old, "/v1/accounts?%24name=Acme"))).toMatchObject({ status: 400 });
  expect(await finds({ limit: "25" })).toBe(true);
});

it("loose matching ignores case and finds parts of members", async () => {
  const { finds } = await withAda({ filterMatching: "loose" });
  expect(await finds({ "$title[equal]": "countess" })).toBe(true);
  expect(await finds({ "$name[startsWith]": "ADA L" })).toBe(true);
  expect(await finds({ "$email[contains]": "ENGINE" })).toBe(true);
});

it("a deployment may filter relationships by key instead of slug", async () => {
  const { finds, sandbox: other, account = "" } = await withAda({ relationshipFilters: "key" });
  expect(await finds({ "$account[contains]": account })).toBe(true);
  expect(await refusal(get(other, `/v1/contacts?%24account-contact=${account}`))).toMatchObject({ status: 400 });
});
