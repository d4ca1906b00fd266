import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { ann, bob, chain, itemOf, openWorld, type World } from './requests-world.ts'
import { openWholeApi, type WholeApi } from './whole-api.ts'

let world: World
let api: WholeApi
const callers: Readonly<Record<string, Principal>> = {
  ann,
  bob,
  twin: { ...ann, tenant: 'others' },
}

beforeAll(async () => {
  const done = { kind: 'succeeded', outputs: {} } as const
  world = await openWorld({ items: [itemOf('it', chain('noop', 1))], acts: { noop: () => done } })
  await world.replica()
  const { db } = world.database
  api = await openWholeApi(world, { of: () => db, callerOf: (bearer) => callers[bearer] })
  const { id } = await call('ann', 'POST', 'requests', { item: 'it', fields: { name: 'x' } })
  await world.until(id, 'request_completed')
  await call('ann', 'POST', `requests/${id}/comments`, { body: 'my own words' })
  await call('ann', 'POST', `requests/${id}/feedback`, { rating: 4, comment: 'went well' })
  await call('ann', 'PUT', 'me/views', { name: 'my view', query: { state: 'failed' } })
  await call('ann', 'PUT', 'me/absence', {
    until: new Date(Date.now() + 86_400_000).toISOString(),
    deputy: 'bob@example.com',
  })
  await call('ann', 'POST', 'me/api-keys', {
    name: 'my key',
    expires_at: new Date(Date.now() + 86_400_000).toISOString(),
  })
  await api.sessions.start({ ...ann, issuer: 'corp', agent: 'my browser' })
})
afterAll(async () => {
  await api.app.close()
  await world.close()
})

const answerTo = (who: string, method: string, path: string, body?: object) =>
  api.app.inject({
    method: method as 'GET',
    url: `/api/v1/${path}`,
    headers: { authorization: `Bearer ${who}` },
    ...(body && { payload: body }),
  })

async function call(who: string, method: string, path: string, body?: object) {
  const answer = await answerTo(who, method, path, body)
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
  return answer.json()
}

describe('a key of one’s own', () => {
  it('is where the answer to its making says', async () => {
    const wish = { name: 'short', expires_at: new Date(Date.now() + 86_400_000).toISOString() }

    const made = await answerTo('bob', 'POST', 'me/api-keys', wish)
    const ended = await answerTo('bob', 'DELETE', String(made.headers.location).slice(8))

    expect(made.headers.location).toBe(`/api/v1/me/api-keys/${made.json().id}`)
    expect(ended.statusCode).toBe(204)
  })
})

describe('what is kept about a person', () => {
  it('is handed to them as a whole, and the handing over is noted', async () => {
    const data = await call('ann', 'GET', 'me/export')
    const later = await call('ann', 'GET', 'me/export')

    expect(data).toMatchObject({
      person: { id: 'ann', email: 'ann@example.com', roles: ['developer'] },
      sessions: [{ agent: 'my browser' }],
      api_keys: [{ name: 'my key' }],
      absence: { deputy: 'bob@example.com' },
      views: [{ name: 'my view' }],
      requests: [{ item: { id: 'it' }, state: 'completed' }],
      comments: [{ body: 'my own words' }],
      feedback: [{ rating: 4, comment: 'went well' }],
      older: { requests: false, audit: false },
    })
    const actions = later.audit.map(({ action }: { action: string }) => action)
    expect(actions).toContain('person.exported')
    expect(JSON.stringify(data)).not.toMatch(/secret_hash|pao_[0-9a-f]{16}_/)
    const { headers } = await answerTo('ann', 'GET', 'me/export')
    expect(headers['content-disposition']).toBe('attachment; filename="pao-own-data.json"')
  })

  it.each(['bob', 'twin'])('is handed to nobody else: %s', async (who) => {
    const data = await call(who, 'GET', 'me/export')

    expect(JSON.stringify(data)).not.toMatch(/my (own words|key|view|browser)|went well/)
    expect(data.requests).toEqual([])
  })
})
