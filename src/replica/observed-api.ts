import { type Api, isNotFound, type WireContact } from "../api/index.ts";
import { LIST_LAG_MS } from "./sync/index.ts";

/** Takes every contact that the API shows. */
export interface ContactObserver {
  /** @param seenAt the moment, in ms, from which on our own writes are newer */
  putLater(contact: WireContact, seenAt: number): void;
  /** The answer to a write of ours. */
  wrote(contact: WireContact, isNew: boolean): void;
  remove(id: string): void;
}

/**
 * The same API, but every contact that it returns also goes into the replica. From then on, everything that reads the
 * replica sees the contact, even if the work for it is done later.
 */
export function observedApi(api: Api, replica: { observer(): ContactObserver }, now: () => number): Api {
  const missing = (id: string, observer: ContactObserver) => (error: unknown) => {
    if (isNotFound(error)) observer.remove(id);
    throw error;
  };
  return {
    ...api,
    retrieve: async (id, options) => {
      const observer = replica.observer();
      const seenAt = now();
      const contact = await api.retrieve(id, options).catch(missing(id, observer));
      observer.putLater(contact, seenAt);
      return contact;
    },
    list: async (query, options) => {
      const observer = replica.observer();
      const seenAt = now() - LIST_LAG_MS;
      const page = await api.list(query, options);
      for (const contact of page.contacts) observer.putLater(contact, seenAt);
      return page;
    },
    create: async (body, options) => {
      const observer = replica.observer();
      const contact = await api.create(body, options);
      observer.wrote(contact, true);
      return contact;
    },
    update: async (id, body, options) => {
      const observer = replica.observer();
      const contact = await api.update(id, body, options).catch(missing(id, observer));
      observer.wrote(contact, false);
      return contact;
    },
    delete: async (id, options) => {
      const observer = replica.observer();
      const contact = await api.delete(id, options);
      observer.remove(id);
      return contact;
    },
    merge: async (body, options) => {
      const observer = replica.observer();
      const result = await api.merge(body, options);
      // After a failed merge, both contacts may exist. While a merge is not done yet, the duplicate is already gone.
      if (result.merge.status === "failed") return result;
      if (result.primary?.id === body.primaryId) observer.wrote(result.primary, false);
      observer.remove(body.duplicateId);
      return result;
    },
    get writesUnderWay() {
      return api.writesUnderWay;
    },
  };
}
