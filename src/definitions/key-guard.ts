import { type Api, ApiError } from "../api/index.ts";

/**
 * Leaves words about hidden fields out of errors, and watches whether the API refuses the key. If it does, everything
 * that the key gave access to is forgotten before the call gets its error.
 */
export class KeyGuard {
  /** The API under guard. */
  readonly api: Api;
  readonly #forget: (() => Promise<void> | void)[] = [];
  /** Resolves when everything is forgotten. */
  #forgetting: Promise<unknown> = Promise.resolve();
  /** The last refusal: another object each time. */
  #refusal: ApiError | undefined;

  readonly #isConcealed: (text: string) => boolean;

  /** @param isConcealed whether a text of the API names something that is hidden */
  constructor(api: Api, isConcealed: (text: string) => boolean = () => false) {
    this.#isConcealed = isConcealed;
    const guarded =
      <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> =>
        method(...args).catch((error: unknown) => this.#failed(error));
    this.api = {
      validateKey: guarded(api.validateKey),
      definitions: guarded(api.definitions),
      retrieve: guarded(api.retrieve),
      list: guarded(api.list),
      create: guarded(api.create),
      update: guarded(api.update),
      delete: guarded(api.delete),
      merge: guarded(api.merge),
      mergeStatus: guarded(api.mergeStatus),
      fieldHistory: guarded(api.fieldHistory),
      listAccounts: guarded(api.listAccounts),
      retrieveAccount: guarded(api.retrieveAccount),
      listMembers: guarded(api.listMembers),
      retrieveMember: guarded(api.retrieveMember),
      serverNow: api.serverNow,
      get writesUnderWay() {
        return api.writesUnderWay;
      },
    };
  }

  /** Has `forget` called at every refusal. If the key was refused before, it is also called soon after this call. */
  onRefusal(forget: () => Promise<void> | void): void {
    this.#forget.push(forget);
    if (this.#refusal) this.#forgetting = Promise.all([this.#forgetting, Promise.resolve().then(forget)]);
  }

  /** Returns a function that throws the refusal if the key was refused after this call. */
  watch(): () => void {
    const before = this.#refusal;
    return () => {
      if (this.#refusal !== undefined && this.#refusal !== before) throw this.#refusal;
    };
  }

  /** The result of the work. Rejects with the refusal if the key was refused meanwhile: nothing may be shown then. */
  async unlessRefused<T>(work: () => Promise<T>): Promise<T> {
    const check = this.watch();
    try {
      return await work();
    } finally {
      // The refusal shows only when no data is left on the disk.
      await this.#forgetting;
      check();
    }
  }

  async #failed(error: unknown): Promise<never> {
    if (error instanceof ApiError && error.status === 401) {
      this.#refusal = error;
      this.#forgetting = Promise.all(this.#forget.map((forget) => forget()));
      await this.#forgetting;
    }
    if (error instanceof ApiError && this.#isConcealed(`${error.param} ${error.reason}`)) throw error.concealed();
    throw error;
  }
}
