import assert from "node:assert/strict";
import fc from "fast-check";
import { BUILT_IN, decide, describeRule } from "../../../src/policy/decide";
import type { Policy } from "../../../src/policy/decide";
import { isAbout } from "../../../src/policy/matchRule";
import { parsePolicy } from "../../../src/policy/parsePolicy";
import type { PlannedCall } from "../../../src/policy/plannedCall";
import type { PolicyAction, PolicyRule } from "../../../src/protocol/permissionProtocol";
import { effectSchema } from "../../../src/protocol/schemas/permission";

const call = (
  effect: PlannedCall["effect"],
  more: { readonly tool?: string; readonly paths?: readonly string[]; readonly host?: string } = {},
): PlannedCall => {
  const { tool = "write_file", paths = [], host } = more;
  return {
    ...{ tool, effect, paths: paths.map((path) => ({ path })) },
    ...(host !== undefined && { host }),
  };
};
const layer = (...rules: readonly PolicyRule[]): Policy => [{ name: "test", rules }];
const actionOf = (policy: Policy, planned: PlannedCall): PolicyAction =>
  decide(policy, planned).action;

describe("a policy", () => {
  it("allows nothing that reaches out, to begin with", () => {
    assert.deepEqual(
      effectSchema.enum.map((effect) => [effect, actionOf([], call(effect))]),
      [
        ["read-mockup", "allow"],
        ["read-run", "allow"],
        ["read-project", "ask"],
        ["write-run", "allow"],
        ["write-workspace", "deny"],
        ["network", "ask"],
        ["execute", "deny"],
      ],
    );
  });

  it("has rules about tools, effects, paths and hosts", () => {
    const policy = layer(
      { tool: "extract_asset", action: "ask" },
      { effect: "write-run", path: "assets/*.png", action: "deny" },
      { effect: "network", host: "*.example.com", action: "allow" },
    );
    const paths = (...some: string[]): { readonly paths: string[] } => ({ paths: some });
    assert.equal(actionOf(policy, call("write-run", paths("index.html"))), "allow");
    assert.equal(actionOf(policy, call("write-run", paths("assets/a.png"))), "deny");
    assert.equal(actionOf(policy, call("write-run")), "allow", "a glob is about paths only");
    assert.equal(actionOf(policy, call("write-run", { tool: "extract_asset" })), "ask");
    assert.equal(actionOf(policy, call("network", { host: "api.example.com:8080" })), "allow");
    assert.equal(actionOf(policy, call("network", { host: "example.com" })), "ask");
    assert.equal(actionOf(policy, call("network")), "ask");
    const both = call("write-run", paths("index.html", "assets/a.png"));
    assert.equal(actionOf(policy, both), "deny", "one of two files is enough");
  });

  it("knows a file in every spelling", () => {
    const policy = layer({ path: "keys/**", action: "deny" }, { path: "**/.env", action: "deny" });
    const spellings = [
      ...["keys/a", "./keys/a", "keys//a", "x/../keys/a", "KEYS/a", "keys\\a", "keys/a/"],
      ...["keys/.hidden/a", ".env", "a/.ENV", "a/./.env"],
    ];
    for (const path of spellings)
      assert.equal(actionOf(policy, call("read-project", { paths: [path] })), "deny", path);
    const allow = layer({ path: "src/**", action: "allow" });
    for (const path of ["SRC/a", "src/../a", "a/src/b"])
      assert.equal(actionOf(allow, call("read-project", { paths: [path] })), "ask", path);
  });

  it("knows a host in every spelling, and none by its ending or beginning", () => {
    const policy = layer({ host: "api.example.com", action: "deny" });
    const wide = layer({ host: "*.example.com:443", action: "deny" });
    for (const host of ["api.example.com", "API.Example.com:8443", "api.example.com."])
      assert.equal(actionOf(policy, call("network", { host })), "deny", host);
    for (const host of ["xapi.example.com", "api.example.com.evil.net", "example.com"])
      assert.equal(actionOf(policy, call("network", { host })), "ask", host);
    assert.equal(actionOf(wide, call("network", { host: "a.b.example.com:443" })), "deny");
    assert.equal(actionOf(wide, call("network", { host: "a.example.com:80" })), "ask");
    assert.equal(actionOf(wide, call("network", { host: "badexample.com:443" })), "ask");
    const six = layer({ host: "[::1]:8080", action: "deny" });
    assert.equal(actionOf(six, call("network", { host: "[::1]:8080" })), "deny");
    assert.equal(
      actionOf(layer({ host: "*", action: "deny" }), call("network", { host: "a" })),
      "deny",
    );
  });

  it("lets the strictest of its rules win, wherever it stands, and a rule stand over the default", () => {
    const deny = { path: "**/.env", action: "deny" } as const;
    const allow = { tool: "write_file", path: "**", action: "allow" } as const;
    const ask = { effect: "read-project", action: "ask" } as const;
    const env = call("read-project", { paths: ["app/.env"] });
    const source = call("read-project", { paths: ["src/a.ts"] });
    for (const rules of [
      [deny, ask, allow],
      [ask, allow, deny],
    ])
      assert.deepEqual(decide(layer(...rules), env), {
        ...{ action: "deny", rule: "test: deny path=**/.env" },
      });
    assert.equal(actionOf(layer(allow, ask), source), "ask");
    const policy = [
      { name: "test", defaults: { "read-project": "deny" }, rules: [allow] },
    ] as const;
    assert.equal(actionOf(policy, source), "allow");
    assert.deepEqual(decide(policy, call("read-project")), {
      ...{ action: "deny", rule: "test: deny read-project" },
    });
  });

  it("takes this machine for no network, unless a rule names it", () => {
    const own = { ...call("network", { host: "127.0.0.1:8080" }), isOwnHost: true };
    const closed = { name: "machine", defaults: { network: "deny" } } as const;
    assert.equal(actionOf([closed], own), "allow");
    const rules = [{ host: "127.0.0.1", action: "deny" }] as const;
    assert.equal(actionOf([closed, { name: "given", rules }], own), "deny");
  });

  it("is read from JSON, and says what is wrong with it", () => {
    const wrong: readonly [unknown, RegExp][] = [
      [
        { rules: [{ tool: "a", action: "maybe" }] },
        /^rules\.0\.action must be one of allow, ask, deny$/,
      ],
      [{ defaults: { net: "allow" } }, /^there is no defaults\.net$/],
      [{ defaults: { network: "no" } }, /^defaults\.network must be one of allow, ask, deny$/],
      [{ rules: [{ action: "deny", glob: "*" }] }, /^there is no rules\.0\.glob$/],
      [{ rules: [{ path: "*" }] }, /^rules\.0\.action is missing$/],
      [[], /must be object/],
    ];
    for (const [value, words] of wrong) {
      const said = parsePolicy(value, "a");
      assert.ok(typeof said === "string");
      assert.match(said, words);
    }
    const rules = [{ path: "src/**", action: "allow" }];
    assert.deepEqual(parsePolicy({ $schema: "x", rules }, "a"), { name: "a", rules });
  });
});

/** Always the same ones, so that a failure is no matter of luck. */
const RUNS = { numRuns: 2000, seed: 14 };

const STRICTNESS = { allow: 0, ask: 1, deny: 2 } as const;
const action = fc.constantFrom<PolicyAction>("allow", "ask", "deny");
const tool = fc.constantFrom("write_file", "read_file", "model");
const effect = fc.constantFrom(...effectSchema.enum);
const path = fc.constantFrom(
  "a.html",
  "src/a.ts",
  "src/.env",
  "./src//b.ts",
  "SRC/a.ts",
  "x/../a.html",
);
const host = fc.constantFrom("api.example.com", "example.com:80", "10.0.0.2:8080");
const rule = fc.record(
  {
    tool,
    effect,
    path: fc.constantFrom("**", "src/**", "*.html", "**/.env", "src/*.ts"),
    host: fc.constantFrom("*", "*.example.com", "example.com", "10.0.0.2:8080"),
    action,
  },
  { requiredKeys: ["action"] },
);
const policy = fc.array(
  fc.record({
    name: fc.constantFrom("machine", "given", "workspace"),
    defaults: fc.dictionary(effect, action, { noNullPrototype: true }),
    rules: fc.array(rule, { maxLength: 8 }),
  }),
  { maxLength: 4 },
);
const planned = fc.record(
  {
    tool,
    effect,
    paths: fc.array(
      path.map((one) => ({ path: one })),
      { maxLength: 3 },
    ),
    host,
  },
  { requiredKeys: ["tool", "effect", "paths"] },
);

describe("of any policies", () => {
  /** All rules about a call, of all policies. */
  const matching = (layers: Policy, one: PlannedCall): readonly PolicyRule[] => {
    const paths = one.paths.length > 0 ? one.paths.map((given) => given.path) : [undefined];
    const rules = layers.flatMap((each) => each.rules ?? []);
    return rules.filter((each) => paths.some((given) => isAbout(each, one, given)));
  };

  it("no decision is more permissive than the strictest rule about the call", () => {
    let strict = 0;
    fc.assert(
      fc.property(policy, planned, (layers, one) => {
        const decided = STRICTNESS[actionOf(layers, one)];
        for (const each of matching(layers, one)) {
          strict += STRICTNESS[each.action] > 0 ? 1 : 0;
          assert.ok(decided >= STRICTNESS[each.action], describeRule(each));
        }
      }),
      RUNS,
    );
    assert.ok(strict > 300, `the policies had something to say: ${strict} times`);
  });

  it("none can allow what another, or nobody, allows without it", () => {
    fc.assert(
      fc.property(policy, policy, planned, (mine, theirs, one) => {
        const alone = decide(mine, one);
        const together = decide([...mine, ...theirs], one);
        // What mine says nothing about is not mine to forbid.
        if (!alone.rule.startsWith("built in"))
          assert.ok(STRICTNESS[together.action] >= STRICTNESS[alone.action]);
      }),
      RUNS,
    );
  });

  it("a policy with all defaults is a ceiling", () => {
    fc.assert(
      fc.property(
        fc.dictionary(effect, action, { noNullPrototype: true }),
        policy,
        planned,
        (given, theirs, one) => {
          const ceiling = { name: "machine", defaults: { ...BUILT_IN, ...given } };
          const most = STRICTNESS[ceiling.defaults[one.effect]];
          assert.ok(STRICTNESS[actionOf([ceiling, ...theirs], one)] >= most);
        },
      ),
      RUNS,
    );
  });
});
