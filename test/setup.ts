import { loadFieldTypes } from "../src/fields/index.ts";
import { loadPhoneParser } from "../src/sandbox/phones.ts";

// Modules load in real time. With a fake clock, the time of a call would be over before its module is there.
await Promise.all([
  loadFieldTypes(),
  loadPhoneParser(),
  import("papaparse"),
  import("../src/imports/columns.ts"),
  import("../src/imports/columns/samples.ts"),
  import("../src/imports/columns/suffixes.ts"),
]);
