import type { Command } from "commander";
import { visibleText } from "../../base/text/visibleText";
import type { Steer } from "../input/readSteering";

const STEER = "say something to the run on its way: lines on the standard input";

/** Declares `--steer`. */
export function addSteerFlag(command: Command): Command {
  return command.option("--steer", STEER, false);
}

/** Where people type what they say to a run, if they want to. */
export function readSteerFlag(isWanted: boolean): Steer | undefined {
  if (!isWanted) return undefined;
  return { input: process.stdin, warn: (text) => void process.stderr.write(visibleText(text)) };
}
