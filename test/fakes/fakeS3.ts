import { createHash, createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A bucket in this process that speaks as S3 does and checks each request's signature (AWS Signature Version 4, written from its documentation). */
export interface FakeS3 {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** By key. */
  readonly objects: Map<string, { readonly bytes: Buffer; readonly type: string }>;
  /** The statuses that the next requests are answered with, instead of what they asked for. */
  readonly fail: number[];
  close(): Promise<void>;
}

const accessKeyId = "AKIDEXAMPLE";
const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

export async function startFakeS3(bucket: string): Promise<FakeS3> {
  const objects: FakeS3["objects"] = new Map();
  const fail: number[] = [];
  const answer = (request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const status = fail.shift();
    if (status !== undefined) return void response.writeHead(status).end();
    const url = new URL(request.url ?? "/", "http://s3");
    if (!isSigned(request, url, body))
      return void response.writeHead(403).end(errorXml("SignatureDoesNotMatch"));
    const [, found = "", key = ""] = /^\/([^/]+)\/?(.*)$/.exec(url.pathname) ?? [];
    if (found !== bucket) return void response.writeHead(404).end(errorXml("NoSuchBucket"));
    const name = decodeURIComponent(key);
    if (request.method === "PUT") {
      objects.set(name, { bytes: body, type: request.headers["content-type"] ?? "" });
      return void response.writeHead(200, { etag: '"x"' }).end();
    }
    if (url.searchParams.get("list-type") === "2")
      return void response.writeHead(200).end(listXml(objects, url.searchParams));
    const object = objects.get(name);
    if (!object) return void response.writeHead(404).end(errorXml("NoSuchKey"));
    response.writeHead(200, { "content-type": object.type, etag: '"x"' }).end(object.bytes);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ endpoint: `http://127.0.0.1:${port}`, accessKeyId, secretAccessKey, objects, fail },
    close: () =>
      new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

const errorXml = (code: string): string =>
  `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

/** A page has two keys, so that who lists has to ask again. */
const PAGE = 2;

function listXml(objects: FakeS3["objects"], asked: URLSearchParams): string {
  const prefix = asked.get("prefix") ?? "";
  const after = asked.get("continuation-token") ?? "";
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, PAGE);
  const contents = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><Size>${objects.get(key)?.bytes.length}</Size><ETag>"x"</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const next =
    keys.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${keys.length > PAGE}</IsTruncated>${contents.join("")}${next}<KeyCount>${page.length}</KeyCount></ListBucketResult>`;
}

function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const [, scope = "", names = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      request.headers.authorization ?? "",
    ) ?? [];
  const [date = "", region = "", service = ""] = scope.split("/");
  const sha = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
  const hmac = (key: string | Buffer, data: string): Buffer =>
    createHmac("sha256", key).update(data).digest();
  const payload = String(request.headers["x-amz-content-sha256"]);
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha(body)) return false;
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const query = [...url.searchParams]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort()
    .join("&");
  const headers = names
    .split(";")
    .map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(""), names, payload].join(
    "\n",
  );
  const text = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha(canonical)].join(
    "\n",
  );
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  );
  return createHmac("sha256", key).update(text).digest("hex") === signature;
}
