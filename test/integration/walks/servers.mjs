// The walk through the servers: adding, trying, using, finding unreachable, removing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { openEditor } from "../openEditor.mjs";
import { poll } from "../quickInput.mjs";

const KEY = "sk-walk-0123456789abcdef";

/** @param {import("../walk.mjs").Walk} walk */
export async function walkServers({ browser, server, workspace, screenshots, step, useTheme }) {
  useTheme("Default Dark Modern");
  const editor = await openEditor(browser, server, { workspace, screenshots });
  const chooseModel = () => editor.command("Mockloop: Choose model");
  const rowOf = async (name) => (await editor.choices()).find((row) => row.includes(name)) ?? "";
  const book = join(workspace, "..", "config", "servers.json");
  const model = await serve();
  try {
    const { port } = model.address();
    await step(
      "a server is added by its address, its key, a model of its list, and a name",
      async () => {
        await editor.command("Mockloop: Add a server");
        await editor.answer("http://127.0.0.1:8080/v1", `http://127.0.0.1:${port}/v1`);
        await editor.answer("key", KEY);
        await editor.pick("big-model", () => editor.screenshot("1 its models"));
        await editor.answer("name", "box");
        await editor.waitForNotification(/box is saved, with the model big-model/);
        await editor.screenshot("2 saved");
        const text = readFileSync(book, "utf8");
        assert.match(text, /"kind": "store"/);
        assert.ok(!text.includes(KEY));
      },
    );

    await step("Test Connection shows what will work as a page", async () => {
      await editor.pressButton("Test Connection");
      await editor.frameWhere("the page", () => /Server box/.test(document.body?.innerText));
      await editor.screenshot("3 tried");
      assert.ok(model.asked.every((key) => key === `Bearer ${KEY}`));
    });

    await step("the list has it with its state, among all other models", async () => {
      await editor.pressButton("Use");
      await editor.waitForStatusBar(/box writes the code from now on/);
      await chooseModel();
      await editor.waitForChoice("box");
      await poll("its state", async () =>
        /big-model · llama-server · ready/.test(await rowOf("box")),
      );
      assert.match(await rowOf("box"), /on this machine: nothing leaves it/);
      await editor.screenshot("4 ready, dark");
      await editor.page.keyboard.press("Escape");
    });
  } finally {
    model.closeAllConnections();
    await new Promise((resolve) => model.close(resolve));
  }

  await step("a server that is gone is unreachable, and says why", async () => {
    await chooseModel();
    await editor.waitForChoice("box");
    await poll("its state", async () => /unreachable/.test(await rowOf("box")));
    assert.match(await rowOf("box"), /cannot be reached: nothing listens there/);
    await editor.screenshot("5 unreachable");
    await editor.page.keyboard.press("Escape");
  });

  await step("it is removed by the button of its entry, with its key", async () => {
    await chooseModel();
    await editor.pickButton("box", "Remove");
    assert.match(await editor.dialogText(), /Forget the server box.*key is deleted/s);
    await editor.pressButton("Forget");
    await editor.waitForStatusBar(/box is forgotten/);
    assert.equal(JSON.parse(readFileSync(book, "utf8")).length, 0);
    await editor.waitForStatusBar(/Tracer/);
  });
}

/** A server that lists two models and says "ready" to everything; `asked` has the key of each request. */
async function serve() {
  const asked = [];
  const json = { "content-type": "application/json" };
  const list = ["small-model", "big-model"].map((id) => ({ id, owned_by: "llamacpp" }));
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    request.resume();
    request.on("end", () => {
      if (request.url === "/v1/models")
        return response.writeHead(200, json).end(JSON.stringify({ data: list }));
      if (!request.url.endsWith("/chat/completions"))
        return response.writeHead(404, json).end("{}");
      const chunk = (delta, finish) =>
        `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
      response.writeHead(200, { "content-type": "text/event-stream" });
      return response.end(
        `${chunk({ content: "ready" }, null)}${chunk({}, "stop")}data: [DONE]\n\n`,
      );
    });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return Object.assign(server, { asked });
}
