import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AuditEntry, commitment, hashOf } from '@pao/core/governance'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { walkEntries } from '../src/audit/queries.ts'
import { sha256 } from '../src/audit/sha256.ts'
import { type AuditWorld, omar, openAuditWorld, tenant } from './audit-world.ts'

let world: AuditWorld
let file: string
let witness: string

/** Whoever owns the database, with everything they can do in it. */
async function tamper(...statements: readonly string[]): Promise<void> {
  await world.database.db.transaction().execute(async (tx) => {
    await sql`set local pao.audit_upkeep = 'on'`.execute(tx)
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}

async function entries(): Promise<AuditEntry[]> {
  const all: AuditEntry[] = []
  for await (const entry of walkEntries((read) => read(world.database.db), tenant)) all.push(entry)
  return all
}

/** Chains these anew, as whoever knows the program can: every hash is right again. */
async function restamp(changed: readonly AuditEntry[]): Promise<void> {
  let prev = '0'.repeat(64)
  const rows = changed.map((entry, at) => {
    const link = { ...entry, seq: at + 1, prev }
    const hash = hashOf(sha256, link)
    prev = hash
    return { ...link, hash }
  })
  await tamper(
    'delete from audit_entry',
    `insert into audit_entry select * from jsonb_populate_recordset(null::audit_entry,
      '${JSON.stringify(rows).replaceAll("'", "''")}')`,
  )
}

beforeAll(async () => {
  world = await openAuditWorld()
  for (let n = 1; n <= 30; n += 1) {
    await world.audit.note({
      tenant,
      by: omar,
      action: 'limit.set',
      on: { type: 'limit', id: `target/t${n}` },
      detail: { most: n },
      note: `because of ${n}`,
    })
    if (n % 10 === 0) await world.audit.verify(tenant)
  }
  await tamper('create table kept as table audit_entry')
  file = join(world.deps.folder, (await readdir(world.deps.folder))[0] ?? '')
  witness = await readFile(file, 'utf8')
})
afterEach(async () => {
  await tamper('delete from audit_entry', 'insert into audit_entry table kept')
  await writeFile(file, witness)
})
afterAll(() => world.close())

describe('a changed audit log', () => {
  it('is found whole when nothing was changed', async () => {
    expect(await world.audit.verify(tenant)).toMatchObject({
      ok: true,
      entries: 30,
      from: 1,
      to: 30,
      checkpoints: 3,
      faults: [],
    })
  })

  it.each([
    ['an edited entry', `update audit_entry set detail = '{"most": 99}' where seq = 7`, 7],
    ['a changed time', `update audit_entry set at = at - interval '1 day' where seq = 8`, 8],
    ['a changed name', `update audit_entry set actor = 'ada' where seq = 9`, 9],
    ['a deleted entry', `delete from audit_entry where seq = 11`, 11],
    ['a deleted beginning', `delete from audit_entry where seq <= 5`, 6],
    ['a deleted end', `delete from audit_entry where seq > 25`, 26],
  ])('shows %s', async (_what, statement, seq) => {
    await tamper(statement)

    const { ok, faults } = await world.audit.verify(tenant)

    expect(ok).toBe(false)
    expect(faults[0]?.seq).toBe(seq)
  })

  it('shows two entries that changed places', async () => {
    await tamper(
      'update audit_entry set seq = 1000 where seq = 12',
      'update audit_entry set seq = 12 where seq = 13',
      'update audit_entry set seq = 13 where seq = 1000',
    )

    expect((await world.audit.verify(tenant)).faults[0]?.seq).toBe(12)
  })

  it('shows an inserted entry', async () => {
    await tamper(
      'update audit_entry set seq = seq + 1000 where seq >= 15',
      'update audit_entry set seq = seq - 999 where seq > 1000',
      `insert into audit_entry select tenant, 15, at, 'limit.removed', object_type, object_id, outcome,
        via, correlation_id, detail, proof, actor, address, note, subject, prev, hash
        from audit_entry where seq = 14`,
    )

    expect((await world.audit.verify(tenant)).faults[0]?.seq).toBe(15)
  })

  it('shows an end that was written anew', async () => {
    const all = await entries()
    await restamp([
      ...all.slice(0, 25),
      ...all.slice(25).map((one) => ({ ...one, action: 'limit.x' })),
    ])

    const { faults } = await world.audit.verify(tenant)

    expect(faults[0]).toMatchObject({ code: 'checkpoint.mismatch', seq: 30 })
  })

  it('shows a chain that was written anew from an edit on', async () => {
    const all = await entries()
    await restamp(all.map((one) => (one.seq === 7 ? { ...one, detail: { most: 99 } } : one)))

    const { faults } = await world.audit.verify(tenant)

    expect(faults[0]).toMatchObject({ code: 'checkpoint.mismatch', seq: 10 })
  })

  it('shows a name that was written anew together with its hash', async () => {
    const all = await entries()
    const forged = all.map((one) => {
      if (one.seq !== 7) return one
      const salt = 'a-salt'
      const hash = commitment(sha256, { field: 'actor', salt, value: 'ada' })
      return { ...one, actor: 'ada', proof: { ...one.proof, actor: { hash, salt } } }
    })
    await restamp(forged)

    expect((await world.audit.verify(tenant)).faults[0]).toMatchObject({ seq: 10 })
  })

  it('shows values taken out without an erasure that tells of them', async () => {
    await tamper(
      `update audit_entry set actor = null,
        proof = jsonb_set(proof #- '{actor,salt}', '{actor,erased}', '"made-up"') where seq = 7`,
    )

    expect((await world.audit.verify(tenant)).faults[0]).toMatchObject({
      code: 'entry.erased',
      seq: 7,
    })
  })

  it('shows an old checkpoint that was played again', async () => {
    const [first = ''] = witness.split('\n')
    await appendFile(file, `${first}\n`)

    const { faults } = await world.audit.verify(tenant)

    expect(faults.map(({ code }) => code)).toContain('checkpoint.order')
  })

  it('shows a checkpoint somebody else signed', async () => {
    const [first = ''] = witness.split('\n')
    await writeFile(file, `${first.replace(/"signature":"..../, '"signature":"AAAA')}\n`)

    const { faults } = await world.audit.verify(tenant)

    expect(faults.map(({ code }) => code)).toContain('checkpoint.signature')
  })

  it('is suspected when log and checkpoints were set back together and hours have gone by', async () => {
    await tamper('delete from audit_entry where seq > 10')
    await writeFile(file, `${witness.split('\n')[0]}\n`)
    const { auditVerifier } = await import('@pao/core/governance')
    const { readCheckpoints } = await import('../src/audit/checkpoints.ts')
    const checkpoints = await readCheckpoints(world.deps.folder, tenant)
    const tools = { sha256, isSigned: world.deps.signer.isSigned, millis: Date.parse }
    const verifier = auditVerifier(tools, { checkpoints, now: world.clock.ms + 4 * 3_600_000 })
    for (const entry of await entries()) verifier.take(entry)

    expect(verifier.end().faults).toMatchObject([{ code: 'checkpoint.behind' }])
  })
})
