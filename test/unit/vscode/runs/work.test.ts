import assert from "node:assert/strict";
import { createRunState } from "../../../../src/vscode/runs/runState";
import { parseRecords, toRecord } from "../../../../src/vscode/runs/work";

describe("what is remembered of a work", () => {
  it("survives being stored, as it is and as JSON", () => {
    const record = toRecord({
      id: "1",
      source: undefined,
      mockupPath: "/w/a.png",
      furtherPaths: ["/w/b.png"],
      runDirs: ["/runs/1"],
      place: { document: "file:///w/a.html", marker: "<!-- -->" },
      state: { ...createRunState("1", "a.png"), givenName: "Second try" },
    });
    assert.deepEqual(parseRecords([record]), [record]);
    const [read] = parseRecords(JSON.parse(JSON.stringify([record])));
    assert.deepEqual(read, JSON.parse(JSON.stringify(record)));
  });

  it("passes over what is no record", () => {
    assert.deepEqual(parseRecords(undefined), []);
    assert.deepEqual(parseRecords([{ id: 1 }, null, "x"]), []);
  });
});
