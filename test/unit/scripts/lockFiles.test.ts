import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}
interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** The packages of a lock file that come from a registry by themselves: what another one brings in its own archive is held by its hash. */
function packagesIn(path: string): readonly (readonly [string, LockedPackage])[] {
  const { packages } = JSON.parse(readFileSync(join(root, path), "utf8")) as LockFile;
  return Object.entries(packages).filter(
    ([name, { link, inBundle }]) =>
      name.includes("node_modules/") && link !== true && inBundle !== true,
  );
}

/**
 * Libraries of llama.cpp for other platforms, which the registry that the file was made with did not have: a bridge is built on its own
 * platform, and there npm adds what is missing.
 */
const NOT_SEEN = /^node_modules\/@node-llama-cpp\/(linux-riscv64|mac-|win-)/;

describe("the lock files", () => {
  for (const path of ["package-lock.json", "native/package-lock.json"])
    it(`hold the hash of every package: ${path}`, () => {
      const packages = packagesIn(path);
      assert.ok(packages.length > 100);
      const bare = packages.filter(
        ([name, { integrity = "" }]) =>
          !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) && !NOT_SEEN.test(name),
      );
      assert.deepEqual(bare, []);
    });

  it("take packages from no other place than a registry", () => {
    const elsewhere = ["package-lock.json", "native/package-lock.json"]
      .flatMap(packagesIn)
      .filter(
        ([, { resolved }]) =>
          resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"),
      );
    assert.deepEqual(elsewhere, []);
  });

  it("name exact versions in the manifest, so that nothing changes on its own", () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range),
    );
    assert.deepEqual(loose, []);
  });
});
