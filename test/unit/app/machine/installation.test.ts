import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findInstallation } from "../../../../src/app/machine/installation";

describe("the installation", () => {
  it("is found in a checkout: the bridge's folder and the model's process", () => {
    const { nativeDirs, hostEntry } = findInstallation();
    assert.ok(existsSync(join(nativeDirs[0] ?? "", "CMakeLists.txt")), nativeDirs.join(", "));
    assert.ok(existsSync(hostEntry), hostEntry);
  });

  it("ends with the folder for downloaded libraries", () => {
    const { nativeDirs } = findInstallation(undefined, { MOCKLOOP_BACKENDS: "/elsewhere" });
    assert.equal(nativeDirs.at(-1), "/elsewhere");
  });
});
