/**
 * The source of a call of `script` inside a page. The function travels as text: it must stand alone (no imports, no
 * outer names), and its argument and result must survive JSON.
 *
 * Build tools that keep function names wrap functions in a helper `__name`, which a page does not have: it is given one.
 */
export function pageScript<A, R>(script: (argument: A) => R, argument: A): string {
  return `((__name) => (${script.toString()})(${JSON.stringify(argument)}))((f) => f)`;
}
