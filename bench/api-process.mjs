// The process of withApiProcess: serves a workspace and tells its parent where.
import { importSandbox, serveApi } from "./api.mjs";
import { ORDINARY_WORKSPACE } from "./workspace.mjs";

const [sandboxBundle = "", workspace] = process.argv.slice(2);
const { createSandbox } = await importSandbox(sandboxBundle);
const { app } = createSandbox({
  rateLimit: Number.POSITIVE_INFINITY,
  ...(workspace === "ordinary" ? { definitions: ORDINARY_WORKSPACE } : {}),
});
const { url } = await serveApi((request) => app.fetch(request));
process.send?.(url);
// Without its parent nobody would end it.
process.once("disconnect", () => process.exit());
