import { beforeEach, describe, expect, it } from "vitest";
import { aSmallDesk as aDesk, type Desk, type Fetch } from "../../builders.ts";
import { inFastTime } from "../fake-time.ts";
import { aCache, contactOf, idsOf, planIn, titles, writesTo } from "./plan-support.ts";

beforeEach(() => inFastTime());

const ownersOf = (desk: Desk, ids: readonly string[]) => new Set(ids.map((id) => contactOf(desk, id).relationships.$owner?.values.join()));

describe("update_contacts", () => {
  it("sets the owner of 40 contacts", async () => {
    const desk = aDesk({ contacts: 60 });
    const ids = idsOf(desk).slice(0, 40);
    const plan = await desk.text("update_contacts", { ids, relationships: { owner: "Daniel Okoye" } });
    expect(plan).toMatch(
      /^Would overwrite values \(25\):\n~ .* \(con_\w+\): Owner: .* -> Daniel Okoye\n[\s\S]*\nPlan: 32 to update, 8 unchanged\.\nWrites Owner: Daniel Okoye in 32 rows\. .*\n~ .*: Owner: \(none\) -> Daniel Okoye/,
    );
    expect(plan).toMatch(/\nAlso: ~ .*, ~ .*\n/);
    expect(writesTo(desk)).toHaveLength(0);
    const applied = await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(applied).toMatch(/^\d+ of \d+ written/);
    expect(ownersOf(desk, ids).size).toBe(1);
  });

  it("has numbers for the rows that it writes, by which a call applies a part", async () => {
    const desk = aDesk();
    const [same = "", ...ids] = idsOf(desk).slice(0, 4);
    await desk.text("update_contact", { id: same, fields: { title: "CFO" } });
    for (const id of ids) await desk.text("update_contact", { id, fields: { title: "CTO" } });
    const plan = await desk.text("update_contacts", { ids: [same, ...ids], fields: { title: "CFO" } });
    expect(plan).toMatch(/^Would overwrite values \(3\):\n~ row 1 .*; row 2 .*; row 3 .*: Title: CTO -> CFO\n/);
    expect(plan).toMatch(/ "only" or "except" with row numbers applies a part\.$/);
    const plan_id = planIn(plan);
    expect(await desk.text("apply_plan", { plan_id, except: [2] })).toMatch(/^2 of 2 written.*\n[\s\S]*still in the plan: row 2\./);
    expect(titles(desk, ids)).toEqual(["CFO", "CTO", "CFO"]);
    const single = await desk.text("update_contacts", { ids: [same, ids[1] ?? ""], fields: { title: "CFO" } });
    expect(single).not.toContain("row ");
  });

  it("changes all who pass the filters, and nobody else", async () => {
    const desk = aDesk();
    const before = desk.sandbox.contacts();
    const filters = [{ field: "lifecycle_stage", operator: "equal", value: "Customer" }];
    const listed = await desk.text("list_contacts", { filters });
    const plan = await desk.text("update_contacts", { filters, fields: { notes: "A customer" } });
    const planned = Number(/Plan: (\d+) to update/.exec(plan)?.[1]);
    expect(planned).toBeGreaterThan(0);
    expect(listed).toContain(String(planned));
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    const changed = idsOf(desk).filter((id) => contactOf(desk, id).fields.notes?.value === "A customer");
    expect(changed).toHaveLength(planned);
    const stages = new Set(changed.map((id) => before.get(id)?.fields["lifecycle-stage"]?.value));
    expect(stages.size).toBe(1);
  });

  it("takes several values of a filter, and alternatives", async () => {
    const desk = aDesk();
    const filters = [
      { field: "region", values: ["EMEA", "APAC"] },
      {
        any: [
          { field: "lifecycle_stage", value: "Lead" },
          { field: "phone", operator: "not_isSet" },
        ],
      },
    ];
    const found = await desk.text("find_contacts", { filters, limit: 0 });
    const plan = await desk.text("update_contacts", { filters, fields: { notes: "Of two regions" } });
    expect(Number(/^(\d+) contacts pass/.exec(found)?.[1])).toBe(Number(/Plan: (\d+) to update\./.exec(plan)?.[1]));
  });

  it("names what is wrong with the values, the filters and the choice together", async () => {
    const args = { ids: ["con_1"], filters: [{ field: "titel", value: "x" }], fields: { icp_score: "many" } };
    const text = await aDesk().failure("update_contacts", args);
    expect(text).toMatch(/^fields\.icp_score: .*\nfilters\[0\]: There is no .*"titel".*\nBoth filters and ids were given\./);
  });

  it("leaves out who is not there, takes each once, and counts who is so already", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    desk.sandbox.editContact(two, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "CFO of all" };
    });
    const text = await desk.text("update_contacts", { ids: [one, one, two, "con_nobody"], fields: { title: "CFO of all" } });
    expect(text).toContain("Plan: 1 to update, 1 unchanged, 1 invalid.");
    expect(text).toContain("! con_nobody: the contact does not exist");
  });

  it("adds to lists, clears, and keeps what it does not name", async () => {
    const desk = aDesk();
    const ids = idsOf(desk).slice(0, 5);
    const emails = ids.map((id) => (contactOf(desk, id).fields.$email?.value ?? []) as string[]);
    const plan = await desk.text("update_contacts", { ids, fields: { email: { add: "office@newcomers.example" } }, clear_fields: ["title"] });
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(ids.map((id) => contactOf(desk, id).fields.$email?.value)).toEqual(emails.map((before) => [...before, "office@newcomers.example"]));
    expect(ids.map((id) => contactOf(desk, id).fields.$title?.value ?? null)).toEqual(ids.map(() => null));
  });

  it("leaves out, and names, whom a lone value would cost others", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    for (const [id, value] of [[one, ["a@n.example", "b@n.example"]] as const, [two, []] as const])
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.$email = { valueType: "EMAIL", value };
      });
    const text = await desk.text("update_contacts", { ids: [one, two], fields: { email: "office@newcomers.example" } });
    expect(text).toContain("Plan: 1 to update, 1 invalid.");
    expect(text).toMatch(/! .*: fields\.email: "office@newcomers\.example" alone does not say whether to keep/);
    const all = await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 2), fields: { name: "Bob" } });
    expect(all).toContain("Plan: 2 invalid.");
    expect(all.match(/Accepted:/g)).toHaveLength(1);
  });

  it("refuses what is meant for nobody, or for too many", async () => {
    const desk = aDesk();
    expect(await desk.failure("update_contacts", { fields: { title: "CFO" } })).toContain("Neither filters nor ids were given.");
    expect(await desk.failure("update_contacts", { ids: [], filters: [], fields: { title: "CFO" } })).toContain(
      "Neither filters nor ids were given.",
    );
    const both = { ids: ["con_1"], filters: [{ field: "title", operator: "equal", value: "CTO" }], fields: { title: "CFO" } };
    expect(await desk.failure("update_contacts", both)).toContain("Both filters and ids were given.");
    expect(await desk.failure("update_contacts", { ids: ["con_1"], fields: {} })).toContain("No change was given");
    expect(await desk.failure("update_contacts", { ids: idsOf(desk).slice(0, 2), fields: { crm_id: "X-1" } })).toBe(
      'fields.crm_id: "Legacy CRM ID" must be unique for each contact. Accepted: update_contact for one of them.',
    );
    const ids = Array.from({ length: 2001 }, (_, at) => `con_${at}`);
    expect(await desk.failure("update_contacts", { ids, fields: { title: "CFO" } })).toContain(
      "ids: It has 2,001 items. Accepted: up to 2,000, the limit of a plan.",
    );
  });

  it("tells of too many who pass the filters", async () => {
    const desk = aDesk({ contacts: 2300 });
    const filters = [{ field: "email", operator: "contains", value: "@" }];
    expect(await desk.failure("update_contacts", { filters, fields: { notes: "x" } })).toMatch(/2,\d+ contacts are too many for one plan/);
  });

  it("plans from contacts as they are now", async () => {
    const desk = aDesk();
    const [one = ""] = idsOf(desk);
    await desk.text("find_contacts", { query: "xqzvkwj" });
    desk.sandbox.editContact(one, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Fresh" };
    });
    expect(await desk.text("update_contacts", { ids: [one], fields: { title: "CFO" } })).toContain("Title: Fresh -> CFO");
  });

  it("leaves out who passes the filters no longer", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    const entitle = (id: string, value: string) =>
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.$title = { valueType: "TEXT", value };
      });
    for (const id of [one, two]) entitle(id, "Zookeeper");
    await desk.text("find_contacts", { query: "xqzvkwj" });
    entitle(one, "Left the company");
    const filters = [{ field: "title", operator: "equal", value: "Zookeeper" }];
    const text = await desk.text("update_contacts", { filters, fields: { notes: "x" } });
    expect(text).toContain("Plan: 1 to update, 1 invalid.");
    expect(text).toContain("somebody else has changed it, and it no longer passes the filters");
  });

  it("skips whom somebody else has changed since in what the filters test, nested ones too", async () => {
    const desk = aDesk({ contacts: 60 });
    const filters = [
      { field: "owner", value: "Hannah Weiss" },
      {
        any: [
          { field: "region", value: "Americas" },
          { field: "address.country", value: "Japan" },
        ],
      },
    ];
    const plan = await desk.text("update_contacts", { filters, fields: { notes: "Americas or Japan", title: "VP" } });
    const planned = Number(/Plan: (\d+) to update/.exec(plan)?.[1]);
    const ids = [...plan.matchAll(/con_\w+/g)].map(([id]) => id);
    const [moved = "", handed = "", retitled = ""] = [...new Set(ids)];
    await desk.text("update_contact", { id: moved, clear_fields: ["region", "territory"] });
    await desk.text("update_contact", { id: handed, fields: { owner: "Tomás Herrera" } });
    await desk.text("update_contact", { id: retitled, fields: { icp_score: 7 } });
    const applied = await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(applied).toMatch(new RegExp(`^${planned - 2} of ${planned} written: \\d+ updated\\. 2 skipped\\.`));
    expect(applied).toMatch(/skipped, .*Region: Americas -> \(empty\)/);
    const noted = idsOf(desk).filter((id) => contactOf(desk, id).fields.notes?.value === "Americas or Japan");
    expect(noted).toHaveLength(planned - 2);
    expect(noted).not.toContain(moved);
    expect(noted).toContain(retitled);
  });

  it("skips whom others have completed in what the filters test, and writes nothing of it", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    for (const id of [one, two])
      await desk.text("update_contact", { id, fields: { title: "Zookeeper", address: { city: "Berlin", country: "DE" } } });
    const filters = [
      { field: "title", value: "Zookeeper" },
      { field: "address.city", value: "Berlin" },
    ];
    const plan = await desk.text("update_contacts", { filters, fields: { notes: "Invited" } });
    const address = { street: "Hauptstr. 5", city: "Berlin", postalCode: "10115", country: "DE" };
    await desk.text("update_contact", { id: one, fields: { address } });
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^1 of 2 written: 1 updated\. 1 skipped/);
    expect(contactOf(desk, one).fields.$address?.value).toMatchObject(address);
  });

  it("takes no part that others have added to an address for its own", async () => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    for (const id of [one, two]) await desk.text("update_contact", { id, fields: { address: { city: "Berlin", country: "DE" } } });
    const plan = await desk.text("update_contacts", { ids: [one, two], fields: { address: { city: "Bonn", country: "DE" } } });
    const address = { street: "Hauptstr. 5", city: "Berlin", country: "DE" };
    desk.sandbox.editContact(one, ({ fields }) => {
      fields.$address = { valueType: "ADDRESS", value: address };
    });
    desk.sandbox.editContact(two, ({ fields }) => {
      fields.$address = { valueType: "ADDRESS", value: { city: "Berlin", country: "DE", latitude: 52.5, longitude: 13.4 } };
    });
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^1 of 2 written: 1 updated\. 1 skipped/);
    expect([one, two].map((id) => contactOf(desk, id).fields.$address?.value)).toMatchObject([address, { city: "Bonn" }]);
  });

  it.each([
    ["a text", { field: "notes", operator: "not_contains", value: "do not contact" }, { notes: "Invited" }, { notes: "do not contact" }],
    ["a list", { field: "interests", operator: "not_equal", value: "Security" }, { interests: ["Reporting"] }, { interests: ["Security"] }],
  ])("skips whom an addition of somebody else to %s keeps from the filters, although both additions could stay", async (_, filter, add, theirs) => {
    const desk = aDesk();
    const [one = "", two = ""] = idsOf(desk);
    for (const id of [one, two]) await desk.text("update_contact", { id, fields: { title: "Zookeeper", notes: "Base", interests: ["Automation"] } });
    const plan = await desk.text("update_contacts", { filters: [{ field: "title", value: "Zookeeper" }, filter], add });
    await desk.text("update_contact", { id: one, add: theirs });
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^1 of 2 written: 1 updated\. 1 skipped/);
  });

  it("knows that it has written a row although what the filters test has changed since", async () => {
    let isLost = false;
    let isWritten = false;
    const through =
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        const isRead = input instanceof Request && input.method === "GET";
        if (isLost && isRead && isWritten) return new Response("{}", { status: 503 });
        const response = await fetch(input, init);
        if (!isLost || isRead) return response;
        isWritten = true;
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
      };
    const desk = aDesk({ cache: aCache(), through });
    const [one = "", two = ""] = idsOf(desk);
    for (const id of [one, two]) await desk.text("update_contact", { id, fields: { title: "Zookeeper" } });
    const plan_id = planIn(await desk.text("update_contacts", { filters: [{ field: "title", value: "Zookeeper" }], fields: { notes: "Invited" } }));
    isLost = true;
    expect(await desk.text("apply_plan", { plan_id }).catch((error: Error) => error.message)).toContain("left");
    isLost = false;
    await desk.text("update_contact", { id: one, fields: { title: "Baker" } });
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^2 of 2 written/);
    expect([one, two].map((id) => contactOf(desk, id).fields.notes?.value)).toEqual(["Invited", "Invited"]);
  });

  it("overwrites what somebody else has set since it was shown only after showing it", async () => {
    const desk = aDesk();
    const [one = ""] = idsOf(desk);
    await desk.text("retrieve_contact", { id: one });
    desk.sandbox.editContact(one, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Fresh" };
    });
    const update = { ids: [one], fields: { title: "CFO" } };
    const { text } = await desk.run("update_contacts", update);
    expect(text).toContain("Plan: 1 ambiguous.");
    expect(text).toMatch(/! .*: somebody else has changed it since it was shown here: Title: .* -> Fresh/);
    expect(await desk.text("update_contacts", update)).toContain("Title: Fresh -> CFO");
  });

  describe("where somebody else has added to the text or list since", () => {
    async function appliedAfter(field: "notes" | "$email", was: unknown, given: unknown, now: unknown) {
      const cache = aCache();
      const desk = aDesk({ cache });
      const [id = ""] = idsOf(desk);
      const set = (value: unknown) =>
        desk.sandbox.editContact(id, ({ fields }) => {
          fields[field] = { valueType: field === "notes" ? "TEXT" : "EMAIL", value };
        });
      set(was);
      const plan_id = planIn(await desk.text("update_contacts", { ids: [id], fields: { [field.replace("$", "")]: given } }));
      set(now);
      const text = await aDesk({ cache, sandbox: desk.sandbox }).text("apply_plan", { plan_id });
      return { text, value: contactOf(desk, id).fields[field]?.value };
    }

    const NOTES = "2026-01-05\nCalled, no answer";
    const table = "| Day |\n|---|\n| Mo |\n\n```\nyes\n```";
    const [one, two, three] = ["one@bell.example", "two@bell.example", "three@bell.example"];

    it.each([
      [
        "every line of the addition",
        "notes",
        NOTES,
        { add: table },
        `${NOTES}\n| Day |\n|---|\n| Fr |\n\n\`\`\`\nno\n\`\`\``,
        (now: string) => `${now}\n${table}`,
      ],
      ["an addition once", "notes", NOTES, { add: table }, `${NOTES}\n${table}\nPrefers e-mail`, (now: string) => now],
      ["both additions to a list", "$email", [one], { add: [two] }, [one, three], () => [one, three, two]],
    ] as const)("writes %s", async (_, field, was, given, now, expected) => {
      const { text, value } = await appliedAfter(field, was, given, now);
      expect(text).not.toContain("skipped");
      expect(value).toEqual(expected(String(now)));
    });

    it.each([
      ["a text as a whole", "notes", NOTES, `${NOTES}\n2026-01-12\nCalled, no answer`, `${NOTES}\nPrefers e-mail`],
      ["a text in place of the old one", "notes", NOTES, { replace: `${NOTES}\nMoved` }, `${NOTES}\nPrefers e-mail`],
      ["a list in place of the old one", "$email", [one], { replace: [one, two] }, [one, three]],
      ["a whole list", "$email", [one], [one, two], [one, three]],
      ["a list with and without values", "$email", [one], { add: [two], remove: [three] }, [one, three]],
    ] as const)("skips a row that sets %s", async (_, field, was, given, now) => {
      const { text, value } = await appliedAfter(field, was, given, now);
      expect(text).toContain("skipped, changed since the plan was made (then -> now)");
      expect(value).toEqual(now);
    });
  });

  it("overwrites only what it has shown, if others have changed more contacts than the answer has room for", async () => {
    const desk = aDesk();
    const ids = idsOf(desk);
    for (const id of ids) {
      await desk.text("retrieve_contact", { id });
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.$title = { valueType: "TEXT", value: "Fresh ".repeat(20) };
      });
    }
    const update = { ids, fields: { title: "CFO" } };
    const { text } = await desk.run("update_contacts", update);
    const [shown, rest] = [text.match(/Title: .* -> Fresh/g)?.length ?? 0, Number(/! (\d+) more/.exec(text)?.[1])];
    expect(shown + rest).toBe(ids.length);
    expect(await desk.text("update_contacts", update)).toContain(`Plan: ${shown} to update, ${rest} ambiguous.`);
  });

  it("has time left for the user, however many contacts it is for", async () => {
    const desk = aDesk({ contacts: 2000 });
    const filters = [{ field: "email", operator: "contains", value: "@" }];
    await desk.text("find_contacts", { query: "xqzvkwj" });
    const begun = performance.now();
    expect(await desk.text("update_contacts", { filters, fields: { notes: "x" } })).toMatch(/Plan: 1,\d+ to update/);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});

describe("update_contacts of so many, of whom nothing is known yet, that no call can read them one by one", () => {
  const fields = { notes: "Of the plan" };
  const addressOf = (input: Parameters<Fetch>[0]) => (input instanceof Request ? input.url : String(input));

  /** An API that takes these requests for ones that the key may not make. */
  const refusing =
    (isRefused: (address: string) => boolean) =>
    (fetch: Fetch): Fetch =>
    async (input, init) =>
      isRefused(addressOf(input)) ? new Response("{}", { status: 403 }) : fetch(input, init);
  const isList = (address: string) => address.includes("/v1/contacts?");

  const readsOf = (desk: Desk) => desk.requests().filter((request) => request.startsWith("GET /v1/contacts/con_")).length;

  const ms = async (work: Promise<unknown>) => {
    const begun = performance.now();
    await work;
    return performance.now() - begun;
  };

  it("is planned in one call where lists bring them", async () => {
    const desk = aDesk({ contacts: 260, timeoutMs: 8_000 });
    const plan = desk.text("update_contacts", { ids: idsOf(desk), fields });
    expect(await ms(plan)).toBeLessThan(8_000);
    expect(await plan).toContain("Plan: 260 to update.");
  });

  it("is planned in two calls where they do not, and never stands in the way of a single call", async () => {
    // Some answers are always on their way when the time is over.
    const slowly =
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return refusing(isList)(fetch)(input, init);
      };
    const desk = aDesk({ contacts: 150, timeoutMs: 6_000, through: slowly });
    const ids = idsOf(desk);
    const [one = "", two = ""] = ids;
    const first = desk.failure("update_contacts", { ids, fields });
    expect(await ms(desk.text("retrieve_contact", { id: one }))).toBeLessThan(3_000);
    expect(await ms(first)).toBeLessThan(6_000);
    expect(await first).toMatch(
      /^Not planned yet: \d{2,3} of 150 contacts have been read\. The rate limit allows no more in one call\. Repeat the call to continue\.$/,
    );
    expect(await ms(desk.text("retrieve_contact", { id: two }))).toBeLessThan(3_000);
    const second = desk.text("update_contacts", { ids, fields });
    expect(await ms(second)).toBeLessThan(6_000);
    expect(await second).toContain("Plan: 150 to update.");
  });

  it("lets a single call go first, however many plans are being made", async () => {
    const desk = aDesk({ contacts: 201, through: refusing(isList) });
    const [one = "", ...ids] = idsOf(desk);
    await desk.text("get_contact_definitions");
    const plans = [0, 50, 100, 150].map((from) => desk.text("update_contacts", { ids: ids.slice(from, from + 50), fields }));
    while (readsOf(desk) < 25) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await ms(desk.text("retrieve_contact", { id: one, fields: ["title"] }))).toBeLessThan(1_500);
    for (const plan of await Promise.all(plans)) expect(plan).toContain("Plan: 50 to update.");
  });

  it("takes its reads out of every queue when it fails or is cancelled", async () => {
    let unreadable = "none";
    const desk = aDesk({ contacts: 300, through: refusing((address) => isList(address) || address.endsWith(unreadable)) });
    const ids = idsOf(desk);
    const reads = () => readsOf(desk);
    const inFiveSeconds = () => new Promise((resolve) => setTimeout(resolve, 5_000));
    unreadable = ids[3] ?? "";
    expect(await desk.failure("update_contacts", { ids, fields })).toContain("403");
    await inFiveSeconds();
    expect(reads()).toBeLessThan(60);
    const leaving = new AbortController();
    const cancelled = desk.run("update_contacts", { ids, fields }, { signal: leaving.signal }).catch(() => "cancelled");
    await desk.text("retrieve_contact", { id: ids[1] });
    leaving.abort();
    expect(await cancelled).toBe("cancelled");
    const before = reads();
    await inFiveSeconds();
    expect(reads() - before).toBeLessThan(30);
  });
});
