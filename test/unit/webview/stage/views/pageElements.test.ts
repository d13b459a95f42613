import assert from "node:assert/strict";
import { innermostAt, PageElements } from "../../../../../webview/stage/views/pageElements";
import type { PanelRequest } from "../../../../../src/protocol/panelMessages";
import type { PanelState } from "../../../../../src/protocol/schemas/panelState";

const body = { selector: "body", x: 0, y: 0, width: 400, height: 300 };
const card = { selector: ".card", x: 10, y: 10, width: 100, height: 50 };
const title = { selector: ".card > h2", x: 20, y: 20, width: 50, height: 20 };
const over = { selector: ".badge", x: 20, y: 20, width: 50, height: 20 };

describe("the elements under the pointer", () => {
  it("are the innermost, and of equal ones the topmost", () => {
    const elements = [body, card, title, over];
    assert.equal(innermostAt(elements, { x: 5, y: 5 })?.selector, "body");
    assert.equal(innermostAt(elements, { x: 15, y: 15 })?.selector, ".card");
    assert.equal(innermostAt(elements, { x: 20, y: 20 })?.selector, ".badge");
    assert.equal(innermostAt([body, card, title], { x: 69.9, y: 39 })?.selector, ".card > h2");
    assert.equal(innermostAt(elements, { x: 400, y: 5 }), undefined);
  });

  it("are asked for once an iteration, and never those of another one", () => {
    const asked: unknown[] = [];
    const page = new PageElements((request) => {
      asked.push(request);
      return Promise.resolve(null);
    });
    const show = (selected: number | null): void =>
      page.show({ runId: "a", selected } as PanelState);
    show(null);
    assert.equal(page.at({ x: 5, y: 5 }), undefined);
    assert.deepEqual(asked, []);
    show(1);
    for (let times = 0; times < 3; times++) assert.equal(page.at({ x: 5, y: 5 }), null);
    const wanted: Omit<Extract<PanelRequest, { type: "elements" }>, "id"> = {
      ...{ type: "elements", run: "a", iteration: 1 },
    };
    assert.deepEqual(asked, [wanted]);
    page.receive({ type: "elements", run: "a", iteration: 1, elements: [body] });
    assert.equal(page.at({ x: 5, y: 5 }), body);
    show(2);
    assert.equal(page.at({ x: 5, y: 5 }), null);
    assert.equal(asked.length, 2);
    page.receive({ type: "elements", run: "a", iteration: 1, elements: [body] });
    assert.equal(page.at({ x: 5, y: 5 }), null, "those of the iteration before");
    assert.equal(asked.length, 2);
  });
});
