// The one-tool server for the sandbox in its own process.
import { createSandbox, SANDBOX_API_KEY } from "../../src/sandbox/index.ts";
import { countFields } from "./definitions.mjs";
import { serveOneTool } from "./one-tool.mjs";

const { fetch } = createSandbox();
await serveOneTool(`Says what it is told to one of ${await countFields("https://api.lightfield.app", SANDBOX_API_KEY, fetch)} fields.`);
