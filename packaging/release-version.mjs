// The version of a release: which is next, where it stands, and whether it is the same everywhere. Texts in, texts out.

/** Files that hold the version, and how often each does. The manifest for Claude Desktop gets it when it is packed. */
export const VERSIONED = /** @type {const} */ ({ "package.json": 1, "package-lock.json": 2, "server.json": 2 });

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/**
 * The version after the present one.
 *
 * @param {string} present
 * @param {string | undefined} step `major`, `minor`, `patch`, or the version itself
 * @throws {Error} that says what is accepted
 */
export function nextVersion(present, step) {
  const [, major = 0, minor = 0, patch = 0] = VERSION.exec(present)?.map(Number) ?? [];
  if (step === "major") return `${major + 1}.0.0`;
  if (step === "minor") return `${major}.${minor + 1}.0`;
  if (step === "patch") return `${major}.${minor}.${patch + 1}`;
  const accepted = "Accepted: patch, minor, major, or a version such as 1.4.0.";
  if (step === undefined || !VERSION.test(step))
    throw new Error(`${step === undefined ? "No version is given" : `${step} is not a version`}. ${accepted}`);
  const isLater = step.localeCompare(present, "en", { numeric: true }) > 0;
  if (!isLater) throw new Error(`${step} is not later than ${present}. ${accepted}`);
  return step;
}

/**
 * A file with the new version instead of the present one.
 *
 * @param {keyof typeof VERSIONED} name
 * @param {string} text
 * @param {string} present
 * @param {string} next
 * @throws {Error} if the present version does not stand there as often as it should
 */
export function withVersion(name, text, present, next) {
  const member = `"version": ${JSON.stringify(present)}`;
  // In a lock file, the first ones are those of the package; others are those of libraries.
  const [head = "", ...rest] = text.split(member);
  const places = VERSIONED[name];
  const enough = name === "package-lock.json" ? rest.length >= places : rest.length === places;
  if (!enough) throw new Error(`${name} does not hold the version ${present} in ${places} places: set it there, so that all versions are the same.`);
  const changed = `"version": ${JSON.stringify(next)}`;
  return [head, ...rest.map((part, at) => `${at < places ? changed : member}${part}`)].join("");
}

/**
 * The changelog with the unreleased changes under the new version, and these changes.
 *
 * @param {string} changelog
 * @param {string} version
 * @param {string} date as 2026-11-29
 * @throws {Error} if there are none
 */
export function releasedChangelog(changelog, version, date) {
  const [, before = "", changes = "", after = ""] = /^([\s\S]*?^## \[Unreleased\]\n)([\s\S]*?)(^## \[[\s\S]*|$(?![\s\S]))/m.exec(changelog) ?? [];
  if (!/^- \S/m.test(changes)) throw new Error("CHANGELOG.md has no entries under [Unreleased]: write what changed for users.");
  return { changelog: `${before}\n## [${version}] - ${date}\n${changes}${after}`, changes: changes.trim() };
}
