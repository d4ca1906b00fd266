import { isContradiction } from './condition-domain.ts'
import { type Leaf, leavesOf } from './condition-leaves.ts'
import { fieldOf } from './form/conditions.ts'
import type { Sight } from './sight.ts'

/** Comparisons that are weighed together; beyond them nothing is said, it would only be a warning. */
const mostLeaves = 300

/** Checks that fields can be shown: their conditions lean on no circle and do not contradict each other. */
export function checkVisibility(sight: Sight): void {
  const conditions = rememberedConditions(sight)
  const inCircles = reportCircles(sight, conditions)
  for (const { id, path, field } of sight.fields) {
    if (id === undefined || inCircles.has(id) || sight.isWrong(path)) continue
    if (!isContradiction(shownWhen(id, conditions), sight)) continue
    const key = field.conditional === undefined ? 'id' : 'conditional'
    sight.report('PAO1212', [...path, key], `${id} can never be shown`, { side: 'key' })
  }
}

type Conditions = (id: string) => readonly Leaf[]

/** A field is shown when its own and its group's condition hold. */
function rememberedConditions({ fieldById }: Sight): Conditions {
  const byGroup = new Map<object, readonly Leaf[]>()
  const byField = new Map<string, readonly Leaf[]>()
  return (id) => {
    const known = byField.get(id)
    if (known) return known
    const view = fieldById.get(id)
    if (!view) return []
    const { group, groupPath, field, path } = view
    const shared = byGroup.get(group) ?? leavesOf(group.conditional, [...groupPath, 'conditional'])
    byGroup.set(group, shared)
    const own = leavesOf(field.conditional, [...path, 'conditional'])
    const all = own.length === 0 ? shared : [...shared, ...own]
    byField.set(id, all)
    return all
  }
}

/** Reports each circle at the first of its fields; gives every field that stands in one. */
function reportCircles(sight: Sight, conditions: Conditions): ReadonlySet<string> {
  const inCircles = new Set<string>()
  const done = new Set<string>()
  const way: string[] = []
  const standing = new Map<string, number>()
  const visit = (id: string): void => {
    standing.set(id, way.push(id) - 1)
    for (const next of new Set(conditions(id).map((leaf) => fieldOf(leaf.field)))) {
      const start = standing.get(next)
      const told = inCircles.has(next) && inCircles.has(id)
      if (start !== undefined && !told) reportCircle(way.slice(start), sight, inCircles)
      else if (start === undefined && !done.has(next) && sight.fieldById.has(next)) visit(next)
    }
    way.pop()
    standing.delete(id)
    done.add(id)
  }
  for (const { id } of sight.fields) if (id !== undefined && !done.has(id)) visit(id)
  return inCircles
}

function reportCircle(circle: readonly string[], sight: Sight, inCircles: Set<string>): void {
  const fresh = circle.some((id) => !inCircles.has(id))
  for (const id of circle) inCircles.add(id)
  const view = sight.fields.find(({ id }) => id !== undefined && circle.includes(id))
  if (!fresh || !view || sight.isWrong(view.path)) return
  const place = view.field.conditional === undefined ? view.path : [...view.path, 'conditional']
  const start = circle.indexOf(view.id ?? '')
  const turned = [...circle.slice(start), ...circle.slice(0, start), view.id]
  sight.report('PAO1211', place, turned.join(' needs '), { side: 'key' })
}

/** Everything that must hold for a field to be shown: a condition on a hidden field does not hold. */
function shownWhen(id: string, conditions: Conditions): readonly Leaf[] {
  const seen = new Set([id])
  const leaves: Leaf[] = []
  const open = [id]
  for (const here of open) {
    for (const leaf of conditions(here)) {
      if (!leaf.sure) continue
      if (leaves.length >= mostLeaves) return []
      leaves.push(leaf)
      const next = fieldOf(leaf.field)
      if (asksForAbsence(leaf) || seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return leaves
}

function asksForAbsence({ operator, value }: Leaf): boolean {
  return operator === 'ne' || operator === 'not_in' || value === null
}
