/** `did you mean 'dest'?` when a known name is close to the given one, else undefined. */
export function didYouMean(given: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(given.length / 3)) + 0.5;
  for (const name of known) {
    const [a, b] = [given.toLowerCase(), name.toLowerCase()];
    // of names equally far away, the one that shares more of its two ends
    const distance = editDistance(a, b) - sharedEnds(a, b) / 1000;
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best === undefined || best === given ? undefined : `did you mean '${best}'?`;
}

function sharedEnds(a: string, b: string): number {
  let prefix = 0;
  while (prefix < a.length && a[prefix] === b[prefix]) prefix++;
  let suffix = 0;
  while (suffix < a.length - prefix && a.at(-1 - suffix) === b.at(-1 - suffix)) suffix++;
  return prefix + suffix;
}

/** Optimal string alignment: insert, delete, replace and swapping two neighbours each cost 1. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforeLast[j - 2]! + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
