import { expect, it } from "vitest";
import { aDesk } from "../builders.ts";

it.each(["region", "REGION", "fields.region"])("an error of the API tells nothing of a hidden field: %s", async (entry) => {
  const desk = aDesk({ hidden: [entry], contacts: 60 });
  const failures: string[] = [];
  for (const id of desk.sandbox.contacts().keys()) {
    const failure = await desk.failure("update_contact", { id, fields: { territory: "LATAM" } }).catch(() => "");
    if (failure.includes("422")) failures.push(failure);
  }
  expect(failures.length).toBeGreaterThan(3);
  for (const failure of failures) {
    expect(failure).toContain("it may be about a hidden field");
    expect(failure).not.toMatch(/region/i);
  }
});

it("an error of the API is told where nothing of it is hidden", async () => {
  const desk = aDesk({ hidden: ["title"], contacts: 60 });
  const all = await Promise.all(
    [...desk.sandbox.contacts().keys()].map((id) => desk.failure("update_contact", { id, fields: { territory: "LATAM" } }).catch(() => "")),
  );
  expect(all.join()).not.toContain("it may be about a hidden field");
});

it("an error of the API is not said to be about a hidden field whose name is an ordinary word", async () => {
  const error = { type: "forbidden", message: "This account may not create contacts." };
  const through =
    (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
    async (input, init) =>
      input instanceof Request && input.method === "POST" ? Response.json({ error }, { status: 403 }) : fetch(input, init);
  const failure = await aDesk({ hidden: ["account"], contacts: 0, through }).failure("create_contact", { fields: { name: "Dana Scully" } });
  expect(failure).toContain("403 forbidden: it may be about a hidden field");
});
