import * as Type from "typebox";
import type { Shape } from "../../base/schema";
import { runRequestSchema } from "../../protocol/schemas/runRequest";
import type { RequestTemplate } from "../task";
import { settingsOf } from "../task";

const { properties } = runRequestSchema;

/**
 * What a job may ask of a run. It comes over a network: it says how to work, and never which files of the worker are read or written,
 * which program is started, or where a key is found.
 */
const askedSchema = Type.Object({
  model: properties.model,
  hardware: properties.hardware,
  thinking: properties.thinking,
  startFrom: properties.startFrom,
  tidy: properties.tidy,
  target: properties.target,
  viewport: properties.viewport,
  deviceScaleFactor: properties.deviceScaleFactor,
  maxIterations: properties.maxIterations,
  instruction: properties.instruction,
  timeBudgetMs: properties.timeBudgetMs,
  tokenBudget: properties.tokenBudget,
  minFidelity: properties.minFidelity,
  maxMismatchRatio: properties.maxMismatchRatio,
});

/** One mockup in the queue. */
export const jobSchema = Type.Object({
  /** The same for the same work on the same picture; a folder's name. */
  id: Type.String({ pattern: "^[\\w][\\w.-]{0,150}$" }),
  /** The picture's own name, without folders. */
  name: Type.String({ pattern: "^[^/\\\\\\0]{1,255}$" }),
  /** SHA-256 of its bytes, hex; in the store it is {@link mockupName}. */
  hash: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  asked: askedSchema,
});
export type Job = Shape<typeof jobSchema>;

/** The job of working on a picture as `template` says. */
export function createJob(name: string, hash: string, template: RequestTemplate): Job {
  const asked = Object.fromEntries(
    Object.entries(template).filter(([key]) => key in askedSchema.properties),
  ) as Job["asked"];
  const plain = name.replace(/\.\w+$/, "").replaceAll(/[^A-Za-z0-9_-]+/g, "_");
  const id = `${plain.slice(0, 80) || "mockup"}.${hash.slice(0, 12)}.${settingsOf(template)}`;
  return { id: id.replace(/^[^\w]/, "_"), name, hash, asked };
}

/** Names in a store. */
export const mockupName = ({ hash }: Pick<Job, "hash">): string => `mockups/${hash}`;
export const jobName = (id: string): string => `jobs/${id}.json`;
export const resultName = (id: string): string => `results/${id}.json`;
