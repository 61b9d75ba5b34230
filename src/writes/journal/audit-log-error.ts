import { UnfitFileError } from "../../storage/private-files.ts";

/** A line of the audit log could not be stored, or the file could not be read. */
export class AuditLogError extends Error {
  override readonly name = "AuditLogError";

  /** @param toBe what the log was to be @param reason why it cannot: `it is a folder` */
  constructor(
    readonly path: string,
    toBe: "written" | "read",
    reason: string,
    options?: ErrorOptions,
  ) {
    const meanwhile = toBe === "written" ? " Until this is fixed, every write to Lightfield is refused." : "";
    super(
      `The audit log ${path} cannot be ${toBe}: ${reason}.${meanwhile} Correct this, or set another file in the client's MCP settings, and restart the client.`,
      options,
    );
  }
}

/** A failure of the file system or of our own checks as an {@link AuditLogError}. */
export function auditLogError(path: string, toBe: "written" | "read", cause: unknown): AuditLogError {
  // Node's messages end in the call and the path: "ENOSPC: no space left on device, write".
  const [reason = "unknown"] = cause instanceof UnfitFileError ? [cause.message] : cause instanceof Error ? cause.message.split(", ") : [];
  return new AuditLogError(path, toBe, reason, { cause });
}
