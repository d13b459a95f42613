import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configFolder } from "../../../../src/app/machine/userFolders";
import { createServerBook } from "../../../../src/app/machine/serverBook";
import type { SavedServer } from "../../../../src/protocol/schemas/savedServer";

const box: SavedServer = { name: "box", url: "http://10.0.0.2:8080/v1", model: "" };
const cloud: SavedServer = {
  ...{ name: "cloud", url: "https://api.z.ai/api/paas/v4", model: "glm-4.6v", family: "z-ai" },
  key: { kind: "environment", name: "ZAI_KEY" },
};

describe("the saved servers", () => {
  let dir = "";
  beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), "mockloop-servers-"))));
  afterEach(() => rm(dir, { recursive: true }));
  const open = () => createServerBook(join(dir, "below", "servers.json"));

  it("are none at first, then those that were saved, until they are removed", async () => {
    const book = open();
    assert.deepEqual(await book.list(), []);
    assert.equal(await book.remove("box"), false);
    await book.save(box);
    await book.save(cloud);
    await book.save({ ...box, model: "glm" });
    assert.deepEqual(await open().list(), [{ ...box, model: "glm" }, cloud]);
    assert.deepEqual(await book.find("cloud"), cloud);
    assert.equal(await book.remove("box"), true);
    assert.deepEqual(await book.list(), [cloud]);
    await assert.rejects(book.find("box"), { code: "MODEL_UNAVAILABLE", message: /Saved: cloud/ });
  });

  it("are their owner's to read", async function () {
    if (process.platform === "win32") return this.skip();
    const book = open();
    await book.save(box);
    assert.equal((await stat(book.path)).mode & 0o777, 0o600);
    assert.ok((await readFile(book.path, "utf8")).includes('"box"'));
  });

  for (const [what, wrong] of [
    ["a name with blanks", { ...box, name: "my box" }],
    ["another protocol", { ...box, url: "ftp://box/v1" }],
    ["no address", { ...box, url: "box" }],
    ["a password in the address", { ...box, url: "https://me:pass@box/v1" }],
    ["a key among the headers", { ...box, headers: { "X-Api-Key": "sk-1" } }],
    ["a key of its own", { ...box, headers: { authorization: "Bearer sk-1" } }],
  ] as const)
    it(`refuse ${what}`, async () => {
      const book = open();
      await assert.rejects(book.save(wrong), { code: "BAD_OPTION" });
      assert.deepEqual(await book.list(), []);
    });

  it("say what is wrong with their file, and leave it alone", async () => {
    const path = join(dir, "servers.json");
    await writeFile(path, '[{"name":"a"}]');
    const book = createServerBook(path);
    await assert.rejects(book.list(), { code: "BAD_OPTION", message: /url is missing/ });
    await assert.rejects(book.save(box), { code: "BAD_OPTION" });
    assert.equal(await readFile(path, "utf8"), '[{"name":"a"}]');
  });

  it("lie beside the models, or where they are told to", () => {
    assert.equal(configFolder({ MOCKLOOP_MODELS: "/m/models" }), "/m");
    assert.equal(configFolder({ MOCKLOOP_MODELS: "/m/models", MOCKLOOP_CONFIG: "/c" }), "/c");
  });
});
