import { expect, it, onTestFinished } from 'vitest'
import type { Audited } from '../src/audit/open.ts'
import { as, requestId, startApi } from './api-world.ts'
import { auditFake } from './audit-fake.ts'

const id = `${requestId}.cable`

async function open() {
  const kept: Audited[] = []
  const app = await startApi({ audit: auditFake(kept) })
  onTestFinished(() => app.close())
  const call = (method: 'GET' | 'POST', path: string) =>
    app.inject({ method, url: `/api/v1/tasks${path}`, headers: as('dev') })
  return { kept, call }
}

it('shows a task with who has taken it and where to say that it is done', async () => {
  const { call } = await open()

  const answers = [await call('GET', `/${id}`), await call('POST', `/${id}/claim`)]

  expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200])
  expect(answers.map((answer) => answer.json())).toMatchObject([
    { id, claimed: null, complete: `/api/v1/requests/${requestId}/actions/cable/complete` },
    { id, claimed: { by: 'dev@example.com' } },
  ])
  expect(answers[0]?.json()).not.toHaveProperty('ownerTeam')
})

it('notes who takes a task and who gives it back', async () => {
  const { kept, call } = await open()

  await call('POST', `/${id}/claim`)
  await call('POST', `/${id}/release`)

  expect(kept.map(({ action, on, by }) => [action, on, by.id])).toEqual([
    ['task.claimed', { type: 'task', id }, 'dev'],
    ['task.released', { type: 'task', id }, 'dev'],
  ])
})

it('refuses what is no id of a task before anybody is asked', async () => {
  const { kept, call } = await open()

  const answer = await call('POST', '/short/claim')

  expect([answer.statusCode, answer.json().code]).toEqual([400, 'query.invalid'])
  expect(kept).toEqual([])
})
