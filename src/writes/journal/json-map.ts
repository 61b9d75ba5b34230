import { z } from "zod/v3";
import { isRecord } from "../../fields/json.ts";

/** An object on disk and a map here, because a field may be called `__proto__`. Absent is empty. */
export const jsonMap = <T>(value: z.ZodType<T, z.ZodTypeDef, unknown>) =>
  z
    .unknown()
    .transform((json) => json ?? {})
    .pipe(z.custom<Readonly<Record<string, unknown>>>(isRecord).transform((json) => Object.entries(json)))
    .pipe(z.array(z.tuple([z.string(), value])))
    .transform((all): ReadonlyMap<string, T> => new Map(all));
