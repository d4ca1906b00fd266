import { describe, expect, it } from 'vitest'
import { quantile, timesOf } from './times.ts'

const ask = { id: 'ask', type: 'approval-workflow', lane: 'automatic' }
const hand = { id: 'hand', type: 'jira-ticket', lane: 'manual' }
const call = { id: 'call', type: 'rest-api', lane: 'automatic' }

describe('timesOf', () => {
  it('counts people who work at the same time once, and gives systems the rest', () => {
    const times = timesOf({
      createdAt: 0,
      endedAt: 1_000,
      actions: [ask, hand, call],
      runs: {
        ask: { startedAt: 100, endedAt: 500, approval: {} },
        hand: { startedAt: 300, endedAt: 700 },
        call: { startedAt: 0, endedAt: 1_000 },
      },
    })

    expect(times).toEqual({ total: 1_000, people: 600, held: 0, closed: 0, systems: 400 })
  })

  it('sets the rest apart that an order was given', () => {
    const times = timesOf({
      createdAt: 0,
      endedAt: 1_000,
      notBefore: 600,
      actions: [hand],
      runs: { hand: { startedAt: 600, endedAt: 900 } },
    })

    expect(times).toEqual({ total: 1_000, people: 300, held: 600, closed: 0, systems: 100 })
  })

  it('sets apart what it waited for freezes', () => {
    const frozen = { createdAt: 0, endedAt: 1_000, closedMs: 700, actions: [], runs: {} }

    expect(timesOf(frozen)).toEqual({ total: 1_000, people: 0, held: 0, closed: 700, systems: 300 })
  })

  it('never counts beyond the end of the request', () => {
    const runs = { hand: { startedAt: 200, endedAt: 5_000 } }

    const times = timesOf({ createdAt: 0, endedAt: 1_000, notBefore: 9_000, actions: [hand], runs })

    expect(times).toEqual({ total: 1_000, people: 0, held: 1_000, closed: 0, systems: 0 })
  })
})

describe('quantile', () => {
  it('takes the nearest rank', () => {
    const values = [40, 10, 30, 20]

    expect([quantile(values, 0.5), quantile(values, 0.9), quantile(values, 0)]).toEqual([
      20, 40, 10,
    ])
    expect(quantile([], 0.5)).toBeUndefined()
  })
})
