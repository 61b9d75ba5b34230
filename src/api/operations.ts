import type { Bucket } from "./wire.ts";

export interface Operation {
  /** Its name in errors and logs. */
  readonly name: string;
  /** The beginning of an error message: "Updating the contact: …". */
  readonly label: string;
  readonly bucket: Bucket;
}

export const VALIDATE_KEY: Operation = { name: "validateKey", label: "Checking the API key", bucket: "Read" };
export const DEFINITIONS: Operation = { name: "definitions", label: "Reading the contact definitions", bucket: "Read" };
export const RETRIEVE: Operation = { name: "retrieve", label: "Reading the contact", bucket: "Read" };
export const LIST: Operation = { name: "list", label: "Listing contacts", bucket: "Search" };
export const LIST_ACCOUNTS: Operation = { name: "listAccounts", label: "Listing accounts", bucket: "Search" };
export const RETRIEVE_ACCOUNT: Operation = { name: "retrieveAccount", label: "Reading the account", bucket: "Read" };
export const LIST_MEMBERS: Operation = { name: "listMembers", label: "Listing members", bucket: "Search" };
export const RETRIEVE_MEMBER: Operation = { name: "retrieveMember", label: "Reading the member", bucket: "Read" };
export const CREATE: Operation = { name: "create", label: "Creating the contact", bucket: "Write" };
export const UPDATE: Operation = { name: "update", label: "Updating the contact", bucket: "Write" };
export const DELETE: Operation = { name: "delete", label: "Moving the contact to the trash", bucket: "Write" };
export const MERGE: Operation = { name: "merge", label: "Merging the contacts", bucket: "Write" };
export const MERGE_STATUS: Operation = { name: "mergeStatus", label: "Reading the status of the merge", bucket: "Read" };
export const FIELD_HISTORY: Operation = { name: "fieldHistory", label: "Reading the history of the field", bucket: "Read" };
