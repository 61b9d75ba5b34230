const LENGTH_BYTES = 4;

/** Room for an entry of the cache that begins with what it says of itself, as JSON. The body, a part of the entry, is to be filled. */
export function joinHead(head: object, bodyBytes: number): { readonly entry: Buffer; readonly body: Buffer } {
  const json = Buffer.from(JSON.stringify(head));
  const entry = Buffer.allocUnsafeSlow(LENGTH_BYTES + json.length + bodyBytes);
  entry.writeUInt32LE(json.length, 0);
  json.copy(entry, LENGTH_BYTES);
  return { entry, body: entry.subarray(LENGTH_BYTES + json.length) };
}

/** Head and body of an entry; undefined where it has no head. The body is not copied. What the head holds is the caller's to check. */
export function splitHead<T extends object>(entry: Uint8Array): { readonly head: Partial<T>; readonly body: Buffer } | undefined {
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  const end = bytes.length < LENGTH_BYTES ? Number.POSITIVE_INFINITY : LENGTH_BYTES + bytes.readUInt32LE(0);
  if (end > bytes.length) return undefined;
  try {
    return { head: JSON.parse(bytes.toString("utf8", LENGTH_BYTES, end)), body: bytes.subarray(end) };
  } catch {
    return undefined;
  }
}
