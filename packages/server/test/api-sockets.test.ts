import type { CatalogCalls } from '../src/api/catalog-calls.ts'
import { describe, expect, it } from 'vitest'
import type { SeenChange } from '../src/catalog/seen-changes.ts'
import { talkFake } from './api-portal-fakes.ts'
import { fakeDeps, noon, forAll } from './api-world.ts'
import { growingLog, listen, open } from './stream-world.ts'

/** A catalog that changes when told to. */
function changing() {
  const listeners = new Set<() => void>()
  const changes: SeenChange[] = []
  const none = { added: [], updated: [], removed: [], stale: [], recovered: [] }
  const base = fakeDeps().catalog('default')
  const catalog: CatalogCalls = {
    ...base,
    onChange: (listener) => {
      const tell = () => listener({ seq: changes.length, revision: 'r', changes: none })
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    changesAfter: async (_viewer, after, limit) =>
      changes.filter(({ seq }) => seq > after).slice(0, limit),
  }
  const change = (updated: string) => {
    const seq = base.seq + 1 + changes.length
    changes.push({ seq, at: noon, changes: { ...none, updated: [updated] } })
    for (const tell of listeners) tell()
  }
  return { catalog: forAll(catalog), change, listeners }
}

const untold = { failures: 0, openedAt: null, retryAt: null, updatedAt: new Date(noon) }

describe('a watcher of the catalog', () => {
  it('is told of each change once and in order, those it missed first', async () => {
    const { catalog, change, listeners } = changing()
    change('alpha')
    change('beta')
    const { port } = await listen(growingLog().calls, {}, { catalog })

    const { until, socket } = open(port, { path: '/catalog/changes', query: '?after=2' })
    await until(1)
    change('alpha')
    const frames = await until(2)
    socket.terminate()
    while (listeners.size > 0) await new Promise((resolve) => setImmediate(resolve))

    expect(frames).toMatchObject([
      { seq: 3, type: 'catalog_changed', updated: ['beta'] },
      { seq: 4, type: 'catalog_changed', updated: ['alpha'] },
    ])
  })

  it('is told only what comes when it names no place to go on from', async () => {
    const { catalog, change } = changing()
    const { port } = await listen(growingLog().calls, {}, { catalog })

    const { until, socket } = open(port, { path: '/catalog/changes' })
    await new Promise((resolve) => socket.on('open', resolve))
    change('alpha')

    expect(await until(1)).toMatchObject([{ seq: 2, updated: ['alpha'] }])
  })
})

describe('a watcher of what is new', () => {
  it('is told how much that is, and again when it differs', async () => {
    const talk = talkFake({
      async *watchNews() {
        for (const unread of [1, 1, 2]) yield { items: [], unread, seenAt: null }
      },
    })
    const { port } = await listen(growingLog().calls, {}, { talk })

    const { until } = open(port, { path: '/notifications' })
    const frames = await until(2)

    expect(frames).toMatchObject([
      { seq: 1, type: 'notifications', unread: 1, waiting: 0, newest: null },
      { seq: 2, unread: 2 },
    ])
  })
})

describe('a watcher of the system', () => {
  it('is told how it is, and again when that differs', async () => {
    let ready = true
    const base = fakeDeps().operations
    const operations = {
      ...base,
      health: async () => ({ ready, parts: [{ name: 'database', status: 'ok' as const }] }),
    }
    const breakers = {
      list: async () => [
        { target: 'jira.example', state: 'open' as const, reason: 'refused', ...untold },
        { target: 'quiet.example', state: 'closed' as const, reason: null, ...untold },
      ],
      reset: async () => false,
    }
    const { port } = await listen(growingLog().calls, { lookMs: 20 }, { operations, breakers })

    const { until } = open(port, { path: '/admin/system', protocols: ['pao.bearer.oper'] })
    const [first] = await until(1)
    ready = false
    const [, next] = await until(2)

    expect(first).toMatchObject({
      seq: 1,
      type: 'system',
      ready: true,
      stopping: false,
      parts: [{ name: 'database', status: 'ok' }],
      breakers: [{ target: 'jira.example', state: 'open', reason: 'refused' }],
    })
    expect(next).toMatchObject({ seq: 2, ready: false, breakers: [] })
  })

  it('must be one who oversees it', async () => {
    const { port } = await listen(growingLog().calls)

    expect(await open(port, { path: '/admin/system' }).closed).toBe(403)
  })
})
