import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { until } from "../../../fakes/until";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { useExtension } from "../activated";

describe("the view of past runs", () => {
  const extension = useExtension();

  interface Item {
    readonly run: string;
  }

  const view = (): vscode.TreeDataProvider<Item> => {
    const provider = editor.trees.get("mockloop.runs");
    assert.ok(provider);
    return provider as vscode.TreeDataProvider<Item>;
  };

  async function items(): Promise<readonly (vscode.TreeItem & Item)[]> {
    const list = (await view().getChildren()) ?? [];
    const rows = list.map((item) => view().getTreeItem(item) as vscode.TreeItem);
    return rows.map((row, index) => Object.assign(row, list[index]));
  }

  it("lists the runs, the newest first, with their scores and pictures", async () => {
    await extension().generate("a.png");
    await extension().generate("b.png");
    const [newest, oldest] = await items();
    assert.deepEqual([newest?.label, oldest?.label], ["b.png", "a.png"]);
    assert.match(String(newest?.description), /^0\.\d{3} · 2 iterations$/);
    assert.match(String((newest?.iconPath as vscode.Uri).path), /render\.png$/);
    assert.match(newest?.tooltip as string, /^b\.png\n\d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
    assert.equal(newest?.contextValue, "ended");
  });

  it("tells when a run begins, and that it is under way", async () => {
    let told = 0;
    view().onDidChangeTreeData?.(() => told++);
    const ended = extension().generate("hang.png");
    const { id } = await extension().runOf("hang.png", "running");
    await until(() => told > 0);
    const [item] = await items();
    assert.deepEqual([item?.contextValue, item?.description], ["busy", "running"]);
    await extension().execute("mockloop.cancel", { run: id });
    await ended;
  });

  it("opens, resumes, reveals and deletes the one that is meant", async () => {
    await extension().generate("a.png");
    await extension().generate("b.png");
    const [, first] = await items();
    assert.ok(first?.command);
    await extension().execute(first.command.command, ...(first.command.arguments as unknown[]));
    const panel = editor.panels.at(-1);
    panel?.say({ type: "ready" });
    const titleOn = (): unknown => panel?.title;
    await until(() => titleOn() === "Mockloop: a.png");
    await extension().execute("mockloop.resumeRun", { run: first.run });
    assert.deepEqual(
      extension().runs.map(({ iterations }) => iterations.length),
      [4, 2],
    );
    await extension().execute("mockloop.revealRun", { run: first.run });
    assert.ok(editor.revealed[0]?.path.endsWith(`/runs/${first.run}`));
    await extension().execute("mockloop.deleteRun", { run: first.run });
    assert.equal(extension().runs.length, 2, "nobody said yes");
    editor.press.set(/Discard a\.png/, "Discard");
    await extension().execute("mockloop.deleteRun", { run: first.run });
    assert.deepEqual(
      (await items()).map(({ label }) => label),
      ["b.png"],
    );
    assert.ok(!extension().runFolders.includes(first.run));
  });

  it("renames a run, also for the next window, and takes the name back", async () => {
    await extension().generate("a.png");
    const [item] = await items();
    const labels = async () => (await items()).map(({ label }) => label);
    const rename = async (name: string | undefined): Promise<void> => {
      editor.input = name;
      await extension().execute("mockloop.renameRun", { run: item?.run });
    };
    await rename(" Sign-in, second try ");
    assert.deepEqual(await labels(), ["Sign-in, second try"]);
    await extension().close();
    extension().open();
    await until(() => extension().runs.length === 1);
    assert.deepEqual(await labels(), ["Sign-in, second try"]);
    await rename(undefined);
    assert.deepEqual(await labels(), ["Sign-in, second try"], "thought better of it");
    await rename("");
    assert.deepEqual(await labels(), ["a.png"]);
  });

  it("says so of a run that is gone, and lists nothing where nothing is", async () => {
    assert.deepEqual(await items(), []);
    await extension().execute("mockloop.openRun", { run: "2020-gone" });
    assert.deepEqual(extension().texts, ["info: Mockloop: This run is no longer there."]);
  });
});
