import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ProxyOptions {
  /** Opens no tunnel, but answers with this status, hangs up, or leaves the connection open. */
  readonly refuse?: number | "hang up" | "say nothing";
  /** `user:password` that it wants. */
  readonly credentials?: string;
}

/** An HTTP proxy that opens tunnels to this computer, whatever the host is called. */
export interface ServedProxy {
  /** Host and port. */
  readonly host: string;
  /** Where tunnels were asked for, as `host:port`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function serveProxy({ refuse, credentials }: ProxyOptions = {}): Promise<ServedProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket.on("error", () => undefined).on("close", () => sockets.delete(socket)));
    return socket;
  };
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
  const server = createServer((_request, response) => response.writeHead(400).end());
  server.on("connection", keep);
  server.on("connect", ({ url = "", headers }, client: Socket, head: Buffer) => {
    asked.push(url);
    const status = wanted && headers["proxy-authorization"] !== wanted ? 407 : refuse;
    if (status === "hang up") return void client.destroy();
    if (status === "say nothing") return;
    if (status !== undefined) return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const { port } = new URL(`http://${url}`);
    const api = keep(connect(Number(port), "127.0.0.1"));
    api.once("connect", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      api.write(head);
      client.pipe(api).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
