// The process of withApiProcess. It serves a workspace, sends its address to the parent, and reports the requests so
// far when the parent asks.
import { importSandbox, serveApi } from "./api.mjs";
import { withManyPeople } from "./many-people.mjs";
import { ORDINARY_WORKSPACE } from "./workspace.mjs";

const [sandboxBundle = "", given = "{}"] = process.argv.slice(2);
/** @type {import("./api.mjs").ApiProcessOptions} */
const { workspace, contacts, duplicates, rateLimit = Number.POSITIVE_INFINITY } = JSON.parse(given);
const { createSandbox } = await importSandbox(sandboxBundle);
const sandbox = createSandbox({
  rateLimit,
  ...(contacts === undefined ? {} : { contacts }),
  ...(duplicates === undefined ? {} : { duplicates }),
  ...(workspace === "ordinary" ? { definitions: ORDINARY_WORKSPACE } : {}),
});
const answerTo = workspace === "many people" ? withManyPeople(sandbox) : sandbox.app.fetch;
const counts = { requests: 0, lists: 0, refused: 0 };
const { url } = await serveApi(async (request) => {
  const answer = await answerTo(request);
  counts.requests += 1;
  if (new URL(request.url).pathname === "/v1/contacts") counts.lists += 1;
  if (answer.status === 429) counts.refused += 1;
  return answer;
});
process.on("message", () => process.send?.(counts));
process.send?.(url);
// Ends with its parent.
process.once("disconnect", () => process.exit());
