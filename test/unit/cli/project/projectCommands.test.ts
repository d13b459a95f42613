import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import type { RunCommand } from "../../../../src/cli/commands/runCommand";
import { addProjectCommand } from "../../../../src/cli/project/projectCommand";
import { addComponentsCommand } from "../../../../src/cli/project/scanCommand";
import {
  COMPONENTS_FILE,
  parseComponents,
} from "../../../../src/project/components/componentsFile";
import { REACT_PROJECT } from "../../../fakes/ownProjects";
import { useTempFolder } from "../../../fakes/tempFolder";

/** What a command line prints, and its exit code. */
async function mockloop(...words: readonly string[]): Promise<{ text: string; code: number }> {
  let text = "";
  let code = -1;
  const run: RunCommand = async (_options, command) => {
    code = await command((more) => (text += more), new AbortController().signal);
  };
  const program = new Command();
  addProjectCommand(program, run);
  addComponentsCommand(program, run, (warning) => (text += warning));
  await program.parseAsync(words, { from: "user" });
  return { text, code };
}

describe("mockloop project", () => {
  const temp = useTempFolder();

  it("suggests a command that writes into the project, wherever it is called", async () => {
    const { text, code } = await mockloop("project", REACT_PROJECT);
    assert.equal(code, 0);
    assert.match(text, /^Framework +React/);
    const place = join(REACT_PROJECT, "src/components", "NAME");
    const command = "mockloop generate MOCKUP --target react --out";
    const written = place.includes(" ") ? `"${place}"` : place;
    assert.ok(text.includes(`${command} ${written}\n`), text);
  });

  it("quotes a path that a terminal would take for two", async () => {
    const project = join(temp(), "my shop");
    cpSync(REACT_PROJECT, project, { recursive: true });
    const { text } = await mockloop("project", project);
    assert.ok(text.includes(`--out "${join(project, "src/components", "NAME")}"\n`), text);
  });

  it("says it as one line of JSON", async () => {
    const { text } = await mockloop("project", REACT_PROJECT, "--json");
    const line = JSON.parse(text) as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      [line["type"], line["framework"], line["target"]],
      ["project", "react", "react"],
    );
  });

  it("asks for a folder that is there", async () => {
    await assert.rejects(mockloop("project", join(REACT_PROJECT, "none")), /no folder/);
  });
});

describe("mockloop components scan", () => {
  const temp = useTempFolder();
  const project = (): string => join(temp(), "project");
  const file = (): string => join(project(), COMPONENTS_FILE);

  beforeEach(() => {
    cpSync(REACT_PROJECT, project(), { recursive: true });
    rmSync(file());
  });

  it("writes the file that it proposes, and lists what has a role", async () => {
    const { text, code } = await mockloop("components", "scan", project());
    assert.equal(code, 0);
    assert.match(text, /^Button +button +src\/components\/ui\/button\.tsx$/m);
    const { components } = parseComponents(readFileSync(file(), "utf8"), COMPONENTS_FILE);
    assert.ok(components.length >= 8);
    assert.ok(text.includes(`${file()}: ${components.length} components`), text);
  });

  it("writes nothing where the proposal is only printed", async () => {
    const { text } = await mockloop("components", "scan", project(), "--print");
    assert.equal(parseComponents(text, "it").framework, "react");
    assert.ok(!existsSync(file()));
  });

  it("keeps a file that is there, unless it is told to replace it", async () => {
    writeFileSync(file(), "mine");
    await assert.rejects(mockloop("components", "scan", project()), /is there already/);
    assert.equal(readFileSync(file(), "utf8"), "mine");
    await mockloop("components", "scan", project(), "--force");
    assert.notEqual(readFileSync(file(), "utf8"), "mine");
  });

  it("asks for a project of a framework that it knows", async () => {
    await assert.rejects(
      mockloop("components", "scan", temp()),
      /no project of React, Vue or Svelte/,
    );
  });
});
