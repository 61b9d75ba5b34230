import { applyPlan } from "./apply-plan.ts";
import { createContact } from "./create-contact.ts";
import { exportContacts } from "./export-contacts.ts";
import { findContacts } from "./find-contacts.ts";
import { findDuplicates } from "./find-duplicates.ts";
import { getContactDefinitions } from "./get-contact-definitions.ts";
import { getContactHistory } from "./get-contact-history.ts";
import { importContacts } from "./import-contacts.ts";
import { listContacts } from "./list-contacts.ts";
import { listWrites } from "./list-writes.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { retrieveContact } from "./retrieve-contact.ts";
import type { Tool } from "./tool.ts";
import { undoWrite } from "./undo-write.ts";
import { updateContact } from "./update-contact.ts";
import { updateContacts } from "./update-contacts.ts";

/** All tools, in the order in which agents see them. */
export const TOOLS: readonly Tool[] = [
  getContactDefinitions,
  findContacts,
  listContacts,
  findDuplicates,
  retrieveContact,
  getContactHistory,
  createContact,
  updateContact,
  updateContacts,
  importContacts,
  mergeContacts,
  applyPlan,
  undoWrite,
  listWrites,
  exportContacts,
];
