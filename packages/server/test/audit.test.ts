import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportForms, keepAudit, openAudit } from '../src/audit/open.ts'
import { dropOld } from '../src/audit/retention.ts'
import { holdChain, sealAll } from '../src/audit/seal.ts'
import { type Audited, writeAudit } from '../src/store/audit-log.ts'
import { timers } from '../src/timers.ts'
import { type AuditWorld, omar, openAuditWorld, tenant } from './audit-world.ts'

let world: AuditWorld
beforeAll(async () => {
  world = await openAuditWorld()
})
afterAll(() => world.close())

const entry = (id: string, more: Partial<Audited> = {}): Audited => ({
  tenant,
  by: omar,
  action: 'limit.set',
  on: { type: 'limit', id },
  ...more,
})

const find = (filter: Parameters<typeof world.audit.find>[1]['filter'], limit = 200) =>
  world.audit.find(tenant, { filter, limit })

const actions = async (filter: Parameters<typeof find>[0]) =>
  (await find(filter)).map(({ action }) => action)

async function exported(form: (typeof exportForms)[number], of = tenant): Promise<string> {
  let text = ''
  for await (const line of world.audit.export(of, { filter: {}, form }).lines) text += line
  return text
}

describe('the audit log', () => {
  it('keeps the note with the change, or neither', async () => {
    const { db } = world.database
    await db
      .transaction()
      .execute(async (tx) => {
        await writeAudit(tx, entry('undone'))
        throw new Error('the change fails')
      })
      .catch(() => undefined)
    await db.transaction().execute((tx) => writeAudit(tx, entry('done')))

    expect((await find({})).map((one) => one.object_id)).toEqual(['done'])
  })

  it('is read as it stands while somebody else chains for long', async () => {
    const { db } = world.database
    const of = 'busy'
    await writeAudit(db, entry('before', { tenant: of }))
    await sealAll(db)
    const { promise: chained, resolve: end } = Promise.withResolvers<void>()
    const { promise: held, resolve: hold } = Promise.withResolvers<void>()
    const chaining = db.transaction().execute(async (tx) => {
      await holdChain(tx, of)
      hold()
      await chained
    })
    await held
    await writeAudit(db, entry('meanwhile', { tenant: of }))

    const meanwhile = await world.audit.find(of, { filter: {}, limit: 50 })
    end()
    await chaining
    const afterwards = await world.audit.find(of, { filter: {}, limit: 50 })

    expect(meanwhile.map(({ object_id: id }) => id)).toEqual(['before'])
    expect(afterwards.map(({ object_id: id }) => id).toSorted()).toEqual(['before', 'meanwhile'])
  })

  it('chains what many write at once without a gap, whoever chains', async () => {
    const { db } = world.database
    const of = 'many'
    const writers = Array.from({ length: 50 }, async (_, n) => {
      for (let turn = 0; turn < 6; turn += 1) {
        await db
          .transaction()
          .execute((tx) => writeAudit(tx, entry(`${n}/${turn}`, { tenant: of })))
        if (turn % 3 === 2) await sealAll(db)
      }
    })
    await Promise.all(writers)

    const verdict = await world.audit.verify(of)

    expect(verdict).toMatchObject({ ok: true, entries: 300, from: 1, to: 300 })
  })

  it('is found by who, what, on what, when, and what came of it', async () => {
    await world.audit.note(
      entry('a', { action: 'secret.set', on: { type: 'secret', id: 'TOKEN' }, by: { id: 'ada' } }),
      entry('b', { action: 'secret.listed', on: { type: 'secret', id: '*' }, outcome: 'read' }),
      entry('c', { action: 'secrets.other', on: { type: 'x', id: 'y' } }),
    )

    expect(await actions({ actor: 'ada' })).toEqual(['secret.set'])
    expect(await actions({ action: 'secret.' })).toEqual(['secret.listed', 'secret.set'])
    expect(await actions({ objectType: 'secret', objectId: 'TOKEN' })).toEqual(['secret.set'])
    expect(await actions({ outcome: 'read' })).toEqual(['secret.listed'])
    expect(await actions({ correlationId: 'call-1', from: world.clock.ms + 3_600_000 })).toEqual([])
  })

  it('goes on where a page ended', async () => {
    const [first] = await world.audit.find(tenant, { filter: {}, limit: 1 })
    const [second] = await world.audit.find(tenant, {
      filter: {},
      limit: 1,
      before: first?.seq ?? 0,
    })

    expect(second?.seq).toBe((first?.seq ?? 0) - 1)
  })

  it('cannot be changed by a slip of the program', async () => {
    const { db } = world.database

    await expect(sql`update audit_entry set actor = 'x'`.execute(db)).rejects.toThrow('appended')
    await expect(sql`delete from audit_entry`.execute(db)).rejects.toThrow('appended')
    await expect(sql`truncate audit_entry`.execute(db)).rejects.toThrow('appended')
  })

  it('is chained and signed as time goes, and once more at the end', async () => {
    const of = 'kept'
    const keeping = keepAudit(world.deps, {
      timers,
      onError: (error) => {
        throw error
      },
    })
    await world.audit.note(entry('last', { tenant: of }))
    await keeping.stop()

    const names = await readdir(world.deps.folder)
    const file = names.find((name) => name.startsWith('kept.')) ?? ''
    const lines = (await readFile(join(world.deps.folder, file), 'utf8')).trim().split('\n')

    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ tenant: of, seq: 1 }])
  })
})

describe('an export', () => {
  const of = 'exported'
  const nasty = '=HYPERLINK("http://evil")\r\n|pipe\\ a=b'
  beforeAll(() => world.audit.note(entry('=cmd', { tenant: of, note: nasty, detail: { a: '=1' } })))

  it('of every form has a line for each entry', async () => {
    const counts = await Promise.all(
      exportForms.map(async (form) => (await exported(form, of)).trimEnd().length > 0),
    )

    expect(counts).toEqual([true, true, true, true])
  })

  it('as CSV has no cell a spreadsheet takes for a formula (A59)', async () => {
    const csv = await exported('csv', of)

    expect(csv).toContain(`'=cmd`)
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")`)
    expect(csv.split('\r\n')[0]).toMatch(/^seq,at,tenant,actor,/)
  })

  it('as CEF is one line, with what separates escaped', async () => {
    const cef = await exported('cef', of)

    expect(cef.trimEnd().split('\n')).toHaveLength(1)
    expect(cef).toMatch(
      /^CEF:0\|PAO\|pao\|1\.2\.3\|limit\.set\|limit\.set\|4\|rt=\d+ externalId=1 suser=omar/,
    )
    expect(cef).toContain(String.raw`reason=\=HYPERLINK("http://evil")\r\n|pipe\\ a\=b`)
  })
})

describe('upkeep', () => {
  it('forgets a person and leaves the chain whole', async () => {
    const of = 'erased'
    const dana = { id: 'dana', address: '10.9.9.9' }
    await world.audit.note(
      entry('1', { tenant: of, by: dana, note: 'my own words' }),
      entry('2', { tenant: of, subject: 'dana@example.com', note: 'about dana' }),
      entry('3', { tenant: of, note: 'stays' }),
    )

    const names = ['dana', 'dana@example.com']
    const done = await world.audit.erase({ tenant: of, by: omar }, { names, reason: 'asked' })
    const [erasure, third, second, first] = await world.audit.find(of, { filter: {}, limit: 9 })

    expect(done.values).toBe(5)
    expect(first).toMatchObject({ actor: null, address: null, note: null })
    expect(JSON.stringify(first?.proof)).not.toContain('salt')
    expect(second).toMatchObject({ actor: 'omar', subject: null, note: null })
    expect(third).toMatchObject({ actor: 'omar', note: 'stays' })
    expect(erasure).toMatchObject({ action: 'audit.erased', detail: { values: 5 } })
    expect(await world.audit.verify(of)).toMatchObject({ ok: true, entries: 4 })
  })

  it('is exported and verified where lists are read, a thousand entries at a time', async () => {
    const of = 'long'
    await world.database.pool.query(
      `insert into audit_pending (tenant, actor, action, object_type, object_id)
        select $1, 'omar', 'limit.set', 'limit', n::text from generate_series(1, 1100) n`,
      [of],
    )
    const places: string[] = []
    const audit = openAudit({
      ...world.deps,
      read: (reading) => {
        places.push('replica')
        return reading(world.database.db)
      },
    })
    let lines = 0

    for await (const line of audit.export(of, { filter: {}, form: 'ndjson' }).lines)
      lines += line.length > 0 ? 1 : 0
    const verdict = await audit.verify(of)

    expect(lines).toBe(1_100)
    expect(verdict).toMatchObject({ ok: true, entries: 1_100 })
    expect(places).toHaveLength(4)
  })

  it('neither forgets nor drops while a hold stands', async () => {
    const of = 'held'
    await world.audit.note(entry('1', { tenant: of }), entry('2', { tenant: of }))
    await world.audit.hold({ tenant: of, by: omar }, { name: 'case-1', reason: 'court' })
    const later = { ...world.deps, now: () => world.clock.ms + 100 * 86_400_000 }

    const erasing = world.audit.erase({ tenant: of, by: omar }, { names: ['omar'], reason: 'x' })

    await expect(erasing).rejects.toMatchObject({ code: 'audit.held' })
    expect(await dropOld(later, of, 30)).toBe(0)
    expect(await world.audit.release({ tenant: of, by: omar }, 'case-1')).toBe(true)
    expect(await world.audit.release({ tenant: of, by: omar }, 'case-1')).toBe(false)
    expect(
      (await world.audit.find(of, { filter: {}, limit: 9 })).map(({ action }) => action),
    ).toEqual(['audit.released', 'audit.held', 'limit.set', 'limit.set'])
  })

  it('drops the old from the beginning, and the chain tells where it begins', async () => {
    const of = 'dropped'
    for (let n = 1; n <= 5; n += 1) await world.audit.note(entry(String(n), { tenant: of }))
    await world.audit.verify(of)
    const later = { ...world.deps, now: () => world.clock.ms + 100 * 86_400_000 }

    const count = await dropOld(later, of, 30)
    const verdict = await world.audit.verify(of)

    expect(count).toBe(4)
    expect(verdict).toMatchObject({ ok: true, from: 5, to: 6 })
  })
})
