import { type Computer, holdsKey, othersCanRead, startAsClient } from "../clients/index.ts";
import { counted } from "../text/plural.ts";
import type { ClientFile } from "./entries.ts";
import { type Finding, failure, ok, skipped, warning } from "./finding.ts";
import type { DoctorWorld } from "./world.ts";

const RUN_SETUP = "Run setup.";

/** With this exit code, the program refuses its arguments. */
const USAGE = 2;

const CORRECT_ARGUMENT = "Correct or remove this argument in the entry by hand, because setup would keep it.";

/** Every client that is installed: whether it has this server, and whether the entry would start. */
export async function checkClients({
  computer,
  clientFiles,
  settingsOf,
  ...world
}: Pick<DoctorWorld, "computer" | "clientFiles" | "settingsOf" | "program" | "problemsOf">): Promise<Finding[]> {
  if (computer === undefined) return [skipped("Clients", "not checked, because this user has no home folder")];
  const findings = (await Promise.all(clientFiles.map((file) => checkFile(file, computer, world)))).flat();
  if (findings.length === 0)
    return [
      warning(
        "Clients",
        "No client was found on this computer",
        "Install a client, and run setup. For a client that is installed elsewhere, run setup --client NAME.",
      ),
    ];
  const connected = findings.some(({ status }) => status !== "skipped");
  if (!connected) return [...findings, warning("Clients", "No client has an entry for this server", RUN_SETUP)];
  const others = clientFiles.filter(({ client, servers }) => servers.length > 0 && client.name !== settingsOf).map(({ client }) => client);
  const commands = others.map(({ id }) => `doctor --client ${id}`).join(", ");
  return others.length === 0
    ? findings
    : [...findings, skipped("Other entries", `only started; to check their keys, folders and workspaces: ${commands}`)];
}

async function checkFile(
  { client, file, servers, problem }: ClientFile,
  computer: Computer,
  { program: { version }, problemsOf }: Pick<DoctorWorld, "program" | "problemsOf">,
): Promise<Finding[]> {
  if (problem !== undefined) return [failure(client.name, `${file} ${problem}`, `Correct the file by hand: ${client.name} cannot read it either.`)];
  if (servers.length === 0) return [skipped(client.name, `${file} has no entry for this server`)];
  const started = await Promise.all(
    servers.map(async ({ name, ...entry }) => {
      const result = await startAsClient(client, entry, computer);
      const what = `"${name}" in ${file}`;
      if ("problem" in result) return failure(client.name, `${what} ${result.problem}`, result.exitCode === USAGE ? CORRECT_ARGUMENT : RUN_SETUP);
      // Another version may have other settings.
      const invalid = result.version === version ? problemsOf(entry) : [];
      if (invalid.length > 0)
        return failure(client.name, [`${what} starts, but no tool works:`, ...invalid].join("\n"), "Correct the setting, or remove it.");
      const lists = `lists ${counted(result.tools, "tool")} in ${Math.round(result.ms)} ms`;
      if (result.version === undefined || result.version === version) return ok(client.name, `${what} starts and ${lists}`);
      const other = `${what} starts version ${result.version} and ${lists}. This is version ${version}`;
      if (isNewer(result.version, version)) return ok(client.name, other);
      return warning(client.name, other, "Run setup with this version to update the entry.");
    }),
  );
  const isOpen = servers.some(holdsKey) && (await othersCanRead(file, computer.platform));
  return [...started, ...(isOpen ? [warning(client.name, `${file} holds the key, and other users can read it`, `Run chmod 600 "${file}".`)] : [])];
}

/** Whether a version is newer than another one. Only the numbers count. */
function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split(/[.+-]/, 3).map(Number));
  const at = [0, 1, 2].find((part) => a?.[part] !== b?.[part]) ?? 0;
  return (a?.[at] ?? 0) > (b?.[at] ?? 0);
}
