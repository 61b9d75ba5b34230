import { exportToFile } from "../exports/exporter.ts";
import { allWrites, earlierWrites, mergedText } from "../writes/earlier-writes.ts";
import { draftMerges } from "../writes/merges/merge-planner.ts";
import { draftUpdate } from "../writes/plans/bulk-update.ts";
import { previewPlan, runPlan } from "../writes/plans/plan-runner.ts";
import { requestCreate, requestUpdate } from "../writes/single-writes.ts";
import { undoWrites } from "../writes/undo.ts";

/**
 * What handlers call to write, undo and export. They get it in their context: if they imported it, it would be loaded
 * for the list of tools, which every start waits for.
 */
export const OPERATIONS = {
  requestCreate,
  requestUpdate,
  draftUpdate,
  draftMerges,
  previewPlan,
  runPlan,
  undoWrites,
  allWrites,
  earlierWrites,
  mergedText,
  exportToFile,
};

export type Operations = typeof OPERATIONS;
