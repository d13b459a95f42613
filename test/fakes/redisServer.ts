import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** Starts a Redis (or Valkey) of its own, which keeps nothing on the disk. */
export async function startRedis(
  program: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const port = await findFreePort();
  const child = spawn(program, ["--port", String(port), "--save", "", "--appendonly", "no"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.stdout.on("data", (data: Buffer) => {
      if (data.toString().includes("Ready to accept connections")) resolve();
    });
    void gone.then(() => reject(new Error(`${program} ended.`)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => (child.kill(), gone),
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
