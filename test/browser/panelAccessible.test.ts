import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page, SerializedAXNode } from "puppeteer";
import type { ToPanel } from "../../src/protocol/panelMessages";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { describePanel } from "../../src/vscode/panel/panelState";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { send, stateAfter, usePanel } from "./panelSupport";
import { THEMES, themeScript } from "./themes";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

const masked = {
  ...runStart(),
  request: { ...runStart().request, masks: [{ x: 10, y: 20, width: 30, height: 40 }] },
} satisfies RunLineUnion;
const going: readonly RunLineUnion[] = [
  masked,
  { type: "notice", message: "The model runs on the CPU." },
  iteration(1, 0.8, true, 0.7),
  iteration(2, 0.7, false, 0.7),
];
const writing: RunLineUnion = {
  ...{ type: "progress", iteration: 3, stage: "writing index.html" },
  draft: { path: "index.html", tail: "<main>\n".repeat(40) },
};
const say: RunLineUnion = {
  ...{ type: "steer", iteration: 3 },
  message: { type: "say", text: "Wider cards" },
};
const failure: RunLineUnion = {
  ...{ type: "error", mockup: "a", code: "BROWSER_MISSING" },
  message: "No browser was found.",
};
const decided: RunLineUnion = {
  ...{ type: "decision", at: "2026-01-02T13:04:59.000Z", model: "a", tool: "write_file" },
  ...{ effect: "write-run", paths: ["../../<b>x</b>.html"], rule: "rule 2: deny **" },
  ...{ action: "deny", by: "policy" },
};
const ended = [...going, decided, runEnd(1)];

const phone = { ...masked.mockup, name: "phone.png", png: "/runs/1/mockup-2.png", width: 100 };
const drawn = iteration(1, 0.8, true, 0.7);
const { scores, renderPng = "", diffPng = "" } = drawn;
assert.ok(scores);
const view = { name: "a.png", width: 400, height: 300, scores, renderPng, diffPng };
const seenTwice: RunLineUnion = { ...drawn, views: [view, { ...view, name: "phone.png" }] };

const STATES: Readonly<Record<string, ToPanel>> = {
  empty: { type: "state", state: describePanel([], undefined, (path) => path) },
  "just begun": stateAfter([]),
  "under way": stateAfter([...going, writing, say]),
  paused: stateAfter([...going, { type: "steer", iteration: 3, message: { type: "pause" } }]),
  ended: stateAfter(ended),
  "several mockups": stateAfter([{ ...masked, views: [phone] }, seenTwice, runEnd(1)]),
  failed: stateAfter([...going, failure]),
  "failed at once": stateAfter([failure]),
};

describe("the panel for everybody", function () {
  this.timeout(120_000);
  const withPanel = usePanel();

  /** The serious and critical findings. What is in the frame is a model's work. */
  async function examine(page: Page): Promise<readonly string[]> {
    await page.evaluate(AXE);
    // The toolkit passes names on to its inner elements with the next frame.
    await page.evaluate(
      "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))",
    );
    const { violations } = (await page.evaluate("axe.run({ iframes: false })")) as Findings;
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }

  for (const [theme, colors] of Object.entries(THEMES))
    it(`has no serious fault in any state: ${theme}`, async () => {
      await withPanel(async (page) => {
        await page.evaluate(themeScript(colors));
        for (const [name, message] of Object.entries(STATES)) {
          await send(page, message);
          assert.deepEqual(await examine(page), [], name);
        }
        await send(page, STATES["ended"] as ToPanel);
        await page.click(".live summary");
        await page.click(".decisions summary");
        await send(page, { type: "page", run: "1", iteration: 1, html: "<p>x</p>" });
        for (const mode of ["swipe", "onion", "difference", "blink"]) {
          await page.click(`[data-mode="${mode}"]`);
          await page.focus(".pane");
          await page.keyboard.press("m");
          assert.deepEqual(await examine(page), [], mode);
        }
      });
    });

  it("is found wanting where it is", async () => {
    await withPanel(async (page) => {
      await send(page, STATES["ended"] as ToPanel);
      await page.evaluate('document.querySelector(".zoom").removeAttribute("aria-label")');
      await page.evaluate('document.querySelector(".zoom").textContent = ""');
      await page.evaluate('document.querySelector(".zoom").removeAttribute("title")');
      assert.match((await examine(page)).join(), /^button-name: /);
    });
  });

  it("is worked by Tab alone: every control, from the top to the bottom", async () => {
    await withPanel(
      async (page) => {
        await send(page, STATES["ended"] as ToPanel);
        await page.evaluate('document.querySelector("details").open = true');
        const wanted = (await page.evaluate(CONTROLS)) as readonly string[];
        assert.ok(wanted.length > 25, wanted.join());
        const reached: string[] = [];
        for (let count = 0; count < wanted.length; count++) {
          await page.keyboard.press("Tab");
          reached.push(String(await page.evaluate(`(${NAME})(document.activeElement)`)));
        }
        assert.deepEqual(reached, wanted);
        const tops = (await page.evaluate(`[...document.querySelectorAll(
          "main > :not([hidden]):not(.visually-hidden)")].map(
            (one) => Math.round(one.getBoundingClientRect().top + scrollY))`)) as readonly number[];
        assert.deepEqual(
          tops,
          [...tops].sort((a, b) => a - b),
          "as it is read, so it is reached",
        );
      },
      { width: 900, height: 2000 },
    );
  });

  it("hides no control that Tab reaches below what stays at the top", async () => {
    await withPanel(
      async (page) => {
        await send(page, STATES["ended"] as ToPanel);
        await page.evaluate('document.querySelector("details").open = true');
        const wanted = (await page.evaluate(CONTROLS)) as readonly string[];
        const hidden: string[] = [];
        // Backwards: what is scrolled to then comes to lie at the top.
        for (let count = 0; count < wanted.length; count++) {
          await page.keyboard.down("Shift");
          await page.keyboard.press("Tab");
          await page.keyboard.up("Shift");
          const under = await page.evaluate(COVERED);
          if (under === true)
            hidden.push(String(await page.evaluate(`(${NAME})(document.activeElement)`)));
        }
        assert.deepEqual(hidden, []);
      },
      { width: 700, height: 500 },
    );
  });

  it("tells a finished run in words alone", async () => {
    await withPanel(async (page) => {
      await send(page, STATES["ended"] as ToPanel);
      const tree = await page.accessibility.snapshot();
      assert.ok(tree);
      const text = dump(tree).join("\n");
      const said = [
        /^main: Mockloop$/,
        /^heading: 1\.png$/,
        /^StaticText: fidelity 0\.800$/,
        /^StaticText: The render is as near to the mockup as was asked\.$/,
        /^textbox: Instruction for the refinement$/,
        /^button: Refine further$/,
        /^button: Discard$/,
        /^button: Accept$/,
        /^im(g|age): Fidelity by iteration: 0\.800, 0\.700; the best is iteration 1$/,
        /^radio: Iteration 1, fidelity 0\.800, the best$/,
        /^radio: Iteration 2, fidelity 0\.700, rolled back: 0\.700, and iteration 1 has 0\.800$/,
        /^button: Side by side$/,
        /^button: Zoom \d+ %, choose for actual size$/,
        /^group: Mockup\. Arrow keys move it, plus and minus zoom\.$/,
        /^group: Render\. Arrow keys move it, plus and minus zoom\.$/,
        /^button: Measure it again: x 10, y 20, 30×40$/,
        /^button: Open code$/,
        /^heading: Iteration 1$/,
        /^heading: Differences$/,
        /^button: The title is 3 px too low\.$/,
      ];
      let from = 0;
      const lines = text.split("\n");
      for (const pattern of said) {
        const at = lines.findIndex((line, index) => index >= from && pattern.test(line));
        assert.ok(at >= 0, `${pattern} is not said, or not there:\n${text}`);
        from = at;
      }
    });
  });
});

/** What a person would call a control. */
const NAME = `(node) => {
  const label = node.getAttribute("aria-label") ?? node.getAttribute("title") ?? node.textContent.trim();
  return node.localName + ": " + (node.dataset.ordinal ?? label);
}`;

/** The controls that are shown and work, in the order of the document. One of a radio group is reached, the arrows do the rest. */
const CONTROLS = `[...document.querySelectorAll(
  "button, select, input, summary, iframe, [tabindex='0'], vscode-button, vscode-text-area")]
  .filter((node) => node.checkVisibility() && !node.disabled && node.getAttribute("tabindex") !== "-1")
  .map(${NAME})`;

/** Whether the actions lie over the control with the focus. */
const COVERED = `(() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 8));
  return over?.closest(".actions") != null && document.activeElement.closest(".actions") == null;
})()`;

/** "role: name" of all that a screen reader comes by. */
function dump({ role, name, children = [] }: SerializedAXNode): readonly string[] {
  return [`${role}: ${name ?? ""}`, ...children.flatMap(dump)];
}
