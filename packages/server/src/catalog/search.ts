import type { ServedDocument } from './served.ts'

/** Finds documents by words. */
export type SearchIndex = {
  /** Matching entries, best first. Every word must be found, whole, as a beginning, or one letter off. */
  find(query: string): readonly ServedDocument[]
}

/** How much a word counts, by where it stands. */
const weights = { id: 8, name: 8, tag: 5, category: 3, owner: 2, description: 1 }
const longestQuery = 200
const mostWords = 8

type Posting = ReadonlyMap<ServedDocument, number>

/** Words in lower case without accents. */
export function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Indexes the entries once; a search then looks at words, not at documents. */
export function searchIndex(entries: readonly ServedDocument[]): SearchIndex {
  const postings = new Map<string, Map<ServedDocument, number>>()
  for (const entry of entries)
    for (const [word, weight] of weighted(entry)) {
      const posting = postings.get(word) ?? new Map<ServedDocument, number>()
      posting.set(entry, Math.max(posting.get(entry) ?? 0, weight))
      postings.set(word, posting)
    }
  const sorted = [...postings.keys()].toSorted()
  return {
    find: (query) => {
      const asked = [...new Set(words(query.slice(0, longestQuery)))].slice(0, mostWords)
      return ranked(asked.map((word) => hitsOf(word, sorted, postings)))
    },
  }
}

/** What one word of the query stands for: words of documents, and how much each counts. */
type Hits = { found: readonly { posting: Posting; factor: number }[]; size: number }

function* weighted({ document }: ServedDocument): Generator<[word: string, weight: number]> {
  const { metadata } = document
  const texts: [string, number][] = [
    [metadata.id, weights.id],
    [metadata.name, weights.name],
    [(metadata.tags ?? []).join(' '), weights.tag],
    [`${metadata.category} ${metadata.subcategory ?? ''}`, weights.category],
    [metadata.owner.team, weights.owner],
    [metadata.description, weights.description],
  ]
  for (const [text, weight] of texts) for (const word of words(text)) yield [word, weight]
}

function hitsOf(
  word: string,
  sorted: readonly string[],
  postings: ReadonlyMap<string, Posting>,
): Hits {
  const found: { posting: Posting; factor: number }[] = []
  const add = (one: string, factor: number) => {
    const posting = postings.get(one)
    if (posting) found.push({ posting, factor })
  }
  for (let at = firstAtLeast(sorted, word); sorted[at]?.startsWith(word) === true; at += 1)
    add(sorted[at] ?? '', sorted[at] === word ? 4 : 2)
  if (found.length === 0 && word.length >= 4)
    for (const candidate of sorted) if (isOneOff(word, candidate)) add(candidate, 1)
  return { found, size: found.reduce((sum, { posting }) => sum + posting.size, 0) }
}

function firstAtLeast(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  return low
}

/** One letter added, lost, changed, or two neighbours swapped, near the beginning of the candidate. */
function isOneOff(word: string, candidate: string): boolean {
  if (candidate.length < word.length - 1 || word[0] !== candidate[0]) return false
  let at = 0
  while (at < word.length && word[at] === candidate[at]) at += 1
  const rest = word.slice(at)
  const other = candidate.slice(at)
  return (
    other.startsWith(rest.slice(1)) ||
    other.slice(1).startsWith(rest) ||
    other.slice(1).startsWith(rest.slice(1)) ||
    (rest[0] === other[1] && rest[1] === other[0] && other.slice(2).startsWith(rest.slice(2)))
  )
}

/** The rarest word leads: a word of every document must not be looked through for the few that another one leaves. */
function ranked(hits: readonly Hits[]): readonly ServedDocument[] {
  const [first, ...rest] = hits.toSorted((a, b) => a.size - b.size)
  let scores = first ? scoresOf(first) : new Map<ServedDocument, number>()
  for (const one of rest) scores = both(scores, one)
  return [...scores]
    .toSorted(
      ([a, one], [b, two]) =>
        two - one || (a.document.metadata.name < b.document.metadata.name ? -1 : 1),
    )
    .map(([entry]) => entry)
}

function scoresOf({ found }: Hits): Map<ServedDocument, number> {
  const scores = new Map<ServedDocument, number>()
  for (const { posting, factor } of found)
    for (const [entry, weight] of posting)
      scores.set(entry, Math.max(scores.get(entry) ?? 0, weight * factor))
  return scores
}

/** The documents that have the other word, too; by whichever way is shorter. */
function both(
  scores: ReadonlyMap<ServedDocument, number>,
  hits: Hits,
): Map<ServedDocument, number> {
  const isShort = scores.size * hits.found.length < hits.size
  const others = isShort ? undefined : scoresOf(hits)
  const left = new Map<ServedDocument, number>()
  for (const [entry, score] of scores) {
    const other = others ? (others.get(entry) ?? 0) : scoreIn(hits, entry)
    if (other > 0) left.set(entry, score + other)
  }
  return left
}

function scoreIn({ found }: Hits, entry: ServedDocument): number {
  let best = 0
  for (const { posting, factor } of found) best = Math.max(best, (posting.get(entry) ?? 0) * factor)
  return best
}
