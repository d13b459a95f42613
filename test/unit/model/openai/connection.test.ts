import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describeConnectionFailure } from "../../../../src/model/openai/wire/describeServerFailure";
import { readBody, ServerClient } from "../../../../src/model/openai/wire/serverClient";
import { startFakeServer } from "../../../fakes/fakeServer";

const never = new AbortController().signal;
const tls = resolve(import.meta.dirname, "../../../fixtures/tls");
const read = (name: string): string => readFileSync(join(tls, name), "utf8");

async function get(url: string): Promise<string> {
  const client = new ServerClient({});
  try {
    return await client.send(url, undefined, (reply) => readBody(reply), never);
  } finally {
    await client.close();
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("a connection to a server", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function serveSecurely(): Promise<string> {
    const options = { key: read("key.pem"), cert: read("cert.pem") };
    const server = createServer(options, (_, response) => void response.end("secure"));
    server.on("tlsClientError", () => undefined);
    servers.push(server);
    return `https://127.0.0.1:${await listen(server)}/`;
  }

  it("is refused where the certificate is nobody's that is trusted, with what can be done", async () => {
    const url = await serveSecurely();
    const error = await get(url).then(assert.fail, (thrown: unknown) => thrown);
    const failure = describeConnectionFailure(error, "box");
    assert.deepEqual([failure.code, failure.retryable], ["unavailable", false]);
    assert.match(failure.message, /^box cannot be trusted: .*NODE_EXTRA_CA_CERTS\.$/);
  });

  it("is made where NODE_EXTRA_CA_CERTS names the authority", async () => {
    const url = await serveSecurely();
    const script = `
      const { ServerClient, readBody } = await import("./src/model/openai/wire/serverClient.ts");
      const client = new ServerClient({});
      const never = new AbortController().signal;
      console.log(await client.send(${JSON.stringify(url)}, undefined, (reply) => readBody(reply), never));
      await client.close();`;
    const args = ["--import", "tsx", "--input-type=module", "-e", script];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: resolve(import.meta.dirname, "../../../.."),
      env: { ...process.env, NODE_EXTRA_CA_CERTS: join(tls, "cert.pem") },
    });
    assert.equal(stdout.trim(), "secure");
    // A process of its own takes its time.
  }).timeout(30_000);

  it("goes through the proxy that the environment names, but not to this machine", async () => {
    const target = await startFakeServer([], { "/v1/models": { data: [] } });
    const asked: string[] = [];
    const proxy = createProxy();
    proxy.on("connect", (request, socket, head) => {
      asked.push(request.url ?? "");
      const onward = connect(Number(new URL(target.url).port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      onward.on("error", () => socket.destroy());
      socket.on("error", () => onward.destroy());
    });
    servers.push(proxy);
    const before = process.env["http_proxy"];
    process.env["http_proxy"] = `http://127.0.0.1:${await listen(proxy)}`;
    try {
      assert.equal(await get("http://models.invalid/v1/models"), '{"data":[]}');
      assert.deepEqual(asked, ["models.invalid:80"]);
      assert.equal(await get(`${target.url}/models`), '{"data":[]}');
      assert.equal(asked.length, 1);
    } finally {
      if (before === undefined) delete process.env["http_proxy"];
      else process.env["http_proxy"] = before;
      await target.stop();
    }
  });
});
