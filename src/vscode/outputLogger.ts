import type * as vscode from "vscode";
import type { Logger } from "../base/logger";

/** The core's logger over the output channel "Mockloop"; the channel's own level decides what is shown. */
export function createOutputLogger(channel: vscode.LogOutputChannel): Logger {
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message) => channel.error(message),
  };
}
