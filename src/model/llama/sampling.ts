/** How answers are drawn; model cards name good values. */
export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  readonly repeatPenalty: number;
  /** Undefined: a new one for every answer. */
  readonly seed?: number;
}
