import fc from "fast-check";
import { loadFieldTypes } from "../src/fields/index.ts";
import { loadPhoneParser } from "../src/sandbox/phones.ts";

// Property tests try the same values each time, so that a failure is there again. `SEED=$RANDOM` tries others.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

// Modules load in real time. With a fake clock, the time of a call would be over before its module is there.
await Promise.all([
  loadFieldTypes(),
  loadPhoneParser(),
  import("papaparse"),
  import("../src/imports/columns/column-matcher.ts"),
  import("../src/imports/columns/samples.ts"),
  import("../src/imports/columns/suffixes.ts"),
]);
