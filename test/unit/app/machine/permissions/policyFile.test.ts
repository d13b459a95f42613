import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadPolicies } from "../../../../../src/app/machine/permissions/policyFile";
import { MockloopError } from "../../../../../src/base/errors";
import { decide } from "../../../../../src/policy/decide";
import { policyFileSchema } from "../../../../../src/protocol/schemas/policy";
import { runCli } from "../../../../fakes/cliProcess";
import { useTempFolder } from "../../../../fakes/tempFolder";

describe("a policy in a file", () => {
  const temp = useTempFolder();
  const write = (name: string, value: unknown): string => {
    const path = join(temp(), name);
    writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
    return path;
  };
  const env = (): NodeJS.ProcessEnv => ({ MOCKLOOP_CONFIG: temp() });
  const sending = { tool: "model", effect: "network", paths: [], host: "a.example" } as const;

  it("counts beside the machine's, which it cannot loosen", async () => {
    assert.deepEqual(await loadPolicies(undefined, env()), []);
    const open = write("open.json", { defaults: { network: "allow", execute: "allow" } });
    const actionOf = async (): Promise<string> =>
      decide(await loadPolicies(open, env()), sending).action;
    assert.equal(await actionOf(), "allow");
    write("policy.json", { rules: [{ host: "*.example", action: "ask" }] });
    assert.equal(await actionOf(), "ask");
    write("policy.json", { defaults: { network: "deny" } });
    assert.equal(await actionOf(), "deny");
  });

  it("counts as none only where there is none", async () => {
    const wrong: readonly [string, unknown, RegExp][] = [
      ["a.json", "{", /a\.json is not understood: it is no JSON\./],
      ["b.json", '""', /b\.json is not understood: .*\./],
      [
        "c.json",
        { rules: [{ action: "no" }] },
        /c\.json .*: rules\.0\.action must be one of allow, ask, deny\./,
      ],
    ];
    for (const [name, value, words] of wrong)
      await assert.rejects(loadPolicies(write(name, value), env()), words);
    await assert.rejects(loadPolicies(join(temp(), "none.json"), env()), /There is no file .*none/);
    mkdirSync(join(temp(), "config"));
    if (process.platform !== "win32")
      symlinkSync(join(temp(), "a.json"), join(temp(), "config", "policy.json"));
    else writeFileSync(join(temp(), "config", "policy.json"), "{");
    const machine = { MOCKLOOP_CONFIG: join(temp(), "config") };
    await assert.rejects(loadPolicies(undefined, machine), (error: unknown) => {
      assert.ok(error instanceof MockloopError);
      return error.code === "BAD_OPTION";
    });
  });

  it("has the schema that is shipped for editors", () => {
    const path = resolve(import.meta.dirname, "../../../../../media/policy.schema.json");
    const { $schema, ...shipped } = JSON.parse(readFileSync(path, "utf8")) as Record<
      string,
      unknown
    >;
    assert.equal($schema, "http://json-schema.org/draft-07/schema#");
    assert.deepEqual(shipped, JSON.parse(JSON.stringify(policyFileSchema)));
  });

  it("ends a command before anything is done, when it is not understood", async () => {
    const policy = write("policy-of-a-team.json", { rule: [] });
    const { code, errors } = await runCli(["generate", "a.png", "--policy", policy], undefined, {
      MOCKLOOP_CONFIG: temp(),
    });
    assert.equal(code, 1);
    assert.match(errors, /policy-of-a-team\.json is not understood: there is no rule\.\n$/);
  }).timeout(20_000);
});
