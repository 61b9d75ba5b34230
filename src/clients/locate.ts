import { stat } from "node:fs/promises";
import type { Client, Computer, Location } from "./client.ts";

interface Located extends Location {
  readonly client: Client;
  readonly installed: boolean;
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Every place where the client keeps servers on this computer; the most likely one if it is not installed. */
export async function locate(client: Client, computer: Computer): Promise<readonly [Located, ...Located[]]> {
  const locations = await client.locations(computer);
  const looked = await Promise.all(
    locations.map(async (location) => ({ ...location, client, installed: (await exists(location.folder)) || (await exists(location.file)) })),
  );
  const [first, ...others] = looked.filter(({ installed }) => installed);
  const fallback = looked[0];
  if (first) return [first, ...others];
  if (!fallback) throw new Error(`${client.name} has no location`);
  return [fallback];
}
