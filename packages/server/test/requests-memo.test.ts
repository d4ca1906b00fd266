import { afterAll, beforeAll, expect, it } from 'vitest'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

/** Memos that `status` was given back. */
const memos: unknown[] = []

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('status', [{ id: 'job', type: 'status', config: { token: '{{secrets.TOKEN}}' } }]),
    ],
    acts: {
      status: {
        execute: ({ now }, { token }) => ({
          kind: 'waiting',
          until: now + 50,
          waitingFor: 'remote',
          memo: { url: `https://x.example.com/jobs/1?token=${encodeURIComponent(String(token))}` },
        }),
        poll: (_, __, memo) => {
          memos.push(memo)
          return { kind: 'succeeded', outputs: {} }
        },
      },
    },
    secrets: { TOKEN: 'token-token-token' },
  })
  await world.replica()
})
afterAll(() => world.close())

it('gives a memo with a secret back as it was, and keeps it sealed', async () => {
  const { id } = await submit(world.requests, ann, orderOf('status'))
  await world.until(id, 'request_completed')

  const { rows } = await world.database.pool.query<{ text: string }>(
    `select concat((select string_agg(e::text, '') from request_event e where request_id = $1),
      (select string_agg(a::text, '') from attempt a where request_id = $1),
      (select r::text from request r where id = $1)) as text`,
    [id],
  )
  expect(memos).toEqual([{ url: 'https://x.example.com/jobs/1?token=token-token-token' }])
  expect(rows[0]?.text).not.toContain('token-token')
})
