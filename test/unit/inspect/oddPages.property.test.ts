import fc from "fast-check";
import { examineComparison, examinePage } from "../../property/examinePage";
import { fieldPage } from "../../property/fieldPages";
import { oddPage, type OddPage } from "../../property/oddPages";
import { toMockup } from "../../property/drawOddPage";

/** Drawn anew from this seed every time; `bench/propertySoak.ts` draws thousands from others. */
const SEED = 20;

/** Pages on which something failed once, made as small as they can be. */
const FAILED: readonly (readonly [string, OddPage])[] = [
  [
    "a wide strip too thin to have an inside",
    {
      ...{ width: 687, height: 14, deviceScaleFactor: 1, background: [0, 0, 0] },
      shapes: [
        {
          ...{ kind: "bordered", x: 0, y: 7, width: 687, height: 11 },
          ...{ color: [0, 0, 0], border: [0, 0, 128], thickness: 5 },
        },
      ],
    },
  ],
];

async function examine(page: OddPage): Promise<void> {
  const mockup = toMockup(page);
  await examineComparison(mockup, await examinePage(mockup));
}

describe("pages that nobody would draw", () => {
  for (const [name, page] of FAILED) it(`hold nothing that fails: ${name}`, () => examine(page));

  for (const [name, pages, count] of [
    ["anything", oddPage, 80],
    ["rows and columns", fieldPage, 30],
  ] as const)
    it(`are inspected, traced and compared: ${count} of ${name}`, async function () {
      this.timeout(120_000);
      await fc.assert(fc.asyncProperty(pages, examine), { seed: SEED, numRuns: count });
    });
});
