import assert from "node:assert/strict";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { constants } from "node:fs";
import { join } from "node:path";
import { Folder } from "../../../src/files/folder";
import { readNamedFile, TooLargeError } from "../../../src/files/openPlain";
import { removeFolder, replaceFolder } from "../../../src/files/removeFolder";
import {
  prepareLink,
  preparePipe,
  prepareVictim,
  readVictim,
  VICTIM,
} from "../../fakes/preparedFiles";
import { useTempFolder } from "../../fakes/tempFolder";

const refused = { code: "PATH_REFUSED" };
const some = { maxBytes: 1000 };

describe("Folder", () => {
  const temp = useTempFolder();
  const at = (...path: string[]): string => join(temp(), ...path);
  const text = (...path: string[]): string => readFileSync(at(...path), "utf8");

  async function open(): Promise<Folder> {
    mkdirSync(at("folder"), { recursive: true });
    return Folder.open(at("folder"));
  }

  it("writes, reads and lists files, and leaves nothing else behind", async () => {
    const folder = await open();
    await folder.write("a/b/c.txt", "one");
    await folder.write("a/b/c.txt", "two");
    assert.equal(new TextDecoder().decode(await folder.read("a/b/c.txt", some)), "two");
    assert.deepEqual(await (await folder.folder("a/b")).list(), [{ name: "c.txt", kind: "file" }]);
    assert.equal(await folder.kind("a/none/c.txt"), undefined);
  });

  it("takes names as long as the system does", async () => {
    const folder = await open();
    const name = "n".repeat(255);
    await folder.write(name, "x");
    assert.deepEqual(readdirSync(folder.path), [name]);
  });

  it("leaves the old file and nothing else when a new one cannot be written", async () => {
    const folder = await open();
    mkdirSync(at("folder", "name", "inside"), { recursive: true });
    await assert.rejects(folder.write("name", "x"), { code: "WRITE_FAILED" });
    assert.deepEqual(readdirSync(folder.path), ["name"]);
  });

  it("refuses names that lead out or name nothing", async () => {
    const folder = await open();
    for (const name of ["../x", "a/../../x", "/x", "a//x", ".", "..", "", "a/", "x\0y"]) {
      await assert.rejects(folder.write(name, ""), refused, name);
      await assert.rejects(folder.read(name, some), refused, name);
      await assert.rejects(folder.remove(name), refused, name);
    }
    assert.deepEqual(readdirSync(temp()), ["folder"]);
  });

  it("follows links to itself, and none below", async function () {
    const victim = prepareVictim(at("victim"));
    mkdirSync(at("real"));
    prepareLink(this, at("real"), at("folder"));
    prepareLink(this, victim, at("real", "link"));
    prepareLink(this, join(victim, "index.html"), at("real", "file"));
    const folder = await open();
    for (const work of [
      () => folder.write("link/new.txt", "x"),
      () => folder.read("link/index.html", some),
      () => folder.read("file", some),
      () => folder.read("link", some),
      () => folder.folder("link"),
      () => folder.makeFolder("link/new"),
      () => folder.openToWrite("file", constants.O_TRUNC),
      () => folder.openToWrite("link/index.html", constants.O_APPEND),
      () => folder.remove("link/index.html"),
      () => folder.move("link/index.html", "mine"),
      () => folder.move("file", "link/mine"),
      () => removeFolder(folder, "link", () => true),
      () =>
        replaceFolder(
          folder,
          "link",
          () => true,
          () => Promise.resolve(),
        ),
    ])
      await assert.rejects(work(), refused, work.toString());
    await folder.write("file", "ours");
    await folder.remove("link");
    assert.deepEqual(readVictim(victim), VICTIM);
    assert.deepEqual(readdirSync(at("real")), ["file"]);
    assert.equal(text("real", "file"), "ours");
  });

  it("says that a link is on the way to what others will write", async function () {
    const folder = await open();
    await folder.write("a/plain", "x");
    for (const name of ["a/plain", "a/new", "new/new"]) await folder.refuseLinks(name);
    prepareLink(this, "plain", at("folder", "a", "link"));
    prepareLink(this, "a", at("folder", "b"));
    for (const name of ["a/link", "b/plain", "b/new"])
      await assert.rejects(folder.refuseLinks(name), refused, name);
  });

  it("tells where links lead, if that is inside", async function () {
    const folder = await open();
    await folder.write("a/real", "x");
    prepareLink(this, join("a", "real"), at("folder", "inside"));
    prepareLink(this, temp(), at("folder", "up"));
    prepareLink(this, at("folder"), at("folder", "self"));
    prepareLink(this, "nothing", at("folder", "broken"));
    assert.equal(await folder.targetOf("inside"), "a/real");
    for (const name of ["up", "self", "broken"])
      assert.equal(await folder.targetOf(name), undefined, name);
  });

  it("waits for no pipe, whatever is done with it", async function () {
    const folder = await open();
    preparePipe(this, at("folder", "pipe"));
    await assert.rejects(folder.read("pipe", some), refused);
    await assert.rejects(folder.openToWrite("pipe", constants.O_APPEND), refused);
    await assert.rejects(readNamedFile(at("folder", "pipe"), some), refused);
    await folder.write("pipe", "ours");
    assert.equal(text("folder", "pipe"), "ours");
  });

  it("refuses devices, and reads no more than it is told, however much there is", async function () {
    const folder = await open();
    await folder.write("big", new Uint8Array(1001));
    await assert.rejects(folder.read("big", some), TooLargeError);
    assert.equal((await folder.read("big", { maxBytes: 1001 })).length, 1001);
    if (!existsSync("/dev/zero")) this.skip();
    await assert.rejects(readNamedFile("/dev/zero", some), refused);
    // A file whose size the system gives as 0.
    if (!existsSync("/proc/self/status")) this.skip();
    await assert.rejects(readNamedFile("/proc/self/status", { maxBytes: 10 }), TooLargeError);
  });

  it("stops reading when it is aborted", async () => {
    const folder = await open();
    await folder.write("a", "x");
    const signal = AbortSignal.abort();
    await assert.rejects(folder.read("a", { ...some, signal }), { name: "AbortError" });
  });

  it("never changes another name that one of its files has", async () => {
    const folder = await open();
    writeFileSync(at("victim"), "precious");
    for (const name of ["a", "b", "c"]) linkSync(at("victim"), at("folder", name));
    await folder.write("a", "ours");
    const log = await folder.startAppending("b", "ours");
    await log.appendFile(" and more");
    await log.close();
    for (const flag of [constants.O_APPEND, constants.O_TRUNC])
      await assert.rejects(folder.openToWrite("c", flag), /has another name/);
    assert.equal(text("victim"), "precious");
    assert.equal(text("folder", "b"), "ours and more");
    assert.equal(statSync(at("victim")).nlink, 2);
  });

  it("deletes of a folder only what is ours, and says whether it is gone", async function () {
    const folder = await open();
    const victim = prepareVictim(at("victim"));
    for (const name of ["ours/a", "ours/b/a", "ours/b/.DS_Store", "ours/.0123456789ab.part"])
      await folder.write(`gone/${name}`, "x");
    prepareLink(this, victim, at("folder", "gone", "ours", "link"));
    assert.equal(await removeFolder(folder, "gone", (path) => path.startsWith("ours")), true);
    await folder.write("stays/ours/a", "x");
    await folder.write("stays/theirs/a", "x");
    assert.equal(await removeFolder(folder, "stays", (path) => path.startsWith("ours")), false);
    assert.deepEqual(readdirSync(at("folder", "stays")), ["theirs"]);
    assert.deepEqual(readVictim(victim), VICTIM);
    assert.equal(await removeFolder(folder, "none", () => true), true);
  });

  it("puts a new folder in the place of an old one, and keeps what is not ours beside it", async () => {
    const folder = await open();
    const fill = (fresh: Folder): Promise<void> => fresh.write("a", "new");
    await replaceFolder(folder, "one", () => true, fill);
    await folder.write("one/note", "theirs");
    await replaceFolder(folder, "one", (path) => path === "a", fill);
    const [kept = "", ...others] = readdirSync(folder.path).filter((name) => name !== "one");
    assert.deepEqual([others, readdirSync(at("folder", kept))], [[], ["note"]]);
    assert.deepEqual(readdirSync(at("folder", "one")), ["a"]);
  });

  it("leaves the old folder as it is when the new one cannot be filled", async () => {
    const folder = await open();
    await folder.write("one/a", "old");
    const fill = async (fresh: Folder): Promise<void> => {
      await fresh.write("deep/a", "new");
      throw new Error("no");
    };
    await assert.rejects(
      replaceFolder(folder, "one", () => true, fill),
      /no/,
    );
    assert.deepEqual(readdirSync(folder.path), ["one"]);
    assert.equal(text("folder", "one", "a"), "old");
  });
});
