import assert from "node:assert/strict";
import { findEntry, findTarget, TARGET_IDS } from "../../../src/project/target";

describe("findEntry", () => {
  it("finds the file that a page of any target begins with, wherever it stands", () => {
    for (const id of TARGET_IDS) {
      const entry = findTarget(id)?.entry ?? "";
      assert.equal(findEntry(["assets/a.png", "components/Card.tsx", entry, "styles.css"]), entry);
    }
    assert.equal(findEntry(["notes.txt"]), undefined);
  });
});
