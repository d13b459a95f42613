import assert from "node:assert/strict";
import { resolve } from "node:path";
import { COMPONENTS_FILE } from "../../../../src/project/components/componentsFile";
import { SETTINGS } from "../../../../src/vscode/contributions";
import { readProjectSettings } from "../../../../src/vscode/runs/projectSettings";

const FOLDER = resolve("/work/shop");

/** The request of settings of which a person wrote `written`, in a folder with these files. */
const read = (written: Readonly<Record<string, unknown>>, ...there: readonly string[]) => {
  const values: Readonly<Record<string, unknown>> = { ...SETTINGS, target: "react", ...written };
  return readProjectSettings(
    (key) => values[key],
    String(values["target"]),
    FOLDER,
    (path) => there.some((name) => resolve(FOLDER, name) === path),
  );
};

describe("readProjectSettings", () => {
  it("opens nothing of a project that nobody said anything about", () => {
    assert.deepEqual(read({}), {});
  });

  it("opens the files that were chosen, in the workspace's folder", () => {
    const files = ["src/components/**", "src/tokens.css"];
    assert.deepEqual(read({ "project.files": files }), { project: { folder: FOLDER, files } });
  });

  it("makes the page of the components that the folder's own file lists", () => {
    assert.deepEqual(read({}, COMPONENTS_FILE), { components: resolve(FOLDER, COMPONENTS_FILE) });
  });

  it("passes the file over where the target has no components", () => {
    assert.deepEqual(read({ target: "html" }, COMPONENTS_FILE), {});
  });

  it("takes a file that was named, there or not, so that a run says what is wrong with it", () => {
    const named = { "project.components": "ui/components.json" };
    assert.deepEqual(read(named), { components: resolve(FOLDER, "ui/components.json") });
  });

  it("makes the page of its own components alone where the name is empty", () => {
    assert.deepEqual(read({ "project.components": "  " }, COMPONENTS_FILE), {});
  });

  it("passes over what is no glob and no name", () => {
    const nonsense = { "project.files": [3, "", null, "a.css"], "project.components": 7 };
    assert.deepEqual(read(nonsense), { project: { folder: FOLDER, files: ["a.css"] } });
    assert.deepEqual(read({ "project.files": "src/**" }), {});
  });
});
