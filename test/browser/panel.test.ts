import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "puppeteer";
import type { RunLineUnion } from "../../src/protocol/runProtocol";
import { iteration, runEnd, runStart } from "../unit/vscode/lines";
import { hostOf, lastRequest, middleOf, send, stateAfter, usePanel } from "./panelSupport";

const progress = (stage: string): RunLineUnion => ({ type: "progress", iteration: 3, stage });
const running = [runStart(), iteration(1, 0.8), iteration(2, 0.7, false)];
const ended = [...running, runEnd(1)];

describe("the panel's page", function () {
  this.timeout(60_000);
  const withPanel = usePanel();

  const tell = (page: Page, ...lines: readonly RunLineUnion[]): Promise<void> =>
    send(page, stateAfter(lines));

  const refusalOn = (page: Page): Promise<unknown> =>
    page.evaluate('document.querySelector(".refusal:not([hidden])")?.textContent ?? null');

  it("hits the iteration that was meant, whatever the run tells while the button is down", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      await page.mouse.move(...(await middleOf(page, '[data-ordinal="2"]')));
      await page.mouse.down();
      await tell(page, ...running, progress("writing index.html"));
      await page.mouse.up();
      const { run, iteration: ordinal } = await lastRequest(page, "select");
      assert.deepEqual([run, ordinal], ["1", 2]);
    });
  });

  it("shows what was decided about the model, as text whatever its names hold", async () => {
    await withPanel(async (page) => {
      const denied: RunLineUnion = {
        ...{ type: "decision", at: "2026-01-02T13:04:59.000Z", model: "a", tool: "write_file" },
        ...{ effect: "write-run", paths: ["<img src=x>.html"], rule: "rule 2", action: "deny" },
        by: "nobody",
      };
      await tell(page, ...running, { ...denied, action: "allow", by: "person" }, denied);
      await page.click(".decisions summary");
      const rows = await page.evaluate(
        `[...document.querySelectorAll(".decisions tbody tr")]
          .map((row) => [...row.children].map(({ textContent }) => textContent))`,
      );
      assert.deepEqual(rows, [
        ["13:04:59", "write_file", "<img src=x>.html", "denied, nobody was there to ask; rule 2"],
        ["13:04:59", "write_file", "<img src=x>.html", "allowed, by you; rule 2"],
      ]);
      const summary = await page.evaluate(
        'document.querySelector(".decisions summary").textContent',
      );
      assert.equal(summary, "What the model did: 2 decisions, 1 denied");
    });
  });

  it("speaks the editor's language, down to what a screen reader says", async () => {
    const file = resolve(import.meta.dirname, "../../l10n/bundle.l10n.de.json");
    const words = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    await withPanel(
      async (page) => {
        await tell(page, ...ended);
        const textOf = (selector: string): Promise<unknown> =>
          page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent`);
        assert.equal(await textOf("[data-mode=side]"), "Nebeneinander");
        assert.equal(await textOf(".details h2"), "Iteration 1");
        assert.equal(await textOf(".score"), "Treue 0.800");
        assert.equal(await textOf(".rejected .choice-note"), "zurückgenommen");
        const label = 'document.querySelector("[data-ordinal=\\"2\\"]").getAttribute("aria-label")';
        assert.equal(
          await page.evaluate(label),
          "Iteration 2, Treue 0.700, zurückgenommen: 0.700, und Iteration 1 hat 0.800",
        );
      },
      { words },
    );
  });

  it("stays where somebody reads while the run goes on", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      await page.evaluate('document.body.style.minHeight = "3000px"; scrollTo(0, 900)');
      assert.equal(await page.evaluate("scrollY"), 900);
      await tell(page, ...running, progress("writing"));
      await tell(page, ...running, iteration(3, 0.9));
      assert.equal(await page.evaluate("scrollY"), 900);
    });
  });

  it("shows the record of the iteration that is selected, and keeps a selection of its text", async () => {
    await withPanel(async (page) => {
      const details = async (): Promise<string> =>
        String(await page.evaluate('document.querySelector(".details").innerText'));
      const selected = (): Promise<unknown> => page.evaluate("String(getSelection())");
      const lines = [runStart(), { ...iteration(1, 0.8, true, 0.7), problem: "It hung once." }];
      await tell(page, ...lines);
      const text = await details();
      for (const words of ["Draft 1", "0.800", "1.20 %", "Code: It sticks out.", "It hung once."])
        assert.ok(text.includes(words), text);
      await page.evaluate('getSelection().selectAllChildren(document.querySelector(".summary"))');
      await tell(page, ...lines, progress("writing"));
      await tell(page, ...lines, iteration(2, 0.7, false));
      assert.equal(await selected(), "Draft 1");
      await tell(page, ...lines, iteration(2, 0.7, false), iteration(3, 0.9));
      assert.match(await details(), /^Iteration 3\s+Draft 3\s/);
      const notes = await page.evaluate(
        '[...document.querySelectorAll(".choice-note")].map((node) => node.textContent)',
      );
      assert.deepEqual(notes, ["better", "rolled back", "best"]);
    });
  });

  it("keeps an instruction until the run that follows it has begun", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await typeInstruction(page, "Wider cards");
      assert.equal((await hostOf(page)).state, "Wider cards");
      await enter(page);
      const { id, run, iteration: ordinal, instruction } = await lastRequest(page, "refine");
      assert.deepEqual([run, ordinal, instruction], ["1", 1, "Wider cards"]);
      await tell(page, ...running);
      assert.equal((await hostOf(page)).state, "Wider cards", "another run may have begun");
      await send(page, { type: "reply", id, refusal: null });
      assert.equal((await hostOf(page)).state, "");
      assert.equal(await instructionOn(page), "");
    });
  });

  it("keeps an instruction that was refused, and says why until something else is asked for", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await typeInstruction(page, "Wider cards");
      await enter(page);
      const { id } = await lastRequest(page, "refine");
      await send(page, { type: "reply", id: id + 1, refusal: "Not this one." });
      assert.equal(await refusalOn(page), null);
      await send(page, { type: "reply", id, refusal: "The disk is full." });
      assert.equal(await refusalOn(page), "The disk is full.");
      assert.equal(await instructionOn(page), "Wider cards");
      assert.equal((await hostOf(page)).state, "Wider cards");
      await enter(page);
      assert.equal(await refusalOn(page), null);
    });
  });

  it("keeps what is written after an instruction was sent", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await typeInstruction(page, "Wider");
      await enter(page);
      await typeInstruction(page, " cards");
      const { id } = await lastRequest(page, "refine");
      await send(page, { type: "reply", id, refusal: null });
      assert.equal(await instructionOn(page), "Wider cards");
    });
  });

  it("asks for nothing when another run comes to be shown while a button is down", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      const [x, y] = await middleOf(page, 'header [appearance="secondary"]');
      await page.mouse.move(x, y);
      await page.mouse.down();
      await send(page, stateAfter(running, "2"));
      await page.mouse.up();
      assert.deepEqual((await hostOf(page)).posted, [{ type: "ready" }]);
      assert.match(String(await refusalOn(page)), /Another run/);
      await page.mouse.click(x, y);
      assert.equal((await lastRequest(page, "cancel")).run, "2");
      assert.equal(await refusalOn(page), null);
    });
  });

  it("accepts and discards the run and the iteration that are shown", async () => {
    await withPanel(async (page) => {
      await tell(page, ...ended);
      await page.click('vscode-button[aria-label="Accept"]');
      const { run, iteration: ordinal } = await lastRequest(page, "accept");
      assert.deepEqual([run, ordinal], ["1", 1]);
      await page.click("vscode-button::-p-text(Discard)");
      assert.equal((await lastRequest(page, "discard")).run, "1");
    });
  });

  it("says words, pauses, stops and asks for more while a run is under way", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      const isShown = (label: string): Promise<unknown> =>
        page.evaluate(`[...document.querySelectorAll("vscode-button")].some(
          (one) => one.textContent === ${JSON.stringify(label)} && one.checkVisibility())`);
      assert.deepEqual([await isShown("Pause"), await isShown("Refine further")], [true, false]);
      await typeInstruction(page, " Wider cards ");
      await enter(page);
      const { id, run, message } = await lastRequest(page, "steer");
      assert.deepEqual([run, message], ["1", { type: "say", text: "Wider cards" }]);
      await send(page, { type: "reply", id, refusal: null });
      assert.equal(await instructionOn(page), "");
      for (const [label, wanted] of [
        ["Pause", { type: "pause" }],
        ["Stop after this iteration", { type: "stop" }],
        ["Two more", { type: "more", iterations: 2 }],
      ] as const) {
        await page.click(`vscode-button::-p-text(${label})`);
        assert.deepEqual((await lastRequest(page, "steer")).message, wanted);
      }
      const pause: RunLineUnion = { type: "steer", iteration: 3, message: { type: "pause" } };
      await tell(page, ...running, pause);
      await page.click("vscode-button::-p-text(Go on)");
      assert.deepEqual((await lastRequest(page, "steer")).message, { type: "go-on" });
      assert.match(String(await page.evaluate("document.body.innerText")), /Paused\./);
      await tell(page, ...ended);
      assert.deepEqual([await isShown("Pause"), await isShown("Refine further")], [false, true]);
    });
  });

  it("leads to the code of the iteration that is shown, and compares it with the one before", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running, iteration(3, 0.9), runEnd(1));
      await page.click("button::-p-text(Open code)");
      const open = await lastRequest(page, "open-code");
      assert.deepEqual([open.run, open.iteration, open.selector], ["1", 3, undefined]);
      await page.click("button::-p-text(Compare code with)");
      const compare = await lastRequest(page, "compare-code");
      assert.deepEqual([compare.run, compare.iteration, compare.with], ["1", 3, 2]);
      await page.click('.place[title="Show .title in the code"]');
      assert.equal((await lastRequest(page, "open-code")).selector, ".title");
    });
  });

  it("gives the code of the iteration that is shown out: copied, in a browser, as a report, as a zip file", async () => {
    await withPanel(async (page) => {
      const styled = {
        ...iteration(1, 0.8),
        files: ["a.png", "LICENSE.txt", "index.html", "styles.css"],
      };
      await tell(page, runStart(), styled, runEnd(1));
      const offered = await page.evaluate(
        "[...document.querySelectorAll(\"[aria-label='File to copy'] option\")].map((one) => one.value)",
      );
      assert.deepEqual(offered, ["LICENSE.txt", "index.html", "styles.css"]);
      await page.click(".code-bar button::-p-text(Copy)");
      assert.equal((await lastRequest(page, "copy-code")).path, "index.html");
      await page.select('[aria-label="File to copy"]', "styles.css");
      await page.click(".code-bar button::-p-text(Copy)");
      const copy = await lastRequest(page, "copy-code");
      assert.deepEqual([copy.run, copy.iteration, copy.path], ["1", 1, "styles.css"]);
      for (const [label, type] of [
        ["Open in browser", "open-in-browser"],
        ["Report", "open-report"],
        ["Export zip…", "export-zip"],
      ] as const) {
        await page.click(`.code-bar button::-p-text(${label})`);
        const { run, iteration: ordinal } = await lastRequest(page, type);
        assert.deepEqual([run, ordinal], ["1", 1]);
      }
    });
  });

  it("opens a file of the page to be edited by hand while its run is under way, and then alone", async () => {
    await withPanel(async (page) => {
      await tell(page, ...running);
      await page.click(".code-bar button::-p-text(Edit)");
      const { run, path } = await lastRequest(page, "edit-code");
      assert.deepEqual([run, path], ["1", "index.html"]);
      await tell(page, ...running, { ...iteration(3, 0.6), by: "person" });
      const words = String(await page.evaluate('document.querySelector(".choices").innerText'));
      assert.match(words, /best, by you/);
      await tell(page, ...ended);
      assert.equal(await page.$(".code-bar button:not([hidden])::-p-text(Edit)"), null);
    });
  });

  it("brings an instruction back that was being written when the panel was hidden", async () => {
    await withPanel(
      async (page) => {
        await tell(page, ...ended);
        assert.equal(await instructionOn(page), "Half a sent");
      },
      { draft: "Half a sent" },
    );
  });
});

async function typeInstruction(page: Page, text: string): Promise<void> {
  await page.focus(".instruction");
  await page.keyboard.type(text);
}

async function enter(page: Page): Promise<void> {
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
}

async function instructionOn(page: Page): Promise<string> {
  const valueOf = (node: unknown): string => (node as { value: string }).value;
  return page.$eval(".instruction", valueOf);
}
