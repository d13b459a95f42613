import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Folder } from "../../../../../src/files/folder";
import { keepElements, loadElements } from "../../../../../src/run/journal/beside/keepElements";
import type { Render } from "../../../../../src/render/renderer";
import { useTempFolder } from "../../../../fakes/tempFolder";

const element = (selector: string, x: number) => ({
  ...{ selector, path: "1", tag: "p" },
  box: { x, y: 2, width: 30.04, height: 4 },
});

describe("the elements of an iteration's page", () => {
  const temp = useTempFolder();

  it("are found again, in their order, with lengths to a tenth of a px", async () => {
    const elements = [element("main", 0), element("main > p", 1.26)];
    await keepElements(await Folder.open(temp()), { elements } as unknown as Render);
    assert.deepEqual(await loadElements(temp()), [
      { selector: "main", x: 0, y: 2, width: 30, height: 4 },
      { selector: "main > p", x: 1.3, y: 2, width: 30, height: 4 },
    ]);
  });

  it("are none where there is no page, something else, or a link", async () => {
    assert.deepEqual(await loadElements(join(temp(), "gone")), []);
    assert.deepEqual(await loadElements(temp()), []);
    writeFileSync(join(temp(), "elements.json"), '[{"selector":7}]');
    assert.deepEqual(await loadElements(temp()), []);
    const [inside, outside] = [join(temp(), "linked"), join(temp(), "elements.json")];
    writeFileSync(outside, "[]");
    await Folder.make(inside);
    symlinkSync(outside, join(inside, "elements.json"));
    assert.deepEqual(await loadElements(inside), []);
  });
});
