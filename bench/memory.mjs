// The size of the server: in memory after the start and after some work, and on disk.
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { environment, withApiProcess } from "./api.mjs";
import { CLI, withBundles } from "./bundles.mjs";
import { withServer } from "./client.mjs";
import { figure, heading } from "./report.mjs";
import { residentBytes } from "./resident.mjs";

const CALLS = 100;
const PACE_MS = 45;

export const memory = () =>
  withBundles({ bare: "bench/baselines/bare.mjs", sandbox: "src/sandbox/index.ts" }, (bundle) =>
    withApiProcess({ sandboxBundle: bundle("sandbox"), workspace: "ordinary" }, async (url) => {
      heading("Resident memory and size");
      await withServer({ file: bundle("bare") }, async ({ pid }) => {
        figure("one-tool SDK server, after start-up", await residentMiB(pid), { unit: "MiB" });
      });
      await measured("over loopback", { file: CLI, env: environment(url) });
      await measured("--sandbox", { file: CLI, args: ["--sandbox"] });
      for (const file of ["program.cjs", "tools.cjs", "session.cjs"])
        figure(`dist/${file}`, (await stat(join(dirname(CLI), file))).size / 1024, { unit: "KiB" });
      figure("one-tool SDK server, bundled alike", (await stat(bundle("bare"))).size / 1024, { unit: "KiB" });
    }),
  );

/**
 * @param {string} what
 * @param {import("./client.mjs").Command} command
 */
const measured = (what, command) =>
  withServer(command, async (server) => {
    figure(`this server, ${what}, after start-up`, await residentMiB(server.pid), { unit: "MiB" });
    for (let call = 0; call < CALLS; call++) {
      await server.call("list_contacts", { offset: (call * 25) % 400 });
      await sleep(PACE_MS);
    }
    figure(`this server, ${what}, after ${CALLS} lists`, await residentMiB(server.pid), { unit: "MiB" });
  });

/** @param {number} pid */
const residentMiB = async (pid) => (await residentBytes(pid)) / 1024 ** 2;
