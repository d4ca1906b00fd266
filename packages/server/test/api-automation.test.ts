import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../src/api/app.ts'
import { as, startApi } from './api-world.ts'

let app: App
beforeAll(async () => {
  app = await startApi()
})
afterAll(() => app.close())

const url = '/api/v1/catalog/items/alpha/automation'

const post = (payload: object) => app.inject({ method: 'POST', url, headers: as('oper'), payload })

it('tells whether the automation of an item is off', async () => {
  const reply = await app.inject({ url, headers: as('dev') })

  expect(reply.json()).toEqual({ off: false })
})

it('takes the switch with reason and end', async () => {
  const payload = { off: true, reason: 'moving', until: '2026-01-01T18:00:00Z' }

  const reply = await app.inject({ method: 'POST', url, headers: as('oper'), payload })

  expect(reply.statusCode).toBe(200)
  expect(reply.json()).toMatchObject({ ...payload, until: '2026-01-01T18:00:00.000Z', by: 'oper' })
})

it('wants a reason for off, and none for on', async () => {
  const [off, on] = [await post({ off: true }), await post({ off: false })]

  expect([off.statusCode, on.statusCode]).toEqual([400, 200])
})

it('is not for developers', async () => {
  const payload = { off: true, reason: 'moving' }

  const reply = await app.inject({ method: 'POST', url, headers: as('dev'), payload })

  expect(reply.statusCode).toBe(403)
})
