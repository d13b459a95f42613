import { release } from "node:os";
import { findInstallation, modelsFolder } from "../app/installation";
import { userMessageOf } from "../base/errors";
import { nullLogger } from "../base/logger";
import { describeDoctor } from "../model/llama/describeDoctor";
import type { DoctorLine } from "../model/llama/describeDoctor";
import { examineLocalModels } from "../model/llama/examineLocalModels";
import { fromStore } from "../model/llama/models/localModel";
import { createModelStore } from "../model/llama/models/modelStore";
import { findBrowser } from "../render/findBrowser";
import { EXIT } from "./exitCodes";

/** `mockloop doctor`: exit code 1 when something does not work that should. */
export async function doctor(
  options: { readonly json: boolean; readonly browserPath: string | undefined },
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const lines = [
    describePlatform(),
    await examineBrowser(options.browserPath),
    ...(await examineModels(signal)),
  ];
  if (options.json) write(`${JSON.stringify({ type: "doctor", lines })}\n`);
  else for (const line of lines) write(`${describeLine(line)}\n`);
  return lines.some(({ state }) => state === "problem") ? EXIT.error : EXIT.converged;
}

function describePlatform(): DoctorLine {
  const major = Number(process.versions.node.split(".")[0]);
  const text = `${process.platform} ${release()} ${process.arch}, Node ${process.versions.node}`;
  return major >= 20
    ? { subject: "platform", state: "good", text }
    : { subject: "platform", state: "problem", text, advice: "Install Node 20 or newer." };
}

async function examineBrowser(browserPath: string | undefined): Promise<DoctorLine> {
  try {
    return { subject: "browser", state: "good", text: await findBrowser(browserPath) };
  } catch (error) {
    return {
      subject: "browser",
      state: "problem",
      text: "none",
      advice: userMessageOf(error),
    };
  }
}

async function examineModels(signal: AbortSignal): Promise<DoctorLine[]> {
  const store = createModelStore(modelsFolder());
  const stored = (await store.active()) ?? (await store.list())[0];
  const local = stored && fromStore(stored);
  const facts = await examineLocalModels(
    {
      ...findInstallation(),
      logger: nullLogger,
      ...(local && {
        model: {
          name: local.name,
          model: local.model,
          ...(local.mmproj !== undefined && { mmproj: local.mmproj }),
          contextSize: local.contextSize,
        },
      }),
    },
    signal,
  );
  return describeDoctor(facts);
}

function describeLine({ subject, state, text, advice }: DoctorLine): string {
  const marks: Record<DoctorLine["state"], string> = {
    good: "ok  ",
    note: "note",
    problem: "BAD ",
  };
  return `${marks[state]}  ${subject}: ${text}${advice === undefined ? "" : `\n      ${advice}`}`;
}
