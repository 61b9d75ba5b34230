import type { ToolContext } from "../tools/tool.ts";

/** Milliseconds between two reports of a call. More would flood clients that draw or store each of them. */
const INTERVAL_MS = 100;

/** Progress as a client shows it. */
interface Progress {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message: string;
}

/**
 * Makes progress that always grows, as the protocol requires, of what a call counts. A call may count several things one
 * after the other. From the second on, `progress` continues from the end of the one before, and the message says how many
 * of how many. Of each, the last figure is sent, and of the others no more than one in 100 ms.
 *
 * @param send gets the progress
 * @param now the time in ms
 * @example
 * const sent = [];
 * const { report, end } = growingProgress((one) => sent.push(one), () => 0);
 * report(25, 50, "contacts read");
 * report(26, 50, "contacts read");
 * report(50, 50, "contacts read");
 * report(1, 3, "rows done");
 * end();
 * sent[0]; // => { progress: 25, total: 50, message: "contacts read" }
 * sent[1]; // => { progress: 50, total: 50, message: "contacts read" }
 * sent[2]; // => { progress: 51, message: "1 of 3 rows done" }
 */
export function growingProgress(
  send: (progress: Progress) => void,
  now = () => performance.now(),
): { readonly report: ToolContext["progress"]; end(): void } {
  let before = 0;
  let last = 0;
  let sentAt = Number.NEGATIVE_INFINITY;
  let held: Progress | undefined;
  const end = () => {
    if (!held) return;
    send(held);
    held = undefined;
    sentAt = now();
  };
  return {
    report: (done, total, message) => {
      // A repeated figure has not grown.
      if (done === last) return;
      if (done < last) {
        end();
        before += last;
      }
      last = done;
      const progress = before + done;
      held = before === 0 ? { progress, total, message } : { progress, message: `${done}${total === undefined ? "" : ` of ${total}`} ${message}` };
      if (done === total || now() - sentAt >= INTERVAL_MS) end();
    },
    end,
  };
}
