import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { fetchPicture } from "../../../src/mockup/fetchPicture";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);
const never = new AbortController().signal;

describe("fetchPicture", () => {
  const asked: IncomingMessage[] = [];
  let answer: (response: ServerResponse, request: IncomingMessage) => void = () => undefined;
  const server = createServer((request, response) => {
    asked.push(request);
    answer(response, request);
  });
  let origin = "";

  before(async () => {
    await new Promise<void>((go) => server.listen(0, "127.0.0.1", go));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => asked.splice(0));
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const fails = (address: string, code: string, words: RegExp): Promise<void> =>
    assert.rejects(fetchPicture(address, never, { maxBytes: 1000, timeoutMs: 20_000 }), {
      code,
      message: words,
    });

  it("brings the picture, and says nothing of the person who asks", async () => {
    answer = (response) => response.end(PNG);
    const fetched = await fetchPicture(`${origin}/a.png`, never);
    assert.ok(fetched.kind === "picture");
    assert.deepEqual(Buffer.from(fetched.bytes), PNG);
    assert.deepEqual(
      [asked[0]?.headers.cookie, asked[0]?.headers.authorization, asked[0]?.headers.referer],
      [undefined, undefined, undefined],
    );
  });

  it("follows its host from one address to the next, and goes to no other host", async () => {
    answer = (response, { url }) => {
      if (url === "/a") response.writeHead(302, { location: "/b" }).end();
      else if (url === "/away")
        response.writeHead(301, { location: "http://10.0.0.1/c.png" }).end();
      else response.end(PNG);
    };
    assert.equal((await fetchPicture(`${origin}/a`, never)).kind, "picture");
    assert.deepEqual(await fetchPicture(`${origin}/away`, never), {
      kind: "elsewhere",
      url: "http://10.0.0.1/c.png",
    });
    answer = (response) => response.writeHead(302, { location: "/again" }).end();
    await fails(`${origin}/again`, "MOCKUP_NOT_FOUND", /leads from one address to the next/);
    assert.ok(asked.length < 12);
    answer = (response) => response.writeHead(302, { location: "file:///etc/passwd" }).end();
    await fails(`${origin}/file`, "MOCKUP_UNSUPPORTED", /no http or https address/);
  });

  it("takes no more than a mockup may have, whatever is announced or unpacked", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.concat([PNG, Buffer.alloc(5000)])));
    };
    await fails(`${origin}/bomb.png`, "MOCKUP_TOO_LARGE", /more than 0 MB/);
    answer = (response) => {
      const more = (): void => {
        if (response.write(PNG)) setImmediate(more);
        else response.once("drain", more);
      };
      more();
    };
    await fails(`${origin}/endless.png`, "MOCKUP_TOO_LARGE", /more than/);
  });

  it("says what is wrong with an address, and with what comes from it", async () => {
    answer = (response) => response.writeHead(404).end("no");
    await fails(`${origin}/gone.png`, "MOCKUP_NOT_FOUND", /answered 404/);
    answer = (response) => response.end("<!doctype html><img src=a.png>");
    await fails(`${origin}/page`, "MOCKUP_UNSUPPORTED", /is no picture/);
    answer = (response) => response.destroy();
    await fails(`${origin}/gone.png`, "MOCKUP_NOT_FOUND", /could not be reached/);
    for (const address of ["a.png", "file:///a.png", "data:image/png;base64,AA", "ftp://a/b.png"])
      await fails(address, "MOCKUP_UNSUPPORTED", /no http or https address/);
    await fails("https://me:secret@a.example/b.png", "MOCKUP_UNSUPPORTED", /password/);
  });

  it("ends when it is stopped, and when its time is up", async () => {
    answer = (response) => void response.write(PNG.subarray(0, 8));
    const stop = new AbortController();
    const stopped = fetchPicture(`${origin}/slow.png`, stop.signal);
    server.once("request", () => stop.abort());
    await assert.rejects(stopped, { name: "AbortError" });
    const limits = { maxBytes: 1000, timeoutMs: 50 };
    await assert.rejects(fetchPicture(`${origin}/slow.png`, never, limits), { code: "TIMED_OUT" });
  });
});
