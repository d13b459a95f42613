import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { useTempFolder } from "../../fakes/tempFolder";

interface Sbom {
  describeMaterials(product: object, folders: Iterable<string>, root: string): string;
}
interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> };
  readonly components: readonly Readonly<Record<string, unknown>>[];
  readonly dependencies: readonly unknown[];
}
const script = resolve(import.meta.dirname, "../../../scripts/sbom.mjs");
const product = { name: "product", version: "1.2.3", license: "MIT" };

describe("the bill of materials", () => {
  const temp = useTempFolder();
  let sbom: Sbom;
  before(async () => {
    sbom = (await import(pathToFileURL(script).href)) as Sbom;
  });

  /** Writes a file of JSON; returns its folder. */
  function write(path: string, value: object): string {
    const full = join(temp(), path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, JSON.stringify(value));
    return dirname(full);
  }

  it("names every package once, with licence, address and the lock file's hash", () => {
    const hash = Buffer.alloc(64, 7);
    const integrity = `sha512-${hash.toString("base64")}`;
    write("package-lock.json", { packages: { "node_modules/@a/b": { integrity } } });
    const b = { name: "@a/b", version: "2.0.0", license: "Apache-2.0" };
    const folder = write("node_modules/@a/b/package.json", b);
    const c = { name: "c", version: "1.0.0", license: "SEE LICENSE IN x" };
    const folders = [folder, folder, write("node_modules/c/package.json", c)];
    const text = sbom.describeMaterials(product, folders, temp());
    assert.equal(sbom.describeMaterials(product, folders.reverse(), temp()), text);
    const bom = JSON.parse(text) as Bom;
    assert.deepEqual([bom.bomFormat, bom.specVersion], ["CycloneDX", "1.6"]);
    assert.equal(bom.metadata.component["version"], "1.2.3");
    assert.deepEqual(bom.components, [
      {
        ...{ type: "library", name: "b", group: "@a", version: "2.0.0" },
        "bom-ref": "pkg:npm/%40a/b@2.0.0",
        hashes: [{ alg: "SHA-512", content: hash.toString("hex") }],
        licenses: [{ license: { id: "Apache-2.0" } }],
        purl: "pkg:npm/%40a/b@2.0.0",
      },
      {
        ...{ type: "library", name: "c", version: "1.0.0" },
        "bom-ref": "pkg:npm/c@1.0.0",
        licenses: [{ license: { name: "SEE LICENSE IN x" } }],
        purl: "pkg:npm/c@1.0.0",
      },
    ]);
  });
});
