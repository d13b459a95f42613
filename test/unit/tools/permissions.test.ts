import assert from "node:assert/strict";
import { decidePermission, DEFAULT_POLICY, findAction } from "../../../src/tools/permissions";
import type { PermissionPolicy } from "../../../src/tools/permissions";

const { signal } = new AbortController();

describe("permissions", () => {
  it("starts from deny for whatever reaches out", () => {
    const effects = [
      "read-mockup",
      "write-run",
      "read-project",
      "write-workspace",
      "network",
      "execute",
    ] as const;
    assert.deepEqual(
      effects.map((effect) => findAction(DEFAULT_POLICY, effect, undefined)),
      ["allow", "allow", "ask", "deny", "deny", "deny"],
    );
    assert.equal(findAction([], "write-run", "a.css"), "deny");
  });

  it("lets the last matching rule decide, by glob", () => {
    const policy: PermissionPolicy = [
      { effect: "write-run", action: "allow" },
      { effect: "write-run", action: "deny", paths: "assets/**" },
      { effect: "write-run", action: "ask", paths: "assets/*.png" },
    ];
    assert.equal(findAction(policy, "write-run", "index.html"), "allow");
    assert.equal(findAction(policy, "write-run", "assets/deep/a.png"), "deny");
    assert.equal(findAction(policy, "write-run", "assets/a.png"), "ask");
    assert.equal(findAction(policy, "write-run", undefined), "allow");
  });

  it("asks a person, and says no when there is none", async () => {
    const call = { tool: "read_file", effect: "read-project", path: "src/a.ts" } as const;
    assert.deepEqual(await decidePermission(DEFAULT_POLICY, undefined, call, signal), {
      effect: "read-project",
      path: "src/a.ts",
      action: "deny",
      by: "policy",
    });
    const asked: unknown[] = [];
    const decision = await decidePermission(
      DEFAULT_POLICY,
      (tool, effect, path) => {
        asked.push([tool, effect, path]);
        return Promise.resolve(true);
      },
      call,
      signal,
    );
    assert.deepEqual(asked, [["read_file", "read-project", "src/a.ts"]]);
    assert.deepEqual([decision.action, decision.by], ["allow", "person"]);
  });
});
