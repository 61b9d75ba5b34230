import type { Route } from "./matched-column.ts";
import type { Meanings } from "./meanings.ts";
import type { Target } from "./named-attributes.ts";
import type { Meaning } from "./usual-names.ts";
import { profileService } from "./values.ts";

/** Services whose profiles have their own field. */
const SERVICES: readonly Meaning[] = ["linkedIn", "x", "instagram"];

/** Where the links of a column go. */
interface LinkPlaces {
  readonly target: Target;
  readonly routes: readonly Route[];
}

/**
 * Where a column of links goes: to the field of a service if it holds profiles of that service, else to the field for
 * web pages. If it holds both, each link goes to its own field.
 */
export function placesOfLinks(texts: readonly string[], meanings: Meanings): LinkPlaces | undefined {
  const page = meanings.target("link");
  const profiles = SERVICES.flatMap((service) => {
    const to = meanings.target(service);
    return to ? [{ service, to }] : [];
  });
  const held = new Set(texts.map(profileService));
  const [only] = held;
  const target = (held.size === 1 && profiles.find(({ service }) => service === only)?.to) || page;
  if (!target) return undefined;
  const isOf = (service: Meaning | undefined) => (value: unknown) => typeof value === "string" && profileService(value.trim()) === service;
  const routes = profiles.map(({ service, to }): Route => ({ takes: isOf(service), to }));
  return { target, routes: page && target !== page ? [...routes, { takes: isOf(undefined), to: page }] : routes };
}
