// The one-tool server for an API at an address.
import { countFields } from "./definitions.mjs";
import { serveOneTool } from "./one-tool.mjs";

const { LIGHTFIELD_BASE_URL = "", LIGHTFIELD_API_KEY = "" } = process.env;
await serveOneTool(`Says what it is told to one of ${await countFields(LIGHTFIELD_BASE_URL, LIGHTFIELD_API_KEY)} fields.`);
