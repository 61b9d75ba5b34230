// `npm run release -- patch|minor|major|VERSION`: changes the version everywhere, runs all checks, packs what is
// published into release/, and says what to do with it. It neither commits nor publishes anything. If it fails, it
// leaves the files as they were.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import colors from "picocolors";
import { filesOf, packArtefacts, versionsIn } from "./artefacts.mjs";
import { COMMAND } from "./npm.mjs";
import { nextVersion, releasedChangelog, VERSIONED, withVersion } from "./release-version.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const CHECKS = ["check:nodes", "check:packages", "check"];

/** @param {string} name */
const textOf = (name) => readFileSync(join(root, name), "utf8");

/** @param {string} command @param {readonly string[]} args @returns {boolean} whether it succeeded */
const succeeds = (command, args) => spawnSync(command, args, { cwd: root, stdio: "inherit" }).status === 0;

/** The files that a release changes, with their new texts. @param {string} present @param {string} next */
function changedFiles(present, next) {
  const { changelog, changes } = releasedChangelog(textOf("CHANGELOG.md"), next, new Date().toISOString().slice(0, 10));
  const names = /** @type {(keyof typeof VERSIONED)[]} */ (Object.keys(VERSIONED));
  const versioned = names.map((name) => /** @type {const} */ ([name, withVersion(name, textOf(name), present, next)]));
  return { files: new Map([...versioned, ["CHANGELOG.md", changelog]]), changes };
}

/** @param {string} step */
function refuseUnlessClean(step) {
  const changed = execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
  if (changed !== "") throw new Error(`These files are not committed. Commit them, then run npm run release -- ${step} again:\n${changed.trimEnd()}`);
}

/** @param {string} next @param {string} changes */
async function checkedAndPacked(next, changes) {
  if (!succeeds(process.execPath, [join(root, "packaging/build.mjs")])) throw new Error("The build failed.");
  const [command = "", ...first] = COMMAND;
  const red = CHECKS.find((name) => !succeeds(command, [...first, "run", "--silent", name]));
  if (red !== undefined) throw new Error(`npm run ${red} failed.`);
  const artefacts = await packArtefacts(join(root, "release"), next, changes);
  const different = (await versionsIn(artefacts)).filter(([, version]) => version !== next);
  if (different.length > 0) throw new Error(different.map(([place, version]) => `The version of ${place} is ${version}, not ${next}.`).join("\n"));
}

/** What a person does with the artefacts. @param {string} version */
function nextSteps(version) {
  const { name, mcpName } = JSON.parse(textOf("package.json"));
  const files = filesOf(join(root, "release"));
  const sizes = files.map((file) => `  release/${file} (${Math.ceil(statSync(join(root, "release", file)).size / 1000)} kB)`);
  const [tarball, bundle] = [`release/${name}-${version}.tgz`, `release/${name}-${version}.mcpb`];
  return `${colors.bold(`Version ${version} is packed:`)}
${sizes.join("\n")}

${colors.bold("To publish it:")}
  1. Commit and tag the changed files, and wait until CI is green:
     git commit --all --message "Release ${version}"
     git tag --annotate v${version} --message "Release ${version}"
     git push --follow-tags
  2. Publish the package (npm login):
     npm publish ${tarball}
  3. Enter it in the registry of MCP servers, as an owner of ${mcpName.split("/")[0]}:
     mcp-publisher login github
     mcp-publisher publish
  4. Release the bundle on GitHub:
     gh release create v${version} --notes-file release/NOTES.md ${tarball} ${bundle} release/SHA256SUMS`;
}

/** @type {Map<string, string>} */
const before = new Map();
try {
  const { version: present } = JSON.parse(textOf("package.json"));
  const [step] = process.argv.slice(2);
  const next = nextVersion(present, step);
  refuseUnlessClean(step ?? "");
  const { files, changes } = changedFiles(present, next);
  for (const [name, text] of files) {
    before.set(name, textOf(name));
    writeFileSync(join(root, name), text);
  }
  await checkedAndPacked(next, changes);
  console.log(nextSteps(next));
} catch (error) {
  for (const [name, text] of before) writeFileSync(join(root, name), text);
  console.error(colors.red(`Not released. ${error instanceof Error ? error.message : error}`));
  process.exitCode = 1;
}
