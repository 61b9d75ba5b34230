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
    expect(failure).toContain("it is about a hidden field");
    expect(failure).not.toMatch(/region/i);
  }
});

it("an error of the API is told where nothing of it is hidden", async () => {
  const desk = aDesk({ hidden: ["title"], contacts: 60 });
  const all = await Promise.all(
    [...desk.sandbox.contacts().keys()].map((id) => desk.failure("update_contact", { id, fields: { territory: "LATAM" } }).catch(() => "")),
  );
  expect(all.join()).not.toContain("it is about a hidden field");
});
