import { afterEach, expect, it } from 'vitest'
import { begin, happen } from '../src/requests/change.ts'
import { formFor, type Saved, saveForms, saveValues } from '../src/requests/save.ts'
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
