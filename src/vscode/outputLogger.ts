import type * as vscode from "vscode";
import type { Logger } from "../base/logger";
import { visibleLines } from "../base/text/visibleText";

/** The core's logger over the output channel "Mockloop"; the channel's own level decides what is shown. */
export function createOutputLogger(channel: vscode.LogOutputChannel): Logger {
  return {
    debug: (message) => channel.debug(visibleLines(message)),
    info: (message) => channel.info(visibleLines(message)),
    warn: (message) => channel.warn(visibleLines(message)),
    error: (message) => channel.error(visibleLines(message)),
  };
}
