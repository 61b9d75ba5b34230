// `npm run pack:mcpb`: makes the bundle for Claude Desktop in release/.
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import "./ensure-build.mjs";
import { packMcpb } from "./mcpb.mjs";

const path = join("release", `${packageJson.name}-${packageJson.version}.mcpb`);
const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
await packMcpb(file);
console.log(`${path}: ${Math.round(statSync(file).size / 1000)} kB. Open it with Claude Desktop to install it.`);
