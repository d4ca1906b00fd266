import { afterAll, beforeAll, expect, it } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { getEvents, getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({
    items: [itemOf('it', chain('noop', 1))],
    acts: { noop: () => ({ kind: 'succeeded', outputs: {} }) },
  })
})
afterAll(() => world.close())

it('is one moment that is shown, however much happens while it is read', async () => {
  const { requests } = world
  const { id } = await submit(requests, ann, orderOf('it'))
  const shelf: typeof requests.shelf = {
    ...requests.shelf,
    async take(...place) {
      const taken = await requests.shelf.take(...place)
      await cancel(requests, { principal: ann, id, body: {} })
      return taken
    },
  }

  const shown = await getRequest({ ...requests, shelf }, ann, id)
  const missed = await getEvents(requests, ann, { id, after: shown.seq, limit: 100 })

  expect(shown).toMatchObject({ state: shown.run.state, endedAt: null })
  expect(missed.map(({ type }) => type)).toContain('request_cancelled')
})
