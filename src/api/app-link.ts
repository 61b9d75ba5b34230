const VENDOR = "lightfield.app";

/**
 * A record's `httpLink`, if it may be shown. A person may click it, so it has to be https and lead to the vendor, to
 * a host below the vendor's, or to the host of the base URL.
 *
 * @example
 * const link = appLink(new URL("https://api.lightfield.app"));
 * link("https://crm.lightfield.app/contacts/con_1"); // => "https://crm.lightfield.app/contacts/con_1"
 * link("https://lightfield.app.example/con_1"); // => undefined
 */
export function appLink(baseUrl: URL): (link: string | undefined) => string | undefined {
  /** The beginning of the last link that may be shown. */
  let judged: string | undefined;
  return (link) => {
    if (link === undefined) return undefined;
    // The links of a page begin alike. If the rest means nothing to a URL, only that beginning has to be judged.
    const [, beginning = "", rest] = /^([a-z]+:\/\/[a-z0-9.-]+\/)([\w/-]*)$/.exec(link) ?? [];
    if (rest !== undefined && beginning === judged) return link;
    if (!URL.canParse(link)) return undefined;
    const url = new URL(link);
    const isVendors = url.hostname === VENDOR || url.hostname.endsWith(`.${VENDOR}`);
    // The base URL itself may be http, but only on this computer.
    const isOurs = url.origin === baseUrl.origin || (url.protocol === "https:" && (isVendors || url.hostname === baseUrl.hostname));
    const isPlain = url.username === "" && url.password === "";
    if (!isOurs || !isPlain) return undefined;
    if (rest !== undefined && url.href === link) judged = beginning;
    // In Markdown, these signs could begin another link.
    const path = `${url.pathname}${url.search}${url.hash}`.replace(/[()[\]*<>`]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
    return url.origin + path;
  };
}
