import { afterEach, expect, it } from 'vitest'
import { begin, happen } from '../src/requests/change.ts'
import { formFor, type Saved, saveForms, saveValues } from '../src/requests/save.ts'
import { saveSet } from '../src/requests/save-together.ts'
import { submit } from '../src/requests/submit.ts'
import { runStatement } from '../src/store/db.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

let world: World
afterEach(() => world.close())

it('is not written by the form without hints where hints belong to it', async () => {
  const acts = { quick: async () => ({ kind: 'succeeded' as const, outputs: {} }) }
  world = await openWorld({ items: [itemOf('it', chain('quick', 2))], acts })
  const { db, jobs, now, random, shelf } = world.requests
  const { id } = await submit(world.requests, ann, orderOf('it'))
  const taken = await shelf.take(db, { tenant: 'default', id }, true)
  if (!taken) throw new Error('the request is not there')
  const [action = ''] = taken.held.fixed.plan.actions.map((planned) => planned.id)
  const claim = { type: 'action_claimed' as const, action, fence: 1, worker: 'w' }
  const success = { type: 'action_succeeded' as const, action, fence: 1, outputs: {} }
  const change = begin(taken.held, now())
  for (const event of [claim, success]) happen(change, { event, actor: 'worker:w' }, random)
  const write = (hints: boolean) =>
    runStatement<Saved>(
      db,
      saveForms(jobs.insert)({ ...formFor(change, false), hints }),
      saveValues(change, jobs.insert, false),
    )

  const without = await write(false)
  const [withHints] = await write(true)

  expect(formFor(change, false).hints).toBe(true)
  expect(without).toMatchObject([{ saved: false }])
  expect(withHints).toMatchObject({ saved: true })
})

const acts = { quick: async () => ({ kind: 'succeeded' as const, outputs: {} }) }

/** Orders it, and a claim of its first action that is not written yet. */
async function claimed(id: string, off = 0) {
  const { db, now, random, shelf } = world.requests
  const taken = await shelf.take(db, { tenant: 'default', id }, true)
  if (!taken) throw new Error('the request is not there')
  const [action = ''] = taken.held.fixed.plan.actions.map((planned) => planned.id)
  const change = begin({ ...taken.held, seq: taken.held.seq + off }, now())
  const event = { type: 'action_claimed' as const, action, fence: 1, worker: 'w' }
  happen(change, { event, actor: 'worker:w' }, random)
  return change
}

it('writes a set as far as nobody else wrote or is writing, and waits for nobody', async () => {
  world = await openWorld({ items: [itemOf('it', chain('quick', 1))], acts })
  const { db } = world.requests
  const ids: string[] = []
  for (let n = 0; n < 3; n += 1) ids.push((await submit(world.requests, ann, orderOf('it'))).id)
  const [fits = '', stale = '', held = ''] = ids
  const set = [await claimed(fits), await claimed(stale, -1), await claimed(held)]

  const told = await db.transaction().execute(async (tx) => {
    await tx.selectFrom('request').select('id').where('id', '=', held).forUpdate().execute()
    return saveSet(db, 'default', set)
  })

  expect(told).toEqual([
    { saved: true, limited: false, busy: false },
    { saved: false, limited: false, busy: false },
    { saved: false, limited: false, busy: true },
  ])
  const attempts = await db.selectFrom('attempt').select('request_id').execute()
  expect(attempts).toEqual([{ request_id: fits }])
})

it('goes on by a statement of its own with what a set passed over', async () => {
  world = await openWorld({ items: [itemOf('it', chain('quick', 1))], acts })
  const { db, advance } = world.requests
  const { id } = await submit(world.requests, ann, orderOf('it'))
  const event = { type: 'action_claimed' as const, action: 'step-1', fence: 1, worker: 'w' }
  const { promise: gone, resolve: letGo } = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const holding = db.transaction().execute(async (tx) => {
    await tx.selectFrom('request').select('id').where('id', '=', id).forUpdate().execute()
    locked.resolve()
    await gone
  })
  await locked.promise

  const advanced = advance({ tenant: 'default', id }, () => ({ event, actor: 'worker:w' }))
  setTimeout(() => letGo(), 50)
  await holding

  expect(await advanced).toMatchObject({ happened: true })
})
