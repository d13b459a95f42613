import assert from "node:assert/strict";
import { createLineWriter } from "../../../src/app/lineWriter";
import type { RunEvent } from "../../../src/converge/events";
import type { RunLineUnion } from "../../../src/protocol/runProtocol";
import { toolError } from "../../../src/tools/tool";

const call = { id: "1", name: "write_file", argumentsJson: "{}" };

function linesOf(...events: readonly RunEvent[]): RunLineUnion[] {
  const lines: RunLineUnion[] = [];
  const write = createLineWriter((line) => lines.push(line));
  for (const event of events) write(event);
  return lines;
}

describe("createLineWriter", () => {
  it("says what goes on, each stage once", () => {
    const stage = { type: "stage", iteration: 2, stage: "rendering" } as const;
    assert.deepEqual(
      linesOf({ type: "iterationStart", number: 2 }, stage, stage).map(
        (line) => line.type === "progress" && [line.iteration, line.stage],
      ),
      [
        [2, "correcting"],
        [2, "rendering"],
      ],
    );
  });

  it("journals calls with who allowed them, and mistakes without", () => {
    const permission = {
      effect: "write-run",
      action: "allow",
      by: "policy",
      path: "a.css",
    } as const;
    const details = { kind: "file", path: "a.css", change: "created", bytes: 1234 } as const;
    const [, done, failed] = linesOf(
      { type: "iterationStart", number: 1 },
      { type: "toolEnd", call, result: { content: [], isError: false, details }, permission },
      { type: "toolEnd", call, result: toolError("No."), permission: undefined },
      { type: "toolEnd", call, result: undefined, permission },
    );
    assert.deepEqual(done, {
      type: "tool",
      iteration: 1,
      name: "write_file",
      ok: true,
      summary: "created a.css (1.2 kB)",
      permission: { effect: "write-run", action: "allow", by: "policy" },
    });
    assert.ok(failed?.type === "tool" && !failed.ok);
    assert.equal(failed.permission, null);
  });
});
