import assert from "node:assert/strict";
import {
  MockloopError,
  systemErrorCode,
  userMessageOf,
  writeError,
} from "../../../src/base/errors";

describe("errors", () => {
  it("shows people the sentence and keeps the detail for logs", () => {
    const error = new MockloopError("BAD_OPTION", "Say it otherwise.", { detail: "x=1" });
    assert.equal(userMessageOf(error), "Say it otherwise.");
    assert.equal(error.message, "Say it otherwise. (x=1)");
    assert.equal(userMessageOf("plain"), "plain");
  });

  it("names a full disk", () => {
    const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
    assert.equal(writeError("/a/b", full).code, "DISK_FULL");
    assert.match(writeError("/a/b", full).userMessage, /disk is full.*\/a\/b/i);
    assert.deepEqual(writeError("/a/b", full, { kind: "resume" }).remedy, { kind: "resume" });
    assert.equal(writeError("/a/b", new Error("?")).code, "WRITE_FAILED");
    assert.equal(systemErrorCode(full), "ENOSPC");
    assert.equal(systemErrorCode(undefined), undefined);
  });
});
