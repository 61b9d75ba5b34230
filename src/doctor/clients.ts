import { type Computer, holdsKey, othersCanRead, startAsClient } from "../clients/index.ts";
import type { ClientFile } from "./entries.ts";
import { type Finding, failure, ok, skipped, warning } from "./finding.ts";
import type { DoctorWorld } from "./world.ts";

const RUN_SETUP = "Run setup.";

/** Every client that is installed: whether it has this server, and whether the entry would start. */
export async function checkClients({ computer, clientFiles }: Pick<DoctorWorld, "computer" | "clientFiles">): Promise<Finding[]> {
  if (computer === undefined) return [skipped("Clients", "not looked for: this user has no home folder")];
  const findings = (await Promise.all(clientFiles.map((file) => checkFile(file, computer)))).flat();
  if (findings.length === 0) return [warning("Clients", "None was found on this computer", "Install one, or name it: setup --client NAME.")];
  const connected = findings.some(({ status }) => status !== "skipped");
  return connected ? findings : [...findings, warning("Clients", "None of them has this server", RUN_SETUP)];
}

async function checkFile({ client, file, servers, problem }: ClientFile, computer: Computer): Promise<Finding[]> {
  if (problem !== undefined) return [failure(client.name, `${file} ${problem}`, `Correct the file by hand: ${client.name} cannot read it either.`)];
  if (servers.length === 0) return [skipped(client.name, `${file}: without this server`)];
  const started = await Promise.all(
    servers.map(async ({ name, ...entry }) => {
      const result = await startAsClient(client, entry, computer);
      const what = `"${name}" in ${file}`;
      if ("problem" in result) return failure(client.name, `${what} ${result.problem}`, RUN_SETUP);
      return ok(client.name, `${what} starts and lists ${result.tools} tools in ${Math.round(result.ms)} ms`);
    }),
  );
  const isOpen = servers.some(holdsKey) && (await othersCanRead(file, computer.platform));
  return [...started, ...(isOpen ? [warning(client.name, `${file} holds the key, and other users can read it`, `chmod 600 "${file}"`)] : [])];
}
