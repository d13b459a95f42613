import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS, SETTINGS } from "../../../src/vscode/contributions";
import { activateExtension } from "./editor";

describe("the extension in the editor", () => {
  before(activateExtension);

  it("registers every command", async () => {
    const known = await vscode.commands.getCommands(true);
    for (const id of Object.values(COMMANDS)) assert.ok(known.includes(id), id);
  });

  it("brings every setting with its default", () => {
    const configuration = vscode.workspace.getConfiguration("mockloop");
    for (const [key, value] of Object.entries(SETTINGS))
      assert.deepEqual(configuration.inspect(key)?.defaultValue, value, key);
  });

  it("says what it does without trust: a workspace cannot name the browser", () => {
    const manifest = vscode.extensions.getExtension("mockloop.mockloop")?.packageJSON as {
      capabilities: {
        untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
      };
    };
    const { untrustedWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, "limited");
    assert.ok(untrustedWorkspaces.restrictedConfigurations.includes("mockloop.browserPath"));
  });

  it("ignores a browser that the workspace's settings name", async () => {
    const configuration = vscode.workspace.getConfiguration("mockloop");
    await assert.rejects(
      async () =>
        configuration.update("browserPath", "/bin/false", vscode.ConfigurationTarget.Workspace),
      "A machine-scoped setting was written to the workspace.",
    );
  });
});
