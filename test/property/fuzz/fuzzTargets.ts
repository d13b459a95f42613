import type { FuzzTarget } from "./fuzzTarget";
import { imageTarget } from "./imageTarget";
import { journalTarget } from "./journalTarget";
import { panelTarget, policyTarget } from "./messageTargets";
import { svgTarget } from "./svgTarget";
import { toolCallTarget } from "./toolCallTarget";

/** Every reader of what comes from outside that is tried with made-up input. */
export async function fuzzTargets(): Promise<readonly FuzzTarget[]> {
  return [await imageTarget(), svgTarget, toolCallTarget, journalTarget, panelTarget, policyTarget];
}
