import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { skipAction } from '../src/requests/interfere.ts'
import { retry } from '../src/requests/retry.ts'
import {
  countOrphans,
  listOrphans,
  type ResolvedOrphan,
  resolveOrphan,
} from '../src/requests/orphans.ts'
import { deaf, fates, made, openEffects, seen } from './effects-world.ts'
import { ann, dba, olga, person } from './requests-world.ts'

const { world, start, stateOf, untilUnknown, effects, word, orphansOf, onlyOrphan, expectReplay } =
  await openEffects()
afterAll(() => world.close())
afterEach(() => {
  made.clear()
  fates.clear()
})

const answer = ({ orphan }: ResolvedOrphan) => ({
  status: 200,
  headers: {},
  body: JSON.stringify(orphan.resolution),
})

/** A cancelled request whose action nobody knows of. */
async function cancelled(item: string): Promise<string> {
  fates.set(item, [deaf])
  const { id } = await start(item)
  await untilUnknown(id)
  await cancel(world.requests, { principal: ann, id, body: {} })
  await world.until(id, 'request_cancelled')
  return id
}

describe('what an ended action may have left', () => {
  it('stands in the list from the moment its request is cancelled', async () => {
    const before = await countOrphans(world.requests)

    const id = await cancelled('once')

    const orphan = await onlyOrphan(id)
    const [effect] = await effects(id)
    expect(orphan).toMatchObject({
      id: `${id}.0.make`,
      action: 'make',
      key: `${id}/make/0`,
      ownerTeam: 'team-db',
      endedAs: 'cancelled',
      error: { code: 'transport.timeout' },
    })
    expect(effect).toMatchObject({ state: 'maybe', orphan: orphan.id })
    expect(await countOrphans(world.requests)).toBe(before + 1)
    await expectReplay(id)
  })

  it('stands in the list when somebody skips an action that waits for its next try', async () => {
    fates.set('seek', [deaf])
    const { id } = await start('seek')
    await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('waiting')

    const body = { action: 'make', reason: 'done by hand' }
    await skipAction(world.requests, { principal: dba, id, body })

    expect(await onlyOrphan(id)).toMatchObject({ action: 'make', endedAs: 'skipped' })
    await expectReplay(id)
  })

  it('is seen by operators and the team it belongs to, page by page', async () => {
    await cancelled('once')
    await cancelled('once')
    const seenBy = async (who: typeof ann) =>
      (await listOrphans(world.requests, who, { state: 'open', limit: 200 })).items.length

    const first = await listOrphans(world.requests, dba, { state: 'open', limit: 1 })
    const rest = await listOrphans(world.requests, dba, {
      state: 'open',
      limit: 200,
      after: first.next ?? '',
    })

    expect(await seenBy(dba)).toBe(1 + rest.items.length)
    expect(await seenBy(olga)).toBe(await seenBy(dba))
    expect(await seenBy(ann)).toBe(0)
    expect(await seenBy(person('eve', ['platform-team'], ['other']))).toBe(0)
    expect(first.items[0]?.id.localeCompare(rest.items[0]?.id ?? '')).toBe(1)
  })

  it('is adopted once, by whom and where is kept', async () => {
    const { id } = await onlyOrphan(await cancelled('once'))
    const adopt = (principal: typeof ann) =>
      resolveOrphan(world.requests, {
        principal,
        id,
        body: { how: 'adopted', reference: 'CMDB-1', comment: 'kept' },
      })
    const auditor = person('aud', ['auditor'])

    await expect(adopt(ann)).rejects.toMatchObject({ code: 'orphan.not_found' })
    await expect(adopt(auditor)).rejects.toMatchObject({ code: 'auth.forbidden' })
    const { orphan } = await adopt(dba)

    expect(orphan.resolution).toMatchObject({
      how: 'adopted',
      by: 'user:dba',
      reference: 'CMDB-1',
      comment: 'kept',
      deletedBy: null,
    })
    await expect(adopt(dba)).rejects.toMatchObject({ code: 'orphan.resolved' })
  })

  it('is deleted by the word of a person where nothing can find it', async () => {
    const { id } = await onlyOrphan(await cancelled('once'))

    const { orphan } = await resolveOrphan(world.requests, {
      principal: olga,
      id,
      body: { how: 'deleted', comment: 'was not there' },
    })

    expect(orphan.resolution).toMatchObject({
      how: 'deleted',
      deletedBy: 'person',
      by: 'user:olga',
    })
  })

  it('is deleted by a connector that finds it by its key, once for one Idempotency-Key', async () => {
    fates.set('seek', [deaf])
    const { id } = await start('seek')
    await expect.poll(() => stateOf(id)).toBe('waiting')
    await cancel(world.requests, { principal: ann, id, body: {} })
    const found = await onlyOrphan(id)
    const wish = { principal: dba, id: found.id, body: { how: 'deleted', comment: 'x' } as const }
    const options = { idempotency: { key: randomUUID(), operation: 'POST delete', answer } }

    const first = await resolveOrphan(world.requests, wish, options)
    const second = await resolveOrphan(world.requests, wish, options)

    expect(first.orphan.resolution).toMatchObject({ how: 'deleted', deletedBy: 'connector' })
    expect(second.replay?.body).toBe(JSON.stringify(first.orphan.resolution))
    expect(seen).toEqual([{ idempotencyKey: `${id}/make/0`, outputs: {} }])
  })

  it('is left by a time limit too, asked for at a retry, and settled by the word', async () => {
    fates.set('timed', [deaf])
    const { id } = await start('timed')
    await world.until(id, 'request_failed')
    const orphan = await onlyOrphan(id)

    await retry(world.requests, { principal: ann, id, body: {} })
    await untilUnknown(id)
    await word(id, true)
    await world.until(id, 'request_completed')

    expect(made.get(`${id}/make/0`)).toBe(1)
    expect(await orphansOf(id)).toEqual([])
    expect(await orphansOf(id, 'resolved')).toMatchObject([
      { id: orphan.id, resolution: { how: 'settled', by: 'user:dba' } },
    ])
    await expectReplay(id)
  })
})
