const longest = 64

/**
 * The candidate that a person most likely meant, by Damerau-Levenshtein distance (swapped neighbours
 * count once) without regard to case; `undefined` when none is near enough to be worth a question.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > longest) return undefined
  const wanted = word.toLowerCase()
  let best: string | undefined
  let least = allowance(word.length) + 1
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= least) continue
    const far = distance(wanted, candidate.toLowerCase())
    if (far < least) {
      least = far
      best = candidate
    }
  }
  return best
}

/** How many slips a word of that length may hold before a suggestion is noise. */
function allowance(length: number): number {
  if (length <= 2) return length - 1
  return length <= 5 ? 2 : 3
}

/** Optimal string alignment distance: insert, drop, change, or swap two neighbours, each costs 1. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const step = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      row.push(swapped ? Math.min(step, at(before, j - 2) + 1) : step)
    }
    before = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], n: number): number {
  return row[n] ?? 0
}
