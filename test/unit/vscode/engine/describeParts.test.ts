import assert from "node:assert/strict";
import { describeParts } from "../../../../src/vscode/engine/describeParts";
import type { ExaminedPart } from "../../../../src/protocol/schemas/models";

describe("describeParts", () => {
  const describeMachine = (parts: readonly ExaminedPart[]): string =>
    describeParts("This machine", "Mockloop can work here.", parts);
  const good = { subject: "browser", state: "good", text: "/usr/bin/chrome_1" } as const;

  it("sums up, then says each part and what to do in the editor's words", () => {
    const text = describeMachine([
      good,
      {
        subject: "model",
        state: "problem",
        text: "tiny: damaged",
        advice: "Download again what is damaged.",
        remedies: [{ kind: "verify-model" }],
      },
    ]);
    assert.match(text, /One thing does not work/);
    assert.match(text, /^✓ \*\*Browser:\*\* \/usr\/bin\/chrome\\_1$/m);
    assert.match(
      text,
      /^✗ \*\*Model:\*\* tiny: damaged\n\n> Download again .*\. “Mockloop: Choose model” says which/m,
    );
  });

  it("takes nothing that a server says for markup", () => {
    const advice = "It said: ![x](https://elsewhere/a.png) <b>";
    const text = describeMachine([{ ...good, state: "note", advice }]);
    assert.match(text, /^# This machine$/m);
    assert.match(text, /> It said: !\\\[x\\\]\(https:\/\/elsewhere\/a\.png\) \\<b\\>/);
  });

  it("is glad when nothing is wrong", () => {
    assert.match(describeMachine([good]), /Mockloop can work here/);
  });
});
