/**
 * What a part shows, by the values that decide on it; so that a part is built anew only when it would look different. A finished
 * iteration never changes, so a run's id and its ordinal stand for the whole of its record.
 */
export class Shown {
  private values: readonly unknown[] | undefined;

  /** Whether these are other values than the last time; true the first time. */
  changes(...values: readonly (string | number | null)[]): boolean {
    const before = this.values;
    this.values = values;
    return (
      before?.length !== values.length || values.some((value, index) => value !== before[index])
    );
  }
}
