// `npm run build`: builds the program into dist/.
import { join } from "node:path";
import { buildOptions } from "./build-options.mjs";
import { buildProgram } from "./build-program.mjs";

await buildProgram(join(buildOptions.absWorkingDir, "dist"));
