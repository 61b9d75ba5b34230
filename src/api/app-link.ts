const VENDOR = "lightfield.app";

/**
 * What may be shown of a record's `httpLink`: a person may click it, so it has to lead to the vendor, to a host below the vendor's, or to the host of
 * the base URL, and over https. Anything else is left out.
 *
 * @example
 * appLink(new URL("https://api.lightfield.app"))("https://crm.lightfield.app/contacts/con_1"); // as it is
 * appLink(new URL("https://api.lightfield.app"))("https://lightfield.app.example/con_1"); // undefined
 */
export const appLink =
  (baseUrl: URL) =>
  (link: string | undefined): string | undefined => {
    if (link === undefined || !URL.canParse(link)) return undefined;
    const url = new URL(link);
    const isVendors = url.hostname === VENDOR || url.hostname.endsWith(`.${VENDOR}`);
    // The base URL itself may be http, on this computer alone.
    const isOurs = url.origin === baseUrl.origin || (url.protocol === "https:" && (isVendors || url.hostname === baseUrl.hostname));
    const isPlain = url.username === "" && url.password === "";
    return isOurs && isPlain ? url.href : undefined;
  };
