const MAX_LINES = 12;
/** Characters that are shown. */
const MAX_CHARS = 2000;
/** Passages that share less of their words (Dice coefficient, 0–1) are not near. */
const LEAST_OVERLAP = 0.3;

/**
 * The passage of `text`, as many lines long as `wanted` (twelve at most, and cut where lines are long), that shares most of its words;
 * undefined when none is near. Takes time proportional to both lengths.
 */
export function findNearestText(text: string, wanted: string): string | undefined {
  const lines = text.split("\n");
  const words = lines.map(wordsOf);
  const height = Math.min(MAX_LINES, trimBlankEnds(wanted.split("\n")).length);
  const overlap = new WordOverlap(wordsOf(wanted));
  let best: { score: number; start: number } | undefined;
  for (let end = 0; end < lines.length; end++) {
    overlap.add(words[end] ?? []);
    if (end >= height) overlap.remove(words[end - height] ?? []);
    if (end < Math.min(height, lines.length) - 1) continue;
    const { score } = overlap;
    if (score > (best?.score ?? LEAST_OVERLAP))
      best = { score, start: Math.max(0, end - height + 1) };
  }
  if (!best) return undefined;
  const found = lines.slice(best.start, best.start + height).join("\n");
  return found.length > MAX_CHARS ? `${found.slice(0, MAX_CHARS)}\n… (cut)` : found;
}

/** `lines` without the blank ones at both ends. */
export function trimBlankEnds(lines: readonly string[]): string[] {
  let from = 0;
  let to = lines.length;
  while (from < to && lines[from]?.trim() === "") from++;
  while (to > from && lines[to - 1]?.trim() === "") to--;
  return lines.slice(from, to);
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_#.-]+/gu) ?? [];
}

/** The Dice coefficient of two bags of words, of which one changes. */
class WordOverlap {
  private readonly wanted = new Map<string, number>();
  private readonly have = new Map<string, number>();
  private shared = 0;
  private total = 0;

  constructor(wanted: readonly string[]) {
    for (const word of wanted) this.wanted.set(word, (this.wanted.get(word) ?? 0) + 1);
    this.total = wanted.length;
  }

  /** 0–1. */
  get score(): number {
    return this.total === 0 ? 0 : (2 * this.shared) / this.total;
  }

  add(words: readonly string[]): void {
    for (const word of words) {
      const count = (this.have.get(word) ?? 0) + 1;
      this.have.set(word, count);
      if (count <= (this.wanted.get(word) ?? 0)) this.shared++;
    }
    this.total += words.length;
  }

  /** Only what was added. */
  remove(words: readonly string[]): void {
    for (const word of words) {
      const count = this.have.get(word) ?? 0;
      this.have.set(word, count - 1);
      if (count <= (this.wanted.get(word) ?? 0)) this.shared--;
    }
    this.total -= words.length;
  }
}
