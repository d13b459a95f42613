import assert from "node:assert/strict";
import { parseModelRef } from "../../../../src/protocol/modelRef";
import type { SeenServer } from "../../../../src/protocol/schemas/questions/servers";
import { pickModel } from "../../../../src/vscode/models/pickModel";
import type { Offer } from "../../../../src/vscode/models/pickItems";
import { until } from "../../../fakes/until";
import { editor } from "../../../fakes/vscode/fakeEditor";
import type { FakeQuickPick } from "../../../fakes/vscode/fakeQuickPick";

const server = (name: string) => ({
  ...{ host: `${name}:8080`, consent: "asked" as const },
  server: { name, url: `http://${name}:8080/v1`, model: "" },
});
const offer: Offer = {
  models: {
    ...{ type: "list-models", dir: "/m", models: [], hasBridge: true, platform: "linux-x64" },
    ...{ totalMemoryBytes: 16e9, freeMemoryBytes: 9e9 },
  },
  backends: { type: "list-backends", dir: "/b", backends: [] },
  offered: [{ id: "x", name: "X", vendor: "copilot", vision: true }],
  servers: {
    ...{ type: "list-servers", path: "/s", allowedHosts: ["api.z.ai"] },
    servers: [server("quick"), server("blind"), server("gone")],
  },
};
const seen: SeenServer = {
  ...{ type: "seen", family: "plain", title: "Server", model: "m", models: ["m"] },
};

describe("the list of models", () => {
  beforeEach(() => editor.reset(undefined));
  const front = (): FakeQuickPick => {
    const pick = editor.quickPicks.at(-1);
    assert.ok(pick);
    return pick;
  };

  it("has the tracer, other extensions' models and servers, each with its state as soon as that is known", async () => {
    const answers = new Map<string, (seen: SeenServer) => void>();
    const choice = pickModel(
      Promise.resolve(offer),
      parseModelRef("server:blind"),
      ({ name }) => new Promise((resolve) => answers.set(name, resolve)),
    );
    await until(() => answers.size === 3);
    const lines = (): string => front().lines.join("\n");
    assert.match(lines(), /Tracer[^]*X \| of copilot[^]*Servers\n[^]*quick \| .*being asked/);
    assert.match(lines(), /Add a server…[^]*Look for servers on this machine…[^]*Hosts that may/);
    assert.equal(front().activeItems[0]?.label, "$(check) blind");
    assert.ok(!lines().includes("no saved server has this name"));
    front().activeItems = [front().find("gone")];
    answers.get("quick")?.(seen);
    answers.get("blind")?.({ ...seen, vision: false });
    await until(() => /quick \| m · Server · ready/.test(lines()));
    await until(() => /blind \| m · Server · ready, no vision/.test(lines()));
    assert.match(lines(), /gone \| .*being asked/);
    assert.equal(front().activeItems[0]?.label, "$(blank) gone", "what a person went to stays");
    assert.equal(front().busy, true);
    const message = "gone cannot be reached.";
    answers.get("gone")?.({ type: "failure", state: "unreachable", message });
    await until(() => !front().busy);
    assert.match(lines(), /gone \| .*unreachable \| gone cannot be reached\./);
    front().accept("quick");
    assert.deepEqual(await choice, {
      ...{ kind: "use", model: { kind: "server", name: "quick" }, title: "quick" },
    });
  });

  it("has buttons that try a server and remove it, and asks no server any more when it is gone", async () => {
    let signal: AbortSignal | undefined;
    const ask = () =>
      pickModel(Promise.resolve(offer), parseModelRef("tracer"), (_, hidden) => {
        signal = hidden;
        return new Promise(() => undefined);
      });
    const tried = ask();
    await until(() => signal);
    front().press("gone", "Test connection");
    assert.deepEqual(await tried, { kind: "tryServer", server: server("gone").server });
    assert.equal(signal?.aborted, true);
    const removed = ask();
    await until(() => front().lines.length > 0);
    front().press("gone", "Remove");
    assert.deepEqual(await removed, { kind: "removeServer", server: server("gone").server });
    const left = ask();
    await until(() => front().lines.length > 0);
    front().hide();
    assert.equal(await left, undefined);
  });

  it("goes on without a server whose state cannot be found out", async () => {
    const choice = pickModel(Promise.resolve(offer), parseModelRef("tracer"), () =>
      Promise.reject(new Error("engine")),
    );
    await until(() => front().lines.length > 0 && !front().busy);
    front().accept("Add a server");
    assert.deepEqual(await choice, { kind: "addServer" });
    const failed = pickModel(Promise.reject(new Error("no list")), parseModelRef("tracer"), () =>
      Promise.resolve(seen),
    );
    await assert.rejects(failed, /no list/);
  });
});
