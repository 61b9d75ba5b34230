// The least that a server with one tool can be: what it takes to start is the price of Node, the SDK and zod.
import { serveOneTool } from "./one-tool.mjs";

await serveOneTool("Says what it is told.");
