import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

export interface Entry {
  readonly name: string;
  /** Undefined: the name. */
  readonly content?: Buffer;
  readonly type?: "symlink";
}

/** An archive as the npm registry sends it. */
export async function makeTgz(entries: readonly Entry[]): Promise<Buffer> {
  const packing = pack();
  for (const { name, content = Buffer.from(name), type } of entries)
    if (type) packing.entry({ name, type, linkname: "/etc/passwd" });
    else packing.entry({ name }, content);
  packing.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packing) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

/** What the registry says of it. */
export const integrityOf = (bytes: Buffer): string =>
  `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
