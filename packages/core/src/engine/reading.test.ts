import { describe, expect, it } from 'vitest'
import {
  action,
  noon,
  outcome,
  planWith,
  play,
  report,
  submitted,
} from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import { describePlan } from './describe.ts'
import { ancestors, descendants, topological } from './graph.ts'
import { outputsOf } from './outputs-of.ts'
import { progress } from './progress.ts'
import { mayRetry, restCap } from './retry.ts'

const { succeeds, fails } = outcome
const when = (id: string, field: string) =>
  action(id, { conditions: [{ field, operator: 'eq', value: 1 }] })

describe('progress', () => {
  it('counts the carrying lane and is 100 only when completed', () => {
    const plan = planWith([
      action('a'),
      action('b', { after: ['a'] }),
      action('f', { role: 'fallback' }),
      action('n', { lane: 'notice', on: 'start' }),
    ])
    const half = report(plan, play(plan, [submitted]).run, 'a', succeeds('a')).run
    const whole = report(plan, half, 'b', succeeds('b')).run

    expect(progress(plan, half)).toEqual({ percentage: 50, currentAction: 'b', total: 2, done: 1 })
    expect(progress(plan, whole)).toEqual({ percentage: 100, total: 2, done: 2 })
  })
})

describe('outputsOf', () => {
  it('shows a fallback’s outputs under the name of the action it stands in for', () => {
    const plan = planWith([
      action('a', { onFailure: 'fallback', fallback: 'f' }),
      action('f', { role: 'fallback' }),
      action('b', { after: ['a'] }),
    ])
    const called = report(plan, play(plan, [submitted]).run, 'a', fails('a')).run
    const { run } = report(plan, called, 'f', succeeds('f', { ip: '10.0.0.1' }))

    const outputs = outputsOf(plan, run)

    expect(outputs.a).toEqual({ status: 'succeeded', duration: 0, ip: '10.0.0.1' })
    expect(Object.keys(outputs)).toEqual(['a', 'f'])
  })

  it('tells how many seconds an action took', () => {
    const plan = planWith([action('a'), action('b', { after: ['a'] })])
    const { run } = play(plan, [
      submitted,
      { type: 'action_claimed', action: 'a', fence: 1, worker: 'w' },
    ])

    const done = decide(plan, run, succeeds('a')(1), noon + 1_500).run

    expect(outputsOf(plan, done).a?.duration).toBe(1.5)
  })
})

describe('describePlan', () => {
  it('shows waves, the longest chain, what is undone and what cannot be', () => {
    const plan = planWith([
      action('net', { rollback: { action: 'undo', automatic: true, preserveState: false } }),
      action('vm', { after: ['net'] }),
      action('dns', { after: ['net'] }),
      action('check', { after: ['dns'] }),
      action('undo', { role: 'rollback' }),
    ])

    const picture = describePlan(plan)

    expect(picture.waves.automatic).toEqual([['net'], ['vm', 'dns'], ['check']])
    expect(picture.critical).toEqual(['net', 'dns', 'check'])
    expect(picture.compensation).toEqual([
      { action: 'net', by: 'undo', automatic: true, preserveState: false },
    ])
    expect(picture.cannotUndo).toEqual(['check', 'dns', 'vm'])
    expect(picture.edges).toContainEqual({ from: 'dns', to: 'check' })
  })

  it('says of a condition whether it holds, fails or is known only later', () => {
    const plan = planWith(
      [when('a', 'size'), when('b', 'count'), when('c', 'output.a.status'), action('d')],
      { facts: { fields: { size: 1, count: 2 } } },
    )

    const verdicts = describePlan(plan).nodes.map(({ conditions }) => conditions)

    expect(verdicts).toEqual(['holds', 'fails', 'later', 'holds'])
  })
})

describe('graph', () => {
  const nodes = [
    { id: 'c', after: ['b'] },
    { id: 'a', after: [] },
    { id: 'b', after: ['a'] },
  ]

  it('sorts predecessors first and keeps every member of a circle', () => {
    const circle = [
      { id: 'a', after: ['b'] },
      { id: 'b', after: ['a'] },
    ]

    expect(topological(nodes).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(topological(circle).map(({ id }) => id)).toEqual(['b', 'a'])
  })

  it('knows what comes before and after', () => {
    expect([...ancestors(nodes, 'c')].toSorted()).toEqual(['a', 'b'])
    expect([...descendants(nodes, 'a')].toSorted()).toEqual(['b', 'c'])
  })
})

describe('retry rules', () => {
  const retry = { ...action('').retry, delayMs: 1_000, maxDelayMs: 6_500, attempts: 9 }
  const caps = (growth: 'linear' | 'exponential' | 'fibonacci') =>
    [1, 2, 3, 4, 5].map((n) => restCap({ ...retry, growth }, n))

  it('grow as they are called, up to the limit', () => {
    expect(caps('linear')).toEqual([1_000, 2_000, 3_000, 4_000, 5_000])
    expect(caps('exponential')).toEqual([1_000, 2_000, 4_000, 6_500, 6_500])
    expect(caps('fibonacci')).toEqual([1_000, 1_000, 2_000, 3_000, 5_000])
  })

  it('take the connector’s word, narrowed by class and overruled by code', () => {
    const away = { code: 'http.503', message: '', class: '5xx' }
    const failed = (retryable: boolean) => ({ error: away, retryable })

    expect(mayRetry(retry, 1, failed(true))).toBe(true)
    expect(mayRetry(retry, 9, failed(true))).toBe(false)
    expect(mayRetry({ ...retry, on: ['timeout'] }, 1, failed(true))).toBe(false)
    expect(mayRetry({ ...retry, on: ['5xx'] }, 1, failed(false))).toBe(false)
    expect(mayRetry({ ...retry, on: ['error:http.503'] }, 1, failed(false))).toBe(true)
  })
})
