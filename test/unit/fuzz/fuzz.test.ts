import { fuzzTargets } from "../../property/fuzz/fuzzTargets";

/** Drawn anew from this seed every time; `bench/soak/fuzz.ts` draws others for minutes. */
const SEED = 14;

for (const { name, examine } of await fuzzTargets())
  describe(`fuzzing: the ${name}`, () => {
    it("fails for none of 300 made-up inputs", async function () {
      this.timeout(60_000);
      await examine({ seed: SEED, numRuns: 300 });
    });
  });
