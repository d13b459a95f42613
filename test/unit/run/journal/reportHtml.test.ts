import assert from "node:assert/strict";
import { reportHtml } from "../../../../src/run/journal/reportHtml";
import { fakeMockup } from "../../../fakes/fakeMockup";
import { iteration, runEnd } from "../../vscode/lines";

const rowsOf = (html: string): readonly string[] =>
  [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    row.replace(/<t[dh]>/g, "|").slice(1),
  );

describe("reportHtml", () => {
  const undrawn = { ...iteration(3, undefined, false), problem: "It hung & <died>." };
  const lines = [
    iteration(0, 0.5),
    iteration(1, 0.8, true, 0.7),
    iteration(2, 0.7, false),
    undrawn,
  ];
  const html = reportHtml(fakeMockup(), lines, runEnd(1));

  it("has a row for each iteration, with what became of it", () => {
    assert.deepEqual(rowsOf(html), [
      "Iteration|Fidelity|Differing pixels|Block|Text|Position|Colour|Code|Time",
      "Start|0.500|1.20 %|0.800|0.700|0.600|0.500|–|2.5 s",
      "1 (best)|0.800|1.20 %|0.800|0.700|0.600|0.500|0.700|2.5 s",
      "2 (rolled back)|0.700|1.20 %|0.800|0.700|0.600|0.500|–|2.5 s",
      "3 (not drawn, rolled back)|–|–|–|–|–|–|–|2.5 s",
    ]);
  });

  it("shows the best one first, with its pictures, and why another was not drawn", () => {
    const headings = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
    assert.deepEqual(headings, [
      "Iteration 1 (best)",
      "Iteration Start",
      "Iteration 2 (rolled back)",
      "Iteration 3 (not drawn, rolled back)",
    ]);
    assert.ok(html.includes('src="iterations/1/render.png"'));
    assert.ok(html.includes("<li>It hung &amp; &lt;died&gt;.</li>"));
  });
});
