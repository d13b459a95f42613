import type { IterationLine } from "./runProtocol";

/**
 * The accepted iterations, the best first: by fidelity, of equals the later one. A run accepts only what improves on where it
 * started, but it may have started from an iteration that was not the best.
 */
export function rankIterations(iterations: readonly IterationLine[]): readonly IterationLine[] {
  const fidelity = ({ scores }: IterationLine): number => scores?.fidelity ?? -1;
  return iterations
    .filter(({ accepted }) => accepted)
    .reverse()
    .sort((a, b) => fidelity(b) - fidelity(a));
}
