/** How long each of two pictures is shown. */
const BLINK_MS = 700;

/** Shows two pictures by turns. */
export class Blinker {
  /** Whether the second of the two is shown now. */
  isOther = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly onTurn: () => void) {}

  get isRunning(): boolean {
    return this.timer !== undefined;
  }

  /** Whether this person wants nothing to move by itself. */
  get isUnwanted(): boolean {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Begins, or stops where it is. */
  run(on: boolean): void {
    if (on === this.isRunning) return;
    clearInterval(this.timer);
    this.timer = on ? setInterval(() => this.turn(), BLINK_MS) : undefined;
  }

  turn(): void {
    this.isOther = !this.isOther;
    this.onTurn();
  }
}
