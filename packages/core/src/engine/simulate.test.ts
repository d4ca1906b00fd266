import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyPlan } from '../../test/engine/plans.ts'
import { diceOf, World } from '../../test/engine/world.ts'

/** To look at one failing seed, set `first` to it and `seeds` to 1. */
const first = 1
const seeds = 2_000

function play(seed: number): World {
  const [plan] = fc.sample(fc.noBias(anyPlan), { seed, numRuns: 1 })
  if (!plan) throw new Error('no plan')
  const world = new World(plan, diceOf(seed))
  try {
    world.play()
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  return world
}

it('keeps every promise in worlds that crash, double, delay, reorder and lose leases', () => {
  const ends = new Map<string, number>()
  let refused = 0
  let handovers = 0
  let words = 0
  let again = 0
  let heldBack = 0
  let keptAway = 0
  const won = { automatic: 0, manual: 0 }
  let leftToPeople = 0
  const interfered = { changes: 0, skips: 0, edits: 0 }
  let gone = 0
  let waited = 0
  let exempted = 0

  for (let seed = first; seed < first + seeds; seed += 1) {
    const world = play(seed)
    ends.set(world.run.state, (ends.get(world.run.state) ?? 0) + 1)
    refused += world.refused
    words += world.words
    if (world.run.handover) handovers += 1
    interfered.changes += world.changes
    interfered.skips += world.skips
    interfered.edits += world.edits
    gone += world.plan.actions.filter((one) => one.gone).length
    if ((world.run.closedMs ?? 0) > 0) waited += 1
    if (world.run.exception?.state === 'granted') exempted += 1
    again += Math.max(0, world.rollbacks - 1)
    heldBack += Object.values(world.run.actions).filter(({ undo }) => undo === 'held_back').length
    if (world.run.winner) won[world.run.winner.lane] += 1
    leftToPeople += Object.values(world.run.actions).filter(
      ({ error, replacedBy }) => error?.code === 'automation.off' && replacedBy !== undefined,
    ).length
    keptAway += Object.values(world.run.actions).filter(
      ({ error, replacedBy }) => error?.code === 'breaker.open' && replacedBy !== undefined,
    ).length
  }

  expect([...ends.keys()].toSorted()).toEqual([
    'cancelled',
    'completed',
    'failed',
    'rejected',
    'rollback_failed',
    'rolled_back',
  ])
  expect(Math.min(...ends.values())).toBeGreaterThan(seeds / 30)
  expect(refused).toBeGreaterThan(seeds)
  expect(handovers).toBeGreaterThan(10)
  expect(words).toBeGreaterThan(seeds / 10)
  expect(again).toBeGreaterThan(10)
  expect(heldBack).toBeGreaterThan(5)
  expect(Math.min(won.automatic, won.manual)).toBeGreaterThan(5)
  expect(leftToPeople).toBeGreaterThan(5)
  expect(keptAway).toBeGreaterThan(5)
  expect(gone).toBeGreaterThan(2)
  expect(waited).toBeGreaterThan(seeds / 40)
  expect(exempted).toBeGreaterThan(5)
  expect(Math.min(...Object.values(interfered))).toBeGreaterThan(10)
})

it('tells the same story for the same seed', () => {
  const [one, other] = [play(7), play(7)]

  expect(one.log).toEqual(other.log)
  expect(one.log.length).toBeGreaterThan(1)
})
