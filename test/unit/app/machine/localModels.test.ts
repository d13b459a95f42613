import { platformName } from "../../../../src/base/text/platformName";
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createLocalModels } from "../../../../src/app/machine/localModels";
import { MockloopError } from "../../../../src/base/errors";
import { backendsFor } from "../../../../src/model/llama/backends/backendCatalog";
import type { LocalModel } from "../../../../src/model/llama/models/localModel";
import { createModelStore } from "../../../../src/model/llama/models/modelStore";
import { pullModel } from "../../../../src/model/llama/models/pullModel";
import type { Model } from "../../../../src/model/model";
import type { HardwareRequest } from "../../../../src/protocol/hardware";
import { ScriptedModel } from "../../../fakes/scriptedModel";
import { useTempFolder } from "../../../fakes/tempFolder";

const fixtures = resolve(import.meta.dirname, "../../../fixtures/models/tiny-glm46v");
const text = join(fixtures, "tiny-glm46v-text-f16.gguf");
const mmproj = join(fixtures, "tiny-glm46v-mmproj-f16.gguf");
const pair = { kind: "file", path: text, mmproj } as const;
const installed = (name: string) => ({ kind: "installed", name }) as const;
const run = {} as never;

describe("createLocalModels", () => {
  const temp = useTempFolder();

  /** Local models with a bridge in place (its manifest is enough until something is loaded). */
  function createModels(options: { readonly hasBridge?: boolean } = {}) {
    const opened: { local: LocalModel; hardware: HardwareRequest; model: ScriptedModel }[] = [];
    const nativeDir = join(temp(), "native");
    if (options.hasBridge ?? true) {
      const bins = join(nativeDir, "bins", platformName());
      mkdirSync(bins, { recursive: true });
      writeFileSync(join(bins, "bridge.json"), '{"llamaRelease":"v1"}');
    }
    const store = createModelStore(join(temp(), "models"));
    const models = createLocalModels({
      store,
      nativeDirs: [nativeDir],
      open: (local, hardware) => {
        const model = new ScriptedModel([]);
        opened.push({ local, hardware, model });
        return model;
      },
    });
    return { models, store, opened };
  }

  const unavailable = (sentence: RegExp, remedy?: object) => (error: unknown) => {
    assert.ok(error instanceof MockloopError);
    assert.equal(error.code, "MODEL_UNAVAILABLE");
    assert.match(error.userMessage, sentence);
    if (remedy) assert.deepEqual(error.remedy, remedy);
    return true;
  };

  it("opens a pair once, lends it to run after run, and ends it with the session", async () => {
    const { models, opened } = createModels();
    for (let i = 0; i < 2; i++) await (await models.find(pair))(run).dispose();
    assert.equal(opened.length, 1);
    assert.deepEqual([opened[0]?.local.model, opened[0]?.local.mmproj], [text, mmproj]);
    assert.equal(opened[0]?.model.disposed, 0);
    await models.dispose();
    assert.equal(opened[0]?.model.disposed, 1);
  });

  it("closes a model when another one is asked for, but not under a run that has it", async () => {
    const { models, opened } = createModels();
    const first = (await models.find(pair))(run);
    const second = (await models.find(pair, { threads: 2 }))(run);
    assert.deepEqual(
      opened.map(({ hardware, model }) => [hardware.threads, model.disposed]),
      [
        [undefined, 0],
        [2, 0],
      ],
    );
    await first.dispose();
    await first.dispose();
    assert.equal(opened[0]?.model.disposed, 1);
    await second.dispose();
    assert.equal(opened[1]?.model.disposed, 0, "it stays for the next run");
  });

  it("takes the model's eyes away and changes its context when the user wants it", async () => {
    const { models, opened } = createModels();
    const hardware = { vision: "off", contextTokens: 4096 } as const;
    (await models.find(pair, hardware))(run);
    assert.equal(opened[0]?.local.mmproj, undefined);
    assert.equal(opened[0]?.local.contextSize, 4096);
  });

  it("says which processors there are bridges for when the one asked for has none", async () => {
    const { models } = createModels();
    await assert.rejects(
      models.find(pair, { gpu: "cuda" }),
      unavailable(/no vision bridge for cuda .* What there is: cpu\./, {
        ...{ kind: "set-option", option: "gpu", value: "auto" },
      }),
    );
  });

  it("says how to get the libraries when only they are missing", async () => {
    const [backend] = backendsFor(platformName());
    if (!backend) return; // there is nothing to download for this platform
    const { models } = createModels();
    const bins = join(temp(), "native", "bins", backend.variant);
    mkdirSync(bins, { recursive: true });
    writeFileSync(join(bins, "bridge.json"), '{"llamaRelease":"v1"}');
    await assert.rejects(
      models.find(pair, { gpu: backend.id }),
      unavailable(/^CUDA's libraries .* not installed/, {
        ...{ kind: "add-backend", id: "cuda", libraries: backend.libraries },
      }),
    );
  });

  it("asks the next model nothing before the last one has given its memory back", async () => {
    const { models, opened } = createModels();
    await (await models.find(pair))(run).dispose();
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const last = opened[0]?.model;
    assert.ok(last);
    last.dispose = () => ended;
    const next = (await models.find(pair, { threads: 2 }))(run);
    const request = { messages: [], tools: [], maxOutputTokens: 9, thinking: false } as const;
    const ask = async (signal: AbortSignal): Promise<void> => {
      for await (const event of next.generate({ ...request, toolChoice: "auto" }, signal))
        assert.equal(event.type, "end");
    };
    await assert.rejects(ask(AbortSignal.timeout(20)), { name: "AbortError" });
    const answer = ask(new AbortController().signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(opened[1]?.model.requests.length, 0);
    end();
    await answer;
    assert.equal(opened[1]?.model.requests.length, 1);
  });

  it("has a run wait, and say so, while another one has a model loaded", async () => {
    const { models, opened } = createModels();
    const first = (await models.find(pair))(run);
    const second = (await models.find(pair, { threads: 2 }))(run);
    const request = { messages: [], tools: [], maxOutputTokens: 9, thinking: false } as const;
    const ask = async (model: Model): Promise<string[]> => {
      const told: string[] = [];
      const asked = { ...request, toolChoice: "auto" } as const;
      for await (const event of model.generate(asked, new AbortController().signal))
        told.push(event.type === "notice" ? event.message : event.type);
      return told;
    };
    assert.deepEqual(await ask(first), ["end"]);
    const answer = ask(second);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(opened[1]?.model.requests.length, 0);
    await first.dispose();
    const [notice, ...rest] = await answer;
    assert.match(notice ?? "", /^Another run has a local model loaded/);
    assert.deepEqual(rest, ["end"]);
    assert.equal(opened[0]?.model.disposed, 1);
    assert.deepEqual(await ask(second), ["end"]);
  });

  it("finds an installed model by its name", async () => {
    const { models, store, opened } = createModels();
    const request = { id: "tiny", title: "Tiny", licence: "MIT" };
    const files = { text: { uri: text }, mmproj: { uri: mmproj } };
    await pullModel(store, { ...request, ...files }, {}, new AbortController().signal);
    (await models.find(installed("tiny")))(run);
    assert.equal(opened[0]?.local.name, "Tiny");
    assert.ok(opened[0]?.local.mmproj?.startsWith(store.dir));
    await assert.rejects(models.find(installed("gpt")), unavailable(/Available: tracer, tiny\./));
  });

  it("refuses names that are paths elsewhere", async () => {
    const { models } = createModels();
    await assert.rejects(models.find(installed("../x")), unavailable(/no model "\.\.\/x"/));
  });

  it("says how to build the bridge when there is none", async () => {
    const { models, opened } = createModels({ hasBridge: false });
    await assert.rejects(
      models.find(pair),
      unavailable(/"tracer" needs none/, {
        ...{ kind: "get-bridge", state: "missing", canBuild: false, platform: platformName() },
      }),
    );
    assert.equal(opened.length, 0);
  });

  it("refuses files that cannot work before anything is loaded", async () => {
    const { models, opened } = createModels();
    const wrong: readonly [string, string | undefined, RegExp][] = [
      [join(temp(), "gone.gguf"), undefined, /gone\.gguf is missing/],
      [mmproj, undefined, /is a vision file/],
      [text, text, /is no vision file/],
    ];
    for (const [path, vision, sentence] of wrong) {
      const model = {
        kind: "file",
        path,
        ...(vision !== undefined && { mmproj: vision }),
      } as const;
      await assert.rejects(models.find(model), unavailable(sentence));
    }
    assert.equal(opened.length, 0);
  });
});
