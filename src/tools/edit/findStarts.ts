/**
 * Every place at which `wanted` begins in `all`, overlapping ones too, in time proportional to both lengths, whatever is in them.
 * Knuth, Morris and Pratt: Fast pattern matching in strings, SIAM Journal on Computing 6 (1977), 323–350.
 */
export function findStarts<T>(all: ArrayLike<T>, wanted: ArrayLike<T>): readonly number[] {
  if (wanted.length === 0) return [];
  const borders = findBorders(wanted);
  const starts: number[] = [];
  let matched = 0;
  for (let at = 0; at < all.length; at++) {
    while (matched > 0 && all[at] !== wanted[matched]) matched = borders[matched - 1] ?? 0;
    if (all[at] === wanted[matched]) matched++;
    if (matched < wanted.length) continue;
    starts.push(at + 1 - matched);
    matched = borders[matched - 1] ?? 0;
  }
  return starts;
}

/** For each beginning of `wanted`, how long its longest own beginning is that is also its end. */
function findBorders<T>(wanted: ArrayLike<T>): Uint32Array {
  const borders = new Uint32Array(wanted.length);
  let length = 0;
  for (let at = 1; at < wanted.length; at++) {
    while (length > 0 && wanted[at] !== wanted[length]) length = borders[length - 1] ?? 0;
    if (wanted[at] === wanted[length]) length++;
    borders[at] = length;
  }
  return borders;
}
