import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { Command } from "commander";
import type { RequestTemplate } from "../../../../src/batch/task";
import {
  addRequestFlags,
  readRequestFlags,
  type RequestFlags,
} from "../../../../src/cli/flags/requestFlags";
import { COMPONENTS_FILE } from "../../../../src/project/components/componentsFile";
import { TRACER } from "../../../../src/protocol/modelRef";
import { REACT_PROJECT } from "../../../fakes/ownProjects";

function read(...words: readonly string[]): RequestTemplate {
  const command = addRequestFlags(new Command());
  command.parse(words, { from: "user" });
  return readRequestFlags(command.opts<RequestFlags>(), TRACER);
}

describe("the flags of a request", () => {
  it("open no project that nobody named", () => {
    const { project, components } = read();
    assert.deepEqual([project, components], [undefined, undefined]);
  });

  it("open code, styles and tokens of a project, or the files that were named", () => {
    const { project } = read("--project", "shop");
    assert.equal(project?.folder, resolve("shop"));
    assert.match(project.files.join(" "), /tsx.*json/);
    const chosen = read("--project", ".", "--project-files", "a/**", "--project-files", "b.css");
    assert.deepEqual(chosen.project?.files, ["a/**", "b.css"]);
  });

  it("make the page of the components of the file that is named, or that the project has", () => {
    assert.equal(read("--components", "ui.json").components, resolve("ui.json"));
    const own = join(REACT_PROJECT, COMPONENTS_FILE);
    assert.equal(read("--project", REACT_PROJECT).components, own);
    assert.equal(read("--project", join(REACT_PROJECT, "src")).components, undefined);
  });

  it("make it of its own components where reuse is not wanted", () => {
    const { components } = read(
      "--project",
      REACT_PROJECT,
      "--components",
      "ui.json",
      "--no-reuse",
    );
    assert.equal(components, undefined);
  });
});
