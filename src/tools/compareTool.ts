import * as Type from "typebox";
import { defineTool } from "./tool";
import type { Tool, ToolResult } from "./tool";

/** Renders and measures the run's files as they are; `focus` is a phrase of the page, or "page". */
export type MeasurePage = (focus: string, signal: AbortSignal) => Promise<ToolResult>;

/** `compare`: screenshot of the render and the measured differences. The measuring itself is handed in. */
export function createCompareTool(measure: MeasurePage): Tool {
  return defineTool({
    name: "compare",
    description:
      "Render the files as they are now and measure them against the mockup: returns a screenshot and the list of differences.",
    parameters: {
      focus: Type.String({
        description: 'A phrase of the page to look at, or "page" for everything.',
      }),
    },
    effect: "read-mockup",
    onlyTells: true,
    run: ({ focus }, signal) => measure(focus, signal),
  });
}
