import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseModelRef, TRACER } from "../../../src/protocol/modelRef";
import { DEFAULT_STOP_OPTIONS } from "../../../src/converge/stopPolicy";
import { TARGET_IDS } from "../../../src/project/target";
import {
  COMMANDS,
  CONTEXTS,
  IMAGE_EXTENSIONS,
  PANEL_VIEW_TYPE,
  RUNS_VIEW,
  SETTINGS,
  WALKTHROUGH,
} from "../../../src/vscode/contributions";
import { readManifest, root } from "./readManifest";

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly type: string;
  readonly order: number;
  readonly markdownDescription: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac: string;
      readonly when?: string;
    }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string; readonly when: string }[]>
    >;
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly description: string;
        readonly completionEvents: readonly string[];
        readonly media: { readonly markdown: string };
      }[];
    }[];
  };
}

const manifest = readManifest() as Manifest;
const { commands, keybindings, menus, walkthroughs } = manifest.contributes;
const properties = Object.assign(
  {},
  ...manifest.contributes.configuration.map((category) => category.properties),
) as Readonly<Record<string, Setting>>;
const commandIds: readonly string[] = Object.values(COMMANDS);
const contextKeys: readonly string[] = Object.values(CONTEXTS);
const keysIn = (when: string): string[] => when.match(/\bmockloop\.\w+/g) ?? [];

describe("package.json", () => {
  it("declares exactly the commands of the code, all in one category", () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), [...commandIds].sort());
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ["Mockloop"]);
  });

  it("declares exactly the settings of the code, with the same defaults", () => {
    const declared = Object.fromEntries(
      Object.entries(properties).map(([key, setting]) => [key, setting.default]),
    );
    const known = Object.fromEntries(
      Object.entries(SETTINGS).map(([key, value]) => [`mockloop.${key}`, value]),
    );
    assert.deepEqual(declared, known);
  });

  it("states the goals and limits that the core has where nobody sets one", () => {
    const { maxIterations, minFidelity, maxMismatchRatio } = DEFAULT_STOP_OPTIONS;
    assert.deepEqual(
      [SETTINGS.maxIterations, SETTINGS.minFidelity, SETTINGS.maxMismatchRatio],
      [maxIterations, minFidelity, maxMismatchRatio],
    );
  });

  it("describes and orders every setting, and bounds every number", () => {
    const settings = Object.entries(properties);
    assert.deepEqual(
      settings.map(([, { order }]) => order),
      settings.map((_, index) => index + 1),
    );
    for (const [key, setting] of settings) {
      assert.match(setting.markdownDescription, /\.$/, `${key} has no description`);
      if (setting.type === "number" || setting.type === "integer")
        assert.ok(setting.minimum !== undefined && setting.maximum !== undefined, key);
    }
  });

  it("offers the targets that the core knows, and a model that needs no weights", () => {
    assert.deepEqual(parseModelRef(String(properties["mockloop.model"]?.default)), TRACER);
    assert.deepEqual(properties["mockloop.target"]?.enum, TARGET_IDS);
  });

  it("lets no workspace name a program to start, or weights to load, and no untrusted one what Accept does", () => {
    const { restrictedConfigurations, supported } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, "limited");
    const loaded = Object.keys(properties).filter((key) => /path|model|mmproj/i.test(key));
    assert.ok(loaded.length >= 4);
    for (const key of loaded) {
      assert.equal(properties[key]?.scope, "machine", key);
      assert.ok(restrictedConfigurations.includes(key), key);
    }
    const writing = Object.keys(properties).filter((key) => /accept|output/i.test(key));
    assert.ok(writing.length >= 3);
    for (const key of writing) assert.ok(restrictedConfigurations.includes(key), key);
    for (const key of restrictedConfigurations) assert.ok(key in properties, key);
  });

  it("uses only known commands and context keys in menus, enablement and the walkthrough", () => {
    const entries = Object.values(menus).flat();
    assert.ok(entries.length >= 3);
    for (const { command } of entries) assert.ok(commandIds.includes(command), command);
    const conditions = [
      ...entries.map(({ when }) => when.replaceAll(PANEL_VIEW_TYPE, "").replaceAll(RUNS_VIEW, "")),
      ...commands.map(({ enablement }) => enablement ?? ""),
    ];
    const events = walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ completionEvents }) => completionEvents),
    );
    const completions = events
      .filter((event) => event.startsWith("onContext:"))
      .map((event) => event.slice("onContext:".length));
    const used = new Set([...conditions.flatMap(keysIn), ...completions]);
    for (const key of used) assert.ok(contextKeys.includes(key), key);
    for (const key of contextKeys) assert.ok(used.has(key), `${key} is set but never used`);
  });

  it("takes few keys, only its panel's own or a chord, and the documentation tells each", () => {
    const documentation = readFileSync(join(root, "docs", "vscode.md"), "utf8");
    for (const { command, key, mac, when } of keybindings) {
      assert.ok(commandIds.includes(command), command);
      assert.equal(mac, key.replaceAll("ctrl", "cmd"));
      const [panel, ...others] = (when ?? "").split(" && ");
      if (when === undefined) assert.match(key, / /, `${key} is in nobody's way`);
      else assert.equal(panel, `activeWebviewPanelId == ${PANEL_VIEW_TYPE}`);
      for (const name of others) assert.ok(contextKeys.includes(name), name);
      const words = key.split(/[+ ]/).map((part) => part.charAt(0).toUpperCase() + part.slice(1));
      const pattern = words.join("[+ ]");
      assert.match(documentation, new RegExp(pattern), `${key} is not in docs/vscode.md`);
    }
    assert.ok(keybindings.length > 0 && keybindings.length <= 5);
  });

  it("offers the generate command on every kind of picture", () => {
    for (const menu of ["explorer/context", "editor/title"]) {
      const when = menus[menu]?.find(({ command }) => command === COMMANDS.generate)?.when ?? "";
      const pattern = /resourceExtname =~ \/(.*)\/i/.exec(when)?.[1];
      assert.ok(pattern, menu);
      for (const ending of IMAGE_EXTENSIONS)
        assert.match(`.${ending}`, new RegExp(pattern, "i"), menu);
      assert.doesNotMatch(".html", new RegExp(pattern, "i"));
    }
  });

  it("wakes up for its panel", () => {
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${PANEL_VIEW_TYPE}`));
  });

  it("has a walkthrough whose pages and commands exist", () => {
    assert.deepEqual(
      walkthroughs.map(({ id }) => id),
      [WALKTHROUGH],
    );
    for (const step of walkthroughs.flatMap(({ steps }) => steps)) {
      assert.ok(existsSync(join(root, step.media.markdown)), step.media.markdown);
      const links = [...step.description.matchAll(/command:([\w.]+)/g)].map((match) => match[1]);
      const events = step.completionEvents.map((event) => event.replace(/^on\w+:/, ""));
      for (const id of [...links, ...events])
        assert.ok(id && [...commandIds, ...contextKeys].includes(id), id);
    }
  });

  it("names an icon that is there", () => assert.ok(existsSync(join(root, manifest.icon))));
});
