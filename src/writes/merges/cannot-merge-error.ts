import { WriteRefused } from "../refusal.ts";
import { mergeText } from "./merge-text.ts";

/** The deployment has no merge. */
export class CannotMergeError extends WriteRefused {
  constructor() {
    super(mergeText.notOffered);
  }
}
