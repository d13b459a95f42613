import * as vscode from "vscode";
import { COMPONENT_FILES, findComponentsFolder } from "../../project/detect/findComponents";
import type { Framework } from "../../project/detect/projectFacts";

/** Names of files that are looked through: enough to see where most components are. */
const MOST_FILES = 5_000;

/**
 * The folder in which a workspace folder keeps its components, by the names of its files: imports of the person's own components that are
 * relative are so from a page beside them.
 *
 * @param entry The file that the page begins with: "App.tsx".
 * @returns undefined when the page is no component, or there are none of its framework.
 */
export async function componentsFolder(
  { uri }: vscode.WorkspaceFolder,
  entry: string,
): Promise<vscode.Uri | undefined> {
  const frameworks = Object.keys(COMPONENT_FILES) as Framework[];
  const framework = frameworks.find((one) => COMPONENT_FILES[one].test(entry));
  if (!framework) return undefined;
  const files = await vscode.workspace.findFiles(
    new vscode.RelativePattern(uri, "**/components/**"),
    "**/{node_modules,dist,build,out}/**",
    MOST_FILES,
  );
  const paths = files
    .map(({ path }) => path.slice(uri.path.length).replace(/^\//, ""))
    .filter((path) => COMPONENT_FILES[framework].test(path));
  if (paths.length === 0) return undefined;
  return vscode.Uri.joinPath(uri, findComponentsFolder(paths, framework));
}
