import { type Api, ApiError, type WireContact } from "../api/index.ts";
import { LIST_LAG_MS } from "./sync/index.ts";

/** Who is told of every contact that the API shows. */
export interface ContactObserver {
  /** `seenAt`: a write of ours later than that, in ms, is newer. */
  put(contact: WireContact, seenAt: number): void;
  /** The answer to a write of ours. */
  wrote(contact: WireContact, isNew: boolean): void;
  remove(id: string): void;
}

/**
 * The same API, whose answers an observer sees before whoever asked.
 *
 * @param observing asked with every request for who is to see its answer
 */
export function observedApi(api: Api, observing: () => ContactObserver, now: () => number): Api {
  const missing = (id: string, observer: ContactObserver) => (error: unknown) => {
    if (error instanceof ApiError && error.status === 404) observer.remove(id);
    throw error;
  };
  return {
    ...api,
    retrieve: async (id, options) => {
      const observer = observing();
      const seenAt = now();
      const contact = await api.retrieve(id, options).catch(missing(id, observer));
      observer.put(contact, seenAt);
      return contact;
    },
    list: async (query, options) => {
      const observer = observing();
      const seenAt = now() - LIST_LAG_MS;
      const page = await api.list(query, options);
      for (const contact of page.contacts) observer.put(contact, seenAt);
      return page;
    },
    create: async (body, options) => {
      const observer = observing();
      const contact = await api.create(body, options);
      observer.wrote(contact, true);
      return contact;
    },
    update: async (id, body, options) => {
      const observer = observing();
      const contact = await api.update(id, body, options).catch(missing(id, observer));
      observer.wrote(contact, false);
      return contact;
    },
    delete: async (id, options) => {
      const observer = observing();
      const contact = await api.delete(id, options);
      observer.remove(id);
      return contact;
    },
    get writesUnderWay() {
      return api.writesUnderWay;
    },
  };
}

/** The same API; whoever calls it learns that the key was refused only after `onRefused` has ended. */
export function guardedApi(api: Api, onRefused: (refusal: ApiError) => Promise<void>): Api {
  const guarded =
    <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await method(...args);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) await onRefused(error);
        throw error;
      }
    };
  return {
    validateKey: guarded(api.validateKey),
    definitions: guarded(api.definitions),
    retrieve: guarded(api.retrieve),
    list: guarded(api.list),
    create: guarded(api.create),
    update: guarded(api.update),
    delete: guarded(api.delete),
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
