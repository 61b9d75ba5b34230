/** The FNV-1a hash of a text's UTF-16 units. To hash several texts, pass the hash of those before. */
export function hashText(text: string, before = 0x811c9dc5): number {
  let hash = before;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
