import { type Issue, type Site } from './site.ts'

type Clause = { field: string; values: string[] }
const token = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([()=,])|([^\s()=,"']+))/y

function tokens(jql: string): Token[] | undefined {
  const found: Token[] = []
  token.lastIndex = 0
  while (token.lastIndex < jql.trimEnd().length) {
    const match = token.exec(jql)
    if (match === null) return undefined
    const quoted = match[1] ?? match[2]
    if (quoted === undefined) found.push({ text: match[3] ?? match[4] ?? '', quoted: false })
    else found.push({ text: quoted.replaceAll(/\\(.)/g, '$1'), quoted: true })
  }
  return found
}

/** `a = x AND b in (y, z) ORDER BY …`; undefined = cannot be parsed or is unbounded. */
function parse(jql: string): Clause[] | undefined {
  const all = tokens(jql)
  if (all === undefined) return undefined
  const end = all.findIndex((_word, at) => isWord(all, at, 'order'))
  const wanted = end < 0 ? all : all.slice(0, end)
  const clauses: Clause[] = []
  let at = 0
  while (at < wanted.length) {
    if (clauses.length > 0 && !isWord(wanted, at++, 'and')) return undefined
    const read = isWord(wanted, at + 1, '=') ? readEqual(wanted, at) : readIn(wanted, at)
    if (read === undefined) return undefined
    clauses.push(read.clause)
    at = read.next
  }
  return clauses.length === 0 ? undefined : clauses
}

type Token = { text: string; quoted: boolean }
type Read = { clause: Clause; next: number } | undefined

function isWord(all: readonly Token[], at: number, word: string): boolean {
  return all[at]?.quoted === false && all[at]?.text.toLowerCase() === word
}

function readEqual(all: readonly Token[], at: number): Read {
  const [field, , value] = all.slice(at, at + 3)
  if (field === undefined || value === undefined) return undefined
  return { clause: { field: field.text.toLowerCase(), values: [value.text] }, next: at + 3 }
}

function readIn(all: readonly Token[], at: number): Read {
  const field = all[at]
  if (field === undefined || !isWord(all, at + 1, 'in') || !isWord(all, at + 2, '('))
    return undefined
  const close = all.findIndex((_word, place) => place > at && isWord(all, place, ')'))
  if (close < 0) return undefined
  const values = all.slice(at + 3, close).filter(({ text, quoted }) => quoted || text !== ',')
  return {
    clause: { field: field.text.toLowerCase(), values: values.map(({ text }) => text) },
    next: close + 1,
  }
}

function holds({ field, values }: Clause, issue: Issue): boolean | undefined {
  const same = (text: unknown) =>
    values.some((one) => one.toLowerCase() === String(text).toLowerCase())
  if (field === 'project') return same(issue.key.split('-')[0])
  if (field === 'key' || field === 'issuekey') return same(issue.key)
  if (field === 'status') return same(issue.status)
  if (field === 'labels')
    return ((issue.fields['labels'] ?? []) as string[]).some((label) => same(label))
  return undefined
}

/** Issues the query finds, oldest first, as far as the index has come; undefined = Jira refuses the query. */
export function search(
  site: Site,
  jql: string,
  reconcile: readonly number[] = [],
): Issue[] | undefined {
  const clauses = parse(jql)
  if (clauses === undefined) return undefined
  const found: Issue[] = []
  for (const issue of site.issues.values()) {
    const answers = clauses.map((clause) => holds(clause, issue))
    if (answers.includes(undefined)) return undefined
    if (answers.every((yes) => yes === true) && isIndexed(site, issue, reconcile)) found.push(issue)
  }
  for (const [key, looks] of site.unseen) site.unseen.set(key, looks - 1)
  return found
}

function isIndexed(site: Site, issue: Issue, reconcile: readonly number[]): boolean {
  if (reconcile.includes(Number(issue.id))) return true
  if ((site.unseen.get(issue.key) ?? 0) > 0) return false
  const age = Date.now() - Date.parse(issue.created.replace('+0000', 'Z'))
  return age >= site.switches.searchLagMs
}
