/** Progress as a client shows it. */
interface Progress {
  readonly progress: number;
  readonly total?: number;
  readonly message: string;
}

/**
 * Makes progress that always grows, as the protocol requires, of what a call counts. A call may count several things one
 * after the other: each begins where the one before it has ended.
 *
 * @param send gets the progress whenever it has grown
 * @example
 * const sent = [];
 * const report = growingProgress((one) => sent.push(`${one.progress}/${one.total}`));
 * report(25, 50, "contacts read");
 * report(50, 50, "contacts read");
 * report(1, 3, "rows done");
 * sent; // => ["25/50", "50/50", "51/53"]
 */
export function growingProgress(send: (progress: Progress) => void): (done: number, total: number | undefined, message: string) => void {
  let ended = 0;
  let last = 0;
  return (done, total, message) => {
    if (done < last) ended += last;
    // A repeated figure has not grown.
    else if (done === last) return;
    last = done;
    send({ progress: ended + done, ...(total === undefined ? {} : { total: ended + total }), message });
  };
}
