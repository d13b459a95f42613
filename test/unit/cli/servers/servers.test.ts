import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAnswerBook } from "../../../../src/app/machine/permissions/answerBook";
import { createServerBook } from "../../../../src/app/machine/serverBook";
import {
  addServer,
  allowHost,
  forgetHost,
  listServers,
  removeServer,
} from "../../../../src/cli/servers/servers";
import { runCli } from "../../../fakes/cliProcess";
import { says, startFakeServer } from "../../../fakes/fakeServer";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("mockloop servers", () => {
  const temp = useTempFolder();

  it("saves, lists and removes servers, and allows and forgets hosts", async () => {
    const book = createServerBook(join(temp(), "servers.json"));
    const answers = createAnswerBook(join(temp(), "permissions.json"));
    let text = "";
    const output = { write: (more: string) => void (text += more) };
    const told = async (command: Promise<number>): Promise<string> => {
      text = "";
      assert.equal(await command, 0);
      return text;
    };
    assert.match(await told(listServers(book, answers, output)), /No server is saved/);
    const key = { kind: "environment", name: "ZAI_KEY" } as const;
    const cloud = { name: "cloud", url: "https://api.z.ai/api/paas/v4", model: "glm-4.6v", key };
    assert.match(await told(addServer(book, cloud, output)), /--model server:cloud/);
    await told(allowHost(answers, "api.z.ai", output));
    const listed = await told(listServers(book, answers, output));
    assert.match(listed, /server:cloud {2}glm-4\.6v at https:.*, key in .*variable ZAI_KEY/);
    assert.match(listed, /Pictures may go to: api\.z\.ai\./);
    assert.match(await told(forgetHost(answers, "api.z.ai", output)), /asked again/);
    assert.match(await told(removeServer(book, "cloud", output)), /is removed/);
    await assert.rejects(removeServer(book, "cloud", output), { code: "MODEL_UNAVAILABLE" });
    assert.deepEqual([await book.list(), await answers.list()], [[], []]);
  });

  it("are tried by doctor, which says what works, and uses no key that others may read", async () => {
    const server = await startFakeServer([says("ready")]);
    const env = { MOCKLOOP_CONFIG: join(temp(), "config") };
    try {
      const good = await runCli(["doctor", "--url", server.url], undefined, env);
      assert.equal(good.code, 0, good.text + good.errors);
      assert.match(good.text, /^ok {4}server: .* it answers \(ready\)/m);
      assert.match(good.text, /^note {2}tools: .*did not call/m);
      if (process.platform === "win32") return;
      const keyFile = join(temp(), "key");
      writeFileSync(keyFile, "sk-open-to-all", { mode: 0o644 });
      const open = await runCli(
        ["doctor", "--url", server.url, "--key-file", keyFile],
        undefined,
        env,
      );
      assert.equal(open.code, 1);
      assert.match(open.text, /Others than you may read/);
      assert.ok(!JSON.stringify(server.received).includes("sk-open-to-all"));
    } finally {
      await server.stop();
    }
  }).timeout(40_000);
});
