import type { Action, Item } from '@pao/core/catalog'
import { between, type Dice, diceOf, pick } from './dice.ts'
import { type FreezeDeed, withFreezes } from './story-freezes.ts'
import { withGates } from './story-gates.ts'
import { partsOf, withParts } from './story-parts.ts'
import { type Interference, interferencesOf } from './story-people.ts'
import { type RuleDeed, rulesOf, tightRules, withOwnRule } from './story-rules.ts'

/** What can go wrong. A number is a chance per occasion, `away` and `skew` are what they say. */
export const faultNames = [
  'crash',
  'pause',
  'ackLost',
  'away',
  'refuse',
  'reject',
  'replyLost',
  'error500',
  'slow',
  'rateLimit',
  'doubled',
  'dropped',
  'late',
  'lag',
  'skew',
  'held',
  'passed',
] as const
export type FaultName = (typeof faultNames)[number]
export type Faults = Readonly<Partial<Record<FaultName, number>>>

export type OrderDeed = {
  /** Milliseconds after the start. */
  at: number
  name: string
  tenant: string
  item: Item
  /** Sent with a key, and again under it until an answer comes. */
  keyed: boolean
  /** The same call from a second place at the same time. */
  twice: boolean
  /** The first of its tenant has the same key as the first of the other, and so on. */
  nth: number
  notBefore?: number
}

export type ControlDeed = RequestDeed | Interference
export type RequestDeed = {
  at: number
  kind: 'cancel' | 'retry' | 'rollback'
  /** The name of the order it is about. */
  order: string
  from?: string
  /** On a cancel: what was made shall be undone. */
  compensate?: true
}

/** All that a seed decides before the first moment. What is left out of it does not move the rest. */
export type Story = {
  seed: number
  replicas: number
  /** Actions one process has in its hands at most; left out = 4. */
  slots?: number
  faults: Faults
  orders: readonly OrderDeed[]
  /** Items that only actions order. */
  parts?: readonly Item[]
  /** Taken in by a release that could not undo what is only begun. */
  older?: true
  controls: readonly ControlDeed[]
  /** How many actions of one thing may be under way at once. */
  rules?: readonly RuleDeed[]
  /** When nothing may begin. */
  freezes?: readonly FreezeDeed[]
  /** Milliseconds after the start at which the faults end. */
  calmAt: number
}

/** All that can be ordered in it. */
export function itemsOf({ orders, parts = [] }: Story): readonly Item[] {
  return [...orders.map(({ item }) => item), ...parts]
}

/** Most that each fault strikes in any world. */
const worst: Record<FaultName, number> = {
  crash: 0.012,
  pause: 0.004,
  ackLost: 0.08,
  away: 3,
  refuse: 0.4,
  reject: 0.15,
  replyLost: 0.3,
  error500: 0.3,
  slow: 0.3,
  rateLimit: 0.3,
  doubled: 0.6,
  dropped: 0.9,
  late: 0.5,
  lag: 0.3,
  skew: 5_000,
  held: 0.3,
  passed: 0.3,
}

const types = [
  'keyed',
  'keyed',
  'keyed',
  'keyed',
  'searched',
  'searched',
  'ticket',
  'ticket',
  'once',
  'desk',
] as const

/** How many worlds have items that actions of others order, besides those that are about them. */
const partsShare = 0.15

/** Types that make one thing only because nobody asks for it twice. */
const unkeyed: ReadonlySet<string> = new Set(['searched', 'once'])

type Theme = { faults: Faults; without?: FaultName; crowd?: true; tight?: true; parts?: true }

/** Five worlds in ten are about what luck alone would seldom bring together. */
const themes: Readonly<Record<number, Theme>> = {
  // Who orders a part dies while that is called off.
  1: { faults: { crash: 0.012, lag: 0.3, replyLost: 0.2 }, without: 'pause', parts: true },
  // Holders are frozen in the middle of slow calls, wake up and report while somebody else holds it.
  3: { faults: { pause: 0.004, slow: 0.5 } },
  // Handlers of one process meet over the few slots of a rule, and write together what they did.
  5: { faults: { lag: 0.3 }, tight: true },
  // Workers die in the middle of calls that made something, or nothing.
  7: { faults: { crash: 0.015 }, without: 'pause' },
  // Many orders at one moment on a slow way, so that orders and what becomes of them share statements.
  9: { faults: { ackLost: 0.1, lag: 0.5 }, crowd: true },
}

/** The story of a seed. */
export function storyOf(seed: number): Story {
  const dice = diceOf(seed, 'story')
  const theme = themes[Math.abs(seed) % 10]
  const isAlone = theme?.tight === true && seed % 20 === 5
  const drawnFaults = isAlone ? {} : faultsOf(diceOf(seed, 'faults'))
  const faults: Partial<Record<FaultName, number>> = { ...drawnFaults, ...theme?.faults }
  if (theme?.without) delete faults[theme.without]
  const count = 1 + Math.floor(dice() * 3)
  const drawn = theme?.crowd
    ? Array.from({ length: count + 4 }, (_, n) => crowded(orderOf(dice, n, faults)))
    : Array.from({ length: count }, (_, n) => orderOf(dice, n, faults, theme?.tight))
  const orders = drawn.map((order, n) => ({
    ...order,
    nth: drawn.slice(0, n).filter(({ tenant }) => tenant === order.tenant).length,
  }))
  const story = {
    seed,
    replicas: replicasOf(dice, theme),
    ...(theme?.tight && { slots: 12 }),
    faults,
    orders,
    controls: orders.flatMap((order): ControlDeed[] => controlsOf(dice, order)),
    calmAt: between(dice, 10_000, 30_000),
  }
  story.controls.push(...interferencesOf(diceOf(seed, 'people'), orders))
  const whole = withGates(diceOf(seed, 'gates'), parted(diceOf(seed, 'parts'), story, theme))
  return withFreezes(diceOf(seed, 'freezes'), ruled(diceOf(seed, 'rules'), whole, theme?.tight))
}

/** By dice of its own, so that the rest of a world is the same with and without parts. */
function parted(dice: Dice, story: Story, theme?: Theme): Story {
  const isMeant = dice() < partsShare || theme?.parts === true
  if (!isMeant || theme?.tight) return story
  const offered = offeredIn(story.faults)
  const making = { action: (own: Dice, n: number) => actionOf(own, n, offered), item: itemWith }
  const parts = partsOf(dice, making)
  const orders = story.orders.map((order) => withParts(dice, order, parts))
  const early = orders.flatMap((order) => earlyCancel(dice, order))
  const controls = [...story.controls, ...early]
  return { ...story, orders, parts, controls, ...(dice() < 0.3 && { older: true as const }) }
}

function replicasOf(dice: Dice, theme: Theme | undefined): number {
  if (theme?.crowd || theme?.tight) return 1
  return (theme ? 2 : 1) + Math.floor(dice() * (theme ? 2 : 3))
}

/** By dice of its own, so that the rest of a world is the same with and without rules. */
function ruled(dice: Dice, story: Story, tight?: true): Story {
  const rules = tight ? tightRules(dice, story) : rulesOf(dice, story)
  if (rules.length === 0) return story
  return { ...story, orders: story.orders.map((order) => withOwnRule(dice, order)), rules }
}

/** Each world has its own mix: most faults are off in it, the others more or less strong. */
function faultsOf(dice: Dice): Partial<Record<FaultName, number>> {
  const quiet = dice() < 0.06
  return Object.fromEntries(
    faultNames.flatMap((name) => {
      const [isOn, strength] = [dice() < 0.35, dice()]
      return isOn && !quiet ? [[name, worst[name] * Math.max(0.1, strength)]] : []
    }),
  )
}

function orderOf(dice: Dice, n: number, faults: Faults, wide?: true): Omit<OrderDeed, 'nth'> {
  const tenant = pick(dice, ['north', 'south'])
  const at = between(dice, 0, 5_000)
  const held = dice() < 0.08
  return {
    at,
    name: `order-${n + 1}`,
    tenant,
    item: wide ? wideItem(dice, `item-${n + 1}`) : itemOf(dice, `item-${n + 1}`, faults),
    keyed: dice() < 0.85,
    twice: dice() < 0.3,
    ...(held && { notBefore: at + between(dice, 1_000, 10_000) }),
  }
}

/** The same order as one of many: small, and at the moment of all the others. */
function crowded(order: Omit<OrderDeed, 'nth'>): Omit<OrderDeed, 'nth'> {
  const [first] = order.item.fulfillment.automatic?.actions ?? []
  if (!first) return order
  return { ...order, at: 1_000, item: itemWith(order.item.metadata.id, [first]) }
}

function controlsOf(dice: Dice, { name, at, item }: OrderDeed): RequestDeed[] {
  const controls: RequestDeed[] = []
  const actions = item.fulfillment.automatic?.actions ?? []
  if (dice() < 0.3) {
    const compensate = dice() < 0.5 && { compensate: true as const }
    controls.push({ at: at + dice() * 8_000, kind: 'cancel', order: name, ...compensate })
  }
  if (dice() < 0.3)
    controls.push({ at: at + between(dice, 4_000, 25_000), kind: 'rollback', order: name })
  for (let count = Math.floor(dice() * 3); count > 0; count -= 1)
    controls.push({
      at: at + between(dice, 2_000, 18_000),
      kind: 'retry',
      order: name,
      ...(dice() < 0.3 && { from: pick(dice, actions).id }),
    })
  return controls
}

/** Somebody thinks better of it while its parts are being ordered or under way. */
function earlyCancel(dice: Dice, { at, name }: OrderDeed): RequestDeed[] {
  if (dice() < 0.5) return []
  const compensate = dice() < 0.7 && { compensate: true as const }
  return [{ at: at + between(dice, 50, 5_000), kind: 'cancel', order: name, ...compensate }]
}

function itemOf(dice: Dice, id: string, faults: Faults): Item {
  const count = 1 + Math.floor(dice() * 5)
  const offered = offeredIn(faults)
  const actions = Array.from({ length: count }, (_, n) => actionOf(dice, n, offered))
  if (dice() < 0.04) actions.push(poison(`a${count + 1}`))
  return itemWith(id, actions, {
    ...(dice() < 0.1 && { timeout: 20 + Math.floor(dice() * 40) }),
    ...(dice() < 0.1 && { priority: 'low' as const }),
  })
}

/**
 * A process that was frozen between its claim and its call makes the call when it wakes up. Only a remote that knows
 * keys can refuse it; for any other nothing is promised there.
 */
function offeredIn({ pause }: Faults): readonly string[] {
  return pause === undefined ? types : types.filter((type) => !unkeyed.has(type))
}

/** Three that are done at about the same time, and many that each wait for one of them. */
function wideItem(dice: Dice, id: string): Item {
  const actions = Array.from({ length: 9 + Math.floor(dice() * 4) }, (_, n): Action => {
    const root = `a${1 + Math.floor(dice() * 3)}`
    const dependencies = { wait_for: n >= 3 ? [root] : [] }
    const retry = { attempts: 3, delay: 1, max_delay: 8 }
    const common = { config: {}, order: 1, parallel_group: 'all' }
    return { id: `a${n + 1}`, type: 'keyed', ...common, dependencies, retry }
  })
  return itemWith(id, actions)
}

/** The smallest document of these actions. */
export function itemWith(
  id: string,
  actions: readonly Action[],
  strategy: Partial<Item['fulfillment']['strategy']> = {},
): Item {
  const fields = [{ id: 'name', name: 'Name', type: 'string' as const }]
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id,
      name: id,
      description: 'For the simulation',
      version: '1.0.0',
      category: 'tests',
      owner: { team: 'team' },
    },
    presentation: { groups: [{ id: 'main', name: 'Main', fields }] },
    fulfillment: {
      strategy: { mode: 'automatic', ...strategy },
      manual: { actions: [] },
      automatic: { actions },
    },
  }
}

function actionOf(dice: Dice, n: number, offered: readonly string[]): Action {
  const befores = Array.from({ length: n }, (_, before) => `a${before + 1}`)
  const waitFor = befores.filter(() => dice() < 0.5)
  const id = `a${n + 1}`
  const type = pick(dice, offered)
  return {
    id,
    type,
    config: {},
    order: 1,
    parallel_group: 'all',
    dependencies: { wait_for: waitFor },
    retry: { attempts: 1 + Math.floor(dice() * 4), delay: pick(dice, [0.5, 1, 2]), max_delay: 8 },
    ...(dice() < 0.15 && { timeout: 12 + Math.floor(dice() * 20) }),
    ...(dice() < 0.1 && { error_handling: { strategy: 'continue' as const } }),
    ...(dice() < 0.5 && type !== 'desk' && { rollback: rollbackOf(dice, { id, type }) }),
  }
}

/** By an action of its own, which may be one that must not be repeated, or by the connector itself. */
function rollbackOf(
  dice: Dice,
  { id, type }: Pick<Action, 'id' | 'type'>,
): NonNullable<Action['rollback']> {
  const automatic = dice() < 0.5
  const isOwn = dice() < 0.5 && (type === 'keyed' || type === 'searched')
  if (isOwn) return { enabled: true, automatic }
  const action = {
    type: dice() < 0.3 ? 'undo-once' : 'undo',
    config: { object: `{{output.${id}.object}}` },
    retry: { attempts: 1 + Math.floor(dice() * 3), delay: 1, max_delay: 8 },
  }
  return { action, automatic }
}

/** Kills every worker that calls it. */
function poison(id: string): Action {
  return { id, type: 'poison', config: {}, order: 1, parallel_group: 'all' }
}
