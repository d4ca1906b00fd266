import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FakeHcp, startFakeHcp } from './start.ts'

let hcp: FakeHcp
beforeEach(async () => {
  hcp = await startFakeHcp({ port: 0 })
})
afterEach(() => hcp[Symbol.asyncDispose]())

type More = { token?: string; type?: string }

async function call(method: string, path: string, body?: object, more: More = {}) {
  const answer = await fetch(`${hcp.url}/api/v2/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${more.token ?? hcp.tokens.team}`,
      'content-type': more.type ?? 'application/vnd.api+json',
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    body:
      text === ''
        ? undefined
        : (JSON.parse(text) as { data?: { attributes?: { status?: string } } }),
  }
}
const run = (attributes: object = { message: 'm' }, id = 'ws-1') => ({
  data: {
    type: 'runs',
    attributes,
    relationships: { workspace: { data: { type: 'workspaces', id } } },
  },
})

it('walks a run from its start to its end, within the contract', async () => {
  const made = await call('POST', 'runs', run())
  const seen: unknown[] = []
  for (let looks = 0; looks < 2; looks += 1)
    seen.push((await call('GET', 'runs/run-1')).body?.data?.attributes?.status)
  const applied = await call('POST', 'runs/run-1/actions/apply', { comment: 'yes' })
  for (let looks = 0; looks < 2; looks += 1)
    seen.push((await call('GET', 'runs/run-1')).body?.data?.attributes?.status)

  expect([made.status, applied]).toEqual([201, { status: 202, body: undefined }])
  expect(seen).toEqual(['planning', 'cost_estimated', 'applying', 'applied'])
  expect(hcp.effects().map(({ kind }) => kind)).toEqual(['run', 'apply'])
})

it.each([
  ['another token', 'POST', 'runs', run(), { token: 'wrong' }, 401],
  [
    'a run by the token of the organization',
    'POST',
    'runs',
    run(),
    { token: 'org.canary-of-hcp' },
    404,
  ],
  ['plain JSON', 'POST', 'runs', run(), { type: 'application/json;x' }, 415],
  ['an unknown attribute', 'POST', 'runs', run({ note: 'x' }), {}, 422],
  ['a workspace that is not there', 'POST', 'runs', run({}, 'ws-9'), {}, 404],
  ['an apply before the plan', 'POST', 'runs/run-0/actions/apply', {}, {}, 404],
] as [string, string, string, object, More, number][])(
  'refuses %s',
  async (...[, method, path, body, more, status]) => {
    const answer = await call(method, path, body, more)

    expect(answer.status).toBe(status)
    expect(hcp.effects()).toEqual([])
  },
)

it('lets a run be applied only while it waits for that', async () => {
  await call('POST', 'runs', run())

  const early = await call('POST', 'runs/run-1/actions/apply', {})

  expect(early.status).toBe(409)
})
