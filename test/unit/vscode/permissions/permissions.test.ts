import assert from "node:assert/strict";
import * as vscode from "vscode";
import { isAbort } from "../../../../src/base/async";
import { BUILT_IN, decide } from "../../../../src/policy/decide";
import type { PlannedCall } from "../../../../src/policy/plannedCall";
import type { PermissionAsk } from "../../../../src/protocol/permissionProtocol";
import { COMMANDS, SETTINGS } from "../../../../src/vscode/contributions";
import { askPermission } from "../../../../src/vscode/permissions/askPermission";
import { readPolicy } from "../../../../src/vscode/settings";
import { useTempFolder } from "../../../fakes/tempFolder";
import { editor } from "../../../fakes/vscode/fakeEditor";
import { useExtension } from "../activated";

const never = new AbortController().signal;
const asking: PermissionAsk = {
  runDir: "/runs/7",
  question: {
    ...{ id: "1", tool: "write_file", effect: "write-run", paths: ["a/index.html"] },
    summary: "write_file wants to write the page's files: a/index.html",
    diff: Array.from({ length: 32 }, (_, line) => `+line ${line}`).join("\n"),
    scopes: ["once", "session", "workspace"],
  },
};

describe("askPermission", () => {
  beforeEach(() => editor.reset("/w"));

  it("shows exactly what would happen, and offers how long it may be allowed", async () => {
    editor.press.set(/write_file wants to write the page's files/, "Allow in This Workspace");
    assert.deepEqual(await askPermission(asking, never), { allow: true, scope: "workspace" });
    const [message] = editor.messages;
    assert.equal(message?.kind, "modal");
    assert.deepEqual(message.buttons, [
      ...["Allow Once", "Allow in This Window", "Allow in This Workspace"],
    ]);
    const [detail = ""] = editor.details;
    assert.match(detail, /^File: a\/index\.html\n\n\+line 0\n/);
    assert.match(detail, /\+line 29\n… 2 more lines\n\nAsked by the run 7\./);
    const { question } = asking;
    const sending = { ...question, paths: [], host: "a.example:8443" };
    assert.deepEqual(await askPermission({ ...asking, question: sending }, never), {
      ...{ allow: false, scope: "once" }, // the dialog was closed
    });
    assert.match(editor.details[1] ?? "", /^Host: a\.example:8443\n/);
  });

  it("offers no workspace where none is open, and waits for nobody whose run was ended", async () => {
    editor.reset(undefined);
    await askPermission(asking, never);
    assert.deepEqual(editor.messages[0]?.buttons, ["Allow Once", "Allow in This Window"]);
    await assert.rejects(askPermission(asking, AbortSignal.abort()), isAbort);
  });
});

describe("the settings of the policy", () => {
  beforeEach(() => editor.reset("/w"));
  const reading: PlannedCall = { tool: "read", effect: "read-project", paths: [{ path: "a.ts" }] };
  const sending: PlannedCall = { tool: "model", effect: "network", paths: [], host: "a.example" };
  const actionOf = (call: PlannedCall): string => decide(readPolicy(), call).action;

  it("are what is built in, where nobody sets them", () => {
    assert.deepEqual(SETTINGS["tools.permissions"], BUILT_IN);
    assert.deepEqual([actionOf(reading), actionOf(sending)], ["ask", "ask"]);
  });

  it("let a workspace be stricter than the machine, and never looser", () => {
    const allow = [{ effect: "read-project", action: "allow" }];
    editor.settings.set("mockloop.tools.workspaceRules", allow);
    assert.equal(actionOf(reading), "ask");
    editor.settings.set("mockloop.tools.permissions", { "read-project": "allow" });
    assert.equal(actionOf(reading), "allow");
    editor.settings.set("mockloop.tools.workspaceRules", [{ path: "*.ts", action: "deny" }]);
    assert.equal(actionOf(reading), "deny");
    assert.equal(actionOf(sending), "ask", "what was not set is as built in");
  });

  it("know hosts", () => {
    editor.settings.set("mockloop.network.allowedDomains", ["*.example", "a.example"]);
    assert.equal(actionOf(sending), "allow");
    editor.settings.set("mockloop.network.deniedDomains", ["a.example"]);
    assert.equal(actionOf(sending), "deny");
  });

  it("count as none never: what is not understood is told", () => {
    for (const [key, value, words] of [
      ["tools.rules", [{ acton: "deny" }], /mockloop\.tools\.rules is not understood: .*acton/],
      ["tools.permissions", { network: "no" }, /mockloop\.tools\.permissions .* allow, ask, deny/],
      ["network.deniedDomains", "a.example", /mockloop\.network\.deniedDomains .*array/],
      ["tools.workspaceRules", {}, /mockloop\.tools\.workspaceRules .*array/],
    ] as const) {
      editor.reset("/w");
      editor.settings.set(`mockloop.${key}`, value);
      assert.throws(readPolicy, words);
    }
  });
});

describe("the command Permissions", () => {
  const folder = useTempFolder();
  let before: string | undefined;
  beforeEach(() => {
    before = process.env["MOCKLOOP_CONFIG"];
    process.env["MOCKLOOP_CONFIG"] = folder();
  });
  afterEach(() => {
    if (before === undefined) delete process.env["MOCKLOOP_CONFIG"];
    else process.env["MOCKLOOP_CONFIG"] = before;
  });
  const extension = useExtension();
  const questions = (): number => editor.messages.filter(({ kind }) => kind === "modal").length;

  /** Opens the table, chooses the first line that matches, then goes away; resolves with the lines that were shown. */
  async function choose(...wanted: readonly RegExp[]): Promise<readonly string[]> {
    const left = [...wanted];
    const shown: string[] = [];
    editor.pick = (labels) => {
      shown.push(...labels);
      const next = left.shift();
      return next && labels.find((label) => next.test(label));
    };
    await extension().execute(COMMANDS.permissions);
    return shown;
  }

  it("shows what was answered and asked, and takes an answer back", async () => {
    editor.press.set(/read_file wants/, "Allow in This Workspace");
    await extension().generate("asks.png");
    await extension().generate("asks-again.png");
    assert.equal(questions(), 1, "it was remembered");
    const shown = await choose(/^\$\(check\) read_file: Read from your project$/);
    const [asked = "", taken = ""] = ["Asked in this window", "Answered"];
    assert.equal(shown.filter((label) => label === asked).length, 2);
    assert.equal(shown.filter((label) => label === taken).length, 1, "it is gone");
    await extension().generate("asks-more.png");
    assert.equal(questions(), 2);
  });

  it("changes what is allowed on this machine", async () => {
    await choose(/^Send mockups over the network, fetch pictures$/, /Denied/);
    assert.deepEqual(editor.settings.get("mockloop.tools.permissions"), { network: "deny" });
    const configuration = vscode.workspace.getConfiguration("mockloop");
    assert.deepEqual(configuration.inspect("tools.permissions")?.globalValue, { network: "deny" });
    const sending = { tool: "model", effect: "network", paths: [], host: "a.example" } as const;
    assert.equal(decide(readPolicy(), sending).action, "deny");
  });

  it("lets no run begin under a policy that is not understood", async () => {
    editor.settings.set("mockloop.tools.rules", [{}]);
    await extension().generate("a.png");
    assert.match(extension().texts.join("\n"), /mockloop\.tools\.rules is not understood/);
  });
});
