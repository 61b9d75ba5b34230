import type { SearchDocument } from "../search-document.ts";

/** A hash of the texts of a contact, to notice changes. */
export function contentHash({ parts }: SearchDocument): number {
  let hash = 0x811c9dc5;
  const add = (text: string) => {
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ 0xffff, 0x01000193);
  };
  for (const { kind, key, text } of parts) {
    add(kind);
    add(key);
    add(text);
  }
  return hash >>> 0;
}
