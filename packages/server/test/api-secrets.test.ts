import { afterEach, describe, expect, it } from 'vitest'
import type { ApiDeps } from '../src/api/deps.ts'
import { as, noon, startApi } from './api-world.ts'

let app: Awaited<ReturnType<typeof startApi>>
afterEach(() => app.close())

const canary = 'canary-77aa-through-the-api'
const shown = { name: 'TOKEN', version: 1, setBy: 'oper', setAt: new Date(noon) }

function table() {
  const calls: unknown[] = []
  const secrets: ApiDeps['secrets'] = {
    list: async () => [shown],
    set: async (...call) => {
      calls.push(call)
      return shown
    },
    remove: async ({ name }) => name === 'TOKEN',
    rewrap: async () => ({ rewrapped: 2, remaining: 0, strange: 0 }),
  }
  return { calls, secrets }
}

const call = (
  method: 'GET' | 'PUT' | 'DELETE' | 'POST',
  path: string,
  who: Parameters<typeof as>[0],
  body?: object,
) =>
  app.inject({
    method,
    url: `/api/v1/secrets${path}`,
    headers: as(who),
    ...(body && { payload: body }),
  })

const statuses = async (who: Parameters<typeof as>[0]) => {
  const answers = [
    await call('GET', '', who),
    await call('PUT', '/TOKEN', who, { value: 'x' }),
    await call('DELETE', '/TOKEN', who),
    await call('DELETE', '/NONE', who),
    await call('POST', '/rotate-key', who),
  ]
  return answers.map(({ statusCode }) => statusCode)
}

describe('the table of secrets', () => {
  it('takes a value in and never shows it', async () => {
    const { calls, secrets } = table()
    app = await startApi({ secrets })

    const set = await call('PUT', '/TOKEN', 'oper', { value: canary })
    const listed = await call('GET', '', 'audit')

    const item = { name: 'TOKEN', version: 1, set_by: 'oper', set_at: new Date(noon).toISOString() }
    expect(calls).toEqual([[expect.objectContaining({ name: 'TOKEN' }), canary]])
    expect([set.json(), listed.json()]).toEqual([item, { items: [item] }])
    expect(set.body + listed.body).not.toContain(canary)
  })

  it.each([
    ['a name in small letters', '/token', { value: canary }],
    ['a value that is no text', '/TOKEN', { value: [canary] }],
    ['a key that is not known', '/TOKEN', { value: 'x', values: canary }],
    ['an empty value', '/TOKEN', { value: '' }],
  ])('refuses %s without repeating what was sent', async (_what, path, body) => {
    const { calls, secrets } = table()
    app = await startApi({ secrets })

    const answer = await call('PUT', path, 'oper', body)

    expect([answer.statusCode, calls]).toEqual([400, []])
    expect(answer.body).not.toContain(canary)
  })

  it('is changed by operators, read by auditors, and its key is rotated by admins', async () => {
    app = await startApi(table())
    const found = { dev: await statuses('dev'), audit: await statuses('audit') }
    const more = { oper: await statuses('oper'), admin: await statuses('root') }

    expect({ ...found, ...more }).toEqual({
      dev: [403, 403, 403, 403, 403],
      audit: [200, 403, 403, 403, 403],
      oper: [200, 200, 200, 404, 403],
      admin: [200, 200, 200, 404, 200],
    })
  })
})
