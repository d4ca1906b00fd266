import { expect, it } from 'vitest'
import { as, startApi } from './api-world.ts'

it('names the remote systems and their secrets, and tells neither value nor place', async () => {
  const app = await startApi()
  const ask = (who: 'dev' | 'oper') => app.inject({ url: '/api/v1/connections', headers: as(who) })

  const answer = await ask('oper')

  expect(answer.json()).toEqual({ items: [{ name: 'main', type: 'jira', secrets: ['token'] }] })
  expect(answer.body).not.toContain('jira-secret')
  expect((await ask('dev')).statusCode).toBe(403)
  await app.close()
})
