import type { PageMeter } from "../converge/pageMeter";
import { createFeedback } from "../feedback/feedbackMessage";
import type { Inspection } from "../inspect/inspection";
import type { SourceFiles } from "../project/sourceFiles";
import { createCompareTool } from "../tools/compareTool";
import { createDeleteFileTool } from "../tools/deleteFile";
import { createEditFileTool } from "../tools/edit/editFile";
import { createExtractAssetTool } from "../tools/extractAsset";
import { createFinishTool } from "../tools/finish";
import { createReadFileTool } from "../tools/read/readFile";
import { createReadProjectTool } from "../tools/read/readProject";
import { toolError } from "../tools/tool";
import type { ToolResult } from "../tools/tool";
import { Toolbox } from "../tools/toolbox";
import type { PermissionDesk } from "../policy/permissionDesk";
import { createViewMockupTool } from "../tools/viewMockup";
import { createWriteFileTool } from "../tools/writeFile";
import type { Run } from "./run";

/** The tools of a run, all working on `files`. */
export function createToolbox(
  {
    mockup,
    target,
    project,
    inspection,
  }: Pick<Run, "mockup" | "target"> &
    Partial<Pick<Run, "project">> & { readonly inspection?: Inspection },
  files: SourceFiles,
  meter: PageMeter,
  desk: PermissionDesk,
): Toolbox {
  const compare = async (focus: string, signal: AbortSignal): Promise<ToolResult> => {
    const { measured, problem, facts } = await meter.measure(files.snapshot(), signal);
    if (!measured) return toolError(problem ?? "The page could not be drawn.");
    const { comparison } = measured;
    return {
      content: await createFeedback({ ...measured, mockup: measured.view.mockup, facts, focus }),
      isError: false,
      details: {
        kind: "comparison",
        fidelity: comparison.fidelity,
        mismatchRatio: comparison.mismatchRatio,
      },
    };
  };
  return new Toolbox(
    [
      createWriteFileTool(files),
      createEditFileTool(files),
      // A page of two files has none to spare.
      ...(target.hasComponents ? [createDeleteFileTool(files)] : []),
      createReadFileTool(files),
      ...(project ? [createReadProjectTool(project)] : []),
      createViewMockupTool(mockup),
      createExtractAssetTool(mockup, files, inspection),
      createCompareTool(compare),
      createFinishTool(),
    ],
    desk,
  );
}
