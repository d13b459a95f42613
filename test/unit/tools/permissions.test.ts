import assert from "node:assert/strict";
import { isAbort } from "../../../src/base/async";
import type {
  PermissionAnswer,
  PermissionQuestion,
} from "../../../src/protocol/permissionProtocol";
import { PermissionDesk } from "../../../src/tools/permissionDesk";
import { DEFAULT_POLICY, describeRule, findRule } from "../../../src/tools/permissions";
import type { PermissionPolicy, PlannedCall } from "../../../src/tools/permissions";

const never = new AbortController().signal;
const call = (effect: PlannedCall["effect"], path?: string, tool = "read_file"): PlannedCall => ({
  tool,
  effect,
  path,
});
const reading = call("read-project", "src/a.ts");

/** A person who gives these answers, one a question, then none. */
function createPerson(...answers: readonly PermissionAnswer[]) {
  const questions: PermissionQuestion[] = [];
  const ask = (question: PermissionQuestion): Promise<PermissionAnswer> => {
    const answer = answers[questions.push(question) - 1];
    return answer ? Promise.resolve(answer) : new Promise(() => undefined);
  };
  return { questions, ask };
}

describe("the rules of a policy", () => {
  const actionOf = (policy: PermissionPolicy, planned: PlannedCall): string =>
    findRule(policy, planned)?.action ?? "none";

  it("allow nothing that reaches out, to begin with", () => {
    const effects = ["read-mockup", "write-run", "read-project", "write-workspace", "network"];
    assert.deepEqual(
      [...effects, "execute"].map((effect) =>
        actionOf(DEFAULT_POLICY, call(effect as PlannedCall["effect"])),
      ),
      ["allow", "allow", "ask", "none", "none", "none"],
    );
  });

  it("are about tools, effects and paths", () => {
    const policy: PermissionPolicy = [
      { effect: "write-run", action: "allow" },
      { tool: "extract_asset", action: "ask" },
      { effect: "write-run", glob: "assets/*.png", action: "ask" },
    ];
    assert.equal(actionOf(policy, call("write-run", "index.html")), "allow");
    assert.equal(actionOf(policy, call("write-run", "assets/a.png")), "ask");
    assert.equal(actionOf(policy, call("write-run")), "allow", "a glob is about paths only");
    assert.equal(actionOf(policy, call("write-run", "a.png", "extract_asset")), "ask");
    assert.equal(actionOf(policy, call("network", undefined, "extract_asset")), "ask");
    assert.equal(actionOf(policy, call("network")), "none");
  });

  it("let one that denies win wherever it stands, else the last", () => {
    const deny = { glob: "**/.env", action: "deny" } as const;
    const allow = { tool: "read_file", glob: "**", action: "allow" } as const;
    const ask = { effect: "read-project", action: "ask" } as const;
    const env = call("read-project", "app/.env");
    for (const policy of [
      [deny, ask, allow],
      [ask, allow, deny],
    ])
      assert.equal(findRule(policy, env), deny);
    assert.equal(findRule([ask, allow], reading), allow);
    assert.equal(findRule([allow, ask], reading), ask);
  });

  it("can be told in words", () => {
    const rule = { tool: "read_file", effect: "read-project", glob: "src/**" } as const;
    assert.equal(
      describeRule({ ...rule, action: "ask" }),
      "ask tool=read_file effect=read-project glob=src/**",
    );
  });
});

describe("PermissionDesk", () => {
  const asking = { effect: "read-project", path: "src/a.ts", rule: "ask effect=read-project" };

  it("asks a person, with all there is to know", async () => {
    const { questions, ask } = createPerson({ allow: true, scope: "once" });
    const decision = await new PermissionDesk(DEFAULT_POLICY, ask).decide(reading, never, never);
    assert.deepEqual(decision, { ...asking, action: "allow", by: "person" });
    assert.deepEqual(questions, [
      {
        ...{ id: "permission-1", tool: "read_file", effect: "read-project", path: "src/a.ts" },
        summary: "read_file wants to read from your project: src/a.ts",
      },
    ]);
  });

  it("says no where there is nobody to ask, and nobody answers in time", async () => {
    const alone = new PermissionDesk(DEFAULT_POLICY, undefined);
    const no = { ...asking, action: "deny", by: "nobody" };
    assert.deepEqual(await alone.decide(reading, never, never), no);

    const timer = new AbortController();
    const desk = new PermissionDesk(DEFAULT_POLICY, createPerson().ask);
    const waiting = desk.decide(reading, timer.signal, never);
    timer.abort();
    assert.deepEqual(await waiting, no);

    const abort = new AbortController();
    const aborted = desk.decide(reading, never, abort.signal);
    abort.abort();
    await assert.rejects(aborted, isAbort);
  });

  it("remembers an answer for the run, and no other", async () => {
    const { questions, ask } = createPerson(
      { allow: false, scope: "once" },
      { allow: true, scope: "run" },
      { allow: false, scope: "run" },
    );
    const desk = new PermissionDesk(DEFAULT_POLICY, ask);
    const decide = async (planned: PlannedCall): Promise<string> =>
      (await desk.decide(planned, never, never)).action;
    assert.deepEqual(
      [await decide(reading), await decide(reading), await decide(call("read-project", "b.ts"))],
      ["deny", "allow", "allow"],
    );
    assert.equal(questions.length, 2);
    const other = call("read-project", "b.ts", "list_files");
    assert.deepEqual([await decide(other), await decide(other)], ["deny", "deny"]);
    assert.equal(questions.length, 3);
  });
});
