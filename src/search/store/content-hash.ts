import { hashText } from "../../text/hash.ts";
import type { SearchDocument } from "../search-document.ts";

/** Stands after each text, so that "ab", "c" and "a", "bc" differ. */
const END = "\uffff";

/** A hash of the texts of a contact, to notice changes. */
export function contentHash({ parts }: SearchDocument): number {
  let hash = hashText("");
  for (const { kind, key, text } of parts) {
    for (const one of [kind, key, text]) hash = hashText(END, hashText(one, hash));
  }
  return hash >>> 0;
}
