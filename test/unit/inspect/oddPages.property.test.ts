import fc from "fast-check";
import { examineComparison, examinePage } from "../../property/examinePage";
import { oddPage, toMockup } from "../../property/oddPages";

/** Drawn anew from this seed every time; `bench/propertySoak.ts` draws thousands from others. */
const SEED = 20;
const PAGES = 100;

describe("pages that nobody would draw", () => {
  it(`are inspected, traced and compared, ${PAGES} of them`, async function () {
    this.timeout(120_000);
    const examine = async (page: Parameters<typeof toMockup>[0]): Promise<void> => {
      const mockup = toMockup(page);
      await examineComparison(mockup, await examinePage(mockup));
    };
    await fc.assert(fc.asyncProperty(oddPage, examine), { seed: SEED, numRuns: PAGES });
  });
});
