import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface NodeVersion {
  readonly LEAST_NODE: string;
  readonly describeOldNode: (version: string) => string | undefined;
}

const root = resolve(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

describe("the oldest Node", () => {
  let nodeVersion: NodeVersion;
  before(async () => {
    const script = pathToFileURL(join(root, "scripts/nodeVersion.mjs")).href;
    nodeVersion = (await import(script)) as NodeVersion;
  });

  it("is the same wherever it is stated", () => {
    const least = nodeVersion.LEAST_NODE;
    const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
    assert.equal(engines.node, `>=${least}`);
    const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, unknown> };
    assert.deepEqual((lock.packages[""] as { engines: unknown }).engines, engines);
    assert.ok(read("README.md").includes(`Needs Node ${least} or newer`));
    assert.ok(read("scripts/bundles.mjs").includes(`target: \`node\${LEAST_NODE}\``));
  });

  it("is no older than what runs along with Mockloop asks for", () => {
    const lock = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { dev?: boolean; engines?: { node?: string } }>;
    };
    const [major, minor] = nodeVersion.LEAST_NODE.split(".").map(Number);
    for (const [path, { dev, engines }] of Object.entries(lock.packages)) {
      if (dev || path === "" || !engines?.node || engines.node === "*") continue;
      const allowed = [...engines.node.matchAll(/(\^|>=?)?\s*v?(\d+)(?:\.(\d+))?/g)];
      const isFine = allowed.some(([, sign = "", low, lowMinor = "0"]) => {
        const [lowMajor, least] = [Number(low), Number(lowMinor)];
        if (sign === "^" || sign === "") return lowMajor === major && least <= (minor ?? 0);
        return lowMajor < (major ?? 0) || (lowMajor === major && least <= (minor ?? 0));
      });
      assert.ok(isFine, `${path} needs Node ${engines.node}`);
    }
  });

  it("is told from older ones", () => {
    const { describeOldNode } = nodeVersion;
    for (const version of ["20.12.0", "20.19.5", "21.0.0", "22.1.0", "100.0.0"])
      assert.equal(describeOldNode(version), undefined, version);
    for (const version of ["0.10.48", "18.20.8", "20.0.0", "20.9.0", "20.11.1"])
      assert.match(describeOldNode(version) ?? "", /needs Node 20\.12 or newer; this is \d+/);
  });

  for (const [name, script] of [
    ["the command line", "scripts/cli.mjs"],
    ["the set-up", "scripts/setup.mjs"],
  ] as const)
    it(`is asked for by ${name} before anything else`, () => {
      const old = `Object.defineProperty(process.versions, "node", { value: "20.11.1" });`;
      const preload = `data:text/javascript,${encodeURIComponent(old)}`;
      const args = ["--import", preload, join(root, script), "--help"];
      assert.throws(
        () => execFileSync(process.execPath, args, { stdio: "pipe", timeout: 60_000 }),
        (error: { status: number; stderr: Buffer }) => {
          assert.equal(error.status, 1);
          assert.match(
            error.stderr.toString(),
            /Mockloop needs Node 20\.12 or newer; this is 20\.11\.1/,
          );
          return true;
        },
      );
    });
});
