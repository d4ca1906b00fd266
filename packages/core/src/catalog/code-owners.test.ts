import { describe, expect, it } from 'vitest'
import { checkCatalog } from './check-catalog.ts'
import { readOwners } from './code-owners.ts'

const ownersOf = (text: string, path: string) => readOwners(text)(path)

describe('the owners of a file', () => {
  it.each([
    ['*', 'catalog/compute/vm-linux.yaml', true],
    ['/catalog/', 'catalog/compute/vm-linux.yaml', true],
    ['/catalog/', 'other/catalog/vm-linux.yaml', false],
    ['catalog/', 'other/catalog/vm-linux.yaml', true],
    ['/catalog/compute', 'catalog/compute/vm-linux.yaml', true],
    ['/catalog/comp', 'catalog/compute/vm-linux.yaml', false],
    ['catalog/compute/vm-*.yaml', 'catalog/compute/vm-linux.yaml', true],
    ['catalog/*', 'catalog/vm-linux.yaml', true],
    ['catalog/*', 'catalog/compute/vm-linux.yaml', false],
    ['catalog/**', 'catalog/compute/vm-linux.yaml', true],
    ['**/compute/', 'catalog/compute/vm-linux.yaml', true],
    ['/catalog/**/vm-linux.yaml', 'catalog/vm-linux.yaml', true],
    ['*.yaml', 'catalog/compute/vm-linux.yaml', true],
    ['*.yml', 'catalog/compute/vm-linux.yaml', false],
    ['vm-?inux.yaml', 'catalog/compute/vm-linux.yaml', true],
    ['my\\ file.yaml', 'my file.yaml', true],
  ])('by %s are those of %s: %s', (pattern, path, fits) => {
    expect(ownersOf(`${pattern} @org/team`, path)).toEqual(fits ? ['@org/team'] : [])
  })

  it('are those of the last line that fits, without remarks', () => {
    const text = '# all\n*  @org/a\n\n/x/  @org/b ops@example.com # for x\n/x/free/\n'

    const owners = ['y', 'x/y', 'x/free/y'].map((path) => ownersOf(text, path))

    expect(owners).toEqual([['@org/a'], ['@org/b', 'ops@example.com'], []])
  })

  it('are those of every section, whose owners stand for lines without any', () => {
    const text = '* @org/a\n[Docs][2] @org/writers\n/docs/\n^[Net] \n/docs/net/ @org/net\n'

    const owners = ['x', 'docs/x', 'docs/net/x'].map((path) => ownersOf(text, path))

    expect(owners).toEqual([
      ['@org/a'],
      ['@org/a', '@org/writers'],
      ['@org/a', '@org/writers', '@org/net'],
    ])
  })

  it('are found in no time, however many stars a pattern has', () => {
    const pattern = `/${'*a'.repeat(200)}b/${'**/'.repeat(200)}x`
    const started = performance.now()

    const owners = ownersOf(`${pattern} @org/team`, `${'a'.repeat(2_000)}/${'a/'.repeat(100)}y`)

    expect(owners).toEqual([])
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

const item = `version: "2.0"
kind: CatalogItem
metadata:
  id: compute-vm
  name: Sample item
  description: A service that exists only so that catalogs have something to hold.
  version: 1.2.0
  category: compute
  owner: { team: platform }
presentation: { groups: [{ id: main, name: Main, fields: [{ id: a, name: A, type: string }] }] }
fulfillment:
  manual: { actions: [{ id: task, type: manual-task, config: { title: Make it } }] }
`

function said(owners: string | undefined, place = 'CODEOWNERS'): string[] {
  const index = 'owners: { platform: { contact: p@example.com, members: [ada] } }'
  const files = [
    { path: 'catalog/compute/compute-vm.yaml', text: item },
    { path: 'catalog/_index.yaml', text: index },
    ...(owners === undefined ? [] : [{ path: place, text: owners }]),
  ]
  return checkCatalog(files, {
    actionSchemas: { 'manual-task': { type: 'object' } },
    now: Date.UTC(2026, 0, 15, 12),
  }).diagnostics.map(({ code, severity, line, path, expected }) =>
    [code, severity, line, path, expected].join(' '),
  )
}

describe('an item', () => {
  const warning = 'PAO1909 warning 9 metadata.owner.team'

  it.each(['CODEOWNERS', '.github/CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'])(
    'whose file %s gives to others than its team gets a warning',
    (place) => {
      expect(said('/catalog/ @org/network @bob', place)).toEqual([`${warning} @org/network, @bob`])
    },
  )

  it.each([
    ['the team', '* @org/network @org/Platform'],
    ['a member', '* @ada'],
    ['its address', '* p@example.com'],
    ['nobody', '/other/ @org/network'],
    ['no CODEOWNERS', undefined],
  ])('is left alone where its file is of %s', (_name, owners) => {
    expect(said(owners)).toEqual([])
  })
})
