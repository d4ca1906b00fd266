import { describe, expect, it } from 'vitest'
import { action } from '../../test/engine/plans.ts'
import { givesSlotsBack, limitKeys } from './limits.ts'
import type { ActionRun } from './run.ts'

const facts = { tenant: 'acme', item: 'db', plan: { queue: 'slow' } }
const targets = (config: Record<string, unknown>, type = 'rest-api'): string[] =>
  limitKeys(facts, action('a', { type, config }))
    .filter(({ scope }) => scope === 'target')
    .map(({ name }) => name)

const run = (state: ActionRun['state'], waitingFor?: ActionRun['waitingFor']): ActionRun => ({
  state,
  attempt: 1,
  generation: 0,
  fence: 1,
  lostClaims: 0,
  entry: 'execute',
  ...(waitingFor && { waitingFor }),
})

describe('what an action takes slots of', () => {
  it('is its item, queue, tenant and type', () => {
    const keys = limitKeys(facts, action('a', { type: 'delay' }))

    expect(keys).toEqual([
      { scope: 'item', name: 'db' },
      { scope: 'queue', name: 'slow' },
      { scope: 'tenant', name: 'acme' },
      { scope: 'target', name: 'delay' },
    ])
  })

  it('is nothing for an order of another item, which takes slots of its own', () => {
    expect(limitKeys(facts, action('a', { type: 'catalog-request' }))).toEqual([])
  })

  it('is the connection or host besides, where the document says it literally', () => {
    expect(targets({ connection: 'main' }, 'remedy')).toEqual(['remedy', 'remedy@main'])
    expect(targets({ connection: { instance: 'eu' } })).toEqual(['rest-api', 'rest-api@eu'])
    expect(
      targets({ endpoint: { url: 'https://u:p@API.example.com:8443/v1/{{fields.a}}' } }),
    ).toEqual(['rest-api', 'rest-api@api.example.com:8443'])
    expect(targets({ url: 'http://one.example.com' })).toEqual([
      'rest-api',
      'rest-api@one.example.com',
    ])
  })

  it('is the type alone where a template makes the place', () => {
    expect(targets({ connection: '{{fields.site}}' })).toEqual(['rest-api'])
    expect(targets({ endpoint: { url: 'https://{{fields.host}}/v1' } })).toEqual(['rest-api'])
    expect(targets({ url: '{{env.API}}/v1' })).toEqual(['rest-api'])
  })

  it('is nothing for manual work and notices', () => {
    const lanes = ['manual', 'notice'] as const

    const keys = lanes.flatMap((lane) => limitKeys(facts, action('a', { lane })))

    expect(keys).toEqual([])
    expect(limitKeys(facts, action('a', { lane: 'post' }))).not.toEqual([])
  })
})

describe('giving slots back', () => {
  it('happens at every end of a hold', () => {
    const running = run('running')
    const ends = ['succeeded', 'failed', 'cancelled', 'skipped'] as const

    expect(ends.every((state) => givesSlotsBack(running, run(state)))).toBe(true)
    expect(givesSlotsBack(run('waiting', 'remote'), run('cancelled'))).toBe(true)
    expect(givesSlotsBack(run('ready'), run('cancelled'))).toBe(true)
    expect(givesSlotsBack(running, run('ready'))).toBe(true)
  })

  it('happens when something else than the remote system is waited for', () => {
    const others = ['retry', 'person', 'target'] as const

    expect(others.every((one) => givesSlotsBack(run('running'), run('waiting', one)))).toBe(true)
  })

  it('does not happen while the remote system works or its answer is about to be read', () => {
    expect(givesSlotsBack(run('running'), run('waiting', 'remote'))).toBe(false)
    expect(givesSlotsBack(run('waiting', 'remote'), run('ready'))).toBe(false)
    // News came before the wait was written down; or the worker that looked was lost.
    for (const entry of ['resume', 'poll'] as const)
      expect(givesSlotsBack(run('running'), { ...run('ready'), entry })).toBe(false)
    expect(givesSlotsBack(run('ready'), run('running'))).toBe(false)
    expect(givesSlotsBack(run('pending'), run('ready'))).toBe(false)
  })
})
