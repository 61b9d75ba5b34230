// The smallest server with one tool: its start takes what Node.js, the SDK and zod take.
import { serveOneTool } from "./one-tool.mjs";

await serveOneTool("Says what it is told.");
