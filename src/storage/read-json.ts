import type { z } from "zod/v3";

/** The JSON value of an entry; undefined if the entry is missing, or its value does not fit the form. */
export function readJson<T>(bytes: Uint8Array | undefined, form: z.ZodType<T, z.ZodTypeDef, unknown>): T | undefined {
  if (!bytes) return undefined;
  try {
    return form.safeParse(JSON.parse(Buffer.from(bytes).toString())).data;
  } catch {
    return undefined;
  }
}
