import { connectors } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { decideApproval } from '../src/requests/approvals/decide.ts'
import { getApproval } from '../src/requests/approvals/inbox.ts'
import { submit } from '../src/requests/submit.ts'
import { addComment } from '../src/requests/talk/comments.ts'
import { type Newsroom, openNewsroom } from '../src/requests/talk/news-hints.ts'
import { type NewsList, seeNews } from '../src/requests/talk/news.ts'
import { type NewsTimes, watchNews } from '../src/requests/talk/watch-news.ts'
import { claimTask, releaseTask } from '../src/requests/task-claims.ts'
import { watchRequest } from '../src/requests/watch.ts'
import { ann, bob, dba, itemOf, openWorld, orderOf, person, type World } from './requests-world.ts'

const kim = person('kim', ['developer'], ['network'])
const lee = person('lee', ['developer'], ['network'])

const task = (id: string, config: object) =>
  itemOf(id, [
    { id: 'cable', name: 'Cable', type: 'manual-task', config: { title: 'x', ...config } },
  ])
const approval = (list: string[]) => ({
  id: 'agree',
  type: 'approval-workflow',
  order: 1,
  config: { stages: [{ name: 'owner', approvers: { type: 'users', list } }] },
})
const make = { id: 'make', type: 'maker', order: 2, config: {} }

let world: World
let newsroom: Newsroom
beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('plain', [make]),
      itemOf('asked', [approval(['bob@example.com', 'kim@example.com']), make]),
      task('team', { team: 'network' }),
      task('nobodys', {}),
    ],
    connectors: ['manual-task', 'approval-workflow'].map((type) => {
      const found = connectors.get(type)
      if (!found) throw new Error(`no ${type} on the shelf`)
      return found
    }),
    acts: { maker: () => ({ kind: 'succeeded', outputs: {} }) },
  })
  // Work is done by another replica than the one people are connected to.
  await world.replica()
  newsroom = openNewsroom(world.requests)
})
afterAll(async () => {
  newsroom.stop()
  await world.close()
})

/** For what is not about how long it takes. */
const hasty: NewsTimes = { gather: 10, rest: 50, patience: 30_000 }

/** What somebody is shown, look by look; `next` waits for a look that shows it and says how long that took, in milliseconds. */
async function watching(who: Principal, times?: NewsTimes) {
  const looks: NewsList[] = []
  const control = new AbortController()
  const heard = new Set<() => void>()
  const ended = (async () => {
    const deps = { ...world.requests, newsroom, ...(times && { times }) }
    for await (const list of watchNews(deps, who, control.signal)) {
      looks.push(list)
      for (const tell of heard) tell()
    }
  })()
  onTestFinished(async () => {
    control.abort()
    await ended
  })
  const until = async (fits: (list: NewsList) => boolean): Promise<NewsList> => {
    for (;;) {
      const last = looks.at(-1)
      if (last && fits(last)) return last
      const { promise, resolve } = Promise.withResolvers<void>()
      heard.add(resolve)
      await promise
      heard.delete(resolve)
    }
  }
  await until(() => true)
  return { looks, until }
}

const start = async (item: string, who = ann): Promise<string> =>
  (await submit(world.requests, who, orderOf(item))).id

const has = (request: string, kind: string) => (list: NewsList) =>
  list.items.some((one) => one.request === request && one.kind === kind)

describe('who waits for news', () => {
  it('is shown within a second that an order ended, that they are asked, and that work is theirs', async () => {
    const seats = await Promise.all([ann, bob, kim, dba].map((who) => watching(who)))
    const [annas, bobs, kims, dbas] = seats
    const delays: number[] = []
    const seen = async (request: string, kind: string, seat = annas) => {
      const list = await seat?.until(has(request, kind))
      const at = list?.items.find((one) => one.request === request && one.kind === kind)?.at ?? 0
      delays.push(Date.now() - at)
    }

    await seen(await start('plain'), 'ended')
    const asked = await start('asked')
    await Promise.all([seen(asked, 'approval', bobs), seen(asked, 'approval', kims)])
    await seen(await start('team'), 'task', kims)
    await seen(await start('nobodys'), 'task', dbas)

    // A second on a machine that does nothing else; without hints it would be the half minute of the next look.
    expect(Math.max(...delays)).toBeLessThan(3_000)
  })

  it('is shown that what waited was done by somebody else, or taken and given back', async () => {
    const [bobs, kims, lees] = await Promise.all([bob, kim, lee].map((who) => watching(who, hasty)))
    const asked = await start('asked')
    const work = await start('team')
    await Promise.all([
      bobs?.until(has(asked, 'approval')),
      kims?.until(has(asked, 'approval')),
      lees?.until(has(work, 'task')),
    ])
    const id = `${asked}.agree`
    const { digest } = await getApproval(world.requests, kim, id)
    const said = { decision: 'approve', digest, how: 'portal' } as const

    await decideApproval(world.requests, kim, { id, said })
    await claimTask(world.requests, kim, `${work}.cable`)
    await bobs?.until((list) => !has(asked, 'approval')(list))
    await lees?.until((list) => !has(work, 'task')(list))
    await releaseTask(world.requests, kim, `${work}.cable`)

    expect(await lees?.until(has(work, 'task'))).toBeDefined()
  })

  it('is shown words of others, and in every window what one of them has seen', async () => {
    const request = await start('plain')
    const [one, other] = await Promise.all([watching(ann, hasty), watching(ann, hasty)])
    await addComment(world.requests, dba, { request, body: 'Which subnet?' })
    await one.until(has(request, 'comment'))

    await seeNews(world.requests, ann)

    expect(await other.until(({ unread }) => unread === 0)).toMatchObject({ unread: 0 })
  })

  it('asks the database for nothing while only others are concerned', async () => {
    const { looks } = await watching(lee, hasty)
    const before = looks.length
    const request = await start('plain')
    await world.until(request, 'request_completed')
    await (await watching(ann, hasty)).until(has(request, 'ended'))

    expect(looks).toHaveLength(before)
  })
})

/** Until the test is over: what every run is checked by comes back. */
async function dropSteps(id: string): Promise<void> {
  const moved = (tenant: string) =>
    world.database.db.updateTable('request_event').set({ tenant }).where('request_id', '=', id)
  await moved('none').execute()
  onTestFinished(() =>
    moved('default')
      .execute()
      .then(() => undefined),
  )
}

describe('who watches a request', () => {
  it('whose steps are no longer kept is let go instead of reading an empty page for ever', async () => {
    const id = await start('plain')
    await world.until(id, 'request_completed')
    await dropSteps(id)

    const seen = []
    const deps = { ...world.requests, follower: world.follower }
    const { signal } = new AbortController()
    for await (const event of watchRequest(deps, ann, { id, after: 0, signal })) seen.push(event)

    expect(seen).toEqual([])
  })

  it('and that loses its steps meanwhile is let go by the next look', async () => {
    const id = await start('plain')
    const all = await world.until(id, 'request_completed')
    const last = all.at(-1)?.seq ?? 0
    await dropSteps(id)

    const seen = []
    const key = { tenant: 'default', id }
    for await (const event of world.follower.follow(key, last - 1, new AbortController().signal))
      seen.push(event)

    expect(seen).toEqual([])
  })
})
