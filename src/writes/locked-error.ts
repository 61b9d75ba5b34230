import { WriteRefused } from "./refusal.ts";
import { refusedText } from "./sentences.ts";

/** Another write of the same contact took until this one's time was over; the user may be deciding about it. */
export class LockedError extends WriteRefused {
  constructor() {
    super(refusedText.locked);
  }
}
