import { hasEnded } from "./runState";
import type { Work } from "./work";

/** The mockups of a window, oldest first, and the one that is shown. */
export class WorkList {
  private items: readonly Work[] = [];
  private shownId: string | undefined;
  /** A person chose what is shown: runs that begin do not take it away. */
  private isChosen = false;

  get all(): readonly Work[] {
    return this.items;
  }

  /** The one that was chosen or began last, else the newest. */
  get shown(): Work | undefined {
    return this.items.find(({ id }) => id === this.shownId) ?? this.items.at(-1);
  }

  /** Puts what an earlier window left, oldest first, before what began since. */
  restore(earlier: readonly Work[]): void {
    const known = new Set(this.items.map(({ id }) => id));
    this.items = [...earlier.filter(({ id }) => !known.has(id)), ...this.items];
  }

  /** Adds works that begin, and shows the first. */
  add(works: readonly Work[]): void {
    this.items = [...this.items, ...works];
    this.isChosen = false;
    const [first] = works;
    if (first) this.follow(first);
  }

  remove(work: Work): void {
    this.items = this.items.filter((item) => item !== work);
    if (work.id !== this.shownId) return;
    this.shownId = undefined;
    this.isChosen = false;
  }

  /** A person wants to see this one. */
  choose(id: string): void {
    if (!this.items.some((work) => work.id === id)) return;
    this.shownId = id;
    this.isChosen = true;
  }

  /** Shows a work whose run begins, unless a person wants to see another one. */
  follow(work: Work): void {
    if (!this.isChosen) this.shownId = work.id;
  }

  /** What goes when at most `most` are kept: the oldest that have ended, never `fresh` ones, nor the one that is shown. */
  spare(most: number, fresh: ReadonlySet<Work>): readonly Work[] {
    const { shown } = this;
    return this.items
      .filter((work) => hasEnded(work.state) && !fresh.has(work) && work !== shown)
      .slice(0, Math.max(0, this.items.length - most));
  }
}
