import assert from "node:assert/strict";
import { backendsFor } from "../../../../src/model/llama/backends/backendCatalog";
import type { BackendEntry } from "../../../../src/protocol/schemas/models";
import {
  askToAdd,
  askToRemove,
  describeBackends,
} from "../../../../src/vscode/models/backendItems";
import type { BackendItem } from "../../../../src/vscode/models/backendItems";

const entry = (changed: Partial<BackendEntry> = {}): BackendEntry => ({
  ...{ id: "cuda", title: "CUDA", libraries: "CUDA's libraries for NVIDIA cards" },
  ...{ needs: "a driver and the CUDA runtime", state: "absent" },
  ...{ bytes: 320e6, loadedBytes: 0, unpackedBytes: 558e6 },
  ...changed,
});
const describeOne = (changed: Partial<BackendEntry> = {}): BackendItem | undefined =>
  describeBackends({ type: "list-backends", dir: "/b", backends: [entry(changed)] })[0];

describe("describeBackends", () => {
  it("offers what can be done next", () => {
    const texts = (changed: Partial<BackendEntry>): unknown[] => {
      const { label, description } = describeOne(changed) ?? {};
      return [label, description];
    };
    assert.deepEqual(texts({}), [
      "$(cloud-download) Download CUDA's libraries for NVIDIA cards (320 MB)…",
      "",
    ]);
    assert.deepEqual(texts({ state: "partial", loadedBytes: 120e6 }), [
      "$(cloud-download) Go on downloading CUDA's libraries for NVIDIA cards…",
      "120 of 320 MB downloaded",
    ]);
    assert.deepEqual(texts({ state: "other version" }), [
      "$(cloud-download) Download CUDA's libraries for NVIDIA cards again (320 MB)…",
      "those here are for another version of Mockloop",
    ]);
    assert.deepEqual(texts({ state: "installed" }), [
      "$(trash) Remove CUDA's libraries for NVIDIA cards…",
      "installed",
    ]);
    assert.equal(describeOne()?.detail, "Needs a driver and the CUDA runtime.");
  });

  it("offers nothing where there is nothing", () => {
    assert.deepEqual(describeBackends({ type: "list-backends", dir: "/b", backends: [] }), []);
  });

  it("says 320 MB of the real ones, and what they are", () => {
    const [cuda] = backendsFor("linux-x64");
    const bytes = cuda?.packages.reduce((total, one) => total + one.bytes, 0);
    const item = describeOne({ ...(cuda && { libraries: cuda.libraries }), bytes: bytes ?? 0 });
    assert.match(item?.label ?? "", /Download CUDA's libraries for NVIDIA cards \(320 MB\)…$/);
  });
});

describe("what is asked of libraries for graphics cards", () => {
  it("tells size, disk, what else is needed, and where they are kept before a download", () => {
    const { message, detail, button } = askToAdd(entry(), "/b");
    assert.equal(message, "Download CUDA's libraries for NVIDIA cards?");
    assert.match(detail, /320 MB are to be downloaded.*558 MB on the disk/);
    assert.match(detail, /need a driver and the CUDA runtime/);
    assert.match(detail, /Kept in \/b\./);
    assert.equal(button, "Download");
  });

  it("goes on with one that has begun", () => {
    const asked = askToAdd(entry({ state: "partial", loadedBytes: 120e6 }), "/b");
    assert.match(asked.message, /^Go on/);
    assert.match(asked.detail, /^120 of 320 MB are here already/);
    assert.equal(asked.button, "Go on");
  });

  it("tells what a removal deletes", () => {
    const whole = askToRemove(entry({ state: "installed" }), "/b");
    assert.match(whole.detail, /^558 MB in \/b are deleted/);
    const part = askToRemove(entry({ state: "partial", loadedBytes: 120e6 }), "/b");
    assert.match(part.message, /what was downloaded of CUDA's/);
    assert.match(part.detail, /^120 MB in/);
  });
});
