import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { withTable } from '../../connectors/src/kit/settings-table.ts'
import { freshFolder, pao, root } from './pao.ts'

/** A shelf of its own beside the real one, so that what is made finds the kit and its dependencies. */
const place = join(root, `packages/connectors/dist/made-${process.pid}`)
const shelf = join(place, 'src')
mkdirSync(shelf, { recursive: true })
symlinkSync(join(root, 'packages/connectors/src/kit'), join(shelf, 'kit'))
symlinkSync(join(root, 'packages/connectors/contract'), join(place, 'contract'))
afterAll(() => rmSync(place, { recursive: true }))

const made = (type: string) => pao(['connector', 'new', type, '--into', relative(root, shelf)])
const said = await made('dns-record-2')
/** The tests that come with the new connector, the conformance suite among them, run as part of this file. */
await import(pathToFileURL(join(shelf, 'dns-record-2/connector.test.ts')).href)

it('makes a connector, its test and its page, and says how it comes onto the shelf', async () => {
  const folder = relative(root, join(shelf, 'dns-record-2'))

  expect(said.code).toBe(0)
  expect(said.out.split('\n').toSorted()).toEqual(
    ['README.md', 'config.ts', 'connector.test.ts', 'connector.ts', 'recorded.ts'].map((name) =>
      join(folder, name),
    ),
  )
  expect(said.err).toContain("import { dnsRecord2 } from './dns-record-2/connector.ts'")
  expect(said.err).toContain("['dns-record-2', dnsRecord2Effect]")
})

it('gives it a page that shows its settings as they are', async () => {
  const module = (await import(pathToFileURL(join(shelf, 'dns-record-2/config.ts')).href)) as {
    DnsRecord2Config: object
  }
  const page = readFileSync(join(shelf, 'dns-record-2/README.md'), 'utf8')

  expect(page).toBe(withTable(page, module.DnsRecord2Config))
})

it('overwrites nothing', async () => {
  const again = await made('dns-record-2')

  expect(again).toMatchObject({ code: 1, out: '' })
  expect(again.err).toContain('is there already')
})

it.each(['Dns', 'dns_record', '../dns', 'dns-', ''])('refuses the name %o', async (type) => {
  const refused = await made(type)

  expect(refused.code).toBe(2)
  expect(existsSync(join(shelf, '..', 'dns'))).toBe(false)
})

it('says where it has to be called when there are no connectors', async () => {
  const refused = await pao(['connector', 'new', 'dns'], freshFolder())

  expect(refused.code).toBe(2)
  expect(refused.err).toContain('call it in a checkout, or use --into')
})
