import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Admission, type AdmissionLimits } from '../src/api/guards/admission.ts'
import { as, caller, callers, fakeDeps, startApi } from './api-world.ts'

type Entered = { name: string; code: string | undefined }

/** Lets calls in by name and notes what they were told, in order. */
function door(limits: AdmissionLimits) {
  const admission = new Admission(limits, () => 0.99)
  const told: Entered[] = []
  const knock = (name: string, tenant = 'north'): (() => void) =>
    admission.enter(tenant, (refusal) => void told.push({ name, code: refusal?.code }))
  const insideOf = (): string[] => told.flatMap(({ name, code }) => (code ? [] : [name]))
  const sentAway = (): string[] => told.flatMap(({ name, code }) => (code ? [name] : []))
  return { admission, told, knock, insideOf, sentAway }
}

describe('places for calls', () => {
  it('are given as long as there are any, then in the order they were asked for', () => {
    const { admission, knock, insideOf } = door({ most: 2, queue: 10 })

    for (const name of ['a', 'b', 'c', 'd']) knock(name)
    const before = insideOf()
    admission.leave()
    admission.leave()

    expect(before).toEqual(['a', 'b'])
    expect(insideOf()).toEqual(['a', 'b', 'c', 'd'])
    expect(admission.counts).toEqual({ inside: 2, waiting: 0, shed: 0 })
  })

  it('go to the tenants in turn, however many of one wait', () => {
    const { admission, knock, insideOf } = door({ most: 1, queue: 10 })
    for (const name of ['n1', 'n2', 'n3', 'n4']) knock(name)
    for (const name of ['s1', 's2']) knock(name, 'south')

    for (let left = 0; left < 5; left += 1) admission.leave()

    expect(insideOf()).toEqual(['n1', 'n2', 's1', 'n3', 's2', 'n4'])
  })

  it('are refused at once when the line is full, with a whole number of seconds', () => {
    const { admission, knock, sentAway } = door({ most: 1, queue: 1 })
    for (const name of ['a', 'b', 'c']) knock(name)

    let facts: object | undefined
    admission.enter('north', (refusal) => void (facts = refusal?.facts))

    expect(sentAway()).toEqual(['c'])
    expect(facts).toEqual({ retry_after: 4 })
    expect(admission.counts).toEqual({ inside: 1, waiting: 1, shed: 2 })
  })

  it('are made free in a full line at the cost of whoever has most in it', () => {
    const { admission, knock, sentAway } = door({ most: 1, queue: 3 })
    for (const name of ['n0', 'n1', 'n2', 'n3']) knock(name)

    knock('s1', 'south')
    knock('s2', 'south')

    expect(sentAway()).toEqual(['n3', 's2'])
    expect(admission.counts.waiting).toBe(3)
  })

  it('are held for who has less in line than others, also once all is full', () => {
    const { admission, knock } = door({ most: 1, queue: 3 })
    const before = [admission.isFull, admission.isFullFor('north')]
    for (const name of ['n0', 'n1', 'n2', 'n3']) knock(name)

    const full = ['north', 'south'].map((tenant) => admission.isFullFor(tenant))
    knock('s1', 'south')
    const then = ['north', 'south', 'west'].map((tenant) => admission.isFullFor(tenant))

    expect(before).toEqual([false, false])
    expect(full).toEqual([true, false])
    expect(then).toEqual([true, true, false])
  })

  it('are waited for no longer than one may', async () => {
    const { admission, knock, told } = door({ most: 1, queue: 5, patienceMs: 20 })
    knock('a')
    knock('b')

    await expect.poll(() => told.length).toBe(2)

    expect(told[1]).toEqual({ name: 'b', code: 'server.overloaded' })
    admission.leave()
    expect(admission.counts).toEqual({ inside: 0, waiting: 0, shed: 1 })
  })

  it('are not promised to more than there will be places for in time, as fast as they get free', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { admission, knock, sentAway } = door({ most: 1, queue: 1_000, patienceMs: 1_500 })
    for (let n = 0; n < 30; n += 1) knock(`n${n}`)
    const leave = (times: number, everyMs: number): void => {
      for (let n = 0; n < times; n += 1) {
        vi.advanceTimersByTime(everyMs)
        admission.leave()
      }
    }

    const before = admission.isFull
    leave(3, 100)
    const slow = admission.isFull
    knock('late')
    leave(16, 0)
    const short = admission.isFull

    expect([before, slow, short]).toEqual([false, true, false])
    expect(sentAway()).toEqual(['late'])
  })

  it('are measured anew by the next crowd', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { admission, knock } = door({ most: 1, queue: 1_000, patienceMs: 1_500 })
    for (const name of ['a', 'b', 'c']) knock(name)
    vi.advanceTimersByTime(1_000)
    for (let n = 0; n < 3; n += 1) admission.leave()

    for (let n = 0; n < 30; n += 1) knock(`n${n}`)

    expect(admission.counts).toEqual({ inside: 1, waiting: 29, shed: 0 })
  })

  it('are not kept for whoever has gone', () => {
    const { admission, knock, insideOf } = door({ most: 1, queue: 5 })
    knock('a')
    const leaveLine = knock('b')
    knock('c')

    leaveLine()
    leaveLine()
    admission.leave()

    expect(insideOf()).toEqual(['a', 'c'])
    expect(admission.counts).toEqual({ inside: 1, waiting: 0, shed: 0 })
  })
})

/** A server with one place, and a call that keeps it until `goOn`. */
async function crowded(queue: number) {
  const { promise: slow, resolve: goOn } = Promise.withResolvers<void>()
  const admission = new Admission({ most: 1, queue }, () => 0)
  const { promise: found, resolve: find } = Promise.withResolvers<void>()
  const { identity } = fakeDeps()
  const app = await startApi({
    admission,
    identity: {
      ...identity,
      // As it is: keys are known at once, sessions are looked for.
      authenticate({ bearer, sessionId }) {
        const principal = callers[bearer ?? sessionId ?? '']
        const known = {
          kind: 'caller',
          caller: { principal: principal ?? caller('x', []) },
        } as const
        return sessionId === undefined ? known : found.then(() => known)
      },
    },
    usage: async () => {
      await slow
      return []
    },
  })
  onTestFinished(() => app.close())
  const ask = async (url: string) => app.inject({ url, headers: as('oper') })
  const first = ask('/api/v1/usage?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z')
  await expect.poll(() => admission.counts.inside).toBe(1)
  return { app, admission, ask, goOn, first, find }
}

describe('a server with more calls than places', () => {
  it('sends away what does not fit with 503, says when to come again, and does not begin it', async () => {
    const { admission, ask, goOn, first } = await crowded(0)

    const refused = await ask('/api/v1/me')
    goOn()
    const answered = await first

    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ code: 'server.overloaded' })
    expect(refused.headers['retry-after']).toMatch(/^[1-4]$/)
    expect(answered.statusCode).toBe(200)
    await expect.poll(() => admission.counts.inside).toBe(0)
    expect((await ask('/api/v1/me')).statusCode).toBe(200)
  })

  it('answers how it is at any time', async () => {
    const { ask, goOn, first } = await crowded(0)

    const answers = await Promise.all(['/health/live', '/health/ready', '/metrics'].map(ask))

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    goOn()
    await first
  })

  it('answers what waited in its turn', async () => {
    const { ask, goOn, first } = await crowded(1)
    const second = ask('/api/v1/me')

    goOn()

    expect((await first).statusCode).toBe(200)
    expect((await second).statusCode).toBe(200)
  })

  it('gives the place of a caller who has gone to the next', async () => {
    const { app, admission, ask, goOn, first } = await crowded(5)
    const origin = await app.listen({ port: 0 })
    const leaving = new AbortController()
    const gone = fetch(`${origin}/api/v1/me`, { headers: as('oper'), signal: leaving.signal })
    await expect.poll(() => admission.counts.waiting).toBe(1)

    leaving.abort()

    await expect(gone).rejects.toThrow('abort')
    await expect.poll(() => admission.counts.waiting).toBe(0)
    goOn()
    await first
    expect((await ask('/api/v1/me')).statusCode).toBe(200)
  })

  it('sends away before it routes or reads, in the words of every refusal', async () => {
    const { app, admission, goOn, first } = await crowded(0)
    const origin = await app.listen({ port: 0 })
    const post = (body: string) =>
      fetch(`${origin}/api/v1/nowhere?a=1`, {
        method: 'POST',
        headers: { ...as('oper'), 'x-request-id': 'call-1', 'content-type': 'application/json' },
        body,
      })

    const [short, long] = [await post('{not json'), await post('x'.repeat(70_000))]
    const usual = await app.inject({ url: '/api/v1/me', headers: as('oper') })

    expect(await short.json()).toEqual({
      ...usual.json(),
      instance: '/api/v1/nowhere',
      correlation_id: 'call-1',
    })
    const names = ['retry-after', 'content-type', 'cache-control', 'x-content-type-options']
    for (const name of names) expect(short.headers.get(name)).toBe(usual.headers[name])
    expect([short.status, short.headers.get('x-request-id')]).toEqual([503, 'call-1'])
    expect([short, long].map(({ headers }) => headers.get('connection'))).toEqual([
      'keep-alive',
      'close',
    ])
    expect(admission.counts.shed).toBe(3)
    const health = await fetch(`${origin}/health/live`)
    expect(health.status).toBe(200)
    goOn()
    await first
    expect((await fetch(`${origin}/api/v1/me`, { headers: as('oper') })).status).toBe(200)
  })

  it('asks about a few whom it does not know, and sends the rest away unasked', async () => {
    const { app, goOn, first, find } = await crowded(0)
    const origin = await app.listen({ port: 0 })
    let answered = 0
    const knock = async (): Promise<number> => {
      const { status } = await fetch(`${origin}/api/v1/me`, {
        headers: { cookie: 'pao_session=dev' },
      })
      answered += 1
      return status
    }

    const all = Array.from({ length: 70 }, knock)
    await expect.poll(() => answered).toBe(6)
    find()

    expect(new Set(await Promise.all(all))).toEqual(new Set([503]))
    goOn()
    await first
    expect(await knock()).toBe(200)
  })

  it('lets streams open beside them', async () => {
    const { app, goOn, first } = await crowded(0)
    const origin = await app.listen({ port: 0 })
    const url = `${origin}/api/v1/requests/0198c5a4-8a10-7000-8000-000000000001/events`

    const stream = await fetch(url, { headers: { ...as('oper'), accept: 'text/event-stream' } })

    expect(stream.status).toBe(200)
    await stream.body?.cancel()
    goOn()
    await first
  })
})
