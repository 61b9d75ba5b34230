import { loadFieldTypes } from "../src/fields/index.ts";

await loadFieldTypes();
