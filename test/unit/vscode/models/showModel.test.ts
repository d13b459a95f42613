import assert from "node:assert/strict";
import * as vscode from "vscode";
import { parseModelRef } from "../../../../src/protocol/modelRef";
import type { ModelRef } from "../../../../src/protocol/modelRef";
import { showModel } from "../../../../src/vscode/models/showModel";
import { editor } from "../../../fakes/vscode/fakeEditor";

describe("the model in the status bar", () => {
  let current: ModelRef;
  let shown: vscode.Disposable;
  beforeEach(() => {
    editor.reset(undefined);
    current = parseModelRef("tracer");
    shown = showModel({
      get current() {
        return current;
      },
    });
  });
  afterEach(() => void shown.dispose());
  const text = (): string | undefined => editor.statusItems[0]?.text;

  /** The settings name another model. */
  async function choose(name: string): Promise<void> {
    current = parseModelRef(name);
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration("mockloop").update("model", name, Global);
  }

  it("is there from the first, and is a way to choose another", () => {
    assert.equal(editor.statusItems.length, 1);
    assert.equal(text(), "$(sparkle) Tracer");
    const item = editor.statusItems[0] as unknown as { readonly command: string };
    assert.equal(item.command, "mockloop.chooseModel");
  });

  it("follows the setting, whatever kind of model it names", async () => {
    for (const [name, words] of [
      ["glm-4.6v-flash", "glm-4.6v-flash"],
      ["/models/My model.gguf", "My model.gguf"],
      ["server:box", "box"],
      ["http://10.0.0.2:8080/v1#glm", "glm (10.0.0.2:8080)"],
      ["editor:copilot-x", "copilot-x"],
      ["tracer", "Tracer"],
    ] as const) {
      await choose(name);
      assert.equal(text(), `$(sparkle) ${words}`);
    }
    assert.equal(editor.statusItems.length, 1);
  });

  it("minds no other setting, and none when it is gone", async () => {
    current = parseModelRef("server:box");
    await vscode.workspace.getConfiguration("mockloop").update("gpu", "cpu", 1);
    assert.equal(text(), "$(sparkle) Tracer");
    shown.dispose();
    await choose("server:box");
    assert.equal(text(), "$(sparkle) Tracer");
  });
});
