import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { actionSchemas } from '@pao/connectors/schemas'
import { checkCatalog, type SourceFile } from '@pao/core/catalog'
import { load } from 'js-yaml'
import { median, show } from './measure.ts'

const sample = new URL(
  '../../examples/catalog/catalog/databases/database-postgresql-standard.yaml',
  import.meta.url,
)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Distinct items made from one of the example catalog by changing its id. */
export function copiesOf(count: number): readonly SourceFile[] {
  const text = readFileSync(sample, 'utf8')
  return Array.from({ length: count }, (_, at) => ({
    path: `catalog/databases/database-copy-${at}.yaml`,
    text: text.replaceAll('database-postgresql-standard', `database-copy-${at}`),
  }))
}

/** Parse and every check of a 1,000-item catalog, beside the YAML parse alone. */
export function benchValidate(): void {
  const files = copiesOf(1_000)
  const check = () => {
    const start = performance.now()
    const { documents, diagnostics } = checkCatalog(files, { actionSchemas, now: 0, sha256 })
    if (documents.length !== 1000) throw new Error(JSON.stringify(diagnostics.slice(0, 3)))
    return performance.now() - start
  }
  const parseOnly = () => {
    const start = performance.now()
    for (const { text } of files) load(text, { maxAliases: 0, maxDepth: 32 })
    return performance.now() - start
  }
  const yaml = median([parseOnly(), parseOnly(), parseOnly()])
  const first = check()
  const warm = median([check(), check(), check()])
  const lines = files.reduce((sum, { text }) => sum + text.split('\n').length, 0) / files.length
  show(`Validation of 1,000 items of ${Math.round(lines)} lines`, [
    {
      name: 'first run, nothing cached',
      value: first,
      unit: 'ms',
      floor: { name: 'YAML parse alone, ms', value: yaml },
      aim: '< 2,000 ms',
    },
    {
      name: 'again',
      value: warm,
      unit: 'ms',
      floor: { name: 'YAML parse alone, ms', value: yaml },
    },
  ])
}
