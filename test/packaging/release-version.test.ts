import { describe, expect, it } from "vitest";
import { nextVersion, releasedChangelog, withVersion } from "../../packaging/release-version.mjs";

describe("the next version", () => {
  it.each([
    ["patch", "1.4.10"],
    ["minor", "1.5.0"],
    ["major", "2.0.0"],
    ["1.10.0", "1.10.0"],
  ])("after 1.4.9 is, for %s, %s", (step, next) => {
    expect(nextVersion("1.4.9", step)).toBe(next);
  });

  it.each([undefined, "", "big", "v1.5.0", "1.5", "1.4.9", "1.4.8", "0.9.99"])("is not taken from %s", (step) => {
    expect(() => nextVersion("1.4.9", step)).toThrow(/Accepted: patch, minor, major, or a version such as/);
  });
});

describe("a file with the version", () => {
  it("gets the new one in its own places alone", () => {
    const lock = '{ "version": "1.0.0", "packages": { "": { "version": "1.0.0" }, "a": { "version": "1.0.0" } } }';
    expect(withVersion("package-lock.json", lock, "1.0.0", "1.1.0")).toBe(
      '{ "version": "1.1.0", "packages": { "": { "version": "1.1.0" }, "a": { "version": "1.0.0" } } }',
    );
  });

  it.each(["{}", '{ "version": "0.9.0", "packages": [{ "version": "1.0.0" }] }'])("is refused if its versions differ: %s", (text) => {
    expect(() => withVersion("server.json", text, "1.0.0", "1.1.0")).toThrow("server.json does not hold the version 1.0.0 in 2 places");
  });
});

describe("the changelog", () => {
  const changelog = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [1.0.0] - 2026-01-01\n\n- The first.\n";

  it("has the unreleased changes under the new version, and a place for the next ones", () => {
    expect(releasedChangelog(changelog, "1.1.0", "2026-11-29")).toEqual({
      changelog: "# Changelog\n\n## [Unreleased]\n\n## [1.1.0] - 2026-11-29\n\n### Added\n\n- A thing.\n\n## [1.0.0] - 2026-01-01\n\n- The first.\n",
      changes: "### Added\n\n- A thing.",
    });
  });

  it("can be the first one", () => {
    expect(releasedChangelog("## [Unreleased]\n\n- All.\n", "0.1.0", "2026-11-29").changelog).toBe(
      "## [Unreleased]\n\n## [0.1.0] - 2026-11-29\n\n- All.\n",
    );
  });

  it.each([
    ["headings alone", "## [Unreleased]\n\n### Added\n\n## [1.0.0] - 2026-01-01\n\n- The first.\n"],
    ["nothing", "## [Unreleased]\n\n## [1.0.0] - 2026-01-01\n\n- The first.\n"],
    ["no such section", "# Changelog\n\n- The first.\n"],
  ])("is refused with %s", (_, text) => {
    expect(() => releasedChangelog(text, "1.1.0", "2026-11-29")).toThrow("no entries under [Unreleased]");
  });
});
