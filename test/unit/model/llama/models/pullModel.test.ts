import { strict as assert } from "node:assert";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { MockloopError } from "../../../../../src/base/errors";
import { listModelChoices } from "../../../../../src/model/llama/models/modelChoices";
import {
  createModelStore,
  type ModelStore,
} from "../../../../../src/model/llama/models/modelStore";
import { modelPresets } from "../../../../../src/model/llama/models/presets";
import type { PullRequest } from "../../../../../src/model/llama/models/pullFiles";
import { pullModel } from "../../../../../src/model/llama/models/pullModel";
import { findPullRequest } from "../../../../../src/model/llama/models/pullRequest";
import { splitGguf } from "../../../../fakes/splitGguf";
import { startFileServer, type FileServer } from "../download/fileServer";

const fixtures = resolve(import.meta.dirname, "../../../../fixtures/models/tiny-glm46v");
const textPath = join(fixtures, "tiny-glm46v-text-f16.gguf");
const visionPath = join(fixtures, "tiny-glm46v-mmproj-f16.gguf");
const never = new AbortController().signal;

describe("models on disk", () => {
  let dir: string;
  let store: ModelStore;
  let text: FileServer;
  let vision: FileServer;
  before(async () => {
    text = await startFileServer(await readFile(textPath));
    vision = await startFileServer(await readFile(visionPath));
  });
  after(async () => {
    await text.close();
    await vision.close();
  });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "mockloop-models-"));
    store = createModelStore(dir);
    text.ranges.length = 0;
    vision.ranges.length = 0;
  });
  afterEach(() => rm(dir, { recursive: true }));

  const request = (change: Partial<PullRequest> = {}): PullRequest => ({
    id: "tiny",
    title: "Tiny",
    licence: "MIT",
    text: { uri: `${text.url}/text.gguf` },
    mmproj: { uri: `${vision.url}/vision.gguf` },
    ...change,
  });
  const fast = { stallMs: 2000, backoffMs: 5, patience: 2 };

  it("pulls a pair as one thing, and lists, uses, verifies and removes it", async () => {
    const told = new Set<string>();
    const model = await pullModel(
      store,
      request(),
      { ...fast, onProgress: ({ file }) => told.add(file) },
      never,
    );
    assert.deepEqual([...told], ["text.gguf", "vision.gguf"]);
    assert.deepEqual(await store.list(), [model]);
    assert.equal(await store.active(), undefined);
    await store.use("tiny");
    assert.equal((await store.active())?.id, "tiny");
    const states = async () => (await store.verify("tiny", never)).map((file) => file.state);
    assert.deepEqual(await states(), ["good", "good"]);

    const bytes = await readFile(model.text.path);
    bytes[bytes.length - 1] = 1 ^ (bytes.at(-1) ?? 0);
    await writeFile(model.text.path, bytes);
    await rm(model.mmproj?.path ?? "");
    assert.deepEqual(await states(), ["changed", "missing"]);

    await store.remove("tiny");
    assert.deepEqual(await store.list(), []);
    assert.equal(await store.active(), undefined);
    assert.deepEqual(await readdir(dir), []);
  });

  describe("of a split model", () => {
    let parts: string[];
    let servers: FileServer[];
    beforeEach(async () => {
      const source = join(dir, "..", `${basename(dir)}-source`);
      await mkdir(source);
      parts = splitGguf(textPath, source, "tiny", 3);
      servers = await Promise.all(parts.map(async (part) => startFileServer(await readFile(part))));
    });
    afterEach(async () => {
      for (const server of servers) await server.close();
      await rm(dirname(parts[0] ?? ""), { recursive: true });
    });

    it("imports all parts by the first, and lists, verifies and removes them as one", async () => {
      const asked = await findPullRequest(store, parts[0] ?? "", visionPath);
      assert.equal(asked.id, "tiny");
      const model = await pullModel(store, asked, fast, never);
      assert.deepEqual(
        [model.text, ...(model.textParts ?? [])].map(({ path }) => basename(path)),
        parts.map((part) => basename(part)),
      );
      assert.deepEqual(await store.list(), [model]);
      const sizes = await Promise.all(
        [...parts, visionPath].map(async (path) => (await stat(path)).size),
      );
      const listed = (await listModelChoices(store, 4096)).find(({ id }) => id === "tiny");
      assert.equal(
        listed?.bytes,
        sizes.reduce((sum, size) => sum + size, 0),
      );
      assert.ok((listed.memoryBytes ?? 0) > (await stat(textPath)).size, "of all parts");
      const checked = await store.verify("tiny", never);
      assert.deepEqual(
        checked.map(({ state }) => state),
        ["good", "good", "good", "good"],
      );
      await store.remove("tiny");
      assert.deepEqual(await readdir(dir), []);
    });

    it("downloads them one after the other, and goes on by name after an abort", async () => {
      const abort = new AbortController();
      const textFiles = servers.map(({ url }, index) => ({
        uri: `${url}/${basename(parts[index] ?? "")}`,
      }));
      const [first, ...textParts] = textFiles as [{ uri: string }, ...{ uri: string }[]];
      const asked = request({ text: first, textParts });
      const onProgress = ({ file }: { readonly file: string }): void => {
        if (file.includes("00002")) abort.abort();
      };
      const stopped = pullModel(store, asked, { ...fast, onProgress }, abort.signal);
      await assert.rejects(stopped, { name: "AbortError" });
      const model = await pullModel(store, await findPullRequest(store, "tiny"), fast, never);
      assert.equal(model.textParts?.length, 2);
      assert.equal(servers[0]?.ranges.length, 1, "the first is not fetched again");
    });

    it("refuses parts that do not go together, and says which", async () => {
      await rm(parts[1] ?? "");
      const missing = pullModel(store, await findPullRequest(store, parts[0] ?? ""), fast, never);
      await assert.rejects(missing, { code: "BAD_OPTION", message: /00002-of-00003/ });
      await copyFile(parts[2] ?? "", parts[1] ?? "");
      const mixed = pullModel(store, await findPullRequest(store, parts[0] ?? ""), fast, never);
      await assert.rejects(mixed, {
        code: "MODEL_UNAVAILABLE",
        message: /00002-of-00003\.gguf is part 3 of 3, which does not go/,
      });
      assert.deepEqual(await store.list(), []);
    });
  });

  it("goes on after an abort, and fetches nothing twice", async () => {
    const abort = new AbortController();
    const first = pullModel(
      store,
      request(),
      { ...fast, onProgress: ({ file }) => file === "vision.gguf" && abort.abort() },
      abort.signal,
    );
    await assert.rejects(first, { name: "AbortError" });
    assert.deepEqual(await store.list(), []);
    assert.ok((await store.partialBytes("tiny")) > 3_900_000);
    // It is listed, and its name alone is enough to go on.
    const listed = (await listModelChoices(store, 4096)).find(({ id }) => id === "tiny");
    assert.equal(listed?.state, "partial");
    assert.equal(listed.partialBytes, await store.partialBytes("tiny"));
    assert.equal(listed.bytes, (await stat(textPath)).size + (await stat(visionPath)).size);
    assert.match(listed.note, /^Comes from 127\.0\.0\.1:\d+\/text\.gguf\.$/);
    const named = await findPullRequest(store, "tiny");
    assert.deepEqual(named, request());
    await pullModel(store, named, fast, never);
    assert.equal(text.ranges.length, 1);
    assert.equal((await store.list()).length, 1);
    assert.equal(await store.partialBytes("tiny"), 0);
  });

  it("lists what is left over of an import that was killed, and removes it", async () => {
    await mkdir(join(dir, "own"));
    await writeFile(join(dir, "own", "own.gguf.copy"), "x".repeat(1000));
    const listed = (await listModelChoices(store, 4096)).find(({ id }) => id === "own");
    assert.deepEqual([listed?.state, listed?.partialBytes], ["partial", 1000]);
    await assert.rejects(findPullRequest(store, "own"), /Give its address or file again/);
    await store.remove("own");
    assert.deepEqual(await readdir(dir), []);
  });

  it("refuses a pair that does not belong together, and enters nothing", async () => {
    const swapped = request({ text: { uri: visionPath }, mmproj: { uri: textPath } });
    await assert.rejects(pullModel(store, swapped, fast, never), (error: MockloopError) => {
      assert.equal(error.code, "MODEL_UNAVAILABLE");
      assert.match(error.message, /do not make a working model.*vision file/s);
      return true;
    });
    assert.deepEqual(await store.list(), []);
  });

  it("asks for disk space before the first byte", async () => {
    const large = request({ text: { uri: `${text.url}/text.gguf`, bytes: 6e9 } });
    const pull = pullModel(store, large, { ...fast, freeBytes: () => Promise.resolve(6e9) }, never);
    await assert.rejects(pull, (error: MockloopError) => {
      assert.equal(error.code, "DISK_FULL");
      assert.match(error.userMessage, /6\.0 GB free.*needs 6\.5 GB/);
      return true;
    });
    assert.equal(text.ranges.length, 0);
  });

  it("imports files from a disk, checked", async () => {
    const local = request({ text: { uri: textPath }, mmproj: { uri: visionPath } });
    const model = await pullModel(store, local, {}, never);
    assert.ok(model.text.path.startsWith(dir));
    assert.equal((await store.verify("tiny", never)).length, 2);
    const wrong = request({ text: { uri: textPath, sha256: "0".repeat(64) } });
    await assert.rejects(pullModel(store, wrong, {}, never), /damaged/);
    const missing = request({ text: { uri: join(dir, "none.gguf") } });
    await assert.rejects(pullModel(store, missing, {}, never), /no file/);
  });

  it("leaves nothing of an import that was stopped, and tells how far one is", async () => {
    const controller = new AbortController();
    const told: number[] = [];
    const local = request({ text: { uri: textPath }, mmproj: { uri: visionPath } });
    const onProgress = ({ done }: { readonly done: number }): void => {
      told.push(done);
      controller.abort();
    };
    const pull = pullModel(store, local, { onProgress }, controller.signal);
    await assert.rejects(pull, { name: "AbortError" });
    assert.ok(told.length > 0);
    assert.deepEqual(await readdir(dir), []);
  });

  it("deletes nothing but its own copies when an import fails", async () => {
    const folder = join(dir, "tiny");
    await pullModel(store, request(), fast, never);
    const own = join(folder, "own.gguf");
    await copyFile(textPath, own);
    await writeFile(join(folder, "other.gguf.part"), "half of another download");
    const there = (await readdir(folder)).sort();
    const wrong = { uri: visionPath, sha256: "0".repeat(64) };
    for (const uri of [own, textPath])
      await assert.rejects(
        pullModel(store, request({ text: { uri }, mmproj: wrong }), fast, never),
        /damaged/,
      );
    assert.deepEqual((await readdir(folder)).sort(), there);
    assert.deepEqual(
      (await store.verify("tiny", never)).map(({ state }) => state),
      ["good", "good"],
    );
  });

  it("leaves an installed model as it was when its next import is stopped", async () => {
    const local = request({ text: { uri: textPath }, mmproj: { uri: visionPath } });
    await pullModel(store, local, {}, never);
    const there = await readdir(join(dir, "tiny"));
    const controller = new AbortController();
    const onProgress = ({ file }: { readonly file: string }): void => {
      if (/mmproj/.test(file)) controller.abort();
    };
    const again = pullModel(store, local, { onProgress }, controller.signal);
    await assert.rejects(again, { name: "AbortError" });
    assert.deepEqual(await readdir(join(dir, "tiny")), there);
    const states = (await store.verify("tiny", never)).map(({ state }) => state);
    assert.deepEqual(states, ["good", "good"]);
  });

  it("takes files that are reached through a link for those that they are", async () => {
    await pullModel(store, request(), fast, never);
    const linked = `${dir} linked`;
    await symlink(dir, linked);
    try {
      const own = join(linked, "tiny", "own.gguf");
      await copyFile(textPath, own);
      const wrong = { uri: visionPath, sha256: "0".repeat(64) };
      const asked = request({ text: { uri: own }, mmproj: wrong });
      await assert.rejects(pullModel(store, asked, fast, never), /damaged/);
      assert.ok((await readdir(join(dir, "tiny"))).includes("own.gguf"), "it is the user's");
    } finally {
      await rm(linked);
    }
  });

  it("deletes a file that is no model, so that the next call can bring another", async () => {
    const whole = await readFile(textPath);
    const server = await startFileServer(whole.subarray(0, whole.length - 1000), false);
    try {
      const asked = request({ text: { uri: `${server.url}/cut.gguf` } });
      await assert.rejects(pullModel(store, asked, fast, never), {
        code: "MODEL_UNAVAILABLE",
        message: /came as cut\.gguf .*deleted.*cut short/s,
      });
      assert.deepEqual((await readdir(join(dir, "tiny"))).sort(), ["download.json", "vision.gguf"]);
      server.serve(whole);
      const model = await pullModel(store, asked, fast, never);
      assert.equal(model.text.bytes, whole.length);
      assert.equal(vision.ranges.length, 1, "what was good is not fetched again");
    } finally {
      await server.close();
    }
  });

  it("names the disk, not the network, when something cannot be written", async () => {
    for (const name of ["text.gguf.part.json", "model.json", "text.gguf"]) {
      await mkdir(join(dir, "tiny", name, "in the way"), { recursive: true });
      await assert.rejects(pullModel(store, request(), fast, never), (error: MockloopError) => {
        assert.equal(error.code, "WRITE_FAILED", `${name}: ${error.message}`);
        return true;
      });
      await rm(join(dir, "tiny"), { recursive: true });
    }
  });

  it("removes no model that is being downloaded", async () => {
    await pullModel(store, request(), fast, never);
    const unlock = await store.lock("tiny");
    await assert.rejects(store.remove("tiny"), /being changed already/);
    assert.ok(await store.find("tiny"));
    await unlock();
  });

  it("passes over what is no model of ours", async () => {
    await pullModel(store, request(), fast, never);
    await mkdir(join(dir, "LM Studio"));
    await writeFile(join(dir, "notes (old).txt"), "");
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ["tiny"],
    );
  });

  it("wants mirrors as whole addresses", async () => {
    const uri = "hf:someone/tiny/text.gguf";
    const pull = pullModel(store, request({ text: { uri } }), { mirrors: ["mirror.org"] }, never);
    await assert.rejects(pull, { code: "BAD_OPTION" });
  });

  it("takes a model without vision", async () => {
    const { id, title, licence, text: file } = request();
    const model = await pullModel(store, { id, title, licence, text: file }, fast, never);
    assert.equal(model.mmproj, undefined);
    assert.equal((await store.verify("tiny", never)).length, 1);
  });

  it("lets one process at a time download a model", async () => {
    await pullModel(store, request({ text: { uri: textPath } }), fast, never);
    const unlock = await store.lock("tiny");
    await assert.rejects(pullModel(store, request(), fast, never), /being changed already/);
    await unlock();
    await pullModel(store, request(), fast, never);
    assert.deepEqual(await readdir(dir), ["tiny"]);
  });

  it("finds mirrors before the original", async () => {
    const uri = "hf:someone/tiny/sub/text.gguf";
    const model = await pullModel(
      store,
      request({ text: { uri }, mmproj: { uri: visionPath } }),
      { ...fast, mirrors: [`${text.url}/mirror/`] },
      never,
    );
    assert.equal(model.text.path, join(dir, "tiny", "text.gguf"));
  });

  it("keeps names inside its folder", () => {
    for (const id of ["../up", "a/b", "", ".hidden", "a\\b", "x".repeat(99)])
      assert.throws(() => store.folderOf(id), { code: "BAD_OPTION" });
  });

  it("lists presets with size, licence and memory, and what else is installed", async () => {
    await pullModel(store, request({ text: { uri: textPath } }), fast, never);
    const choices = await listModelChoices(store, 32_768);
    const [flash] = choices;
    assert.ok(flash);
    assert.deepEqual(
      { ...flash, note: "", memoryBytes: Math.round((flash.memoryBytes ?? 0) / 2 ** 30) },
      {
        id: "glm-4.6v-flash",
        title: "GLM-4.6V-Flash Q4_K_M",
        licence: "MIT",
        note: "",
        state: "absent",
        active: false,
        bytes: 7_146_633_568,
        partialBytes: 0,
        canDownload: true,
        isPreset: true,
        memoryBytes: 9,
      },
    );
    const tiny = choices.at(-1);
    assert.equal(choices.length, modelPresets.length + 1);
    assert.deepEqual([tiny?.id, tiny?.state, tiny?.bytes], ["tiny", "installed", 6_433_344]);
  });
});
