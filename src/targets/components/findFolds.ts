import type { TreeElement } from "../page/pageTree";
import { isListed, nameOf, shapeOf, sizeOf, tagOf } from "./shapeOf";
import { unify, type Unified } from "./unify";

/** Neighbours that are written once, with data for each. */
export interface Fold {
  readonly run: readonly TreeElement[];
  /** Of all runs of this kind on the page; `from` is the place of this run's first record. */
  readonly unified: Unified;
  readonly from: number;
  /** Equal for the folds of one kind. */
  readonly kind: string;
}

/** So many neighbours alike are a list, by the elements in one of them: few large ones, or several small ones. */
const MIN_LARGE = 4;
const LEAST_LARGE = 2;
const LEAST_SMALL = 3;

/**
 * What repeats in `elements` and below, by its first element. The outermost is folded; what is alike in several places of the page is
 * one kind. Where neighbours differ in too much to be one thing, what repeats inside of them is looked for.
 */
export function findFolds(elements: readonly TreeElement[]): ReadonlyMap<TreeElement, Fold> {
  const folds = new Map<TreeElement, Fold>();
  let left: Run[] = [{ run: elements, columns: [], isOpen: true }];
  while (left.length > 0) {
    const found = left.flatMap(({ run, isOpen }) =>
      isOpen ? runsIn(run, []) : run.flatMap(inside),
    );
    left = [];
    for (const [kind, runs] of groupByKind(found)) {
      const tries = runs.length > 1 ? [runs, ...runs.map((run) => [run])] : [runs];
      const isDone = new Set<Run>();
      for (const group of tries) {
        const open = group.filter((run) => !isDone.has(run));
        const unified = unify(
          open.flatMap(({ run }) => run),
          open[0]?.columns,
        );
        if (!unified) continue;
        let from = 0;
        for (const one of open) {
          const [first] = one.run;
          const name = open.length === runs.length ? kind : `${kind} ${folds.size}`;
          if (first) folds.set(first, { run: one.run, unified, from, kind: name });
          from += one.run.length;
          isDone.add(one);
        }
      }
      left.push(
        ...runs.filter((run) => !isDone.has(run)).map((run) => ({ ...run, isOpen: false })),
      );
    }
  }
  return folds;
}

interface Run {
  readonly run: readonly TreeElement[];
  /** What the table around it calls its columns. */
  readonly columns: readonly string[];
  /** Whether what stands in it may be a run itself; else only what is inside of that. */
  readonly isOpen: boolean;
}

function inside(element: TreeElement): Run[] {
  return runsIn(element.children, columnsOf(element));
}

/** The outermost runs among `children` and below. */
function runsIn(children: readonly TreeElement[], columns: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < children.length;) {
    const first = children[at];
    if (!first) break;
    const shape = shapeOf(first);
    let end = at + 1;
    while (end < children.length && isSame(children[end], first, shape)) end++;
    const run = children.slice(at, end);
    if (isList(run)) runs.push({ run, columns, isOpen: false });
    else
      for (const child of run) {
        const own = columnsOf(child);
        runs.push(...runsIn(child.children, own.length > 0 ? own : columns));
      }
    at = end;
  }
  return runs;
}

function isSame(other: TreeElement | undefined, first: TreeElement, shape: string): boolean {
  return other !== undefined && other.name === first.name && shapeOf(other) === shape;
}

function isList(run: readonly TreeElement[]): boolean {
  const [first] = run;
  if (!first) return false;
  const isLarge = sizeOf(first) >= MIN_LARGE || (isListed(first) && sizeOf(first) > 1);
  return run.length >= (isLarge ? LEAST_LARGE : LEAST_SMALL);
}

function groupByKind(runs: readonly Run[]): Map<string, Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const [first] = run.run;
    if (!first) continue;
    // Small things alike in shape are not the same thing.
    const context = sizeOf(first) < MIN_LARGE ? nameOf(first) : first.name;
    const kind = `${context} ${run.columns.join()} ${shapeOf(first)}`;
    groups.set(kind, [...(groups.get(kind) ?? []), run]);
  }
  return groups;
}

/** What a table's head says of its columns, in kebab case; of anything else nothing. */
function columnsOf(element: TreeElement): string[] {
  if (tagOf(element) !== "table") return [];
  const head = element.children.find((child) => tagOf(child) === "thead")?.children[0];
  return (head?.children ?? []).map((cell) => {
    const words = cell.text.flat().filter((part) => typeof part === "string");
    return words
      .join(" ")
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter(Boolean)
      .slice(0, 2)
      .join("-");
  });
}
