import { createContact } from "./create-contact.ts";
import { findContacts } from "./find-contacts.ts";
import { getContactDefinitions } from "./get-contact-definitions.ts";
import { listContacts } from "./list-contacts.ts";
import { retrieveContact } from "./retrieve-contact.ts";
import type { Tool } from "./tool.ts";
import { updateContact } from "./update-contact.ts";

/** All tools, in the order in which agents see them. */
export const TOOLS: readonly Tool[] = [getContactDefinitions, findContacts, listContacts, retrieveContact, createContact, updateContact];
