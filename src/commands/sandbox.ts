import { createServer } from "node:http";
import { createSandbox, requestListener, SANDBOX_API_KEY } from "../sandbox/index.ts";

/** Serves the sandbox over HTTP on 127.0.0.1 until a signal comes. @param port 0 for any free one */
export async function sandboxCommand(port: number): Promise<void> {
  const { fetch } = createSandbox();
  const exitCode = await new Promise<number>((resolve) => {
    const server = createServer(requestListener(fetch)).listen(port, "127.0.0.1", () => {
      const address = server.address();
      process.stdout.write(`Sandbox: http://127.0.0.1:${typeof address === "object" ? address?.port : port} (key ${SANDBOX_API_KEY})\n`);
    });
    server.once("error", (error) => {
      process.stderr.write(
        `Port ${port} cannot be used: ${"code" in error && error.code === "EADDRINUSE" ? "another program uses it" : error.message}. Choose another with --port.\n`,
      );
      resolve(1);
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const) process.once(signal, () => resolve(0));
  });
  process.exit(exitCode);
}
