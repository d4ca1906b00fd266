import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load, loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { freshFolder, pao, root } from './pao.ts'

const items = join(root, 'examples/catalog/catalog')
const read = (path: string) => readFileSync(path, 'utf8')

/** A folder with one example item in it, changed. */
function folderWith(item: string, change: (text: string) => string = (text) => text): string {
  const folder = freshFolder()
  const name = item.slice(item.lastIndexOf('/') + 1)
  writeFileSync(join(folder, name), change(read(join(items, item))))
  return folder
}

describe('pao catalog validate', () => {
  it('finds nothing wrong with the example catalog, from wherever it is called', async () => {
    const fromRoot = await pao(['catalog', 'validate', 'examples/catalog'])
    const inside = await pao(['catalog', 'validate'], join(root, 'examples/catalog'))

    expect(fromRoot).toMatchObject({ code: 0, out: '0 errors, 0 warnings' })
    expect(fromRoot.err).toBe('checked 27 files, found 23 valid documents')
    expect(inside).toMatchObject({ code: 0, err: fromRoot.err })
  })

  it('checks one file against the catalog it is part of, and speaks of that file only', async () => {
    const catalog = freshFolder()
    cpSync(join(root, 'examples/catalog'), catalog, { recursive: true })
    writeFileSync(join(catalog, 'catalog/messaging/broken-item.yaml'), 'header: {}\n')

    const one = await pao(['catalog', 'validate', 'catalog/compute/compute-vm-linux.yaml'], catalog)
    const all = await pao(['catalog', 'validate', '.'], catalog)

    expect(one).toMatchObject({ code: 0, err: 'checked 1 file, found 1 valid document' })
    expect(all.code).toBe(1)
    expect(all.out).toContain('catalog/messaging/broken-item.yaml:')
  })

  it('does not miss other items when a file stands alone', async () => {
    const folder = folderWith('databases/database-mysql-legacy.yaml')

    const said = await pao(['catalog', 'validate', 'database-mysql-legacy.yaml'], folder)

    expect(said).toMatchObject({ code: 0, out: '0 errors, 0 warnings' })
  })

  it('ends with 1 and names file, line, column and mend of every fault', async () => {
    const folder = folderWith('storage/storage-bucket-standard.yaml', (text) =>
      text.replace('category:', 'categori:').replace('type: string', 'type: strin'),
    )

    const said = await pao(['catalog', 'validate', folder, '--output', 'table'])

    expect(said.code).toBe(1)
    expect(said.out).toMatch(/storage-bucket-standard\.yaml:\d+:\d+ error PAO1103/)
    expect(said.out).toMatch(/Did you mean string\?/)
    expect(said.err).toBe('checked 1 file, found 0 valid documents')
  })

  it('prints every form so that its readers can read it', async () => {
    const folder = folderWith('storage/storage-bucket-standard.yaml', (text) =>
      text.replace('category:', 'categori:'),
    )
    const file = 'storage-bucket-standard.yaml'
    const as = async (form: string) =>
      (await pao(['catalog', 'validate', file, '--output', form], folder)).out

    const json = JSON.parse(await as('json')) as unknown
    const sarif = JSON.parse(await as('sarif')) as unknown

    expect(json).toContainEqual(expect.objectContaining({ file, severity: 'error' }))
    expect(load(await as('yaml'))).toEqual(json)
    expect(sarif).toMatchObject({ version: '2.1.0' })
    expect(await as('github')).toMatch(/^::error file=storage-bucket-standard\.yaml,line=\d+,/)
  })

  it('prints an empty list for a good file, and nothing where annotations would stand', async () => {
    const folder = folderWith('storage/storage-bucket-standard.yaml')

    const json = await pao(['catalog', 'validate', folder, '--output', 'json'])
    const github = await pao([
      'catalog',
      'validate',
      join(folder, 'storage-bucket-standard.yaml'),
      '-o',
      'github',
    ])

    expect(JSON.parse(json.out)).toEqual(expect.any(Array))
    expect(github).toEqual({ code: 0, out: '', err: '' })
  })

  it('fails on a warning when it is strict', async () => {
    const folder = folderWith('databases/database-mysql-legacy.yaml', (text) =>
      text.replace(/description: A MySQL 8.*/, 'description: A database, short'),
    )
    const file = join(folder, 'database-mysql-legacy.yaml')

    const lenient = await pao(['catalog', 'validate', file])
    const strict = await pao(['catalog', 'validate', file, '--strict'])

    expect(lenient).toMatchObject({ code: 0 })
    expect(lenient.out).toContain('0 errors, 1 warning')
    expect(strict).toMatchObject({ code: 1 })
    expect(strict.out).toContain('1 error, 0 warnings')
  })

  it('ends with 2 when there is nothing to check', async () => {
    const empty = freshFolder()

    const missing = await pao(['catalog', 'validate', 'nowhere.yaml'], empty)
    const nothing = await pao(['catalog', 'validate', '.'], empty)
    const form = await pao(['catalog', 'validate', '--output', 'xml'])

    expect(missing).toEqual({ code: 2, out: '', err: 'nowhere.yaml does not exist' })
    expect(nothing).toEqual({ code: 2, out: '', err: 'no YAML file in .' })
    expect(form.code).toBe(2)
    expect(form.err).toContain('sarif')
  })
})

describe('pao catalog upgrade', () => {
  it('rewrites a v1 file as a v2 file that is valid, means the same and keeps its comments', async () => {
    const folder = folderWith(
      'databases/database-mysql-legacy.yaml',
      (text) =>
        `# kept on top\n${text.replace('  category:', '  # kept inside\n  category:').replace('version: 3.4.1', 'version: 3.4.1 # kept behind')}`,
    )
    const file = join(folder, 'database-mysql-legacy.yaml')
    cpSync(file, join(folder, 'before.yaml'))

    const upgraded = await pao(
      ['catalog', 'upgrade', '--write', 'database-mysql-legacy.yaml'],
      folder,
    )
    const checked = await pao(['catalog', 'validate', 'database-mysql-legacy.yaml'], folder)
    const compared = await pao(
      ['catalog', 'diff', 'before.yaml', 'database-mysql-legacy.yaml'],
      folder,
    )

    const text = read(file)
    expect(upgraded).toEqual({ code: 0, out: '', err: 'database-mysql-legacy.yaml: upgraded' })
    expect(text).toMatch(/^# kept on top\n# yaml-language-server: .*catalog-item-2\.0\.json\n/)
    expect(text).toContain('\n  # kept inside\n')
    expect(text).toContain('# kept behind')
    expect(text).not.toContain('catalog-item-1.0')
    expect(checked).toMatchObject({ code: 0, out: '0 errors, 0 warnings' })
    expect(compared).toMatchObject({ code: 0, out: 'no difference' })
  })

  it('leaves alone what is v2 already or no document, and writes nothing without --write', async () => {
    const catalog = freshFolder()
    cpSync(join(root, 'examples/catalog'), catalog, { recursive: true })
    const before = read(join(catalog, 'catalog/databases/database-mysql-legacy.yaml'))

    const printed = await pao(['catalog', 'upgrade', '.'], catalog)
    const untouched = read(join(catalog, 'catalog/databases/database-mysql-legacy.yaml'))
    const written = await pao(['catalog', 'upgrade', '--write', '.'], catalog)
    const again = await pao(['catalog', 'upgrade', '--write', '.'], catalog)
    const checked = await pao(['catalog', 'validate', '.'], catalog)

    expect(printed).toMatchObject({ code: 0, err: '' })
    expect(loadAll(printed.out)).toHaveLength(5)
    expect(untouched).toBe(before)
    expect(written.err.split('\n')).toHaveLength(5)
    expect(again).toMatchObject({ code: 0, err: 'nothing to upgrade: no v1.0 here' })
    expect(checked).toMatchObject({ code: 0, out: '0 errors, 0 warnings' })
  })

  it('ends with 1 at a file it cannot read, and upgrades the others', async () => {
    const folder = folderWith('databases/database-mysql-legacy.yaml')
    writeFileSync(join(folder, 'torn.yaml'), 'header: [\n')

    const said = await pao(['catalog', 'upgrade', '--write', '.'], folder)

    expect(said.code).toBe(1)
    expect(said.err).toContain('torn.yaml: line ')
    expect(read(join(folder, 'database-mysql-legacy.yaml'))).toContain('kind: CatalogItem')
  })
})

describe('pao catalog diff', () => {
  const item = 'messaging/messaging-queue-standard.yaml'
  const before = join(items, item)
  const name = 'messaging-queue-standard.yaml'

  it('calls a renamed field breaking and ends with 1', async () => {
    const folder = folderWith(item, (text) =>
      text
        .replace('id: queue_name', 'id: name_of_queue')
        .replaceAll('fields.queue_name', 'fields.name_of_queue'),
    )

    const changed = await pao(['catalog', 'diff', before, join(folder, name)])
    const json = await pao(['catalog', 'diff', before, join(folder, name), '-o', 'json'])

    expect(changed.code).toBe(1)
    expect(changed.out).toContain('the field queue_name is gone')
    expect(changed.out).toContain('raise the version by at least a major step')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ step: 'major' })
  })

  it('calls a wider limit no breaking change', async () => {
    const folder = folderWith(item, (text) => text.replace('max: 14 }', 'max: 30 }'))

    const said = await pao(['catalog', 'diff', before, join(folder, name), '-o', 'yaml'])

    expect(said.code).toBe(0)
    expect(load(said.out)).toMatchObject({
      step: 'minor',
      differences: [{ impact: 'feature' }],
    })
  })

  it('finds no difference between a file and itself', async () => {
    const same = await pao(['catalog', 'diff', before, before, '--output', 'json'])

    expect(same.code).toBe(0)
    expect(JSON.parse(same.out)).toEqual({ step: 'none', differences: [] })
  })

  it('ends with 2 and the first error when a side is not valid', async () => {
    const folder = folderWith(item, (text) => text.replace('category:', 'categori:'))

    const said = await pao(['catalog', 'diff', before, join(folder, name)])

    expect(said.code).toBe(2)
    expect(said.err).toMatch(/holds no valid document: line \d+: /)
  })
})

describe('pao catalog docs and schema', () => {
  it('writes a page per valid document and says what it left out', async () => {
    const folder = folderWith('messaging/messaging-queue-standard.yaml')
    mkdirSync(join(folder, 'more'))
    writeFileSync(join(folder, 'more/torn.yaml'), 'header: [\n')

    const said = await pao(['catalog', 'docs', '.', '--out', 'pages/all'], folder)

    expect(said.code).toBe(1)
    expect(said.err).toContain('left out: more/torn.yaml:')
    expect(readdirSync(join(folder, 'pages/all'))).toEqual(['messaging-queue-standard.md'])
    expect(read(join(folder, 'pages/all/messaging-queue-standard.md'))).toMatch(/^# Message queue/)
  })

  it('prints a page when no folder is named', async () => {
    const page = await pao([
      'catalog',
      'docs',
      'examples/catalog/catalog/messaging/messaging-queue-standard.yaml',
    ])

    expect(page.code).toBe(0)
    expect(page.out).toMatch(/^# Message queue/)
    expect(page.out).toContain('| `queue_name` | string | yes |')
  })

  it('prints the schema of every version in both drafts', async () => {
    const draft = await pao(['catalog', 'schema', '--draft', 'draft-07', '--document', '1.0'])
    const bundle = await pao(['catalog', 'schema', '--document', 'bundle'])

    expect(JSON.parse(draft.out)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
    })
    expect(JSON.parse(bundle.out)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
    })
    expect(bundle.out).toContain('CatalogBundle')
  })
})
