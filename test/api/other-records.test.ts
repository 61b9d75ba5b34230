import fc from "fast-check";
import { expect, test } from "vitest";
import { appLink } from "../../src/api/app-link.ts";
import { ResponseError } from "../../src/api/index.ts";
import { aContact, noBody, reply, scriptedApi } from "./fake-fetch.ts";

test.each([
  ["retrieve", undefined],
  ["update", "unknown"],
  ["delete", "unknown"],
  ["retrieveAccount", undefined],
  ["retrieveMember", undefined],
] as const)("%s that is answered with another record is a failure that names both", async (operation, writeOutcome) => {
  const { api, sent } = scriptedApi([reply(200, aContact("con_other"))]);
  const calls = {
    retrieve: () => api.retrieve("con_asked"),
    update: () => api.update("con_asked", noBody),
    delete: () => api.delete("con_asked"),
    retrieveAccount: () => api.retrieveAccount("con_asked"),
    retrieveMember: () => api.retrieveMember("con_asked"),
  };
  const error = await calls[operation]().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toMatchObject({
    operation,
    writeOutcome,
    problem: expect.stringContaining('"con_asked" was asked for, but the answer is about "con_other"'),
  });
  expect(sent).toHaveLength(1);
});

test("what an update of another record may have written is not known", async () => {
  const { api } = scriptedApi([reply(200, aContact("con_other"))]);
  const error = await api.update("con_asked", noBody).catch((thrown: unknown) => thrown);
  expect(String(error)).toMatchInlineSnapshot(
    `"ResponseError: Updating the contact: the API answered 200, but not in the documented form: "con_asked" was asked for, but the answer is about "con_other". It is not known whether the write was made. Check this before you write again."`,
  );
});

test.each([
  ["https://crm.lightfield.app/contacts/con_1", true],
  ["https://lightfield.app/contacts/con_1", true],
  ["https://proxy.example/contacts/con_1", true],
  ["https://proxy.example:8443/contacts/con_1", true],
  ["http://crm.lightfield.app/contacts/con_1", false],
  ["http://proxy.example/contacts/con_1", false],
  ["https://lightfield.app.example/con_1", false],
  ["https://notlightfield.app/con_1", false],
  ["https://crm.lightfield.app@evil.example/con_1", false],
  ["https://user:pass@crm.lightfield.app/con_1", false],
  ["javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["//crm.lightfield.app/con_1", false],
  ["crm.lightfield.app/con_1", false],
])("the link %s of a contact is shown: %s", async (httpLink, isShown) => {
  const contact = { ...aContact(), httpLink };
  const { api } = scriptedApi([reply(200, { ...contact, data: [contact] })], { baseUrl: new URL("https://proxy.example") });
  const page = await api.list({});
  const shown = [await api.retrieve("con_1"), await api.create(noBody), await api.update("con_1", noBody), ...page.contacts];
  expect(shown.map((one) => one.httpLink)).toEqual(Array(4).fill(isShown ? httpLink : undefined));
});

test("a link of this computer is shown where the API is served there, and no text in a link begins a line of its own", async () => {
  const linkOf = async (httpLink: string) => {
    const { api } = scriptedApi([reply(200, { ...aContact(), httpLink })], { baseUrl: new URL("http://127.0.0.1:8787") });
    return (await api.retrieve("con_1")).httpLink;
  };
  expect(await linkOf("http://127.0.0.1:8787/contacts/con_1")).toBe("http://127.0.0.1:8787/contacts/con_1");
  expect(await linkOf("http://127.0.0.1:9999/contacts/con_1")).toBeUndefined();
  expect(await linkOf("https://crm.lightfield.app/a\nb c\u202e")).toBe("https://crm.lightfield.app/ab%20c%E2%80%AE");
  expect(await linkOf("https://crm.lightfield.app/a)[b](http://x.example)?*c*#`d`")).toBe(
    "https://crm.lightfield.app/a%29%5bb%5d%28http://x.example%29?%2ac%2a#%60d%60",
  );
});

test("whether a link is shown does not depend on the links before it", () => {
  const baseUrl = new URL("https://api.lightfield.app");
  const beginning = fc.constantFrom(
    ...["https://crm.lightfield.app/", "https://lightfield.app/", "http://crm.lightfield.app/", "https://crm.lightfield.app.example/"],
    ...[
      "https://crm.lightfield.app@example.com/",
      "HTTPS://CRM.lightfield.app/",
      "https://crm.lightfield.app:444/",
      "javascript://crm.lightfield.app/",
    ],
  );
  const rest = fc.oneof(fc.constantFrom("contacts/con_1", "", "../x", "//example.com/", "a b", "a?b#c", "%2e%2e/x", "\\\\example.com"), fc.webPath());
  fc.assert(
    fc.property(fc.array(fc.tuple(beginning, rest)), (links) => {
      const linkOf = appLink(baseUrl);
      for (const [begins, ends] of links) expect(linkOf(begins + ends)).toBe(appLink(baseUrl)(begins + ends));
    }),
  );
});
