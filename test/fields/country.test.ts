import { describe, expect, it, vi } from "vitest";

describe("country names in other languages", () => {
  it("are collected once, a language in each step", async () => {
    vi.resetModules();
    const { isCountry, loadCountryNames, parseCountry, preparedNames } = await import("../../src/fields/country.ts");
    await loadCountryNames();
    expect([...preparedNames()].length).toBeGreaterThan(20);
    expect([...preparedNames()]).toEqual([]);
    expect(["Deutschland", "die Schweiz", "Holland", "België", "Suomi"].map(parseCountry)).toEqual(["DE", "CH", "NL", "BE", "FI"]);
    expect(isCountry("Nederland")).toBe(true);
  });

  it("are found without being collected before", async () => {
    vi.resetModules();
    const { loadCountryNames, parseCountry, preparedNames } = await import("../../src/fields/country.ts");
    await loadCountryNames();
    expect(parseCountry("Deutschland")).toBe("DE");
    expect([...preparedNames()]).toEqual([]);
  });
});
