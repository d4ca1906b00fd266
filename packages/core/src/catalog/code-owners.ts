import type { Inspected, SourceFile } from './check-file.ts'
import type { CatalogIndex, Owner } from './index-values.ts'
import { own } from './path.ts'

/** Where forges look for the file; the first that is there counts. */
export const ownersFiles: readonly string[] = [
  '.github/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
]

/** The owners of a path, as they are written; none when no line fits or the line names nobody. */
export type OwnersOf = (path: string) => readonly string[]

type Rule = { pattern: readonly string[]; section: number; owners: readonly string[] }

/** Reads a CODEOWNERS file: the last line that fits decides, in each section of its own where there are some. */
export function readOwners(text: string): OwnersOf {
  const rules: Rule[] = []
  let section = { number: 0, owners: [] as readonly string[] }
  for (const line of text.split(/\r?\n/)) {
    const words = wordsOf(line)
    const [first] = words
    if (first === undefined) continue
    if (/^\^?\[/.test(first)) section = sectionOf(line, section.number + 1)
    else {
      const owners = words.length > 1 ? words.slice(1) : section.owners
      rules.push({ pattern: patternOf(first), section: section.number, owners })
    }
  }
  const sections = new Set(rules.map((rule) => rule.section)).size
  const latestFirst = rules.toReversed()
  return (path) => {
    const parts = path.split('/')
    const found = new Map<number, readonly string[]>()
    for (const rule of latestFirst) {
      if (!found.has(rule.section) && fits(rule.pattern, parts))
        found.set(rule.section, rule.owners)
      if (found.size === sections) break
    }
    return [...new Set([...found.values()].toReversed().flat())]
  }
}

/** Warns of an item whose file others than its team may change. */
export function checkOwnership(
  { file, kind, sight }: Inspected,
  ownersOf: OwnersOf,
  { owners }: CatalogIndex,
): void {
  const team = own(own(sight.document.metadata, 'owner'), 'team')
  if (kind === 'unreadable' || typeof team !== 'string') return
  const named = ownersOf(file.path)
  const known = owners && Object.hasOwn(owners, team) ? owners[team] : undefined
  if (named.length === 0 || named.some((name) => isOf(name, team, known))) return
  sight.report('PAO1909', ['metadata', 'owner', 'team'], `CODEOWNERS gives the file to others`, {
    found: team,
    expected: named.join(', '),
  })
}

/** The catalog's CODEOWNERS, if it has one. */
export function ownersIn(files: readonly SourceFile[]): OwnersOf | undefined {
  const [found] = ownersFiles.flatMap((path) => files.find((file) => file.path === path) ?? [])
  return found && readOwners(found.text)
}

/** `@org/team` is the team; a person or an address is, where the catalog says that they belong to it. */
function isOf(name: string, team: string, owner: Owner | undefined): boolean {
  const word = name.replace(/^@/, '')
  const last = word.includes('@') ? word : (word.split('/').at(-1) ?? word)
  const members = owner?.members ?? []
  const all = [team, ...(owner?.contact === undefined ? [] : [owner.contact]), ...members]
  return all.some((one) => one.replace(/^@/, '').toLowerCase() === last.toLowerCase())
}

/** Words of a line without its remark; a backslash keeps the blank behind it in the word. */
function wordsOf(line: string): string[] {
  const text = line.replace(/(^|\s)#.*$/, '').trim()
  return (text.match(/(?:\\.|[^\s\\])+/g) ?? []).map((word) => word.replaceAll(/\\(.)/g, '$1'))
}

/** `[Name][2] @owners`: the owners stand for lines of the section that name none. */
function sectionOf(line: string, number: number): { number: number; owners: readonly string[] } {
  const behind = line.replace(/(^|\s)#.*$/, '').replace(/^\s*\^?\[[^\]]*\](?:\[\d+\])?/, '')
  return { number, owners: wordsOf(behind) }
}

/** The parts of a pattern, as in .gitignore: unanchored without a slash inside, a folder means all within. */
function patternOf(text: string): readonly string[] {
  const isFolder = text.endsWith('/')
  const isAnchored = text.slice(0, -1).includes('/')
  const parts = text.split('/').filter((part) => part !== '')
  const last = parts.at(-1) ?? ''
  const mayBeFolder = isFolder || !/[*?]/.test(last)
  return [...(isAnchored ? [] : ['**']), ...parts, ...(mayBeFolder ? ['**'] : [])]
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return wildcard(pattern, parts, { star: '**', same: partFits })
}

function partFits(pattern: string, part: string): boolean {
  return wildcard(Array.from(pattern), Array.from(part), {
    star: '*',
    same: (sign, char) => sign === '?' || sign === char,
  })
}

type Rules = { star: string; same(sign: string, one: string): boolean }

/** Whether signs, of which a star stands for any number, describe the list; at most their product in steps. */
function wildcard(
  signs: readonly string[],
  list: readonly string[],
  { star, same }: Rules,
): boolean {
  let sign = 0
  let lastStar = -1
  let resumeAt = 0
  for (let at = 0; at < list.length;) {
    const here = signs[sign]
    if (here === star) {
      lastStar = sign
      resumeAt = at
      sign += 1
    } else if (here !== undefined && same(here, list[at] ?? '')) {
      sign += 1
      at += 1
    } else if (lastStar >= 0) {
      sign = lastStar + 1
      resumeAt += 1
      at = resumeAt
    } else return false
  }
  return signs.slice(sign).every((rest) => rest === star)
}
