import { platformName } from "../../../../src/base/text/platformName";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answerQuestion } from "../../../../src/app/engine/answerQuestion";
import { findBackendSource } from "../../../../src/app/machine/backends";
import { createModelStore } from "../../../../src/model/llama/models/modelStore";
import type { Backend } from "../../../../src/model/llama/backends/backendCatalog";
import type { BackendEntry, ModelQuestion } from "../../../../src/protocol/schemas/models";
import type { QuestionProgress } from "../../../../src/protocol/schemas/models";
import type { AnswerTo } from "../../../../src/protocol/schemas/questions/questions";
import { matches } from "../../../../src/base/schema";
import { answerSchema } from "../../../../src/protocol/schemas/questions/questions";
import { serversIn } from "../../../fakes/serverOptions";
import { useTempFolder } from "../../../fakes/tempFolder";
import { integrityOf, makeTgz } from "../../model/llama/backends/makeTgz";
import { startFileServer, type FileServer } from "../../model/llama/download/fileServer";

const never = new AbortController().signal;
const variant = `${platformName()}-cuda`;

/** Answers as the model's process does; what it finds wrong is in its name. */
const host = (problem: string): string => `
  const send = (message) => process.send({ jsonrpc: "2.0", ...message });
  process.on("message", ({ method, id, params }) => {
    if (method === "shutDown") process.exit(0);
    if (method !== "init") return;
    const { variant } = params.params.candidates[0];
    const problems = [${JSON.stringify(problem)}].filter(Boolean);
    send({ id, result: { variant, devices: [], problems } });
  });
  process.on("disconnect", () => process.exit(0));
  send({ method: "ready" });`;

describe("questions about libraries for graphics cards", () => {
  const temp = useTempFolder();
  let server: FileServer;
  let backend: Backend;
  let dir: string;
  let archive: Buffer;

  beforeEach(async () => {
    archive = await makeTgz([
      { name: `package/bins/${variant}/libllama.cuda.v0.5.0.so`, content: randomBytes(200_000) },
    ]);
    server = await startFileServer(archive, false);
    dir = join(temp(), "backends");
    const native = join(temp(), "native", "bins", variant);
    await mkdir(native, { recursive: true });
    await writeFile(join(native, "bridge.node"), "bridge");
    await writeFile(join(native, "bridge.json"), JSON.stringify({ llamaRelease: "v0.5.0" }));
    await writeFile(join(temp(), "good.mjs"), host(""));
    await writeFile(join(temp(), "bad.mjs"), host("libcudart.so.13 is missing"));
    backend = {
      ...{ id: "cuda", variant, title: "CUDA", libraries: "CUDA's libraries", needs: "a driver" },
      packages: [
        {
          ...{ name: `@x/${variant}`, version: "1.0.0", integrity: integrityOf(archive) },
          ...{ bytes: archive.length, unpackedBytes: 200_000 },
        },
      ],
    };
  });
  afterEach(() => server.close());

  const ask = async <Q extends ModelQuestion>(
    question: Q,
    { hostName = "good", signal = never, catalogue = [backend] } = {},
    onProgress: (progress: QuestionProgress) => void = () => undefined,
  ): Promise<AnswerTo<Q>> => {
    const installation = {
      nativeDirs: [join(temp(), "native"), dir],
      hostEntry: join(temp(), `${hostName}.mjs`),
    };
    const backends = { dir, registries: [server.url], catalogue };
    const store = createModelStore(join(temp(), "models"));
    const options = { store, installation, backends, servers: serversIn(temp()), onProgress };
    const answer = await answerQuestion(question, options, signal);
    assert.ok(
      matches(answerSchema, JSON.parse(JSON.stringify(answer))),
      "survives the way to the editor",
    );
    assert.equal(answer.type, question.type);
    return answer as AnswerTo<Q>;
  };
  const entry = async (): Promise<BackendEntry | undefined> =>
    (await ask({ type: "list-backends" })).backends[0];

  it("lists what can be had here, adds it, says that it works, and removes it", async () => {
    assert.deepEqual(await entry(), {
      ...{ id: "cuda", title: "CUDA", libraries: "CUDA's libraries", needs: "a driver" },
      ...{ state: "absent", bytes: archive.length, loadedBytes: 0, unpackedBytes: 200_000 },
    });
    const told: QuestionProgress[] = [];
    const added = await ask({ type: "add-backend", id: "cuda" }, {}, (step) => told.push(step));
    assert.equal(added.works, true);
    assert.match(added.text, /^CUDA: installed, and it works here/);
    assert.deepEqual(told.at(-1), {
      ...{ file: `${variant}-1.0.0.tgz`, done: archive.length, total: archive.length },
    });
    assert.equal((await entry())?.state, "installed");
    assert.ok(existsSync(join(dir, variant, "bridge.node")));
    await ask({ type: "remove-backend", id: "cuda" });
    assert.deepEqual(await readdir(dir), []);
  });

  it("says what is missing when they do not load, or their process ends", async () => {
    const added = await ask({ type: "add-backend", id: "cuda" }, { hostName: "bad" });
    assert.equal(added.works, false);
    assert.match(added.text, /cannot be used here yet \(libcudart\.so\.13 is missing\).*a driver/);
    const again = await ask({ type: "add-backend", id: "cuda" }, { hostName: "none" });
    assert.equal(again.works, false);
    assert.match(again.text, /process ended/);
    assert.equal(server.ranges.length, 1, "nothing is fetched twice");
  });

  it("keeps what a stopped download brought, and goes on from there", async () => {
    server.misdeeds.push({ kind: "stall", after: 50_000 });
    const controller = new AbortController();
    const { signal } = controller;
    const stopped = ask({ type: "add-backend", id: "cuda" }, { signal }, ({ done }) => {
      if (done > 0) controller.abort();
    });
    await assert.rejects(stopped, { name: "AbortError" });
    const kept = await entry();
    assert.equal(kept?.state, "partial");
    assert.ok(kept.loadedBytes > 0 && kept.loadedBytes < archive.length);
    assert.equal((await ask({ type: "add-backend", id: "cuda" })).works, true);
    assert.equal(server.ranges.at(-1), `bytes=${kept.loadedBytes}-`);
  });

  it("counts as installed what is only not tried any more", async () => {
    await writeFile(
      join(temp(), "mute.mjs"),
      `process.on("message", ({ method }) => method === "shutDown" && process.exit(0));
       process.send({ jsonrpc: "2.0", method: "ready" });`,
    );
    const controller = new AbortController();
    const { signal } = controller;
    const asked = ask({ type: "add-backend", id: "cuda" }, { hostName: "mute", signal });
    const installed = join(dir, variant, "bridge.json");
    while (!existsSync(installed) || existsSync(join(dir, `${variant}.lock`)))
      await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    const added = await asked;
    assert.equal(added.works, false);
    assert.match(added.text, /installed; whether it works here was not tried/);
    assert.equal((await entry())?.state, "installed");
  });

  it("offers nothing where there is nothing, and refuses what it does not know", async () => {
    const list = await ask({ type: "list-backends" }, { catalogue: [] });
    assert.deepEqual([list.dir, list.backends], [dir, []]);
    for (const type of ["add-backend", "remove-backend"] as const)
      await assert.rejects(ask({ type, id: "voodoo" }), {
        ...{ code: "BAD_OPTION", message: /"voodoo" cannot be added; cuda can/ },
      });
    assert.equal(server.ranges.length, 0);
  });

  it("asks npm's registry, or the one that npm's variable names", () => {
    const named = { MOCKLOOP_BACKENDS: dir, npm_config_registry: "https://mirror.example" };
    const source = findBackendSource(named);
    assert.deepEqual([source.dir, source.registries], [dir, ["https://mirror.example"]]);
    assert.deepEqual(findBackendSource({}).registries, ["https://registry.npmjs.org"]);
  });
});
