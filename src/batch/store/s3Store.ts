import type { S3mini } from "s3mini";
import { describeError, MockloopError } from "../../base/errors";
import { loadOptional } from "../loadOptional";
import type { ResultStore } from "./resultStore";

/** A bucket of an S3-compatible service, and who asks for it. */
export interface S3Place {
  readonly bucket: string;
  /** In front of every name: "" or "team/run-7". */
  readonly prefix: string;
  /** The service's address without the bucket: "https://s3.eu-central-1.amazonaws.com". */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const ATTEMPTS = 4;

/** A store in a bucket. @throws MockloopError SERVICE_UNAVAILABLE when the client is not installed. */
export async function createS3Store(place: S3Place): Promise<ResultStore> {
  const { S3mini: Client } = await loadOptional("s3mini", () => import("s3mini"));
  const { bucket, prefix, endpoint, region, accessKeyId, secretAccessKey } = place;
  const client: S3mini = new Client({
    endpoint: `${endpoint.replace(/\/+$/, "")}/${bucket}`,
    ...{ region, accessKeyId, secretAccessKey },
  });
  const keyOf = (name: string): string => (prefix === "" ? name : `${prefix}/${name}`);
  const shown = `s3://${bucket}/${prefix}`;
  const reach = <T>(what: string, ask: () => Promise<T>): Promise<T> =>
    retry(ask).catch((cause: unknown) => {
      if (cause instanceof MockloopError) throw cause;
      throw new MockloopError(
        "SERVICE_UNAVAILABLE",
        `${what} in ${shown} failed: the store at ${endpoint} did not answer as it should.`,
        { cause, detail: describeError(cause) },
      );
    });
  return {
    place: shown,
    put: (name, bytes, type) =>
      reach(`Writing ${name}`, async () => {
        await client.putObject(keyOf(name), Buffer.from(bytes), type);
      }),
    get: (name, maxBytes) =>
      reach(`Reading ${name}`, async () => {
        const response = await client.getObjectResponse(keyOf(name));
        return response ? readBounded(response, name, maxBytes) : undefined;
      }),
    list: (folder) =>
      reach(`Listing ${folder}`, async () => {
        const objects = await client.listObjects("/", `${keyOf(folder)}/`);
        return (objects ?? []).map(({ Key }) => Key.slice(prefix === "" ? 0 : prefix.length + 1));
      }),
  };
}

async function readBounded(
  response: Response,
  name: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (!body) return new Uint8Array();
  for await (const chunk of body) {
    total += chunk.length;
    if (total > maxBytes)
      throw new MockloopError(
        "PATH_REFUSED",
        `${name} has more than ${maxBytes} bytes, so it was not read.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total);
}

/** A store may be busy, or its connection lost: the same is asked again, later each time. */
async function retry<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
    }
  }
}

/** Whether an error is one of the moment: no answer, or one of 429 and 5xx. */
function isPassing(error: unknown): boolean {
  if (error instanceof MockloopError) return false;
  const status = typeof error === "object" && error !== null && "status" in error && error.status;
  return typeof status !== "number" || status === 429 || status >= 500;
}
