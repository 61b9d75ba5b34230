const LENGTH_BYTES = 4;

/** Room for an entry that begins with a JSON head. The caller fills the body, which is a part of the entry. */
export function joinHead(head: object, bodyBytes: number): { readonly entry: Buffer; readonly body: Buffer } {
  const json = Buffer.from(JSON.stringify(head));
  const entry = Buffer.allocUnsafeSlow(LENGTH_BYTES + json.length + bodyBytes);
  entry.writeUInt32LE(json.length, 0);
  json.copy(entry, LENGTH_BYTES);
  return { entry, body: entry.subarray(LENGTH_BYTES + json.length) };
}

/**
 * Head and body of an entry; undefined if it has no head. The body is not copied. The caller has to check the head.
 *
 * @example
 * const { entry, body } = joinHead({ version: 3 }, 2);
 * body.write("ok");
 * splitHead(entry).head; // => { version: 3 }
 * splitHead(entry).body.toString(); // => "ok"
 */
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
