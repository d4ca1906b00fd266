import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { schemaFaults } from '../src/compose-ground.ts'
import { migrations } from '../src/store/migrate.ts'
import { ask, emptyDatabase, run } from './operate-world.ts'

let database: Awaited<ReturnType<typeof emptyDatabase>>
let settings: { PAO_DATABASE_URL: string }
beforeEach(async () => {
  database = await emptyDatabase()
  settings = { PAO_DATABASE_URL: database.url }
})
afterEach(() => database.drop())

const known = (await migrations()).map(({ name }) => name)

const insert = (id: number, name: string) =>
  ask(database.url, `insert into pao_migration values (${id}, '${name}', 'x')`)

describe('pao migrate', () => {
  it('plans without doing, applies once, and then has nothing to do', async () => {
    const plan = await run(settings, 'migrate', 'plan')
    const before = await run(settings, 'migrate', 'status')
    const up = await run(settings, 'migrate', 'up')
    const after = await run(settings, 'migrate', 'status', '--json')
    const again = await run(settings, 'migrate', 'up')

    expect(plan.out.split('\n')).toEqual(known.map((name) => `expand    ${name}`))
    expect(before).toMatchObject({ code: 1, out: expect.stringContaining(`pending  ${known[0]}`) })
    expect(up.out.split('\n')).toEqual(known.map((name) => `applied  ${name}`))
    expect(after.code).toBe(0)
    expect(JSON.parse(after.out)).toMatchObject({ pending: [], unknown: [] })
    expect(again).toEqual({ code: 0, out: 'up to date', err: '' })
  })

  it('works beside what a newer release added, and not once one took something away', async () => {
    await run(settings, 'migrate', 'up')
    await insert(9001, '9001_more.sql')
    const more = await run(settings, 'migrate', 'status')
    await insert(9002, '9002_contract_less.sql')
    const less = await run(settings, 'migrate', 'status')
    const up = await run(settings, 'migrate', 'up')

    expect(more).toMatchObject({ code: 0, out: expect.stringContaining('unknown  9001_more.sql') })
    expect(less.code).toBe(1)
    expect(up).toMatchObject({ code: 2, err: expect.stringMatching(/newer release/) })
  })

  it('waits for a schema only as long as it was told', async () => {
    const waited = await run(settings, 'migrate', 'status', '--wait', '1')
    const refused = await run(settings, 'migrate', 'status', '--wait', 'soon')

    expect(waited.code).toBe(1)
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/--wait takes/) })
  })

  it('tells every wrong setting and every unknown word', async () => {
    const wrong = await run({ PAO_DATABASE_URL: 'mysql://x', PAO_PROT: '1' }, 'migrate', 'up')
    const word = await run({}, 'migrate', 'down')

    expect(wrong.err.split('\n')).toHaveLength(2)
    expect(word).toMatchObject({ code: 2, err: expect.stringMatching(/"migrate down"/) })
  })
})

const one = (name: string, kind: 'expand' | 'contract') => ({ id: 1, name, kind })

describe('a start', () => {
  it('refuses a schema without something it needs, and one it may not bring up to date', () => {
    const pending = [{ ...one('0099_more.sql', 'expand'), sql: '', checksum: '' }]
    const unknown = [one('0100_contract_x.sql', 'contract'), one('0101_more.sql', 'expand')]

    expect(schemaFaults({ applied: [], pending, unknown: [] }, true)).toEqual([])
    expect(schemaFaults({ applied: [], pending, unknown: [] }, false)).toEqual([
      expect.stringMatching(/lacks 0099_more.sql; run "pao migrate up"/),
    ])
    expect(schemaFaults({ applied: [], pending: [], unknown }, true)).toEqual([
      expect.stringMatching(/\(0100_contract_x.sql\)/),
    ])
  })
})

/** What a process of the release before would stumble over; only a contract migration may do it. */
const takesAway =
  /\bdrop\s+(table|column)\b|\brename\s+(to|column)\b|\balter\s+column\s+\S+\s+(type|set\s+not\s+null)\b|\btruncate\b/i
/** A table that is made anew under its name in the same breath, of its old columns, is still there; so is what indexes find. */
const stays = [
  /alter table (\w+) rename to (\w+);(?=[^]*create table \1 \(like \2\b)/gi,
  /alter index \w+ rename to \w+/gi,
  /before truncate on/gi,
]
const isLess = (sql: string): boolean =>
  takesAway.test(stays.reduce((text, kept) => text.replaceAll(kept, ''), sql))
/** The first number this rule is checked from; what stood before was never met by an older release. */
const ruledFrom = 37

describe('migrations', () => {
  it('take nothing away from the release before unless they say so in their name', async () => {
    const ruled = (await migrations()).filter(
      ({ id, kind }) => id >= ruledFrom && kind === 'expand',
    )

    for (const { name, sql } of ruled) expect(isLess(sql), name).toBe(false)
    expect(isLess('alter table request drop column reason')).toBe(true)
    expect(isLess('alter table request rename to request_first;')).toBe(true)
    expect(
      await readFile(new URL('../../../docs/operate/upgrade.md', import.meta.url), 'utf8'),
    ).toContain('NNNN_contract_')
  })
})
