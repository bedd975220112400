const MAX_SUGGESTIONS = 5;
/** Unknown words of one list that are looked up: the others are mistyped in the same way. */
const MAX_LOOKED_UP = 3;

/** The known words nearest to each of the first three mistyped ones; see `suggest`. */
export function suggestForEach(words: readonly string[], known: Iterable<string>): string[] {
  const list = [...known];
  const near = words.slice(0, MAX_LOOKED_UP).flatMap((word) => suggest(word, list));
  return [...new Set(near)];
}

/**
 * The known words nearest to a mistyped one, nearest first and at most five: those within 40 % of
 * its length plus one edits, where an edit inserts, deletes, replaces or swaps neighbouring
 * letters. Case does not count. Equal distances go by alphabet. None for a word that is longer than
 * the longest known one by more than a letter. Cost O(words x length^2).
 */
export function suggest(word: string, known: Iterable<string>): string[] {
  const wanted = word.trim().toUpperCase();
  const threshold = Math.floor(wanted.length * 0.4) + 1;
  const near: { word: string; distance: number }[] = [];
  let longest = 0;
  for (const candidate of known) {
    longest = Math.max(longest, candidate.length);
    if (Math.abs(candidate.length - wanted.length) > threshold) continue;
    const distance = editDistance(wanted, candidate.toUpperCase());
    if (distance <= threshold) near.push({ word: candidate, distance });
  }
  if (wanted.length > longest + 1) return [];
  near.sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  return near.slice(0, MAX_SUGGESTIONS).map((entry) => entry.word);
}

/** Three rows of the table of distances, which every call uses anew. */
let rows = [new Uint16Array(256), new Uint16Array(256), new Uint16Array(256)];

/** Damerau-Levenshtein distance, with swaps of neighbours that are not edited again. */
export function editDistance(a: string, b: string): number {
  if (b.length >= (rows[0] as Uint16Array).length) {
    rows = rows.map(() => new Uint16Array(2 * b.length));
  }
  let [beforePrevious, previous, row] = rows as [Uint16Array, Uint16Array, Uint16Array];
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (previous[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (previous[j - 1] as number) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforePrevious[j - 2] as number) + 1);
      }
      row[j] = best;
    }
    [beforePrevious, previous, row] = [previous, row, beforePrevious];
  }
  return previous[b.length] as number;
}
