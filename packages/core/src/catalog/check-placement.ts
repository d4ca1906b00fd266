import type { Inspected, SourceFile } from './check-file.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { CatalogIndex } from './index-values.ts'
import type { Layout } from './layout.ts'
import { own } from './path.ts'

const longestPath = 240

/** Refuses a path that leads elsewhere or hides what it is; says so in `refused`. */
export function checkPath({ path }: SourceFile, refused: Diagnostic[]): boolean {
  const parts = path.split('/')
  const plain =
    path.length <= longestPath &&
    !/[\\\p{C}]/u.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && part !== '.git')
  if (plain) return true
  refused.push({
    code: 'PAO1908',
    severity: 'error',
    file: path.slice(0, longestPath).replaceAll(/\p{C}/gu, '?'),
    line: 1,
    column: 1,
    path: '',
    message: 'this path is not read',
    mend: 'Use a plain relative path',
  })
  return false
}

/** Compares where a file lies and what it is called with what it says. */
export function checkPlacement(inspected: Inspected, index: CatalogIndex, layout: Layout): void {
  const { file, kind, sight } = inspected
  if (kind === 'unreadable') return
  const name = file.path.split('/').at(-1) ?? ''
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)+\.ya?ml$/.test(name)) {
    sight.report('PAO1902', ['metadata', 'id'], `the file is called ${name}`, { found: name })
  }
  if (kind === 'item') checkFolder(inspected, layout)
  checkTeam(inspected, index)
}

function checkFolder({ file, sight }: Inspected, layout: Layout): void {
  const folder = layout.folderOf(file.path)
  const category = own(sight.document.metadata, 'category')
  if (typeof category !== 'string' || folder === undefined || folder === category) return
  sight.report('PAO1903', ['metadata', 'category'], `the file lies in ${folder}`, {
    found: category,
    expected: `${layout.index.replace('_index.yaml', '')}${category}/`,
  })
}

function checkTeam({ sight }: Inspected, { owners }: CatalogIndex): void {
  const team = own(own(sight.document.metadata, 'owner'), 'team')
  if (!owners || typeof team !== 'string' || Object.hasOwn(owners, team)) return
  sight.report('PAO1905', ['metadata', 'owner', 'team'], `there is no team ${team}`, {
    found: team,
    near: { word: team, among: Object.keys(owners) },
  })
}
