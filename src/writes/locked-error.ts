import { WriteRefused } from "./refusal.ts";

/** Another write of the same contact took until this one's time was over; the user may be deciding about it. */
export class LockedError extends WriteRefused {
  constructor() {
    super("Not written: another write of this contact is under way, and the user may have been asked about it. Try again once it has ended.");
  }
}
