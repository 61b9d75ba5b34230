import { LOG_LEVELS, type LogLevel } from "../setting-values.ts";
import { oneLine } from "../text/plain-text.ts";

/** Writes lines up to the level `threshold` to stderr, without API keys. */
export function logger(threshold: LogLevel, redact: (text: string) => string) {
  return (level: LogLevel, line: string): void => {
    if (LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(threshold))
      process.stderr.write(redact(`lightfield-contacts-mcp ${level}: ${oneLine(line)}\n`));
  };
}
