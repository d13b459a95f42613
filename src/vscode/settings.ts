import * as vscode from "vscode";
import type { Policy } from "../policy/decide";
import type { RunRequest } from "../protocol/runProtocol";
import { SETTINGS, SETTINGS_SECTION } from "./contributions";
import { readMirrors, readModelSettings } from "./models/modelSettings";
import { readPolicySettings } from "./permissions/policySettings";
import { readProjectSettings, type ProjectSettings } from "./runs/projectSettings";
import { readRunSettings } from "./runs/runSettings";

/** The values of the settings, for one resource; each is checked, as people may write anything into settings.json. */
export interface Settings {
  readonly outputFolder: string;
  readonly acceptPreview: boolean;
  readonly acceptFormat: boolean;
  readonly keepRuns: number;
  readonly mirrors: readonly string[];
  /** What every run request takes from the settings. */
  readonly run: Omit<RunRequest, "mockup" | "runDir">;
}

export function readSettings(resource?: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION, resource);
  const text = (key: "browserPath" | "outputFolder" | "target"): string => {
    const value: unknown = configuration.get(key);
    return typeof value === "string" ? value.trim() : SETTINGS[key];
  };
  const number = (key: keyof typeof SETTINGS, low: number, high: number): number => {
    const value: unknown = configuration.get(key);
    const valid = typeof value === "number" && value >= low && value <= high;
    return valid ? value : Number(SETTINGS[key]);
  };
  const isSet = (key: string): boolean => {
    const { globalValue, workspaceValue, workspaceFolderValue } = configuration.inspect(key) ?? {};
    return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
  };
  const browserPath = text("browserPath");
  return {
    outputFolder: text("outputFolder"),
    acceptPreview: configuration.get("acceptPreview") !== false,
    acceptFormat: configuration.get("acceptFormat") === true,
    mirrors: readMirrors((key) => configuration.get(key)),
    keepRuns: Math.round(number("keepRuns", 1, 200)),
    run: {
      ...readModelSettings((key) => configuration.get(key)),
      target: text("target"),
      ...readRunSettings((key) => configuration.get(key), isSet),
      ...readProject((key) => configuration.get(key), text("target"), resource),
      ...(browserPath !== "" && { browserPath }),
      policy: readPolicy(resource),
    },
  };
}

/** What is opened of the workspace's folder that the resource is in, else of its first one; nothing in one that is not trusted. */
function readProject(
  get: (key: string) => unknown,
  target: string,
  resource?: vscode.Uri,
): ProjectSettings {
  const { isTrusted, workspaceFolders, getWorkspaceFolder } = vscode.workspace;
  const folder = (resource && getWorkspaceFolder(resource)) ?? workspaceFolders?.[0];
  if (!isTrusted || folder?.uri.scheme !== "file") return {};
  return readProjectSettings(get, target, folder.uri.fsPath);
}

/**
 * What models may do, for one resource. What is the machine's to say is read from there alone, whatever a workspace writes under its
 * name. @throws MockloopError BAD_OPTION for a setting that is not understood.
 */
export function readPolicy(resource?: vscode.Uri): Policy {
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION, resource);
  return readPolicySettings((key) =>
    key === "tools.workspaceRules"
      ? configuration.get<unknown>(key)
      : configuration.inspect<unknown>(key)?.globalValue,
  );
}
