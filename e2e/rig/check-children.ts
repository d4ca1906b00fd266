import { isUndoing, type Made } from './ledger.ts'
import type { Stored } from './stored.ts'

type Ledger = ReadonlyMap<string, readonly Made[]>

/** Every part of an order is ordered once, after what it needs, and gets what that put out. */
export function againstParents(requests: readonly Stored[], ledger: Ledger): string[] {
  const known = new Map(requests.map((request) => [request.id, request]))
  const children = requests.filter(({ parent }) => parent !== undefined)
  const byParent = Map.groupBy(children, ({ parent }) => parent?.id ?? '')
  return [
    ...children.flatMap(({ id, item, parent }) =>
      known.has(parent?.id ?? '') ? [] : [`lost: nobody ordered ${item} ${id}`],
    ),
    ...requests.flatMap((parent) => {
      const own = byParent.get(parent.id) ?? []
      return [...againstCount(parent, own), ...againstNeeds(parent, own, ledger)]
    }),
  ]
}

function orders({ plan }: Stored): Stored['plan']['actions'] {
  return plan.actions.filter(({ type, role }) => type === 'catalog-request' && role === 'main')
}

function againstCount(parent: Stored, children: readonly Stored[]): string[] {
  return orders(parent).flatMap(({ id: action }) => {
    const count = children.filter((child) => child.parent?.action === action).length
    const found = parent.run.actions[action]
    const name = `${action} of ${parent.item} ${parent.id}`
    if (count > 1) return [`doubled: ${name} was ordered ${count} times`]
    // What was called off in doubt is undone too, and then it is found out whether there was anything.
    const isDone = found?.state === 'succeeded' || (found?.state === 'compensated' && !found.begun)
    return isDone && count === 0 ? [`lost: ${name} counts as done, but was never ordered`] : []
  })
}

/** A part is made after all that came before it, and its answers hold what one of them put out. */
function againstNeeds(parent: Stored, children: readonly Stored[], ledger: Ledger): string[] {
  return orders(parent).flatMap(({ id: action, after }) => {
    const child = children.find((one) => one.parent?.action === action)
    const [first] = made(ledger, child)
    if (!child || !first) return []
    const name = `${action} of ${parent.item} ${parent.id}`
    const earlier = after.map((id) => {
      const needed = children.find((one) => one.parent?.action === id)
      return { id, made: made(ledger, needed) }
    })
    const late = earlier.filter((one) => one.made.length === 0 || one.made.some(isAfter(first)))
    const isGiven = earlier.some((one) => one.made.some(({ id }) => child.name.endsWith(id)))
    return [
      ...late.map(({ id }) => `order: ${name} was made before ${id}`),
      ...(earlier.length === 0 || isGiven ? [] : [`lost: ${name} was not given what it needs`]),
    ]
  })
}

function isAfter(first: Made): (one: Made) => boolean {
  return ({ at }) => at > first.at
}

function made(ledger: Ledger, request: Stored | undefined): readonly Made[] {
  return (ledger.get(request?.id ?? '') ?? []).filter((one) => !isUndoing(one))
}
