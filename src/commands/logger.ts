import { LOG_LEVELS, type LogLevel } from "../config.ts";
import { oneLine } from "../text/plain-text.ts";

/** Writes lines of a level up to `threshold` to stderr. */
export function logger(threshold: LogLevel) {
  return (level: LogLevel, line: string): void => {
    if (LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(threshold)) process.stderr.write(`lightfield-contacts-mcp ${level}: ${oneLine(line)}\n`);
  };
}
