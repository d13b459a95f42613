import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import manifest from "../../../package.json";
import { findBest } from "../../../src/vscode/runs/runState";
import { activateExtension, generate, inWorkspace, readText, waitFor } from "../suite/editor";

const workspaceRoot = (): string => inWorkspace(".").fsPath;

/** The folder's own settings are in `scripts/restrictedMode.mjs`: each tries to get a power that is not its own. */
describe("a folder that is not trusted", () => {
  before(async () => {
    await waitFor("the settings of the folder", () => settingsOfFolder().has("outputFolder"));
  });

  const settingsOfFolder = () => vscode.workspace.getConfiguration("mockloop", inWorkspace("."));

  it("is not trusted, and its settings name powers", () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const security = vscode.workspace.getConfiguration("security.workspace.trust");
    assert.equal(security.get("enabled"), true);
  });

  it("gives no setting that could be used against its user a value", async () => {
    const asked = JSON.parse(await readText(".vscode/settings.json")) as Record<string, unknown>;
    const groups: readonly { readonly properties: object }[] = manifest.contributes.configuration;
    const properties = new Map<string, { readonly default: unknown }>(
      groups.flatMap((group) => Object.entries(group.properties)),
    );
    const names = Object.keys(asked).filter((name) => name.startsWith("mockloop."));
    assert.ok(names.length > 8);
    for (const name of names) {
      if (name === "mockloop.tools.workspaceRules") continue; // they can forbid only
      const inForce: unknown = settingsOfFolder().get(name.slice("mockloop.".length));
      assert.deepEqual(inForce, properties.get(name)?.default, name);
      assert.notDeepEqual(asked[name], properties.get(name)?.default, name);
    }
  });

  it("works: the tracer writes a page, which is drawn and measured", async () => {
    const state = await generate();
    assert.equal(state.phase, "finished", state.status);
    assert.ok((findBest(state)?.line.scores?.fidelity ?? 0) > 0.9);
  });

  it("gets the files where the built-in setting puts them, and nothing outside", async () => {
    const written = await vscode.commands.executeCommand<boolean | undefined>("mockloop.accept", {
      folder: "default",
      preview: false,
    });
    assert.equal(written, true);
    assert.match(await readText("designs/sign-in/index.html"), /Welcome back/);
    assert.deepEqual(readdirSync(join(workspaceRoot(), "..")), ["folder"]);
  });

  it("leaves the model as it was", async () => {
    const api = await activateExtension();
    assert.match(JSON.stringify(api.runs().at(-1)), /tracer/);
  });
});
