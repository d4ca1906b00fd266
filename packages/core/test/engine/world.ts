import { decide } from '../../src/engine/decide.ts'
import type { Plan } from '../../src/engine/plan.ts'
import { firstRun, replay } from '../../src/engine/replay.ts'
import type { Command, Run, RunEvent } from '../../src/engine/run.ts'
import { asking, isGate, verdict, word } from './asking.ts'
import { checkFreezes, closedAt, drawFreezes, exception, type Freezes, isDue } from './calendar.ts'
import { checkEnd, checkStep } from './checks.ts'
import { drawFaults, type Faults } from './faults.ts'
import { planChange } from './mends.ts'
import { noon } from './plans.ts'

const leaseMs = 10_000
/** Virtual time by which the faults stop; from then on everything must come to its end. */
const calmAfterMs = 600_000

/** How a call goes; `unclear` = nobody can tell whether its effect was made. */
type Fate = { fails: boolean; lasts: boolean; unclear: boolean }

const inFlight = new Set(['ready', 'running', 'waiting', 'unknown'])

type Deed = { at: number; nth: number; act: () => void }

/**
 * A shell around `decide` in virtual time, with workers that crash, stall and repeat themselves, and a
 * queue that doubles, delays and reorders. The same seed tells the same story.
 */
export class World {
  readonly log: { event: RunEvent; at: number }[] = []
  /** Idempotency keys whose effect was made and reported in time. */
  private readonly done = new Set<string>()
  /** Keys under which the remote side made something, whether or not anybody heard of it. */
  private readonly made = new Set<string>()
  /** Actions a person had to give their word about. */
  words = 0
  private readonly undone = new Set<string>()
  run: Run
  now = noon
  finishes = 0
  rollbacks = 0
  lives = 0
  refused = 0
  private readonly deeds: Deed[] = []
  private readonly faults: Faults
  private nth = 0
  plan: Plan
  changes = 0
  skips = 0
  edits = 0
  private readonly ordered: Plan
  private readonly dice: () => number
  private readonly freezes: Freezes

  constructor(plan: Plan, dice: () => number) {
    this.plan = plan
    this.ordered = plan
    this.dice = dice
    this.run = firstRun(plan)
    this.faults = drawFaults(dice)
    this.freezes = drawFreezes(dice, noon)
  }

  /** Plays the request to its end and checks every promise on the way. */
  play(): void {
    this.begin()
    for (let steps = 0; this.deeds.length > 0; steps += 1) {
      if (steps > 20_000) throw new Error('the run does not end')
      const deed = this.soonest()
      this.now = Math.max(this.now, deed.at)
      deed.act()
    }
    checkEnd(this.plan, this.run)
    const ends = this.lives + this.rollbacks
    if (this.finishes !== ends) throw new Error(`${this.finishes} ends instead of ${ends}`)
    const told = JSON.stringify(replay(this.ordered, this.log))
    if (told !== JSON.stringify(this.run)) throw new Error('the log tells another story')
  }

  /** The order comes in, and what people and the clock will do to it is drawn. */
  private begin(): void {
    const hold = this.dice() < 0.1 ? { notBefore: noon + 30_000 } : {}
    const off = this.dice() < 0.15 ? { automation: { off: true as const, reason: 'x' } } : {}
    this.happen({ type: 'submitted', ...hold, ...off, ...this.calendar() })
    if (hold.notBefore)
      this.later(30_000, () => this.happen({ type: 'released', ...off, ...this.calendar() }))
    if (off.automation)
      this.later(60_000, () => this.happen({ type: 'released', ...this.calendar() }))
    if (this.freezes.length > 0) this.later(1_000, () => this.lookAtCalendar())
    if (this.dice() < 0.15) this.switchAutomation(true)
    if (this.dice() < 0.2) this.later(this.dice() * 15_000, () => this.cancel())
    if (this.dice() < 0.2) this.later(this.dice() * 60_000, () => this.interfere())
    if (isGate(this.plan, 'gate:approval'))
      this.later(20_000 + this.dice() * 60_000, () => this.interfere(0.2))
    this.later(1_000, () => this.watch())
  }

  private readonly calendar = () => closedAt(this.freezes, this.now)

  /** The sweep lets go what has waited long enough; people may be faster. */
  private lookAtCalendar(): void {
    if (this.now > noon + calmAfterMs) return
    if (isDue(this.run, this.now)) this.happen({ type: 'released', ...this.calendar() })
    for (const said of exception(this.run, this.dice)) this.happen(said)
    this.later(5_000, () => this.lookAtCalendar())
  }

  /** Somebody switches it off, and on again, while the request runs. */
  private switchAutomation(off: boolean): void {
    this.later(this.dice() * 40_000, () => {
      this.happen({ type: 'automation_switched', off, by: 'ann', reason: 'x' })
      if (off) this.switchAutomation(false)
    })
  }

  private soonest(): Deed {
    let best = 0
    for (let n = 1; n < this.deeds.length; n += 1) {
      const [a, b] = [this.deeds[n], this.deeds[best]]
      if (a && b && (a.at < b.at || (a.at === b.at && a.nth < b.nth))) best = n
    }
    const [deed] = this.deeds.splice(best, 1)
    if (!deed) throw new Error('nothing to do')
    return deed
  }

  private later(ms: number, act: () => void): void {
    this.nth += 1
    this.deeds.push({ at: this.now + ms, nth: this.nth, act })
  }

  private strikes(fault: keyof Faults): boolean {
    return this.now < noon + calmAfterMs && this.dice() < this.faults[fault]
  }

  /** Delivered at least once, in no particular order. */
  private deliver(ms: number, act: () => void): void {
    this.later(ms + (this.strikes('late') ? this.dice() * 40_000 : this.dice() * 50), act)
    if (this.strikes('double')) this.later(ms + this.dice() * 60_000, act)
  }

  /** The one transaction: decide, save, log, carry out. */
  private happen(event: RunEvent): boolean {
    const before = this.run
    const decision = decide(this.plan, before, event, this.now)
    checkStep(this.plan, before, event, decision)
    checkFreezes(this.freezes, this.now, decision)
    if (decision.run === before) {
      this.refused += 1
      return false
    }
    this.run = decision.run
    if (event.type === 'plan_changed') this.plan = event.plan
    this.log.push({ event, at: this.now })
    // What was agreed to before a change is asked once more, under the same key.
    if (event.type === 'action_succeeded' && decision.run.actions[event.action]?.state !== 'ready')
      this.done.add(`${event.action}/${before.actions[event.action]?.generation}`)
    if (event.type === 'submitted' || event.type === 'retry_requested') this.lives += 1
    if (decision.transitions.includes('rolling_back')) this.rollbacks += 1
    this.noteUndone(before)
    for (const command of decision.commands) this.carryOut(command)
    this.askAbout(before)
    return true
  }

  private askAbout(before: Run): void {
    for (const [id, { state }] of Object.entries(this.run.actions))
      if (state === 'unknown' && before.actions[id]?.state !== 'unknown') this.findOut(id)
  }

  /** A person looks at the remote side after a while and says what is there. */
  private findOut(action: string): void {
    this.words += 1
    this.deliver(this.dice() * 120_000, () => {
      const { generation } = this.run.actions[action] ?? {}
      const happened = this.made.has(`${action}/${generation}`)
      this.happen({
        type: 'effect_resolved',
        action,
        happened,
        by: 'ann',
        ...(happened && { outputs: { by: 'ann' } }),
      })
    })
  }

  private carryOut(command: Command): void {
    if (command.type === 'finish') {
      this.finishes += 1
      if (command.outcome === 'failed' && this.lives < 3 && this.dice() < 0.5)
        this.later(this.dice() * 60_000, () => this.retry())
      if (this.rollbacks < 3 && this.dice() < 0.4)
        this.later(this.dice() * 90_000, () => this.rollBack())
    } else if (command.type === 'wake') {
      const { action, fence, within } = command
      const at = within[0] + this.dice() * (within[1] - within[0])
      this.deliver(Math.max(0, at - this.now), () =>
        this.happen({ type: 'action_woken', action, fence }),
      )
    } else if (command.entry !== 'cancel') this.deliver(0, () => this.work(command.action))
  }

  private cancel(): void {
    const compensate = this.dice() < 0.5 && { compensate: true as const }
    this.happen({ type: 'cancel_requested', by: 'ann', ...compensate })
  }

  private rollBack(): void {
    if (this.happen({ type: 'rollback_requested', by: 'ann' })) this.forgetKnown()
  }

  /** Every effect is undone once at most. */
  private noteUndone(before: Run): void {
    for (const [id, { state, generation }] of Object.entries(this.run.actions)) {
      if (state !== 'compensated' || before.actions[id]?.state === state) continue
      if (this.undone.has(`${id}/${generation}`)) throw new Error(`${id} was undone twice`)
      this.undone.add(`${id}/${generation}`)
    }
  }

  /** Somebody skips or edits an action, whatever it does just now, and says so twice. */
  private interfere(skipping = 0.7): void {
    const planned = this.plan.actions[Math.floor(this.dice() * this.plan.actions.length)]
    const action = planned?.id ?? ''
    const who = { action, by: 'ann', reason: 'stuck' }
    const event: RunEvent =
      this.dice() < skipping
        ? { type: 'action_skipped', ...who }
        : { type: 'input_edited', ...who, changes: { '/n': this.nth } }
    if (!this.happen(event)) return
    if (event.type === 'action_skipped') this.skips += 1
    else this.edits += 1
    if (event.type === 'action_skipped' && this.happen(event)) throw new Error('skipped twice')
  }

  private retry(): void {
    if (this.dice() < 0.5) this.interfere()
    if (this.dice() < 0.5) this.changePlan()
    const { id } = this.plan.actions[Math.floor(this.dice() * this.plan.actions.length)] ?? {}
    const from = id !== undefined && this.dice() < 0.4 ? { from: id } : {}
    if (this.happen({ type: 'retry_requested', by: 'ann', ...from, ...this.calendar() }))
      this.forgetKnown()
  }

  /** What is known is made anew because somebody asked for it; only a doubt forbids that. */
  private forgetKnown(): void {
    for (const [name, { state, generation }] of Object.entries(this.run.actions))
      if (state !== 'unknown') this.made.delete(`${name}/${generation}`)
  }

  private changePlan(): void {
    const event = planChange(this.plan, this.run, { version: this.changes + 1, dice: this.dice })
    if (!this.happen(event)) return
    this.changes += 1
    if (this.happen(event)) throw new Error('the plan was changed twice')
  }

  private work(action: string): void {
    const held = this.run.actions[action]
    const fence = (held?.fence ?? 0) + 1
    if (!this.happen({ type: 'action_claimed', action, fence, worker: 'w' })) return
    const { entry, state } = this.run.actions[action] ?? {}
    if (state !== 'running') throw new Error('claimed but not running')
    if (entry === 'execute' && this.run.cancelling && this.isForward(action))
      throw new Error('work began after the cancel')
    this.later(leaseMs, () => this.expire(action, fence))
    if (this.strikes('held')) return this.deliver(10, () => this.happen(this.hold(action, fence)))
    const fate = this.call(action)
    if (this.strikes('crash')) return
    const stall = this.strikes('pause') ? leaseMs * (0.5 + this.dice() * 2.5) : this.dice() * 2_000
    this.deliver(stall, () => this.happen(this.report(action, fence, fate)))
  }

  private isForward(id: string): boolean {
    return this.plan.actions.some(
      (action) => action.id === id && action.lane !== 'notice' && action.role !== 'rollback',
    )
  }

  /** A call, which may make an effect; one that is known to be made must never be asked for again. */
  private call(action: string): Fate {
    const { entry, generation } = this.run.actions[action] ?? {}
    const makes = entry === 'execute' || entry === 'compensate'
    const lasts = !this.isForward(action) && this.strikes('lasting')
    const fails = lasts || this.strikes('failure')
    const fate = { fails, lasts, unclear: !lasts && this.strikes('unclear') }
    if (!makes) return { ...fate, unclear: false }
    if (this.done.has(`${action}/${generation}`))
      throw new Error(`${action} was made twice under one key`)
    if (!fate.fails || (fate.unclear && this.dice() < 0.5))
      this.make(action, `${action}/${generation}`)
    return fate
  }

  /** The remote side does it. Where it cannot tell a repeat, a second time would be a second effect. */
  private make(action: string, key: string): void {
    const planned = this.plan.actions.find(({ id }) => id === action)
    if (planned?.repeat === 'never' && planned.lane !== 'notice' && this.made.has(key))
      throw new Error(`${action} has two effects under one key`)
    this.made.add(key)
  }

  private expire(action: string, fence: number): void {
    const held = this.run.actions[action]
    if (held?.state !== 'running' || held.fence !== fence) return
    const renewed = this.deeds.length > 0 && this.dice() < 0.3
    if (renewed) this.later(leaseMs, () => this.expire(action, fence))
    else this.deliver(0, () => this.happen({ type: 'action_lost', action, fence }))
  }

  private report(action: string, fence: number, fate: Fate): RunEvent {
    if (this.strikes('release'))
      return { type: 'action_released', action, fence, ambiguous: true as const }
    if (fate.fails) return this.fail(action, fence, fate)
    if (isGate(this.plan, action)) return this.gateReport(action, fence)
    if (this.now < noon + calmAfterMs && this.dice() < 0.3) return this.wait(action, fence)
    return { type: 'action_succeeded', action, fence, outputs: { by: fence } }
  }

  /** Its target's breaker is open: it was not called. */
  private hold(action: string, fence: number): RunEvent {
    const until = this.now + this.dice() * 40_000
    const target = this.dice() < 0.8 ? 'one' : 'other'
    return { type: 'action_held', action, fence, target, until, reason: 'open' }
  }

  private fail(action: string, fence: number, { lasts, unclear }: Fate): RunEvent {
    return {
      type: 'action_failed',
      action,
      fence,
      error: { code: 'http.503', message: 'away', class: '5xx' },
      retryAfterMs: this.dice() < 0.2 ? 5_000 : 0,
      retryable: !lasts && !this.strikes('permanent'),
      ...(unclear && { ambiguous: true as const }),
    }
  }

  private wait(action: string, fence: number): RunEvent {
    const until = this.dice() < 0.7 ? this.now + this.dice() * 30_000 : undefined
    const signal = { news: fence }
    if (until === undefined || this.dice() < 0.3)
      this.deliver(10_000, () => this.insist({ type: 'action_signalled', action, signal }))
    const memo = { fence }
    const waitingFor = until === undefined ? 'person' : 'remote'
    return { type: 'action_waiting', action, fence, waitingFor, memo, ...(until && { until }) }
  }

  /** Asks, or goes on with what people have said; somebody decides after a while, and again until it counts. */
  private gateReport(action: string, fence: number): RunEvent {
    const off = this.dice() < 0.1
    const told = verdict(this.run, { action, fence }, off)
    if (told && off) this.later(60_000, () => this.happen({ type: 'released', ...this.calendar() }))
    if (told?.type === 'action_succeeded') return { ...told, ...this.calendar() }
    if (told) return told
    const decision = this.dice() < 0.75 ? 'approve' : 'reject'
    this.deliver(this.dice() * 40_000, () => this.vote(action, decision))
    return asking(this.run, { action, fence })
  }

  private vote(action: string, decision: 'approve' | 'reject'): void {
    const said = word(this.run, action, decision)
    if (said) this.happen(said)
    const { state, approval } = this.run.actions[action] ?? {}
    const isOpen = approval?.stages.some((one) => one.state === 'open')
    if (inFlight.has(state ?? '') && isOpen !== false)
      this.later(20_000, () => this.vote(action, decision))
  }

  /** A webhook's sender tries again for as long as its news may matter. */
  private insist(event: Extract<RunEvent, { type: 'action_signalled' }>): void {
    this.happen(event)
    const { state, signal } = this.run.actions[event.action] ?? {}
    if (state === 'waiting' || state === 'running' || (state === 'ready' && !signal))
      this.later(20_000, () => this.insist(event))
  }

  /** The scheduler that looks for deadlines, as long as anything is open. */
  private watch(): void {
    const going = ['in_progress', 'awaiting_approval', 'on_hold', 'rolling_back']
    let open = going.includes(this.run.state)
    for (const [action, { state, deadlineAt, fence }] of Object.entries(this.run.actions)) {
      if (inFlight.has(state)) open = true
      if (deadlineAt !== undefined && deadlineAt < this.now)
        this.deliver(0, () => this.happen({ type: 'action_timed_out', action, fence }))
    }
    if (this.run.deadlineAt !== undefined && this.run.deadlineAt < this.now)
      this.happen({ type: 'request_timed_out' })
    if (open || this.deeds.length > 0) this.later(1_000, () => this.watch())
  }
}

/** Dice by seed (mulberry32): the same seed, the same throws. */
export function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
